package app.mainstay.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/**
 * What takes long enough to be seen, fetched while the screen stands and answers. Only the last question asked is answered, and none after the screen has
 * gone; a question under way is left to its end, since a connection whose thread is interrupted is lost.
 */
public final class Later {

    private static final Executor EXECUTOR = Executors.newVirtualThreadPerTaskExecutor();

    private CompletableFuture<?> running = CompletableFuture.completedFuture(null);
    private int asked;

    /** @param screen with which it ends */
    public Later(Component screen) {
        screen.addDetachListener(event -> asked++);
    }

    /**
     * Asks apart from the session's lock, in the viewer's name, and hands the answer over under it.
     *
     * @param work     touches no component
     * @param onFailed takes a sentence
     */
    public <T> void ask(Supplier<T> work, Consumer<T> onDone, Consumer<String> onFailed) {
        int mine = ++asked;
        UI ui = UI.getCurrent();
        // A context of its own: signing out empties the session's.
        var context = new SecurityContextImpl(SecurityContextHolder.getContext().getAuthentication());
        var result = new CompletableFuture<T>();
        EXECUTOR.execute(new DelegatingSecurityContextRunnable(() -> {
            try {
                result.complete(work.get());
            } catch (Throwable failed) {
                result.completeExceptionally(failed);
            }
        }, context));
        running = result.whenComplete((answer, failure) -> {
            try {
                ui.access(() -> {
                    if (mine != asked) {
                        return;
                    }
                    if (failure == null) {
                        onDone.accept(answer);
                    } else {
                        onFailed.accept(Unexpected.sentence(failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure));
                    }
                });
            } catch (UIDetachedException gone) {
                // Nobody is looking any more.
            }
        });
    }

    /** Ends when the last question has been answered. */
    public CompletableFuture<?> running() {
        return running;
    }
}
