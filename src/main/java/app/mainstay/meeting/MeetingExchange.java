package app.mainstay.meeting;

import app.mainstay.base.ical.IcalEvent;
import app.mainstay.base.ical.IcalEvent.Standing;
import app.mainstay.base.ical.IcalFile;
import app.mainstay.base.ical.IcalPerson;
import app.mainstay.base.ical.IcalPerson.Answer;
import app.mainstay.mail.MailSetup;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Sql;
import app.mainstay.shared.Words;
import jakarta.annotation.security.RolesAllowed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Meetings as calendars elsewhere read them, in the viewer's sight. A series is one event with its rule; an occurrence that differs stands beside it, one
 * that is cancelled, or in which the viewer does not take part, is excepted.
 */
@Service
public class MeetingExchange {

    /** So far back reaches a feed. */
    static final Duration BACK = Duration.ofDays(180);
    private static final int PORTION = 500;
    private static final int MOST_STARTS = 5_000;
    private static final Instant SEQUENCE_ZERO = Instant.parse("2024-01-01T00:00:00Z");

    /** A meeting as an event needs it. @param mine the viewer's answer; null: does not take part */
    private record Row(long id, @Nullable Long seriesId, @Nullable LocalDateTime original, boolean own, MeetingState state, String subject, @Nullable String place,
                       @Nullable String link, @Nullable String purpose, String zone, LocalDateTime start, LocalDateTime end, Instant startsAt, Instant endsAt, long hostId,
                       boolean busy, @Nullable Integer reminder, Instant changedAt, @Nullable Response mine) {

        boolean attended() {
            return state != MeetingState.CANCELLED && mine != null && mine != Response.DECLINED;
        }

        boolean takesPlace() {
            return state != MeetingState.CANCELLED;
        }

        LocalDateTime originalStart() {
            return Objects.requireNonNull(original);
        }
    }

    private record Series(long id, String rule, String zone, LocalDateTime start, LocalDateTime end, LocalDateTime laidUntil) {
    }

    /** What belongs to the rows that are written. */
    private record Beside(Map<Long, List<IcalPerson>> people, Map<Long, IcalPerson> hosts, Map<Long, List<MeetingDetails.Account>> accounts, Map<Long, List<AgendaItem>> agenda) {
    }

    /** An event that is to be written: its row, and as what. */
    private record Planned(Row row, @Nullable Series series, @Nullable LocalDateTime original, List<LocalDateTime> excepted, Instant changedAt) {

        static Planned single(Row row) {
            return new Planned(row, null, null, List.of(), row.changedAt());
        }
    }

    /** For whom it is written. @param seen the condition on accounts {@code a} whose contacts' addresses are told */
    private record Sight(long userId, Sql seen) {
    }

    private final JdbcClient jdbc;
    private final MeetingStore store;
    private final MeetingScope scope;
    private final CurrentUser currentUser;
    private final MailSetup mail;
    private final Clock clock;

    MeetingExchange(JdbcClient jdbc, MeetingStore store, MeetingScope scope, CurrentUser currentUser, MailSetup mail, Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.scope = scope;
        this.currentUser = currentUser;
        this.mail = mail;
        this.clock = clock;
    }

    /** The calendar of the viewer: what they take part in and have not declined, from half a year ago on. @param locale of the words around what people wrote */
    @SignedIn
    @Transactional(readOnly = true)
    public IcalFile feed(Locale locale) {
        if (currentUser.require().is(Role.ADMINISTRATOR)) {
            return IcalFile.of(IcalFile.PUBLISH, name(locale), List.of());
        }
        Instant from = clock.instant().minus(BACK);
        var sight = sight();
        var rows = rows(sight, "t.user_id = :viewer and t.starts_at >= :early and t.ends_at > :from and t.response <> 'DECLINED' and m.state <> 'CANCELLED'",
                Map.of("early", Sql.utc(from.minus(MeetingRules.LONGEST).minus(Duration.ofDays(1))), "from", Sql.utc(from)),
                "meeting_attendee t join meeting m on m.id = t.meeting_id");
        List<Planned> planned = new ArrayList<>();
        rows.stream().filter(row -> row.seriesId() == null).map(Planned::single).forEach(planned::add);
        var series = rows.stream().map(Row::seriesId).filter(Objects::nonNull).collect(Collectors.toCollection(LinkedHashSet::new));
        planned.addAll(series(sight, series, Row::attended, from));
        return IcalFile.of(IcalFile.PUBLISH, name(locale), events(sight, planned, locale));
    }

