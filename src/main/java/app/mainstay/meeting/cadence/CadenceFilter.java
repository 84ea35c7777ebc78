package app.mainstay.meeting.cadence;

import app.mainstay.account.Tier;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the list may be asked for; empty sets ask nothing.
 *
 * @param text    beginning of the account's name or of its pinyin, or part of the name
 * @param mine    only accounts whose primary representative the viewer is
 * @param missing only where a meeting is to be planned
 */
public record CadenceFilter(@Nullable String text, boolean mine, boolean missing, Set<CadenceState> states, Set<ContactLevel> levels, Set<Tier> tiers, Set<Long> representatives,
                            Set<Long> units) {

    public static final CadenceFilter ALL = new CadenceFilter(null, false, false, Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    public CadenceFilter {
        states = Set.copyOf(states);
        levels = Set.copyOf(levels);
        tiers = Set.copyOf(tiers);
        representatives = Set.copyOf(representatives);
        units = Set.copyOf(units);
    }
}
