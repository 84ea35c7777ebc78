package app.mainstay.meeting.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.jobs.SteadyWork;
import app.mainstay.meeting.cadence.CadenceRow;
import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

class CadenceViewsTest extends ViewTest {

    @Autowired
    private List<SteadyWork> works;
    @Autowired
    private JdbcTemplate jdbc;

    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        follow();
    }

    private void follow() {
        works.stream().filter(work -> work.id().equals("meeting-cadence")).forEach(SteadyWork::run);
    }

    @Test
    void theListShowsWhoIsToBeMetAndTheRate() {
        jdbc.update("update meeting_cadence set started_on = '2026-01-01', due_on = '2026-11-01' where contact_level = 'WORKING'");
        openAs(company.member(), "cadence");
        Grid<CadenceRow> grid = grid();
        assertThat(GridKt._size(grid)).isEqualTo(2);
        assertThat(GridKt._get(grid, 0).overdueDays()).isEqualTo(23);
        answered();
        assertThat(view().getElement().getTextRecursively()).contains("0% met: 0 of 1 accounts");
        openAs(company.member(), Locale.SIMPLIFIED_CHINESE, "cadence?missing");
        answered();
        assertThat(view().getElement().getTextRecursively()).contains("拜访频次", "1 家中 0 家达标");
    }

    /** Until the rate has been counted and the screen has heard of it. */
    private void answered() {
        ((CadenceView) view()).later.running().join();
        MockVaadin.clientRoundtrip(true);
    }

    @SuppressWarnings("unchecked")
    private static Grid<CadenceRow> grid() {
        return _get(Grid.class);
    }

    @Test
    void theAccountShowsItsCadenceAndOneClickPlansTheMissingMeeting() {
        openAs(company.member(), AccountNavigation.account(acme));
        assertThat(view().getElement().getTextRecursively()).contains("Executive", "due 24 May 2027", "due 24 Jan 2027");
        var plan = _find(Anchor.class).stream().filter(anchor -> anchor.getText().equals("Plan")).toList();
        assertThat(plan).hasSize(2);
        navigate(plan.getLast().getHref());
        assertThat(_find(TextField.class).stream().map(TextField::getValue)).contains("Visit to Acme");
        assertThat(address()).contains("start=2027-01-22T10").contains("kind=VISIT");
    }

    @Test
    void aDirectorChangesARule() {
        openAs(company.director(), "cadence/rules");
        var number = _find(NumberInput.class).get(3);
        assertThat(number.getValue()).isEqualTo(2);
        set(number, 61);
        _click(_get(Button.class, spec -> spec.withText("Save")));
        assertThat(number.isInvalid()).isTrue();
        set(number, 1);
        _click(_get(Button.class, spec -> spec.withText("Save")));
        follow();
        assertThat(jdbc.queryForObject("select due_on from meeting_cadence where contact_level = 'WORKING'", java.sql.Date.class)).isEqualTo("2026-12-24");
    }

    @SuppressWarnings("unchecked")
    private static void set(NumberInput<?> input, int value) {
        _setValue((NumberInput<Integer>) input, value);
    }
}
