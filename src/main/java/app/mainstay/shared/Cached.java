package app.mainstay.shared;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A small table kept in memory. Another server's change is seen after {@code maxAge} at the latest, this server's at once. While a
 * transaction has changed it, that transaction reads past the cache.
 */
public final class Cached<T> {

    /** @param change how many changes there had been when its loading began */
    private record Entry<T>(T value, long loadedAt, int change) {
    }

    private final Supplier<T> loader;
    private final long maxAgeNanos;
    private final AtomicInteger changes = new AtomicInteger();
    private volatile @Nullable Entry<T> entry;

    public Cached(Duration maxAge, Supplier<T> loader) {
        this.loader = loader;
        this.maxAgeNanos = maxAge.toNanos();
    }

    public T get() {
        if (TransactionSynchronizationManager.isSynchronizationActive() && TransactionSynchronizationManager.hasResource(this)) {
            return loader.get();
        }
        Entry<T> current = entry;
        int change = changes.get();
        if (current == null || current.change != change || System.nanoTime() - current.loadedAt > maxAgeNanos) {
            // Counted before the loading: what was read while somebody changed the table is not kept.
            current = new Entry<>(loader.get(), System.nanoTime(), change);
            entry = current;
        }
        return current.value;
    }

    /** To be called by whoever changes the table, inside the changing transaction. */
    public void changed() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            changes.incrementAndGet();
        } else if (!TransactionSynchronizationManager.hasResource(this)) {
            TransactionSynchronizationManager.bindResource(this, Boolean.TRUE);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    TransactionSynchronizationManager.unbindResourceIfPossible(Cached.this);
                    changes.incrementAndGet();
                }
            });
        }
    }
}
