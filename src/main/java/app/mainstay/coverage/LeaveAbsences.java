package app.mainstay.coverage;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says who is away by the days of leaves. */
@Component
class LeaveAbsences implements Absences {

    private final JdbcClient jdbc;

    LeaveAbsences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<Long, Absence> on(Collection<Long> userIds, LocalDate day) {
        return userIds.isEmpty() ? Map.of() : jdbc.sql("""
                        select d.user_id, l.until_day, d.stand_in_id, s.display_name
                        from coverage_leave_day d join coverage_leave l on l.id = d.leave_id left join security_user s on s.id = d.stand_in_id
                        where d.user_id in (:users) and d.on_day = :day""")
                .param("users", userIds).param("day", day)
                .query((row, n) -> new Absence(row.getLong("user_id"), row.getObject("until_day", LocalDate.class),
                        row.getObject("stand_in_id", Long.class), row.getString("display_name"))).list().stream()
                .collect(Collectors.toMap(Absence::userId, absence -> absence));
    }
}
