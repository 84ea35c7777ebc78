package app.mainstay.base.ui.charts;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Formats;
import app.mainstay.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a chart's numbers are read: by name for the browser, in full for the table. */
public sealed interface ChartFormat {

    /** Names one of the browser's formatters. */
    String name();

    String text(@Nullable BigDecimal value, Locale locale);

    static ChartFormat count() {
        return new Count();
    }

    static ChartFormat money(String currency) {
        return new Amount(currency);
    }

    /** Values from 0 to 100. */
    static ChartFormat percent() {
        return new Percent();
    }

    static ChartFormat days() {
        return new Days();
    }

    /** Things that are counted. */
    record Count() implements ChartFormat {

        @Override
        public String name() {
            return "count";
        }

        @Override
        public String text(@Nullable BigDecimal value, Locale locale) {
            return rounded(value, locale);
        }
    }

    /** Amounts in one currency. */
    record Amount(String currency) implements ChartFormat {

        @Override
        public String name() {
            return "money:" + currency;
        }

        @Override
        public String text(@Nullable BigDecimal value, Locale locale) {
            return value == null ? "" : Formats.moneyInFull(new Money(value, currency), locale);
        }
    }

    /** Parts of a hundred. */
    record Percent() implements ChartFormat {

        @Override
        public String name() {
            return "percent";
        }

        @Override
        public String text(@Nullable BigDecimal value, Locale locale) {
            return value == null ? "" : rounded(value, locale) + " %";
        }
    }

    /** Durations. */
    record Days() implements ChartFormat {

        @Override
        public String name() {
            return "days";
        }

        @Override
        public String text(@Nullable BigDecimal value, Locale locale) {
            return value == null ? "" : rounded(value, locale) + " " + tr("chart.days");
        }
    }

    private static String rounded(@Nullable BigDecimal value, Locale locale) {
        if (value == null) {
            return "";
        }
        var format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(1);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value);
    }
}
