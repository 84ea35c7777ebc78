package app.mainstay.base.ui;

import app.mainstay.base.Changes;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The one way in which an open screen hears that a row changed. The screen is told only of rows that its viewer may see: {@code maySee} is
 * asked as that viewer, outside the session's lock, because it queries.
 */
public final class Live {

    private Live() {
    }

    /**
     * While the component is attached, runs {@code onChange} under its session's lock for every changed row of the kind in scope.
     */
    public static void rows(Component component, Changes changes, String kind, LongPredicate maySee, LongConsumer onChange) {
        var subscription = new Subscription(changes, kind, maySee, onChange);
        component.addAttachListener(subscription::attach);
        component.addDetachListener(subscription::detach);
    }

    /**
     * As {@link #rows} for a list, which asks for its page again whichever row it was: many changes at once, as a bulk edit makes them, are
     * told once.
     */
    public static void list(Component component, Changes changes, String kind, LongPredicate maySee, Runnable onChange) {
        var gathering = new Gathering(maySee);
        rows(component, changes, kind, gathering::isFirstSeen, id -> onChange.run());
    }

    /** Lets one change of those that come within a moment through, if any of them is in scope. Runs on threads that may wait. */
    private static final class Gathering {

        private static final Duration MOMENT = Duration.ofMillis(300);
        /** With so many changed rows it is cheaper to look than to ask for each whether to look. */
        private static final int ASKED = 20;

        private final LongPredicate maySee;
        private final Set<Long> ids = new HashSet<>();

        Gathering(LongPredicate maySee) {
            this.maySee = maySee;
        }

        boolean isFirstSeen(long id) {
            synchronized (ids) {
                ids.add(id);
                if (ids.size() > 1) {
                    return false;
                }
            }
            try {
                Thread.sleep(MOMENT);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return false;
            }
            List<Long> gathered;
            synchronized (ids) {
                gathered = List.copyOf(ids);
                ids.clear();
            }
            return gathered.size() > ASKED || gathered.stream().anyMatch(maySee::test);
        }
    }

    private static final class Subscription {

        private final Changes changes;
        private final String kind;
        private final LongPredicate maySee;
        private final LongConsumer onChange;
        private @Nullable Runnable end;

        Subscription(Changes changes, String kind, LongPredicate maySee, LongConsumer onChange) {
            this.changes = changes;
            this.kind = kind;
            this.maySee = maySee;
            this.onChange = onChange;
        }

        void attach(AttachEvent event) {
            UI ui = event.getSource().getUI().orElse(null);
            if (ui == null) {
                // What else heard of it took the component off again, as the progress of a job that had ended already.
                return;
            }
            SecurityContext viewer = SecurityContextHolder.getContext();
            end = changes.listen(change -> {
                if (change.kind().equals(kind) && asViewer(viewer, change.id())) {
                    try {
                        ui.access(() -> onChange.accept(change.id()));
                    } catch (UIDetachedException gone) {
                        // Closed between the change and its delivery: nobody is there to be told.
                    }
                }
            });
        }

        void detach(DetachEvent event) {
            if (end != null) {
                end.run();
                end = null;
            }
        }

        private boolean asViewer(SecurityContext viewer, long id) {
            SecurityContextHolder.setContext(viewer);
            try {
                return maySee.test(id);
            } finally {
                SecurityContextHolder.clearContext();
            }
        }
    }
}
