package app.mainstay.sales;

import app.mainstay.security.Role;
import app.mainstay.security.UnitService;
import app.mainstay.settings.SettingsService;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What deals add up to, within what the viewer sees. Formulas are those of the product's definitions: win rate = won ÷ (won + lost) closed in the
 * period, cancelled ones left out; cycle = days from the first stage that starts it, else from the opening, to closing, over deals won in the
 * period; velocity = open qualified deals × win rate × mean won value ÷ mean cycle. Values are in the base currency at the plan rate of the year of
 * closing. Where a denominator is zero there is no value.
 */
@Service
public class SalesAnalysis {

    /** Fewer cases than that say little. */
    public static final int SMALL_SAMPLE = 5;

    /**
     * One bar.
     *
     * @param key       what the list's address calls it; "" for those that have none
     * @param label     a name; null where the key is labelled by the screen
     * @param wonValue  in the base currency
     */
    public record Group(String key, @Nullable String label, long won, long lost, BigDecimal wonValue, BigDecimal lostValue) {
    }

    /** @param reached open deals that stand in this stage or a later one */
    public record Step(StageRow stage, long reached, BigDecimal value) {
    }

    /**
     * @param winRate       per cent of the number; null when none closed
     * @param winRateValue  per cent of the value; null when nothing of value closed
     * @param meanCycle     days; null when none was won
     * @param medianCycle   likewise
     * @param velocity      base currency a day; null when any input is missing
     * @param openValue     open deals in all, in the base currency
     * @param expectedValue of those the part that is expected to close in the period
     * @param unrated       deals in the figures whose currency has no plan rate: counted, and in no value
     */
    public record Result(long won, long lost, long cancelled, BigDecimal wonValue, BigDecimal lostValue, @Nullable BigDecimal winRate,
                         @Nullable BigDecimal winRateValue, @Nullable BigDecimal meanCycle, @Nullable BigDecimal medianCycle, @Nullable BigDecimal velocity,
                         long open, BigDecimal openValue, BigDecimal expectedValue, long unrated, List<Step> funnel, List<Group> months, List<Group> owners,
                         List<Group> teams, List<Group> offices, List<Group> sectors, List<Group> products, List<Group> reasons) {
    }

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final SalesCells cells;
    private final OpportunityQuestions questions;
    private final Stages stages;
    private final Products products;
    private final UnitService units;
    private final SettingsService settings;
    private final JdbcClient jdbc;

    SalesAnalysis(SalesCells cells, OpportunityQuestions questions, Stages stages, Products products, UnitService units, SettingsService settings, JdbcClient jdbc) {
        this.cells = cells;
        this.questions = questions;
        this.stages = stages;
        this.products = products;
        this.units = units;
        this.settings = settings;
        this.jdbc = jdbc;
    }

    /** The currency of all values. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    public String currency() {
        return settings.current().baseCurrency();
    }

    /**
     * Everything at once, none of which loads a deal: see {@link SalesCells}.
     *
     * @param filter closing days must be given; stages and outcomes in it are not asked
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Result analyse(OpportunityFilter filter) {
        return analyse(filter, Map.of());
    }

    /** @param beside what else is asked of the same deals */
    Result analyse(OpportunityFilter filter, Map<Wanted, Consumer<SalesSums.Cell>> beside) {
        LocalDate from = Objects.requireNonNull(filter.closedFrom());
        LocalDate to = Objects.requireNonNull(filter.closedTo());
        var tally = new Tally(from, to);
        Map<Wanted, Consumer<SalesSums.Cell>> readers = new EnumMap<>(Wanted.class);
        readers.put(Wanted.ANALYSIS, tally::add);
        readers.putAll(beside);
        cells.read(filter, readers);
        if (!SalesCells.wholeMonths(from, to)) {
            var expected = questions.where(SalesCells.bare(filter).with(Set.of(Outcome.OPEN))).and("o.expected_on >= :expectedFrom", "expectedFrom", from)
                    .and("o.expected_on < :expectedTo", "expectedTo", to);
            tally.expected = jdbc.sql("select coalesce(sum(o.base_amount), 0)" + OpportunityStore.FROM + expected.where()).params(expected.params())
                    .query(BigDecimal.class).single();
        }
        return result(tally);
    }

