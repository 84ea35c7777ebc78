package app.mainstay.account.duplicate;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two accounts that may be one.
 *
 * @param score     0 to 100
 * @param reasons   strongest first
 * @param decidedBy null while it is open
 */
public record DuplicatePair(long id, long oneId, String oneName, long otherId, String otherName, int score, List<DuplicateReason> reasons, PairState state,
                            Instant foundAt, @Nullable String decidedBy, @Nullable Instant decidedAt) {
}
