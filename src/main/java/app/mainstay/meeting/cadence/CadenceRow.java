package app.mainstay.meeting.cadence;

import app.mainstay.account.Tier;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Where an account stands on one level of contact.
 *
 * @param id          of this row in a list, steady; the account's with the level
 * @param lastOn      the last meeting that was held; null: none since records are kept
 * @param dueOn       the last day on which the next one is in time
 * @param plannedOn   the next meeting ahead; null: none
 * @param overdueDays so many days late; 0: in time
 */
public record CadenceRow(long id, long accountId, String accountName, Tier tier, String repName, ContactLevel level, int number, IntervalUnit unit, LocalDate startedOn,
                         @Nullable LocalDate lastOn, LocalDate dueOn, @Nullable LocalDate plannedOn, CadenceState state, int overdueDays) {

    /** Nothing is planned that would be in time, or that would end being late. */
    public boolean isMissing() {
        return state == CadenceState.DUE || state == CadenceState.OVERDUE && plannedOn == null;
    }
}
