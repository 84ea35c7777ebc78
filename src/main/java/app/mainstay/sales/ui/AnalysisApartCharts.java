package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.charts.ChartColour;
import app.mainstay.base.ui.charts.ChartData;
import app.mainstay.base.ui.charts.ChartFigure;
import app.mainstay.base.ui.charts.ChartFormat;
import app.mainstay.base.ui.charts.ChartSeries;
import app.mainstay.base.ui.charts.Charts;
import app.mainstay.sales.SalesAnalysis.Group;
import app.mainstay.sales.SalesBreakdown.Bar;
import app.mainstay.sales.SalesBreakdown.By;
import app.mainstay.sales.SalesBreakdown.Cycle;
import app.mainstay.sales.SalesBreakdown.Velocity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Charts of what deals do not simply add up to: how long they take, what they bring a day, why they are lost; each by bars. */
record AnalysisApartCharts(AnalysisBars names, String currency, AnalysisCharts.Ways ways) {

    /** As many as have a colour, and one for the others. */
    private static final int REASONS = 5;

    ChartFigure cycle(By by, List<Bar<Cycle>> bars, String closed) {
        var shown = first(by, bars, new Cycle(BigDecimal.ZERO, BigDecimal.ZERO, 0), bar -> bar.value().mean());
        var data = new ChartData(AnalysisBars.header(by), shown.stream().map(bar -> tr("sales.analysis.of", names.name(by, bar.key(), bar.label()), bar.value().won())).toList(), List.of(
                new ChartSeries(tr("sales.analysis.mean"), ChartColour.BLUE, shown.stream().<@Nullable BigDecimal>map(bar -> bar.value().won() == 0 ? null : bar.value().mean()).toList()),
                new ChartSeries(tr("sales.analysis.median"), ChartColour.GREY, shown.stream().<@Nullable BigDecimal>map(bar -> bar.value().won() == 0 ? null : bar.value().median()).toList())), ChartFormat.days());
        return figure(by, tr("sales.analysis.CYCLE." + by), data, bars.size()).whenEmpty(tr("sales.analysis.noneWon"))
                .onPoint((series, point) -> ways.open("outcome=won&" + AnalysisBars.way(by, shown.get(point).key()), closed));
    }

    ChartFigure velocity(By by, List<Bar<Velocity>> bars, String closed) {
        var shown = first(by, bars, new Velocity(BigDecimal.ZERO, 0, 0), bar -> bar.value().aDay());
        var data = new ChartData(AnalysisBars.header(by), shown.stream().map(bar -> tr("sales.analysis.of", names.name(by, bar.key(), bar.label()), bar.value().won())).toList(),
                List.of(new ChartSeries(tr("sales.analysis.aDay"), ChartColour.BLUE, shown.stream().<@Nullable BigDecimal>map(bar -> bar.value().won() == 0 ? null : bar.value().aDay()).toList())),
                ChartFormat.money(currency));
        return figure(by, tr("sales.analysis.VELOCITY." + by), data, bars.size()).whenEmpty(tr("sales.analysis.noVelocity"))
                .onPoint((series, point) -> ways.open("outcome=won,lost&" + AnalysisBars.way(by, shown.get(point).key()), closed));
    }

    /** @param all reasons, the most frequent first: those without a colour of their own are put together */
    ChartFigure reasons(By by, List<Bar<Map<String, Long>>> bars, List<Group> all, String closed) {
        var shown = first(by, bars, Map.of(), bar -> BigDecimal.valueOf(bar.value().values().stream().mapToLong(Long::longValue).sum()));
        List<List<String>> series = new ArrayList<>(all.stream().limit(REASONS).map(group -> List.of(group.key())).toList());
        if (all.size() > REASONS) {
            series.add(all.stream().skip(REASONS).map(Group::key).toList());
        }
        var data = new ChartData(AnalysisBars.header(by), shown.stream().map(bar -> names.name(by, bar.key(), bar.label())).toList(), IntStream.range(0, series.size()).mapToObj(n -> new ChartSeries(
                n < REASONS ? names.lossReason(series.get(n).getFirst()) : tr("sales.analysis.otherReasons"), ChartColour.at(n),
                shown.stream().<@Nullable BigDecimal>map(bar -> BigDecimal.valueOf(series.get(n).stream().mapToLong(reason -> bar.value().getOrDefault(reason, 0L)).sum())).toList()))
                .toList(), ChartFormat.count());
        String title = tr("sales.analysis.REASONS." + by);
        var figure = by == By.MONTH ? Charts.stacked(title, data) : AnalysisBars.more(Charts.parts(title, data), bars.size());
        return figure.whenEmpty(tr("sales.analysis.noneLost"))
                .onPoint((number, point) -> ways.open("outcome=lost,cancelled&reason=" + String.join(",", series.get(number)) + "&" + AnalysisBars.way(by, shown.get(point).key()), closed));
    }

    /** Of months all from the first to the last; of others the first by what they are compared by. */
    private static <T> List<Bar<T>> first(By by, List<Bar<T>> bars, T none, Function<Bar<T>, BigDecimal> value) {
        return by == By.MONTH ? AnalysisBars.everyMonth(bars, Bar::key, month -> new Bar<>(month, null, none))
                : bars.stream().sorted(Comparator.comparing(value, Comparator.reverseOrder())).limit(AnalysisBars.MOST).toList();
    }

    private static ChartFigure figure(By by, String title, ChartData data, int all) {
        return by == By.MONTH ? Charts.columns(title, data) : AnalysisBars.more(Charts.ranking(title, data), all);
    }
}
