package app.mainstay.coverage.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._get;
import static com.github.mvysny.kaributesting.v10.GridKt._size;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.ViewTest;
import app.mainstay.account.AccountPeople;
import app.mainstay.account.AccountRow;
import app.mainstay.account.AccountService;
import app.mainstay.account.TeamRole;
import app.mainstay.base.ui.board.Board;
import app.mainstay.base.ui.board.Boards;
import app.mainstay.coverage.Capacity;
import app.mainstay.coverage.Coverage;
import app.mainstay.coverage.CoverageHistory;
import app.mainstay.coverage.LeaveDraft;
import app.mainstay.coverage.LeaveKind;
import app.mainstay.coverage.Leaves;
import app.mainstay.coverage.PlannedAssignments;
import app.mainstay.coverage.PlannedFilter;
import app.mainstay.coverage.PlannedSort;
import app.mainstay.coverage.PlannedState;
import app.mainstay.jobs.JobDriver;
import app.mainstay.security.Viewer;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Slice;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The board of coverage, an account's coverage, planned changes and reassigning in bulk. */
class CoverageViewsTest extends ViewTest {

    private static final String BOARD = "team/coverage";

    @Autowired
    private AccountService accounts;
    @Autowired
    private AccountPeople people;
    @Autowired
    private Capacity capacity;
    @Autowired
    private Coverage coverage;

    @Autowired
    private CoverageHistory history;

    @Autowired
    private PlannedAssignments planned;
    @Autowired
    private Leaves leaves;
    @Autowired
    private SettingsService settings;
    @Autowired
    private JobDriver driver;
    @Autowired
    private TestClock clock;