    private Sight sight() {
        return new Sight(currentUser.require().id(), scope.seenAccounts());
    }

    private String name(Locale locale) {
        return Words.say("feed.name", locale, currentUser.require().displayName());
    }

    /**
     * A meeting for somebody's own calendar; of one that repeats the whole series.
     *
     * @throws NotFoundException when it does not exist for this viewer
     */
    @SignedIn
    @Transactional(readOnly = true)
    public IcalFile file(long id, Locale locale) {
        if (!scope.sees(id)) {
            throw new NotFoundException();
        }
        var sight = sight();
        var row = rows(sight, "m.id = :id", Map.of("id", id), "meeting m").stream().findFirst().orElseThrow(NotFoundException::new);
        return IcalFile.of(IcalFile.PUBLISH, null, events(sight, row.seriesId() == null ? List.of(Planned.single(row))
                : series(sight, Set.of(row.seriesId()), Row::takesPlace, null), locale));
    }

    /**
     * What the calendar of somebody who takes part, or did, has to learn of a meeting after a change: invitations, and cancellations where the person does
     * not take part any more, a file each. Addresses of contacts are not in it. Empty where the meeting is no more.
     *
     * @param series of an occurrence the whole series, and the one that it was split from
     */
    @RolesAllowed(Role.IS_SYSTEM)
    @Transactional(readOnly = true)
    public List<IcalFile> messages(long id, boolean series, long userId, Locale locale) {
        var sight = new Sight(userId, new Sql().and("1 = 0"));
        var row = rows(sight, "m.id = :id", Map.of("id", id), "meeting m").stream().findFirst().orElse(null);
        if (row == null) {
            return List.of();
        }
        if (row.seriesId() == null) {
            return List.of(message(sight, List.of(Planned.single(row)), row.attended(), locale));
        }
        var all = series(sight, Set.of(row.seriesId()), Row::attended, null);
        boolean whole = all.stream().anyMatch(one -> one.series() != null);
        if (!series) {
            // Where the person knows the series the one is told by its place in it.
            return List.of(message(sight, List.of(whole ? new Planned(row, null, row.originalStart(), List.of(), row.changedAt()) : Planned.single(row)), row.attended(), locale));
        }
        List<IcalFile> messages = new ArrayList<>();
        var stored = Objects.requireNonNull(seriesOf(Set.of(row.seriesId())).get(row.seriesId()));
        messages.add(all.isEmpty() ? message(sight, List.of(new Planned(row, stored, null, List.of(), row.changedAt())), false, locale) : message(sight, all, true, locale));
        Long before = jdbc.sql("select s.from_id from meeting_series s where s.id = :series and s.from_id is not null and not exists (select 1 from meeting m "
                        + "where m.series_id = s.id and m.original_start < :original)").param("series", row.seriesId()).param("original", row.originalStart())
                .query(Long.class).optional().orElse(null);
        if (before != null) {
            var shortened = series(sight, Set.of(before), Row::attended, null);
            if (!shortened.isEmpty()) {
                messages.add(message(sight, shortened, true, locale));
            }
        }
        return messages;
    }

    private IcalFile message(Sight sight, List<Planned> planned, boolean stands, Locale locale) {
        var events = events(sight, planned, locale);
        return IcalFile.of(stands ? IcalFile.REQUEST : IcalFile.CANCEL, null, stands ? events : events.stream().map(MeetingExchange::off).toList());
    }

    /** Says no more than what is off. */
    private static IcalEvent off(IcalEvent event) {
        return new IcalEvent(event.uid(), event.sequence(), event.stamp(), event.summary(), null, null, null, event.start(), event.end(), event.zone(), event.rule(), List.of(),
                event.original(), Standing.CANCELLED, false, event.organizer(), event.people(), null);
    }

    // ---- series ----

    /** @param from series that are over before are left out; null: none */
    private List<Planned> series(Sight sight, Collection<Long> ids, Predicate<Row> takesPart, @Nullable Instant from) {
        List<Planned> planned = new ArrayList<>();
        var stored = seriesOf(ids);
        Map<Long, List<Row>> rows = new HashMap<>();
        portions(ids).forEach(portion -> rows(sight, "m.series_id in (:series)", Map.of("series", portion), "meeting m")
                .forEach(row -> rows.computeIfAbsent(Objects.requireNonNull(row.seriesId()), first -> new ArrayList<>()).add(row)));
        for (var series : stored.values()) {
            var own = rows.getOrDefault(series.id(), List.of());
            if (from == null || own.stream().anyMatch(row -> row.endsAt().isAfter(from))) {
                planned.addAll(series(series, own, takesPart));
            }
        }
        return planned;
    }

