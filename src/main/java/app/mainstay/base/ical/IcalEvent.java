package app.mainstay.base.ical;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event of a calendar file: a single one, a series, or an occurrence that differs from its series.
 *
 * @param stamp    when it was last changed
 * @param start    local time in the zone, as {@code end}, {@code excepted} and {@code original}
 * @param rule     RRULE without its name; an UNTIL in UTC. null: does not repeat
 * @param excepted starts at which the series does not take place
 * @param original where the rule puts this occurrence (RECURRENCE-ID); null: not one of a series
 * @param busy     the time is taken
 * @param reminder minutes before the start; null: none
 */
public record IcalEvent(String uid, int sequence, Instant stamp, String summary, @Nullable String description, @Nullable String location, @Nullable String url,
                        LocalDateTime start, LocalDateTime end, ZoneId zone, @Nullable String rule, List<LocalDateTime> excepted,
                        @Nullable LocalDateTime original, Standing standing, boolean busy, @Nullable IcalPerson organizer, List<IcalPerson> people,
                        @Nullable Integer reminder) {

    /** STATUS. */
    public enum Standing {
        CONFIRMED, TENTATIVE, CANCELLED
    }

    public IcalEvent {
        excepted = List.copyOf(excepted);
        people = List.copyOf(people);
    }
}
