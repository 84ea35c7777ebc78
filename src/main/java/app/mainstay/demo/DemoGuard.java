package app.mainstay.demo;

import app.mainstay.security.SystemWork;
import app.mainstay.security.UserService;
import app.mainstay.shared.BeforeOpening;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * Keeps the demonstration's well-known passwords and real data apart, in every profile: asked before anything is written and
 * before the server listens.
 */
@Component
class DemoGuard extends BeforeOpening {

    private final DemoMarker marker;
    private final UserService users;
    private final boolean demo;
    private final @Nullable String address;
    private final String database;

    DemoGuard(DemoMarker marker, UserService users, Environment environment, @Value("${server.address:#{null}}") @Nullable String address,
              @Value("${spring.datasource.url:}") String database) {
        super(CHECK);
        this.marker = marker;
        this.users = users;
        this.demo = environment.acceptsProfiles(Profiles.of("demo"));
        this.address = address;
        this.database = database.replaceFirst("[;?].*", "");
    }

    @Override
    protected void run() {
        var state = marker.state();
        if (!demo && state != DemoMarker.State.ABSENT) {
            throw new RefusedStart("The database " + database + " holds the demonstration company, whose passwords everybody knows,"
                    + " so Mainstay opens it in the profile \"demo\" only.",
                    "Start with ./mainstay run, or give spring.datasource.url another database.");
        }
        if (demo && !isLoopback()) {
            throw new RefusedStart("The demonstration company, whose passwords everybody knows, is served to this machine only,"
                    + " but server.address is " + address + ".",
                    "Leave server.address at 127.0.0.1, or start without the profile \"demo\".");
        }
        if (demo && state == DemoMarker.State.ABSENT && SystemWork.run(users::any)) {
            throw new RefusedStart("The database " + database + " holds users that the demonstration did not make,"
                    + " so Mainstay does not open it in the profile \"demo\".",
                    "Start without the profile \"demo\", or give spring.datasource.url an empty database.");
        }
        if (demo && state == DemoMarker.State.UNFINISHED) {
            throw new RefusedStart("The making of the demonstration company in " + database + " was interrupted.",
                    "Delete that database (by default the folder data) and start again.");
        }
    }

    private boolean isLoopback() {
        try {
            return address != null && !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
