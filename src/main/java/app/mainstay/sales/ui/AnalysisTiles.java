package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Formats;
import app.mainstay.sales.SalesAnalysis;
import app.mainstay.sales.SalesAnalysis.Result;
import app.mainstay.shared.Money;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import org.jspecify.annotations.Nullable;

/** The figures of the analysis that are no chart, each with what it is made of. */
final class AnalysisTiles extends Div {

    private final String currency;

    AnalysisTiles(String currency) {
        this.currency = currency;
        addClassName("tiles");
    }

    void show(Result result) {
        removeAll();
        add(tile("sales.tile.won", money(result.wonValue()), tr("sales.tile.won.note", result.won())),
                tile("sales.tile.winRate", percent(result.winRate()), tr("sales.tile.winRate.note", percent(result.winRateValue()))),
                tile("sales.tile.cycle", days(result.meanCycle()), cycleNote(result)),
                tile("sales.tile.velocity", result.velocity() == null ? tr("sales.none") : money(result.velocity()), tr("sales.tile.velocity.note")),
                tile("sales.tile.open", money(result.openValue()), tr("sales.tile.open.note", result.open(), money(result.expectedValue()))),
                tile("sales.tile.coverage", tr("sales.tile.coverage.noTarget"), tr("sales.tile.coverage.note")));
        if (result.unrated() > 0) {
            var unrated = new Span(tr("sales.analysis.unrated", result.unrated()));
            unrated.addClassNames("status", "sign-warn", "tiles-note");
            add(unrated);
        }
    }

    private String cycleNote(Result result) {
        String note = tr("sales.tile.cycle.note", days(result.medianCycle()), result.won());
        return result.won() > 0 && result.won() < SalesAnalysis.SMALL_SAMPLE ? note + " · " + tr("sales.smallSample") : note;
    }

    private static Div tile(String labelKey, String value, String note) {
        var label = new Span(tr(labelKey));
        label.addClassName("tile-label");
        var number = new Span(value);
        number.addClassName("tile-value");
        var small = new Span(note);
        small.addClassName("secondary");
        var tile = new Div(label, number, small);
        tile.addClassName("tile");
        return tile;
    }

    private String money(BigDecimal value) {
        return Formats.money(new Money(value.setScale(4, RoundingMode.HALF_UP), currency), getLocale());
    }

    private String percent(@Nullable BigDecimal value) {
        return value == null ? tr("sales.none") : number(value) + " %";
    }

    private String days(@Nullable BigDecimal value) {
        return value == null ? tr("sales.none") : tr("sales.days", number(value));
    }

    /** One decimal, rounded half up, as all metrics are shown. */
    private String number(BigDecimal value) {
        var format = NumberFormat.getNumberInstance(getLocale());
        format.setMaximumFractionDigits(1);
        format.setMinimumFractionDigits(1);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value);
    }
}
