package app.mainstay.coverage;

import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Holds people until the transaction ends, so that of two who write leaves or handovers of one person the second sees what the first wrote.
 * In the order of their ids, and after the row of the leave or handover itself, so that nobody waits in a circle.
 */
@Component
class HeldPeople {

    private final UserService users;
    private final JdbcClient jdbc;

    HeldPeople(UserService users, JdbcClient jdbc) {
        this.users = users;
        this.jdbc = jdbc;
    }

    /** The people by id, kept in unit, role and activity, too. */
    Map<Long, UserRow> hold(Collection<Long> ids) {
        List<Long> ordered = ids.stream().distinct().sorted().toList();
        for (long id : ordered) {
            if (users.find(id).isPresent()) {
                // One statement that ends with the lock, whether or not the row was there.
                jdbc.sql("insert into coverage_person (user_id) values (?) on duplicate key update user_id = user_id").param(id).update();
            }
        }
        return ordered.stream().map(users::findAndHold).flatMap(Optional::stream).collect(Collectors.toMap(UserRow::id, person -> person));
    }
}
