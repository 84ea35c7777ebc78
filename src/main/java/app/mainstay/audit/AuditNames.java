package app.mainstay.audit;

import java.util.Map;
import java.util.Set;

/** Tells the reader of the audit trail what a room's rows are called; only of those that the viewer may see. */
public interface AuditNames {

    /** The table. */
    String thing();

    Map<Long, String> names(Set<Long> ids);
}
