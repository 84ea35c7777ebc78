/** The market: competitors under all their names. Owns the tables market_*. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "settings", "audit", "security", "base", "base::ui", "base::list", "base::list-ui"})
package app.mainstay.market;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
