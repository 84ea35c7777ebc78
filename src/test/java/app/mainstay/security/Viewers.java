package app.mainstay.security;

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
}
