package app.mainstay.coverage;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list of leaves may ask for; null and empty mean any.
 *
 * @param text      part of the person's or the stand-in's name
 * @param days      touching the days from today to so many ahead
 * @param uncovered without a stand-in only
 */
public record LeaveFilter(@Nullable String text, Set<LeaveState> states, Set<Long> users, @Nullable Integer days, boolean uncovered) {

    public static final LeaveFilter ALL = new LeaveFilter(null, Set.of(), Set.of(), null, false);

    public LeaveFilter {
        text = text == null || text.isBlank() ? null : text.strip();
        states = Set.copyOf(states);
        users = Set.copyOf(users);
    }
}
