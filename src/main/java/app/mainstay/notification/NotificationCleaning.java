package app.mainstay.notification;

import app.mainstay.jobs.DailyJob;
import app.mainstay.jobs.JobRun;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Throws away what was told long ago: what was read after three months, the rest after six. */
@Component
class NotificationCleaning implements DailyJob<NotificationCleaning.Nothing> {

    record Nothing() {
    }

    private static final int PORTION = 1_000;
    private static final Duration READ_KEPT = Duration.ofDays(90);
    private static final Duration KEPT = Duration.ofDays(180);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    NotificationCleaning(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "notification-cleaning";
    }

    @Override
    public Class<Nothing> payloadType() {
        return Nothing.class;
    }

    @Override
    public LocalTime at() {
        return LocalTime.of(3, 40);
    }

    @Override
    public Nothing payload() {
        return new Nothing();
    }

    @Override
    public void run(Nothing payload, JobRun run) {
        Instant now = clock.instant();
        long deleted = 0;
        int portion;
        do {
            run.check();
            Integer count = transaction.execute(status -> delete(now));
            portion = count == null ? 0 : count;
            deleted += portion;
            run.progress(deleted, 0);
        } while (portion == PORTION);
        run.say("notification.cleaned", deleted);
    }

    private int delete(Instant now) {
        List<Long> ids = jdbc.sql("""
                        select id from notification_entry where created_at < :before and (read_at is not null or created_at < :long)
                        order by id limit :portion""")
                .param("before", Sql.utc(now.minus(READ_KEPT))).param("long", Sql.utc(now.minus(KEPT))).param("portion", PORTION).query(Long.class).list();
        return ids.isEmpty() ? 0 : jdbc.sql("delete from notification_entry where id in (:ids)").param("ids", ids).update();
    }
}
