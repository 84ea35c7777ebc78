package app.mainstay.audit;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who changed a row last, as its history tells. */
public final class LastActor {

    private LastActor() {
    }

    /** @param history the table's history; nobody where it was the system, or where the row has none */
    public static Optional<String> of(JdbcClient jdbc, String history, long id) {
        return jdbc.sql("select u.display_name from " + history + " h join audit_revision r on r.id = h.rev left join security_user u on u.id = r.actor_id "
                + "where h.id = ? order by h.rev desc limit 1").param(id).query((row, number) -> Optional.ofNullable(row.getString(1))).optional().flatMap(name -> name);
    }
}
