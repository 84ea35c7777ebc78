package app.mainstay.coverage;

import app.mainstay.account.AccountPeople;
import app.mainstay.account.AccountScope;
import app.mainstay.account.Tier;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserService;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Representatives with what they carry, as of a day: past ones from the history of starts, coming ones with what is planned. */
@Service
public class CoverageBoard {

    /** Cards of a column that are read at once. */
    public static final int CARDS = 40;

    /**
     * @param unitId null: all units of the viewer
     * @param on     null: now
     * @param offset of representatives, by name
     */
    public record Query(@Nullable Long unitId, @Nullable LocalDate on, int offset, int limit) {
    }

    /** @param more there are further representatives */
    public record Board(List<Column> columns, boolean more) {
    }

    /**
     * A representative.
     *
     * @param load     with the tiers of today; on another day without absence where nothing is known of it
     * @param uncovered away without a stand-in
     * @param cards    the first {@link #CARDS}, by tier and name
     * @param moreCards how many follow
     */
    public record Column(long userId, String name, long unitId, String unitName, boolean active, Capacity.Load load, boolean uncovered, List<Card> cards,
                         int moreCards) {
    }

    /**
     * An account.
     *
     * @param plannedTo the next planned change's representative, on {@code plannedOn}
     * @param movable   the viewer may reassign it
     */
    public record Card(long accountId, String name, @Nullable Tier tier, Set<Gap> gaps, @Nullable String plannedTo, @Nullable LocalDate plannedOn,
                       boolean movable) {
    }

    /** Why an account is not covered well. */
    public enum Gap implements app.mainstay.shared.Coded {
        AWAY, NO_BACKUP, PLAN_FAILED
    }

    /** How many accounts have which gap, in the units asked for. */
    public record Gaps(long away, long noBackup, long planFailed) {
    }

    private record Person(long id, String name, long unitId, String unitName, boolean active) {
    }

    /** @param on null: now @param before what happened before that instant counts; of past days */
    private record Day(@Nullable LocalDate on, @Nullable Instant before) {

        boolean isPast() {
            return before != null;
        }
    }

    /** An account and who has it on the day asked for. @param total how many that person has */
    private record Found(long accountId, String name, @Nullable Tier tier, long userId, int total, boolean movable) {
    }

    /** Of a failed change: nobody has done anything about it since. */
    private static final String STILL_FAILED = """
            p.state = 'FAILED' and not exists (select 1 from account_representative s where s.account_id = p.account_id and s.valid_from > p.ended_at)
            and not exists (select 1 from coverage_planned n where n.account_id = p.account_id and n.state = 'PLANNED' and n.created_at > p.ended_at)""";

    private final Loads loads;
    private final AccountScope scope;
    private final AccountPeople people;
    private final UserService users;
    private final UnitService units;
    private final CurrentUser currentUser;
    private final SettingsService settings;
    private final JdbcClient jdbc;

    CoverageBoard(Loads loads, AccountScope scope, AccountPeople people, UserService users, UnitService units, CurrentUser currentUser,
                  SettingsService settings, JdbcClient jdbc) {
        this.loads = loads;
        this.scope = scope;
        this.people = people;
        this.users = users;
        this.units = units;
        this.currentUser = currentUser;
        this.settings = settings;
        this.jdbc = jdbc;
    }

