package app.mainstay.importing;

import app.mainstay.shared.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an import did, or would do.
 *
 * @param batchId     null for a dry run
 * @param rejections  the first {@value #LISTED} by line; {@code rejected} counts all
 * @param preview     the first rows as they are or would be stored
 * @param changes     the first changed rows
 * @param notes       sentences of the target beyond the counts
 * @param limits      of a dry run: what its rows would do beyond a limit; without a reason for that these rows are refused
 */
public record ImportReport(@Nullable Long batchId, long created, long changed, long unchanged, long rejected, List<Rejection> rejections,
                           List<PreviewRow> preview, List<ChangedRow> changes, List<Problem> notes, List<Problem> limits) {

    static final int LISTED = 1_000;
    static final int PREVIEWED = 10;
    static final int CHANGES = 200;

    /** A row that is not taken, and why. */
    public record Rejection(long line, List<Problem> problems) {
    }

    /** @param change null for a rejected row */
    public record PreviewRow(long line, Map<ImportField<?>, Object> values, ImportTarget.@Nullable Change change) {
    }

    /**
     * What changes in a stored row.
     *
     * @param before by field that changes; absent: empty
     * @param after  likewise
     */
    public record ChangedRow(long line, Map<ImportField<?>, Object> before, Map<ImportField<?>, Object> after) {
    }

    public long total() {
        return created + changed + unchanged + rejected;
    }
}
