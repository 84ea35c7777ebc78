package app.mainstay.base.ui.calendar;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.Weeks;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A calendar with its toolbar. It asks its provider for what the visible span shows and for nothing else; what a person does in it is told to
 * its listeners, and a moved event stays undecided until the listener has answered.
 */
public final class CalendarPanel extends Div {

    /** Longer than anything that is drawn on a calendar by hand. */
    private static final Duration LONGEST = Duration.ofDays(62);
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2200;

    /** What is shown, asked for anew with each span. */
    @FunctionalInterface
    public interface Provider {

        CalendarData load(CalendarRange span);
    }

    /**
     * A time that was pointed at.
     *
     * @param until     the same as {@code from} where a moment was pointed at
     * @param wholeDays in the month, where no hour can be pointed at; {@code until} is the end of the last day
     */
    public record Choice(LocalDateTime from, LocalDateTime until, boolean wholeDays) {
    }

    /** An event that was given other times and waits for an answer, at once or after a question. */
    public final class Move {

        private final CalendarEvent event;
        private final LocalDateTime from;
        private final LocalDateTime until;

        private Move(CalendarEvent event, LocalDateTime from, LocalDateTime until) {
            this.event = event;
            this.from = from;
            this.until = until;
        }

        /** As it was shown. */
        public CalendarEvent event() {
            return event;
        }

        public LocalDateTime from() {
            return from;
        }

        public LocalDateTime until() {
            return until;
        }

        /** It was stored: the span is asked for again. */
        public void accept() {
            refresh();
        }

        /** It goes back to where it was, and the sentence says why. */
        public void refuse(String sentence) {
            back();
            Notices.failed(sentence);
        }

        /** It goes back without a word: the person said so. */
        public void back() {
            element.reset();
        }
    }

    private final transient Supplier<LocalDateTime> clock;
    private final transient Provider provider;
    private final DayOfWeek firstDay = Weeks.firstDay();
    private final CalendarElement element;
    private final H2 title = new H2();
    private final Paragraph warning = new Paragraph();
    private final Div views = new Div();
    private final Map<CalendarMode, Button> buttons = new EnumMap<>(CalendarMode.class);
    private final Map<String, CalendarEvent> shown = new HashMap<>();
    private CalendarMode mode = CalendarMode.WEEK;
    private @Nullable LocalDate day;
    private transient @Nullable BiConsumer<CalendarMode, LocalDate> onSpan;
    private transient @Nullable Consumer<Choice> onChoice;
    private transient @Nullable Consumer<Move> onMove;
    private transient @Nullable Consumer<CalendarEvent> onOpen;

    /**
     * @param label what the calendar is, for who hears it
     * @param clock the viewer's date and time
     */
    public CalendarPanel(String label, Supplier<LocalDateTime> clock, Provider provider) {
        this.clock = clock;
        this.provider = provider;
        addClassName("calendar-panel");
        element = new CalendarElement(label, new Told());
        title.getElement().setAttribute("aria-live", "polite");
        var steps = new Div(step(Icons.BACK, "calendar.before", -1), today(), step(Icons.FORWARD, "calendar.after", 1));
        steps.addClassName("calendar-steps");
        views.addClassName("calendar-views");
        views.getElement().setAttribute("role", "group");
        views.getElement().setAttribute("aria-label", tr("calendar.views"));
        for (CalendarMode each : CalendarMode.values()) {
            var button = new Button(tr("calendar.mode." + each.code()), click -> go(each, anchor(each)));
            button.addThemeVariants(ButtonVariant.TERTIARY);
            buttons.put(each, button);
            views.add(button);
        }
        var bar = new Div(steps, title, views);
        bar.addClassName("calendar-bar");
        warning.addClassName("calendar-warning");
        add(bar, warning, element);
    }

    /** Stands between the title and the choice of views. */
    public void tools(Component... components) {
        for (Component component : components) {
            views.getParent().orElseThrow().getElement().insertChild(2, component.getElement());
        }
    }

    private Button step(Icons icon, String key, int direction) {
        var button = new Button(icon.create(), click -> go(mode, mode.step(day(), direction)));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel(tr(key));
        button.setTooltipText(tr(key));
        return button;
    }

    private Button today() {
        var button = new Button(tr("calendar.today"), click -> go(mode, clock.get().toLocalDate()));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        return button;
    }

