package app.mainstay.base.ui.calendar;

import java.util.List;

/** What a span shows. */
public record CalendarData(List<CalendarEvent> events, CalendarWork work) {
}
