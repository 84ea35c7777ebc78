package app.mainstay.meeting;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A meeting as its page shows it.
 *
 * @param accounts      in the draft's order; {@code seen} where the reader may open it
 * @param originalStart where the rule of the series puts it, local time; null: it does not repeat
 * @param own           differs from the others of its series
 * @param changedBy     who changed it last; null: the system
 * @param mine          what the reader answered; null: does not take part
 */
public record MeetingDetails(MeetingDraft draft, MeetingState state, Instant startsAt, Instant endsAt, String hostName, List<Account> accounts,
                             List<Attendee> attendees, @Nullable Long seriesId, @Nullable LocalDateTime originalStart, boolean own, boolean minuted,
                             @Nullable String cancelReason, @Nullable String changedBy, Instant changedAt, @Nullable Response mine, boolean mayEdit) {

    public record Account(long id, String name, boolean seen) {
    }
}
