package app.mainstay.invariants;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invariant and what the last look found.
 *
 * @param examples  at most five of the violations
 * @param checkedAt null before the first look
 * @param millis    how long the look took
 * @param reference of a look that failed: the number that stands in the log
 */
public record InvariantRow(String id, InvariantState state, long violations, List<String> examples, @Nullable Instant checkedAt, long millis,
                           @Nullable String reference) {

    public String labelKey() {
        return "invariants.of." + id;
    }
}
