/**
 * Stored documents, in the database or in a directory: streamed, typed by their content, handed out by one door. Owns the tables files_*. Knows no
 * business rows: whose a file is and who may see it, the room above says as {@link app.mainstay.files.FileOwner}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "jobs", "invariants"})
package app.mainstay.files;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
