/**
 * Tasks: action items, promises to customers and next steps, each with an owner and mostly a day. Owns the tables task_*. A task is seen by its
 * owner and creator, by the owner's managers, and by whoever sees its account. Rooms above write what was agreed through {@link app.mainstay.task.Tasks}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "settings", "audit", "invariants", "security", "base", "base::ui", "base::list", "base::list-ui", "base::bulk",
        "account", "account::ui", "coverage"})
package app.mainstay.task;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
