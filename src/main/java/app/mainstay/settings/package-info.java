/**
 * What an administrator sets for everybody: business zone, fiscal start, base currency, plan rates and code lists.
 * Owns the tables settings_*. Uses nothing but the shared types.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "shared")
package app.mainstay.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
