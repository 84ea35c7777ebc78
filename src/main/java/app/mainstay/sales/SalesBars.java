package app.mainstay.sales;

import app.mainstay.sales.SalesBreakdown.Bar;
import app.mainstay.sales.SalesBreakdown.By;
import app.mainstay.sales.SalesSums.Cell;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gathers the cells of each bar. */
final class SalesBars<T> {

    private final Supplier<T> empty;
    private final LongUnaryOperator officeOf;
    private final Map<By, Map<String, T>> bars = new EnumMap<>(By.class);

    /** @param empty a bar of nothing. @param officeOf of a unit */
    SalesBars(Supplier<T> empty, LongUnaryOperator officeOf) {
        this.empty = empty;
        this.officeOf = officeOf;
    }

    /** Tells each bar to which the cell belongs; an owner's tells of teams, offices and months, too. */
    void each(Cell cell, Consumer<T> bar) {
        switch (cell.kind()) {
            case OWNER -> {
                bar.accept(of(By.OWNER, cell.item()));
                bar.accept(of(By.TEAM, String.valueOf(cell.unitId())));
                bar.accept(of(By.OFFICE, String.valueOf(officeOf.applyAsLong(cell.unitId()))));
                if (cell.outcome() != Outcome.OPEN) {
                    bar.accept(of(By.MONTH, cell.month().toString().substring(0, 7)));
                }
            }
            case SECTOR -> bar.accept(of(By.SECTOR, cell.item()));
            case PRODUCT -> bar.accept(of(By.PRODUCT, cell.item()));
            case REASON, OPEN, DEAL, VIA -> throw new IllegalStateException();
        }
    }

    private T of(By by, String key) {
        return bars.computeIfAbsent(by, each -> new HashMap<>()).computeIfAbsent(key, each -> empty.get());
    }

    Set<String> keys(By by) {
        return bars.getOrDefault(by, Map.of()).keySet();
    }

    /** In the order of their keys. @param label of a key. @param value of what a bar has gathered; empty where there is nothing to show */
    <V> Map<By, List<Bar<V>>> shown(Function<By, Function<String, @Nullable String>> label, BiFunction<By, T, Optional<V>> value) {
        Map<By, List<Bar<V>>> shown = new EnumMap<>(By.class);
        for (By by : By.values()) {
            var labels = label.apply(by);
            List<Bar<V>> some = new ArrayList<>();
            new TreeMap<>(bars.getOrDefault(by, Map.of())).forEach((key, gathered) -> value.apply(by, gathered)
                    .ifPresent(each -> some.add(new Bar<>(key, labels.apply(key), each))));
            shown.put(by, some);
        }
        return shown;
    }
}
