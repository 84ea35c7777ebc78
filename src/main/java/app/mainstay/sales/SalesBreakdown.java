package app.mainstay.sales;

import app.mainstay.sales.SalesAnalysis.Group;
import app.mainstay.security.Role;
import app.mainstay.security.UnitService;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Cycle, velocity and reasons of each bar, with the formulas of {@link SalesAnalysis}. A median of each owner or product needs the days of each deal, which
 * no sum keeps, so that they are added up from the deals of the period when somebody chooses them, and not with every look at the analysis.
 */
@Service
public class SalesBreakdown {

    /** What the bars stand for. */
    public enum By {
        OWNER, TEAM, OFFICE, PRODUCT, SECTOR, MONTH
    }

    /**
     * One bar.
     *
     * @param key   what the list's address calls it; "" for those that have none
     * @param label a name; null where the key is labelled by the screen
     */
    public record Bar<T>(String key, @Nullable String label, T value) {
    }

    /** @param mean and median in days. @param won how many deals were won */
    public record Cycle(BigDecimal mean, BigDecimal median, long won) {
    }

    /** @param aDay base currency a day. @param won how many deals were won, and {@code open} how many qualified ones are under way */
    public record Velocity(BigDecimal aDay, long won, long open) {
    }

    private static final String NONE = "''";
    private static final String MONTH = "substring(cast(o.closed_on as char(10)), 1, 7)";
    private static final String SECTOR = "coalesce(a.sector, '')";
    private static final String PRODUCT = "coalesce(cast(l.product_id as char(20)), '')";
    private static final String LINES = " left join sales_line l on l.opportunity_id = o.id";

    private final SalesAnalysis analysis;
    private final OpportunityQuestions questions;
    private final Stages stages;
    private final Products products;
    private final UnitService units;
    private final JdbcClient jdbc;

    SalesBreakdown(SalesAnalysis analysis, OpportunityQuestions questions, Stages stages, Products products, UnitService units, JdbcClient jdbc) {
        this.analysis = analysis;
        this.questions = questions;
        this.stages = stages;
        this.products = products;
        this.units = units;
        this.jdbc = jdbc;
    }

