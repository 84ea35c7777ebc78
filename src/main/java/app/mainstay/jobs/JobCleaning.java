package app.mainstay.jobs;

import app.mainstay.shared.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Throws away what ended long ago, and gives up what no version of the product will ever start. */
@Component
class JobCleaning implements DailyJob<JobCleaning.Nothing> {

    record Nothing() {
    }

    private static final int PORTION = 1_000;
    /** Longer than db-scheduler keeps what it does not know. */
    private static final Duration FORGOTTEN = Duration.ofDays(15);

    private final JobStore store;
    private final JobSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    JobCleaning(JobStore store, JobSettings settings, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "jobs-cleaning";
    }

    @Override
    public Class<Nothing> payloadType() {
        return Nothing.class;
    }

    @Override
    public LocalTime at() {
        return LocalTime.of(3, 0);
    }

    @Override
    public Nothing payload() {
        return new Nothing();
    }

    @Override
    public void run(Nothing payload, JobRun run) {
        Instant now = clock.instant();
        store.forgotten(now.minus(FORGOTTEN)).forEach(id -> store.giveUp(id, now, Problem.of(null, "jobs.problem.forgotten")));
        Instant before = now.minus(settings.keep());
        long deleted = 0;
        int portion;
        do {
            run.check();
            Integer count = transaction.execute(status -> store.deleteEndedBefore(before, PORTION));
            portion = count == null ? 0 : count;
            deleted += portion;
            run.progress(deleted, 0);
        } while (portion == PORTION);
        run.say("jobs.cleaned", deleted);
    }
}
