/**
 * The frame around every feature: layout, error views, dialogs, drafts, bulk edit, and the way in which open screens hear of changes.
 * Owns the tables base_*. Uses security and below; features plug in through the interfaces of {@code base.ui}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "settings", "audit", "jobs", "files", "security", "security::signin"})
package app.mainstay.base;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