    private static List<Planned> series(Series series, List<Row> rows, Predicate<Row> takesPart) {
        var ruled = new LinkedHashSet<>(Recurrence.stored(series.rule()).starts(series.start(), series.start(), series.laidUntil(), MOST_STARTS));
        var mine = rows.stream().filter(takesPart).toList();
        // The newest one says what the series says: those that are over keep what they were.
        var like = mine.stream().filter(row -> !row.own() && ruled.contains(row.originalStart())).max(Comparator.comparing(Row::originalStart)).orElse(null);
        if (like == null) {
            return mine.stream().map(Planned::single).toList();
        }
        Map<LocalDateTime, Row> there = new HashMap<>();
        mine.forEach(row -> there.put(row.originalStart(), row));
        List<LocalDateTime> excepted = new ArrayList<>();
        List<Planned> planned = new ArrayList<>();
        for (var time : ruled) {
            var row = there.remove(time);
            if (row == null) {
                excepted.add(time);
            } else if (row.own()) {
                planned.add(new Planned(row, null, time, List.of(), row.changedAt()));
            }
        }
        there.values().stream().sorted(Comparator.comparing(Row::originalStart)).map(Planned::single).forEach(planned::add);
        Instant changedAt = rows.stream().map(Row::changedAt).max(Comparator.naturalOrder()).orElseThrow();
        planned.addFirst(new Planned(like, series, null, excepted, changedAt));
        return planned;
    }

    private Map<Long, Series> seriesOf(Collection<Long> ids) {
        Map<Long, Series> found = new TreeMap<>();
        portions(ids).forEach(portion -> jdbc.sql("select id, rule, zone, start_local, end_local, laid_until from meeting_series where id in (:ids)").param("ids", portion)
                .query((row, n) -> new Series(row.getLong(1), row.getString(2), row.getString(3), row.getObject(4, LocalDateTime.class), row.getObject(5, LocalDateTime.class),
                        row.getObject(6, LocalDateTime.class))).list().forEach(one -> found.put(one.id(), one)));
        return found;
    }

    // ---- events ----

    private List<IcalEvent> events(Sight sight, List<Planned> planned, Locale locale) {
        var beside = beside(sight, planned.stream().map(Planned::row).toList());
        return planned.stream().map(one -> event(one, beside, locale)).toList();
    }

    private IcalEvent event(Planned planned, Beside beside, Locale locale) {
        var row = planned.row();
        var series = planned.series();
        ZoneId zone = ZoneId.of(series == null ? row.zone() : series.zone());
        boolean partOfSeries = series != null || planned.original() != null;
        String uid = partOfSeries ? "series-" + Ids.text(Objects.requireNonNull(row.seriesId())) : "meeting-" + Ids.text(row.id());
        String page = mail.address().map(address -> address + "/" + Meetings.PATH + Ids.text(row.id())).orElse(null);
        return new IcalEvent(uid + "@mainstay", sequence(planned.changedAt()), planned.changedAt(), row.subject(), description(row, beside, page, locale), location(row),
                row.link() != null ? row.link() : page, series == null ? row.start() : series.start(), series == null ? row.end() : series.end(), zone,
                series == null ? null : Recurrence.stored(series.rule()).exchanged(zone), planned.excepted(), planned.original(),
                row.state() == MeetingState.CANCELLED ? Standing.CANCELLED : Standing.CONFIRMED, row.busy(), beside.hosts().get(row.id()),
                beside.people().getOrDefault(row.id(), List.of()), row.reminder());
    }

    /** Rises with each change, whichever of the rows it touched. */
    private static int sequence(Instant changedAt) {
        return (int) Math.clamp(Duration.between(SEQUENCE_ZERO, changedAt).toSeconds(), 0, Integer.MAX_VALUE);
    }

    private static @Nullable String location(Row row) {
        return row.place() == null ? row.link() : row.link() == null ? row.place() : row.place() + " · " + row.link();
    }

    private static String description(Row row, Beside beside, @Nullable String page, Locale locale) {
        var accounts = beside.accounts().getOrDefault(row.id(), List.of()).stream().map(MeetingDetails.Account::name).collect(Collectors.joining(", "));
        var agenda = beside.agenda().getOrDefault(row.id(), List.of()).stream().map(item -> Words.say("feed.agendaItem", locale, item.title(), item.minutes()))
                .collect(Collectors.joining("\n"));
        return Stream.of(accounts.isEmpty() ? "" : Words.say("feed.accounts", locale, accounts), Optional.ofNullable(row.purpose()).orElse(""),
                agenda.isEmpty() ? "" : Words.say("feed.agenda", locale) + "\n" + agenda, page == null ? "" : page).filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n"));
    }

