package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestDatabase;
import app.mainstay.security.Role;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.shared.RefusedException;
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

/** One gives an account to a person in the moment in which another moves that person: whoever comes second waits for the first. */
@DatabaseTest
class RepresentativeRaceTest {

    @Autowired
    Fixtures fixtures;
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
        acme = fixtures.account(company, "Acme", company.colleague());
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void anAccountThatIsGivenDuringTheMoveComesToTheNewUnit() throws InterruptedException {
        var moved = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        var moving = inTransaction(() -> {
            fixtures.as(company.administrator(), () -> change(Role.MEMBER, company.south()));
            moved.countDown();
            return await(commit);
        });
        moved.await();
        var giving = inTransaction(() -> fixtures.as(company.director(), this::giveAcme));
        awaitWaitingFor(giving);
        commit.countDown();

        moving.join();
        giving.join();
        assertThat(unitOf(acme)).isEqualTo(company.south());
    }

    @Test
    void anAccountThatIsCreatedDuringTheMoveComesToTheNewUnit() throws InterruptedException {
        var moved = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        var moving = inTransaction(() -> {
            fixtures.as(company.administrator(), () -> change(Role.MEMBER, company.south()));
            moved.countDown();
            return await(commit);
        });
        moved.await();
        var creating = inTransaction(() -> fixtures.account(company, "Bolt", company.member()));
        awaitWaitingFor(creating);
        commit.countDown();

        moving.join();
        assertThat(unitOf(creating.join())).isEqualTo(company.south());
    }

    @Test
    void aMoveDuringTheGivingTakesTheAccountAlong() throws InterruptedException {
        var given = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        var giving = inTransaction(() -> {
            fixtures.as(company.director(), this::giveAcme);
            given.countDown();
            return await(commit);
        });
        given.await();
        var moving = inTransaction(() -> fixtures.as(company.administrator(), () -> change(Role.MEMBER, company.south())));
        awaitWaitingFor(moving);
        commit.countDown();

        giving.join();
        moving.join();
        assertThat(unitOf(acme)).isEqualTo(company.south());
    }

    @Test
    void nobodyBecomesAdministratorOrLeavesWhileBeingGivenAnAccount() throws InterruptedException {
        var given = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        var giving = inTransaction(() -> {
            fixtures.as(company.director(), this::giveAcme);
            given.countDown();
            return await(commit);
        });
        given.await();
        var promoting = inTransaction(() -> fixtures.as(company.administrator(), () -> change(Role.ADMINISTRATOR, company.city())));
        awaitWaitingFor(promoting);
        commit.countDown();

        giving.join();
        assertThatThrownBy(promoting::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> fixtures.as(company.administrator(), () -> users.deactivate(company.member().id())))
                .isInstanceOf(RefusedException.class);
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

    private long giveAcme() {
        fixtures.reassign(company.director(), acme, company.member());
        return acme;
    }

    private long change(Role role, long unitId) {
        UserDraft draft = users.get(company.member().id());
        return users.save(new UserDraft(draft.id(), draft.username(), draft.displayName(), draft.email(), role, unitId, draft.version()));
    }

    private long unitOf(long accountId) {
        return jdbc.sql("select unit_id from account where id = ?").param(accountId).query(Long.class).single();
    }
}
