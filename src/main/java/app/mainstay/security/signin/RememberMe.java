package app.mainstay.security.signin;

import app.mainstay.security.Viewer;
import app.mainstay.security.log.SecurityEvent;
import app.mainstay.security.log.SecurityLog;
import app.mainstay.security.log.SecurityReason;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Sql;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.authentication.rememberme.AbstractRememberMeServices;
import org.springframework.security.web.authentication.rememberme.RememberMeAuthenticationException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps a device signed in by a token that is used once: each use replaces it, so a stolen one is noticed as soon as both the thief and the
 * owner have used it, and then everything of that person ends. The database holds hashes only. Spring's own service keeps tokens in plain
 * text and takes a browser that opens two pages at once for a thief.
 */
public final class RememberMe extends AbstractRememberMeServices {

    /** Of the request: the id of the device's token that let in. */
    static final String DEVICE = RememberMe.class.getName() + ".device";
    /** Only tells our tokens apart from those of another filter chain; nothing is signed with it. */
    public static final String KEY = "mainstay";
    private static final String COOKIE = "mainstay-device";
    /** For a minute: lets the sign-in page say why the device is not signed in any more. */
    public static final String THEFT = "mainstay-theft";
    /** A browser that starts asks for several pages with the one token that it has. */
    private static final Duration AT_ONCE = Duration.ofMinutes(1);
    private static final int TOKEN_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A device's token was used twice, so everything of that person has been ended. */
    public record Theft(long id, long userId) {
    }

    private record Token(long userId, String username, String hash, @Nullable String previousHash, Instant rotatedAt, Instant createdAt) {
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final SignInRules rules;
    private final SessionStore sessions;
    private final SecurityLog log;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    public RememberMe(UserDetailsService users, JdbcClient jdbc, TransactionTemplate transaction, SignInRules rules, SessionStore sessions,
                      SecurityLog log, ApplicationEventPublisher events, Clock clock) {
        super(KEY, users);
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rules = rules;
        this.sessions = sessions;
        this.log = log;
        this.events = events;
        this.clock = clock;
        setCookieName(COOKIE);
        setCookieCustomizer(cookie -> cookie.setAttribute("SameSite", "Lax"));
    }

    @Override
    protected boolean rememberMeRequested(HttpServletRequest request, String parameter) {
        return rules.current().rememberDays() > 0 && super.rememberMeRequested(request, parameter);
    }

    @Override
    protected void onLoginSuccess(HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
        if (authentication.getPrincipal() instanceof Viewer viewer) {
            long id = Ids.next();
            String token = token();
            var now = Sql.utc(clock.instant());
            jdbc.sql("insert into security_remember (id, user_id, token_hash, rotated_at, created_at) values (?, ?, ?, ?, ?)")
                    .param(id).param(viewer.id()).param(hash(token)).param(now).param(now).update();
            sessions.remember(request.getSession(), id);
            give(id, token, Duration.ofDays(rules.current().rememberDays()), request, response);
        }
    }

    private void give(long id, String token, Duration validity, HttpServletRequest request, HttpServletResponse response) {
        setCookie(new String[]{Ids.text(id), token}, (int) validity.toSeconds(), request, response);
    }

    @Override
    protected UserDetails processAutoLoginCookie(String[] parts, HttpServletRequest request, HttpServletResponse response) {
        long id = id(parts).orElseThrow(() -> new RememberMeAuthenticationException("no token of ours"));
        Token known = transaction.execute(status -> use(id, parts[1], request, response));
        if (known == null) {
            throw new RememberMeAuthenticationException("unknown or too old");
        }
        if (known.hash().isEmpty()) {
            var notice = new Cookie(THEFT, "1");
            notice.setPath("/");
            notice.setHttpOnly(true);
            notice.setSecure(request.isSecure());
            notice.setAttribute("SameSite", "Lax");
            notice.setMaxAge((int) AT_ONCE.toSeconds());
            response.addCookie(notice);
            throw new RememberMeAuthenticationException("a token was used twice");
        }
        // Answers with active people only.
        var user = getUserDetailsService().loadUserByUsername(known.username());
        request.setAttribute(DEVICE, id);
        return user;
    }

    private static Optional<Long> id(String[] parts) {
        return parts.length == 2 ? Ids.parse(parts[0]) : Optional.empty();
    }

    /** The token's owner; null where it is not valid any more; with an empty hash where it was used before, which has ended everything. */
    private @Nullable Token use(long id, String presented, HttpServletRequest request, HttpServletResponse response) {
        Instant now = clock.instant();
        var found = jdbc.sql("""
                select r.user_id, u.username, r.token_hash, r.previous_hash, r.rotated_at, r.created_at
                from security_remember r join security_user u on u.id = r.user_id where r.id = ? for update""").param(id)
                .query((row, n) -> new Token(row.getLong("user_id"), row.getString("username"), row.getString("token_hash"),
                        row.getString("previous_hash"), Sql.instant(row.getObject("rotated_at", LocalDateTime.class)),
                        Sql.instant(row.getObject("created_at", LocalDateTime.class)))).optional();
        if (found.isEmpty()) {
            return null;
        }
        Token token = found.get();
        Duration left = Duration.between(now, token.createdAt().plus(Duration.ofDays(rules.current().rememberDays())));
        if (!left.isPositive()) {
            jdbc.sql("delete from security_remember where id = ?").param(id).update();
            return null;
        }
        String hash = hash(presented);
        if (hash.equals(token.hash())) {
            String next = token();
            jdbc.sql("update security_remember set token_hash = ?, previous_hash = ?, rotated_at = ? where id = ?")
                    .param(hash(next)).param(token.hash()).param(Sql.utc(now)).param(id).update();
            give(id, next, left, request, response);
            return token;
        }
        if (hash.equals(token.previousHash()) && now.isBefore(token.rotatedAt().plus(AT_ONCE))) {
            // The page asked for at the same time has brought the browser its next token.
            return token;
        }
        log.record(SecurityEvent.THEFT, token.userId(), null);
        events.publishEvent(new Theft(Ids.next(), token.userId()));
        sessions.endAll(token.userId(), SecurityReason.TOKEN_THEFT, null);
        return new Token(token.userId(), token.username(), "", null, now, now);
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        var mark = SessionMark.of(request.getSession(false));
        if (mark != null) {
            sessions.signedOut(mark);
        }
        String cookie = extractRememberMeCookie(request);
        if (cookie != null && !cookie.isEmpty()) {
            try {
                String[] parts = decodeCookie(cookie);
                id(parts).ifPresent(id -> jdbc.sql("delete from security_remember where id = ? and (token_hash = ? or previous_hash = ?)")
                        .param(id).param(hash(parts[1])).param(hash(parts[1])).update());
            } catch (RuntimeException unreadable) {
                logger.debug("Not a token of ours", unreadable);
            }
        }
        super.logout(request, response, authentication);
    }

    private static String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String hash(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
