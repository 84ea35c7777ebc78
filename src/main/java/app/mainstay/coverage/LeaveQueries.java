package app.mainstay.coverage;

import app.mainstay.security.Role;
import app.mainstay.security.UserRow;
import app.mainstay.shared.Names;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads leaves for lists, one query each. */
@Repository
class LeaveQueries {

    /** @param unitId the person's */
    record Found(LeaveRow row, long unitId) {
    }

    private static final String FROM = """
             from coverage_leave l join security_user u on u.id = l.user_id join security_unit n on n.id = u.unit_id
            join security_user c on c.id = l.created_by left join security_user s on s.id = l.stand_in_id""";

    private final JdbcClient jdbc;

    LeaveQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Sql where(LeaveFilter filter, LocalDate today) {
        var where = new Sql();
        if (filter.text() != null) {
            String key = Sql.like(Names.key(filter.text()));
            where.and("(" + named("u") + " or " + named("s") + ")").with("text", "%" + key + "%").with("start", key + "%");
        }
        if (!filter.states().isEmpty()) {
            List<String> any = new ArrayList<>();
            for (var state : filter.states()) {
                any.add(switch (state) {
                    case AHEAD -> "l.state = 'PLANNED' and l.from_day > :today";
                    case NOW -> "l.state = 'PLANNED' and l.from_day <= :today and l.until_day >= :today";
                    case OVER -> "l.state = 'PLANNED' and l.until_day < :today";
                    case CANCELLED -> "l.state = 'CANCELLED'";
                });
            }
            where.and("(" + String.join(" or ", any) + ")").with("today", today);
        }
        if (!filter.users().isEmpty()) {
            where.and("(l.user_id in (:users) or l.stand_in_id in (:users))", "users", filter.users());
        }
        if (filter.days() != null) {
            where.and("l.state = 'PLANNED' and l.until_day >= :first and l.from_day <= :last").with("first", today)
                    .with("last", today.plusDays(filter.days()));
        }
        if (filter.uncovered()) {
            where.and("l.stand_in_id is null");
        }
        return where;
    }

    private static String named(String person) {
        return "lower(" + person + ".display_name) like :text escape '!' or " + person + ".name_initials like :start escape '!' or " + person
                + ".name_sort like :start escape '!'";
    }

    List<Found> page(Sql where, Slice<LeaveSort> slice, LocalDate today) {
        String order = slice.orders().stream().map(o -> o.by().column + (o.descending() ? " desc" : "")).collect(Collectors.joining(", "));
        return jdbc.sql("select l.*, u.display_name user_name, u.unit_id, n.name unit_name, s.display_name stand_in_name, c.display_name creator_name"
                        + FROM + where.where() + " order by " + (order.isEmpty() ? "" : order + ", ") + "l.id limit :limit offset :offset")
                .params(where.params()).param("limit", slice.limit()).param("offset", slice.offset())
                .query((row, n) -> new Found(row(row, today), row.getLong("unit_id"))).list();
    }

    private static LeaveRow row(ResultSet row, LocalDate today) throws SQLException {
        LocalDate from = row.getObject("from_day", LocalDate.class);
        LocalDate until = row.getObject("until_day", LocalDate.class);
        LeaveState state = row.getString("state").equals("CANCELLED") ? LeaveState.CANCELLED : until.isBefore(today) ? LeaveState.OVER
                : from.isAfter(today) ? LeaveState.AHEAD : LeaveState.NOW;
        return new LeaveRow(row.getLong("id"), row.getInt("version"), row.getLong("user_id"), row.getString("user_name"), row.getString("unit_name"),
                row.getObject("stand_in_id", Long.class), row.getString("stand_in_name"), from, until, LeaveKind.valueOf(row.getString("kind")),
                row.getString("note"), state, row.getString("creator_name"), false);
    }

    long count(Sql where, long atMost) {
        return jdbc.sql("select count(*) from (select l.id" + FROM + where.where() + " limit :most) found").params(where.params())
                .param("most", atMost).query(Long.class).single();
    }

    /** Active people who look after accounts, by name. */
    List<UserRow> people(Sql where, @Nullable String text, long offset, int limit) {
        where.and("u.active = true and u.role <> 'ADMINISTRATOR'");
        if (text != null && !text.isBlank()) {
            String key = Sql.like(Names.key(text));
            where.and("(" + named("u") + ")").with("text", "%" + key + "%").with("start", key + "%");
        }
        return jdbc.sql("select u.*, n.name unit_name from security_user u join security_unit n on n.id = u.unit_id" + where.where()
                        + " order by u.name_sort, u.id limit :limit offset :offset")
                .params(where.params()).param("limit", limit).param("offset", offset)
                .query((row, n) -> new UserRow(row.getLong("id"), row.getString("username"), row.getString("display_name"), row.getString("email"),
                        Role.valueOf(row.getString("role")), row.getLong("unit_id"), row.getString("unit_name"), true, true)).list();
    }

    List<Long> accountsOf(long userId, int limit) {
        return jdbc.sql("select id from account where primary_rep_id = ? and archived_at is null limit ?").param(userId).param(limit)
                .query(Long.class).list();
    }

    /** A leave that is turning, and who is away. */
    record Turn(long leaveId, long userId) {
    }

    /** Those that begin that day or ended with the day before. */
    List<Turn> turning(LocalDate day) {
        return jdbc.sql("select id, user_id from coverage_leave where state = 'PLANNED' and (from_day = :day or until_day = :before) order by id")
                .param("day", day).param("before", day.minusDays(1)).query((row, n) -> new Turn(row.getLong(1), row.getLong(2))).list();
    }

    /** Accounts that somebody stopped reading between the two instants. */
    List<Long> readNoMore(Instant from, Instant until, int limit) {
        return jdbc.sql("select distinct account_id from account_reader where until_at > ? and until_at <= ? limit ?").param(Sql.utc(from)).param(Sql.utc(until))
                .param(limit).query(Long.class).list();
    }
}
