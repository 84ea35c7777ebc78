package app.mainstay.account.duplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestDatabase;
import app.mainstay.account.AccountService;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.Contacts;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Two people merge the same pair in the same moment: one does, the other reads who did it and when. */
@DatabaseTest
class MergeRaceTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountService accounts;
    @Autowired
    Contacts contacts;
    @Autowired
    Merging merging;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    JdbcClient jdbc;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private Fixtures.Company company;
    private long acme;
    private long bolt;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        bolt = fixtures.account(company, "Bolt", company.colleague());
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void theSecondOfTheSameWayReadsWhoWasFirst() throws InterruptedException {
        race(acme, bolt);
    }

    @Test
    void theSecondOfTheOtherWayReadsWhoWasFirst() throws InterruptedException {
        race(bolt, acme);
    }

    private void race(long from, long into) throws InterruptedException {
        var done = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        var first = inTransaction(() -> {
            merge(company.manager(), acme, bolt);
            done.countDown();
            return await(commit);
        });
        done.await();
        var second = inTransaction(() -> merge(company.director(), from, into));
        awaitWaitingFor(second);
        commit.countDown();

        first.join();
        var refused = (RefusedException) catchThrowableOfType(CompletionException.class, second::join).getCause();
        assertThat(refused.problems()).containsExactly(Problem.of(null, "merge.problem.overBy", "Acme", "Bolt", "Manager", "2026-11-24 10:30"));
        assertThat(jdbc.sql("select merged_by from account_merged").query(Long.class).list()).containsExactly(company.manager().id());
        assertThat(jdbc.sql("select count(*) from account_timeline where kind = 'account.merged'").query(Integer.class).single()).isEqualTo(1);
    }

    /** Nobody is left behind at an account that has just become part of another one. */
    @Test
    void aContactAddedMeanwhileIsRefused() throws InterruptedException {
        var done = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        var first = inTransaction(() -> {
            merge(company.manager(), acme, bolt);
            done.countDown();
            return await(commit);
        });
        done.await();
        var draft = ContactDraft.empty(acme);
        var adding = inTransaction(() -> fixtures.as(company.member(), () -> contacts.save(new ContactDraft(null, acme, "Wang", null, null, null, null, null, null, null,
                null, null, null, null, null, null, null, draft.consent(), null, false, null, null, null, null, 0))));
        awaitWaitingFor(adding);
        commit.countDown();

        first.join();
        var refused = (RefusedException) catchThrowableOfType(CompletionException.class, adding::join).getCause();
        assertThat(refused.problems()).extracting(Problem::key).containsExactly("problem.archived");
        assertThat(jdbc.sql("select count(*) from account_contact where account_id = ?").param(acme).query(Integer.class).single()).isZero();
    }

    private long merge(Viewer viewer, long from, long into) {
        return fixtures.as(viewer, () -> merging.merge(new MergeDraft(from, 0, into, 0, Set.of(), true)));
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
        String waiting = TestDatabase.CURRENT == TestDatabase.H2 ? "select count(*) from information_schema.sessions where blocker_id is not null"
                : "select variable_value from performance_schema.global_status where variable_name = 'Innodb_row_lock_current_waits'";
        while (!work.isDone() && jdbc.sql(waiting).query(Integer.class).single() == 0) {
            Thread.onSpinWait();
        }
    }
}
