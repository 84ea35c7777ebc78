package app.mainstay.meeting;

import app.mainstay.account.Timeline;
import app.mainstay.audit.AuditAct;
import app.mainstay.audit.Revisions;
import app.mainstay.security.Role;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * New meetings and series in sets of rows with their history, past Hibernate; tells nobody and no open screen. What was held stands in the timeline of
 * its accounts, whose next meetings and last contacts follow.
 */
@Service
public class MeetingMassWriter {

    /**
     * A meeting as it is written.
     *
     * @param draft   settled; its rule has no meaning
     * @param minutes of a held one; null where it is not held
     * @param reason  of a cancelled one; null where it is not cancelled
     * @param place   in a series; null: it stands for itself
     * @param answer  of everybody but the host
     */
    public record Written(MeetingDraft draft, @Nullable String minutes, @Nullable String reason, @Nullable Place place, Response answer, Instant createdAt) {

        public Written {
            if (minutes != null && reason != null) {
                throw new IllegalArgumentException("held and cancelled");
            }
        }

        private Zones.Span span() {
            return Zones.span(Objects.requireNonNull(draft.start()), Objects.requireNonNull(draft.end()), ZoneId.of(Objects.requireNonNull(draft.zone())));
        }

        private MeetingState state() {
            return minutes != null ? MeetingState.HELD : reason != null ? MeetingState.CANCELLED : MeetingState.PLANNED;
        }
    }

    /** @param originalStart where the rule puts it, local time */
    public record Place(long seriesId, LocalDateTime originalStart) {
    }

    /** A series and the places that are to be laid out, from {@link #series}. */
    public record Laid(long id, String rule, String zone, LocalDateTime start, LocalDateTime end, LocalDateTime until, boolean complete, List<LocalDateTime> places) {

        public Laid {
            places = List.copyOf(places);
        }
    }

    private static final int PORTION = 5_000;
    private static final String FACTS = "subject, kind, state, place, link, purpose, zone, start_local, end_local, starts_at, ends_at, host_id, busy, reminder_minutes, series_id, "
            + "original_start, own, cancel_reason";
    private static final String MARKS = "?, ".repeat(17) + "?";

    private final JdbcTemplate jdbc;
    private final SeriesLayer layer;
    private final MeetingFacts facts;
    private final Timeline timeline;
    private final Revisions revisions;

    MeetingMassWriter(JdbcTemplate jdbc, SeriesLayer layer, MeetingFacts facts, Timeline timeline, Revisions revisions) {
        this.jdbc = jdbc;
        this.layer = layer;
        this.facts = facts;
        this.timeline = timeline;
        this.revisions = revisions;
    }

    /** What a rule comes to today; nothing is written. @throws app.mainstay.shared.RefusedException where it comes to nothing or too much */
    @RolesAllowed(Role.IS_SYSTEM)
    public Laid series(String rule, LocalDateTime start, LocalDateTime end, String zone) {
        var read = Recurrence.parse(rule, ZoneId.of(zone));
        LocalDateTime first = SeriesLayer.first(read, start);
        var times = layer.times(read, first, first, zone);
        return new Laid(Ids.next(), read.text(), zone, first, first.plus(Duration.between(start, end)), times.until(), times.complete(), times.starts());
    }

    /** Writes all of them or none; drafts are taken as they are, what breaks the schema ends it with its exception. */
    @RolesAllowed(Role.IS_SYSTEM)
    @Transactional
    public void write(List<Laid> series, List<Written> meetings, String reason) {
        if (meetings.isEmpty()) {
            return;
        }
        long revision = revisions.open(null, reason, null);
        if (!series.isEmpty()) {
            var created = Sql.utc(meetings.stream().map(Written::createdAt).min(Instant::compareTo).orElseThrow());
            jdbc.batchUpdate("insert into meeting_series (id, version, rule, zone, start_local, end_local, laid_until, complete, created_at) values (?, 0, ?, ?, ?, ?, ?, ?, ?)",
                    series.stream().map(one -> new Object[] {one.id(), one.rule(), one.zone(), one.start(), one.end(), one.until(), one.complete(), created}).toList());
            jdbc.batchUpdate("insert into meeting_series_aud (id, rev, revtype, rule, zone, start_local, end_local) values (?, ?, 0, ?, ?, ?, ?)",
                    series.stream().map(one -> new Object[] {one.id(), revision, one.rule(), one.zone(), one.start(), one.end()}).toList());
            revisions.holds(revision, "meeting_series", AuditAct.ADDED, series.size());
        }
        for (int from = 0; from < meetings.size(); from += PORTION) {
            write(meetings.subList(from, Math.min(meetings.size(), from + PORTION)), revision);
        }
        Set<Long> accounts = new HashSet<>();
        meetings.forEach(meeting -> accounts.addAll(meeting.draft().accounts()));
        revisions.holds(revision, "meeting", AuditAct.ADDED, meetings.size());
        facts.settle(accounts);
    }

