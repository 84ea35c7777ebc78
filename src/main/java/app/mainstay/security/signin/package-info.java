/** How people come in, stay in and go: delays after failures, sessions, remembered devices. Owns security_delay, _session, _remember, _settings. */
@NullMarked
@NamedInterface("signin")
package app.mainstay.security.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
