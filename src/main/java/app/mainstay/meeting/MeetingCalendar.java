package app.mainstay.meeting;

import app.mainstay.account.AccountScope;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.security.UnitService;
import app.mainstay.security.Viewer;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Meetings as calendars and pages read them, in the viewer's sight. A person's calendar is one range of an index over who takes part, whose rows carry
 * the instants; a span costs what is in it, whatever else there is.
 */
@Service
@SignedIn
public class MeetingCalendar {

    /** So many are shown of a span at most. */
    public static final int MOST = 3_000;
    /** No span is longer. */
    public static final int DAYS = 400;

    private static final String COLUMNS = """
            m.id, m.series_id, m.own, m.subject, m.kind, m.state, m.start_local, m.end_local, m.zone, m.starts_at, m.ends_at, m.place, m.link, m.host_id, m.version, m.busy,
            h.display_name host_name, me.response mine""";
    private static final String TABLES = " join security_user h on h.id = m.host_id left join meeting_attendee me on me.meeting_id = m.id and me.user_id = :viewer";

    private record Found(MeetingRow row, boolean busy) {
    }

    private final JdbcClient jdbc;
    private final MeetingStore store;
    private final MeetingScope scope;
    private final AccountScope accounts;
    private final UnitService units;
    private final CurrentUser currentUser;

    MeetingCalendar(JdbcClient jdbc, MeetingStore store, MeetingScope scope, AccountScope accounts, UnitService units, CurrentUser currentUser) {
        this.jdbc = jdbc;
        this.store = store;
        this.scope = scope;
        this.accounts = accounts;
        this.units = units;
        this.currentUser = currentUser;
    }

    /**
     * What the viewer sees of a span, and when the people asked for are taken by anything else. Who has declined does not take part.
     *
     * @throws NotFoundException        when the account or unit does not exist for this viewer
     * @throws IllegalArgumentException for a span that ends before it begins
     */
    @Transactional(readOnly = true)
    public CalendarSpan show(CalendarQuery query) {
        Viewer viewer = currentUser.require();
        if (!query.to().isAfter(query.from())) {
            throw new IllegalArgumentException(query.from() + " to " + query.to());
        }
        if (viewer.is(Role.ADMINISTRATOR)) {
            return new CalendarSpan(List.of(), List.of(), false);
        }
        Instant to = query.to().isAfter(query.from().plus(Duration.ofDays(DAYS))) ? query.from().plus(Duration.ofDays(DAYS)) : query.to();
        var where = new Sql().with("viewer", viewer.id());
        if (!query.cancelled()) {
            where.and("m.state <> 'CANCELLED'");
        }
        if (!query.kinds().isEmpty()) {
            where.and("m.kind in (:kinds)", "kinds", query.kinds().stream().map(Enum::name).toList());
        }
        if (query.whose() == CalendarQuery.Whose.ACCOUNT) {
            accounts.require(query.id());
            where.and("x.account_id = :account", "account", query.id());
            within(where, "m", query.from(), to);
            var found = find("meeting_account x join meeting m on m.id = x.meeting_id", where, MOST + 1, viewer);
            return span(found, Map.of(), false);
        }
        var takePart = takePart(query, to, viewer);
        Map<Long, List<Long>> people = new HashMap<>();
        takePart.stream().limit(MOST * 4).forEach(one -> people.computeIfAbsent(one.meetingId(), first -> new ArrayList<>()).add(one.userId()));
        if (people.isEmpty()) {
            return new CalendarSpan(List.of(), List.of(), false);
        }
        where.and("m.id in (:ids)", "ids", people.keySet());
        return span(find("meeting m", where, people.size(), viewer), people, takePart.size() > MOST * 4);
    }

    private record Part(long userId, long meetingId) {
    }

