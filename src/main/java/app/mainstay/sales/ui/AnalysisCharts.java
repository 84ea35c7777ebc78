package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.charts.ChartColour;
import app.mainstay.base.ui.charts.ChartData;
import app.mainstay.base.ui.charts.ChartFigure;
import app.mainstay.base.ui.charts.ChartFormat;
import app.mainstay.base.ui.charts.ChartSeries;
import app.mainstay.base.ui.charts.Charts;
import app.mainstay.sales.SalesAnalysis.Group;
import app.mainstay.sales.SalesAnalysis.Result;
import app.mainstay.sales.SalesBreakdown.By;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The charts of what deals add up to. Every bar opens the deals behind it. */
record AnalysisCharts(AnalysisBars bars, AnalysisMeasure measure, String currency, Ways ways) {

    /** Leads to the deals behind a bar. */
    interface Ways {

        /**
         * @param bar what they have in common, as the list's address says it
         * @param closed when they were closed, null for any time
         */
        void open(String bar, @Nullable String closed);
    }

    ChartFigure funnel(Result result) {
        var steps = result.funnel();
        var data = new ChartData(tr("sales.stageId"), steps.stream().map(step -> step.stage().label(bars.locale())).toList(),
                List.of(new ChartSeries(tr("sales.analysis.deals"), ChartColour.TEAL, steps.stream().<@Nullable BigDecimal>map(step -> BigDecimal.valueOf(step.reached())).toList())),
                ChartFormat.count());
        return Charts.funnel(tr("sales.analysis.funnel"), data).note(tr("sales.analysis.funnel.note"))
                .onPoint((series, point) -> ways.open("outcome=open&stage="
                        + steps.stream().skip(point).map(step -> step.stage().code()).collect(Collectors.joining(",")), null));
    }

    ChartFigure months(Result result) {
        var none = BigDecimal.ZERO;
        var months = AnalysisBars.everyMonth(result.months(), Group::key, month -> new Group(month, null, 0, 0, none, none));
        if (measure != AnalysisMeasure.WON) {
            var rates = new ChartData(tr("sales.analysis.month"), months.stream().map(Group::key).toList(), List.of(new ChartSeries(measure.label(), ChartColour.TEAL,
                    months.stream().map(measure::of).toList())), ChartFormat.percent());
            return Charts.columns(measure.title("months"), rates).onPoint((series, point) -> ways.open("outcome=won,lost", months.get(point).key()));
        }
        var data = new ChartData(tr("sales.analysis.month"), months.stream().map(Group::key).toList(), List.of(
                new ChartSeries(tr("enum.Outcome.WON"), ChartColour.TEAL, months.stream().<@Nullable BigDecimal>map(Group::wonValue).toList()),
                new ChartSeries(tr("enum.Outcome.LOST"), ChartColour.GREY, months.stream().<@Nullable BigDecimal>map(Group::lostValue).toList())),
                ChartFormat.money(currency));
        return Charts.columns(tr("sales.analysis.months"), data)
                .onPoint((series, point) -> ways.open("outcome=" + (series == 0 ? "won" : "lost"), months.get(point).key()));
    }

    ChartFigure ranking(String of, List<Group> groups, By by, String closed) {
        Function<Group, String> label = group -> bars.name(by, group.key(), group.label());
        boolean values = measure == AnalysisMeasure.WON;
        var all = groups.stream().filter(group -> measure.of(group) != null && (!values || group.won() > 0))
                .sorted(Comparator.comparing(measure::of, Comparator.nullsLast(Comparator.reverseOrder()))).toList();
        var shown = all.stream().limit(AnalysisBars.MOST).toList();
        // A rate says nothing without the number of cases behind it.
        var data = new ChartData(AnalysisBars.header(by), shown.stream().map(group -> values ? label.apply(group) : tr("sales.analysis.of", label.apply(group), group.won() + group.lost()))
                .toList(), List.of(new ChartSeries(measure.label(), ChartColour.BLUE, shown.stream().map(measure::of).toList())),
                values ? ChartFormat.money(currency) : ChartFormat.percent());
        var figure = Charts.ranking(measure.title(of), data).whenEmpty(tr(values ? "sales.analysis.noneWon" : "sales.analysis.noneClosed"))
                .onPoint((series, point) -> ways.open((values ? "outcome=won&" : "outcome=won,lost&") + AnalysisBars.way(by, shown.get(point).key()), closed));
        return AnalysisBars.more(figure, all.size());
    }

    ChartFigure reasons(Result result, String closed) {
        var reasons = result.reasons();
        var data = new ChartData(tr("sales.lossReason"), reasons.stream().map(group -> bars.lossReason(group.key())).toList(),
                List.of(new ChartSeries(tr("sales.analysis.deals"), ChartColour.ORANGE, reasons.stream().<@Nullable BigDecimal>map(group -> BigDecimal.valueOf(group.lost())).toList())),
                ChartFormat.count());
        return Charts.ranking(tr("sales.analysis.reasons"), data).whenEmpty(tr("sales.analysis.noneLost"))
                .onPoint((series, point) -> ways.open("outcome=lost,cancelled&reason=" + reasons.get(point).key(), closed));
    }
}
