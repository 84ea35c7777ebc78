package app.mainstay.base.ui.charts;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.internal.JacksonUtils;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** The kinds of chart that the product draws; each says what it is for. Bars start at zero. */
public final class Charts {

    private static final int HEIGHT = 260;
    private static final int BAR = 34;

    private Charts() {
    }

    /** How something went over periods; several series as lines. */
    public static ChartFigure trend(String title, ChartData data) {
        var options = base(data, "line", HEIGHT);
        options.putObject("stroke").put("width", 2.5).put("curve", "straight");
        options.putObject("markers").put("size", 4);
        options.putObject("dataLabels").put("enabled", false);
        options.putObject("yaxis").put("forceNiceScale", true);
        return figure(title, options, data);
    }

    /** Amounts over periods, beside each other; a target is a line across. */
    public static ChartFigure columns(String title, ChartData data) {
        var options = base(data, "bar", HEIGHT);
        options.putObject("plotOptions").putObject("bar").put("columnWidth", data.series().size() > 1 ? "70%" : "55%").put("borderRadius", 2)
                .putObject("dataLabels").put("position", "top");
        options.putObject("dataLabels").put("enabled", false);
        options.putObject("yaxis").put("min", 0).put("forceNiceScale", true);
        // Many labels side by side run into each other on a tablet.
        options.withObject("/xaxis").putObject("labels").put("rotate", -45).put("rotateAlways", data.labels().size() > 6);
        return figure(title, options, data);
    }

    /** Amounts over periods, one upon the other. */
    public static ChartFigure stacked(String title, ChartData data) {
        var options = base(data, "bar", HEIGHT);
        options.withObject("/chart").put("stacked", true);
        options.putObject("plotOptions").putObject("bar").put("columnWidth", "60%").put("borderRadius", 2);
        options.putObject("dataLabels").put("enabled", false);
        options.putObject("yaxis").put("min", 0).put("forceNiceScale", true);
        return figure(title, options, data);
    }

    /** Who or what has most: bars to the right, each with its number, in the order given. */
    public static ChartFigure ranking(String title, ChartData data) {
        var options = base(data, "bar", Math.max(120, 60 + data.labels().size() * data.series().size() * BAR));
        options.putObject("plotOptions").putObject("bar").put("horizontal", true).put("barHeight", "62%").put("borderRadius", 2)
                .putObject("dataLabels").put("position", "top");
        labelled(options, data.format());
        // Room for the longest bar's number, which says more than an axis.
        var axis = options.withObject("/xaxis");
        axis.put("min", 0).put("max", data.series().stream().flatMap(series -> series.values().stream()).filter(Objects::nonNull).mapToDouble(BigDecimal::doubleValue).max()
                .orElse(1) * 1.4);
        axis.putObject("labels").put("show", false);
        axis.putObject("axisTicks").put("show", false);
        axis.putObject("axisBorder").put("show", false);
        options.putObject("grid").putObject("xaxis").putObject("lines").put("show", false);
        options.withObject("/grid").putObject("yaxis").putObject("lines").put("show", false);
        options.putObject("yaxis").putObject("labels").put("maxWidth", 180);
        return figure(title, options, data);
    }

    /** Of whom or what has most, what that is made of: bars to the right, one part behind the other. */
    public static ChartFigure parts(String title, ChartData data) {
        var options = base(data, "bar", Math.max(140, 80 + data.labels().size() * BAR));
        options.withObject("/chart").put("stacked", true);
        options.putObject("plotOptions").putObject("bar").put("horizontal", true).put("barHeight", "62%").put("borderRadius", 2);
        options.putObject("dataLabels").put("enabled", false);
        options.putObject("yaxis").putObject("labels").put("maxWidth", 180);
        return figure(title, options, data);
    }

    /** How many are left after each step, the first one on top. */
    public static ChartFigure funnel(String title, ChartData data) {
        var options = base(data, "bar", Math.max(120, 40 + data.labels().size() * 44));
        var bar = options.putObject("plotOptions").putObject("bar");
        bar.put("horizontal", true).put("barHeight", "80%").put("isFunnel", true).put("borderRadius", 2);
        options.putObject("dataLabels").put("enabled", true).put("dropShadow", false).putObject("style").putArray("colors").add("#ffffff");
        return figure(title, options, data);
    }

    /** Beside the bar's end. Anchored in its middle, since the library puts a text that begins there upon every bar that is shorter than the text. */
    private static void labelled(ObjectNode options, ChartFormat format) {
        var labels = options.putObject("dataLabels");
        labels.put("enabled", true).put("textAnchor", "middle").put("offsetX", switch (format) {
            case ChartFormat.Amount _ -> 46;
            case ChartFormat.Days _ -> 36;
            case ChartFormat.Percent _ -> 32;
            case ChartFormat.Count _ -> 20;
        });
        labels.putObject("style").put("fontWeight", 500).putArray("colors").add("var(--vaadin-text-color)");
        labels.putObject("background").put("enabled", false);
    }

    private static ObjectNode base(ChartData data, String type, int height) {
        ObjectNode options = JacksonUtils.createObjectNode();
        options.putObject("chart").put("type", type).put("height", height).put("width", "100%");
        var legend = options.putObject("legend");
        legend.put("show", data.series().size() > 1).put("position", "top").put("horizontalAlign", "left");
        label(options, data);
        return options;
    }

    /** What changes with the data. */
    static void label(ObjectNode options, ChartData data) {
        var categories = options.withObject("/xaxis").putArray("categories");
        data.labels().forEach(categories::add);
        var colours = options.putArray("colors");
        data.series().forEach(series -> colours.add(series.colour().code));
    }

    private static ChartFigure figure(String title, ObjectNode options, ChartData data) {
        Locale locale = UI.getCurrent().getLocale();
        return new ChartFigure(title, options, data, locale);
    }
}