    /**
     * Days from the first stage that starts the cycle, else from the opening, to closing, of deals won in the period.
     *
     * @param filter closing days must be given; stages and outcomes in it are not asked
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Map<By, List<Bar<Cycle>>> cycles(OpportunityFilter filter) {
        return bars(spreads(filter), (by, key, spread) -> new Cycle(spread.mean(), spread.median(), spread.number()));
    }

    /**
     * Open qualified deals × win rate × mean won value ÷ mean cycle, each of the bar's own; those of a month with the deals that are open now. Bars of which
     * nothing was won, or nothing is open, have none.
     *
     * @param filter as {@link #cycles}
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Map<By, List<Bar<Velocity>>> velocities(OpportunityFilter filter) {
        var result = analysis.analyse(filter);
        Map<By, Map<String, Group>> groups = new EnumMap<>(By.class);
        groups.put(By.OWNER, byKey(result.owners()));
        groups.put(By.TEAM, byKey(result.teams()));
        groups.put(By.OFFICE, byKey(result.offices()));
        groups.put(By.PRODUCT, byKey(result.products()));
        groups.put(By.SECTOR, byKey(result.sectors()));
        groups.put(By.MONTH, byKey(result.months()));
        var open = new Counts<Long>();
        Set<Long> qualified = stages.all().stream().filter(stage -> stage.isOpen() && stage.startsCycle()).map(stage -> Objects.requireNonNull(stage.id()))
                .collect(Collectors.toSet());
        if (!qualified.isEmpty()) {
            var standing = deals(bare(filter).closed(null, null), "o.outcome = 'OPEN' and o.stage_id in (:qualified)").with("qualified", qualified);
            tally(standing, "", NONE, row -> row.getLong("n"), Long::sum, open);
        }
        long all = open.of(By.TEAM).values().stream().mapToLong(Long::longValue).sum();
        Map<By, Map<String, Velocity>> velocities = new EnumMap<>(By.class);
        spreads(filter).values.forEach((by, spreads) -> spreads.forEach((key, spread) -> {
            var group = groups.get(by).get(key);
            long standing = by == By.MONTH ? all : open.of(by).getOrDefault(key, 0L);
            if (group != null && group.won() > 0 && standing > 0 && spread.mean().signum() > 0) {
                velocities.computeIfAbsent(by, each -> new HashMap<>()).put(key, new Velocity(BigDecimal.valueOf(standing).multiply(group.wonValue())
                        .divide(BigDecimal.valueOf(group.won() + group.lost()).multiply(spread.mean()), 4, RoundingMode.HALF_UP), group.won(), standing));
            }
        }));
        var counts = new Counts<Velocity>();
        counts.values.putAll(velocities);
        return bars(counts, (by, key, velocity) -> velocity);
    }

    /**
     * How often each reason was given for deals lost or cancelled in the period; a deal of several products counts with each.
     *
     * @param filter as {@link #cycles}
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Map<By, List<Bar<Map<String, Long>>>> reasons(OpportunityFilter filter) {
        var counts = new Counts<Map<String, Long>>();
        tally(deals(bare(filter), "o.outcome in ('LOST', 'CANCELLED')"), ", o.loss_reason", MONTH,
                row -> Map.of(Objects.requireNonNullElse(row.getString("loss_reason"), ""), row.getLong("n")), SalesBreakdown::together, counts);
        return bars(counts, (by, key, reasons) -> reasons);
    }

    private static Map<String, Long> together(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> both = new HashMap<>(one);
        other.forEach((reason, number) -> both.merge(reason, number, Long::sum));
        return both;
    }

    private static OpportunityFilter bare(OpportunityFilter filter) {
        return new OpportunityFilter(filter.accountId(), filter.text(), Set.of(), Set.of(), filter.owners(), filter.units(), filter.products(), filter.sectors(),
                Set.of(), false, false, filter.closedFrom(), filter.closedTo());
    }

    private static Map<String, Group> byKey(List<Group> groups) {
        return groups.stream().collect(Collectors.toMap(Group::key, Function.identity()));
    }

    // ---- from the deals ----

    /** How many deals took how many days. */
    private record Spread(TreeMap<Integer, Long> days) {

        static Spread of(ResultSet row) throws SQLException {
            return new Spread(new TreeMap<>(Map.of(row.getInt("cycle_days"), row.getLong("n"))));
        }

        Spread with(Spread other) {
            other.days.forEach((day, deals) -> days.merge(day, deals, Long::sum));
            return this;
        }

        long number() {
            return days.values().stream().mapToLong(Long::longValue).sum();
        }

        BigDecimal mean() {
            return BigDecimal.valueOf(days.entrySet().stream().mapToLong(each -> each.getKey() * each.getValue()).sum())
                    .divide(BigDecimal.valueOf(number()), 4, RoundingMode.HALF_UP);
        }

        /** The middle one, or the mean of the two in the middle. */
        BigDecimal median() {
            long number = number();
            return BigDecimal.valueOf(day((number - 1) / 2) + day(number / 2)).divide(BigDecimal.TWO, 1, RoundingMode.HALF_UP);
        }

        private long day(long place) {
            long before = 0;
            for (var each : days.entrySet()) {
                before += each.getValue();
                if (place < before) {
                    return each.getKey();
                }
            }
            throw new IllegalStateException();
        }
    }

    /** By what and by which of them. */
    private static final class Counts<T> {

        private final Map<By, Map<String, T>> values = new EnumMap<>(By.class);

        Map<String, T> of(By by) {
            return values.computeIfAbsent(by, each -> new HashMap<>());
        }
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private interface Joining<T> {
        T of(T one, T other);
    }

    private interface Value<T, V> {
        V of(By by, String key, T tallied);
    }

