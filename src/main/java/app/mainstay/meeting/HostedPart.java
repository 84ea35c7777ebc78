package app.mainstay.meeting;

import app.mainstay.audit.AuditAct;
import app.mainstay.audit.Revisions;
import app.mainstay.base.Changes;
import app.mainstay.coverage.HandoverPart;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.UserService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Sql;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Meetings ahead that whoever hands over hosts: those about the accounts that go, and of a whole portfolio also those about none. The taker hosts them and comes instead. */
@Component
class HostedPart implements HandoverPart {

    private static final int PORTION = 1_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    /** @param accountId of those that go the first one; null: about none */
    private record Hosted(long id, @Nullable Long seriesId, String subject, LocalDateTime start, @Nullable Long accountId) {
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final UserService users;
    private final CurrentUser currentUser;
    private final Revisions revisions;
    private final Changes changes;
    private final Clock clock;

    HostedPart(JdbcClient jdbc, JdbcTemplate template, UserService users, CurrentUser currentUser, Revisions revisions, Changes changes, Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.users = users;
        this.currentUser = currentUser;
        this.revisions = revisions;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "meetings";
    }

    @Override
    public int order() {
        return 30;
    }

    /** A series stands there once, with its next occurrence. */
    @Override
    public List<Open> open(Scope scope) {
        List<Open> lines = new ArrayList<>();
        Set<Long> series = new HashSet<>();
        for (var meeting : hosted(scope)) {
            if (meeting.seriesId() == null || series.add(meeting.seriesId())) {
                Map<String, String> parameters = new LinkedHashMap<>();
                parameters.put("subject", meeting.subject());
                parameters.put("time", TIME.format(meeting.start()));
                lines.add(new Open(meeting.accountId(), meeting.seriesId() == null ? "handover.open.meeting" : "handover.open.meetingSeries", parameters));
            }
        }
        return lines;
    }

    private List<Hosted> hosted(Scope scope) {
        Map<Long, Long> about = new HashMap<>();
        List<Hosted> found = new ArrayList<>();
        var rows = jdbc.sql("""
                        select m.id, m.series_id, m.subject, m.start_local from meeting m where m.host_id = :giver and m.state = 'PLANNED' and m.ends_at > :now
                        order by m.starts_at, m.id""")
                .param("giver", scope.giverId()).param("now", Sql.utc(clock.instant()))
                .query((row, n) -> new Hosted(row.getLong(1), row.getObject(2, Long.class), row.getString(3), row.getObject(4, LocalDateTime.class), null)).list();
        Set<Long> going = new HashSet<>(scope.accountIds());
        Set<Long> others = new HashSet<>();
        for (int from = 0; from < rows.size(); from += PORTION) {
            jdbc.sql("select meeting_id, account_id from meeting_account where meeting_id in (:ids) order by meeting_id, position desc")
                    .param("ids", rows.subList(from, Math.min(rows.size(), from + PORTION)).stream().map(Hosted::id).toList()).query(row -> {
                        if (going.contains(row.getLong(2))) {
                            about.put(row.getLong(1), row.getLong(2));
                        } else {
                            others.add(row.getLong(1));
                        }
                    });
        }
        for (var row : rows) {
            Long account = about.get(row.id());
            if (account != null || scope.portfolio() && !others.contains(row.id())) {
                found.add(new Hosted(row.id(), row.seriesId(), row.subject(), row.start(), account));
            }
        }
        return found;
    }

    @Override
    public void move(Scope scope, Instant at) {
        var taker = users.findAndHold(scope.takerId()).orElseThrow();
        Long actor = currentUser.currentActor().orElse(null);
        List<Long> all = hosted(scope).stream().map(Hosted::id).sorted().toList();
        if (all.isEmpty()) {
            return;
        }
        long revision = revisions.open(actor, "handover", null);
        for (int from = 0; from < all.size(); from += PORTION) {
            var ids = all.subList(from, Math.min(all.size(), from + PORTION));
            jdbc.sql("select id from meeting where id in (:ids) order by id for update").param("ids", ids).query(Long.class).list();
            jdbc.sql("update meeting set host_id = :taker, version = version + 1, updated_at = :at, updated_by = :actor where id in (:ids)").param("taker", taker.id())
                    .param("at", Sql.utc(at)).param("actor", actor).param("ids", ids).update();
            Set<Long> there = new HashSet<>(jdbc.sql("select meeting_id from meeting_attendee where user_id = :taker and meeting_id in (:ids)").param("taker", taker.id())
                    .param("ids", ids).query(Long.class).list());
            jdbc.sql("update meeting_attendee set response = 'ACCEPTED', responded_at = :at where user_id = :taker and meeting_id in (:ids)").param("at", Sql.utc(at))
                    .param("taker", taker.id()).param("ids", ids).update();
            jdbc.sql("delete from meeting_attendee where user_id = :giver and meeting_id in (:ids)").param("giver", scope.giverId()).param("ids", ids).update();
            var rows = jdbc.sql("select id, starts_at, ends_at from meeting where id in (:ids) order by id").param("ids", ids)
                    .query((row, n) -> new Object[] {Ids.next(), row.getLong(1), taker.id(), Sql.utc(at), row.getObject(2, LocalDateTime.class), row.getObject(3, LocalDateTime.class)})
                    .list().stream().filter(row -> !there.contains(Objects.requireNonNull((Long) row[1]))).toList();
            template.batchUpdate("insert into meeting_attendee (id, meeting_id, user_id, response, responded_at, starts_at, ends_at) values (?, ?, ?, 'ACCEPTED', ?, ?, ?)", rows,
                    new int[] {Types.BIGINT, Types.BIGINT, Types.BIGINT, Types.TIMESTAMP, Types.TIMESTAMP, Types.TIMESTAMP});
            MeetingHistory.write(jdbc, revision, MeetingHistory.CHANGED, ids);
            revisions.holds(revision, "meeting", AuditAct.CHANGED, ids);
            ids.forEach(id -> changes.announce(Meetings.CHANGED, id));
        }
    }
}
