package app.mainstay.jobs;

import java.util.Optional;

/**
 * A kind of work that a feature contributes as a bean. People read it as {@code jobs.kind.<id>}.
 *
 * @param <P> what a job of this kind is told: a record that Jackson writes and reads
 */
public interface JobKind<P> {

    /** At most 60 characters; stored with every job, so it never changes. */
    String id();

    Class<P> payloadType();

    /**
     * Where its owner finds what came out, as a path without a leading slash: whoever submitted it is told when it ends. Empty where nobody waits
     * for it, or has to be told.
     */
    default Optional<String> outcomeAt(P payload) {
        return Optional.empty();
    }

    /**
     * Does the work in the name of whoever submitted it, with that person's rights of today. Works in portions, each in a transaction that
     * also calls {@link JobRun#checkpoint}; between them it calls {@link JobRun#check}. May be called again after a crash: then it goes on
     * behind {@link JobRun#lastCheckpoint}. A {@link app.mainstay.shared.RefusedException} ends the job with its sentences.
     */
    void run(P payload, JobRun run);
}
