package app.mainstay.meeting;

import java.time.Instant;
import java.util.List;

/**
 * What a calendar shows of a span.
 *
 * @param meetings by start
 * @param busy     of the people asked for when they are taken by what the viewer does not see
 * @param cut      there is more than is shown
 */
public record CalendarSpan(List<MeetingRow> meetings, List<Busy> busy, boolean cut) {

    /** Somebody is taken; by what is not said. */
    public record Busy(long userId, Instant from, Instant to) {
    }
}
