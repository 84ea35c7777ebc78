package app.mainstay;

import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Two real transactions of which one comes second: it begins when the first has done its work and not yet committed. */
public final class Races implements AutoCloseable {

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    public Races(TransactionTemplate transaction, JdbcClient jdbc) {
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    /** What the second was refused for; empty if both are done. The first must succeed. */
    public List<Problem> second(Runnable first, Runnable second) {
        var done = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        var one = CompletableFuture.runAsync(() -> transaction.executeWithoutResult(status -> {
            first.run();
            done.countDown();
            await(commit);
        }), threads);
        one.whenComplete((result, failure) -> done.countDown());
        await(done);
        var other = CompletableFuture.supplyAsync(() -> {
            try {
                transaction.executeWithoutResult(status -> second.run());
                return List.<Problem>of();
            } catch (RefusedException refused) {
                return refused.problems();
            }
        }, threads);
        awaitWaiting(other);
        commit.countDown();
        one.join();
        return other.join();
    }

    /** Until the other one stands before a lock, or is through because nothing stops it. */
    private void awaitWaiting(Future<?> work) {
        // InnoDB's list of transactions is a cache that does not move while it is asked all the time; this number does.
        String waiting = TestDatabase.CURRENT == TestDatabase.H2 ? "select count(*) from information_schema.sessions where blocker_id is not null"
                : "select variable_value from performance_schema.global_status where variable_name = 'Innodb_row_lock_current_waits'";
        while (!work.isDone() && jdbc.sql(waiting).query(Integer.class).single() == 0) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
