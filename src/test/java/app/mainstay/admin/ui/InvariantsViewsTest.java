package app.mainstay.admin.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._fetch;
import static com.github.mvysny.kaributesting.v10.GridKt._getCellComponent;
import static com.github.mvysny.kaributesting.v10.GridKt._getFormatted;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.invariants.InvariantRow;
import app.mainstay.jobs.JobDriver;
import app.mainstay.shared.Ids;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Paragraph;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class InvariantsViewsTest extends ViewTest {

    @Autowired
    JobDriver driver;
    @Autowired
    JdbcClient jdbc;
    Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
    }

    @Test
    void anAdministratorAsksForALookAndSeesWhatIsBrokenFirst() {
        long acme = fixtures.account(company, "Acme", company.member());
        jdbc.sql("update account set unit_id = ? where id = ?").param(company.south()).param(acme).update();
        openAs(company.administrator(), "admin/invariants");
        assertThat(summary()).isEqualTo("Nobody has looked yet. It happens every night at 4:00.");

        _click(_get(Button.class, spec -> spec.withText("Check now")));
        driver.runDue();
        awaitSummary("of");

        int rows = _fetch(grid(), 0, 100).size();
        assertThat(summary()).isEqualTo((rows - 2) + " of " + rows + " invariants held at the last look.");
        assertThat(_getFormatted(grid(), 0, "invariants.what")).isEqualTo("Each account’s unit is that of the primary representative.");
        assertThat(_getCellComponent(grid(), 0, "invariants.state").getElement().getTextRecursively()).isEqualTo("Broken");
        assertThat(_getFormatted(grid(), 0, "invariants.violations")).isEqualTo("1");
        assertThat(_getFormatted(grid(), 0, "invariants.examples")).isEqualTo(Ids.text(acme));
        assertThat(_getFormatted(grid(), 0, "invariants.checkedAt")).isEqualTo("24 Nov 2026 10:30");
        assertThat(_get(Button.class, spec -> spec.withText("Check now")).isEnabled()).isTrue();
    }

    @Test
    void everyRuleIsSaidInChineseToo() {
        openAs(company.administrator(), Locale.SIMPLIFIED_CHINESE, "admin/invariants");

        assertThat(_fetch(grid(), 0, 100)).isNotEmpty();
        for (int row = 0; row < _fetch(grid(), 0, 100).size(); row++) {
            assertThat(_getFormatted(grid(), row, "invariants.what")).matches(".*\\p{IsHan}.*");
        }
    }

    /** It arrives by push, hence from another thread. */
    private void awaitSummary(String part) {
        for (int i = 0; i < 1_000 && !summary().contains(part); i++) {
            LockSupport.parkNanos(10_000_000);
            MockVaadin.clientRoundtrip(true);
        }
    }

    private String summary() {
        return _get(Paragraph.class, spec -> spec.withId("invariants-summary")).getText();
    }

    @SuppressWarnings("unchecked")
    private Grid<InvariantRow> grid() {
        return _get(Grid.class);
    }
}
