package app.mainstay.base.ui.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.ViewTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.internal.JacksonUtils;
import com.vaadin.flow.internal.nodefeature.ElementListenerMap;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.dom.Element;
import com.github.mvysny.kaributesting.v10.LocatorJ;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChartsTest extends ViewTest {

    private static final ChartData WON = new ChartData("Month", List.of("Jan", "<b>Feb</b>"), List.of(
            new ChartSeries("Won", ChartColour.BLUE, Arrays.asList(new BigDecimal("1234567.5"), null)),
            new ChartSeries("Forecast", ChartColour.GREY, List.of(BigDecimal.TEN, BigDecimal.ONE), true)), ChartFormat.money("CNY"), new BigDecimal("2000000"));

    @BeforeEach
    void screen() {
        openAs(fixtures.company().director(), "accounts");
    }

    @Test
    void theTableHoldsTheSameNumbersInFull() {
        var figure = Charts.columns("Won by month", WON);

        assertThat(table(figure)).containsExactly(List.of("Month", "Won", "Forecast"), List.of("Jan", "CNY 1,234,567.5", "CNY 10"),
                List.of("<b>Feb</b>", "", "CNY 1"));
        // As text: what a user wrote is never markup.
        assertThat(figure.getElement().getOuterHTML()).contains("&lt;b&gt;Feb").doesNotContain("<b>");
    }

    @Test
    void theBrowserGetsDataAndNamesOfFormatsButNoCode() {
        var chart = chart(Charts.columns("Won by month", WON));

        var wish = JacksonUtils.readTree(chart.getElement().getPropertyRaw("wish").toString());
        assertThat(wish.path("format").asString("")).isEqualTo("money:CNY");
        assertThat(wish.path("hatched").toString()).isEqualTo("[1]");
        assertThat(wish.path("target").asInt(0)).isEqualTo(2_000_000);
        assertThat(wish.path("options").path("yaxis").path("min").asInt(-1)).isZero();
        assertThat(chart.getElement().getPropertyRaw("series").toString()).contains("[1234567.5,null]").contains("\"Forecast\"");
    }

    @Test
    void aPointLeadsToItsRowsByPointerAndThroughTheTable() {
        List<String> clicked = new ArrayList<>();
        var figure = Charts.ranking("Won by month", WON).onPoint((series, point) -> clicked.add(series + "/" + point));
        UI.getCurrent().add(figure);

        click(chart(figure), 1, 0);
        click(chart(figure), 7, 0);
        click(chart(figure), 0, -1);
        buttons(figure).getFirst().getNode().getFeature(ElementListenerMap.class).fireEvent(new DomEvent(buttons(figure).getFirst(), "click", JacksonUtils.createObjectNode()));

        assertThat(clicked).containsExactly("1/0", "0/0");
        // What has no value has no rows.
        assertThat(buttons(figure)).hasSize(3);
    }

    @Test
    void nothingToShowIsSaidInWords() {
        var figure = Charts.trend("Won by month", new ChartData("Month", List.of("Jan"),
                List.of(new ChartSeries("Won", ChartColour.BLUE, Arrays.asList((BigDecimal) null))), ChartFormat.count())).whenEmpty("No deal was won.");

        assertThat(chart(figure).isVisible()).isFalse();
        assertThat(figure.getElement().getTextRecursively()).contains("No deal was won.");

        figure.show(new ChartData("Month", List.of("Jan"), List.of(new ChartSeries("Won", ChartColour.BLUE, List.of(BigDecimal.ONE))), ChartFormat.count()));
        assertThat(chart(figure).isVisible()).isTrue();
    }

    @Test
    void aSwitchShowsTheTableInstead() {
        var figure = Charts.funnel("Funnel", new ChartData("Stage", List.of("A"), List.of(new ChartSeries("Deals", ChartColour.BLUE, List.of(BigDecimal.ONE))),
                ChartFormat.count()));
        UI.getCurrent().add(figure);
        LocatorJ._click(LocatorJ._get(Button.class, spec -> spec.withText("As a table")));
        assertThat(figure.hasClassName("as-table")).isTrue();
    }

    @Test
    void aSeriesThatDoesNotFitItsLabelsIsAMistake() {
        assertThatThrownBy(() -> new ChartData("Month", List.of("Jan"), List.of(new ChartSeries("Won", ChartColour.BLUE, List.of())), ChartFormat.count()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Chart chart(ChartFigure figure) {
        return figure.getChildren().filter(Chart.class::isInstance).map(Chart.class::cast).findFirst().orElseThrow();
    }

    private static void click(Chart chart, int series, int point) {
        var detail = JacksonUtils.createObjectNode().put("event.detail.series", series).put("event.detail.point", point);
        chart.getElement().getNode().getFeature(ElementListenerMap.class).fireEvent(new DomEvent(chart.getElement(), "point-click", detail));
    }

    private static List<List<String>> table(ChartFigure figure) {
        return elements(chart(figure).getElement()).filter(element -> element.getTag().equals("tr"))
                .map(row -> row.getChildren().map(Element::getTextRecursively).toList()).toList();
    }

    private static List<Element> buttons(ChartFigure figure) {
        return elements(chart(figure).getElement()).filter(element -> element.getTag().equals("button")).toList();
    }

    private static Stream<Element> elements(Element root) {
        return Stream.concat(Stream.of(root), root.getChildren().filter(child -> !child.isTextNode()).flatMap(ChartsTest::elements));
    }
}
