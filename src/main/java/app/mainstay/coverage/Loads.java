package app.mainstay.coverage;

import app.mainstay.account.AccountPeople;
import app.mainstay.account.Tier;
import app.mainstay.coverage.Capacity.Candidate;
import app.mainstay.coverage.Capacity.Load;
import app.mainstay.coverage.Capacity.Settings;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts what people carry, for all asked for at once and from one index; rights are the services' concern. */
@Repository
class Loads {

    /** From account, grouped by representative. */
    private static final String COUNTS = """
            select primary_rep_id, sum(case tier_rank when 1 then 1 else 0 end) strategic, sum(case tier_rank when 2 then 1 else 0 end) core,
            sum(case tier_rank when 3 then 1 else 0 end) standard, sum(case tier_rank when 4 then 1 else 0 end) other
            from account where archived_at is null and %s group by primary_rep_id""";
    private static final String COLUMNS = """
            u.id, u.display_name, u.unit_id, n.name unit_name, coalesce(c.points, :capacity) capacity, coalesce(l.strategic, 0) strategic,
            coalesce(l.core, 0) core, coalesce(l.standard, 0) standard, coalesce(l.other, 0) other""";
    private static final String POINTS = "coalesce(l.strategic * :w1 + l.core * :w2 + l.standard * :w3 + l.other * :w4, 0)";

    private final CoverageSettingsRepository settings;
    private final ObjectProvider<Absences> absences;
    private final AccountPeople people;
    private final SettingsService business;
    private final JdbcClient jdbc;
    private final Clock clock;

    Loads(CoverageSettingsRepository settings, ObjectProvider<Absences> absences, AccountPeople people, SettingsService business, JdbcClient jdbc,
          Clock clock) {
        this.settings = settings;
        this.absences = absences;
        this.people = people;
        this.business = business;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Settings settings() {
        return settings.findById(CoverageSettings.ID).orElseThrow().settings();
    }

    /** Of all these people, by id, absent ones of today marked. */
    Map<Long, Load> of(Collection<Long> userIds) {
        Map<Long, Load> found = new HashMap<>();
        if (!userIds.isEmpty()) {
            var weights = settings();
            var away = absences(userIds, null);
            weighted(jdbc.sql("select " + COLUMNS + " from security_user u join security_unit n on n.id = u.unit_id left join coverage_capacity c on c.id = u.id "
                    + "left join (" + COUNTS.formatted("primary_rep_id in (:ids)") + ") l on l.primary_rep_id = u.id where u.id in (:ids)"), weights, false)
                    .param("ids", userIds).query(row -> {
                        found.put(row.getLong("id"), load(row, weights, away));
                    });
        }
        return found;
    }

    /**
     * @param units      whose people
     * @param sameUnits  these come first
     * @param except     not this one
     * @param addedFor   points that would come on top, by who has them already
     */
    List<Candidate> candidates(Sql named, Collection<Long> units, Collection<Long> sameUnits, @Nullable Long except, Map<Long, Integer> addedFor,
                               long offset, int limit) {
        var weights = settings();
        var where = new Sql().and("u.active = true and u.role <> 'ADMINISTRATOR' and u.unit_id in (:units)", "units", units).and(named);
        if (except != null) {
            where.and("u.id <> :except", "except", except);
        }
        String same = sameUnits.isEmpty() ? "0" : "case when u.unit_id in (:same) then 1 else 0 end";
        var sql = jdbc.sql("select " + COLUMNS + ", " + same + " same_unit from security_user u join security_unit n on n.id = u.unit_id "
                + "left join coverage_capacity c on c.id = u.id left join (" + COUNTS.formatted("unit_id in (:units)") + ") l on l.primary_rep_id = u.id"
                + where.where() + " order by same_unit desc, coalesce(c.points, :capacity) - " + POINTS + " desc, u.name_sort, u.id limit :limit offset :offset");
        if (!sameUnits.isEmpty()) {
            sql = sql.param("same", sameUnits);
        }
        List<Candidate> found = weighted(sql, weights, true).params(where.params()).param("limit", limit).param("offset", offset)
                .query((row, n) -> new Candidate(row.getLong("id"), row.getString("display_name"), row.getLong("unit_id"), row.getString("unit_name"),
                        row.getInt("same_unit") == 1, load(row, weights, Map.of()), false)).list();
        var away = absences(found.stream().map(Candidate::userId).toList(), null);
        int added = addedFor.values().stream().mapToInt(Integer::intValue).sum();
        return found.stream().map(one -> new Candidate(one.userId(), one.name(), one.unitId(), one.unitName(), one.sameUnit(),
                absent(one.load(), away.get(one.userId())),
                one.load().points() + added - addedFor.getOrDefault(one.userId(), 0) > one.load().capacity())).toList();
    }

    private static JdbcClient.StatementSpec weighted(JdbcClient.StatementSpec sql, Settings weights, boolean ordered) {
        var with = sql.param("capacity", weights.standardCapacity());
        return ordered ? with.param("w1", weights.strategic()).param("w2", weights.core()).param("w3", weights.standard()).param("w4", weights.other()) : with;
    }

    private static Load load(ResultSet row, Settings weights, Map<Long, Absences.Absence> away) throws SQLException {
        return load(row.getLong("id"), row.getInt("strategic"), row.getInt("core"), row.getInt("standard"), row.getInt("other"), row.getInt("capacity"),
                weights, away.get(row.getLong("id")));
    }

    static Load load(long userId, int strategic, int core, int standard, int other, int capacity, Settings weights, Absences.@Nullable Absence absence) {
        return new Load(userId, strategic, core, standard, other,
                strategic * weights.strategic() + core * weights.core() + standard * weights.standard() + other * weights.other(), capacity, absence);
    }

    static Load absent(Load load, Absences.@Nullable Absence absence) {
        return new Load(load.userId(), load.strategic(), load.core(), load.standard(), load.other(), load.points(), load.capacity(), absence);
    }

    /** @param on null: today */
    Map<Long, Absences.Absence> absences(Collection<Long> userIds, @Nullable LocalDate on) {
        if (userIds.isEmpty()) {
            return Map.of();
        }
        var day = on == null ? business.today() : on;
        Map<Long, Absences.Absence> found = new HashMap<>();
        people.standIns(userIds, on == null ? clock.instant() : day.atStartOfDay(business.zone()).toInstant()).forEach((id, standIn) -> found.put(id,
                new Absences.Absence(id, standIn.until().minusNanos(1_000).atZone(business.zone()).toLocalDate(), standIn.standInId(),
                        standIn.standInName())));
        absences.forEach(source -> found.putAll(source.on(userIds, day)));
        return found;
    }

    /** Of live accounts, by the id of who has them. */
    Map<Long, Integer> points(Sql accounts) {
        var weights = settings();
        Map<Long, Integer> found = new HashMap<>();
        jdbc.sql("select a.primary_rep_id, a.tier, count(*) accounts from account a" + new Sql().and("a.archived_at is null").and(accounts).where()
                        + " group by a.primary_rep_id, a.tier").params(accounts.params())
                .query(row -> {
                    found.merge(row.getLong(1), row.getInt(3) * weights.weight(tier(row.getString(2))), Integer::sum);
                });
        return found;
    }

    static @Nullable Tier tier(@Nullable String name) {
        return name == null ? null : Tier.valueOf(name);
    }

    static <T> List<List<T>> portions(List<T> all, int size) {
        List<List<T>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            portions.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return portions;
    }
}
