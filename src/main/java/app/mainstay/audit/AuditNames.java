package app.mainstay.audit;

import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells the reader of the audit trail how a room's history reads: what rows are called, and field by field what changed. Either only of rows
 * that the viewer may see.
 */
public interface AuditNames {

    /** The table. */
    String thing();

    Map<Long, String> names(Set<Long> ids);

    /** What of the history is shown, in order; nothing unless the room says so. */
    default List<AuditField> fields() {
        return List.of();
    }

    /**
     * The condition on rows whose old and new values the viewer may read; nobody may unless the room says so. Parameter names begin with the
     * thing's, so that they meet no others.
     *
     * @param id the column with the row's id, as the query calls it
     */
    default Sql visible(String id) {
        return new Sql().and("1 = 0");
    }
}
