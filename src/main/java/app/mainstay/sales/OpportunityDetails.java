package app.mainstay.sales;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A deal as its page shows it, with the names behind the ids; {@code contacts} and {@code competitors} by id. */
public record OpportunityDetails(OpportunityDraft draft, @Nullable String accountName, String ownerName, Map<Long, String> contacts,
                                 Map<Long, String> competitors, int stalledDays, List<Change> changes, boolean mayEdit) {

    /** @param actorName null: the system */
    public record Change(Instant at, @Nullable String actorName, ChangeKind kind, @Nullable String from, @Nullable String to) {
    }
}
