package app.mainstay.coverage;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list of planned changes may ask for; null and empty mean any.
 *
 * @param text  part of the account's name
 * @param from  first day
 * @param until last day
 */
public record PlannedFilter(@Nullable String text, Set<PlannedState> states, Set<Long> toUsers, @Nullable Long accountId, @Nullable LocalDate from,
                            @Nullable LocalDate until) {

    public static final PlannedFilter ALL = new PlannedFilter(null, Set.of(), Set.of(), null, null, null);

    public PlannedFilter {
        text = text == null || text.isBlank() ? null : text.strip();
        states = Set.copyOf(states);
        toUsers = Set.copyOf(toUsers);
    }
}
