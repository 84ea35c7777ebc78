package app.mainstay.meeting.cadence;

import app.mainstay.account.Tier;
import app.mainstay.shared.Sql;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of cadence as they follow from meetings, tiers and rules; {@link CadencePages} reads them. */
@Repository
class CadenceStore {

    /** Somebody who decides or approves at the account and was, or is to be, there. */
    private static final String EXECUTIVE = """
            case when exists (select 1 from meeting_attendee t join account_contact p on p.id = t.contact_id
                where t.meeting_id = m.id and p.account_id = ma.account_id and t.response <> 'DECLINED' and (t.attended is null or t.attended = true)
                and case p.decision_role when 'DECISION_MAKER' then 1 when 'APPROVER' then 1 else 0 end = 1) then 1 else 0 end""";

    /** A row as it is to be. */
    private record Key(long account, ContactLevel level) {
    }

    private record Values(Tier tier, int number, IntervalUnit unit, LocalDate started, @Nullable LocalDate last, LocalDate due, @Nullable LocalDate planned) {
    }

    private record Rule(Tier tier, ContactLevel level, int number, IntervalUnit unit, LocalDate since) {
    }

    private record Base(long account, Tier tier, LocalDate started) {
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    CadenceStore(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** Computes the rows of these accounts again, whose rows are locked until the transaction ends. */
    void refresh(Collection<Long> accountIds, Instant now, ZoneId zone) {
        if (accountIds.isEmpty()) {
            return;
        }
        var ids = jdbc.sql("select id from account where id in (:ids) order by id for update").param("ids", new HashSet<>(accountIds)).query(Long.class).list();
        if (ids.isEmpty()) {
            return;
        }
        var wanted = wanted(ids, now, zone);
        Map<Key, Values> stored = new HashMap<>();
        jdbc.sql("select account_id, contact_level, tier, every_number, every_unit, started_on, last_on, due_on, planned_on from meeting_cadence where account_id in (:ids)")
                .param("ids", ids).query(row -> {
                    stored.put(new Key(row.getLong(1), ContactLevel.valueOf(row.getString(2))), new Values(Tier.valueOf(row.getString(3)), row.getInt(4),
                            IntervalUnit.valueOf(row.getString(5)), day(row, 6), nullable(row, 7), day(row, 8), nullable(row, 9)));
                });
        List<@Nullable Object[]> changed = new ArrayList<>();
        List<@Nullable Object[]> added = new ArrayList<>();
        wanted.forEach((key, values) -> {
            var before = stored.remove(key);
            if (!values.equals(before)) {
                (before == null ? added : changed).add(new @Nullable Object[] {values.tier().name(), values.number(), values.unit().name(), Date.valueOf(values.started()),
                        values.last() == null ? null : Date.valueOf(values.last()), Date.valueOf(values.due()), values.planned() == null ? null : Date.valueOf(values.planned()),
                        key.account(), key.level().name()});
            }
        });
        int[] types = {Types.VARCHAR, Types.INTEGER, Types.VARCHAR, Types.DATE, Types.DATE, Types.DATE, Types.DATE, Types.BIGINT, Types.VARCHAR};
        batches.batchUpdate("delete from meeting_cadence where account_id = ? and contact_level = ?", stored.keySet().stream()
                .map(key -> new Object[] {key.account(), key.level().name()}).toList());
        batches.batchUpdate("update meeting_cadence set tier = ?, every_number = ?, every_unit = ?, started_on = ?, last_on = ?, due_on = ?, planned_on = ? "
                + "where account_id = ? and contact_level = ?", changed, types);
        batches.batchUpdate("insert into meeting_cadence (tier, every_number, every_unit, started_on, last_on, due_on, planned_on, account_id, contact_level) "
                + "values (?, ?, ?, ?, ?, ?, ?, ?, ?)", added, types);
    }

    private Map<Key, Values> wanted(List<Long> ids, Instant now, ZoneId zone) {
        var rules = jdbc.sql("select tier, contact_level, every_number, every_unit, since from meeting_cadence_rule where every_number is not null")
                .query((row, n) -> new Rule(Tier.valueOf(row.getString(1)), ContactLevel.valueOf(row.getString(2)), row.getInt(3), IntervalUnit.valueOf(row.getString(4)), day(row, 5)))
                .list();
        // Since when the account is of its tier: the latest start is its own.
        var bases = jdbc.sql("""
                        select a.id, a.tier, max(p.valid_from) from account a join account_tier_period p on p.account_id = a.id
                        where a.id in (:ids) and a.tier is not null and a.archived_at is null and a.lifecycle <> 'CHURNED' group by a.id, a.tier""").param("ids", ids)
                .query((row, n) -> new Base(row.getLong(1), Tier.valueOf(row.getString(2)), day(row, 3))).list();
        var last = met("HELD", "max", "m.starts_at <= :now", ids, now, zone);
        var next = met("PLANNED", "min", "m.starts_at > :now", ids, now, zone);
        Map<Key, Values> wanted = new HashMap<>();
        for (var base : bases) {
            for (var rule : rules) {
                if (rule.tier() == base.tier()) {
                    var key = new Key(base.account(), rule.level());
                    LocalDate started = base.started().isBefore(rule.since()) ? rule.since() : base.started();
                    wanted.put(key, new Values(rule.tier(), rule.number(), rule.unit(), started, last.get(key),
                            CadenceDays.due(started, last.get(key), rule.number(), rule.unit()), next.get(key)));
                }
            }
        }
        return wanted;
    }

    private Map<Key, LocalDate> met(String state, String which, String when, List<Long> ids, Instant now, ZoneId zone) {
        Map<Key, LocalDate> days = new HashMap<>();
        jdbc.sql("select account_id, " + which + "(starts_at), " + which + "(case executive when 1 then starts_at end) from (select ma.account_id, m.starts_at, " + EXECUTIVE
                        + " executive from meeting_account ma join meeting m on m.id = ma.meeting_id where ma.account_id in (:ids) and m.state = :state and m.kind <> 'INTERNAL' and "
                        + when + ") x group by account_id").param("ids", ids).param("state", state).param("now", Sql.utc(now)).query(row -> {
                            day(row, 2, zone, ContactLevel.WORKING, days);
                            day(row, 3, zone, ContactLevel.EXECUTIVE, days);
                        });
        return days;
    }

    private static void day(ResultSet row, int column, ZoneId zone, ContactLevel level, Map<Key, LocalDate> days) throws SQLException {
        var at = row.getObject(column, LocalDateTime.class);
        if (at != null) {
            days.put(new Key(row.getLong(1), level), Sql.instant(at).atZone(zone).toLocalDate());
        }
    }

    static LocalDate day(ResultSet row, int column) throws SQLException {
        return row.getDate(column).toLocalDate();
    }

    static @Nullable LocalDate nullable(ResultSet row, int column) throws SQLException {
        var day = row.getDate(column);
        return day == null ? null : day.toLocalDate();
    }

    /**
     * Accounts behind that id whose rows are not those of their tier and its rules, or whose planned meeting has passed, ascending. Each table is gone along by
     * its own key, so that whoever asks on behind the last one goes through both but once.
     *
     * @param about so many, or twice as many
     */
    List<Long> stale(long after, LocalDate today, int about) {
        var lacking = lacking("a.id > :after", "after", after, about);
        var outdated = outdated("c.account_id > :after", "after", after, today, about);
        // Where one of them goes on, what the other has behind its last one waits.
        long until = Math.min(lacking.size() < about ? Long.MAX_VALUE : lacking.getLast(), outdated.size() < about ? Long.MAX_VALUE : outdated.getLast());
        return together(lacking, outdated).filter(id -> id <= until).toList();
    }

    /** Those of these accounts. */
    List<Long> stale(Collection<Long> accountIds, LocalDate today) {
        return accountIds.isEmpty() ? List.of() : together(lacking("a.id in (:ids)", "ids", accountIds, Integer.MAX_VALUE),
                outdated("c.account_id in (:ids)", "ids", accountIds, today, Integer.MAX_VALUE)).toList();
    }

    private static Stream<Long> together(List<Long> some, List<Long> others) {
        return Stream.concat(some.stream(), others.stream()).distinct().sorted();
    }

    private List<Long> lacking(String which, String name, Object value, int most) {
        return jdbc.sql("select /*+ INDEX(a PRIMARY) */ a.id from account a where " + which + """
                        \sand a.archived_at is null and a.lifecycle <> 'CHURNED' and exists (select /*+ NO_SEMIJOIN() */ 1 from meeting_cadence_rule r
                            left join meeting_cadence c on c.account_id = a.id and c.contact_level = r.contact_level
                            where r.tier = a.tier and r.every_number is not null and (c.account_id is null or c.tier <> a.tier or c.every_number <> r.every_number
                            or c.every_unit <> r.every_unit or c.started_on < r.since)) order by a.id limit :most""")
                .param(name, value).param("most", most).query(Long.class).list();
    }

    private List<Long> outdated(String which, String name, Object value, LocalDate today, int most) {
        return jdbc.sql("select /*+ INDEX(c PRIMARY) */ c.account_id from meeting_cadence c where " + which + """
                        \sand (c.planned_on < :today
                            or exists (select /*+ NO_SEMIJOIN() */ 1 from account a join meeting_cadence_rule r on r.tier = c.tier and r.contact_level = c.contact_level
                            where a.id = c.account_id and (a.archived_at is not null or a.lifecycle = 'CHURNED' or a.tier is null or r.every_number is null)))
                        order by c.account_id limit :most""")
                .param(name, value).param("today", today).param("most", most).query(Long.class).list();
    }

    /** Accounts written since, in no order. */
    List<Long> written(Instant since, int most) {
        return jdbc.sql("select id from account where updated_at >= ? limit ?").param(Sql.utc(since)).param(most).query(Long.class).list();
    }

    /** Which rules there are, as a text to compare. */
    String rules() {
        return jdbc.sql("select id, version from meeting_cadence_rule order by id").query((row, n) -> row.getLong(1) + "." + row.getInt(2)).list().toString();
    }

    /** Behind that id, ascending. */
    List<Long> accounts(long after, int most) {
        return jdbc.sql("select distinct account_id from meeting_cadence where account_id > ? order by account_id limit ?").param(after).param(most).query(Long.class).list();
    }

    void remove(long accountId) {
        jdbc.sql("delete from meeting_cadence where account_id = ?").param(accountId).update();
    }
}
