package app.mainstay.jobs;

import app.mainstay.shared.Problem;
import java.util.List;

/**
 * A job that somebody waits for has ended.
 *
 * @param kind      its kind's id
 * @param userId    who submitted it
 * @param state     DONE, FAILED or CANCELLED
 * @param path      where its outcome is found, see {@link JobKind#outcomeAt}
 * @param sentences what came out
 */
public record JobEnded(long jobId, String kind, long userId, JobState state, String path, List<Problem> sentences) {
}
