/** What happened around sign-in and rights. Owns the table security_log. */
@NullMarked
@NamedInterface("log")
package app.mainstay.security.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
