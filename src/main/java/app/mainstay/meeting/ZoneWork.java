package app.mainstay.meeting;

import app.mainstay.audit.AuditAct;
import app.mainstay.audit.Revisions;
import app.mainstay.base.Changes;
import app.mainstay.jobs.SteadyWork;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Governments move clocks at short notice. After Java has learnt of it the clock on the wall still counts: meetings ahead get the instants that it shows
 * now. What has begun stays as it was.
 */
@Component
class ZoneWork implements SteadyWork {

    private static final int PORTION = 5_000;

    /** What is stored of a meeting ahead. */
    record Stored(long id, LocalDateTime start, LocalDateTime end, String zone, LocalDateTime startsAt, LocalDateTime endsAt) {

        Zones.Span span() {
            return Zones.span(start, end, ZoneId.of(zone));
        }

        boolean isRight() {
            var span = span();
            return Sql.utc(span.start()).equals(startsAt) && Sql.utc(span.end()).equals(endsAt);
        }
    }

    private final JdbcClient jdbc;
    private final MeetingStore store;
    private final MeetingFacts facts;
    private final Revisions revisions;
    private final Changes changes;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ZoneWork(JdbcClient jdbc, MeetingStore store, MeetingFacts facts, Revisions revisions, Changes changes, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.facts = facts;
        this.revisions = revisions;
        this.changes = changes;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "meeting-zones";
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(12);
    }

    @Override
    public void run() {
        long last = Long.MIN_VALUE;
        List<Stored> portion;
        do {
            portion = ahead(jdbc, Sql.utc(clock.instant()), last);
            var wrong = portion.stream().filter(row -> !row.isRight()).map(Stored::id).toList();
            if (!wrong.isEmpty()) {
                transaction.executeWithoutResult(status -> put(wrong));
            }
            last = portion.isEmpty() ? last : portion.getLast().id();
        } while (portion.size() == PORTION);
    }

    /** The next ones by id. */
    static List<Stored> ahead(JdbcClient jdbc, LocalDateTime now, long after) {
        return jdbc.sql("select id, start_local, end_local, zone, starts_at, ends_at from meeting where id > ? and starts_at > ? order by id limit " + PORTION).param(after).param(now)
                .query((row, n) -> stored(row)).list();
    }

    private static Stored stored(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Stored(row.getLong(1), row.getObject(2, LocalDateTime.class), row.getObject(3, LocalDateTime.class), row.getString(4), row.getObject(5, LocalDateTime.class),
                row.getObject(6, LocalDateTime.class));
    }

    private void put(List<Long> ids) {
        List<Long> moved = new ArrayList<>();
        jdbc.sql("select id, start_local, end_local, zone, starts_at, ends_at from meeting where id in (:ids) order by id for update").param("ids", ids)
                .query((row, n) -> stored(row)).list().stream().filter(row -> !row.isRight()).forEach(row -> {
                    jdbc.sql("update meeting set starts_at = ?, ends_at = ?, version = version + 1 where id = ?").param(Sql.utc(row.span().start()))
                            .param(Sql.utc(row.span().end())).param(row.id()).update();
                    moved.add(row.id());
                });
        if (moved.isEmpty()) {
            return;
        }
        long revision = revisions.open(null, "zones", null);
        MeetingHistory.write(jdbc, revision, MeetingHistory.CHANGED, moved);
        revisions.holds(revision, "meeting", AuditAct.CHANGED, moved);
        facts.refresh(store.accountIds(moved));
        moved.forEach(id -> changes.announce(Meetings.CHANGED, id));
    }
}
