package app.mainstay.base.bulk;

import app.mainstay.shared.Problem;
import java.util.List;

/**
 * What a request would do.
 *
 * @param count   rows that it means, exactly
 * @param reasons of refusals, most frequent first; at most {@link #REASONS}
 * @param lines   the first {@link #LINES} rows that would change or be refused
 */
public record BulkPreview(long count, long changed, long unchanged, long refused, List<Reason> reasons, List<Line> lines) {

    public static final int LINES = 50;
    public static final int REASONS = 20;

    public record Reason(List<Problem> problems, long rows) {
    }

    /** @param problems empty for one that would change */
    public record Line(long id, String name, List<String> before, List<String> after, List<Problem> problems) {
    }
}
