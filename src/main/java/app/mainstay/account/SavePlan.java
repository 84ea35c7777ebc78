package app.mainstay.account;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is done to keep an account at risk.
 *
 * @param closedOn null: it is open
 * @param version  for {@link AccountStanding#change}
 */
public record SavePlan(long id, long accountId, String text, long ownerId, String ownerName, LocalDate dueOn, SavePlanState state, LocalDate openedOn,
                       @Nullable LocalDate closedOn, int version) {
}
