/**
 * What must always hold, looked at as rows and not as promises: every night and when an administrator asks. Owns the table invariants_result.
 * Rooms above contribute {@link app.mainstay.invariants.Invariant}s as beans of {@link app.mainstay.invariants.InvariantSource}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "jobs"})
package app.mainstay.invariants;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