    private Result result(Tally tally) {
        var won = tally.months.values().stream().mapToLong(sum -> sum.won).sum();
        var lost = tally.months.values().stream().mapToLong(sum -> sum.lost).sum();
        BigDecimal wonValue = tally.months.values().stream().map(sum -> sum.wonValue).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal lostValue = tally.months.values().stream().map(sum -> sum.lostValue).reduce(BigDecimal.ZERO, BigDecimal::add);
        long open = tally.standing.values().stream().mapToLong(sum -> sum.won).sum();
        BigDecimal openValue = tally.standing.values().stream().map(sum -> sum.wonValue).reduce(BigDecimal.ZERO, BigDecimal::add);
        @Nullable BigDecimal mean = won == 0 ? null : BigDecimal.valueOf(tally.wonDays).divide(BigDecimal.valueOf(won), 4, RoundingMode.HALF_UP);
        long qualified = stages.all().stream().filter(stage -> stage.isOpen() && stage.startsCycle()).map(stage -> tally.standing.get(stage.id()))
                .filter(Objects::nonNull).mapToLong(sum -> sum.won).sum();
        @Nullable BigDecimal rate = ratio(BigDecimal.valueOf(won), BigDecimal.valueOf(won + lost));
        @Nullable BigDecimal velocity = rate == null || won == 0 || mean == null || mean.signum() == 0 ? null : BigDecimal.valueOf(qualified).multiply(rate)
                .multiply(wonValue).divide(HUNDRED.multiply(BigDecimal.valueOf(won)).multiply(mean), 4, RoundingMode.HALF_UP);
        var teams = groups(tally.teams, id -> units.find(id).map(UnitService.UnitRow::name).orElse(""));
        var names = names(tally.owners.keySet());
        var items = products.names();
        return new Result(won, lost, tally.cancelled, money(wonValue), money(lostValue), rate, ratio(wonValue, wonValue.add(lostValue)), mean, won == 0 ? null : tally.cycles.median(), velocity,
                open, money(openValue), money(tally.expected), tally.unrated, funnel(tally.standing),
                tally.months.entrySet().stream().map(entry -> entry.getValue().group(entry.getKey().toString().substring(0, 7), null)).toList(),
                groups(tally.owners, id -> names.getOrDefault(id, "")), teams, offices(teams), groups(tally.sectors, key -> null),
                groups(tally.products, key -> key.isEmpty() ? null : items.getOrDefault(Long.parseLong(key), "")),
                groups(tally.reasons, key -> null).stream().sorted(Comparator.comparingLong(Group::lost).reversed().thenComparing(Group::key)).toList());
    }

