package app.mainstay.account.duplicate;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * @param text   part of either name
 * @param states empty: open ones
 */
public record PairFilter(@Nullable String text, Set<PairState> states) {

    public static final PairFilter OPEN = new PairFilter(null, Set.of());

    public PairFilter {
        states = Set.copyOf(states);
    }
}
