package app.mainstay.security.signin;

import app.mainstay.security.Viewer;
import app.mainstay.security.log.Origin;
import app.mainstay.security.log.SecurityReason;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Lies in the container's session as long as somebody is signed in there, and is told by the container when that is over. */
final class SessionMark implements HttpSessionBindingListener {

    static final String NAME = "mainstay.signedIn";

    private final SessionStore store;
    final long id;
    final Viewer viewer;
    final HttpSession session;
    final Origin origin;
    final Instant startedAt;
    volatile @Nullable Long rememberId;
    /** When the person last did something, as opposed to the browser. */
    volatile Instant activeAt;
    /** What of it the database knows. */
    volatile Instant storedAt;
    /** When the database was last asked whether the session still exists: another server may have ended it. */
    volatile Instant checkedAt;
    /** Set by whoever ends the session. */
    volatile boolean over;

    SessionMark(SessionStore store, long id, Viewer viewer, HttpSession session, Origin origin, Instant now) {
        this.store = store;
        this.id = id;
        this.viewer = viewer;
        this.session = session;
        this.origin = origin;
        startedAt = now;
        activeAt = now;
        storedAt = now;
        checkedAt = now;
    }

    static @Nullable SessionMark of(@Nullable HttpSession session) {
        return session != null && session.getAttribute(NAME) instanceof SessionMark mark ? mark : null;
    }

    @Override
    public void valueUnbound(HttpSessionBindingEvent event) {
        store.gone(this);
    }

    /** Whether the time is over, and which. */
    @Nullable SecurityReason overdue(SignInDraft rules, Instant now) {
        return !now.isBefore(startedAt.plusSeconds(rules.sessionHours() * 3_600L)) ? SecurityReason.TOO_LONG
                : !now.isBefore(activeAt.plusSeconds(rules.idleMinutes() * 60L)) ? SecurityReason.IDLE : null;
    }
}