    private Fixtures.Company company;
    private long acme;
    private LocalDate today;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        today = settings.today();
    }

    // ---- board ----

    @Test
    void aManagerSeesTheOwnRepresentativesWithTheirLoadsAndNobodyElses() {
        fixtures.account(company, "Far away", company.stranger());
        fixtures.as(company.manager(), () -> capacity.setCapacity(company.member().id(), 2));

        openAs(company.manager(), BOARD);

        assertThat(Boards.columns(board())).containsExactly("Colleague", "Member");
        assertThat(Boards.cards(board(), "Member")).containsExactly("Acme | No backup");
        assertThat(Boards.head(board(), "Member")).contains("3 / 2").contains("1 over capacity");
        assertThat(Boards.head(board(), "Colleague")).contains("0 / 60").doesNotContain("over capacity");
        assertThat(text(view())).contains("1 without a backup");
    }

    @Test
    void aBackupClosesTheGapAndALeaveWithoutStandInOpensOne() {
        fixtures.as(company.manager(), () -> people.setMember(acme, company.colleague().id(), TeamRole.BACKUP));
        leave(company.member(), null, today, today.plusDays(2));

        openAs(company.manager(), BOARD);

        assertThat(Boards.cards(board(), "Member")).containsExactly("Acme");
        assertThat(Boards.head(board(), "Member")).contains("Away until 26 Nov 2026, nobody stands in");
        assertThat(text(view())).contains("1 account whose representative is away without a stand-in").doesNotContain("without a backup");
    }

    @Test
    void aMovedCardDemandsAReasonAndThenStandsWhereItWasPut() {
        openAs(company.manager(), BOARD);

        Boards.move(board(), Ids.text(acme), Ids.text(company.member().id()), Ids.text(company.colleague().id()));
        assertThat(text(_get(Dialog.class))).contains("So far with Member");
        _click(button("Reassign"));
        assertThat(reason().getErrorMessage()).isEqualTo("This is needed.");
        assertThat(representative()).isEqualTo(company.member().id());

        _setValue(reason(), "Region changes");
        _click(button("Reassign"));
        _assertNone(Dialog.class);
        assertThat(representative()).isEqualTo(company.colleague().id());
        assertThat(Boards.cards(board(), "Colleague")).containsExactly("Acme | No backup");
        assertThat(Boards.cards(board(), "Member")).isEmpty();
    }

    @Test
    void movingBeyondTheCapacityDemandsAnotherReason() {
        fixtures.as(company.manager(), () -> capacity.setCapacity(company.colleague().id(), 1));
        openAs(company.manager(), BOARD);

        Boards.move(board(), Ids.text(acme), Ids.text(company.member().id()), Ids.text(company.colleague().id()));
        _setValue(reason(), "Region changes");
        _click(button("Reassign"));
        assertThat(overReason().isInvalid()).isTrue();
        assertThat(representative()).isEqualTo(company.member().id());

        _setValue(overReason(), "For two weeks only");
        _click(button("Reassign"));
        assertThat(representative()).isEqualTo(company.colleague().id());
    }

    @Test
    void whoComesSecondReadsWhoReassignedItAndLosesNothingTyped() {
        openAs(company.manager(), BOARD);
        Boards.move(board(), Ids.text(acme), Ids.text(company.member().id()), Ids.text(company.colleague().id()));
        _setValue(reason(), "Region changes");
        fixtures.reassign(company.director(), acme, company.manager());

        _click(button("Reassign"));

        assertThat(text(_get(Dialog.class))).contains("Director");
        assertThat(reason().getValue()).isEqualTo("Region changes");
        assertThat(representative()).isEqualTo(company.manager().id());
    }

    @Test
    void aDayInTheAddressShowsWhoHadItThenAndMovesNothing() {
        clock.advance(Duration.ofDays(3));
        fixtures.reassign(company.manager(), acme, company.colleague());

        openAs(company.manager(), BOARD + "?on=" + today);

        assertThat(Boards.cards(board(), "Member")).containsExactly("Acme");
        assertThat(Boards.cards(board(), "Colleague")).isEmpty();
        assertThat(text(view())).contains("As it was then, to be looked at only");
        Boards.move(board(), Ids.text(acme), Ids.text(company.member().id()), Ids.text(company.colleague().id()));
        _assertNone(Dialog.class);

        _click(button("Today"));
        assertThat(Boards.cards(board(), "Colleague")).containsExactly("Acme | No backup");
        assertThat(address()).isEqualTo(BOARD + "?on=" + today);
    }

    @Test
    void aDayAheadShowsWhatIsPlannedUntilThen() {
        plan(today.plusDays(5));
        openAs(company.manager(), BOARD);
        assertThat(Boards.cards(board(), "Member")).containsExactly("Acme | → Colleague, 29 Nov 2026 | No backup");

        openAs(company.manager(), BOARD + "?on=" + today.plusDays(6));
        assertThat(Boards.cards(board(), "Member")).isEmpty();
        assertThat(Boards.cards(board(), "Colleague")).containsExactly("Acme | No backup");
        assertThat(text(view())).contains("With what is planned until then");
    }

    @Test
    void anAddressThatSomebodyMadeUpDoesNoHarm() {
        openAs(company.manager(), BOARD + "?on=yesterday&from=-7&unit=" + Ids.text(company.south()));

        assertThat(Boards.columns(board())).containsExactly("Colleague", "Member");
    }

    @Test
    void aManagerSaysWhatSomebodyCanCarry() {
        fixtures.as(company.manager(), () -> capacity.setCapacity(company.member().id(), 40));
        openAs(company.manager(), BOARD);

        assertThat(Boards.head(board(), "Member")).contains("3 / 40");
    }

    // ---- an account's coverage ----

    @Test
    void theAccountSaysWhoLooksAfterItWhoHelpsAndWhoDidBefore() {
        clock.advance(Duration.ofDays(3));
        fixtures.reassign(company.manager(), acme, company.colleague());
        fixtures.as(company.manager(), () -> people.setMember(acme, company.member().id(), TeamRole.BACKUP));

        openTab(company.manager());

        assertThat(text(view())).contains("Colleaguesince 27 Nov 2026").contains("Backup representativeMember");
        assertThat(text(view())).contains("Member24 Nov 2026 to 27 Nov 2026");
        _setValue(_get(DatePicker.class, spec -> spec.withLabel("Who was it on")), today.plusDays(1));
        assertThat(text(view())).contains("25 Nov 2026: Member");
        _setValue(_get(DatePicker.class, spec -> spec.withLabel("Who was it on")), today.minusDays(1));
        assertThat(text(view())).contains("The account did not exist yet on 23 Nov 2026.");
    }

    @Test
    void aMemberReadsItAndChangesNothing() {
        openTab(company.member());

        assertThat(text(view())).contains("Member");
        _assertNone(Button.class, spec -> spec.withText("Reassign…"));
        _assertNone(Button.class, spec -> spec.withText("Add…"));
    }

    @Test
    void aManagerReassignsFromThePageOrPlansIt() {
        openTab(company.manager());
        _click(button("Reassign…"));
        choose(company.colleague());
        _setValue(reason(), "Region changes");
        when("LATER");
        _click(button("Plan"));
        assertThat(_get(DatePicker.class, spec -> spec.withLabel("On")).isInvalid()).isTrue();
        _setValue(_get(DatePicker.class, spec -> spec.withLabel("On")), today.plusDays(2));
        _click(button("Plan"));

        assertThat(representative()).isEqualTo(company.member().id());
        assertThat(planned()).extracting(PlannedAssignments.Planned::toName).containsExactly("Colleague");
        openTab(company.manager());
        assertThat(text(view())).contains("26 Nov 2026: from Member to Colleague");
        _click(button("Call off"));
        assertThat(text(view())).doesNotContain("from Member to Colleague");
    }

    @Test
    void aReassignmentIsTakenBackFromItsNotice() {
        openTab(company.manager());
        _click(button("Reassign…"));
        choose(company.colleague());
        _setValue(reason(), "Region changes");
        _click(button("Reassign"));
        assertThat(representative()).isEqualTo(company.colleague().id());

        _click(button("Undo"));
        assertThat(representative()).isEqualTo(company.member().id());
        assertThat(fixtures.as(company.manager(), () -> history.of(acme))).hasSize(3)
                .anySatisfy(term -> assertThat(term.reason()).isEqualTo("↩ Region changes"));
    }

    @Test
    void aReassignmentOfTodayIsTakenBackInTheHistory() {
        openTab(company.member());
        _assertNone(Button.class, spec -> spec.withText("Take back"));
        fixtures.as(company.manager(), () -> coverage.assign(new Coverage.Assignment(acme, company.member().id(), company.colleague().id(), "by mistake", null)));

        openTab(company.manager());
        _click(button("Take back"));

        assertThat(representative()).isEqualTo(company.member().id());
        _assertNone(Button.class, spec -> spec.withText("Take back"));
    }

    @Test
    void aManagerPutsSomebodyOnTheTeamAndTakesThemOff() {
        openTab(company.manager());
        _click(button("Add…"));
        _click(button("Add to the team"));
        assertThat(person().getErrorMessage()).isEqualTo("This is needed.");
        _setValue(person(), userRow("Colleague"));
        _click(button("Add to the team"));
        assertThat(text(view())).contains("Backup representativeColleague");

        _click(_find(Button.class).stream().filter(button -> button.getAriaLabel().orElse("").equals("Take Colleague off the team")).findFirst().orElseThrow());
        assertThat(fixtures.as(company.manager(), () -> people.of(acme))).isEmpty();
    }

    @Test
    void thePageSaysWhoStandsInWhileTheRepresentativeIsAway() {
        leave(company.member(), company.colleague(), today, today.plusDays(2));

        openAs(company.manager(), "accounts/" + Ids.text(acme));

        assertThat(text(view())).contains("Colleague stands in until 26 Nov 2026");
    }

    /** Whoever loses an account while its page is open does not go on reading it. */
    @Test
    void anOpenPageOfALostAccountSaysSo() {
        openAs(company.member(), "accounts/" + Ids.text(acme));
        fixtures.reassign(company.manager(), acme, company.colleague());
        await(() -> text(view()).contains("No longer visible"));

        assertThat(text(view())).doesNotContain("Acme");
    }

    /** Who stands in stops seeing with the day, and an open page with them. */
    @Test
    void anOpenPageFollowsTheEndOfALeave() {
        var nights = driver.nights();
        leave(company.member(), company.colleague(), today, today);
        openAs(company.colleague(), "accounts/" + Ids.text(acme));
        assertThat(text(view())).contains("Acme");

        clock.set(today.plusDays(1).atStartOfDay(settings.zone()).plusMinutes(1).toInstant());
        nights.run();
        await(() -> text(view()).contains("No longer visible"));

        assertThat(text(view())).doesNotContain("Acme");
    }

    // ---- planned changes ----

    @Test
    void aPlannedChangeIsCalledOffInTheList() {
        plan(today.plusDays(5));
        openAs(company.manager(), "team/coverage/planned?state=planned");
        var grid = (Grid<PlannedAssignments.Planned>) _get(Grid.class);
        var row = _get(grid, 0);
        ((PlannedView) view()).cancel(row);

        assertThat(planned()).extracting(PlannedAssignments.Planned::state).doesNotContain(PlannedState.PLANNED);
        assertThat(_size(grid)).isZero();
    }

    @Test
    void plannedChangesAreListedForThoseWhoLead() {
        plan(today.plusDays(5));
        openAs(company.manager(), "team/coverage/planned?state=planned");
        assertThat(_size(_get(Grid.class))).isEqualTo(1);

        openAs(company.outsider(), "team/coverage/planned");
        assertThat(_size(_get(Grid.class))).isZero();
    }

    // ---- in bulk ----

    @Test
    void chosenAccountsChangeHandsAfterAPreviewAndGoBack() {
        long beta = fixtures.account(company, "Beta", company.member());
        fixtures.as(company.manager(), () -> capacity.setCapacity(company.colleague().id(), 4));
        openAs(company.manager(), "accounts");
        select("Acme");
        select("Beta");
        _click(button("Reassign…"));
        choose(company.colleague());
        _setValue(reason(), "Region changes");
        _click(button("Preview"));
        work();
        assertThat(text(_get(Dialog.class))).contains("2records2would change hands").contains("6 / 4");

        _click(button("Reassign 2 accounts"));
        assertThat(overReason().isInvalid()).isTrue();
        _setValue(overReason(), "Until the new colleague comes");
        _click(button("Reassign 2 accounts"));
        work();
        assertThat(representative()).isEqualTo(company.colleague().id());

        _click(button("Undo"));
        work();
        assertThat(representative()).isEqualTo(company.member().id());
        assertThat(fixtures.as(company.manager(), () -> accounts.get(beta).draft().primaryRepId())).isEqualTo(company.member().id());
    }

    @Test
    void aMemberReassignsNothingInBulk() {
        openAs(company.member(), "accounts");
        select("Acme");

        _assertOne(Button.class, spec -> spec.withText("Edit"));
        _assertNone(Button.class, spec -> spec.withText("Reassign…"));
    }

    @Test
    void whoChoosesForANewAccountSeesWhatPeopleCarry() {
        fixtures.as(company.manager(), () -> capacity.setCapacity(company.member().id(), 2));
        openAs(company.manager(), "accounts/new");

        ComboBox<?> representative = _get(ComboBox.class, spec -> spec.withLabel("Representative"));
        assertThat(com.github.mvysny.kaributesting.v10.ComboBoxKt.getSuggestions(representative)).containsExactly("Manager", "Colleague", "Member");
    }

    @Test
    void whatPeopleCarryStandsBesideTheirNamesForThoseWhoMayKnow() {
        fixtures.as(company.manager(), () -> capacity.setCapacity(company.member().id(), 7));
        openTab(company.manager());
        var notes = new LoadNotes(capacity);
        assertThat(notes.of(List.of(company.member().id(), company.stranger().id()), Long::longValue)).hasSize(2);
        assertThat(notes.behind("City", company.member().id())).startsWith("City").contains("Carries ").endsWith(" of 7 points");
        assertThat(notes.behind("South", company.stranger().id())).isEqualTo("South");
    }

    // ---- helpers ----

    private void plan(LocalDate on) {
        fixtures.as(company.manager(), () -> {
            planned.plan(new PlannedAssignments.Planning(acme, company.colleague().id(), on, "Region changes", null));
        });
    }

    private List<PlannedAssignments.Planned> planned() {
        return fixtures.as(company.manager(), () -> planned.page(PlannedFilter.ALL, Slice.first(10, PlannedSort.EFFECTIVE)));
    }

    private void leave(Viewer person, @Nullable Viewer standIn, LocalDate from, LocalDate until) {
        fixtures.as(company.manager(), () -> {
            leaves.save(new LeaveDraft(null, person.id(), standIn == null ? null : standIn.id(), from, until, LeaveKind.VACATION, null, 0));
        });
    }

    private void openTab(Viewer viewer) {
        openAs(viewer, "accounts/" + Ids.text(acme) + "?tab=coverage");
    }

    private long representative() {
        return fixtures.as(company.director(), () -> accounts.get(acme).draft().primaryRepId());
    }

    private static Board board() {
        return _get(Board.class);
    }

    private static TextArea reason() {
        return _get(TextArea.class, spec -> spec.withLabel("Reason"));
    }

    private static TextField overReason() {
        return _get(TextField.class, spec -> spec.withLabel("Reason for exceeding the capacity"));
    }

    private void choose(Viewer person) {
        var candidate = fixtures.as(company.manager(), () -> capacity.candidates(person.displayName(), List.of(acme), 0, 1)).getFirst();
        ComboBox<Capacity.Candidate> to = toBox();
        _setValue(to, candidate);
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<Capacity.Candidate> toBox() {
        return _get(ComboBox.class, spec -> spec.withLabel("New representative"));
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<Object> person() {
        return _get(ComboBox.class, spec -> spec.withLabel("Person"));
    }

    private Object userRow(String name) {
        return person().getDataProvider().fetch(new com.vaadin.flow.data.provider.Query<>(0, 10, List.of(), null, null))
                .filter(row -> ((app.mainstay.security.UserRow) row).displayName().equals(name)).findFirst().orElseThrow();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void when(String name) {
        RadioButtonGroup group = _get(RadioButtonGroup.class, spec -> spec.withLabel("When"));
        group.setValue(group.getListDataView().getItems().filter(value -> value.toString().equals(name)).findFirst().orElseThrow());
    }

    private void work() {
        driver.runDue();
        await(() -> _find(ProgressBar.class).stream().noneMatch(bar -> bar.isAttached() && bar.isVisible()));
    }

    /** What other threads tell the screen arrives after they have told it. */
    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("heard within ten seconds").isLessThan(end);
            MockVaadin.clientRoundtrip(true);
            Thread.onSpinWait();
        }
    }

    @SuppressWarnings("unchecked")
    private static void select(String name) {
        Grid<AccountRow> grid = _get(Grid.class);
        grid.select(IntStream.range(0, _size(grid)).mapToObj(i -> _get(grid, i)).filter(row -> row.name().equals(name)).findFirst().orElseThrow());
    }

    private static Button button(String text) {
        return _get(Button.class, spec -> spec.withText(text));
    }

    private static String text(Component component) {
        return component.getElement().getTextRecursively();
    }
}
