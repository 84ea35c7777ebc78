package app.mainstay.base.ui.charts;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chart shows.
 *
 * @param labelHeader what the labels are, as the first column of the table is called: "Month", "Representative"
 * @param labels      as the reader's language writes them; user content is safe, it is never read as markup
 * @param target      a line across the chart; null without
 */
public record ChartData(String labelHeader, List<String> labels, List<ChartSeries> series, ChartFormat format, @Nullable BigDecimal target) {

    public ChartData {
        labels = List.copyOf(labels);
        series = List.copyOf(series);
        for (var one : series) {
            if (one.values().size() != labels.size()) {
                throw new IllegalArgumentException(one.name() + " has " + one.values().size() + " values for " + labels.size() + " labels");
            }
        }
    }

    public ChartData(String labelHeader, List<String> labels, List<ChartSeries> series, ChartFormat format) {
        this(labelHeader, labels, series, format, null);
    }

    boolean isEmpty() {
        return labels.isEmpty() || series.stream().allMatch(one -> one.values().stream().allMatch(java.util.Objects::isNull));
    }
}
