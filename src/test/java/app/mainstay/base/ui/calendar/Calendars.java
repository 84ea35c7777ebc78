package app.mainstay.base.ui.calendar;

import com.github.mvysny.kaributesting.v10.LocatorJ;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a browser would show of a calendar, and do with it. */
public final class Calendars {

    private Calendars() {
    }

    /** Drops an event onto other times, or pulls its end: "2026-11-26T10:00". */
    public static void move(CalendarPanel panel, String id, String from, String until) {
        element(panel).moved(id, from, until);
        MockVaadin.clientRoundtrip(true);
    }

    public static void choose(CalendarPanel panel, String from, String until) {
        element(panel).chosen(from, until, false);
        MockVaadin.clientRoundtrip(true);
    }

    public static void chooseDay(CalendarPanel panel, LocalDate day) {
        element(panel).chosen(day + "T00:00", day.plusDays(1) + "T00:00", true);
        MockVaadin.clientRoundtrip(true);
    }

    public static void open(CalendarPanel panel, String id) {
        element(panel).opened(id);
        MockVaadin.clientRoundtrip(true);
    }

    public static void goTo(CalendarPanel panel, String day) {
        element(panel).wentTo(day);
        MockVaadin.clientRoundtrip(true);
    }

    /** A button of the toolbar by the word on it or its name. */
    public static void press(CalendarPanel panel, String name) {
        LocatorJ._click(LocatorJ._get(panel, Button.class, spec -> spec.withPredicate(button -> name.equals(button.getText())
                || name.equals(button.getAriaLabel().orElse(null)))));
    }

    public static String title(CalendarPanel panel) {
        return LocatorJ._get(panel, H2.class).getText();
    }

    /** "" where nothing is warned of. */
    public static String warning(CalendarPanel panel) {
        var warning = LocatorJ._find(panel, Paragraph.class);
        return warning.isEmpty() ? "" : warning.getFirst().getElement().getTextRecursively();
    }

    /** The events in their order: "2026-11-26T10:00 title". */
    public static List<String> events(CalendarPanel panel) {
        List<String> texts = new ArrayList<>();
        page(panel).path("events").forEach(event -> texts.add(event.path("from").asString() + " " + event.path("title").asString()));
        return texts.stream().sorted().toList();
    }

    /** The id of the only event with this title. */
    public static String id(CalendarPanel panel, String title) {
        List<String> ids = new ArrayList<>();
        page(panel).path("events").forEach(event -> {
            if (event.path("title").asString().equals(title)) {
                ids.add(event.path("id").asString());
            }
        });
        if (ids.size() != 1) {
            throw new AssertionError(ids.size() + " events are called " + title + ": " + events(panel));
        }
        return ids.getFirst();
    }

    /** Everything that was sent to be drawn. */
    public static JsonNode page(CalendarPanel panel) {
        return element(panel).page();
    }

    private static CalendarElement element(CalendarPanel panel) {
        return LocatorJ._get(panel, CalendarElement.class);
    }
}
