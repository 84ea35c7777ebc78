/**
 * Revisions: who changed something when, why and in which batch; and {@link app.mainstay.audit.AuditTrail}, what people did that changes no
 * row. Owns the tables audit_revision, audit_change and audit_entry; the history tables (_aud) belong to the rooms whose rows they hold. Uses the shared
 * types and contributes invariants; who is acting is told by {@link app.mainstay.audit.ActorSource}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "invariants"})
package app.mainstay.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
