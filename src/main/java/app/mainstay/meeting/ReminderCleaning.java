package app.mainstay.meeting;

import app.mainstay.jobs.SteadyWork;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Forgets who was reminded of what is over: only what lies ahead is asked for. A week is left, for a clock that was set wrong. */
@Component
class ReminderCleaning implements SteadyWork {

    static final Duration KEPT = Duration.ofDays(7);
    private static final int PORTION = 1_000;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    ReminderCleaning(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "meeting-reminder-cleaning";
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(12);
    }

    /** By their keys, since a deletion that looks through the table holds up whoever is being reminded. */
    @Override
    public void run() {
        LocalDateTime before = Sql.utc(clock.instant().minus(KEPT));
        List<Object[]> portion;
        do {
            portion = jdbc.query("select meeting_id, user_id, starts_at from meeting_reminder where starts_at < ? limit " + PORTION,
                    (row, n) -> new Object[] {row.getLong(1), row.getLong(2), row.getObject(3, LocalDateTime.class)}, before);
            jdbc.batchUpdate("delete from meeting_reminder where meeting_id = ? and user_id = ? and starts_at = ?", portion);
        } while (portion.size() == PORTION);
    }
}
