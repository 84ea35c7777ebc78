package app.mainstay.coverage.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._get;
import static com.github.mvysny.kaributesting.v10.GridKt._size;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.coverage.LeaveDraft;
import app.mainstay.coverage.LeaveFilter;
import app.mainstay.coverage.LeaveKind;
import app.mainstay.coverage.LeaveRow;
import app.mainstay.coverage.LeaveSort;
import app.mainstay.coverage.LeaveState;
import app.mainstay.coverage.Leaves;
import app.mainstay.security.Viewer;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Slice;
import com.github.mvysny.kaributesting.v10.ComboBoxKt;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.select.Select;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class LeaveViewsTest extends ViewTest {

    private static final String PATH = "team/leave";

    @Autowired
    private Leaves leaves;
    @Autowired
    private SettingsService settings;

    private Fixtures.Company company;
    private LocalDate today;

    @BeforeEach
    void company() {
        company = fixtures.company();
        today = settings.today();
    }

    @Test
    void aMemberEntersTheOwnLeaveWithAStandIn() {
        openAs(company.member(), PATH);
        _click(button("New leave"));

        assertThat(box("Who is away").isReadOnly()).isTrue();
        _setValue(day("First day"), today.plusDays(3));
        _setValue(day("Last day"), today.plusDays(5));
        assertThat(ComboBoxKt.getSuggestions(box("Stand-in"))).contains("Colleague").doesNotContain("Stranger", "Member");
        ComboBoxKt.selectByLabel(box("Stand-in"), "Colleague");
        _click(button("Save"));

        assertThat(stored()).extracting(LeaveRow::userName, LeaveRow::standInName).containsExactly(org.assertj.core.groups.Tuple.tuple("Member", "Colleague"));
        assertThat(_size(_get(Grid.class))).isEqualTo(1);
        _assertNone(DatePicker.class, spec -> spec.withLabel("First day"));
    }

    @Test
    void whatIsWrongStandsBesideTheFieldAndNothingTypedIsLost() {
        enter(company.member(), today.plusDays(3), today.plusDays(5));
        openAs(company.member(), PATH + "?edit=new");
        _click(button("Save"));
        assertThat(day("First day").getErrorMessage()).isEqualTo("This is needed.");

        _setValue(day("First day"), today.plusDays(5));
        _setValue(day("Last day"), today.plusDays(9));
        _click(button("Save"));
        assertThat(day("First day").getErrorMessage()).contains("There is a leave from").contains("entered by Member");
        assertThat(day("Last day").getValue()).isEqualTo(today.plusDays(9));
        assertThat(stored()).hasSize(1);
    }

    @Test
    void aColleagueReadsThatSomebodyIsAwayAndNotWhy() {
        long id = enter(company.member(), today, today.plusDays(5));

        openAs(company.colleague(), PATH + "?edit=" + Ids.text(id));

        assertThat(box("Who is away").isReadOnly()).isTrue();
        _assertNone(Select.class, spec -> spec.withLabel("Reason"));
        _assertNone(Button.class, spec -> spec.withText("Save"));
        _assertNone(Button.class, spec -> spec.withText("End now"));
    }

    @Test
    void whatIsOutOfSightDoesNotOpen() {
        long id = enter(company.member(), today, today.plusDays(5));

        openAs(company.stranger(), PATH + "?edit=" + Ids.text(id));

        assertThat(_size(_get(Grid.class))).isZero();
        _assertNone(DatePicker.class, spec -> spec.withLabel("First day"));
    }

    @Test
    void aManagerCallsALeaveOfTheirPeopleOff() {
        long id = enter(company.member(), today.plusDays(3), today.plusDays(5));
        openAs(company.manager(), PATH + "?edit=" + Ids.text(id));

        _click(button("Call off"));

        assertThat(stored()).extracting(LeaveRow::state).containsExactly(LeaveState.CANCELLED);
    }

    @Test
    void leavingWithChangesAsks() {
        openAs(company.member(), PATH + "?edit=new");
        _setValue(day("First day"), today.plusDays(3));

        _click(_get(Button.class, spec -> spec.withText("Cancel")));

        assertThat(_get(ConfirmDialog.class).isOpened()).isTrue();
    }

    private long enter(Viewer person, LocalDate from, LocalDate until) {
        return fixtures.as(person, () -> leaves.save(new LeaveDraft(null, person.id(), null, from, until, LeaveKind.SICK, "flu", 0)));
    }

    private List<LeaveRow> stored() {
        return fixtures.as(company.director(), () -> leaves.page(LeaveFilter.ALL, Slice.first(10, LeaveSort.FROM)));
    }

    private static DatePicker day(String label) {
        return _get(DatePicker.class, spec -> spec.withLabel(label));
    }

    private static ComboBox<?> box(String label) {
        return _get(ComboBox.class, spec -> spec.withLabel(label));
    }

    private static Button button(String text) {
        return _get(Button.class, spec -> spec.withText(text));
    }
}
