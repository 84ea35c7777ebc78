package app.mainstay.security;

import app.mainstay.security.log.SecurityEvent;
import app.mainstay.security.log.SecurityLog;
import app.mainstay.security.log.SecurityReason;
import app.mainstay.security.signin.SignInDelays;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Private addresses under which a program that cannot sign in reads what one person sees. Whoever has the address reads; it is shown once, when it is
 * made, and the database holds only its hash. A person has one at most; a new one ends the old one.
 */
@Service
public class PrivateFeeds {

    /** Reading is noted no more often. */
    private static final Duration NOTED = Duration.ofMinutes(15);

    /** @param readAt when a program last read it, to a quarter of an hour; null: never */
    public record Standing(Instant createdAt, @Nullable Instant readAt) {
    }

    /**
     * What a bearer gets.
     *
     * @param content null: there is no such address, or {@code delay} is not zero
     * @param delay   guesses were too many; the next one is answered after so long
     */
    public record Reading<T>(@Nullable T content, Duration delay) {
    }

    private record Stored(long userId, String language, @Nullable Instant readAt) {
    }

    private final JdbcClient jdbc;
    private final UserQueries users;
    private final CurrentUser currentUser;
    private final SignInDelays delays;
    private final SecurityLog log;
    private final Clock clock;

    PrivateFeeds(JdbcClient jdbc, UserQueries users, CurrentUser currentUser, SignInDelays delays, SecurityLog log, Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.currentUser = currentUser;
        this.delays = delays;
        this.log = log;
        this.clock = clock;
    }

    /** The acting person's own; empty: there is none. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Optional<Standing> mine() {
        return jdbc.sql("select created_at, read_at from security_feed where user_id = ?").param(currentUser.require().id())
                .query((row, n) -> new Standing(Sql.instant(row.getObject(1, LocalDateTime.class)), instant(row.getObject(2, LocalDateTime.class)))).optional();
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime utc) {
        return utc == null ? null : Sql.instant(utc);
    }

    /** Makes an address for the acting person, in place of any other, and returns its secret, which nobody can be told again. @param locale in which it speaks */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public String renew(Locale locale) {
        long me = currentUser.require().id();
        users.lock(me);
        String token = Tokens.make();
        jdbc.sql("delete from security_feed where user_id = ?").param(me).update();
        jdbc.sql("insert into security_feed (user_id, token_hash, language, created_at) values (?, ?, ?, ?)").param(me).param(Tokens.hash(token))
                .param(locale.toLanguageTag()).param(Sql.utc(clock.instant())).update();
        log.record(SecurityEvent.FEED_MADE, me, null);
        return token;
    }

    /** The acting person's address stops working. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void revoke() {
        long me = currentUser.require().id();
        if (jdbc.sql("delete from security_feed where user_id = ?").param(me).update() > 0) {
            log.record(SecurityEvent.FEED_REVOKED, me, null);
        }
    }

    /**
     * Does the work as the person whose address it is, in that person's language. Who guesses waits as at sign-in; who knows an address is never made to
     * wait by others who guess.
     *
     * @param address where the request comes from
     */
    @PermitAll
    public <T> Reading<T> read(String token, @Nullable String address, Function<Locale, T> work) {
        var stored = jdbc.sql("select user_id, language, read_at from security_feed where token_hash = ?").param(Tokens.hash(token))
                .query((row, n) -> new Stored(row.getLong(1), row.getString(2), instant(row.getObject(3, LocalDateTime.class)))).optional().orElse(null);
        var viewer = stored == null ? null : users.viewer(stored.userId()).filter(Viewer::isEnabled).filter(user -> !user.is(Role.ADMINISTRATOR)).orElse(null);
        if (stored == null || viewer == null) {
            var attempt = delays.attempt("feed " + token, address);
            if (attempt.first()) {
                log.recordAnyway(SecurityEvent.DELAY, null, attempt.user() ? SecurityReason.FEED : SecurityReason.ADDRESS, null);
            }
            return new Reading<>(null, attempt.delay());
        }
        viewer.eraseCredentials();
        Instant now = clock.instant();
        if (stored.readAt() == null || !stored.readAt().plus(NOTED).isAfter(now)) {
            jdbc.sql("update security_feed set read_at = ? where user_id = ? and token_hash = ?").param(Sql.utc(now)).param(stored.userId()).param(Tokens.hash(token)).update();
        }
        var locale = Locale.forLanguageTag(stored.language());
        return new Reading<>(Acting.as(UsernamePasswordAuthenticationToken.authenticated(viewer, null, viewer.getAuthorities()), () -> work.apply(locale)), Duration.ZERO);
    }
}
