package app.mainstay.security.signin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place where somebody is signed in.
 *
 * @param device     browser and system in words; null where they are not known
 * @param seenAt     when the person last did something there, about
 * @param remembered the device stays signed in beyond this session
 * @param current    it is the one that asks
 */
public record SessionRow(long id, @Nullable String device, String address, Instant startedAt, Instant seenAt, boolean remembered, boolean current) {
}
