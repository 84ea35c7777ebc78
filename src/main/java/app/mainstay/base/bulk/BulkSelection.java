package app.mainstay.base.bulk;

import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows: all that match a list's query, or those that were picked. Rows outside the acting person's scope are silently none of them.
 *
 * @param query the parameters of the list's address, as "tier=core&amp;q=abc"; "" for all rows, null for picked ones
 * @param ids   of picked rows, ascending; at most {@link #MOST}
 */
public record BulkSelection(@Nullable String query, List<Long> ids) {

    public static final int MOST = 10_000;

    public BulkSelection {
        ids = ids.stream().distinct().sorted().toList();
        if (ids.size() > MOST) {
            throw new RefusedException(Problem.of(null, "bulk.problem.tooMany", MOST));
        }
    }

    public static BulkSelection matching(String query) {
        return new BulkSelection(query, List.of());
    }

    public static BulkSelection of(List<Long> ids) {
        return new BulkSelection(null, ids);
    }
}
