package app.mainstay.security.signin;

import app.mainstay.security.Viewer;
import app.mainstay.security.log.Origin;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.session.SessionAuthenticationException;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/** Sees every request of a signed-in person: registers the session where that has not happened, and lets nobody on whose session is over. */
public final class SessionFilter extends OncePerRequestFilter implements SessionAuthenticationStrategy {

    /**
     * Of Vaadin's requests those that a browser makes by itself, as long as a page is open. Calls of the open page are among them: it confirms
     * every list that the server refreshed, and tells itself when somebody is there, see {@link Sessions#active}.
     */
    private static final Set<String> BY_ITSELF = Set.of("heartbeat", "push", "uidl");

    private final SessionStore store;

    public SessionFilter(SessionStore store) {
        this.store = store;
    }

    /** A sign-in in this request. */
    @Override
    public void onAuthentication(@Nullable Authentication authentication, HttpServletRequest request, HttpServletResponse response) {
        if (authentication != null && authentication.getPrincipal() instanceof Viewer viewer) {
            begin(request, viewer);
        }
    }

    private void begin(HttpServletRequest request, Viewer viewer) {
        HttpSession session = request.getSession();
        synchronized (WebUtils.getSessionMutex(session)) {
            if (SessionMark.of(session) == null) {
                store.begin(session, viewer, Origin.of(request.getRemoteAddr(), request.getHeader("User-Agent")),
                        request.getAttribute(RememberMe.DEVICE) instanceof Long device ? device : null);
            }
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        HttpSession session = request.getSession(false);
        if (session != null && authentication != null && authentication.getPrincipal() instanceof Viewer viewer && !goesOn(request, session, viewer)) {
            SecurityContextHolder.clearContext();
            try {
                session.invalidate();
            } catch (IllegalStateException already) {
                // By whoever ended it.
            }
        }
        chain.doFilter(request, response);
    }

    private boolean goesOn(HttpServletRequest request, HttpSession session, Viewer viewer) {
        var mark = SessionMark.of(session);
        if (mark == null) {
            try {
                begin(request, viewer);
                return true;
            } catch (SessionAuthenticationException changed) {
                return false;
            }
        }
        String kind = request.getParameter("v-r");
        try {
            return store.goesOn(mark, kind == null || !BY_ITSELF.contains(kind));
        } catch (DataAccessResourceFailureException | RecoverableDataAccessException | TransientDataAccessException | CannotCreateTransactionException silent) {
            // Nobody can tell whether it was ended elsewhere, and nobody can read anything either. It is asked again soon.
            return true;
        }
    }
}
