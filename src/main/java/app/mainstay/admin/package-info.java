/**
 * The administrator's screens for users, units, code lists and settings, and the import target for people. Owns no table; nobody calls it.
 */
@NullMarked
@ApplicationModule
package app.mainstay.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
