package app.mainstay.security;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Work that is done as somebody else than the person at the screen: as the system, or as who submitted a job. Vaadin's strategy answers with
 * the person of the session whenever a screen is open in the thread, and would ignore it.
 */
final class Acting implements SecurityContextHolderStrategy {

    private static final ThreadLocal<@Nullable SecurityContext> CURRENT = new ThreadLocal<>();

    private final SecurityContextHolderStrategy otherwise;

    Acting(SecurityContextHolderStrategy otherwise) {
        this.otherwise = otherwise;
    }

    /** Runs the work as that person; afterwards everything is as before. */
    static <T> T as(Authentication authentication, Supplier<T> work) {
        var outer = CURRENT.get();
        var before = SecurityContextHolder.getContext();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication);
        CURRENT.set(context);
        SecurityContextHolder.setContext(context);
        try {
            return work.get();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
            SecurityContextHolder.setContext(before);
        }
    }

    @Override
    public SecurityContext getContext() {
        var current = CURRENT.get();
        return current == null ? otherwise.getContext() : current;
    }

    @Override
    public void setContext(SecurityContext context) {
        otherwise.setContext(context);
    }

    @Override
    public void clearContext() {
        otherwise.clearContext();
    }

    @Override
    public SecurityContext createEmptyContext() {
        return otherwise.createEmptyContext();
    }
}
