package app.mainstay.sales;

import app.mainstay.sales.SalesSums.Cell;
import app.mainstay.security.Role;
import app.mainstay.security.UnitService;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Cycle, velocity and reasons of each bar, with the formulas of {@link SalesAnalysis} and from the same cells. A median needs the days of each deal, so that
 * each measure reads some megabytes of lists and is asked when somebody chooses it.
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

    private final SalesCells cells;
    private final SalesAnalysis analysis;
    private final Stages stages;
    private final Products products;
    private final UnitService units;

    SalesBreakdown(SalesCells cells, SalesAnalysis analysis, Stages stages, Products products, UnitService units) {
        this.cells = cells;
        this.analysis = analysis;
        this.stages = stages;
        this.products = products;
        this.units = units;
    }

    /** What bars tell beyond what deals add up to. */
    public enum Measure {
        CYCLE, VELOCITY, REASONS
    }

    /** Parts are those of the measure. */
    public record Page(SalesAnalysis.Result result, Map<By, List<Bar<Cycle>>> cycles, Map<By, List<Bar<Velocity>>> velocities,
                       Map<By, List<Bar<Map<String, Long>>>> reasons) {
    }

    /** What a gathering reads, and what it comes to when everything is read. */
    private record Gathering<V>(Wanted wanted, Consumer<Cell> reader, Supplier<Map<By, List<Bar<V>>>> shown) {
    }

    /**
     * The analysis with a measure of each bar; deals that no sum knows are looked at once for both.
     *
     * @param filter  closing days must be given; stages and outcomes in it are not asked
     * @param measure null for none
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Page page(OpportunityFilter filter, @Nullable Measure measure) {
        return switch (measure) {
            case null -> new Page(analysis.analyse(filter), Map.of(), Map.of(), Map.of());
            case CYCLE -> {
                var gathering = cycles();
                yield new Page(analysis.analyse(filter, Map.of(gathering.wanted(), gathering.reader())), gathering.shown().get(), Map.of(), Map.of());
            }
            case VELOCITY -> {
                var gathering = velocities();
                yield new Page(analysis.analyse(filter, Map.of(gathering.wanted(), gathering.reader())), Map.of(), gathering.shown().get(), Map.of());
            }
            case REASONS -> {
                var gathering = reasons();
                yield new Page(analysis.analyse(filter, Map.of(gathering.wanted(), gathering.reader())), Map.of(), Map.of(), gathering.shown().get());
            }
        };
    }

    /**
     * Days from the first stage that starts the cycle, else from the opening, to closing, of deals won in the period.
     *
     * @param filter closing days must be given; stages and outcomes in it are not asked
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Map<By, List<Bar<Cycle>>> cycles(OpportunityFilter filter) {
        return read(filter, cycles());
    }

    private Gathering<Cycle> cycles() {
        var bars = bars(Days::new);
        return new Gathering<>(Wanted.CYCLES, cell -> {
            var listed = cell.listed().counts();
            bars.each(cell, days -> days.add(listed));
        }, () -> shown(bars, (by, days) -> days.number() == 0 ? Optional.empty() : Optional.of(new Cycle(days.mean(), days.median(), days.number()))));
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
        return read(filter, velocities());
    }

    private Gathering<Velocity> velocities() {
        Set<String> qualified = stages.all().stream().filter(stage -> stage.isOpen() && stage.startsCycle()).map(stage -> String.valueOf(stage.id()))
                .collect(Collectors.toSet());
        var all = new Pace();
        var bars = bars(Pace::new);
        return new Gathering<>(Wanted.VELOCITIES, cell -> {
            long open = cell.outcome() != Outcome.OPEN ? 0 : cell.listed().counts().entrySet().stream().filter(stage -> qualified.contains(stage.getKey()))
                    .mapToLong(Map.Entry::getValue).sum();
            all.open += cell.kind() == SalesSums.Kind.OWNER ? open : 0;
            bars.each(cell, pace -> pace.add(cell, open));
        }, () -> shown(bars, (by, pace) -> pace.velocity(by == By.MONTH ? all.open : pace.open)));
    }

    private static final class Pace {

        private long won;
        private long lost;
        private BigDecimal value = BigDecimal.ZERO;
        private long days;
        private long open;

        void add(SalesSums.Cell cell, long qualified) {
            switch (cell.outcome()) {
                case WON -> {
                    won += cell.deals();
                    value = value.add(cell.base());
                    days += cell.days();
                }
                case LOST -> lost += cell.deals();
                case OPEN -> open += qualified;
                case CANCELLED -> throw new IllegalStateException();
            }
        }

        Optional<Velocity> velocity(long standing) {
            if (won <= 0 || days <= 0 || standing <= 0) {
                return Optional.empty();
            }
            // The won ones of mean value and mean cycle cancel out.
            return Optional.of(new Velocity(BigDecimal.valueOf(standing).multiply(BigDecimal.valueOf(won)).multiply(value)
                    .divide(BigDecimal.valueOf(won + lost).multiply(BigDecimal.valueOf(days)), 4, RoundingMode.HALF_UP), won, standing));
        }
    }

    /**
     * How often each reason was given for deals lost or cancelled in the period; a deal of several products counts with each.
     *
     * @param filter as {@link #cycles}
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Map<By, List<Bar<Map<String, Long>>>> reasons(OpportunityFilter filter) {
        return read(filter, reasons());
    }

    private Gathering<Map<String, Long>> reasons() {
        SalesBars<Map<String, Long>> bars = bars(HashMap::new);
        return new Gathering<>(Wanted.REASONS, cell -> {
            var listed = cell.listed().counts();
            bars.each(cell, reasons -> listed.forEach((reason, number) -> reasons.merge(reason, number, Long::sum)));
        }, () -> shown(bars, (by, reasons) -> {
            reasons.values().removeIf(number -> number == 0);
            return reasons.isEmpty() ? Optional.empty() : Optional.of(reasons);
        }));
    }

    private <V> Map<By, List<Bar<V>>> read(OpportunityFilter filter, Gathering<V> gathering) {
        cells.read(filter, Map.of(gathering.wanted(), gathering.reader()));
        return gathering.shown().get();
    }

    private <T> SalesBars<T> bars(Supplier<T> empty) {
        Map<Long, Long> offices = new HashMap<>();
        return new SalesBars<>(empty, unit -> offices.computeIfAbsent(unit, analysis::office));
    }

    private <T, V> Map<By, List<Bar<V>>> shown(SalesBars<T> bars, BiFunction<By, T, Optional<V>> value) {
        var owners = analysis.names(bars.keys(By.OWNER).stream().map(Long::valueOf).collect(Collectors.toSet()));
        var items = products.names();
        return bars.shown(by -> switch (by) {
            case OWNER -> key -> owners.getOrDefault(Long.parseLong(key), "");
            case TEAM, OFFICE -> key -> units.find(Long.parseLong(key)).map(UnitService.UnitRow::name).orElse("");
            case PRODUCT -> key -> key.isEmpty() ? null : items.getOrDefault(Long.parseLong(key), "");
            case SECTOR, MONTH -> key -> null;
        }, value);
    }
}
