package app.mainstay.mail;

import app.mainstay.jobs.DailyJob;
import app.mainstay.jobs.JobRun;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Throws away mails that were sent, dropped or given up long ago. */
@Component
class MailCleaning implements DailyJob<MailCleaning.Nothing> {

    record Nothing() {
    }

    private static final int PORTION = 500;
    private static final Duration KEPT = Duration.ofDays(30);

    private final MailStore store;
    private final TransactionTemplate transaction;
    private final Clock clock;

    MailCleaning(MailStore store, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "mail-cleaning";
    }

    @Override
    public Class<Nothing> payloadType() {
        return Nothing.class;
    }

    @Override
    public LocalTime at() {
        return LocalTime.of(3, 30);
    }

    @Override
    public Nothing payload() {
        return new Nothing();
    }

    @Override
    public void run(Nothing payload, JobRun run) {
        var before = clock.instant().minus(KEPT);
        long deleted = 0;
        int portion;
        do {
            run.check();
            Integer count = transaction.execute(status -> store.deleteEndedBefore(before, PORTION));
            portion = count == null ? 0 : count;
            deleted += portion;
            run.progress(deleted, 0);
        } while (portion == PORTION);
        run.say("letter.cleaned", deleted);
    }
}
