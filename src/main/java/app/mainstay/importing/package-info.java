/**
 * Every way in for data: reading files, mapping columns, dry run, run and undo. Knows no business rows: rooms above contribute an
 * {@link app.mainstay.importing.ImportTarget} each. Owns the tables importing_*.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "settings", "audit", "jobs", "files", "security", "base", "base::ui"})
package app.mainstay.importing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
