package app.mainstay.meeting;

import app.mainstay.account.AccountScope;
import app.mainstay.base.ical.IcalEvent;
import app.mainstay.base.ical.IcalEvent.Standing;
import app.mainstay.base.ical.IcalFile;
import app.mainstay.base.ical.IcalPerson;
import app.mainstay.base.ical.IcalReader;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Invitations from calendars elsewhere. A file is looked at first, which changes nothing; what the viewer wants of it becomes meetings that the viewer
 * hosts, one at a time. The same event once more is a change or a cancellation of what came of it.
 */
@Service
@RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
public class MeetingIntake {

    /** So many meetings of a file are taken at most. */
    public static final int MOST = 50;
    private static final int MOST_GUESTS = 50;
    private static final int LONGEST_UID = 255;

    /** What taking it would do. */
    public enum Act {
        CREATE, CHANGE,
        /** Of a series only some occurrences. */
        CHANGE_SOME, CANCEL, NOTHING
    }

    /** Somebody in the file. At most one of the ids is there: a colleague, or a contact that the viewer sees. */
    public record Person(String name, String email, @Nullable Long userId, @Nullable Long contactId, @Nullable Long accountId) {
    }

    /** An occurrence that differs from its series. @param original where the rule puts it */
    public record Occurrence(LocalDateTime original, LocalDateTime start, LocalDateTime end, String subject, @Nullable String place, boolean cancelled) {
    }

    /**
     * A meeting in the file, with its exceptions.
     *
     * @param existing  the meeting that it is about; null: there is none yet
     * @param draft     as it would be stored, with the accounts that its contacts belong to
     * @param excepted  starts at which the series does not take place
     * @param remarks   what is taken otherwise than it stands in the file
     * @param problems  why it cannot be taken as it is; empty: it can
     */
    public record Found(String uid, Act act, @Nullable Long existing, MeetingDraft draft, List<Person> people, List<LocalDateTime> excepted, List<Occurrence> occurrences,
                        List<Problem> remarks, List<Problem> problems) {
    }

    /** @param problems events that cannot be read, a sentence each */
    public record Preview(List<Found> found, List<Problem> problems) {
    }

    private final Meetings meetings;
    private final MeetingRepository repository;
    private final SeriesRepository seriesRepository;
    private final SeriesLayer layer;
    private final MeetingRules rules;
    private final MeetingScope scope;
    private final AccountScope accounts;
    private final CurrentUser currentUser;
    private final MeetingFacts facts;
    private final MeetingStore store;
    private final JdbcClient jdbc;
    private final Clock clock;

