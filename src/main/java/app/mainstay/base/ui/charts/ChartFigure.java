package app.mainstay.base.ui.charts;

import static app.mainstay.base.ui.Translations.tr;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** A chart with its title, which says the finding or the question with unit and period; made by {@link Charts}. */
@Tag("figure")
public final class ChartFigure extends Component implements HasStyle {

    private final Span note = new Span();
    private final Paragraph empty = new Paragraph(tr("chart.empty"));
    private final Chart chart;
    private final transient Locale locale;

    ChartFigure(String title, ObjectNode options, ChartData data, Locale locale) {
        this.locale = locale;
        addClassName("chart-figure");
        var name = new Span(title);
        name.addClassName("chart-title");
        note.addClassName("secondary");
        note.setVisible(false);
        var asTable = new Button(tr("chart.table"));
        asTable.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        asTable.getElement().setAttribute("aria-pressed", "false");
        chart = new Chart(options, title, data, locale);
        asTable.addClickListener(click -> {
            boolean table = !hasClassName("as-table");
            setClassName("as-table", table);
            asTable.setText(tr(table ? "chart.picture" : "chart.table"));
            asTable.getElement().setAttribute("aria-pressed", String.valueOf(table));
        });
        var texts = new Div(name, note);
        var head = new Div(texts, asTable);
        head.addClassName("chart-head");
        empty.addClassName("secondary");
        getElement().appendChild(head.getElement(), empty.getElement(), chart.getElement());
        show();
    }

    /** What must be known to read it: the period, what is left out, that few cases stand behind it. */
    public ChartFigure note(String text) {
        note.setText(text);
        note.setVisible(!text.isEmpty());
        return this;
    }

    /** What is missing, said where nothing can be drawn. */
    public ChartFigure whenEmpty(String sentence) {
        empty.setText(sentence);
        return this;
    }

    /** A tap on a point, or on its number in the table, leads to the rows behind it. */
    public ChartFigure onPoint(Chart.PointListener listener) {
        chart.onPoint(listener, locale);
        return this;
    }

    /** Replaces the numbers. */
    public void show(ChartData data) {
        chart.show(data, locale);
        show();
    }

    /** What is shown now. */
    public ChartData data() {
        return chart.data();
    }

    private void show() {
        boolean nothing = chart.data().isEmpty();
        empty.setVisible(nothing);
        chart.setVisible(!nothing);
    }
}
