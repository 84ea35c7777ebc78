package app.mainstay.security.signin;

import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.security.log.Origin;
import app.mainstay.security.log.SecurityEvent;
import app.mainstay.security.log.SecurityLog;
import app.mainstay.security.log.SecurityReason;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Sql;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.authentication.session.SessionAuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who is signed in where: a row for each session, and on the server that holds it a mark inside it. What a session may see was decided when
 * it began, so whoever changes that ends it. This server's sessions end at once, another's at its next request, ten seconds later at most.
 */
@Component
public class SessionStore {

    private static final Logger LOG = LoggerFactory.getLogger(SessionStore.class);
    private static final Duration STORED_EVERY = Duration.ofMinutes(1);
    private static final Duration CHECKED_EVERY = Duration.ofSeconds(10);
    /** The container's own limit lies above ours, which knows what is a person and what only the browser. */
    private static final int MARGIN = 120;

    private record Found(long id, long userId, @Nullable Long rememberId, Origin origin) {
    }

    private final Map<Long, SessionMark> marks = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final UserService users;
    private final SignInRules rules;
    private final SecurityLog log;
    private final Clock clock;

    SessionStore(JdbcClient jdbc, TransactionTemplate transaction, @Lazy UserService users, SignInRules rules, SecurityLog log, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.users = users;
        this.rules = rules;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Somebody has signed in.
     *
     * @param rememberId the device's token, where it was the token that let in
     * @throws SessionAuthenticationException when meanwhile the person is somebody else in the company, or nobody
     */
    public void begin(HttpSession session, Viewer viewer, Origin origin, @Nullable Long rememberId) {
        Instant now = clock.instant();
        var mark = new SessionMark(this, Ids.next(), viewer, session, origin, now);
        mark.rememberId = rememberId;
        transaction.executeWithoutResult(status -> {
            // Held: whoever changes the person now comes after the row, and ends it.
            if (!users.isStill(viewer)) {
                throw new SessionAuthenticationException("no longer so");
            }
            jdbc.sql("insert into security_session (id, user_id, remember_id, address, device, started_at, seen_at) values (?, ?, ?, ?, ?, ?, ?)")
                    .param(mark.id).param(viewer.id()).param(rememberId).param(Objects.requireNonNullElse(origin.address(), ""))
                    .param(Objects.requireNonNullElse(origin.device(), "")).param(Sql.utc(now)).param(Sql.utc(now)).update();
            log.record(SecurityEvent.SIGN_IN, viewer.id(), rememberId == null ? null : SecurityReason.REMEMBERED);
        });
        marks.put(mark.id, mark);
        session.setMaxInactiveInterval(rules.current().idleMinutes() * 60 + MARGIN);
        session.setAttribute(SessionMark.NAME, mark);
    }

    /** The device that the session is on shall stay signed in. */
    void remember(HttpSession session, long rememberId) {
        var mark = SessionMark.of(session);
        if (mark != null) {
            mark.rememberId = rememberId;
            jdbc.sql("update security_session set remember_id = ? where id = ?").param(rememberId).param(mark.id).update();
        }
    }

    /**
     * Asked at every request of a session.
     *
     * @param active it was the person who asked, not the browser by itself
     * @return false when the session is over, even if the container does not know yet
     */
    boolean goesOn(SessionMark mark, boolean active) {
        Instant now = clock.instant();
        var overdue = mark.overdue(rules.current(), now);
        if (overdue != null) {
            end(List.of(mark.id), overdue, false);
            return false;
        }
        if (mark.over) {
            return false;
        }
        if (active) {
            mark.activeAt = now;
        }
        if (!mark.storedAt.plus(STORED_EVERY).isAfter(mark.activeAt)) {
            mark.storedAt = mark.activeAt;
            mark.checkedAt = now;
            return jdbc.sql("update security_session set seen_at = ? where id = ?").param(Sql.utc(mark.activeAt)).param(mark.id).update() == 1;
        }
        if (!mark.checkedAt.plus(CHECKED_EVERY).isAfter(now)) {
            mark.checkedAt = now;
            return jdbc.sql("select 1 from security_session where id = ?").param(mark.id).query(Integer.class).optional().isPresent();
        }
        return true;
    }

    void active(SessionMark mark) {
        mark.activeAt = clock.instant();
    }

    /** Ends what has lasted too long, so that an open screen is told though nobody touches it. */
    void endOverdue() {
        Instant now = clock.instant();
        var current = rules.current();
        marks.values().forEach(mark -> {
            var reason = mark.overdue(current, now);
            if (reason != null && !mark.over) {
                end(List.of(mark.id), reason, false);
            }
        });
    }

    /** Ends all sessions of a person but one, and what keeps their devices signed in. */
    public void endAll(long userId, SecurityReason reason, @Nullable Long exceptId) {
        transaction.executeWithoutResult(status -> {
            Long kept = exceptId == null ? null : jdbc.sql("select remember_id from security_session where id = ?").param(exceptId)
                    .query((row, n) -> row.getObject(1, Long.class)).list().stream().filter(Objects::nonNull).findFirst().orElse(null);
            end(jdbc.sql("select id from security_session where user_id = ? and id <> ?").param(userId).param(exceptId == null ? -1 : exceptId)
                    .query(Long.class).list(), reason, true);
            jdbc.sql("delete from security_remember where user_id = ? and id <> ?").param(userId).param(kept == null ? -1 : kept).update();
        });
    }

    /** Ends all sessions of a person; devices that stay signed in come back by themselves, as who the person is now. */
    public void endSessions(long userId, SecurityReason reason) {
        end(jdbc.sql("select id from security_session where user_id = ?").param(userId).query(Long.class).list(), reason, false);
    }

    /** @param forgetDevice the device does not come back by its token either */
    void end(Collection<Long> ids, SecurityReason reason, boolean forgetDevice) {
        if (ids.isEmpty()) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            var found = jdbc.sql("select id, user_id, remember_id, address, device from security_session where id in (:ids) for update")
                    .param("ids", ids).query((row, n) -> new Found(row.getLong("id"), row.getLong("user_id"), row.getObject("remember_id", Long.class),
                            Origin.of(row.getString("address"), row.getString("device")))).list();
            found.forEach(session -> {
                log.recordEnd(session.userId(), reason, session.origin());
                jdbc.sql("delete from security_session where id = ?").param(session.id()).update();
                if (forgetDevice && session.rememberId() != null) {
                    jdbc.sql("delete from security_remember where id = ?").param(session.rememberId()).update();
                }
            });
            afterCommit(() -> ids.forEach(this::invalidate));
        });
    }

    private static void afterCommit(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }

    /**
     * Apart from the present thread: it may be this session's own and hold Vaadin's lock on it, or another session's, and must not wait for
     * that of the one that ends.
     */
    private void invalidate(long id) {
        var mark = marks.remove(id);
        if (mark != null) {
            mark.over = true;
            Thread.ofVirtual().name("session-end").start(() -> {
                try {
                    mark.session.invalidate();
                } catch (IllegalStateException already) {
                    // Gone by itself meanwhile.
                }
            });
        }
    }

    /** The container has let go of the session: by signing out, by its own limit, or because we ended it. */
    void gone(SessionMark mark) {
        marks.remove(mark.id);
        if (mark.over) {
            return;
        }
        mark.over = true;
        try {
            transaction.executeWithoutResult(status -> {
                if (jdbc.sql("delete from security_session where id = ?").param(mark.id).update() == 1
                        && mark.overdue(rules.current(), clock.instant()) != null) {
                    log.recordEnd(mark.viewer.id(), SecurityReason.IDLE, mark.origin);
                }
            });
        } catch (RuntimeException failure) {
            // The server is stopping, or the database is away: the row goes with the next cleaning.
            LOG.debug("The session's row stays for now", failure);
        }
    }

    /** The session has been left by its owner; the container's end of it follows. */
    void signedOut(SessionMark mark) {
        log.record(SecurityEvent.SIGN_OUT, mark.viewer.id(), null);
    }

    /** Rows whose session no server can hold any more. */
    int forget() {
        var current = rules.current();
        Instant now = clock.instant();
        return jdbc.sql("delete from security_session where seen_at < ? or started_at < ?")
                .param(Sql.utc(now.minus(Duration.ofMinutes(current.idleMinutes()).plus(STORED_EVERY))))
                .param(Sql.utc(now.minus(Duration.ofHours(current.sessionHours())))).update();
    }
}
