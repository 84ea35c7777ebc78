package app.mainstay.importing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An import; its id stands in the revisions of the rows that it wrote.
 *
 * @param finishedAt when it began, until it has finished
 * @param jobId      null where it was done at once
 * @param undoJobId  null while nobody has taken it back
 * @param undone     rows that are as they were before
 * @param kept       rows that were changed since and stay
 * @param undoable   the viewer may take it back now
 */
public record ImportBatch(long id, String target, String fileName, ImportState state, long actorId, Instant finishedAt, long created, long changed, long unchanged,
                          long rejected, @Nullable Long jobId, @Nullable Long undoJobId, @Nullable Instant undoneAt, long undone, long kept,
                          boolean undoable) {

    ImportBatch with(ImportState now, boolean undoable) {
        return new ImportBatch(id, target, fileName, now, actorId, finishedAt, created, changed, unchanged, rejected, jobId, undoJobId, undoneAt, undone, kept,
                undoable);
    }
}
