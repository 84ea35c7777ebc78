package app.mainstay.meeting;

import java.time.Instant;
import java.util.Set;

/**
 * What of whose calendar is asked for.
 *
 * @param id        the person, unit or account; 0 for the viewer's own
 * @param kinds     empty: all
 * @param cancelled cancelled meetings, too
 */
public record CalendarQuery(Whose whose, long id, Instant from, Instant to, Set<MeetingKind> kinds, boolean cancelled) {

    /** UNIT: of everybody in the unit and below. ACCOUNT: meetings about it, whoever takes part. */
    public enum Whose {
        OWN, PERSON, UNIT, ACCOUNT
    }

    public CalendarQuery {
        kinds = Set.copyOf(kinds);
    }

    public static CalendarQuery own(Instant from, Instant to) {
        return new CalendarQuery(Whose.OWN, 0, from, to, Set.of(), false);
    }
}
