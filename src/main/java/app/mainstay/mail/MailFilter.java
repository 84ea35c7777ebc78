package app.mainstay.mail;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked of the outbox; null and empty mean any.
 *
 * @param address a part of the address
 * @param days    not older than so many days
 */
public record MailFilter(@Nullable String address, Set<MailState> states, @Nullable Integer days) {

    public static final MailFilter ALL = new MailFilter(null, Set.of(), null);

    public MailFilter {
        states = Set.copyOf(states);
    }
}
