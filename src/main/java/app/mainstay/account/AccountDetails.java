package app.mainstay.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account on its way out: the draft that a form would send back, with the names that stand behind its ids.
 *
 * @param repSince   since when the primary representative looks after it
 * @param mayEdit    this viewer may change it
 * @param mayAssign  this viewer may give it to another representative
 */
public record AccountDetails(
        AccountDraft draft,
        @Nullable String parentName,
        String primaryRepName,
        long unitId,
        String unitName,
        Instant repSince,
        @Nullable Instant archivedAt,
        Instant createdAt,
        Instant updatedAt,
        boolean mayEdit,
        boolean mayAssign) {

    public long id() {
        return java.util.Objects.requireNonNull(draft.id());
    }
}