    MeetingIntake(Meetings meetings, MeetingRepository repository, SeriesRepository seriesRepository, SeriesLayer layer, MeetingRules rules, MeetingScope scope,
                  AccountScope accounts, CurrentUser currentUser, MeetingFacts facts, MeetingStore store, JdbcClient jdbc, Clock clock) {
        this.meetings = meetings;
        this.repository = repository;
        this.seriesRepository = seriesRepository;
        this.layer = layer;
        this.rules = rules;
        this.scope = scope;
        this.accounts = accounts;
        this.currentUser = currentUser;
        this.facts = facts;
        this.store = store;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    // ---- looking ----

    /**
     * What a file holds and what would become of it; nothing is stored.
     *
     * @param zone where times are meant that name no zone
     * @throws RefusedException when it is no calendar, cannot be read as a whole, or holds more than {@link #MOST} meetings
     */
    // Not read-only: the rules hold the host's row.
    @Transactional
    public Preview read(byte[] file, ZoneId zone) {
        var read = IcalReader.read(file, zone);
        Map<String, List<IcalEvent>> byUid = new LinkedHashMap<>();
        read.events().forEach(event -> byUid.computeIfAbsent(event.uid(), first -> new ArrayList<>()).add(event));
        if (byUid.size() > MOST) {
            throw new RefusedException(Problem.of(null, "intake.problem.tooMany", MOST));
        }
        if (byUid.isEmpty() && read.problems().isEmpty()) {
            throw new RefusedException(Problem.of(null, "intake.problem.none"));
        }
        boolean calledOff = IcalFile.CANCEL.equals(read.method());
        var known = people(read.events());
        List<Found> found = new ArrayList<>();
        byUid.forEach((uid, events) -> {
            var whole = events.stream().filter(event -> event.original() == null).findFirst();
            if (whole.isPresent()) {
                found.add(found(key(uid), whole.get(), events.stream().filter(event -> event.original() != null).toList(), calledOff, known));
            } else {
                // Somebody was invited to some occurrences only, or they alone have changed.
                found.addAll(occurrences(key(uid), events, calledOff, known));
            }
        });
        return new Preview(List.copyOf(found), read.problems());
    }

    /** As it can be stored. */
    private static String key(String uid) {
        return uid.length() <= LONGEST_UID ? uid : uid.substring(0, LONGEST_UID - 9) + "#" + Integer.toHexString(uid.hashCode());
    }

    private Found found(String uid, IcalEvent event, List<IcalEvent> others, boolean calledOff, Map<String, Person> known) {
        var existing = existing(uid);
        List<Problem> remarks = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        var people = people(event, known);
        var draft = draft(event, people, remarks);
        boolean off = calledOff || event.standing() == Standing.CANCELLED;
        if (off) {
            if (existing.isEmpty()) {
                remarks.add(Problem.of(null, "intake.remark.unknown"));
            }
            return new Found(uid, existing.isEmpty() ? Act.NOTHING : Act.CANCEL, existing.map(Meeting::id).orElse(null), draft, people, List.of(), List.of(), remarks, List.of());
        }
        if (event.rule() != null) {
            draft = repeating(draft, event, problems);
        }
        var exceptions = others.stream().map(other -> new Occurrence(Objects.requireNonNull(other.original()), other.start(), other.end(), subject(other), cut(other.location(), 300),
                other.standing() == Standing.CANCELLED)).toList();
        if (existing.isEmpty()) {
            try {
                rules.check(draft, null);
            } catch (RefusedException refused) {
                problems.addAll(refused.problems());
            }
        }
        return new Found(uid, existing.isEmpty() ? Act.CREATE : Act.CHANGE, existing.map(Meeting::id).orElse(null), draft, people, event.excepted(), exceptions, remarks, problems);
    }

    /** A rule that cannot be kept is told and leaves the meeting for once. */
    private MeetingDraft repeating(MeetingDraft draft, IcalEvent event, List<Problem> problems) {
        try {
            var rule = Recurrence.parse(event.rule(), event.zone());
            var start = SeriesLayer.first(rule, event.start());
            layer.times(rule, start, start, event.zone().getId());
            return draft.repeating(rule.text());
        } catch (RefusedException refused) {
            problems.addAll(refused.problems());
            return draft;
        }
    }

    private List<Found> occurrences(String uid, List<IcalEvent> events, boolean calledOff, Map<String, Person> known) {
        var existing = existing(uid).filter(meeting -> meeting.seriesId() != null);
        if (existing.isPresent()) {
            var series = seriesRepository.findById(Objects.requireNonNull(existing.get().seriesId())).orElseThrow();
            var changed = events.stream().map(event -> new Occurrence(Objects.requireNonNull(event.original()), event.start(), event.end(), subject(event), cut(event.location(), 300),
                    calledOff || event.standing() == Standing.CANCELLED)).toList();
            var draft = draft(events.getFirst(), people(events.getFirst(), known), new ArrayList<>()).repeating(series.rule().text());
            return List.of(new Found(uid, Act.CHANGE_SOME, existing.get().id(), draft.at(series.start(), series.end(), series.zone()), List.of(), List.of(), changed, List.of(), List.of()));
        }
        return events.stream().map(event -> found(key(uid + "/" + event.original()), event, List.of(), calledOff, known)).toList();
    }

    private Optional<Meeting> existing(String uid) {
        Instant now = clock.instant();
        var all = repository.findByUidAndHostIdOrderByStartsAt(uid, currentUser.require().id()).stream().filter(meeting -> meeting.state() == MeetingState.PLANNED).toList();
        return all.stream().filter(meeting -> !meeting.isOver(now)).findFirst().or(() -> all.reversed().stream().findFirst());
    }

    // ---- words and people ----

    private MeetingDraft draft(IcalEvent event, List<Person> people, List<Problem> remarks) {
        shortened(event.summary(), 200, "subject", remarks);
        shortened(event.location(), 300, "place", remarks);
        shortened(event.description(), 2000, "purpose", remarks);
        String link = event.url() != null ? event.url() : event.location() != null && event.location().matches("https?://\\S+") ? event.location() : null;
        boolean linked = link != null && link.matches("(?i)https?://\\S+") && link.length() <= 500;
        long strangers = people.stream().filter(person -> person.userId() == null && person.contactId() == null).count();
        if (strangers > 0) {
            remarks.add(Problem.of(null, "intake.remark.guests", strangers));
        }
        if (strangers > MOST_GUESTS) {
            remarks.add(Problem.of(null, "intake.remark.manyGuests", MOST_GUESTS));
        }
        var owners = people.stream().map(Person::accountId).filter(Objects::nonNull).distinct().filter(accounts::writes).limit(20).toList();
        return with(new MeetingDraft(null, subject(event), owners.isEmpty() ? MeetingKind.INTERNAL : MeetingKind.VISIT, owners, cut(event.location(), 300), linked ? link : null,
                cut(event.description(), 2000), event.start(), event.end(), event.zone().getId(), null, currentUser.require().id(), List.of(), List.of(), List.of(), List.of(),
                event.reminder(), event.busy(), 0), people);
    }

    /** Who is a contact of the draft's accounts comes as one, other contacts as guests: what the viewer chose of accounts decides. */
    private static MeetingDraft with(MeetingDraft draft, List<Person> people) {
        Set<Long> users = new LinkedHashSet<>();
        Set<Long> contacts = new LinkedHashSet<>();
        List<Guest> guests = new ArrayList<>();
        for (var person : people) {
            if (person.userId() != null) {
                users.add(person.userId());
            } else if (person.contactId() != null && draft.accounts().contains(person.accountId())) {
                contacts.add(person.contactId());
            } else if (guests.size() < MOST_GUESTS) {
                String name = cut(person.name().isBlank() ? person.email() : person.name(), 120);
                guests.add(new Guest(Objects.requireNonNull(name), person.email()));
            }
        }
        return new MeetingDraft(draft.id(), draft.subject(), draft.kind(), draft.accounts(), draft.place(), draft.link(), draft.purpose(), draft.start(), draft.end(), draft.zone(),
                draft.rule(), draft.hostId(), List.copyOf(users), List.copyOf(contacts), guests, draft.agenda(), draft.reminder(), draft.busy(), draft.version());
    }

    private static String subject(IcalEvent event) {
        String subject = cut(event.summary(), 200);
        return subject == null ? "…" : subject;
    }

    private static @Nullable String cut(@Nullable String text, int length) {
        return text == null || text.isBlank() ? null : text.strip().length() <= length ? text.strip() : text.strip().substring(0, length - 1) + "…";
    }

    private static void shortened(@Nullable String text, int length, String field, List<Problem> remarks) {
        if (text != null && text.strip().length() > length) {
            remarks.add(Problem.of(null, "intake.remark.shortened." + field, length));
        }
    }

    private List<Person> people(IcalEvent event, Map<String, Person> known) {
        Map<String, Person> people = new LinkedHashMap<>();
        var all = new ArrayList<>(event.people());
        if (event.organizer() != null) {
            all.addFirst(event.organizer());
        }
        long me = currentUser.require().id();
        for (IcalPerson person : all) {
            var one = known.get(person.email());
            if (one == null || !Objects.equals(one.userId(), me)) {
                people.putIfAbsent(person.email(), one == null ? new Person(person.name(), person.email(), null, null, null) : one);
            }
        }
        return List.copyOf(people.values());
    }

    /** By address: colleagues who can be invited, and contacts in sight. Whoever is out of sight is told as a stranger. */
    private Map<String, Person> people(List<IcalEvent> events) {
        Set<String> addresses = new HashSet<>();
        events.forEach(event -> {
            event.people().forEach(person -> addresses.add(person.email()));
            if (event.organizer() != null) {
                addresses.add(event.organizer().email());
            }
        });
        Map<String, Person> known = new HashMap<>();
        var list = List.copyOf(addresses);
        for (int i = 0; i < list.size(); i += 500) {
            var portion = list.subList(i, Math.min(list.size(), i + 500));
            var seen = scope.seenAccounts();
            jdbc.sql("select c.id, c.account_id, c.name, lower(c.email) email from account_contact c join account a on a.id = c.account_id where lower(c.email) in (:addresses) "
                            + "and c.left_on is null and a.archived_at is null and " + seen.condition() + " order by c.id").params(seen.params()).param("addresses", portion)
                    .query(row -> {
                        known.put(row.getString("email"), new Person(row.getString("name"), row.getString("email"), null, row.getLong("id"), row.getLong("account_id")));
                    });
            jdbc.sql("select id, display_name, lower(email) email from security_user where lower(email) in (:addresses) and active = true and role <> 'ADMINISTRATOR'")
                    .param("addresses", portion).query(row -> {
                        known.put(row.getString("email"), new Person(row.getString("display_name"), row.getString("email"), row.getLong("id"), null, null));
                    });
        }
        return known;
    }

    // ---- taking ----

    /**
     * Makes a meeting of it, changes the one that it is about, or cancels that; returns the meeting's id, null where there was nothing to do.
     *
     * @param kind     of a new one
     * @param accounts of a new one, what it is about
     * @throws RefusedException when it cannot be taken; nothing has changed then
     */
    @Transactional
    public @Nullable Long take(Found found, MeetingKind kind, List<Long> accounts) {
        return switch (found.act()) {
            case NOTHING -> null;
            case CREATE -> create(found, kind, accounts);
            case CHANGE -> change(found);
            case CHANGE_SOME -> {
                long id = known(found).id();
                except(id, found, false);
                yield id;
            }
            case CANCEL -> cancel(found);
        };
    }

    private long create(Found found, MeetingKind kind, List<Long> accounts) {
        // Taken twice, as by two clicks or two windows: it is there.
        var there = existing(found.uid());
        if (there.isPresent()) {
            return there.get().id();
        }
        var draft = found.draft();
        long id = meetings.add(with(new MeetingDraft(null, draft.subject(), kind, accounts, draft.place(), draft.link(), draft.purpose(), draft.start(), draft.end(), draft.zone(),
                draft.rule(), currentUser.require().id(), List.of(), List.of(), List.of(), draft.agenda(), draft.reminder(), draft.busy(), 0), found.people()), found.uid());
        except(id, found, true);
        return id;
    }

    private Meeting known(Found found) {
        return existing(found.uid()).orElseThrow(() -> new RefusedException(Problem.of(null, "intake.problem.gone")));
    }

    /** @param fresh nobody has been told of the series yet, so nobody needs to hear of what does not take place */
    private void except(long id, Found found, boolean fresh) {
        Long series = repository.findById(id).orElseThrow().seriesId();
        if (series == null) {
            return;
        }
        Set<LocalDateTime> off = new HashSet<>(found.excepted());
        Map<LocalDateTime, Occurrence> others = new HashMap<>();
        found.occurrences().forEach(one -> others.put(one.original(), one));
        Instant now = clock.instant();
        for (var row : repository.findBySeriesIdOrderByOriginalStart(series)) {
            var other = others.get(Objects.requireNonNull(row.originalStart()));
            if (row.state() != MeetingState.PLANNED) {
                continue;
            }
            if (off.contains(row.originalStart()) || other != null && other.cancelled()) {
                if (fresh) {
                    row.cancel(null, now, currentUser.require().id());
                } else {
                    meetings.cancel(row.id(), meetings.get(row.id()).draft().version(), Extent.THIS, null);
                }
            } else if (other != null) {
                var draft = meetings.get(row.id()).draft();
                meetings.save(new MeetingDraft(draft.id(), other.subject(), draft.kind(), draft.accounts(), other.place(), draft.link(), draft.purpose(), other.start(), other.end(),
                        Objects.requireNonNull(found.draft().zone()), draft.rule(), draft.hostId(), draft.people(), draft.contacts(), draft.guests(), draft.agenda(), draft.reminder(),
                        draft.busy(), draft.version()), Extent.THIS);
            }
        }
        repository.flush();
        facts.refresh(store.accountIds(id));
    }

    private long change(Found found) {
        var stored = known(found);
        var draft = meetings.get(stored.id()).draft();
        var wanted = found.draft();
        var changed = new MeetingDraft(draft.id(), wanted.subject(), draft.kind(), draft.accounts(), wanted.place(), wanted.link() == null ? draft.link() : wanted.link(),
                wanted.purpose() == null ? draft.purpose() : wanted.purpose(), draft.start(), draft.end(), draft.zone(), draft.rule(), draft.hostId(), draft.people(), draft.contacts(),
                draft.guests(), draft.agenda(), draft.reminder(), wanted.busy(), draft.version());
        long id = stored.seriesId() == null || wanted.rule() == null ? meetings.save(changed.at(Objects.requireNonNull(wanted.start()), Objects.requireNonNull(wanted.end()),
                Objects.requireNonNull(wanted.zone())).repeating(wanted.rule()), stored.seriesId() == null ? Extent.THIS : Extent.ALL) : changeSeries(stored, changed, wanted);
        except(id, found, false);
        return id;
    }

    /** What lies ahead gets the new rule, what is over stays. */
    private long changeSeries(Meeting stored, MeetingDraft changed, MeetingDraft wanted) {
        var rule = Recurrence.stored(Objects.requireNonNull(wanted.rule()));
        LocalDateTime begin = Objects.requireNonNull(wanted.start());
        LocalDateTime day = Objects.requireNonNull(stored.originalStart()).toLocalDate().atStartOfDay();
        var next = rule.starts(begin, day, LocalDateTime.of(2099, 1, 1, 0, 0), 1);
        if (next.isEmpty()) {
            throw new RefusedException(Problem.of("rule", "meeting.problem.rule.none"));
        }
        var rest = rule.from(begin, next.getFirst());
        var length = Duration.between(begin, wanted.end());
        boolean same = rest.text().equals(changed.rule()) && next.getFirst().equals(stored.start()) && Objects.equals(wanted.zone(), changed.zone());
        return meetings.save(same ? changed : changed.at(next.getFirst(), next.getFirst().plus(length), Objects.requireNonNull(wanted.zone())).repeating(rest.text()), Extent.ALL);
    }

    private @Nullable Long cancel(Found found) {
        var stored = existing(found.uid());
        if (stored.isEmpty()) {
            return null;
        }
        var draft = meetings.get(stored.get().id()).draft();
        meetings.cancel(stored.get().id(), draft.version(), stored.get().seriesId() == null ? Extent.THIS : Extent.ALL, null);
        return stored.get().id();
    }

}
