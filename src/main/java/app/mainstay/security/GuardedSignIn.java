package app.mainstay.security;

import app.mainstay.security.log.SecurityEvent;
import app.mainstay.security.log.SecurityLog;
import app.mainstay.security.log.SecurityReason;
import app.mainstay.security.signin.SignInDelays;
import app.mainstay.security.signin.SignInFailure;
import app.mainstay.security.signin.TooEarlyException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.transaction.TransactionException;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Sign-in by name and password: delays before it, the log behind it. To the outside everything that fails is the same, in words and in time:
 * Spring's provider hashes for an unknown name, too, and somebody inactive counts as unknown to it.
 */
final class GuardedSignIn implements AuthenticationProvider {

    private final DaoAuthenticationProvider passwords;
    private final Passwords oneTime;
    private final UserQueries users;
    private final SignInDelays delays;
    private final SecurityLog log;

    GuardedSignIn(DaoAuthenticationProvider passwords, Passwords oneTime, UserQueries users, SignInDelays delays, SecurityLog log) {
        this.passwords = passwords;
        this.oneTime = oneTime;
        this.users = users;
        this.delays = delays;
        this.log = log;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return passwords.supports(authentication);
    }

    @Override
    public @Nullable Authentication authenticate(Authentication asked) throws AuthenticationException {
        try {
            return guarded(asked);
        } catch (TransactionException | DataAccessException unreachable) {
            throw new AuthenticationServiceException("the database does not answer", unreachable);
        }
    }

    private @Nullable Authentication guarded(Authentication asked) throws AuthenticationException {
        String name = asked.getName().strip().toLowerCase(Locale.ROOT);
        String address = asked.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : null;
        var attempt = delays.attempt(name, address);
        if (attempt.isTooEarly()) {
            if (attempt.first()) {
                log.recordAnyway(SecurityEvent.DELAY, users.viewer(name).map(Viewer::id).orElse(null),
                        attempt.user() ? SecurityReason.USER : SecurityReason.ADDRESS, null);
            }
            say(attempt.delay());
            throw new TooEarlyException();
        }
        try {
            var authentication = passwords.authenticate(asked);
            if (authentication.getPrincipal() instanceof Viewer viewer && oneTime.isExpired(viewer.id())) {
                throw new CredentialsExpiredException("a one-time password, too old");
            }
            delays.succeeded(name, address);
            return authentication;
        } catch (CredentialsExpiredException expired) {
            // Told to whoever knew the password, and to nobody else.
            log.recordAnyway(SecurityEvent.FAILURE, users.viewer(name).map(Viewer::id).orElse(null), SecurityReason.EXPIRED, null);
            say(attempt.next());
            throw expired;
        } catch (AuthenticationServiceException unreachable) {
            // Nobody failed but us.
            throw unreachable;
        } catch (AuthenticationException failure) {
            var viewer = users.viewer(name);
            log.recordAnyway(SecurityEvent.FAILURE, viewer.map(Viewer::id).orElse(null), viewer.map(GuardedSignIn::reason)
                    .orElse(SecurityReason.UNKNOWN_NAME), null);
            say(attempt.next());
            throw failure;
        }
    }

    private static SecurityReason reason(Viewer viewer) {
        return !viewer.isEnabled() ? SecurityReason.INACTIVE : viewer.getPassword() == null ? SecurityReason.NO_PASSWORD : SecurityReason.WRONG_PASSWORD;
    }

    private static void say(Duration wait) {
        var request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(SignInFailure.WAIT, wait, RequestAttributes.SCOPE_REQUEST);
        }
    }
}
