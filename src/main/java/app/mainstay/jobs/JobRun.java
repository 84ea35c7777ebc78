package app.mainstay.jobs;

import app.mainstay.shared.Problem;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** A job at work: tells how far it is, remembers what is done, and learns whether it shall stop. For the thread that runs the job only. */
public final class JobRun {

    // About two a second are written and told, however many there are.
    private static final long WRITE_EVERY = TimeUnit.MILLISECONDS.toNanos(500);

    private final JobStore store;
    private final JsonMapper json;
    private final JobListener listeners;
    private final BooleanSupplier stopping;
    private final JobStore.Begun job;
    private @Nullable Object checkpoint;
    private @Nullable Object result;
    private @Nullable String outcomeAt;
    private boolean told;
    private List<Problem> sentences = List.of();
    private long done;
    private long total;
    private long written = System.nanoTime() - WRITE_EVERY;

    JobRun(JobStore store, JsonMapper json, JobListener listeners, BooleanSupplier stopping, JobStore.Begun job) {
        this.store = store;
        this.json = json;
        this.listeners = listeners;
        this.stopping = stopping;
        this.job = job;
        done = job.done();
        total = job.total();
    }

    public long jobId() {
        return job.id();
    }

    /** Inside a transaction it is only noted, and written with the next checkpoint: else its lock would keep a cancellation waiting. */
    public void progress(long done, long total) {
        this.done = done;
        this.total = total;
        if (!TransactionSynchronizationManager.isActualTransactionActive() && isTimeToTell()) {
            mine(store.progress(job.id(), job.attempt(), done, total));
            listeners.changed(job.id());
        }
    }

    /**
     * Remembers how far the work is. Called as the last thing in the transaction of a portion, it is written with it or not at all: after a
     * crash nothing is done twice and nothing left out, not even when another server has taken the job over meanwhile.
     *
     * @param record what {@link #lastCheckpoint} returns at the next start
     */
    public void checkpoint(Object record) {
        mine(store.checkpoint(job.id(), job.attempt(), record, done, total));
        checkpoint = record;
        if (isTimeToTell()) {
            listeners.changed(job.id());
        }
    }

    /** What was remembered last, by this start of the job or an earlier one. */
    public <C> Optional<C> lastCheckpoint(Class<C> type) {
        if (checkpoint == null && job.checkpoint() != null) {
            checkpoint = json.readValue(job.checkpoint(), type);
        }
        return Optional.ofNullable(checkpoint).map(type::cast);
    }

    /**
     * The place where a job may end early; between portions, since it is a query by key.
     *
     * @throws JobCancelledException when somebody wants it to stop
     */
    public void check() {
        if (stopping.getAsBoolean()) {
            throw new JobStoppedException();
        }
        switch (store.standing(job.id(), job.attempt())) {
            case CANCELLED -> throw new JobCancelledException();
            case LOST -> throw new JobLostException();
            case GOES_ON -> {
            }
        }
    }

    /** What {@link Jobs#result} will return; kept also when the job is cancelled later. */
    public void result(Object record) {
        result = record;
    }

    /** What people will read once the job is done or cancelled; replaces what was said before. */
    public void say(String key, Object... args) {
        sentences = List.of(Problem.of(null, key, args));
    }

    /** The work itself has told its owner that it is done, in words of its own: {@link JobEnded} only follows where it ends otherwise after all. */
    public void tellsItself() {
        told = true;
    }

    boolean hasToldItself() {
        return told;
    }

    void outcomeAt(@Nullable String path) {
        outcomeAt = path;
    }

    @Nullable String outcomeAt() {
        return outcomeAt;
    }

    @Nullable Object result() {
        return result;
    }

    List<Problem> sentences() {
        return sentences;
    }

    long done() {
        return done;
    }

    long total() {
        return total;
    }

    private boolean isTimeToTell() {
        long now = System.nanoTime();
        if (now - written < WRITE_EVERY) {
            return false;
        }
        written = now;
        return true;
    }

    private static void mine(boolean written) {
        if (!written) {
            throw new JobLostException();
        }
    }
}
