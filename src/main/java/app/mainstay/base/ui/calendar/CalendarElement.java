package app.mainstay.base.ui.calendar;

import static app.mainstay.base.ui.Translations.tr;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import com.vaadin.flow.internal.JacksonUtils;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * FullCalendar (MIT) on the server's side: it draws one span, given whole, and tells what a person does with it. Times cross as those of the
 * clock on the wall, without an offset. What is drawn is not kept here: after a detour through another page it is sent again.
 */
@Tag("mainstay-calendar")
@JsModule("./calendar.ts")
@NpmPackage(value = "@fullcalendar/core", version = "6.1.20")
@NpmPackage(value = "@fullcalendar/daygrid", version = "6.1.20")
@NpmPackage(value = "@fullcalendar/timegrid", version = "6.1.20")
@NpmPackage(value = "@fullcalendar/interaction", version = "6.1.20")
final class CalendarElement extends Component implements HasStyle {

    /** What the browser tells; none of it is checked yet. */
    interface Listener {

        void chosen(LocalDateTime from, LocalDateTime until, boolean wholeDays);

        void moved(String id, LocalDateTime from, LocalDateTime until);

        void opened(String id);

        void wentTo(LocalDate day);
    }

    private final transient Listener listener;
    private @Nullable ObjectNode page;

    CalendarElement(String label, Listener listener) {
        this.listener = listener;
        addClassName("calendar");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", label);
    }

    /** @param creatable whether times may be chosen */
    void show(CalendarMode mode, LocalDate day, CalendarRange span, int firstDay, CalendarData data, LocalDateTime now, boolean creatable, Locale locale) {
        ObjectNode next = JacksonUtils.createObjectNode();
        next.put("mode", mode.code()).put("day", day.toString()).put("from", span.from().toString()).put("until", span.until().toString());
        next.put("firstDay", firstDay).put("now", now.toString()).put("creatable", creatable).put("locale", locale.toLanguageTag());
        var events = next.putArray("events");
        data.events().forEach(event -> {
            var one = events.addObject();
            one.put("id", event.id()).put("title", event.title()).put("from", event.from().toString()).put("until", event.until().toString());
            one.put("kind", event.kind()).put("colour", event.colour().name().toLowerCase(Locale.ROOT)).put("note", event.note());
            one.put("icon", event.icon() == null ? null : event.icon().symbol());
            one.put("look", event.look().name().toLowerCase(Locale.ROOT)).put("state", event.state()).put("link", event.link()).put("movable", event.movable());
        });
        var hours = next.putArray("hours");
        data.work().hours().forEach(piece -> hours.addObject().put("from", piece.from().toString()).put("until", piece.until().toString()));
        var days = next.putArray("days");
        data.work().days().forEach(special -> days.addObject().put("day", special.day().toString()).put("name", special.name()).put("worked", special.worked()));
        var texts = next.putObject("texts");
        for (String key : List.of("more", "off", "work", "goTo", "empty", "undecided")) {
            // Without values the placeholders stay for the browser to fill.
            texts.put(key, tr("calendar." + key));
        }
        page = next;
        if (isAttached()) {
            draw();
        }
    }

    @Nullable ObjectNode page() {
        return page;
    }

    /** Everything stands again as the server last showed it. */
    void reset() {
        getElement().executeJs("this.reset?.()");
    }

    @Override
    protected void onAttach(AttachEvent event) {
        draw();
    }

    private void draw() {
        if (page != null) {
            getElement().executeJs("customElements.whenDefined('mainstay-calendar').then(() => this.show($0))", page);
        }
    }

    @ClientCallable
    void chosen(String from, String until, boolean wholeDays) {
        var first = time(from);
        var last = time(until);
        if (first.isPresent() && last.isPresent()) {
            listener.chosen(first.get(), last.get(), wholeDays);
        }
    }

    @ClientCallable
    void moved(String id, String from, String until) {
        var first = time(from);
        var last = time(until);
        if (first.isPresent() && last.isPresent()) {
            listener.moved(id, first.get(), last.get());
        } else {
            reset();
        }
    }

    @ClientCallable
    void opened(String id) {
        listener.opened(id);
    }

    @ClientCallable
    void wentTo(String day) {
        time(day + "T00:00").ifPresent(start -> listener.wentTo(start.toLocalDate()));
    }

    private static Optional<LocalDateTime> time(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text));
        } catch (DateTimeParseException notOfOurBrowser) {
            return Optional.empty();
        }
    }
}
