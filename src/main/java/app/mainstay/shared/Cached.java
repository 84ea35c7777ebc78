package app.mainstay.shared;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A small table kept in memory. Another server's change is seen after {@code maxAge} at the latest, this server's at once. While a
 * transaction has changed it, that transaction reads past the cache.
 */
public final class Cached<T> {

    private record Entry<T>(T value, long loadedAt) {
    }

    private final Supplier<T> loader;
    private final long maxAgeNanos;
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
        if (current == null || System.nanoTime() - current.loadedAt > maxAgeNanos) {
            current = new Entry<>(loader.get(), System.nanoTime());
            entry = current;
        }
        return current.value;
    }

    /** To be called by whoever changes the table, inside the changing transaction. */
    public void changed() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            entry = null;
        } else if (!TransactionSynchronizationManager.hasResource(this)) {
            TransactionSynchronizationManager.bindResource(this, Boolean.TRUE);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    TransactionSynchronizationManager.unbindResourceIfPossible(Cached.this);
                    entry = null;
                }
            });
        }
    }
}
