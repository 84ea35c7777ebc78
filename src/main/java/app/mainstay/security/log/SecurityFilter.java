package app.mainstay.security.log;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked of the security log; null and empty mean any.
 *
 * @param address the beginning of an address
 * @param days    not older than so many days
 */
public record SecurityFilter(@Nullable String address, Set<SecurityEvent> events, @Nullable Long userId, @Nullable Integer days) {

    public static final SecurityFilter ALL = new SecurityFilter(null, Set.of(), null, null);

    public SecurityFilter {
        events = Set.copyOf(events);
    }
}
