/**
 * Users, units, roles and sign-in. Owns the tables security_*. Knows no screen but the login; who a person may see is told by their
 * role and the units below theirs.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "settings", "audit", "jobs", "mail", "invariants", "files"})
package app.mainstay.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
