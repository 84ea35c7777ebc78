package app.mainstay.jobs;

import app.mainstay.shared.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as people see it.
 *
 * @param cancelling      somebody wants it to stop; it will at its next check
 * @param submittedBy     null: the system
 * @param submittedByName null: the system
 * @param total           0: not known yet
 * @param sentences       what came out or why it failed, as translation keys with values
 * @param reference       of a failed one: the number that stands in the log
 */
public record JobRow(long id, String kind, JobState state, boolean cancelling, @Nullable Long submittedBy, @Nullable String submittedByName,
                     Instant submittedAt, @Nullable Instant startedAt, @Nullable Instant endedAt, long done, long total,
                     List<Problem> sentences, @Nullable String reference) {

    public boolean isCancellable() {
        return !state.hasEnded() && !cancelling;
    }

    JobRow named(@Nullable String name) {
        return new JobRow(id, kind, state, cancelling, submittedBy, name, submittedAt, startedAt, endedAt, done, total, sentences, reference);
    }
}
