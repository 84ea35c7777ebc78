package app.mainstay.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountService;
import app.mainstay.account.Tier;
import app.mainstay.account.Timeline;
import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.coverage.BulkAssignments.BulkAssignment;
import app.mainstay.coverage.BulkAssignments.Report;
import app.mainstay.coverage.BulkAssignments.UndoReport;
import app.mainstay.coverage.Coverage.Assignment;
import app.mainstay.coverage.CoverageHistory.Term;
import app.mainstay.coverage.PlannedAssignments.Planning;
import app.mainstay.jobs.JobDriver;
import app.mainstay.jobs.Jobs;
import app.mainstay.security.Role;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

/** Accounts change hands: now, on a day ahead, in bulk; and who had them when. */
@DatabaseTest
class CoverageTest {

    /** 24 November 2026, a Tuesday in Shanghai. */
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final Instant NEXT_MIDNIGHT = Instant.parse("2026-11-24T16:00:00Z");

    @Autowired
    Fixtures fixtures;
    @Autowired
    Coverage coverage;

    @Autowired
    CoverageHistory history;

    @Autowired
    PlannedAssignments planned;

    @Autowired
    BulkAssignments bulk;
    @Autowired
    Capacity capacity;
    @Autowired
    CoverageBoard board;
    @Autowired
    AccountService accounts;
    @Autowired
    UserService users;
    @Autowired
    Timeline timeline;
    @Autowired
    Jobs jobs;
    @Autowired
    JobDriver driver;
    @Autowired
    TestClock clock;
    @Autowired
    JdbcClient jdbc;

