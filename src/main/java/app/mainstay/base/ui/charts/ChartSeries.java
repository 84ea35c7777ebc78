package app.mainstay.base.ui.charts;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of one kind, a value for each label of the chart; null where there is none, which is drawn as nothing and never as zero.
 *
 * @param forecast drawn hatched, since it has not happened yet
 */
public record ChartSeries(String name, ChartColour colour, List<@Nullable BigDecimal> values, boolean forecast) {

    public ChartSeries {
        // List.copyOf refuses nulls.
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    public ChartSeries(String name, ChartColour colour, List<@Nullable BigDecimal> values) {
        this(name, colour, values, false);
    }
}
