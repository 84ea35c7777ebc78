package app.mainstay.coverage;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A handover as somebody who leads writes it.
 *
 * @param id          null: a new one
 * @param giverId     stays as it is once stored
 * @param portfolio   everything the giver has on that day: all accounts, also archived ones, places in teams and duties as a stand-in
 * @param accountIds  the giver's accounts in question; without meaning for a portfolio
 * @param effectiveOn the day on which everything moves, at 00:00 of the business zone; today, or when they sign later: once both have signed
 * @param overReason  needed where the taker's capacity is exceeded
 */
public record HandoverDraft(@Nullable Long id, @NotNull(message = "problem.required") @Nullable Long giverId,
                            @NotNull(message = "problem.required") @Nullable Long takerId, boolean portfolio, Set<Long> accountIds,
                            @NotNull(message = "problem.required") @Nullable LocalDate effectiveOn,
                            @NotNull(message = "problem.required") @Size(max = 240, message = "problem.tooLong") @Nullable String reason,
                            @Size(max = 240, message = "problem.tooLong") @Nullable String overReason, int version) {

    public HandoverDraft {
        accountIds = Set.copyOf(accountIds);
    }
}
