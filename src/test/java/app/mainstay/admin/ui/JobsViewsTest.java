package app.mainstay.admin.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._fetch;
import static com.github.mvysny.kaributesting.v10.GridKt._getCellComponent;
import static com.github.mvysny.kaributesting.v10.GridKt._getFormatted;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.base.Changes;
import app.mainstay.base.ui.JobProgress;
import app.mainstay.jobs.JobDriver;
import app.mainstay.jobs.JobRow;
import app.mainstay.jobs.JobState;
import app.mainstay.jobs.Jobs;
import app.mainstay.jobs.ScriptedJob;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class JobsViewsTest extends ViewTest {

    @Autowired
    Jobs jobs;
    @Autowired
    JobDriver driver;
    @Autowired
    ScriptedJob kind;
    @Autowired
    Changes changes;
    Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
    }

    @Test
    void administratorsSeeWhoseWorkStandsWhere() {
        kind.does(run -> run.progress(3, 10));
        submit();
        driver.runDue();
        kind.does(run -> {
            throw new RefusedException(Problem.of(null, "problem.archived"));
        });
        submit();
        driver.runDue();
        submit();
        openAs(company.administrator(), "admin/jobs");

        assertThat(rows()).extracting(JobRow::state).containsExactly(JobState.WAITING, JobState.FAILED, JobState.DONE);
        assertThat(cells(1)).contains("Member", "24 Nov 2026 10:30")
                .anyMatch(text -> text.startsWith("This account is archived. Restore it before changing it. Reference: "));
        assertThat(state(1)).isEqualTo("Failed");
        assertThat(_getCellComponent(grid(), 2, "admin.job.progress").getElement().getTextRecursively()).isEqualTo("3 of 10");
        assertThat(_getCellComponent(grid(), 2, "cancel").isVisible()).isFalse();
    }

    @Test
    void theAddressHoldsTheState() {
        kind.does(run -> { });
        submit();
        driver.runDue();
        submit();
        openAs(company.administrator(), "admin/jobs?state=done");
        assertThat(rows()).extracting(JobRow::state).containsExactly(JobState.DONE);

        _setValue(_get(ComboBox.class, spec -> spec.withPlaceholder("State")), JobState.WAITING);
        assertThat(rows()).extracting(JobRow::state).containsExactly(JobState.WAITING);

        navigate("admin/jobs?state=nonsense&edit=nonsense");
        assertThat(rows()).hasSize(2);
    }

    @Test
    void anAdministratorCancelsAWaitingJob() {
        submit();
        openAs(company.administrator(), "admin/jobs");

        _click((Button) _getCellComponent(grid(), 0, "cancel"));

        assertThat(state(0)).isEqualTo("Cancelled");
        assertThat(_getCellComponent(grid(), 0, "cancel").isVisible()).isFalse();
    }

    @Test
    void theProgressOfAJobIsShownWithTheWayToStopItAndItsEndIsTold() {
        var ended = new ArrayList<JobState>();
        kind.does(run -> {
            run.progress(1, 4);
            run.check();
        });
        long id = submit();
        openAs(company.member(), "accounts");
        UI.getCurrent().add(new JobProgress(jobs, changes, id, job -> ended.add(job.state())));
        assertThat(text()).isEqualTo("It starts in a moment.");
        assertThat(ended).isEmpty();

        driver.runDue();
        // It arrives by push, hence from another thread.
        for (int i = 0; i < 1_000 && ended.isEmpty(); i++) {
            LockSupport.parkNanos(10_000_000);
            MockVaadin.clientRoundtrip(true);
        }

        assertThat(ended).containsExactly(JobState.DONE);
        assertThat(text()).isEmpty();
        assertThat(_get(progress(), ProgressBar.class).getValue()).isEqualTo(1);
        _assertNone(progress(), Button.class);
    }

    @Test
    void whoStartedAJobStopsIt() {
        var ended = new ArrayList<JobState>();
        long id = submit();
        openAs(company.member(), "accounts");
        UI.getCurrent().add(new JobProgress(jobs, changes, id, job -> ended.add(job.state())));

        _click(_get(progress(), Button.class));

        assertThat(ended).containsExactly(JobState.CANCELLED);
    }

    private long submit() {
        return fixtures.as(company.member(), () -> jobs.submit(kind, new ScriptedJob.Words(List.of())));
    }

    private JobProgress progress() {
        return _get(JobProgress.class);
    }

    private String text() {
        return _get(progress(), Paragraph.class).getText();
    }

    private String state(int row) {
        return _getCellComponent(grid(), row, "admin.job.state").getElement().getTextRecursively();
    }

    private List<String> cells(int row) {
        return grid().getColumns().stream().map(column -> _getFormatted(grid(), row, column.getKey())).toList();
    }

    private List<JobRow> rows() {
        return _fetch(grid(), 0, 100);
    }

    @SuppressWarnings("unchecked")
    private Grid<JobRow> grid() {
        return _get(Grid.class);
    }
}