    /** Representatives by name, those of {@code query} and what they have. A past day shows only accounts that the viewer still sees. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Board board(Query query) {
        var units = units(query.unitId());
        var day = day(query);
        List<Person> people = units.isEmpty() ? List.of() : people(query, units, day);
        boolean more = people.size() > query.limit();
        people = more ? people.subList(0, query.limit()) : people;
        if (people.isEmpty()) {
            return new Board(List.of(), false);
        }
        var ids = people.stream().map(Person::id).toList();
        var holding = holding(ids, day);
        var absences = day.isPast() ? Map.<Long, Absences.Absence>of() : loads.absences(ids, day.on());
        var carried = day.on() == null ? loads.of(ids) : loads(ids, holding, absences);
        var found = found(holding, 0, CARDS);
        var cards = cards(found, day, absences);
        Map<Long, List<Card>> columns = new HashMap<>();
        Map<Long, Integer> totals = new HashMap<>();
        for (int i = 0; i < found.size(); i++) {
            columns.computeIfAbsent(found.get(i).userId(), id -> new ArrayList<>()).add(cards.get(i));
            totals.put(found.get(i).userId(), found.get(i).total());
        }
        return new Board(people.stream().map(person -> {
            var mine = columns.getOrDefault(person.id(), List.of());
            return new Column(person.id(), person.name(), person.unitId(), person.unitName(), person.active(),
                    Objects.requireNonNull(carried.get(person.id())), isUncovered(absences.get(person.id())), mine,
                    totals.getOrDefault(person.id(), 0) - mine.size());
        }).toList(), more);
    }

    /** Further cards of a column. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<Card> cards(Query query, long userId, int offset, int limit) {
        var units = units(query.unitId());
        if (users.find(userId).filter(user -> units.contains(user.unitId())).isEmpty()) {
            return List.of();
        }
        var day = day(query);
        var absences = day.isPast() ? Map.<Long, Absences.Absence>of() : loads.absences(List.of(userId), day.on());
        return cards(found(holding(List.of(userId), day), offset, limit), day, absences);
    }

    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Gaps gaps(@Nullable Long unitId) {
        var units = units(unitId);
        if (units.isEmpty()) {
            return new Gaps(0, 0, 0);
        }
        long live = count("select count(*) from account a where a.archived_at is null and a.unit_id in (:units)", units);
        long withBackup = count("select count(*) from account_member m join account a on a.id = m.account_id where m.role = 'BACKUP' and a.archived_at is null "
                + "and a.unit_id in (:units)", units);
        long failed = count("select count(distinct p.account_id) from coverage_planned p join account a on a.id = p.account_id where a.archived_at is null "
                + "and a.unit_id in (:units) and " + STILL_FAILED, units);
        var away = loads.absences(jdbc.sql("select id from security_user where active = true and role <> 'ADMINISTRATOR' and unit_id in (:units)")
                .param("units", units).query(Long.class).list(), null).values().stream().filter(CoverageBoard::isUncovered).map(Absences.Absence::userId).toList();
        long uncovered = away.isEmpty() ? 0 : jdbc.sql("select count(*) from account where archived_at is null and primary_rep_id in (:ids)")
                .param("ids", away).query(Long.class).single();
        return new Gaps(uncovered, live - withBackup, failed);
    }

    private Set<Long> units(@Nullable Long unitId) {
        Set<Long> mine = units.subtree(currentUser.require().unitId());
        if (unitId == null) {
            return mine;
        }
        return mine.contains(unitId) ? units.subtree(unitId) : Set.of();
    }

    private Day day(Query query) {
        var today = settings.today();
        if (query.on() == null || query.on().equals(today)) {
            return new Day(null, null);
        }
        return query.on().isAfter(today) ? new Day(query.on(), null)
                : new Day(query.on(), query.on().plusDays(1).atStartOfDay(settings.zone()).toInstant());
    }

    /** One more than asked for tells whether there are more. */
    private List<Person> people(Query query, Set<Long> units, Day day) {
        String who = day.isPast()
                ? "(u.active = true and u.role = 'MEMBER' or exists (select 1 from account_representative h where h.user_id = u.id and h.valid_from < :before))"
                : "u.active = true and (u.role = 'MEMBER' or u.role <> 'ADMINISTRATOR' and exists (select 1 from account h where h.primary_rep_id = u.id "
                + "and h.archived_at is null))";
        var sql = jdbc.sql("select u.id, u.display_name, u.unit_id, n.name unit_name, u.active from security_user u join security_unit n on n.id = u.unit_id "
                        + "where u.unit_id in (:units) and " + who + " order by u.name_sort, u.id limit :limit offset :offset")
                .param("units", units).param("limit", query.limit() + 1).param("offset", query.offset());
        return (day.before() == null ? sql : sql.param("before", Sql.utc(day.before())))
                .query((row, n) -> new Person(row.getLong("id"), row.getString("display_name"), row.getLong("unit_id"), row.getString("unit_name"),
                        row.getBoolean("active"))).list();
    }

    /** Which of these people has which account on that day, as a table of account_id and user_id. */
    private record Holding(String sql, Map<String, Object> params) {
    }

    private Holding holding(List<Long> people, Day day) {
        Map<String, Object> params = new HashMap<>(Map.of("people", people));
        if (day.before() != null) {
            params.put("before", Sql.utc(day.before()));
            return new Holding("""
                    select r.account_id, r.user_id from account_representative r join account x on x.id = r.account_id
                    where r.user_id in (:people) and r.valid_from < :before and (x.archived_at is null or x.archived_at >= :before)
                    and not exists (select 1 from account_representative n where n.account_id = r.account_id and n.valid_from > r.valid_from
                    and n.valid_from < :before)""", params);
        }
        if (day.on() == null) {
            return new Holding("select x.id account_id, x.primary_rep_id user_id from account x where x.archived_at is null and x.primary_rep_id in (:people)",
                    params);
        }
        params.put("day", day.on());
        return new Holding("""
                select x.id account_id, x.primary_rep_id user_id from account x where x.archived_at is null and x.primary_rep_id in (:people)
                and not exists (select 1 from coverage_planned p where p.account_id = x.id and p.state = 'PLANNED' and p.effective_on <= :day)
                union all
                select p.account_id, p.to_user_id from coverage_planned p join account x on x.id = p.account_id
                where x.archived_at is null and p.state = 'PLANNED' and p.effective_on <= :day and p.to_user_id in (:people)
                and not exists (select 1 from coverage_planned q where q.account_id = p.account_id and q.state = 'PLANNED'
                and q.effective_on > p.effective_on and q.effective_on <= :day)""", params);
    }

