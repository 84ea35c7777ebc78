package app.mainstay.sales;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A deal as its page shows it, with the names behind the ids; {@code contacts} and {@code competitors} by id.
 *
 * @param rated its currency has a plan rate; else it is in no sum
 */
public record OpportunityDetails(OpportunityDraft draft, @Nullable String accountName, String ownerName, Map<Long, String> contacts,
                                 Map<Long, String> competitors, int stalledDays, boolean rated, List<Change> changes, boolean mayEdit) {

    /** @param actorName null: the system */
    public record Change(Instant at, @Nullable String actorName, ChangeKind kind, @Nullable String from, @Nullable String to) {
    }
}
