/**
 * Key accounts: what they are, who is assigned since when, their timeline, and {@link app.mainstay.account.AccountScope}, which decides
 * for the whole product who may see which account. Owns the tables account*. May use what lies below it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "settings", "audit", "jobs", "invariants", "files", "security", "base", "base::ui", "base::list", "base::list-ui",
        "base::bulk", "base::files-ui", "importing"})
package app.mainstay.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