    /** Who takes part in what, from the index alone: a meeting of ten people is read once and not ten times. */
    private List<Part> takePart(CalendarQuery query, Instant to, Viewer viewer) {
        var where = new Sql();
        if (query.whose() == CalendarQuery.Whose.UNIT) {
            if (units.find(query.id()).isEmpty()) {
                throw new NotFoundException();
            }
            // Their numbers and no join, so that of each only the span is read.
            var people = jdbc.sql("select id from security_user where unit_id in (:units)").param("units", units.subtree(query.id())).query(Long.class).list();
            if (people.isEmpty()) {
                return List.of();
            }
            where.and("t.user_id in (:people)", "people", people);
        } else {
            where.and("t.user_id = :person", "person", query.whose() == CalendarQuery.Whose.OWN ? viewer.id() : query.id());
        }
        within(where, "t", query.from(), to);
        if (query.whose() != CalendarQuery.Whose.OWN) {
            where.and("t.response <> 'DECLINED'");
        }
        String from = "meeting_attendee t";
        if (!query.kinds().isEmpty()) {
            // Others do not count towards the limit.
            from += " join meeting m on m.id = t.meeting_id";
            where.and("m.kind in (:kinds)", "kinds", query.kinds().stream().map(Enum::name).toList());
        }
        return jdbc.sql("select t.user_id, t.meeting_id from " + from + where.where() + " order by t.starts_at, t.meeting_id limit " + (MOST * 4 + 1)).params(where.params())
                .query((row, n) -> new Part(row.getLong(1), row.getLong(2))).list();
    }

    private List<Found> find(String from, Sql where, int limit, Viewer viewer) {
        return jdbc.sql("select " + COLUMNS + " from " + from + TABLES + where.where() + " order by m.starts_at, m.id limit " + limit).params(where.params())
                .query((row, n) -> found(row, viewer)).list();
    }

    private static void within(Sql where, String alias, Instant from, Instant to) {
        where.and(alias + ".starts_at >= :early and " + alias + ".starts_at < :to and " + alias + ".ends_at > :from").with("early", Sql.utc(from.minus(MeetingRules.LONGEST)
                .minus(Duration.ofDays(1)))).with("to", Sql.utc(to)).with("from", Sql.utc(from));
    }

    /** @param people of those asked for who take part, by meeting */
    private CalendarSpan span(List<Found> found, Map<Long, List<Long>> people, boolean cut) {
        List<MeetingRow> rows = new ArrayList<>();
        List<CalendarSpan.Busy> busy = new ArrayList<>();
        boolean more = cut;
        var named = accounts(found.stream().map(one -> one.row().id()).toList());
        for (var one : found) {
            var row = one.row();
            if (row.mine() != null || isSeen(named, row)) {
                if (rows.size() < MOST) {
                    rows.add(row);
                } else {
                    more = true;
                }
            } else if (one.busy() && row.state() != MeetingState.CANCELLED) {
                people.getOrDefault(row.id(), List.of()).forEach(user -> busy.add(new CalendarSpan.Busy(user, row.startsAt(), row.endsAt())));
            }
        }
        return new CalendarSpan(complete(rows, people, named), busy, more);
    }

    private Map<Long, List<MeetingDetails.Account>> accounts(Collection<Long> meetingIds) {
        return store.accounts(meetingIds, scope.seenAccounts());
    }

    private static boolean isSeen(Map<Long, List<MeetingDetails.Account>> named, MeetingRow row) {
        return named.getOrDefault(row.id(), List.of()).stream().anyMatch(MeetingDetails.Account::seen);
    }

    /** With accounts and people. The one who sees a meeting through an account may change it, unless the account is only read for a while; then saving refuses. */
    private static List<MeetingRow> complete(Collection<MeetingRow> rows, Map<Long, List<Long>> people, Map<Long, List<MeetingDetails.Account>> named) {
        return rows.stream().map(row -> new MeetingRow(row.id(), row.seriesId(), row.own(), row.subject(), row.kind(), row.state(), row.start(), row.end(), row.zone(),
                row.startsAt(), row.endsAt(), row.place(), row.link(), row.hostId(), row.hostName(), named.getOrDefault(row.id(), List.of()),
                people.getOrDefault(row.id(), List.of()), row.mine(), row.mayEdit() || isSeen(named, row), row.version())).toList();
    }

    private static Found found(ResultSet row, Viewer viewer) throws SQLException {
        String mine = row.getString("mine");
        long host = row.getLong("host_id");
        return new Found(new MeetingRow(row.getLong("id"), row.getObject("series_id", Long.class), row.getBoolean("own"), row.getString("subject"),
                MeetingKind.valueOf(row.getString("kind")), MeetingState.valueOf(row.getString("state")), row.getObject("start_local", LocalDateTime.class),
                row.getObject("end_local", LocalDateTime.class), row.getString("zone"), Sql.instant(row.getObject("starts_at", LocalDateTime.class)),
                Sql.instant(row.getObject("ends_at", LocalDateTime.class)), row.getString("place"), row.getString("link"), host, row.getString("host_name"), List.of(),
                List.of(), mine == null ? null : Response.valueOf(mine), host == viewer.id(), row.getInt("version")), row.getBoolean("busy"));
    }