    private Fixtures.Company company;
    private long acme;
    private Runnable nights;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        nights = driver.nights();
    }

    // ---- now ----

    @Test
    void afterAReassignmentTheNewOneSeesTheWholeStoryAndTheFormerOneNothing() {
        clock.advance(Duration.ofDays(1));
        assign(company.manager(), company.member(), company.colleague());

        assertThat(fixtures.as(company.member(), () -> accounts.sees(acme))).isFalse();
        var story = fixtures.as(company.colleague(), () -> timeline.page(acme, null, 10));
        assertThat(story).extracting("kind").containsExactly("account.assigned", "account.created");
        assertThat(story.getFirst().parameters()).isEqualTo(Map.of("from", "Member", "to", "Colleague", "reason", "moved away"));
        assertThat(story.getFirst().actorName()).isEqualTo("Manager");
    }

    @Test
    void theUnitFollowsAtOnce() {
        assign(company.director(), company.member(), company.stranger());

        assertThat(fixtures.as(company.director(), () -> accounts.get(acme).unitId())).isEqualTo(company.south());
        assertThat(fixtures.as(company.manager(), () -> accounts.sees(acme))).isFalse();
        assertThat(fixtures.as(company.outsider(), () -> accounts.sees(acme))).isTrue();
    }

    @Test
    void whatIsWrongIsSaidBesideItsField() {
        fixtures.as(company.administrator(), () -> users.deactivate(company.colleague().id()));
        assertThat(problems(company.manager(), company.member(), company.stranger(), " ", null)).containsExactly(
                Problem.of("toUserId", "problem.notAssignable"), Problem.of("reason", "problem.required"));
        assertThat(problems(company.director(), company.member(), company.administrator(), "x".repeat(501), null)).containsExactly(
                Problem.of("toUserId", "problem.notAssignable"), Problem.of("reason", "problem.tooLong", 500));
        assertThat(problems(company.manager(), company.member(), company.colleague(), "x", null)).containsExactly(Problem.of("toUserId", "problem.inactive"));
        assertThat(problems(company.manager(), company.member(), company.member(), "x", null))
                .containsExactly(Problem.of("toUserId", "coverage.problem.already"));
        assertThat(terms()).hasSize(1);
    }

    @Test
    void onlyManagersAndDirectorsOfItsUnitGiveAnAccountAway() {
        assertThatThrownBy(() -> assign(company.member(), company.member(), company.colleague())).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> assign(company.administrator(), company.member(), company.colleague())).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> assign(company.outsider(), company.member(), company.stranger())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> assign(company.outsider(), company.colleague(), company.stranger())).as("an account never seen tells nothing")
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> fixtures.as(company.outsider(), () -> history.of(acme))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> fixtures.as(company.stranger(), () -> history.representativeOn(acme, TODAY))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void whoComesSecondReadsWhoWasQuickerAndWhenAlsoWhereTheAccountIsOutOfSightNow() {
        assign(company.director(), company.member(), company.stranger());

        assertThat(problems(company.manager(), company.member(), company.colleague(), "x", null))
                .containsExactly(Problem.of(null, "problem.reassignedMeanwhile", "Stranger", "Director", "2026-11-24 10:30"));
        assertThat(problems(company.director(), company.member(), company.colleague(), "x", null))
                .containsExactly(Problem.of(null, "problem.reassignedMeanwhile", "Stranger", "Director", "2026-11-24 10:30"));
    }

    @Test
    void anArchivedAccountChangesHandsTooElseItsRepresentativeCouldNeverLeave() {
        fixtures.as(company.director(), () -> accounts.archive(acme, 0));
        assign(company.manager(), company.member(), company.colleague());

        fixtures.as(company.administrator(), () -> users.deactivate(company.member().id()));
        assertThat(terms()).extracting(Term::name).containsExactly("Colleague", "Member");
    }

    @Test
    void aReassignmentIsTakenBackWithinItsDayAndOnlyOnce() {
        fixtures.as(company.manager(), () -> capacity.setCapacity(company.member().id(), 2));
        assign(company.manager(), company.member(), company.colleague());
        assertThat(undoable(company.manager())).isTrue();
        assertThat(undoable(company.colleague())).isFalse();
        assertThat(problemsOfGivingBack(company.manager(), company.stranger())).extracting(Problem::key).containsExactly("problem.reassignedMeanwhile");
        assertThatThrownBy(() -> giveBack(company.colleague(), company.colleague())).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> giveBack(company.outsider(), company.colleague())).isInstanceOf(NotFoundException.class);

        giveBack(company.manager(), company.colleague());

        assertThat(terms()).extracting(Term::name).containsExactly("Member", "Colleague", "Member");
        assertThat(terms().getFirst().reason()).isEqualTo("↩ moved away");
        assertThat(undoable(company.manager())).isFalse();
        assertThat(problemsOfGivingBack(company.manager(), company.member())).extracting(Problem::key).containsExactly("coverage.problem.notToday");

        clock.advance(Duration.ofDays(1));
        assign(company.manager(), company.member(), company.colleague());
        clock.advance(Duration.ofDays(1));
        assertThat(undoable(company.manager())).isFalse();
        assertThat(problemsOfGivingBack(company.manager(), company.colleague())).extracting(Problem::key).containsExactly("coverage.problem.notToday");
    }

    @Test
    void nobodyGetsAnAccountBackWhoCannotHaveIt() {
        assign(company.manager(), company.member(), company.colleague());
        fixtures.as(company.administrator(), () -> users.deactivate(company.member().id()));

        assertThat(problemsOfGivingBack(company.manager(), company.colleague())).containsExactly(Problem.of(null, "problem.inactive"));
    }

    // ---- when ----

    @Test
    void whoLookedAfterItOnADay() {
        clock.advance(Duration.ofDays(2));
        assign(company.manager(), company.member(), company.colleague());
        clock.advance(Duration.ofHours(2));
        assign(company.manager(), company.colleague(), company.member());
        clock.advance(Duration.ofDays(3));

        assertThat(on(TODAY.minusDays(1))).isEmpty();
        assertThat(on(TODAY)).containsExactly("Member");
        assertThat(on(TODAY.plusDays(1))).containsExactly("Member");
        assertThat(on(TODAY.plusDays(2))).containsExactly("Member", "Colleague", "Member");
        assertThat(on(TODAY.plusDays(5))).containsExactly("Member");
        assertThat(on(TODAY.plusDays(6))).as("nobody knows the future").isEmpty();
        var term = fixtures.as(company.member(), () -> history.representativeAt(acme, TestClock.START.plus(Duration.ofDays(2)))).orElseThrow();
        assertThat(term.name()).isEqualTo("Colleague");
        assertThat(term.actorName()).isEqualTo("Manager");
        assertThat(term.reason()).isEqualTo("moved away");
        assertThat(term.until()).isEqualTo(TestClock.START.plus(Duration.ofDays(2)).plus(Duration.ofHours(2)));
        assertThat(terms().getFirst().until()).isNull();
    }

    // ---- capacity ----

    @Test
    void pointsAreLiveAccountsByTheWeightOfTheirTier() {
        account("Strategic", Tier.STRATEGIC, company.member());
        account("Standard", Tier.STANDARD, company.member());
        account("None", null, company.member());
        long archived = account("Archived", Tier.STRATEGIC, company.member());
        fixtures.as(company.director(), () -> accounts.archive(archived, 0));

        var load = load(company.manager(), company.member());
        assertThat(List.of(load.strategic(), load.core(), load.standard(), load.other())).containsExactly(1, 1, 1, 1);
        assertThat(List.of(load.points(), load.capacity(), load.free())).containsExactly(11, 60, 49);
    }

    @Test
    void exceedingTheCapacityTakesAReasonWhichStandsInTheHistory() {
        fixtures.as(company.manager(), () -> capacity.setCapacity(company.colleague().id(), 2));
        assertThat(problems(company.manager(), company.member(), company.colleague(), "x", " "))
                .containsExactly(Problem.of("overReason", "coverage.problem.overCapacity", 3, 2));
        assertThat(fixtures.as(company.manager(), () -> capacity.candidates("coll", List.of(acme), 0, 9))).singleElement()
                .satisfies(one -> assertThat(one.wouldExceed()).isTrue());

        fixtures.as(company.manager(), () -> coverage.assign(new Assignment(acme, company.member().id(), company.colleague().id(), "moved away", "only one left")));
        assertThat(terms().getFirst().reason()).isEqualTo("moved away / only one left");
        assertThat(load(company.manager(), company.colleague()).overloaded()).isTrue();
    }

    @Test
    void aNewAccountBeyondTheCapacityTakesAReasonToo() {
        fixtures.as(company.manager(), () -> capacity.setCapacity(company.member().id(), 5));
        var draft = Fixtures.draft("Bolt", company.member());
        assertThat(refused(company.manager(), () -> accounts.create(draft, " "))).containsExactly(Problem.of("overReason", "coverage.problem.overCapacity", 6, 5));
        assertThat(refused(company.manager(), () -> accounts.create(draft, "x".repeat(501)))).containsExactly(Problem.of("overReason", "problem.tooLong", 500));
        assertThatThrownBy(() -> fixtures.as(company.member(), () -> accounts.create(draft, "x"))).isInstanceOf(AccessDeniedException.class);

        long bolt = fixtures.as(company.manager(), () -> accounts.create(draft, "nobody else knows them"));
        assertThat(fixtures.as(company.manager(), () -> history.of(bolt))).singleElement()
                .satisfies(term -> assertThat(term.reason()).isEqualTo("nobody else knows them"));
    }

    @Test
    void colleaguesComeByUnitAndThenByWhatIsFree() {
        var third = fixtures.user("third", Role.MEMBER, company.city());
        account("A", Tier.STRATEGIC, company.colleague());
        fixtures.as(company.manager(), () -> capacity.setCapacity(third.id(), 200));
        fixtures.as(company.director(), () -> capacity.setCapacity(company.stranger().id(), 1_000));

        assertThat(candidates(company.director(), List.of(acme))).containsExactly("Third", "Colleague", "Stranger", "Director", "Manager", "Outsider");
        assertThat(candidates(company.manager(), List.of(acme))).containsExactly("Third", "Colleague", "Manager");
        assertThatThrownBy(() -> candidates(company.member(), List.of(acme))).isInstanceOf(AccessDeniedException.class);
        assertThat(fixtures.as(company.director(), () -> capacity.candidates("T", List.of(acme), 1, 1))).extracting(Capacity.Candidate::name)
                .as("paged").hasSize(1);
    }

    @Test
    void loadsAreSeenOfTheOwnPeopleAndCapacitySetForThem() {
        var all = List.of(company.member().id(), company.colleague().id(), company.stranger().id());
        assertThat(fixtures.as(company.member(), () -> capacity.loads(all))).containsOnlyKeys(company.member().id());
        assertThat(fixtures.as(company.manager(), () -> capacity.loads(all))).containsOnlyKeys(company.member().id(), company.colleague().id());
        assertThat(fixtures.as(company.director(), () -> capacity.loads(all))).containsOnlyKeys(all.toArray(Long[]::new));
        assertThatThrownBy(() -> fixtures.as(company.manager(), () -> capacity.setCapacity(company.stranger().id(), 1))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> fixtures.as(company.member(), () -> capacity.setCapacity(company.member().id(), 1))).isInstanceOf(AccessDeniedException.class);
        assertThat(refused(company.manager(), () -> capacity.setCapacity(company.member().id(), -1)))
                .containsExactly(Problem.of("points", "problem.between", 0, 10_000));

        fixtures.as(company.manager(), () -> capacity.setCapacity(company.member().id(), 5));
        assertThat(load(company.manager(), company.member()).capacity()).isEqualTo(5);
        fixtures.as(company.manager(), () -> capacity.setCapacity(company.member().id(), null));
        assertThat(load(company.manager(), company.member()).capacity()).isEqualTo(60);
    }

    @Test
    void directorsSetWeights() {
        var settings = fixtures.as(company.manager(), () -> capacity.settings());
        assertThatThrownBy(() -> fixtures.as(company.manager(), () -> capacity.save(settings))).isInstanceOf(AccessDeniedException.class);
        fixtures.as(company.director(), () -> capacity.save(new Capacity.Settings(9, 8, 7, 6, 50, 10, settings.version())));
        assertThat(load(company.manager(), company.member()).points()).isEqualTo(8);
        assertThatThrownBy(() -> fixtures.as(company.director(), () -> capacity.save(settings))).isInstanceOf(ConflictException.class);
        assertThat(refused(company.director(), () -> capacity.save(new Capacity.Settings(-1, 0, 0, 0, 0, 366, 1)))).extracting(Problem::field)
                .containsExactly("strategic", "standardCapacity", "readingDays");
    }

    // ---- planned ----

    @Test
    void aPlannedChangeHappensAtTheBeginningOfItsDayInThePlannersName() {
        long id = plan(company.manager(), company.colleague(), TODAY.plusDays(1));
        assertThat(planned(id).state()).isEqualTo(PlannedState.PLANNED);
        clock.set(NEXT_MIDNIGHT.minusSeconds(1));
        nights.run();
        assertThat(terms()).hasSize(1);

        clock.set(NEXT_MIDNIGHT.plusSeconds(5));
        nights.run();

        var latest = terms().getFirst();
        assertThat(List.of(latest.name(), latest.actorName(), latest.reason())).containsExactly("Colleague", "Manager", "at year's end");
        assertThat(latest.from()).isEqualTo(NEXT_MIDNIGHT);
        assertThat(planned(id).state()).isEqualTo(PlannedState.DONE);
        assertThat(fixtures.as(company.member(), () -> accounts.sees(acme))).isFalse();
    }

    @Test
    void aMissedDayIsMadeUpAndHistorySaysWhenItReallyHappened() {
        plan(company.manager(), company.colleague(), TODAY.plusDays(1));
        plan(company.manager(), company.manager(), TODAY.plusDays(2));
        Instant late = NEXT_MIDNIGHT.plus(Duration.ofDays(3)).plus(Duration.ofHours(7));
        clock.set(late);
        nights.run();

        assertThat(terms()).extracting(Term::name).containsExactly("Manager", "Colleague", "Member");
        assertThat(terms().get(1).from()).isEqualTo(late);
        assertThat(terms().getFirst().from()).isEqualTo(late.plusNanos(1_000));
    }

    @Test
    void whatCannotBeAppliedSaysWhyAndHurtsNothingElse() {
        long bolt = fixtures.account(company, "Bolt", company.member());
        long outOfReach = plan(company.manager(), company.colleague(), TODAY.plusDays(1));
        long fine = fixtures.as(company.manager(), () -> planned.plan(new Planning(bolt, company.colleague().id(), TODAY.plusDays(1), "x", null)));
        fixtures.reassign(company.director(), acme, company.stranger());
        clock.set(NEXT_MIDNIGHT);
        nights.run();
        nights.run();

        assertThat(planned(fine).state()).isEqualTo(PlannedState.DONE);
        assertThat(planned(outOfReach).state()).isEqualTo(PlannedState.FAILED);
        assertThat(planned(outOfReach).problem()).isEqualTo(Problem.of(null, "coverage.problem.plannerElsewhere", "Manager"));
        assertThat(terms()).extracting(Term::name).containsExactly("Stranger", "Member");
        assertThat(fixtures.as(company.director(), () -> board.gaps(null)).planFailed()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(1));
        fixtures.reassign(company.director(), acme, company.member());
        assertThat(fixtures.as(company.director(), () -> board.gaps(null)).planFailed()).as("somebody dealt with it").isZero();
    }

    @Test
    void whatWasPlannedByWhoHasLeftHappensAllTheSame() {
        plan(company.manager(), company.colleague(), TODAY.plusDays(1));
        fixtures.as(company.administrator(), () -> users.deactivate(company.manager().id()));
        clock.set(NEXT_MIDNIGHT);
        nights.run();
        assertThat(terms().getFirst().name()).isEqualTo("Colleague");
    }

    @Test
    void whoIsPlannedToComeMustHaveComeToTheRightUnit() {
        long id = plan(company.manager(), company.colleague(), TODAY.plusDays(1));
        move(company.colleague(), company.south());
        clock.set(NEXT_MIDNIGHT);
        nights.run();
        assertThat(planned(id).problem()).isEqualTo(Problem.of(null, "coverage.problem.plannedNotAssignable", "Colleague", "Manager"));
    }

    @Test
    void whatIsPlannedForAPersonKeepsThemFromLeaving() {
        long id = plan(company.manager(), company.colleague(), TODAY.plusDays(1));
        assertThat(refused(company.administrator(), () -> users.deactivate(company.colleague().id())))
                .containsExactly(Problem.of(null, "problem.plannedTo", 1));
        fixtures.as(company.manager(), () -> planned.cancel(id, 0));
        fixtures.as(company.administrator(), () -> users.deactivate(company.colleague().id()));
    }

    @Test
    void aDayAheadIsPlannedOnceAndCancelledOnce() {
        assertThat(refusedPlan(TODAY)).containsExactly(Problem.of("on", "coverage.problem.notAhead", 5));
        assertThat(refusedPlan(TODAY.plusYears(6))).containsExactly(Problem.of("on", "coverage.problem.notAhead", 5));
        long id = plan(company.manager(), company.colleague(), TODAY.plusDays(1));
        assertThat(refusedPlan(TODAY.plusDays(1))).containsExactly(Problem.of("on", "coverage.problem.plannedAlready", "Colleague"));
        assertThatThrownBy(() -> fixtures.as(company.manager(), () -> planned.cancel(id, 7))).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> fixtures.as(company.outsider(), () -> planned.cancel(id, 0))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> fixtures.as(company.member(), () -> planned.cancel(id, 0))).isInstanceOf(AccessDeniedException.class);

        fixtures.as(company.manager(), () -> planned.cancel(id, 0));
        assertThat(refused(company.manager(), () -> planned.cancel(id, 1))).containsExactly(Problem.of(null, "coverage.problem.plannedOver"));
        plan(company.manager(), company.colleague(), TODAY.plusDays(1));
        clock.set(NEXT_MIDNIGHT);
        nights.run();
        assertThat(terms()).hasSize(2);
    }

    @Test
    void plannedChangesAreSeenByWhoSeesTheAccount() {
        long id = plan(company.manager(), company.colleague(), TODAY.plusDays(1));
        assertThat(list(company.member(), PlannedFilter.ALL)).extracting(PlannedAssignments.Planned::id).containsExactly(id);
        assertThat(list(company.member(), PlannedFilter.ALL).getFirst().cancellable()).isFalse();
        assertThat(list(company.manager(), PlannedFilter.ALL).getFirst().cancellable()).isTrue();
        assertThat(list(company.colleague(), PlannedFilter.ALL)).as("whom it is planned for does not see the account yet").isEmpty();
        assertThat(list(company.outsider(), PlannedFilter.ALL)).isEmpty();
        assertThat(fixtures.as(company.outsider(), () -> planned.count(PlannedFilter.ALL, 10))).isZero();
        assertThat(list(company.manager(), new PlannedFilter("cm", Set.of(PlannedState.PLANNED), Set.of(company.colleague().id()), acme, TODAY,
                TODAY.plusDays(1)))).hasSize(1);
        assertThat(list(company.manager(), new PlannedFilter("xx", Set.of(), Set.of(), null, null, null))).isEmpty();
        assertThat(fixtures.as(company.manager(), () -> planned.count(PlannedFilter.ALL, 10))).isEqualTo(1);
    }

    // ---- in bulk ----

    @Test
    void manyChangeHandsAtOnceUnderOneReasonAndComeBack() {
        var ids = new ArrayList<Long>(List.of(acme));
        for (int i = 0; i < 5; i++) {
            ids.add(fixtures.account(company, "B" + i, i < 3 ? company.member() : company.colleague()));
        }
        long foreign = fixtures.account(company, "Foreign", company.stranger());
        ids.add(foreign);
        var wanted = new BulkAssignment(BulkSelection.of(ids), company.colleague().id(), "new region", null);

        var preview = fixtures.as(company.manager(), () -> bulk.preview(wanted));
        assertThat(List.of(preview.count(), preview.assigned(), preview.unchanged(), preview.refused())).as("out of sight is none of them")
                .containsExactly(6L, 4L, 2L, 0L);
        assertThat(preview.pointsAfter()).isEqualTo(18);

        var submitted = fixtures.as(company.manager(), () -> bulk.assignAll(wanted));
        assertThat(refused(company.manager(), () -> bulk.undo(submitted.batchId()))).containsExactly(Problem.of(null, "coverage.problem.stillRunning"));
        driver.runDue();
        assertThat(fixtures.as(company.manager(), () -> jobs.result(submitted.jobId(), Report.class)))
                .contains(new Report(submitted.batchId(), 4, 2, 0));
        assertThat(holders()).containsEntry("Acme", "Colleague").containsEntry("B4", "Colleague").containsEntry("Foreign", "Stranger");
        assertThat(jdbc.sql("select count(distinct rev) from account_aud where revtype = 1").query(Integer.class).single()).isEqualTo(1);

        fixtures.as(company.colleague(), () -> accounts.save(renamed(accounts.get(ids.get(1)).draft(), "Touched")));
        long undo = fixtures.as(company.manager(), () -> bulk.undo(submitted.batchId()));
        driver.runDue();
        assertThat(fixtures.as(company.manager(), () -> jobs.result(undo, UndoReport.class))).contains(new UndoReport(submitted.batchId(), 3, 1));
        assertThat(holders()).containsEntry("Acme", "Member").containsEntry("Touched", "Colleague").containsEntry("B2", "Member")
                .containsEntry("B4", "Colleague");
        assertThat(fixtures.as(company.manager(), () -> bulk.lines(submitted.batchId(), 0, 9))).extracting(BulkAssignments.BatchLine::name, BulkAssignments.BatchLine::state)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("Touched", "KEPT"));
        assertThat(refused(company.manager(), () -> bulk.undo(submitted.batchId()))).containsExactly(Problem.of(null, "coverage.problem.undone"));
    }

    @Test
    void allThatMatchChangeHandsAlsoWhereTheyStopMatchingByIt() {
        for (int i = 0; i < 4; i++) {
            fixtures.account(company, "B" + i, company.member());
        }
        var wanted = new BulkAssignment(BulkSelection.matching("q=B"), company.colleague().id(), "x", null);
        assertThat(fixtures.as(company.manager(), () -> bulk.preview(wanted)).count()).isEqualTo(4);
        fixtures.as(company.manager(), () -> bulk.assignAll(wanted));
        driver.runDue();
        assertThat(holders()).containsEntry("Acme", "Member").containsEntry("B0", "Colleague").containsEntry("B3", "Colleague");
    }

    @Test
    void inBulkToTheCapacityHoldsForAllTogether() {
        fixtures.as(company.manager(), () -> capacity.setCapacity(company.colleague().id(), 5));
        long bolt = fixtures.account(company, "Bolt", company.member());
        var wanted = new BulkAssignment(BulkSelection.of(List.of(acme, bolt)), company.colleague().id(), "x", null);
        assertThat(fixtures.as(company.manager(), () -> bulk.preview(wanted)).exceeds()).isTrue();
        assertThat(refused(company.manager(), () -> bulk.assignAll(wanted)))
                .containsExactly(Problem.of("overReason", "coverage.problem.overCapacity", 6, 5));
        var matching = new BulkAssignment(BulkSelection.matching(""), company.colleague().id(), "x", null);
        long job = fixtures.as(company.manager(), () -> bulk.assignAll(matching)).jobId();
        driver.runDue();
        assertThat(fixtures.as(company.manager(), () -> jobs.find(job)).orElseThrow().state().name()).isEqualTo("FAILED");
        assertThat(holders()).doesNotContainValue("Colleague");
    }

    @Test
    void aBatchIsItsOwnersAndNobodyElseUndoesIt() {
        var batch = fixtures.as(company.manager(), () -> bulk.assignAll(new BulkAssignment(BulkSelection.of(List.of(acme)), company.colleague().id(), "x", null)));
        driver.runDue();
        assertThat(fixtures.as(company.director(), () -> bulk.batch(batch.batchId()))).isEmpty();
        assertThatThrownBy(() -> fixtures.as(company.director(), () -> bulk.undo(batch.batchId()))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> fixtures.as(company.director(), () -> bulk.lines(batch.batchId(), 0, 9))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> fixtures.as(company.member(), () -> bulk.preview(new BulkAssignment(BulkSelection.of(List.of(acme)),
                company.member().id(), "x", null)))).isInstanceOf(AccessDeniedException.class);
        assertThat(fixtures.as(company.manager(), () -> bulk.batches(9))).singleElement().satisfies(row -> assertThat(row.undoable()).isTrue());
    }

    // ---- what the sentences above are made of ----

    private void assign(Viewer by, Viewer from, Viewer to) {
        fixtures.as(by, () -> coverage.assign(new Assignment(acme, from.id(), to.id(), "moved away", null)));
    }

    private List<Problem> problems(Viewer by, Viewer from, Viewer to, String reason, @Nullable String overReason) {
        return refused(by, () -> coverage.assign(new Assignment(acme, from.id(), to.id(), reason, overReason)));
    }

    private void giveBack(Viewer by, Viewer from) {
        fixtures.as(by, () -> coverage.giveBack(acme, from.id()));
    }

    private List<Problem> problemsOfGivingBack(Viewer by, Viewer from) {
        return refused(by, () -> coverage.giveBack(acme, from.id()));
    }

    private boolean undoable(Viewer viewer) {
        return fixtures.as(viewer, () -> history.of(acme)).getFirst().undoable();
    }

    private List<Problem> refused(Viewer by, Runnable work) {
        return catchThrowableOfType(RefusedException.class, () -> fixtures.as(by, work)).problems();
    }

    private List<Problem> refusedPlan(LocalDate on) {
        return refused(company.manager(), () -> planned.plan(new Planning(acme, company.colleague().id(), on, "x", null)));
    }

    private long plan(Viewer by, Viewer to, LocalDate on) {
        return fixtures.as(by, () -> planned.plan(new Planning(acme, to.id(), on, "at year's end", null)));
    }

    private PlannedAssignments.Planned planned(long id) {
        return list(company.director(), PlannedFilter.ALL).stream().filter(row -> row.id() == id).findFirst().orElseThrow();
    }

    private List<PlannedAssignments.Planned> list(Viewer viewer, PlannedFilter filter) {
        return fixtures.as(viewer, () -> planned.page(filter, Slice.first(50, PlannedSort.EFFECTIVE)));
    }

    private List<Term> terms() {
        return fixtures.as(company.director(), () -> history.of(acme));
    }

    private List<String> on(LocalDate day) {
        return fixtures.as(company.director(), () -> history.representativeOn(acme, day)).stream().map(Term::name).toList();
    }

    private Capacity.Load load(Viewer viewer, Viewer person) {
        return fixtures.as(viewer, () -> capacity.loads(List.of(person.id()))).get(person.id());
    }

    private List<String> candidates(Viewer viewer, List<Long> ids) {
        return fixtures.as(viewer, () -> capacity.candidates(null, ids, 0, 20)).stream().map(Capacity.Candidate::name).toList();
    }

    private Map<String, String> holders() {
        return jdbc.sql("select a.name, u.display_name from account a join security_user u on u.id = a.primary_rep_id")
                .query((row, n) -> Map.entry(row.getString(1), row.getString(2))).list().stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private long account(String name, @Nullable Tier tier, Viewer representative) {
        var draft = Fixtures.draft(name, representative);
        return fixtures.as(company.director(), () -> accounts.save(new AccountDraft(null, name, null, null, tier, null, null, null, null, null, null, null, null,
                List.of(), draft.primaryRepId(), 0)));
    }

    private static AccountDraft renamed(AccountDraft draft, String name) {
        return new AccountDraft(draft.id(), name, draft.shortName(), draft.creditCode(), draft.tier(), draft.sector(), draft.region(),
                draft.parentId(), draft.revenue(), draft.employees(), draft.founded(), draft.website(), draft.address(), draft.tags(), draft.primaryRepId(),
                draft.version());
    }

    private void move(Viewer person, long unitId) {
        fixtures.as(company.administrator(), () -> {
            UserDraft draft = users.get(person.id());
            users.save(new UserDraft(draft.id(), draft.username(), draft.displayName(), draft.email(), draft.role(), unitId, draft.version()));
        });
    }
}
