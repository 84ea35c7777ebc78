package app.mainstay.coverage;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list of handovers may ask for; null and empty mean any.
 *
 * @param text  part of the giver's or the taker's name
 * @param users giver or taker
 * @param mine  waits for the viewer's own signature only
 */
public record HandoverFilter(@Nullable String text, Set<HandoverState> states, Set<Long> users, boolean mine) {

    public static final HandoverFilter ALL = new HandoverFilter(null, Set.of(), Set.of(), false);

    public HandoverFilter {
        text = text == null || text.isBlank() ? null : text.strip();
        states = Set.copyOf(states);
        users = Set.copyOf(users);
    }
}
