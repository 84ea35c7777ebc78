package app.mainstay.account;

import app.mainstay.shared.Sql;

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
}
