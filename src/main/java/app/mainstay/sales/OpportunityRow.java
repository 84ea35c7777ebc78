package app.mainstay.sales;

import app.mainstay.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A deal in a list and on a board.
 *
 * @param accountName null where there is no account yet
 * @param stalledDays so many days longer in its stage than the norm; 0: not stalled
 */
public record OpportunityRow(long id, String name, @Nullable Long accountId, @Nullable String accountName, long ownerId, String ownerName, long stageId,
                             Outcome outcome, Money amount, @Nullable LocalDate expectedOn, LocalDate openedOn, @Nullable LocalDate closedOn,
                             LocalDate stageSince, int stalledDays, @Nullable String nextStep, @Nullable LocalDate nextStepOn,
                             @Nullable String lossReason, @Nullable String source, Instant updatedAt, int version, boolean mayEdit) {
}
