package app.mainstay.security.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the security log.
 *
 * @param user    whom it concerns, by display name; null for a name that nobody has
 * @param actor   who did it, where that is somebody else
 * @param subject the screen or service that was refused
 * @param device  the browser in words
 */
public record SecurityEntry(long id, Instant happenedAt, SecurityEvent event, @Nullable Long userId, @Nullable String user, @Nullable String actor,
                            @Nullable SecurityReason reason, @Nullable String subject, @Nullable String address, @Nullable String device) {
}
