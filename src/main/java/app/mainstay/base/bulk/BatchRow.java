package app.mainstay.base.bulk;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bulk edit that was begun.
 *
 * @param jobId     the job that does or did it
 * @param undoJobId the job that undoes or undid it
 * @param undoable  the acting person may undo it now
 */
public record BatchRow(long id, String target, String field, List<String> value, @Nullable String query, @Nullable String reason, long createdBy,
                       Instant createdAt, long jobId, @Nullable Long undoJobId, @Nullable Instant undoneAt, int changed, int unchanged,
                       int refused, boolean undoable) {
}
