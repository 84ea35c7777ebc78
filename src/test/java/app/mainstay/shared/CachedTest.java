package app.mainstay.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class CachedTest {

    private final AtomicInteger table = new AtomicInteger(1);
    private final AtomicInteger reads = new AtomicInteger();
    private Cached<Integer> cached = cached(Duration.ofHours(1));

    @AfterEach
    void endTransaction() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            complete(TransactionSynchronization.STATUS_ROLLED_BACK);
        }
    }

    @Test
    void readsOnce() {
        assertThat(cached.get()).isEqualTo(1);
        table.set(2);
        assertThat(cached.get()).isEqualTo(1);
        assertThat(reads).hasValue(1);
    }

    @Test
    void readsAgainWhenOld() {
        cached = cached(Duration.ofNanos(-1));
        cached.get();
        table.set(2);
        assertThat(cached.get()).isEqualTo(2);
    }

    @Test
    void readsAgainAfterAChange() {
        cached.get();
        table.set(2);
        cached.changed();
        assertThat(cached.get()).isEqualTo(2);
    }

    @Test
    void theChangingTransactionReadsPastTheCacheAndNobodyElseDoes() throws InterruptedException {
        cached.get();
        TransactionSynchronizationManager.initSynchronization();
        table.set(2);
        cached.changed();
        cached.changed();
        assertThat(cached.get()).isEqualTo(2);
        var other = new AtomicInteger();
        var thread = new Thread(() -> other.set(cached.get()));
        thread.start();
        thread.join();
        assertThat(other).as("of another transaction, before the commit").hasValue(1);

        complete(TransactionSynchronization.STATUS_COMMITTED);
        assertThat(cached.get()).isEqualTo(2);
        int before = reads.get();
        cached.get();
        assertThat(reads).hasValue(before);
    }

    @Test
    void aRollbackLeavesNothingBehind() {
        cached.get();
        TransactionSynchronizationManager.initSynchronization();
        table.set(2);
        cached.changed();
        assertThat(cached.get()).isEqualTo(2);
        table.set(1);
        complete(TransactionSynchronization.STATUS_ROLLED_BACK);
        assertThat(cached.get()).isEqualTo(1);
    }

    /** Another thread has read the old rows, but not put them into the cache yet, when the change is committed. */
    @Test
    void aChangeDuringAReadIsNotOverwrittenByIt() {
        var first = new AtomicInteger();
        cached = new Cached<>(Duration.ofHours(1), () -> {
            int read = table.get();
            if (first.getAndIncrement() == 0) {
                table.set(2);
                cached.changed();
            }
            return read;
        });
        cached.get();
        assertThat(cached.get()).isEqualTo(2);
    }

    private Cached<Integer> cached(Duration maxAge) {
        return new Cached<>(maxAge, () -> {
            reads.incrementAndGet();
            return table.get();
        });
    }

    private static void complete(int status) {
        var synchronizations = TransactionSynchronizationManager.getSynchronizations();
        TransactionSynchronizationManager.clearSynchronization();
        synchronizations.forEach(synchronization -> synchronization.afterCompletion(status));
    }
}
