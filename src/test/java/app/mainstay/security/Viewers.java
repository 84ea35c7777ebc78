package app.mainstay.security;

import java.util.function.Supplier;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

/** Makes signed-in people for tests, who then need no password. */
public class Viewers {

    private final UserQueries users;

    Viewers(UserQueries users) {
        this.users = users;
    }

    /** The person as a sign-in right now would carry them. */
    public Viewer of(long userId) {
        var viewer = users.viewer(userId).orElseThrow();
        viewer.eraseCredentials();
        return viewer;
    }

    /** Does something as that person, whoever has a screen open in this thread. */
    public <T> T as(Viewer viewer, Supplier<T> work) {
        return Acting.as(UsernamePasswordAuthenticationToken.authenticated(viewer, null, viewer.getAuthorities()), work);
    }
}
