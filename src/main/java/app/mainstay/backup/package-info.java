/**
 * Backup and restore from the command line: the whole database and the directory of files in one archive. Runs instead of the product, without
 * its beans, and reads the same configuration. Owns no table; nobody calls it but the start.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package app.mainstay.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
