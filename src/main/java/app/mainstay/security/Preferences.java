package app.mainstay.security;

import jakarta.annotation.security.RolesAllowed;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a person has chosen for the own screens: language, colours, columns. */
@Service
public class Preferences {

    public static final String LANGUAGE = "language";
    public static final String COLOURS = "colours";

    private final JdbcClient jdbc;
    private final CurrentUser currentUser;

    Preferences(JdbcClient jdbc, CurrentUser currentUser) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
    }

    @SignedIn
    @Transactional(readOnly = true)
    public Optional<String> get(String name) {
        return jdbc.sql("select val from security_preference where user_id = ? and name = ?")
                .param(currentUser.require().id()).param(name).query(String.class).optional();
    }

    /** Several at once; those that were never chosen are missing. */
    @SignedIn
    @Transactional(readOnly = true)
    public Map<String, String> get(Set<String> names) {
        Map<String, String> chosen = new HashMap<>();
        jdbc.sql("select name, val from security_preference where user_id = :me and name in (:names)").param("me", currentUser.require().id()).param("names", names)
                .query(row -> {
                    chosen.put(row.getString(1), row.getString(2));
                });
        return chosen;
    }

    /** What another person has chosen, for what the system does for them. */
    @RolesAllowed(Role.IS_SYSTEM)
    @Transactional(readOnly = true)
    public Optional<String> of(long userId, String name) {
        return jdbc.sql("select val from security_preference where user_id = ? and name = ?").param(userId).param(name).query(String.class).optional();
    }

    /** @param value at most 4,000 characters */
    @SignedIn
    @Transactional
    public void set(String name, String value) {
        long me = currentUser.require().id();
        jdbc.sql("delete from security_preference where user_id = ? and name = ?").param(me).param(name).update();
        jdbc.sql("insert into security_preference (user_id, name, val) values (?, ?, ?)").param(me).param(name).param(value).update();
    }
}
