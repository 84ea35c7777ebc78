package app.mainstay.base;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells open screens that data changed: only which row, never what is in it, and only after the commit. Whoever listens asks the service
 * again, which answers within the listener's own rights; {@code base.ui.LiveRows} does both. Reaches the screens of this server.
 */
@Component
public class Changes {

    /** The kind of background jobs, {@link app.mainstay.jobs.Jobs}. */
    public static final String JOB = "job";

    /** @param kind the row's kind, as its service names it */
    public record Change(String kind, long id) {
    }

    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();

    /** Announces a change once the current transaction has committed; at once where there is none. */
    public void announce(String kind, long id) {
        var change = new Change(kind, id);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    deliver(change);
                }
            });
        } else {
            deliver(change);
        }
    }

    /** Returns what ends the listening. Listeners run apart from the announcing thread. */
    public Runnable listen(Consumer<Change> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void deliver(Change change) {
        listeners.forEach(listener -> executor.execute(() -> listener.accept(change)));
    }
}
