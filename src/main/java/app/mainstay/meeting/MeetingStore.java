package app.mainstay.meeting;

import app.mainstay.shared.Ids;
import app.mainstay.shared.Sql;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What lies beside a meeting: who takes part, accounts, agenda. For the many occurrences of a series in sets. */
@Repository
class MeetingStore {

    private static final int[] ATTENDEE = {Types.BIGINT, Types.BIGINT, Types.BIGINT, Types.BIGINT, Types.VARCHAR, Types.VARCHAR, Types.VARCHAR, Types.TIMESTAMP,
            Types.TIMESTAMP, Types.TIMESTAMP};

    /** One of ours, a contact, or a guest. */
    private record Who(@Nullable Long userId, @Nullable Long contactId, @Nullable String guestName, @Nullable String guestEmail) {
    }

    private record Stored(long id, long meetingId, Who who) {
    }

    /** A contact who may be invited. */
    record Contact(long id, long accountId, boolean left) {
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    MeetingStore(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    // ---- locks ----

    /** Whoever comes second waits here, and then reads the version that the first has left. */
    void lock(long id) {
        jdbc.sql("select id from meeting where id = ? for update").param(id).query(Long.class).optional();
    }

    void lockSeries(long id) {
        jdbc.sql("select id from meeting_series where id = ? for update").param(id).query(Long.class).optional();
    }

    Optional<Long> seriesOf(long id) {
        return jdbc.sql("select series_id from meeting where id = ? and series_id is not null").param(id).query(Long.class).optional();
    }

    // ---- reading ----

    List<Long> accountIds(long meetingId) {
        return jdbc.sql("select account_id from meeting_account where meeting_id = ? order by position, account_id").param(meetingId).query(Long.class).list();
    }

    Set<Long> accountIds(Collection<Long> meetingIds) {
        return meetingIds.isEmpty() ? Set.of() : new HashSet<>(jdbc.sql("select distinct account_id from meeting_account where meeting_id in (:ids)").param("ids", meetingIds)
                .query(Long.class).list());
    }

    /** @param seen the condition on accounts {@code a} that the reader sees */
    Map<Long, List<MeetingDetails.Account>> accounts(Collection<Long> meetingIds, Sql seen) {
        Map<Long, List<MeetingDetails.Account>> accounts = new HashMap<>();
        if (!meetingIds.isEmpty()) {
            jdbc.sql("select ma.meeting_id, a.id, a.name, case when " + seen.condition() + " then 1 else 0 end seen from meeting_account ma join account a on a.id = ma.account_id "
                            + "where ma.meeting_id in (:ids) order by ma.meeting_id, ma.position, a.id").params(seen.params()).param("ids", meetingIds)
                    .query(row -> {
                        accounts.computeIfAbsent(row.getLong(1), first -> new ArrayList<>())
                                .add(new MeetingDetails.Account(row.getLong(2), row.getString(3), row.getInt(4) == 1));
                    });
        }
        return accounts;
    }

    /** Ours first, then contacts, then guests, each by name. @param seen as in {@link #accounts} */
    List<Attendee> attendees(long meetingId, Sql seen) {
        return jdbc.sql("select t.*, u.display_name, u.email user_email, c.name contact_name, c.title, c.email contact_email, a.name account_name, case when a.id is not null and "
                        + seen.condition() + " then 1 else 0 end seen from meeting_attendee t left join security_user u on u.id = t.user_id "
                        + "left join account_contact c on c.id = t.contact_id left join account a on a.id = c.account_id where t.meeting_id = :meeting "
                        + "order by case when t.user_id is not null then 0 when t.contact_id is not null then 1 else 2 end, coalesce(u.name_sort, c.name_sort, t.guest_name), t.id")
                .params(seen.params()).param("meeting", meetingId)
                .query((row, n) -> {
                    Long user = row.getObject("user_id", Long.class);
                    Long contact = row.getObject("contact_id", Long.class);
                    String title = row.getString("title");
                    String name = user != null ? row.getString("display_name") : contact != null ? row.getString("contact_name") : row.getString("guest_name");
                    String email = user != null ? row.getString("user_email") : contact == null ? row.getString("guest_email")
                            : row.getInt("seen") == 1 ? row.getString("contact_email") : null;
                    return new Attendee(row.getLong("id"), user, contact, name,
                            contact == null ? null : title == null ? row.getString("account_name") : title + " · " + row.getString("account_name"), email,
                            Response.valueOf(row.getString("response")), row.getObject("attended", Boolean.class));
                }).list();
    }

    List<AgendaItem> agenda(long meetingId) {
        return jdbc.sql("select title, minutes from meeting_agenda where meeting_id = ? order by position").param(meetingId)
                .query((row, n) -> new AgendaItem(row.getString(1), row.getInt(2))).list();
    }

    /** Users who take part in any of them. */
    Set<Long> people(Collection<Long> meetingIds) {
        return meetingIds.isEmpty() ? Set.of() : new LinkedHashSet<>(jdbc.sql("select distinct user_id from meeting_attendee where meeting_id in (:ids) and user_id is not null "
                + "order by user_id").param("ids", meetingIds).query(Long.class).list());
    }

    Map<Long, Contact> contacts(Collection<Long> ids) {
        return ids.isEmpty() ? Map.of() : jdbc.sql("select id, account_id, left_on from account_contact where id in (:ids)").param("ids", ids)
                .query((row, n) -> new Contact(row.getLong(1), row.getLong(2), row.getObject(3) != null)).list().stream()
                .collect(Collectors.toMap(Contact::id, contact -> contact));
    }

    boolean isArchived(long accountId) {
        return jdbc.sql("select count(*) from account where id = ? and archived_at is not null").param(accountId).query(Integer.class).single() > 0;
    }

    Map<Long, Boolean> invitable(Collection<Long> userIds) {
        return userIds.isEmpty() ? Map.of() : jdbc.sql("select id, active, role from security_user where id in (:ids)").param("ids", userIds)
                .query((row, n) -> Map.entry(row.getLong("id"), row.getBoolean("active") && !"ADMINISTRATOR".equals(row.getString("role")))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What another occurrence like this one is; whoever has left meanwhile is not in it. */
    MeetingDraft copy(Meeting like) {
        record Part(@Nullable Long user, @Nullable Long contact, @Nullable String name, @Nullable String email) {
        }
        var parts = jdbc.sql("""
                        select t.user_id, t.contact_id, t.guest_name, t.guest_email from meeting_attendee t left join security_user u on u.id = t.user_id
                        left join account_contact c on c.id = t.contact_id where t.meeting_id = ? and (u.id is null or u.active) and c.left_on is null order by t.id""")
                .param(like.id()).query((row, n) -> new Part(row.getObject(1, Long.class), row.getObject(2, Long.class), row.getString(3), row.getString(4))).list();
        return new MeetingDraft(null, like.subject(), like.kind(), accountIds(like.id()), like.place(), like.link(), like.purpose(), like.start(), like.end(), like.zone(), null,
                like.hostId(), parts.stream().map(Part::user).filter(Objects::nonNull).toList(), parts.stream().map(Part::contact).filter(Objects::nonNull).toList(),
                parts.stream().filter(part -> part.name() != null).map(part -> new Guest(Objects.requireNonNull(part.name()), part.email())).toList(), agenda(like.id()),
                like.reminder(), like.busy(), 0);
    }

    /** Which of them have minutes, or somebody is writing them. */
    Set<Long> minuted(Collection<Long> ids) {
        return ids.isEmpty() ? Set.of() : new HashSet<>(jdbc.sql("select meeting_id from meeting_minutes where meeting_id in (:ids) union "
                + "select meeting_id from meeting_minutes_draft where meeting_id in (:ids)").param("ids", ids).query(Long.class).list());
    }

    /**
     * Which of them have documents. Held until the end of the transaction, so that none gets its first one meanwhile.
     */
    Set<Long> documented(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        jdbc.sql("select id from meeting where id in (:ids) order by id for update").param("ids", ids).query(Long.class).list();
        return new HashSet<>(jdbc.sql("select distinct owner_id from files_file where owner_kind = 'meeting' and owner_id in (:ids)").param("ids", ids).query(Long.class).list());
    }

    boolean hasMinutes(long id) {
        return jdbc.sql("select count(*) from meeting_minutes where meeting_id = ?").param(id).query(Integer.class).single() > 0;
    }

    /** The contacts who were there, and those of whom nobody said that they were not. */
    List<Long> metContacts(long meetingId) {
        return jdbc.sql("select contact_id from meeting_attendee where meeting_id = ? and contact_id is not null and (attended = true or attended is null and response <> 'DECLINED') "
                + "order by contact_id").param(meetingId).query(Long.class).list();
    }

    @Nullable Instant nextMeeting(long accountId, Instant now) {
        // Not in the condition, lest a database begin with all meetings ahead.
        var next = jdbc.sql("select min(case when m.state = 'PLANNED' and m.starts_at >= ? then m.starts_at end) from meeting_account ma join meeting m on m.id = ma.meeting_id "
                        + "where ma.account_id = ?").param(Sql.utc(now)).param(accountId).query((row, n) -> Optional.ofNullable(row.getObject(1, LocalDateTime.class))).single();
        return next.map(Sql::instant).orElse(null);
    }

    Optional<Instant> lastContact(long accountId) {
        return jdbc.sql("select last_contact_at from account where id = ?").param(accountId)
                .query((row, n) -> Optional.ofNullable(row.getObject(1, LocalDateTime.class))).single().map(Sql::instant);
    }

    // ---- writing ----

    /** Of meetings just stored. @param accepted users who need not be asked */
    void add(Collection<Meeting> meetings, MeetingDraft draft, Set<Long> accepted, Instant now) {
        addAccountsAndAgenda(ids(meetings), draft);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (var meeting : meetings) {
            wanted(draft).forEach(who -> rows.add(attendee(meeting, who, accepted, now)));
        }
        addAttendees(rows);
    }

    /** Of meetings that say something else now; who stays keeps the answer. */
    void replace(Collection<Meeting> meetings, MeetingDraft draft, Set<Long> accepted, Instant now) {
        if (meetings.isEmpty()) {
            return;
        }
        var ids = ids(meetings);
        jdbc.sql("delete from meeting_account where meeting_id in (:ids)").param("ids", ids).update();
        jdbc.sql("delete from meeting_agenda where meeting_id in (:ids)").param("ids", ids).update();
        addAccountsAndAgenda(ids, draft);
        Map<Long, Map<Who, Long>> stored = jdbc.sql("select id, meeting_id, user_id, contact_id, guest_name, guest_email from meeting_attendee where meeting_id in (:ids)")
                .param("ids", ids).query((row, n) -> new Stored(row.getLong(1), row.getLong(2),
                        new Who(row.getObject(3, Long.class), row.getObject(4, Long.class), row.getString(5), row.getString(6)))).list().stream()
                .collect(Collectors.groupingBy(Stored::meetingId, Collectors.toMap(Stored::who, Stored::id, (one, other) -> one)));
        var wanted = wanted(draft);
        List<Long> gone = new ArrayList<>();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (var meeting : meetings) {
            var there = stored.getOrDefault(meeting.id(), Map.of());
            there.forEach((who, id) -> {
                if (!wanted.contains(who)) {
                    gone.add(id);
                }
            });
            wanted.stream().filter(who -> !there.containsKey(who)).forEach(who -> rows.add(attendee(meeting, who, accepted, now)));
        }
        if (!gone.isEmpty()) {
            jdbc.sql("delete from meeting_attendee where id in (:ids)").param("ids", gone).update();
        }
        addAttendees(rows);
    }

    private void addAccountsAndAgenda(Collection<Long> ids, MeetingDraft draft) {
        List<Object[]> accounts = new ArrayList<>();
        List<Object[]> agenda = new ArrayList<>();
        for (long id : ids) {
            for (int i = 0; i < draft.accounts().size(); i++) {
                accounts.add(new Object[] {id, draft.accounts().get(i), i});
            }
            for (int i = 0; i < draft.agenda().size(); i++) {
                agenda.add(new Object[] {id, i, draft.agenda().get(i).title(), draft.agenda().get(i).minutes()});
            }
        }
        batches.batchUpdate("insert into meeting_account (meeting_id, account_id, position) values (?, ?, ?)", accounts);
        batches.batchUpdate("insert into meeting_agenda (meeting_id, position, title, minutes) values (?, ?, ?, ?)", agenda);
    }

    private static Set<Who> wanted(MeetingDraft draft) {
        Set<Who> wanted = new LinkedHashSet<>();
        wanted.add(new Who(draft.hostId(), null, null, null));
        draft.people().forEach(user -> wanted.add(new Who(user, null, null, null)));
        draft.contacts().forEach(contact -> wanted.add(new Who(null, contact, null, null)));
        draft.guests().forEach(guest -> wanted.add(new Who(null, null, guest.name(), guest.email())));
        return wanted;
    }

    private static @Nullable Object[] attendee(Meeting meeting, Who who, Set<Long> accepted, Instant now) {
        boolean yes = who.userId() != null && (who.userId() == meeting.hostId() || accepted.contains(who.userId()));
        return new @Nullable Object[] {Ids.next(), meeting.id(), who.userId(), who.contactId(), who.guestName(), who.guestEmail(),
                (yes ? Response.ACCEPTED : Response.NEEDS_ACTION).name(), yes ? Sql.utc(now) : null, Sql.utc(meeting.startsAt()), Sql.utc(meeting.endsAt())};
    }

    private void addAttendees(List<@Nullable Object[]> rows) {
        batches.batchUpdate("insert into meeting_attendee (id, meeting_id, user_id, contact_id, guest_name, guest_email, response, responded_at, starts_at, ends_at) "
                + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows, ATTENDEE);
    }

    /** At another time everybody is asked again, but for host and whoever moved it. */
    void askAgain(Collection<Long> ids, long hostId, @Nullable Long actorId) {
        if (!ids.isEmpty()) {
            jdbc.sql("update meeting_attendee set response = 'NEEDS_ACTION', responded_at = null where meeting_id in (:ids) and response <> 'NEEDS_ACTION' "
                            + "and (user_id is null or user_id <> :host and user_id <> :actor)")
                    .param("ids", ids).param("host", hostId).param("actor", actorId == null ? 0 : actorId).update();
        }
    }

    /** False where the person does not take part in any of them. */
    boolean respond(Collection<Long> ids, long userId, Response response, Instant now) {
        return jdbc.sql("update meeting_attendee set response = :response, responded_at = :at where user_id = :user and meeting_id in (:ids)").param("response", response.name())
                .param("at", response == Response.NEEDS_ACTION ? null : Sql.utc(now)).param("user", userId).param("ids", ids).update() > 0;
    }

    void answered(long meetingId, long attendeeId, Response response, Instant now) {
        jdbc.sql("update meeting_attendee set response = :response, responded_at = :at where id = :id and meeting_id = :meeting and user_id is null")
                .param("response", response.name()).param("at", Sql.utc(now)).param("id", attendeeId).param("meeting", meetingId).update();
    }

    void attended(long meetingId, long attendeeId, @Nullable Boolean attended) {
        jdbc.sql("update meeting_attendee set attended = :attended where id = :id and meeting_id = :meeting").param("attended", attended).param("id", attendeeId)
                .param("meeting", meetingId).update();
    }

    /** What lies beside meetings that are about to go. */
    void clear(Collection<Long> ids) {
        if (!ids.isEmpty()) {
            for (String table : List.of("meeting_attendee", "meeting_account", "meeting_agenda")) {
                jdbc.sql("delete from " + table + " where meeting_id in (:ids)").param("ids", ids).update();
            }
        }
    }

    private static List<Long> ids(Collection<Meeting> meetings) {
        return meetings.stream().map(Meeting::id).toList();
    }

    /** Series of which more is to be laid out before a day. */
    List<Long> unlaid(LocalDate before, int most) {
        return jdbc.sql("select id from meeting_series where complete = false and laid_until < ? order by laid_until, id limit ?").param(before.atStartOfDay()).param(most)
                .query(Long.class).list();
    }
}
