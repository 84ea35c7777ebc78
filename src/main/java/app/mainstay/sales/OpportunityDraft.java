package app.mainstay.sales;

import app.mainstay.shared.Money;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A deal on its way in or out.
 *
 * @param accountId   null: to be completed; only while it is open
 * @param amount      null: none is known yet, stored as zero; where there are lines it is their sum, whatever is said here
 * @param expectedOn  when it is expected to close
 * @param openedOn    null: today
 * @param closedOn    null: today where the stage closes it; nothing else means a day
 * @param lossReason  code of {@code CodeList.LOSS_REASON}; needed when lost or cancelled
 * @param lostToId    the competitor, only when lost
 * @param competitors who is present
 * @param contacts    people of the account who are involved
 */
public record OpportunityDraft(@Nullable Long id,
                               @NotBlank(message = "problem.required") @Size(max = 200, message = "problem.tooLong") String name,
                               @Nullable Long accountId,
                               @NotNull(message = "problem.required") @Nullable Long ownerId,
                               @NotNull(message = "problem.required") @Nullable Long stageId,
                               @Nullable Money amount, List<LineDraft> lines, @Nullable LocalDate expectedOn, @Nullable LocalDate openedOn,
                               @Nullable LocalDate closedOn, @Nullable String source,
                               @Size(max = 300, message = "problem.tooLong") @Nullable String nextStep, @Nullable LocalDate nextStepOn,
                               @Nullable String lossReason, @Nullable Long lostToId,
                               @Size(max = 1000, message = "problem.tooLong") @Nullable String closingNote, Set<Long> competitors, Set<Long> contacts,
                               int version) {

    public OpportunityDraft {
        lines = List.copyOf(lines);
        competitors = Set.copyOf(competitors);
        contacts = Set.copyOf(contacts);
    }

    /** On its way into another stage: how it was closed before says nothing of it any more. */
    public OpportunityDraft into(@Nullable Long stage) {
        return new OpportunityDraft(id, name, accountId, ownerId, stage, amount, lines, expectedOn, openedOn, null, source, nextStep, nextStepOn, null, null, null,
                competitors, contacts, version);
    }

    public OpportunityDraft withVersion(int read) {
        return new OpportunityDraft(id, name, accountId, ownerId, stageId, amount, lines, expectedOn, openedOn, closedOn, source, nextStep, nextStepOn,
                lossReason, lostToId, closingNote, competitors, contacts, read);
    }

    public OpportunityDraft withAccount(@Nullable Long account) {
        return new OpportunityDraft(id, name, account, ownerId, stageId, amount, lines, expectedOn, openedOn, closedOn, source, nextStep, nextStepOn,
                lossReason, lostToId, closingNote, competitors, contacts, version);
    }
}
