package app.mainstay.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestDatabase;
import app.mainstay.account.AccountPeople;
import app.mainstay.account.TeamRole;
import app.mainstay.coverage.Coverage.Assignment;
import app.mainstay.coverage.Coverage.Planning;
import app.mainstay.security.UserService;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Two at the same moment, in real transactions: exactly one is written, and the other reads what happened. */
@DatabaseTest
class CoverageRaceTest {

    private static final LocalDate TOMORROW = LocalDate.of(2026, 11, 25);

    @Autowired
    Fixtures fixtures;
    @Autowired
    Coverage coverage;
    @Autowired
    AccountPeople people;
    @Autowired
    UserService users;
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
    void twoManagersReassignTheSameAccountAndTheSecondReadsWhoWasQuicker() throws InterruptedException {
        var second = race(
                () -> fixtures.as(company.director(), () -> coverage.assign(new Assignment(acme, company.member().id(), company.stranger().id(), "one", null))),
                () -> fixtures.as(company.manager(), () -> coverage.assign(new Assignment(acme, company.member().id(), company.colleague().id(), "two", null))));

        assertThat(second).containsExactly(Problem.of(null, "problem.reassignedMeanwhile", "Stranger", "Director", "2026-11-24 10:30"));
        assertThat(jdbc.sql("select reason from account_representative where account_id = ? order by valid_from").param(acme).query(String.class).list())
                .containsExactly(null, "one");
        assertThat(jdbc.sql("select primary_rep_id from account").query(Long.class).single()).isEqualTo(company.stranger().id());
    }

    @Test
    void twoPlanTheSameDayAndOneIsPlanned() throws InterruptedException {
        var second = race(
                () -> fixtures.as(company.director(), () -> coverage.plan(new Planning(acme, company.stranger().id(), TOMORROW, "one", null))),
                () -> fixtures.as(company.manager(), () -> coverage.plan(new Planning(acme, company.colleague().id(), TOMORROW, "two", null))));

        assertThat(second).containsExactly(Problem.of("on", "coverage.problem.plannedAlready", "Stranger"));
        assertThat(jdbc.sql("select reason from coverage_planned").query(String.class).list()).containsExactly("one");
    }

    @Test
    void nobodyLeavesWhileBeingPlannedFor() throws InterruptedException {
        var second = race(
                () -> fixtures.as(company.manager(), () -> coverage.plan(new Planning(acme, company.colleague().id(), TOMORROW, "one", null))),
                () -> fixtures.as(company.administrator(), () -> users.deactivate(company.colleague().id())));

        assertThat(second).containsExactly(Problem.of(null, "problem.plannedTo", 1));
    }

    @Test
    void nobodyIsPlannedForWhileLeaving() throws InterruptedException {
        var second = race(
                () -> fixtures.as(company.administrator(), () -> users.deactivate(company.colleague().id())),
                () -> fixtures.as(company.manager(), () -> coverage.plan(new Planning(acme, company.colleague().id(), TOMORROW, "one", null))));

        assertThat(second).containsExactly(Problem.of("toUserId", "problem.inactive"));
    }

    @Test
    void theBackupDoesNotBecomeTheRepresentativeUnnoticed() throws InterruptedException {
        var second = race(
                () -> fixtures.as(company.manager(), () -> coverage.assign(new Assignment(acme, company.member().id(), company.colleague().id(), "one", null))),
                () -> fixtures.as(company.director(), () -> people.setMember(acme, company.colleague().id(), TeamRole.BACKUP)));

        assertThat(second).containsExactly(Problem.of("userId", "account.problem.primaryIsBackup"));
        assertThat(jdbc.sql("select count(*) from account_member").query(Integer.class).single()).isZero();
    }

    /** The first commits only when the second stands before its lock; what the second was refused with, nothing where it was not. */
    private List<Problem> race(Runnable first, Runnable second) throws InterruptedException {
        var done = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        var one = CompletableFuture.runAsync(() -> transaction.executeWithoutResult(status -> {
            first.run();
            done.countDown();
            await(commit);
        }), threads);
        done.await();
        var other = CompletableFuture.supplyAsync(() -> {
            try {
                transaction.executeWithoutResult(status -> second.run());
                return List.<Problem>of();
            } catch (RefusedException refused) {
                return refused.problems();
            }
        }, threads);
        awaitWaitingFor(other);
        commit.countDown();
        one.join();
        return other.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
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
}
