/**
 * What an administrator sets for everybody: business zone, fiscal start, base currency, plan rates, code lists and the working calendar.
 * Owns the tables settings_*. Uses nothing but the shared types; which unit lies above another is told by {@link app.mainstay.settings.UnitParents}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "shared")
package app.mainstay.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
