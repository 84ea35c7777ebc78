package app.mainstay.base.ui.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.ViewTest;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.calendar.CalendarEvent.Look;
import app.mainstay.base.ui.charts.ChartColour;
import com.github.mvysny.kaributesting.v10.NotificationsKt;
import com.vaadin.flow.component.UI;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server's half of the calendar; the browser's half is told by the stories. */
class CalendarPanelTest extends ViewTest {

    private static final LocalDate THURSDAY = LocalDate.of(2026, 11, 26);

    private final List<CalendarRange> asked = new ArrayList<>();
    private final List<CalendarPanel.Move> moves = new ArrayList<>();
    private final List<CalendarPanel.Choice> choices = new ArrayList<>();
    private final List<CalendarEvent> events = new ArrayList<>();
    private CalendarWork work = CalendarWork.NONE;
    private CalendarPanel panel;

    @BeforeEach
    void panel() {
        open("login");
        events.add(event("review", "2026-11-26T10:00", "2026-11-26T11:00", true));
        events.add(event("others", "2026-11-27T14:00", "2026-11-27T15:00", false));
        panel = make();
        panel.show(CalendarMode.WEEK, THURSDAY);
    }

    private CalendarPanel make() {
        var made = new CalendarPanel("Meetings", () -> THURSDAY.atTime(9, 30), span -> {
            asked.add(span);
            return new CalendarData(List.copyOf(events), work);
        });
        made.onMove(moves::add);
        made.onChoice(choices::add);
        UI.getCurrent().add(made);
        return made;
    }

    @Test
    void onlyTheVisibleSpanIsAskedFor() {
        assertThat(asked).containsExactly(span("2026-11-23", "2026-11-30"));
        asked.clear();

        Calendars.press(panel, "Month");
        Calendars.press(panel, "3 days");
        Calendars.press(panel, "Day");
        Calendars.press(panel, "Agenda");

        // From the month one comes to today.
        assertThat(asked).containsExactly(span("2026-10-26", "2026-12-07"), span("2026-11-26", "2026-11-29"), span("2026-11-26", "2026-11-27"),
                span("2026-11-26", "2026-12-24"));
    }

    @Test
    void theSpanIsWalkedThroughByButtons() {
        Calendars.press(panel, "Onwards");
        assertThat(Calendars.title(panel)).isEqualTo("30 Nov – 6 Dec 2026");
        Calendars.press(panel, "Back");
        Calendars.press(panel, "Back");
        assertThat(Calendars.title(panel)).isEqualTo("16–22 Nov 2026");
        Calendars.press(panel, "Month");
        Calendars.press(panel, "Onwards");
        assertThat(Calendars.title(panel)).isEqualTo("December 2026");
        Calendars.press(panel, "Today");
        assertThat(Calendars.title(panel)).isEqualTo("November 2026");
        Calendars.goTo(panel, "2026-11-30");
        assertThat(Calendars.title(panel)).isEqualTo("Monday 30 November 2026");
    }

    @Test
    void aPageThatKeepsTheSpanInItsAddressIsAskedFirst() {
        List<String> wishes = new ArrayList<>();
        panel.onSpan((mode, day) -> wishes.add(mode.code() + " " + day));

        Calendars.press(panel, "Onwards");

        assertThat(wishes).containsExactly("week 2026-12-03");
        assertThat(Calendars.title(panel)).isEqualTo("23–29 Nov 2026");
    }

    @Test
    void aMoveThatIsAcceptedIsAskedForAgain() {
        Calendars.move(panel, "review", "2026-11-27T10:00", "2026-11-27T11:30");

        var move = moves.getFirst();
        assertThat(move.event()).isEqualTo(events.getFirst());
        assertThat(move.from()).isEqualTo(LocalDateTime.parse("2026-11-27T10:00"));
        assertThat(move.until()).isEqualTo(LocalDateTime.parse("2026-11-27T11:30"));

        events.set(0, event("review", "2026-11-27T10:00", "2026-11-27T11:30", true));
        move.accept();
        assertThat(asked).hasSize(2);
        assertThat(Calendars.events(panel)).containsExactly("2026-11-27T10:00 review", "2026-11-27T14:00 others");
    }