    private Counts<Spread> spreads(OpportunityFilter filter) {
        var counts = new Counts<Spread>();
        tally(deals(bare(filter), "o.outcome = 'WON'"), ", o.cycle_days", MONTH, Spread::of, Spread::with, counts);
        return counts;
    }

    /** Which deals; with the statement's {@code from}, which for who leads no unit begins with the ways to what is seen. */
    private record Deals(String from, Sql where) {

        Deals with(String name, Object value) {
            where.with(name, value);
            return this;
        }
    }

    private Deals deals(OpportunityFilter filter, String which) {
        var question = questions.question(filter);
        var seen = question.seen();
        if (seen == null || seen.via() != null) {
            return new Deals(OpportunityStore.FROM, question.where().and(which));
        }
        String ways = question.legs("o.id").stream().map(leg -> "(" + leg + ")").collect(Collectors.joining(" union "));
        return new Deals(" from (" + ways + ") k join sales_opportunity o on o.id = k.id left join account a on a.id = o.account_id",
                new Sql().and(which).and(question.text()).with(question.where().params()));
    }

    /** @param item what is told apart beside the bars, as a column */
    private <T> void tally(Deals deals, String item, String month, Reading<T> reading, Joining<T> joining, Counts<T> counts) {
        ask(deals, List.of("o.owner_id", "o.unit_id", month), item, "count(*)", "", row -> {
            // Each its own, since joining may add to the first.
            counts.of(By.OWNER).merge(row.getString(1), reading.of(row), joining::of);
            counts.of(By.TEAM).merge(row.getString(2), reading.of(row), joining::of);
            counts.of(By.OFFICE).merge(String.valueOf(analysis.office(row.getLong(2))), reading.of(row), joining::of);
            counts.of(By.MONTH).merge(row.getString(3), reading.of(row), joining::of);
        });
        ask(deals, List.of(SECTOR), item, "count(*)", "", row -> counts.of(By.SECTOR).merge(row.getString(1), reading.of(row), joining::of));
        ask(deals, List.of(PRODUCT), item, "count(distinct o.id)", LINES, row -> counts.of(By.PRODUCT).merge(row.getString(1), reading.of(row), joining::of));
    }

    private interface Rows {
        void row(ResultSet row) throws SQLException;
    }

    /** @param keys which bar, as columns of their own names, of which a constant one is not grouped by */
    private void ask(Deals deals, List<String> keys, String item, String number, String joins, Rows rows) {
        // By their names, since MySQL does not always know an expression again.
        List<String> named = new ArrayList<>();
        List<String> grouped = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            named.add(keys.get(i) + " bar" + i);
            if (!keys.get(i).equals(NONE)) {
                grouped.add("bar" + i);
            }
        }
        jdbc.sql("select " + String.join(", ", named) + item + ", " + number + " n" + deals.from() + joins + deals.where().where() + " group by "
                + String.join(", ", grouped) + item).params(deals.where().params()).query(row -> {
                    rows.row(row);
                });
    }

    // ---- bars ----

    private <T, V> Map<By, List<Bar<V>>> bars(Counts<T> counts, Value<T, V> value) {
        Map<By, List<Bar<V>>> bars = new EnumMap<>(By.class);
        var owners = analysis.names(ids(counts.of(By.OWNER).keySet()));
        var items = products.names();
        for (By by : By.values()) {
            List<Bar<V>> some = new ArrayList<>();
            new TreeMap<>(counts.of(by)).forEach((key, tallied) -> some.add(new Bar<>(key, switch (by) {
                case OWNER -> owners.getOrDefault(Long.parseLong(key), "");
                case TEAM, OFFICE -> units.find(Long.parseLong(key)).map(UnitService.UnitRow::name).orElse("");
                case PRODUCT -> key.isEmpty() ? null : items.getOrDefault(Long.parseLong(key), "");
                case SECTOR, MONTH -> null;
            }, value.of(by, key, tallied))));
            bars.put(by, some);
        }
        return bars;
    }

    private static Set<Long> ids(Collection<String> keys) {
        return keys.stream().map(Long::valueOf).collect(Collectors.toSet());
    }
}
