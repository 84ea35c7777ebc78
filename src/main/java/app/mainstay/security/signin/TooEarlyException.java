package app.mainstay.security.signin;

import java.io.Serial;
import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** After too many failures: the password was not even looked at. */
public final class TooEarlyException extends AuthenticationException {

    @Serial
    private static final long serialVersionUID = 1;

    public TooEarlyException() {
        super("too early");
    }

    /** Full seconds until the next attempt, rounded up, so that whoever waits as told is not too early again. */
    public static long seconds(Duration wait) {
        return wait.plusMillis(999).toSeconds();
    }
}
