package app.mainstay.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestDatabase;
import app.mainstay.jobs.JobDriver;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Two people do what only one can do, in transactions that run at the same time: one is written, the other reads who was first. */
@DatabaseTest
class HandoverRaceTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    @Autowired
    Fixtures fixtures;
    @Autowired
    Handovers handovers;
    @Autowired
    HandoverRun handoverRun;
    @Autowired
    Leaves leaves;
    @Autowired
    Coverage coverage;
    @Autowired
    JobDriver driver;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    JdbcClient jdbc;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void aHandoverIsSignedOnceAndTheSecondReadsByWhom() throws InterruptedException {
        long id = opened();
        int edition = fixtures.as(company.member(), () -> handovers.get(id).edition());
        var refusal = second(() -> fixtures.as(company.manager(), () -> sign(id, HandoverSide.GIVER, edition, "On leave")),
                () -> fixtures.as(company.member(), () -> sign(id, HandoverSide.GIVER, edition, null)));

        assertThat(refusal).containsExactly(Problem.of(null, "handover.problem.signedAlready", "Manager", "2026-11-24 10:30"));
        assertThat(jdbc.sql("select giver_signed_by from coverage_handover").query(Long.class).single()).isEqualTo(company.manager().id());
        assertThat(jdbc.sql("select count(*) from coverage_handover_aud where giver_signed_by is not null").query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void giverAndTakerSignAtTheSameTimeAndBothCount() throws InterruptedException {
        long id = opened();
        int edition = fixtures.as(company.member(), () -> handovers.get(id).edition());
        assertThat(second(() -> fixtures.as(company.member(), () -> sign(id, HandoverSide.GIVER, edition, null)),
                () -> fixtures.as(company.colleague(), () -> sign(id, HandoverSide.TAKER, edition, null)))).isEmpty();
        driver.runDue();
        assertThat(representative()).isEqualTo(company.colleague().id());
    }

    @Test
    void whoSignsWhileItIsBeingCancelledReadsSo() throws InterruptedException {
        long id = opened();
        var read = fixtures.as(company.manager(), () -> handovers.get(id));
        assertThat(second(() -> fixtures.as(company.manager(), () -> run(() -> handovers.cancel(id, read.version(), "Stays"))),
                () -> fixtures.as(company.member(), () -> sign(id, HandoverSide.GIVER, read.edition(), null))))
                .containsExactly(Problem.of(null, "handover.problem.cancelled", "Manager", "2026-11-24 10:30"));
    }

    @Test
    void anAccountComesIntoOneOfTwoHandoversThatAreWrittenAtOnce() throws InterruptedException {
        assertThat(second(() -> fixtures.as(company.manager(), () -> handovers.save(wanted(company.colleague()))),
                () -> fixtures.as(company.director(), () -> handovers.save(wanted(company.stranger())))))
                .containsExactly(Problem.of("accountIds", "handover.problem.elsewhere", 1, "Acme", "Manager", "2026-11-24 10:30"));
        assertThat(jdbc.sql("select count(*) from coverage_handover_account").query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void twoServersCarryItOutOnce() throws InterruptedException {
        long id = signed();
        assertThat(second(this::carryOut, this::carryOut)).isEmpty();
        assertThat(representative()).isEqualTo(company.colleague().id());
        assertThat(starts()).containsExactly(company.member().id(), company.colleague().id());
        assertThat(jdbc.sql("select count(*) from account_timeline where kind = 'coverage.handover'").query(Integer.class).single()).isEqualTo(1);
        assertThat(fixtures.as(company.manager(), () -> handovers.get(id).state())).isEqualTo(HandoverState.DONE);
    }

    @Test
    void whoReassignsDuringTheHandoverReadsThatItWentElsewhere() throws InterruptedException {
        signed();
        var refusal = second(() -> carryOut(), () -> fixtures.as(company.manager(), () -> run(() -> coverage.assign(
                new Coverage.Assignment(acme, company.member().id(), company.manager().id(), "Sooner", null)))));
        assertThat(refusal).extracting(Problem::key).containsExactly("problem.reassignedMeanwhile");
        assertThat(starts()).containsExactly(company.member().id(), company.colleague().id());
    }

    @Test
    void aHandoverDuringAReassignmentLeavesTheAccountOut() throws InterruptedException {
        long id = signed();
        assertThat(second(() -> fixtures.as(company.manager(), () -> run(() -> coverage.assign(
                new Coverage.Assignment(acme, company.member().id(), company.manager().id(), "Sooner", null)))), this::carryOut)).isEmpty();
        assertThat(starts()).containsExactly(company.member().id(), company.manager().id());
        assertThat(fixtures.as(company.manager(), () -> handovers.get(id).accounts())).extracting(HandoverDetails.Line::moved).containsExactly(false);
    }

    @Test
    void ofTwoLeavesThatOverlapOneIsWritten() throws InterruptedException {
        var refusal = second(() -> fixtures.as(company.manager(), () -> leaves.save(leave(company.member(), null, 1, 5))),
                () -> fixtures.as(company.member(), () -> leaves.save(leave(company.member(), null, 5, 7))));
        assertThat(refusal).containsExactly(Problem.of("from", "coverage.problem.leaveOverlaps", "2026-11-25", "2026-11-29", "Manager", "2026-11-24 10:30"));
        assertThat(jdbc.sql("select count(*) from coverage_leave").query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void whoGoesOnLeaveWhileBeingMadeAStandInReadsSo() throws InterruptedException {
        assertThat(second(() -> fixtures.as(company.member(), () -> leaves.save(leave(company.member(), company.colleague(), 1, 5))),
                () -> fixtures.as(company.colleague(), () -> leaves.save(leave(company.colleague(), null, 5, 7)))))
                .extracting(Problem::key).containsExactly("coverage.problem.standsInThen");
    }

    @Test
    void whoIsMadeAStandInWhileGoingOnLeaveIsNot() throws InterruptedException {
        assertThat(second(() -> fixtures.as(company.colleague(), () -> leaves.save(leave(company.colleague(), null, 5, 7))),
                () -> fixtures.as(company.member(), () -> leaves.save(leave(company.member(), company.colleague(), 1, 5)))))
                .extracting(Problem::key).containsExactly("coverage.problem.standInAway");
        assertThat(jdbc.sql("select count(*) from coverage_day where part = 'STAND_IN'").query(Integer.class).single()).isZero();
    }

    /** The first has done its work and not yet committed when the second begins; returns what the second was refused for. */
    private List<Problem> second(Supplier<?> first, Supplier<?> second) throws InterruptedException {
        var done = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        var one = inTransaction(() -> {
            first.get();
            done.countDown();
            return await(commit);
        });
        one.whenComplete((result, failure) -> done.countDown());
        done.await();
        var other = inTransaction(second);
        awaitWaitingFor(other);
        commit.countDown();
        one.join();
        Throwable failure = catchThrowable(other::join);
        if (failure == null) {
            return List.of();
        }
        assertThat(failure).isInstanceOf(CompletionException.class).hasCauseInstanceOf(RefusedException.class);
        return ((RefusedException) failure.getCause()).problems();
    }

    private <T> CompletableFuture<T> inTransaction(Supplier<T> work) {
        return CompletableFuture.supplyAsync(() -> transaction.execute(status -> work.get()), threads);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until the other one stands before a lock, or is through because nothing stops it. */
    private void awaitWaitingFor(Future<?> work) {
        // InnoDB's list of transactions is a cache that does not move while it is asked all the time; this number does.
        String waiting = TestDatabase.CURRENT == TestDatabase.H2 ? "select count(*) from information_schema.sessions where blocker_id is not null"
                : "select variable_value from performance_schema.global_status where variable_name = 'Innodb_row_lock_current_waits'";
        while (!work.isDone() && jdbc.sql(waiting).query(Integer.class).single() == 0) {
            Thread.onSpinWait();
        }
    }

    private boolean carryOut() {
        return handoverRun.attempt(jdbc.sql("select id from coverage_handover").query(Long.class).single());
    }

    private long opened() {
        long id = fixtures.as(company.manager(), () -> handovers.save(wanted(company.colleague())));
        fixtures.as(company.manager(), () -> handovers.open(id, 0));
        return id;
    }

    private long signed() {
        long id = opened();
        int edition = fixtures.as(company.member(), () -> handovers.get(id).edition());
        fixtures.as(company.member(), () -> sign(id, HandoverSide.GIVER, edition, null));
        fixtures.as(company.colleague(), () -> sign(id, HandoverSide.TAKER, edition, null));
        return id;
    }

    private boolean sign(long id, HandoverSide side, int edition, @Nullable String reason) {
        handovers.sign(id, side, edition, reason);
        return true;
    }

    private static boolean run(Runnable work) {
        work.run();
        return true;
    }

    private HandoverDraft wanted(Viewer taker) {
        return new HandoverDraft(null, company.member().id(), taker.id(), false, Set.of(acme), TODAY, "Moves", null, 0);
    }

    private static LeaveDraft leave(Viewer user, @Nullable Viewer standIn, int from, int until) {
        return new LeaveDraft(null, user.id(), standIn == null ? null : standIn.id(), TODAY.plusDays(from), TODAY.plusDays(until), LeaveKind.VACATION, null, 0);
    }

    private long representative() {
        return jdbc.sql("select primary_rep_id from account where id = ?").param(acme).query(Long.class).single();
    }

    private List<Long> starts() {
        return jdbc.sql("select user_id from account_representative where account_id = ? order by valid_from").param(acme).query(Long.class).list();
    }
}
