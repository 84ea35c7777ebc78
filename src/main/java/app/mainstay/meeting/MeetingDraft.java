package app.mainstay.meeting;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A meeting on its way in or out.
 *
 * @param accounts the one it is about first; none for an internal one
 * @param start    local time in the zone, as {@code end}
 * @param rule     how it repeats, RFC 5545 without "RRULE:", see {@link Recurrence}; null: it does not. Of an occurrence the rule of its series
 * @param people   users who take part; the host does in any case
 * @param contacts of accounts that whoever saves sees
 * @param reminder minutes before the start; null: none
 * @param busy     whether others read the time as taken
 */
public record MeetingDraft(@Nullable Long id,
                           @NotBlank(message = "problem.required") @Size(max = 200, message = "problem.tooLong") String subject,
                           @NotNull(message = "problem.required") @Nullable MeetingKind kind, List<Long> accounts,
                           @Size(max = 300, message = "problem.tooLong") @Nullable String place,
                           @Size(max = 500, message = "problem.tooLong") @Nullable String link,
                           @Size(max = 2000, message = "problem.tooLong") @Nullable String purpose,
                           @NotNull(message = "problem.required") @Nullable LocalDateTime start,
                           @NotNull(message = "problem.required") @Nullable LocalDateTime end,
                           @NotNull(message = "problem.required") @Nullable String zone, @Nullable String rule,
                           @NotNull(message = "problem.required") @Nullable Long hostId, List<Long> people, List<Long> contacts, List<Guest> guests,
                           List<AgendaItem> agenda, @Nullable Integer reminder, boolean busy, int version) {

    public MeetingDraft {
        accounts = List.copyOf(accounts);
        people = List.copyOf(people);
        contacts = List.copyOf(contacts);
        guests = List.copyOf(guests);
        agenda = List.copyOf(agenda);
    }

    public MeetingDraft at(LocalDateTime start, LocalDateTime end, String zone) {
        return new MeetingDraft(id, subject, kind, accounts, place, link, purpose, start, end, zone, rule, hostId, people, contacts, guests, agenda, reminder, busy, version);
    }

    public MeetingDraft repeating(@Nullable String rule) {
        return new MeetingDraft(id, subject, kind, accounts, place, link, purpose, start, end, zone, rule, hostId, people, contacts, guests, agenda, reminder, busy, version);
    }
}
