package app.mainstay.coverage;

import app.mainstay.shared.Sql;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The days of leaves. What somebody is on a day, away or standing in, is one row, so that nobody is both and no two leaves overlap; whoever
 * writes holds the people until the transaction ends, so that what is asked before is still true.
 */
@Repository
class LeaveDays {

    /** A leave that is in the way. @param byName who entered it */
    record InTheWay(long leaveId, String name, LocalDate from, LocalDate until, String byName, Instant at) {
    }

    private final JdbcTemplate jdbc;
    private final JdbcClient client;

    LeaveDays(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        client = JdbcClient.create(jdbc);
    }

    /** Locks a leave until the transaction ends; before its people, so that nobody waits in a circle. */
    boolean lock(long leaveId) {
        return client.sql("select id from coverage_leave where id = ? for update").param(leaveId).query(Long.class).optional().isPresent();
    }

    /** Locks the leaves now and ahead in which that person stands in, and returns them. */
    List<Long> lockDuties(long standInId, LocalDate today) {
        return client.sql("""
                        select id from coverage_leave where stand_in_id = ? and state = 'PLANNED' and until_day >= ? order by id for update""")
                .param(standInId).param(today).query(Long.class).list();
    }

    List<Long> usersOf(Collection<Long> leaveIds) {
        return leaveIds.isEmpty() ? List.of() : client.sql("select distinct user_id from coverage_leave where id in (:ids)").param("ids", leaveIds)
                .query(Long.class).list();
    }

    /** Another leave of the person in these days. */
    Optional<InTheWay> leaveOf(long userId, LocalDate from, LocalDate until, @Nullable Long exceptLeave) {
        return inTheWay("d.user_id", userId, from, until, exceptLeave);
    }

    /** A leave of somebody else in which the person stands in, in these days. */
    Optional<InTheWay> dutyOf(long userId, LocalDate from, LocalDate until, @Nullable Long exceptLeave) {
        return inTheWay("d.stand_in_id", userId, from, until, exceptLeave);
    }

    private Optional<InTheWay> inTheWay(String column, long userId, LocalDate from, LocalDate until, @Nullable Long exceptLeave) {
        return client.sql("select l.id, u.display_name, l.from_day, l.until_day, c.display_name by_name, l.created_at "
                        + "from coverage_leave_day d join coverage_leave l on l.id = d.leave_id join security_user u on u.id = l.user_id "
                        + "join security_user c on c.id = l.created_by where " + column
                        + " = :user and d.on_day between :from and :until and d.leave_id <> :except order by d.on_day limit 1")
                .param("user", userId).param("from", from).param("until", until).param("except", exceptLeave == null ? 0 : exceptLeave)
                .query((row, n) -> new InTheWay(row.getLong("id"), row.getString("display_name"), row.getObject("from_day", LocalDate.class),
                        row.getObject("until_day", LocalDate.class), row.getString("by_name"),
                        Sql.instant(row.getObject("created_at", LocalDateTime.class)))).optional();
    }

    /** Those of the people who are away on one of these days, but for that leave. */
    Set<Long> away(Collection<Long> userIds, LocalDate from, LocalDate until) {
        return userIds.isEmpty() ? Set.of() : new HashSet<>(client.sql("""
                        select distinct user_id from coverage_leave_day where user_id in (:users) and on_day between :from and :until""")
                .param("users", userIds).param("from", from).param("until", until).query(Long.class).list());
    }

    /** Writes the days of a leave. @param coveredFrom days before have no stand-in: nobody acted then */
    void write(long leaveId, long userId, @Nullable Long standInId, LocalDate from, LocalDate until, LocalDate coveredFrom) {
        var days = from.datesUntil(until.plusDays(1)).toList();
        insert("insert into coverage_day (user_id, on_day, part) values (?, ?, 'AWAY')", days, day -> new Object[] {userId, day});
        if (standInId != null) {
            var known = new HashSet<>(client.sql("select on_day from coverage_day where user_id = ? and on_day between ? and ? and part = 'STAND_IN'")
                    .param(standInId).param(from).param(until).query((row, n) -> row.getObject(1, LocalDate.class)).list());
            insert("insert into coverage_day (user_id, on_day, part) values (?, ?, 'STAND_IN')",
                    days.stream().filter(day -> !day.isBefore(coveredFrom) && !known.contains(day)).toList(),
                    day -> new Object[] {standInId, day});
        }
        jdbc.batchUpdate("insert into coverage_leave_day (user_id, on_day, leave_id, stand_in_id) values (?, ?, ?, ?)",
                days.stream().map(day -> new @Nullable Object[] {userId, day, leaveId, day.isBefore(coveredFrom) ? null : standInId}).toList(),
                new int[] {Types.BIGINT, Types.DATE, Types.BIGINT, Types.BIGINT});
    }

    private void insert(String sql, List<LocalDate> days, Function<LocalDate, Object[]> row) {
        if (!days.isEmpty()) {
            jdbc.batchUpdate(sql, days.stream().map(row).toList(), new int[] {Types.BIGINT, Types.DATE});
        }
    }

    /** Takes the days of a leave from that day on away, and what the people were on them. */
    void clear(long leaveId, long userId, LocalDate from) {
        var standIns = client.sql("select distinct stand_in_id from coverage_leave_day where leave_id = ? and on_day >= ? and stand_in_id is not null")
                .param(leaveId).param(from).query(Long.class).list();
        var days = client.sql("select on_day from coverage_leave_day where leave_id = ? and on_day >= ?").param(leaveId).param(from)
                .query((row, n) -> row.getObject(1, LocalDate.class)).list();
        if (days.isEmpty()) {
            return;
        }
        client.sql("delete from coverage_leave_day where leave_id = ? and on_day >= ?").param(leaveId).param(from).update();
        client.sql("delete from coverage_day where user_id = :user and part = 'AWAY' and on_day in (:days)").param("user", userId).param("days", days)
                .update();
        for (long standIn : standIns) {
            client.sql("""
                            delete from coverage_day where user_id = :standIn and part = 'STAND_IN' and on_day in (:days) and not exists
                            (select 1 from coverage_leave_day d where d.stand_in_id = :standIn and d.on_day = coverage_day.on_day)""")
                    .param("standIn", standIn).param("days", days).update();
        }
    }
}
