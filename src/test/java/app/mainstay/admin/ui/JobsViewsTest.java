package app.mainstay.admin.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._fetch;
import static com.github.mvysny.kaributesting.v10.GridKt._getCellComponent;
import static com.github.mvysny.kaributesting.v10.GridKt._getFormatted;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.ViewTest;
import app.mainstay.admin.JobList;
import app.mainstay.base.Changes;
import app.mainstay.base.list.ListExport;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.ui.JobProgress;
import app.mainstay.jobs.JobDriver;
import app.mainstay.jobs.JobRow;
import app.mainstay.jobs.JobState;
import app.mainstay.jobs.Jobs;
import app.mainstay.jobs.ScriptedJob;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    @Autowired
    JobList list;
    @Autowired
    ListExport export;
    @Autowired
    TestClock clock;
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
        assertThat(_getFormatted(grid(), 1, "by")).isEqualTo("Member");
        assertThat(_getFormatted(grid(), 1, "submitted")).isEqualTo("24 Nov 2026 10:30");
        assertThat(_getFormatted(grid(), 1, "outcome")).startsWith("This account is archived. Restore it before changing it. Reference: ");
        assertThat(progress(2).getElement().getTextRecursively()).isEqualTo("3 of 10");
        _assertNone(progress(2), Button.class);
    }

    @Test
    void theAddressHoldsTheState() {
        kind.does(run -> { });
        submit();
        driver.runDue();
        submit();
        openAs(company.administrator(), "admin/jobs?state=done");
        assertThat(rows()).extracting(JobRow::state).containsExactly(JobState.DONE);

        navigate("admin/jobs?state=waiting,running&kind=test");
        assertThat(rows()).extracting(JobRow::state).containsExactly(JobState.WAITING);
        navigate("admin/jobs?by=" + Ids.text(company.manager().id()));
        assertThat(rows()).isEmpty();
        navigate("admin/jobs?sort=state&by=" + Ids.text(company.member().id()));
        assertThat(rows()).extracting(JobRow::state).containsExactly(JobState.DONE, JobState.WAITING);
        navigate("admin/jobs?state=nonsense&edit=nonsense&days=nonsense&by=nonsense");
        assertThat(rows()).hasSize(2);
        clock.advance(Duration.ofDays(3));
        navigate("admin/jobs?days=2");
        assertThat(rows()).isEmpty();
        navigate("admin/jobs?kind=nonsense");
        assertThat(rows()).isEmpty();
    }

    @Test
    void anAdministratorCancelsAWaitingJob() {
        submit();
        openAs(company.administrator(), "admin/jobs");

        _click(_get(progress(0), Button.class));

        assertThat(rows()).extracting(JobRow::state).containsExactly(JobState.CANCELLED);
        _assertNone(progress(0), Button.class);
    }

    /** A running job moves in the list; the list itself is not asked for again. */
    @Test
    void theListFollowsAJobByItself() {
        long id = submit();
        openAs(company.administrator(), "admin/jobs");
        assertThat(progress(0).getElement().getTextRecursively()).isEmpty();
        kind.does(run -> run.progress(2, 4));
        driver.runDue();
        // It arrives by push, hence from another thread.
        for (int i = 0; i < 1_000 && progress(0).getElement().getTextRecursively().isEmpty(); i++) {
            LockSupport.parkNanos(10_000_000);
            MockVaadin.clientRoundtrip(true);
        }

        assertThat(progress(0).getElement().getTextRecursively()).isEqualTo("2 of 4");
        assertThat(rows()).extracting(JobRow::id).containsExactly(id);
    }

    @Test
    void theListIsExportedInBothLanguages() {
        kind.does(run -> {
            throw new RefusedException(Problem.of(null, "problem.tooLong", 1_200));
        });
        submit();
        driver.runDue();
        fixtures.as(company.administrator(), () -> {
            assertThat(csv(Locale.SIMPLIFIED_CHINESE)).contains("失败", "Member", "2026-11-24 10:30:00", "1,200");
            assertThat(csv(Locale.ENGLISH)).contains("Failed", "At most 1,200 characters.");
        });
        fixtures.as(company.stranger(), () -> assertThat(csv(Locale.ENGLISH)).as("others' work").doesNotContain("Failed"));
    }

    private String csv(Locale locale) {
        var file = new ByteArrayOutputStream();
        export.write(list, ListQuery.ALL, List.of(), ListExport.Format.CSV, locale, file);
        return file.toString(StandardCharsets.UTF_8);
    }

    private Component progress(int row) {
        return _getCellComponent(grid(), row, "progress");
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
        _assertNone(progress(), ProgressBar.class);
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

    private List<JobRow> rows() {
        return _fetch(grid(), 0, 100);
    }

    @SuppressWarnings("unchecked")
    private Grid<JobRow> grid() {
        return _get(Grid.class);
    }
}