    @Test
    void aMoveThatIsRefusedSaysWhyAndStandsWhereItWas() {
        Calendars.move(panel, "review", "2026-11-27T10:00", "2026-11-27T11:00");

        moves.getFirst().refuse("The room is taken.");

        assertThat(asked).hasSize(1);
        assertThat(Calendars.events(panel)).contains("2026-11-26T10:00 review");
        assertThat(NotificationsKt.getNotifications()).hasSize(1);
        assertThat(NotificationsKt.getNotifications().getFirst().getElement().getTextRecursively()).contains("The room is taken.");
    }

    /** Whoever writes his own messages moves no more than the screen offers. */
    @Test
    void whatTheCalendarDoesNotOfferIsNotAsked() {
        Calendars.move(panel, "others", "2026-11-26T14:00", "2026-11-26T15:00");
        Calendars.move(panel, "melon", "2026-11-26T14:00", "2026-11-26T15:00");
        Calendars.move(panel, "review", "2026-11-26T14:00", "2026-11-26T14:00");
        Calendars.move(panel, "review", "2026-11-26T14:00", "2026-11-26T13:00");
        Calendars.move(panel, "review", "2026-11-26T14:00", "2027-11-26T15:00");
        Calendars.move(panel, "review", "2031-11-26T14:00", "2031-11-26T15:00");
        Calendars.move(panel, "review", "soon", "later");
        Calendars.choose(panel, "2026-11-26T25:00", "2026-11-26T26:00");
        Calendars.choose(panel, "2026-11-26T14:00", "2026-11-26T13:00");
        Calendars.goTo(panel, "9999-99-99");

        assertThat(moves).isEmpty();
        assertThat(choices).isEmpty();
        assertThat(Calendars.title(panel)).isEqualTo("23–29 Nov 2026");
    }

    @Test
    void aTimeIsChosenByTheHourOrByTheDay() {
        Calendars.choose(panel, "2026-11-26T14:00", "2026-11-26T15:30");
        Calendars.chooseDay(panel, THURSDAY);

        assertThat(choices).containsExactly(new CalendarPanel.Choice(THURSDAY.atTime(14, 0), THURSDAY.atTime(15, 30), false),
                new CalendarPanel.Choice(THURSDAY.atStartOfDay(), THURSDAY.plusDays(1).atStartOfDay(), true));
    }

    @Test
    void whatNobodyMayOpenDoesNotOpen() {
        List<String> opened = new ArrayList<>();
        panel.onOpen(event -> opened.add(event.id()));

        Calendars.open(panel, "review");
        Calendars.open(panel, "others");

        assertThat(opened).containsExactly("review");
    }

    @Test
    void aYearWithoutHolidaysIsWarnedOf() {
        assertThat(Calendars.warning(panel)).isEmpty();

        work = new CalendarWork(List.of(), List.of(), List.of(2027));
        panel.refresh();

        assertThat(Calendars.warning(panel)).contains("The holidays of 2027 are not loaded");
    }

    @Test
    void chineseReadersSeeTheirDates() {
        UI.getCurrent().setLocale(Locale.SIMPLIFIED_CHINESE);
        panel = make();
        panel.show(CalendarMode.WEEK, LocalDate.of(2026, 12, 31));
        assertThat(Calendars.title(panel)).isEqualTo("2026年12月28日–2027年1月3日");

        Calendars.press(panel, "日");
        assertThat(Calendars.title(panel)).isEqualTo("2026年12月31日 星期四");
        Calendars.press(panel, "月");
        assertThat(Calendars.title(panel)).isEqualTo("2026年12月");
    }

    @Test
    void aMonthHasWholeWeeksWhicheverDayBeginsThem() {
        LocalDate february = LocalDate.of(2027, 2, 14);
        assertThat(CalendarMode.MONTH.span(february, DayOfWeek.MONDAY)).isEqualTo(span("2027-02-01", "2027-03-01"));
        assertThat(CalendarMode.MONTH.span(february, DayOfWeek.SUNDAY)).isEqualTo(span("2027-01-31", "2027-03-07"));
    }

    private static CalendarRange span(String from, String until) {
        return new CalendarRange(LocalDate.parse(from), LocalDate.parse(until));
    }

    private static CalendarEvent event(String id, String from, String until, boolean own) {
        return new CalendarEvent(id, id, LocalDateTime.parse(from), LocalDateTime.parse(until), "Review", ChartColour.BLUE, Icons.REVIEW, "", own ? Look.FIRM : Look.BUSY, "",
                own ? "accounts" : null, own);
    }
}