    /** From a month one comes to today where today is on the screen, else to its first day. */
    private LocalDate anchor(CalendarMode next) {
        LocalDate now = clock.get().toLocalDate();
        var month = YearMonth.from(day());
        return mode == CalendarMode.MONTH && next != CalendarMode.MONTH ? YearMonth.from(now).equals(month) ? now : month.atDay(1) : day();
    }

    private void go(CalendarMode nextMode, LocalDate nextDay) {
        if (nextDay.getYear() < FIRST_YEAR || nextDay.getYear() > LAST_YEAR) {
            return;
        }
        if (onSpan == null) {
            show(nextMode, nextDay);
        } else {
            onSpan.accept(nextMode, nextDay);
        }
    }

    /** Is told where the person wants to go and answers by {@link #show}; for a page that keeps this in its address. */
    public void onSpan(BiConsumer<CalendarMode, LocalDate> listener) {
        onSpan = listener;
    }

    /** Times can be chosen by pointer or finger. Who works by keyboard needs another way to the same. */
    public void onChoice(Consumer<Choice> listener) {
        onChoice = listener;
    }

    /** Events that say so can be moved and resized. */
    public void onMove(Consumer<Move> listener) {
        onMove = listener;
    }

    /** An event with a link is opened here instead of there. */
    public void onOpen(Consumer<CalendarEvent> listener) {
        onOpen = listener;
    }

    /** Shows the span in which the day lies. */
    public void show(CalendarMode nextMode, LocalDate nextDay) {
        mode = nextMode;
        day = nextDay.getYear() < FIRST_YEAR || nextDay.getYear() > LAST_YEAR ? clock.get().toLocalDate() : nextDay;
        refresh();
    }

    /** Asks the provider again. */
    public void refresh() {
        var span = span();
        var data = provider.load(span);
        shown.clear();
        data.events().forEach(event -> shown.put(event.id(), event));
        buttons.forEach((each, button) -> {
            button.getElement().setAttribute("aria-pressed", String.valueOf(each == mode));
            button.setClassName("chosen", each == mode);
        });
        title.setText(CalendarTitle.of(mode, day(), span, getLocale()));
        var missing = data.work().missing();
        warning.setVisible(!missing.isEmpty());
        warning.removeAll();
        warning.add(Icons.WARNING.create());
        warning.add(tr("calendar.missing", missing.stream().map(String::valueOf).collect(Collectors.joining(", "))));
        element.show(mode, day(), span, firstDay.getValue() % DayOfWeek.values().length, data, clock.get(), onChoice != null, getLocale());
    }

    /** The chosen time is drawn until something else is; this takes it away. */
    public void clearChoice() {
        element.reset();
    }

    public CalendarMode mode() {
        return mode;
    }

    public LocalDate day() {
        return day == null ? clock.get().toLocalDate() : day;
    }

    public CalendarRange span() {
        return mode.span(day(), firstDay);
    }

    /** A browser says what it likes: only what was shown and allowed is told on. */
    private final class Told implements CalendarElement.Listener {

        @Override
        public void chosen(LocalDateTime from, LocalDateTime until, boolean wholeDays) {
            if (onChoice != null && !until.isBefore(from) && isNear(from, until)) {
                onChoice.accept(new Choice(from, until, wholeDays));
            }
        }

        @Override
        public void moved(String id, LocalDateTime from, LocalDateTime until) {
            var event = shown.get(id);
            if (onMove == null || event == null || !event.movable() || !from.isBefore(until) || !isNear(from, until)) {
                element.reset();
            } else {
                onMove.accept(new Move(event, from, until));
            }
        }

        @Override
        public void opened(String id) {
            var event = shown.get(id);
            if (event == null || event.link() == null) {
                return;
            }
            if (onOpen != null) {
                onOpen.accept(event);
            } else {
                getUI().ifPresent(ui -> ui.navigate(event.link()));
            }
        }

        @Override
        public void wentTo(LocalDate chosen) {
            go(CalendarMode.DAY, chosen);
        }

        private boolean isNear(LocalDateTime from, LocalDateTime until) {
            var span = span();
            return Duration.between(from, until).compareTo(LONGEST) <= 0 && from.isBefore(span.until().atStartOfDay())
                    && !until.isBefore(span.from().atStartOfDay());
        }
    }
}
