package app.mainstay.security.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.DefaultRedirectStrategy;

/**
 * Leads back to the sign-in page, whose address says what went wrong and how many seconds to wait; nothing else, and for
 * everybody the same who does not know the password.
 */
public final class SignInFailure implements AuthenticationFailureHandler {

    /** Of the request: how long the next attempt has to wait. */
    public static final String WAIT = SignInFailure.class.getName() + ".wait";

    private final DefaultRedirectStrategy redirect = new DefaultRedirectStrategy();

    @Override
    public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) throws IOException {
        long seconds = request.getAttribute(WAIT) instanceof Duration wait ? TooEarlyException.seconds(wait) : 0;
        redirect.sendRedirect(request, response, "/login?" + (failure instanceof TooEarlyException ? "early"
                : failure instanceof CredentialsExpiredException ? "expired"
                : failure instanceof AuthenticationServiceException ? "unavailable" : "error")
                + (seconds > 0 ? "&wait=" + seconds : ""));
    }
}
