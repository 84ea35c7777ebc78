package app.mainstay.account;

import app.mainstay.audit.PartHistory.PartChange;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Sql;
import java.util.Map;
import java.util.Set;

/** A kind of thing that belongs to accounts and whose history is told on their page, beside its {@link app.mainstay.audit.AuditNames}. */
public interface HistoryPart {

    /** As {@link app.mainstay.audit.AuditNames#thing}: a table whose history table says {@code account_id}. */
    String thing();

    /** What people call these things, all together. */
    String partKey();

    int partOrder();

    /** Whether {@link app.mainstay.audit.AuditNames#names} tells one from another. */
    default boolean isNamed() {
        return false;
    }

    /** What of an account's parts the viewer may read, where that is less than all. @param id the column with the row's id, as the query calls it */
    default Sql readable(String id) {
        return new Sql();
    }

    /** The columns whose values come back one by one. What has consequences of its own, or a door that asks for a reason, is not among them. */
    default Set<String> restorable() {
        return Set.of();
    }

    /** Those of an account's things that the viewer may change now, each with the version of its row. */
    default Map<Long, Integer> versions(long accountId, Set<Long> ids) {
        return Map.of();
    }

    /**
     * Gives a column the value that it had before a change, through the door of the thing, with its rights and rules.
     *
     * @param column  one of {@link #restorable}, and among the fields of the change
     * @param version of the row as it was read
     */
    default void restore(long accountId, PartChange change, String column, int version) {
        throw new NotFoundException();
    }
}