    private void write(List<Written> meetings, long revision) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        List<@Nullable Object[]> history = new ArrayList<>();
        List<Object[]> accounts = new ArrayList<>();
        List<@Nullable Object[]> attendees = new ArrayList<>();
        List<Object[]> agenda = new ArrayList<>();
        List<Object[]> minutes = new ArrayList<>();
        List<Object[]> held = new ArrayList<>();
        List<Timeline.Past> moments = new ArrayList<>();
        for (var meeting : meetings) {
            long id = Ids.next();
            var draft = meeting.draft();
            LocalDateTime start = Objects.requireNonNull(draft.start());
            LocalDateTime end = Objects.requireNonNull(draft.end());
            var span = meeting.span();
            var place = meeting.place();
            var state = meeting.state();
            long host = Objects.requireNonNull(draft.hostId());
            var startsAt = Sql.utc(span.start());
            var endsAt = Sql.utc(span.end());
            var written = Sql.utc(meeting.createdAt());
            // Minutes refer to a meeting, and a held meeting to its minutes: it becomes held afterwards.
            var first = state == MeetingState.HELD ? MeetingState.PLANNED : state;
            var facts = new @Nullable Object[] {draft.subject(), Objects.requireNonNull(draft.kind()).name(), first.name(), draft.place(), draft.link(), draft.purpose(), draft.zone(),
                    start, end, startsAt, endsAt, host, draft.busy(), draft.reminder(), place == null ? null : place.seriesId(), place == null ? null : place.originalStart(),
                    place != null && !place.originalStart().equals(start), meeting.reason()};
            rows.add(with(facts, id, state == MeetingState.CANCELLED ? written : null, written, written, host));
            var before = facts.clone();
            before[2] = state.name();
            history.add(with(before, id, revision));
            for (int i = 0; i < draft.accounts().size(); i++) {
                accounts.add(new Object[] {id, draft.accounts().get(i), i});
            }
            attendees.add(attendee(id, host, null, null, Response.ACCEPTED, written, startsAt, endsAt));
            var answered = meeting.answer() == Response.NEEDS_ACTION ? null : written;
            draft.people().forEach(user -> attendees.add(attendee(id, user, null, null, meeting.answer(), answered, startsAt, endsAt)));
            draft.contacts().forEach(contact -> attendees.add(attendee(id, null, contact, null, meeting.answer(), answered, startsAt, endsAt)));
            draft.guests().forEach(guest -> attendees.add(attendee(id, null, null, guest, meeting.answer(), answered, startsAt, endsAt)));
            for (int i = 0; i < draft.agenda().size(); i++) {
                agenda.add(new Object[] {id, i, draft.agenda().get(i).title(), draft.agenda().get(i).minutes()});
            }
            if (state == MeetingState.HELD) {
                minutes.add(new Object[] {id, Objects.requireNonNull(meeting.minutes()), host, endsAt});
                held.add(new Object[] {id});
                Map<String, String> parameters = new LinkedHashMap<>();
                parameters.put("subject", draft.subject());
                parameters.put("time0", MeetingNews.TIME.format(start));
                draft.accounts().forEach(account -> moments.add(new Timeline.Past(account, span.end(), "meeting.held", id, host, parameters)));
            }
        }
        jdbc.batchUpdate("insert into meeting (id, version, cancelled_at, created_at, updated_at, updated_by, " + FACTS + ") values (?, 0, ?, ?, ?, ?, " + MARKS + ")", rows);
        jdbc.batchUpdate("insert into meeting_aud (id, rev, revtype, " + FACTS + ") values (?, ?, 0, " + MARKS + ")", history);
        jdbc.batchUpdate("insert into meeting_account (meeting_id, account_id, position) values (?, ?, ?)", accounts);
        jdbc.batchUpdate("insert into meeting_attendee (id, meeting_id, user_id, contact_id, guest_name, guest_email, response, responded_at, starts_at, ends_at) "
                + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", attendees);
        jdbc.batchUpdate("insert into meeting_agenda (meeting_id, position, title, minutes) values (?, ?, ?, ?)", agenda);
        jdbc.batchUpdate("insert into meeting_minutes (meeting_id, version, body, written_by, updated_at) values (?, 1, ?, ?, ?)", minutes);
        jdbc.batchUpdate("update meeting set state = 'HELD', minutes_id = id where id = ?", held);
        timeline.recordPast(moments);
    }

    private static @Nullable Object[] attendee(long meeting, @Nullable Long user, @Nullable Long contact, @Nullable Guest guest, Response response, @Nullable LocalDateTime answered,
                                               LocalDateTime startsAt, LocalDateTime endsAt) {
        return new @Nullable Object[] {Ids.next(), meeting, user, contact, guest == null ? null : guest.name(), guest == null ? null : guest.email(), response.name(), answered,
                startsAt, endsAt};
    }

    private static @Nullable Object[] with(@Nullable Object[] facts, @Nullable Object... before) {
        var row = new @Nullable Object[before.length + facts.length];
        System.arraycopy(before, 0, row, 0, before.length);
        System.arraycopy(facts, 0, row, before.length, facts.length);
        return row;
    }
}
