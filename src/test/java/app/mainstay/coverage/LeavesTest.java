package app.mainstay.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.AccountScope;
import app.mainstay.account.AccountService;
import app.mainstay.security.Role;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@DatabaseTest
@RecordApplicationEvents
class LeavesTest {

    /** The date of {@link TestClock#START} in the business zone. */
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    @Autowired
    Fixtures fixtures;
    @Autowired
    Leaves leaves;
    @Autowired
    Absences absences;
    @Autowired
    AccountScope scope;
    @Autowired
    AccountService accounts;
    @Autowired
    UserService users;
    @Autowired
    TestClock clock;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    ApplicationEvents events;

    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
    }

    @Test
    void theStandInActsFromTheFirstDayToTheLastAndTheRepresentativeStays() {
        long id = enter(company.member(), company.colleague(), TODAY.plusDays(1), TODAY.plusDays(2));
        assertThat(sees(company.colleague())).isFalse();
        assertThat(events.stream(Leaves.Planned.class)).containsExactly(new Leaves.Planned(id, company.member().id(), company.colleague().id(),
                TODAY.plusDays(1), TODAY.plusDays(2), company.member().id()));

        // 23:59 of the day before, then 00:00 in Shanghai.
        clock.set(at(TODAY.plusDays(1)).minusSeconds(1));
        assertThat(sees(company.colleague())).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(sees(company.colleague())).isTrue();
        assertThat(fixtures.as(company.colleague(), () -> scope.writes(acme))).isTrue();
        assertThat(fixtures.as(company.colleague(), () -> accounts.get(acme).draft().primaryRepId())).isEqualTo(company.member().id());
        assertThat(absences.on(List.of(company.member().id(), company.colleague().id()), TODAY.plusDays(1))).containsOnlyKeys(company.member().id())
                .containsValue(new Absences.Absence(company.member().id(), TODAY.plusDays(2), company.colleague().id(), "Colleague"));
        assertThat(state(id)).isEqualTo(LeaveState.NOW);

        // It ends by itself.
        clock.set(at(TODAY.plusDays(3)).minusSeconds(1));
        assertThat(sees(company.colleague())).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(sees(company.colleague())).isFalse();
        assertThat(state(id)).isEqualTo(LeaveState.OVER);
    }

    @Test
    void nobodyIsAwayTwiceAtOnceAndTheSecondReadsWhoEnteredTheFirst() {
        enter(company.member(), null, TODAY.plusDays(5), TODAY.plusDays(9));

        assertThatThrownBy(() -> as(company.manager(), company.member(), null, TODAY.plusDays(9), TODAY.plusDays(12)))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problems()).containsExactly(Problem.of("from",
                        "coverage.problem.leaveOverlaps", "2026-11-29", "2026-12-03", "Member", "2026-11-24 10:30")));
        enter(company.member(), null, TODAY.plusDays(10), TODAY.plusDays(12));
        assertThat(rows("coverage_leave")).isEqualTo(2);
    }

    @Test
    void whoStandsInIsThereAndWhoIsAwayDoesNotStandIn() {
        enter(company.member(), company.colleague(), TODAY.plusDays(5), TODAY.plusDays(9));

        assertThatThrownBy(() -> enter(company.colleague(), null, TODAY.plusDays(9), TODAY.plusDays(10)))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problems()).extracting(Problem::key)
                        .containsExactly("coverage.problem.standsInThen"));
        enter(company.colleague(), null, TODAY.plusDays(10), TODAY.plusDays(12));
        assertThatThrownBy(() -> enter(company.member(), company.colleague(), TODAY.plusDays(12), TODAY.plusDays(13)))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problems()).extracting(Problem::field, Problem::key)
                        .containsExactly(tuple("standInId", "coverage.problem.standInAway")));
        // For two people at once it is possible.
        as(company.manager(), company.manager(), company.colleague(), TODAY.plusDays(6), TODAY.plusDays(7));
        assertThat(fixtures.as(company.member(), () -> leaves.standIns(company.member().id(), TODAY.plusDays(11), TODAY.plusDays(13), null, 0, 10)))
                .extracting(Leaves.Choice::name, Leaves.Choice::away)
                .containsExactly(tuple("Colleague", true), tuple("Director", false), tuple("Manager", false));
    }

    @Test
    void everybodyEntersTheOwnLeaveAndWhoLeadsThatOfTheirPeople() {
        assertThatThrownBy(() -> as(company.colleague(), company.member(), null, TODAY, TODAY)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> as(company.outsider(), company.member(), null, TODAY, TODAY)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> as(company.administrator(), company.administrator(), null, TODAY, TODAY)).isInstanceOf(AccessDeniedException.class);
        // A stand-in sees accounts, so nobody lets in whom they like.
        assertThatThrownBy(() -> enter(company.member(), company.stranger(), TODAY, TODAY))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problems()).extracting(Problem::key)
                        .containsExactly("coverage.problem.notColleague"));
        assertThatThrownBy(() -> enter(company.member(), company.administrator(), TODAY, TODAY)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> enter(company.member(), company.member(), TODAY, TODAY)).isInstanceOf(RefusedException.class);
        assertThat(rows("coverage_leave") + rows("coverage_leave_day") + rows("coverage_day") + rows("account_stand_in")).isZero();

        as(company.manager(), company.member(), company.manager(), TODAY, TODAY);
        assertThat(fixtures.as(company.member(), () -> leaves.people(null, 0, 10))).extracting(UserRow::displayName).containsExactly("Member");
        assertThat(fixtures.as(company.manager(), () -> leaves.people(null, 0, 10))).extracting(UserRow::displayName)
                .containsExactly("Colleague", "Manager", "Member");
    }

    @Test
    void colleaguesSeeThatSomebodyIsAwayAndNotWhyOthersSeeNothing() {
        long id = fixtures.as(company.member(), () -> leaves.save(new LeaveDraft(null, company.member().id(), company.colleague().id(), TODAY, TODAY,
                LeaveKind.SICK, "flu", 0)));

        for (Viewer viewer : List.of(company.member(), company.manager(), company.director())) {
            assertThat(seen(viewer)).extracting(LeaveRow::kind, LeaveRow::note, LeaveRow::editable).containsExactly(tuple(LeaveKind.SICK, "flu", true));
        }
        assertThat(seen(company.colleague())).extracting(LeaveRow::kind, LeaveRow::note, LeaveRow::editable).containsExactly(tuple(null, null, false));
        for (Viewer viewer : List.of(company.stranger(), company.outsider(), company.administrator())) {
            assertThat(seen(viewer)).isEmpty();
            assertThat(fixtures.as(viewer, () -> leaves.count(LeaveFilter.ALL, 10))).isZero();
            assertThat(fixtures.as(viewer, () -> leaves.sees(id))).isFalse();
            assertThatThrownBy(() -> fixtures.as(viewer, () -> leaves.get(id))).isInstanceOf(NotFoundException.class);
        }
        assertThatThrownBy(() -> fixtures.as(company.outsider(), () -> leaves.cancel(id, 0))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> fixtures.as(company.colleague(), () -> leaves.cancel(id, 0))).isInstanceOf(RefusedException.class);
        assertThat(fixtures.as(company.colleague(), () -> leaves.ahead(company.member().id(), 5))).extracting(LeaveRow::kind).containsOnlyNulls();
    }

    @Test
    void aLeaveThatHasBegunKeepsWhatLiesBehind() {
        long id = enter(company.member(), company.colleague(), TODAY, TODAY.plusDays(4));
        clock.advance(Duration.ofDays(2));
        var read = fixtures.as(company.member(), () -> leaves.get(id));
        assertThatThrownBy(() -> change(read, company.colleague().id(), TODAY.plusDays(1), TODAY.plusDays(4))).isInstanceOf(RefusedException.class);

        change(read, company.manager().id(), TODAY, TODAY.plusDays(3));
        assertThat(sees(company.colleague())).isFalse();
        assertThat(jdbc.sql("select on_day, stand_in_id from coverage_leave_day where leave_id = ? order by on_day").param(id)
                .query((row, n) -> tuple(row.getObject(1, LocalDate.class), row.getLong(2))).list()).containsExactly(
                tuple(TODAY, company.colleague().id()), tuple(TODAY.plusDays(1), company.colleague().id()),
                tuple(TODAY.plusDays(2), company.manager().id()), tuple(TODAY.plusDays(3), company.manager().id()));
        assertThatThrownBy(() -> change(read, null, TODAY, TODAY.plusDays(4))).isInstanceOf(ConflictException.class);
        // The day that is free again can be somebody else's business.
        enter(company.colleague(), null, TODAY.plusDays(4), TODAY.plusDays(4));
    }

    @Test
    void calledOffBeforeItNeverWasAndAmidItEndedYesterday() {
        long ahead = enter(company.member(), company.colleague(), TODAY.plusDays(10), TODAY.plusDays(12));
        long running = enter(company.member(), company.colleague(), TODAY, TODAY.plusDays(4));
        clock.advance(Duration.ofDays(1));
        assertThat(sees(company.colleague())).isTrue();

        fixtures.as(company.member(), () -> leaves.cancel(ahead, 0));
        fixtures.as(company.manager(), () -> leaves.cancel(running, 0));
        assertThat(sees(company.colleague())).isFalse();
        assertThat(state(ahead)).isEqualTo(LeaveState.CANCELLED);
        assertThat(fixtures.as(company.member(), () -> leaves.get(running))).satisfies(row -> {
            assertThat(row.state()).isEqualTo(LeaveState.OVER);
            assertThat(row.until()).isEqualTo(TODAY);
        });
        assertThat(rows("coverage_leave_day")).isEqualTo(1);
        assertThat(rows("coverage_day")).isEqualTo(2);
        assertThatThrownBy(() -> fixtures.as(company.member(), () -> leaves.cancel(running, 1)))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problems()).extracting(Problem::key)
                        .containsExactly("coverage.problem.leaveOver"));
    }

    @Test
    void aDateThatCannotBeIsRefusedBesideItsField() {
        assertThat(problem(TODAY.plusDays(1), TODAY)).isEqualTo(tuple("until", "coverage.problem.leaveOrder"));
        assertThat(problem(TODAY.minusDays(3), TODAY.minusDays(1))).isEqualTo(tuple("until", "coverage.problem.leavePast"));
        assertThat(problem(TODAY.minusDays(32), TODAY)).isEqualTo(tuple("from", "coverage.problem.leaveTooLate"));
        assertThat(problem(TODAY, TODAY.plusDays(366))).isEqualTo(tuple("until", "coverage.problem.leaveTooLong"));
        assertThat(problem(null, TODAY)).isEqualTo(tuple("from", "problem.required"));
        // Entered late: nobody stood in before it was.
        enter(company.member(), company.colleague(), TODAY.minusDays(2), TODAY.plusDays(363));
        assertThat(jdbc.sql("select count(*) from coverage_leave_day where stand_in_id is null").query(Integer.class).single()).isEqualTo(2);
    }

    @Test
    void whoStandsInDoesNotLeaveBefore() {
        long id = enter(company.member(), company.colleague(), TODAY, TODAY.plusDays(1));
        assertThatThrownBy(() -> fixtures.as(company.administrator(), () -> users.deactivate(company.colleague().id())))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problems())
                        .contains(Problem.of(null, "coverage.problem.standsIn", 1)));
        fixtures.as(company.member(), () -> leaves.cancel(id, 0));
        fixtures.as(company.administrator(), () -> users.deactivate(company.colleague().id()));
    }

    @Test
    void theListFindsAndSorts() {
        enter(company.member(), company.colleague(), TODAY, TODAY.plusDays(1));
        long uncovered = as(company.manager(), company.manager(), null, TODAY.plusDays(20), TODAY.plusDays(21));
        var over = fixtures.user("zoe", Role.MEMBER, company.city());
        enter(over, null, TODAY.plusDays(3), TODAY.plusDays(4));
        clock.advance(Duration.ofDays(6));

        assertThat(found(new LeaveFilter(null, Set.of(LeaveState.OVER), Set.of(), null, false))).containsExactly("Member", "Zoe");
        assertThat(found(new LeaveFilter(null, Set.of(LeaveState.AHEAD, LeaveState.NOW), Set.of(), null, false))).containsExactly("Manager");
        assertThat(found(new LeaveFilter(null, Set.of(), Set.of(), 14, true))).containsExactly("Manager");
        assertThat(found(new LeaveFilter("coll", Set.of(), Set.of(), null, false))).containsExactly("Member");
        assertThat(found(new LeaveFilter(null, Set.of(), Set.of(company.colleague().id()), null, false))).containsExactly("Member");
        assertThat(fixtures.as(company.manager(), () -> leaves.page(LeaveFilter.ALL, new Slice<>(1, 1, List.of(new Slice.Order<>(LeaveSort.PERSON, true))))))
                .extracting(LeaveRow::userName).containsExactly("Member");
        assertThat(fixtures.as(company.director(), () -> leaves.get(uncovered).standInName())).isNull();
    }

    private List<String> found(LeaveFilter filter) {
        return fixtures.as(company.director(), () -> leaves.page(filter, Slice.first(10, LeaveSort.FROM))).stream().map(LeaveRow::userName).toList();
    }

    private org.assertj.core.groups.Tuple problem(@Nullable LocalDate from, LocalDate until) {
        try {
            fixtures.as(company.member(), () -> leaves.save(new LeaveDraft(null, company.member().id(), null, from, until, LeaveKind.OTHER, null, 0)));
            return tuple("none", "none");
        } catch (RefusedException refused) {
            return tuple(refused.problems().getFirst().field(), refused.problems().getFirst().key());
        }
    }

    private long enter(Viewer user, @Nullable Viewer standIn, LocalDate from, LocalDate until) {
        return as(user, user, standIn, from, until);
    }

    private long as(Viewer who, Viewer user, @Nullable Viewer standIn, LocalDate from, LocalDate until) {
        return fixtures.as(who, () -> leaves.save(new LeaveDraft(null, user.id(), standIn == null ? null : standIn.id(), from, until,
                LeaveKind.VACATION, null, 0)));
    }

    private void change(LeaveRow read, @Nullable Long standIn, LocalDate from, LocalDate until) {
        fixtures.as(company.member(), () -> leaves.save(new LeaveDraft(read.id(), read.userId(), standIn, from, until, LeaveKind.VACATION, null,
                read.version())));
    }

    private List<LeaveRow> seen(Viewer viewer) {
        return fixtures.as(viewer, () -> leaves.page(LeaveFilter.ALL, Slice.first(10, LeaveSort.FROM)));
    }

    private LeaveState state(long id) {
        return fixtures.as(company.director(), () -> leaves.get(id).state());
    }

    private boolean sees(Viewer viewer) {
        return fixtures.as(viewer, () -> scope.sees(acme));
    }

    private long rows(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static java.time.Instant at(LocalDate day) {
        return day.atStartOfDay(java.time.ZoneId.of("Asia/Shanghai")).toInstant();
    }
}
