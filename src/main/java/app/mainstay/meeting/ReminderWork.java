package app.mainstay.meeting;

import app.mainstay.jobs.SteadyWork;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds who is to be reminded. The row that says so and the event that tells are of one transaction, so nobody is told twice and nobody is forgotten,
 * however often the server restarts. What has begun already is not announced any more.
 */
@Component
class ReminderWork implements SteadyWork {

    private static final int PORTION = 200;

    private record Due(long meetingId, long userId, String subject, LocalDateTime start, String zone, Instant startsAt) {
    }

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ReminderWork(JdbcClient jdbc, ApplicationEventPublisher events, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "meeting-reminders";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(30);
    }

    @Override
    public void run() {
        Integer told;
        do {
            told = transaction.execute(status -> remind());
        } while (told != null && told == PORTION);
    }

    private int remind() {
        Instant now = clock.instant();
        List<Due> due = jdbc.sql("""
                        select m.id, t.user_id, m.subject, m.start_local, m.zone, m.starts_at from meeting m join meeting_attendee t on t.meeting_id = m.id
                        where m.state = 'PLANNED' and m.starts_at > :now and m.starts_at <= :latest and m.reminder_minutes is not null
                        and timestampadd(minute, -m.reminder_minutes, m.starts_at) <= :now and t.user_id is not null and t.response <> 'DECLINED'
                        and not exists (select 1 from meeting_reminder r where r.meeting_id = m.id and r.user_id = t.user_id and r.starts_at = m.starts_at)
                        order by m.starts_at, t.id limit :portion""")
                .param("now", Sql.utc(now)).param("latest", Sql.utc(now.plus(Duration.ofMinutes(MeetingRules.LONGEST_REMINDER)))).param("portion", PORTION)
                .query((row, n) -> new Due(row.getLong(1), row.getLong(2), row.getString(3), row.getObject(4, LocalDateTime.class), row.getString(5),
                        Sql.instant(row.getObject(6, LocalDateTime.class)))).list();
        due.forEach(one -> {
            jdbc.sql("insert into meeting_reminder (meeting_id, user_id, starts_at, told_at) values (?, ?, ?, ?)").param(one.meetingId()).param(one.userId())
                    .param(Sql.utc(one.startsAt())).param(Sql.utc(now)).update();
            events.publishEvent(new Meetings.Reminded(one.meetingId(), one.subject(), one.start(), one.zone(), one.userId(), one.startsAt()));
        });
        return due.size();
    }
}
