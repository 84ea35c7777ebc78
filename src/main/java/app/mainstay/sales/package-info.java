/**
 * Sales: products with list prices, deals on their way through stages, and what they add up to. Owns the tables sales_*. A deal is seen through
 * its account, or by its owner and the owner's managers.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "settings", "audit", "invariants", "jobs", "security", "base", "base::ui", "base::list", "base::list-ui", "base::board-ui",
        "base::bulk", "base::charts", "importing", "account", "account::ui", "account::contact", "coverage", "market", "meeting"})
package app.mainstay.sales;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