    private Map<Long, Capacity.Load> loads(List<Long> ids, Holding holding, Map<Long, Absences.Absence> absences) {
        Map<Long, int[]> counts = new HashMap<>();
        jdbc.sql("select h.user_id, a.tier_rank, count(*) accounts from (" + holding.sql() + ") h join account a on a.id = h.account_id "
                        + "group by h.user_id, a.tier_rank").params(holding.params())
                .query(row -> {
                    counts.computeIfAbsent(row.getLong(1), id -> new int[4])[row.getInt(2) - 1] += row.getInt(3);
                });
        var weights = loads.settings();
        Map<Long, Capacity.Load> found = new HashMap<>();
        loads.of(ids).forEach((id, now) -> {
            int[] count = counts.getOrDefault(id, new int[4]);
            found.put(id, Loads.load(id, count[0], count[1], count[2], count[3], now.capacity(), weights, absences.get(id)));
        });
        return found;
    }

    private List<Found> found(Holding holding, int offset, int limit) {
        var where = scope.rows("a");
        return jdbc.sql("select * from (select a.id, a.name, a.tier, a.unit_id, h.user_id, row_number() over (partition by h.user_id "
                        + "order by a.tier_rank, a.name_sort, a.id) place, count(*) over (partition by h.user_id) total from (" + holding.sql()
                        + ") h join account a on a.id = h.account_id" + where.where() + ") c where c.place > :offset and c.place <= :last order by c.user_id, c.place")
                .params(holding.params()).params(where.params()).param("offset", offset).param("last", offset + limit)
                .query((row, n) -> new Found(row.getLong("id"), row.getString("name"), Loads.tier(row.getString("tier")), row.getLong("user_id"),
                        row.getInt("total"), scope.mayAssignWithin(row.getLong("unit_id")))).list();
    }

    private List<Card> cards(List<Found> accounts, Day day, Map<Long, Absences.Absence> absences) {
        if (accounts.isEmpty()) {
            return List.of();
        }
        if (day.isPast()) {
            return accounts.stream().map(account -> new Card(account.accountId(), account.name(), account.tier(), Set.of(), null, null, false)).toList();
        }
        var ids = accounts.stream().map(Found::accountId).toList();
        var backups = people.backups(ids);
        var failed = Set.copyOf(jdbc.sql("select distinct p.account_id from coverage_planned p where p.account_id in (:ids) and " + STILL_FAILED)
                .param("ids", ids).query(Long.class).list());
        record Next(String name, LocalDate on) {
        }
        Map<Long, Next> next = new HashMap<>();
        // One that is due and not applied yet is still ahead.
        var after = day.on() == null ? LocalDate.EPOCH : day.on();
        jdbc.sql("select p.account_id, u.display_name, p.effective_on from coverage_planned p join security_user u on u.id = p.to_user_id "
                        + "where p.state = 'PLANNED' and p.effective_on > :after and p.account_id in (:ids) order by p.effective_on")
                .param("after", after).param("ids", ids).query(row -> {
                    next.putIfAbsent(row.getLong(1), new Next(row.getString(2), row.getObject(3, LocalDate.class)));
                });
        return accounts.stream().map(account -> {
            var gaps = EnumSet.noneOf(Gap.class);
            if (isUncovered(absences.get(account.userId()))) {
                gaps.add(Gap.AWAY);
            }
            if (!backups.containsKey(account.accountId())) {
                gaps.add(Gap.NO_BACKUP);
            }
            if (failed.contains(account.accountId())) {
                gaps.add(Gap.PLAN_FAILED);
            }
            var planned = next.get(account.accountId());
            return new Card(account.accountId(), account.name(), account.tier(), gaps, planned == null ? null : planned.name(),
                    planned == null ? null : planned.on(), account.movable());
        }).toList();
    }

    private static boolean isUncovered(Absences.@Nullable Absence absence) {
        return absence != null && absence.standInId() == null;
    }

    private long count(String sql, Set<Long> units) {
        return jdbc.sql(sql).param("units", units).query(Long.class).single();
    }
}
