package app.mainstay.sales;

import app.mainstay.importing.ImportRow;
import app.mainstay.shared.Money;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a row of a file makes of a deal: its account, its one line, its name, its days and why it was lost, where the file leaves that open.
 *
 * @param products names by id
 * @param accounts finds an account by what the file calls it
 */
record DealFromRow(DealFields fields, Stages stages, Map<Long, String> products, Function<String, Optional<Long>> accounts, LocalDate today) {

    /** @throws RefusedException where its account is unknown, or lacking and the file is told to refuse that */
    OpportunityDraft draft(ImportRow row, @Nullable OpportunityDraft old) {
        Long stageId = row.get(fields.stage, old, OpportunityDraft::stageId);
        var stage = Optional.ofNullable(stageId).flatMap(stages::find);
        Long account = account(row, old);
        Long product = row.get(fields.product, old, DealFields::onlyProduct);
        Money amount = row.get(DealFields.AMOUNT, old, OpportunityDraft::amount);
        LocalDate closed = row.get(DealFields.CLOSED, old, OpportunityDraft::closedOn);
        LocalDate opened = row.get(DealFields.OPENED, old, OpportunityDraft::openedOn);
        return new OpportunityDraft(old == null ? null : old.id(), name(row, old, product), account, row.get(DealFields.OWNER, old, OpportunityDraft::ownerId),
                stageId, amount, lines(row, old, product, amount), row.get(DealFields.EXPECTED, old, OpportunityDraft::expectedOn),
                opened != null ? opened : old == null && closed != null ? closed : today, stage.filter(StageRow::isOpen).isPresent() ? null : closed,
                old == null ? "import" : old.source(), old == null ? null : old.nextStep(), old == null ? null : old.nextStepOn(),
                stage.filter(DealFromRow::isLost).isPresent() ? reason(row, old) : null, old == null ? null : old.lostToId(),
                old == null ? null : old.closingNote(), old == null ? Set.of() : old.competitors(), old == null ? Set.of() : old.contacts(),
                old == null ? 0 : old.version());
    }

    private @Nullable Long account(ImportRow row, @Nullable OpportunityDraft old) {
        String name = row.get(DealFields.ACCOUNT);
        if (name != null) {
            return accounts.apply(name).orElseThrow(() -> new RefusedException(Problem.of("accountId", "import.opportunities.problem.account", name)));
        }
        Long kept = old == null || row.has(DealFields.ACCOUNT) ? null : old.accountId();
        if (kept == null && Objects.equals(row.get(fields.lacking), DealFields.REFUSE)) {
            throw new RefusedException(Problem.of("accountId", "import.opportunities.problem.noAccount"));
        }
        return kept;
    }

    /** Files have one product at one amount; what a stored deal has beyond that stays where the file names no other product. */
    private List<LineDraft> lines(ImportRow row, @Nullable OpportunityDraft old, @Nullable Long product, @Nullable Money amount) {
        if (product != null && amount != null) {
            return List.of(new LineDraft(product, BigDecimal.ONE, amount.amount(), BigDecimal.ZERO));
        }
        return old == null || row.has(fields.product) ? List.of() : old.lines();
    }

    /** A deal without a name is called by its product and its account, or else its key. */
    private String name(ImportRow row, @Nullable OpportunityDraft old, @Nullable Long product) {
        String said = row.get(DealFields.NAME, old, OpportunityDraft::name);
        if (said != null) {
            return said.replaceFirst("^ · ", "");
        }
        String account = row.get(DealFields.ACCOUNT);
        String front = product == null ? "" : products.getOrDefault(product, "");
        return (front + (account != null ? " · " + account : row.key() != null ? " · " + row.key() : "")).replaceFirst("^ · ", "");
    }

    private static boolean isLost(StageRow stage) {
        return stage.outcome() == Outcome.LOST || stage.outcome() == Outcome.CANCELLED;
    }

    /** A file that says that a deal was lost and not why says "other". */
    private static String reason(ImportRow row, @Nullable OpportunityDraft old) {
        return Objects.requireNonNullElse(row.get(DealFields.REASON, old, OpportunityDraft::lossReason), "other");
    }
}