    Map<Long, String> names(Set<Long> ids) {
        return ids.isEmpty() ? Map.of() : jdbc.sql("select id, display_name from security_user where id in (:ids)").param("ids", ids)
                .query((row, n) -> Map.entry(row.getLong(1), row.getString(2))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static <K> List<Group> groups(Map<K, Sum> sums, Function<K, @Nullable String> label) {
        return sums.entrySet().stream().filter(entry -> entry.getValue().won + entry.getValue().lost != 0)
                .map(entry -> entry.getValue().group(entry.getKey().toString(), label.apply(entry.getKey())))
                .sorted(Comparator.comparing(Group::wonValue).reversed().thenComparing(Group::key)).toList();
    }

    private static BigDecimal money(BigDecimal value) {
        return value.setScale(4, RoundingMode.HALF_UP);
    }

    // ---- gathering ----

    private static final class Sum {

        private long won;
        private long lost;
        private BigDecimal wonValue = BigDecimal.ZERO;
        private BigDecimal lostValue = BigDecimal.ZERO;

        void add(boolean isWon, SalesSums.Cell cell) {
            if (isWon) {
                won += cell.deals();
                wonValue = wonValue.add(cell.base());
            } else {
                lost += cell.deals();
                lostValue = lostValue.add(cell.base());
            }
        }

        Group group(String key, @Nullable String label) {
            return new Group(key, label, won, lost, money(wonValue), money(lostValue));
        }
    }

    private static final class Tally {

        private final LocalDate from;
        private final LocalDate to;
        private final Map<LocalDate, Sum> months = new TreeMap<>();
        private final Map<Long, Sum> owners = new HashMap<>();
        private final Map<Long, Sum> teams = new HashMap<>();
        private final Map<String, Sum> sectors = new HashMap<>();
        private final Map<String, Sum> products = new HashMap<>();
        private final Map<String, Sum> reasons = new HashMap<>();
        private final Days cycles = new Days();
        /** By stage, kept as won. */
        private final Map<Long, Sum> standing = new HashMap<>();
        private BigDecimal expected = BigDecimal.ZERO;
        private long cancelled;
        private long wonDays;
        private long unrated;

        Tally(LocalDate from, LocalDate to) {
            this.from = from;
            this.to = to;
        }

        void add(SalesSums.Cell cell) {
            boolean won = cell.outcome() == Outcome.WON;
            switch (cell.kind()) {
                case OWNER -> {
                    if (cell.outcome() == Outcome.CANCELLED) {
                        cancelled += cell.deals();
                        return;
                    }
                    months.computeIfAbsent(cell.month(), key -> new Sum()).add(won, cell);
                    owners.computeIfAbsent(Long.parseLong(cell.item()), key -> new Sum()).add(won, cell);
                    teams.computeIfAbsent(cell.unitId(), key -> new Sum()).add(won, cell);
                    if (won) {
                        wonDays += cell.days();
                        cycles.add(cell.listed().counts());
                    }
                    unrated += cell.unrated();
                }
                case SECTOR, PRODUCT -> {
                    if (cell.outcome() != Outcome.CANCELLED) {
                        (cell.kind() == SalesSums.Kind.SECTOR ? sectors : products).computeIfAbsent(cell.item(), key -> new Sum()).add(won, cell);
                    }
                }
                case DEAL, VIA -> throw new IllegalStateException();
                case REASON -> reasons.computeIfAbsent(cell.item(), key -> new Sum()).add(false, cell);
                case OPEN -> {
                    standing.computeIfAbsent(Long.parseLong(cell.item()), key -> new Sum()).add(true, cell);
                    unrated += cell.unrated();
                    if (!cell.month().isBefore(from) && cell.month().isBefore(to)) {
                        expected = expected.add(cell.base());
                    }
                }
            }
        }
    }

    private static @Nullable BigDecimal ratio(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? null : part.multiply(HUNDRED).divide(whole, 4, RoundingMode.HALF_UP);
    }

    // ---- bars ----

    private List<Step> funnel(Map<Long, Sum> standing) {
        var open = stages.all().stream().filter(stage -> stage.isOpen() && (stage.active() || standing.containsKey(stage.id())))
                .sorted(Comparator.comparingInt(StageRow::position).reversed()).toList();
        List<Step> steps = new ArrayList<>();
        long reached = 0;
        BigDecimal value = BigDecimal.ZERO;
        for (var stage : open) {
            var here = standing.get(stage.id());
            if (here != null) {
                reached += here.won;
                value = value.add(here.wonValue);
            }
            steps.add(new Step(stage, reached, money(value)));
        }
        return steps.reversed();
    }

    /** Teams under the unit that stands right below the top. */
    private List<Group> offices(List<Group> teams) {
        Map<Long, Group> offices = new LinkedHashMap<>();
        for (var team : teams) {
            long office = office(Long.parseLong(team.key()));
            var named = new Group(String.valueOf(office), units.find(office).map(UnitService.UnitRow::name).orElse(""), team.won(), team.lost(), team.wonValue(),
                    team.lostValue());
            offices.merge(office, named, (one, other) -> new Group(one.key(), one.label(), one.won() + other.won(), one.lost() + other.lost(),
                    one.wonValue().add(other.wonValue()), one.lostValue().add(other.lostValue())));
        }
        return offices.values().stream().sorted(Comparator.comparing(Group::wonValue).reversed()).toList();
    }

    long office(long unitId) {
        long office = unitId;
        for (var unit = units.find(unitId); unit.isPresent() && unit.get().parentId() != null; unit = units.find(unit.get().parentId())) {
            office = unit.get().id();
        }
        return office;
    }
}
