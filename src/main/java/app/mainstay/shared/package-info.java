/**
 * Value types and the persistence base that every room uses. Knows no screen, no sign-in and no table.
 */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package app.mainstay.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
