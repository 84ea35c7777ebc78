package app.mainstay.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction changed in an account.
 *
 * @param id      ascends with time
 * @param actor   null: the system
 * @param created the account began with it; nothing was before
 */
public record AccountRevision(long id, Instant at, @Nullable String actor, @Nullable String reason, boolean created, List<Change> changes) {

    /**
     * @param field      as in {@link AccountDraft}; also lifecycle, unit and archived
     * @param before     text, number, {@link app.mainstay.shared.Coded}, {@link app.mainstay.shared.Money}, instant, {@link Reference}, for tags a
     *                   list of texts; null: there was none. Of tags those that were removed, {@code after} being those that were added.
     * @param restorable {@link AccountHistory#restore} gives the field its value from before
     */
    public record Change(String field, @Nullable Object before, @Nullable Object after, boolean restorable) {
    }

    /** Another row. @param name null: outside the viewer's accounts */
    public record Reference(long id, @Nullable String name) {
    }
}
