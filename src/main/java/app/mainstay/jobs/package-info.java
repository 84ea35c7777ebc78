/**
 * Work that outlasts a request: it survives a restart, goes on where it was, and runs once on several servers. Owns the tables jobs_*.
 * Uses the shared types only; people and the business zone are told by {@link app.mainstay.jobs.JobHost}, features plug in as
 * {@link app.mainstay.jobs.JobKind}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "shared")
package app.mainstay.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
