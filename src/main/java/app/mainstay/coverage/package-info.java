/**
 * Coverage: who carries how much, accounts changing hands now and on a day ahead, and what remains uncovered. Owns the tables coverage_*.
 * Changes representatives through account's door only.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "settings", "audit", "invariants", "jobs", "security", "base", "base::ui", "base::list", "base::list-ui", "base::board-ui",
        "base::bulk", "account", "account::ui"})
package app.mainstay.coverage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
