package app.mainstay.audit;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked of the audit trail; null and empty mean any.
 *
 * @param things tables and kinds of acts
 * @param days   not older than so many days
 */
public record AuditFilter(Set<String> things, Set<AuditAct> acts, @Nullable Long actorId, @Nullable Integer days) {

    public static final AuditFilter ALL = new AuditFilter(Set.of(), Set.of(), null, null);

    public AuditFilter {
        things = Set.copyOf(things);
        acts = Set.copyOf(acts);
    }
}
