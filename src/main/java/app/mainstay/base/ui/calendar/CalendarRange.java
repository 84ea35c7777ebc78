package app.mainstay.base.ui.calendar;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.Instant;

/**
 * What is on the screen, in days of the viewer's zone.
 *
 * @param until not part of it
 */
public record CalendarRange(LocalDate from, LocalDate until) {

    public Instant start(ZoneId zone) {
        return from.atStartOfDay(zone).toInstant();
    }

    public Instant end(ZoneId zone) {
        return until.atStartOfDay(zone).toInstant();
    }
}
