package app.mainstay.meeting;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A meeting in a calendar or a list.
 *
 * @param start   local time in the meeting's zone, as {@code end}
 * @param own     differs from the others of its series
 * @param people  of the people whose calendar was asked for those who take part and have not declined
 * @param mine    what the viewer answered; null: does not take part
 * @param mayEdit whether to offer a change; saving checks again
 */
public record MeetingRow(long id, @Nullable Long seriesId, boolean own, String subject, MeetingKind kind, MeetingState state, LocalDateTime start, LocalDateTime end,
                         String zone, Instant startsAt, Instant endsAt, @Nullable String place, @Nullable String link, long hostId, String hostName,
                         List<MeetingDetails.Account> accounts, List<Long> people, @Nullable Response mine, boolean mayEdit, int version) {
}