    /**
     * When colleagues are taken, whoever asks: no more than that is told. Who declined is not, nor by what shows as free.
     *
     * @param except a meeting that does not count; null: all do
     * @return by person, in order; overlapping times joined
     */
    @Transactional(readOnly = true)
    public Map<Long, List<CalendarSpan.Busy>> busy(Collection<Long> userIds, Instant from, Instant to, @Nullable Long except) {
        Map<Long, List<CalendarSpan.Busy>> busy = new TreeMap<>();
        userIds.forEach(user -> busy.put(user, new ArrayList<>()));
        if (busy.isEmpty() || currentUser.require().is(Role.ADMINISTRATOR)) {
            return busy;
        }
        var where = new Sql().and("t.user_id in (:people)", "people", busy.keySet()).and("t.response <> 'DECLINED'").and("m.busy = true").and("m.state <> 'CANCELLED'");
        within(where, "t", from, to);
        if (except != null) {
            where.and("m.id <> :except", "except", except);
        }
        jdbc.sql("select t.user_id, t.starts_at, t.ends_at from meeting_attendee t join meeting m on m.id = t.meeting_id" + where.where() + " order by t.user_id, t.starts_at, t.ends_at")
                .params(where.params()).query(row -> {
                    var times = busy.get(row.getLong(1));
                    var next = new CalendarSpan.Busy(row.getLong(1), Sql.instant(row.getObject(2, LocalDateTime.class)), Sql.instant(row.getObject(3, LocalDateTime.class)));
                    if (!times.isEmpty() && !times.getLast().to().isBefore(next.from())) {
                        var last = times.removeLast();
                        times.add(new CalendarSpan.Busy(last.userId(), last.from(), last.to().isAfter(next.to()) ? last.to() : next.to()));
                    } else {
                        times.add(next);
                    }
                });
        return busy;
    }

    /**
     * Meetings about an account from an instant on, the next one first; cancelled ones left out.
     *
     * @throws NotFoundException when the account does not exist for this viewer
     */
    @Transactional(readOnly = true)
    public List<MeetingRow> ahead(long accountId, Instant from, int limit) {
        return about(accountId, new Sql().and("m.starts_at >= :from", "from", Sql.utc(from)).and("m.state <> 'CANCELLED'"), "m.starts_at, m.id", limit);
    }

    /** A meeting as one line names it. */
    public record Next(long id, String subject, Instant startsAt) {
    }

    /** The first of {@link #ahead}, without what a line does not say. */
    @Transactional(readOnly = true)
    public Optional<Next> next(long accountId, Instant from) {
        accounts.require(accountId);
        return jdbc.sql("select m.id, m.subject, m.starts_at from meeting_account x join meeting m on m.id = x.meeting_id where x.account_id = ? and m.starts_at >= ? "
                        + "and m.state <> 'CANCELLED' order by m.starts_at, m.id limit 1").param(accountId).param(Sql.utc(from))
                .query((row, n) -> new Next(row.getLong(1), row.getString(2), Sql.instant(row.getObject(3, LocalDateTime.class)))).optional();
    }

    /** Meetings about an account that began before an instant, the latest one first. @param states empty: all */
    @Transactional(readOnly = true)
    public List<MeetingRow> past(long accountId, Instant before, Set<MeetingState> states, int limit) {
        var where = new Sql().and("m.starts_at < :before", "before", Sql.utc(before));
        if (!states.isEmpty()) {
            where.and("m.state in (:states)", "states", states.stream().map(Enum::name).toList());
        }
        return about(accountId, where, "m.starts_at desc, m.id desc", limit);
    }

    private List<MeetingRow> about(long accountId, Sql where, String order, int limit) {
        accounts.require(accountId);
        Viewer viewer = currentUser.require();
        where.and("x.account_id = :account", "account", accountId).with("viewer", viewer.id());
        var rows = jdbc.sql("select " + COLUMNS + " from meeting_account x join meeting m on m.id = x.meeting_id" + TABLES + where.where() + " order by "
                + order + " limit :limit").params(where.params()).param("limit", limit).query((row, n) -> found(row, viewer).row()).list();
        return complete(rows, Map.of(), accounts(rows.stream().map(MeetingRow::id).toList()));
    }
}
