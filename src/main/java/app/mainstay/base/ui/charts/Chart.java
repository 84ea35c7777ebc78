package app.mainstay.base.ui.charts;

import static app.mainstay.base.ui.Translations.tr;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.internal.JacksonUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * ApexCharts (MIT up to 4.7.0) on the server's side: options once, series as often as they change. Made by {@link Charts}. The numbers stand in
 * a table beside the picture, for screen readers and for who prefers to read.
 */
@Tag("apex-chart")
@JsModule("./apex-chart.ts")
@NpmPackage(value = "apexcharts", version = "4.7.0")
public final class Chart extends Component {

    /** A point of a series, both from 0. */
    @FunctionalInterface
    public interface PointListener {

        void clicked(int series, int point);
    }

    private final ObjectNode options;
    private final String summary;
    private ChartData data;
    private @Nullable PointListener listener;
    private final Element table = new Element("table");

    Chart(ObjectNode options, String summary, ChartData data, Locale locale) {
        this.options = options;
        this.summary = summary;
        this.data = data;
        table.getClassList().add("chart-table");
        getElement().appendChild(table);
        getElement().addEventListener("point-click", event -> {
            int series = event.getEventData().path("event.detail.series").asInt(0);
            int point = event.getEventData().path("event.detail.point").asInt(0);
            // A browser says what it likes.
            if (listener != null && series >= 0 && series < this.data.series().size() && point >= 0 && point < this.data.labels().size()) {
                listener.clicked(series, point);
            }
        }).addEventData("event.detail.series").addEventData("event.detail.point");
        wish(locale);
        show(data, locale);
    }

    private void wish(Locale locale) {
        ObjectNode wish = JacksonUtils.createObjectNode();
        wish.set("options", options);
        wish.put("format", data.format().name());
        ArrayNode hatched = wish.putArray("hatched");
        for (int i = 0; i < data.series().size(); i++) {
            if (data.series().get(i).forecast()) {
                hatched.add(i);
            }
        }
        if (data.target() == null) {
            wish.putNull("target");
        } else {
            wish.put("target", data.target());
        }
        wish.putObject("texts").put("locale", locale.toLanguageTag()).put("days", tr("chart.days"));
        getElement().setPropertyJson("wish", wish);
    }

    /** New numbers under the same labels move the picture; other labels draw it anew. */
    void show(ChartData next, Locale locale) {
        boolean labelled = !next.labels().equals(data.labels()) || next.series().size() != data.series().size();
        data = next;
        if (labelled) {
            Charts.label(options, next);
            wish(locale);
        }
        ArrayNode all = JacksonUtils.createArrayNode();
        for (var series : next.series()) {
            ObjectNode one = all.addObject();
            one.put("name", series.name());
            ArrayNode values = one.putArray("data");
            series.values().forEach(value -> {
                if (value == null) {
                    values.addNull();
                } else {
                    values.add(value);
                }
            });
        }
        getElement().setPropertyJson("series", all);
        fill(locale);
    }

    void onPoint(PointListener listener, Locale locale) {
        this.listener = listener;
        getElement().getClassList().add("chart-clickable");
        fill(locale);
    }

    private void fill(Locale locale) {
        table.removeAllChildren();
        table.appendChild(new Element("caption").setText(summary));
        var head = new Element("tr");
        List<String> headers = new ArrayList<>(List.of(data.labelHeader()));
        data.series().forEach(series -> headers.add(series.name()));
        headers.forEach(text -> head.appendChild(new Element("th").setAttribute("scope", "col").setText(text)));
        table.appendChild(new Element("thead").appendChild(head));
        var body = new Element("tbody");
        for (int point = 0; point < data.labels().size(); point++) {
            var row = new Element("tr").appendChild(new Element("th").setAttribute("scope", "row").setText(data.labels().get(point)));
            for (int series = 0; series < data.series().size(); series++) {
                row.appendChild(cell(series, point, locale));
            }
            body.appendChild(row);
        }
        table.appendChild(body);
    }

    /** Where a click leads to the rows behind a point, the keyboard gets there through the table. */
    private Element cell(int series, int point, Locale locale) {
        String text = data.format().text(data.series().get(series).values().get(point), locale);
        var cell = new Element("td");
        if (listener == null || text.isEmpty()) {
            return cell.setText(text);
        }
        var way = new Element("button").setAttribute("type", "button").setText(text);
        way.addEventListener("click", event -> {
            if (listener != null) {
                listener.clicked(series, point);
            }
        });
        return cell.appendChild(way);
    }

    ChartData data() {
        return data;
    }
}
