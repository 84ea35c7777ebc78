package app.mainstay.security.signin;

import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.security.log.Devices;
import app.mainstay.security.log.SecurityReason;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Where one is signed in, seen and ended by oneself; of others by administrators. */
@Service
public class Sessions {

    private final JdbcClient jdbc;
    private final SessionStore store;
    private final SignInRules rules;
    private final CurrentUser currentUser;
    private final Clock clock;

    Sessions(JdbcClient jdbc, SessionStore store, SignInRules rules, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.rules = rules;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** The own ones, this one first, then the one used last. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<SessionRow> mine() {
        return of(currentUser.require().id(), current());
    }

    /** Somebody is using the page of this session: the time without activity begins anew. */
    @SignedIn
    public void active() {
        var mark = mark();
        if (mark != null) {
            store.active(mark);
        }
    }

    /** @throws NotFoundException when it is not one's own or has ended */
    @SignedIn
    @Transactional
    public void end(long id) {
        if (mine().stream().noneMatch(session -> session.id() == id)) {
            throw new NotFoundException();
        }
        store.end(List.of(id), SecurityReason.BY_OWNER, true);
    }

    /** All own ones but this, and what keeps other devices signed in. */
    @SignedIn
    @Transactional
    public void endOthers() {
        store.endAll(currentUser.require().id(), SecurityReason.BY_OWNER, current());
    }

    /** How many devices stay signed in beside those whose session is listed. */
    @SignedIn
    @Transactional(readOnly = true)
    public int sleepingDevices() {
        return jdbc.sql("""
                select count(*) from security_remember r where r.user_id = :me and r.created_at > :since
                and not exists (select 1 from security_session s where s.user_id = :me and s.remember_id = r.id)""")
                .param("me", currentUser.require().id())
                .param("since", Sql.utc(clock.instant().minus(Duration.ofDays(rules.current().rememberDays())))).query(Integer.class).single();
    }

    @RolesAllowed(Role.IS_ADMINISTRATOR)
    @Transactional(readOnly = true)
    public List<SessionRow> of(long userId) {
        return of(userId, current());
    }

    /** Ends all sessions of a person and what keeps their devices signed in; administrators end their own elsewhere. */
    @RolesAllowed(Role.IS_ADMINISTRATOR)
    @Transactional
    public void endAll(long userId) {
        store.endAll(userId, SecurityReason.BY_ADMINISTRATOR, userId == currentUser.require().id() ? current() : null);
    }

    private List<SessionRow> of(long userId, @Nullable Long current) {
        var now = clock.instant();
        return jdbc.sql("""
                select s.*, r.id known_device from security_session s left join security_remember r on r.id = s.remember_id
                where s.user_id = :user and s.seen_at > :since order by case s.id when :current then 0 else 1 end, s.seen_at desc, s.id""")
                .param("user", userId).param("since", Sql.utc(now.minus(Duration.ofMinutes(rules.current().idleMinutes()))))
                .param("current", current == null ? -1 : current)
                .query((row, n) -> new SessionRow(row.getLong("id"), Devices.name(row.getString("device")), row.getString("address"),
                        Sql.instant(row.getObject("started_at", LocalDateTime.class)), Sql.instant(row.getObject("seen_at", LocalDateTime.class)),
                        row.getObject("known_device") != null, Long.valueOf(row.getLong("id")).equals(current))).list();
    }

    /** The session of the request at hand; null outside of one. */
    private static @Nullable Long current() {
        var mark = mark();
        return mark == null ? null : mark.id;
    }

    private static @Nullable SessionMark mark() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? SessionMark.of(attributes.getRequest().getSession(false)) : null;
    }
}