    /** People without an address cannot stand in a calendar file, and of contacts only the reader of their account gets it. */
    private Beside beside(Sight sight, List<Row> rows) {
        var ids = rows.stream().map(Row::id).distinct().toList();
        var seen = sight.seen();
        Map<Long, List<IcalPerson>> people = new HashMap<>();
        Map<Long, IcalPerson> hosts = new HashMap<>();
        Map<Long, List<MeetingDetails.Account>> accounts = new LinkedHashMap<>();
        Map<Long, List<AgendaItem>> agenda = new HashMap<>();
        for (var portion : portions(ids)) {
            accounts.putAll(store.accounts(portion, seen));
            jdbc.sql("select meeting_id, title, minutes from meeting_agenda where meeting_id in (:ids) order by meeting_id, position").param("ids", portion)
                    .query(row -> {
                        agenda.computeIfAbsent(row.getLong(1), first -> new ArrayList<>()).add(new AgendaItem(row.getString(2), row.getInt(3)));
                    });
            jdbc.sql("select t.meeting_id, t.response, case when t.user_id = m.host_id then 1 else 0 end host, coalesce(u.display_name, c.name, t.guest_name) name, "
                            + "coalesce(u.email, case when a.id is not null and " + seen.condition() + " then c.email end, t.guest_email) email "
                            + "from meeting_attendee t join meeting m on m.id = t.meeting_id left join security_user u on u.id = t.user_id "
                            + "left join account_contact c on c.id = t.contact_id left join account a on a.id = c.account_id where t.meeting_id in (:ids) order by t.meeting_id, t.id")
                    .params(seen.params()).param("ids", portion)
                    .query(row -> {
                        String email = row.getString("email");
                        if (email != null) {
                            var person = new IcalPerson(row.getString("name"), email, Answer.valueOf(Response.valueOf(row.getString("response")).name()));
                            people.computeIfAbsent(row.getLong("meeting_id"), first -> new ArrayList<>()).add(person);
                            if (row.getInt("host") == 1) {
                                hosts.put(row.getLong("meeting_id"), person);
                            }
                        }
                    });
        }
        return new Beside(people, hosts, accounts, agenda);
    }

    private List<Row> rows(Sight sight, String condition, Map<String, ?> params, String from) {
        return jdbc.sql("""
                        select m.id, m.series_id, m.original_start, m.own, m.state, m.subject, m.place, m.link, m.purpose, m.zone, m.start_local, m.end_local, m.starts_at,
                            m.ends_at, m.host_id, m.busy, m.reminder_minutes, m.updated_at, me.response mine from\s""" + from
                        + " left join meeting_attendee me on me.meeting_id = m.id and me.user_id = :viewer where " + condition + " order by m.starts_at, m.id")
                .params(params).param("viewer", sight.userId()).query((row, n) -> row(row)).list();
    }

    private static Row row(ResultSet row) throws SQLException {
        String mine = row.getString("mine");
        return new Row(row.getLong("id"), row.getObject("series_id", Long.class), row.getObject("original_start", LocalDateTime.class), row.getBoolean("own"),
                MeetingState.valueOf(row.getString("state")), row.getString("subject"), row.getString("place"), row.getString("link"), row.getString("purpose"),
                row.getString("zone"), row.getObject("start_local", LocalDateTime.class), row.getObject("end_local", LocalDateTime.class),
                Sql.instant(row.getObject("starts_at", LocalDateTime.class)), Sql.instant(row.getObject("ends_at", LocalDateTime.class)), row.getLong("host_id"),
                row.getBoolean("busy"), row.getObject("reminder_minutes", Integer.class), Sql.instant(row.getObject("updated_at", LocalDateTime.class)),
                mine == null ? null : Response.valueOf(mine));
    }

    private static List<List<Long>> portions(Collection<Long> ids) {
        var all = List.copyOf(new HashSet<>(ids)).stream().sorted().toList();
        List<List<Long>> portions = new ArrayList<>();
        for (int i = 0; i < all.size(); i += PORTION) {
            portions.add(all.subList(i, Math.min(all.size(), i + PORTION)));
        }
        return portions;
    }
}
