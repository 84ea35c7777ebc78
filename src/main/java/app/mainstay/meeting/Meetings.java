package app.mainstay.meeting;

import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door to meetings. */
@Service
public class Meetings {

    /** The kind under which open screens are told that a meeting changed. */
    public static final String CHANGED = "meeting";
    /** The address of a meeting's page, followed by its id as {@link app.mainstay.shared.Ids} writes it. */
    public static final String PATH = "meetings/";

    /** @param series more of them follow; @param userIds who is invited, whoever did it and the host excepted */
    public record Planned(long meetingId, String subject, LocalDateTime start, String zone, boolean series, Collection<Long> userIds, @Nullable Long byId, Instant at) {
    }

    public record Moved(long meetingId, String subject, LocalDateTime from, LocalDateTime to, String zone, boolean series, Collection<Long> userIds, @Nullable Long byId,
                        Instant at) {
    }

    public record Cancelled(long meetingId, String subject, LocalDateTime start, String zone, boolean series, @Nullable String reason, Collection<Long> userIds,
                            @Nullable Long byId, Instant at) {
    }

    /** Who does not take part any more. */
    public record Uninvited(long meetingId, String subject, LocalDateTime start, String zone, boolean series, Collection<Long> userIds, @Nullable Long byId, Instant at) {
    }

    /** Its place, link or words are others, and its time is not. */
    public record Changed(long meetingId, String subject, LocalDateTime start, String zone, boolean series, Collection<Long> userIds, @Nullable Long byId, Instant at) {
    }

    /** It is time to remind somebody. @param startsAt of which time, should it move */
    public record Reminded(long meetingId, String subject, LocalDateTime start, String zone, long userId, Instant startsAt) {
    }

    /** Somebody answered; for the host. */
    public record Responded(long meetingId, String subject, LocalDateTime start, Response response, long userId, long hostId, Instant at) {
    }

    /** What happened may change when and on what level these accounts were, or are to be, met. */
    public record Concerned(Collection<Long> accountIds) {
    }

    /** There are minutes now. */
    public record Held(long meetingId, @Nullable Long byId, Instant at) {
    }

    private final MeetingRepository repository;
    private final SeriesRepository seriesRepository;
    private final MeetingStore store;
    private final MeetingScope scope;
    private final MeetingReader reader;
    private final MeetingRules rules;
    private final SeriesLayer layer;
    private final MeetingNews news;
    private final Agendas agendas;
    private final SettingsService settings;
    private final CurrentUser currentUser;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Meetings(MeetingRepository repository, SeriesRepository seriesRepository, MeetingStore store, MeetingScope scope, MeetingReader reader, MeetingRules rules, SeriesLayer layer,
             MeetingNews news, Agendas agendas, SettingsService settings, CurrentUser currentUser, ApplicationEventPublisher events, Clock clock) {
        this.repository = repository;
        this.seriesRepository = seriesRepository;
        this.store = store;
        this.scope = scope;
        this.reader = reader;
        this.rules = rules;
        this.layer = layer;
        this.news = news;
        this.agendas = agendas;
        this.settings = settings;
        this.currentUser = currentUser;
        this.events = events;
        this.clock = clock;
    }

    // ---- reading ----

    @SignedIn
    @Transactional(readOnly = true)
    public boolean sees(long id) {
        return scope.sees(id);
    }

    /** Those of them that exist for this viewer. */
    @SignedIn
    @Transactional(readOnly = true)
    public Set<Long> seen(Collection<Long> ids) {
        return scope.seen(ids);
    }

    /** @throws NotFoundException when the meeting does not exist for this viewer */
    @SignedIn
    @Transactional(readOnly = true)
    public MeetingDetails get(long id) {
        return reader.details(id);
    }

    /** Whether the viewer may change the meeting and write its minutes. @throws NotFoundException when it does not exist for this viewer */
    @SignedIn
    @Transactional(readOnly = true)
    public boolean writes(long id) {
        return reader.writes(reader.seen(id));
    }

    /** An agenda to begin with, in the language; the minutes as they are usual. */
    @SignedIn
    public List<AgendaItem> agenda(MeetingKind kind, Locale locale) {
        return agendas.of(kind, locale);
    }

    // ---- writing ----

    /**
     * Stores a new or changed meeting and returns its id; of a new series the id of its first occurrence. What has been held keeps its time when a series
     * changes, and what FOLLOWING or ALL change is no exception any more. ALL reaches back to the first occurrence that is not over, or to the one that is
     * changed: what took place as it did stays so.
     *
     * @throws RefusedException                      with a problem per wrong field
     * @throws NotFoundException                     when the meeting does not exist for this viewer
     * @throws app.mainstay.shared.ConflictException when somebody saved in between; {@link #get} says who
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public long save(MeetingDraft draft, Extent extent) {
        var clean = MeetingRules.clean(draft);
        if (clean.id() == null) {
            return create(clean, null);
        }
        var meeting = editable(clean.id(), clean.version());
        return change(meeting, clean, extent);
    }

    /**
     * As {@link #save} of a new one, for what came from a calendar elsewhere.
     *
     * @param uid by which that calendar knows it, at most 255 characters; see {@link #byUid}
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public long add(MeetingDraft draft, String uid) {
        return create(MeetingRules.clean(draft), uid);
    }

    /** Meetings hosted by the viewer that came from a calendar elsewhere under that name, occurrences in their order. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Long> byUid(String uid) {
        return repository.findByUidAndHostIdOrderByStartsAt(uid, currentUser.require().id()).stream().map(Meeting::id).toList();
    }

    private long create(MeetingDraft clean, @Nullable String uid) {
        rules.check(clean, null);
        Instant now = clock.instant();
        Long by = currentUser.currentActor().orElse(null);
        Meeting first;
        if (clean.rule() == null) {
            var single = new Meeting(clean, now, by);
            single.name(uid);
            first = repository.saveAndFlush(single);
            store.add(List.of(first), clean, accepted(), now);
        } else {
            var laid = layer.begin(clean, Recurrence.parse(clean.rule(), ZoneId.of(Objects.requireNonNull(clean.zone()))), null, uid, accepted(), by);
            laid.forEach(meeting -> meeting.name(uid));
            repository.flush();
            first = laid.getFirst();
        }
        news.story(clean.accounts(), clean.rule() == null ? "meeting.planned" : "meeting.plannedSeries", first, news.text(first.start(), first.zone()));
        news.settle(List.of(first.id()), clean.accounts());
        var invited = news.others(clean, Set.of());
        events.publishEvent(new Planned(first.id(), first.subject(), first.start(), first.zone(), clean.rule() != null, invited, by, now));
        return first.id();
    }

    /** Whoever plans it comes. */
    private Set<Long> accepted() {
        return currentUser.currentActor().map(Set::of).orElse(Set.of());
    }

    /** Held against others until the end of the transaction, the series first. */
    private Meeting editable(long id, int version) {
        store.seriesOf(id).ifPresent(store::lockSeries);
        store.lock(id);
        var meeting = reader.seen(id);
        meeting.requireVersion(version);
        if (!reader.writes(meeting)) {
            throw new RefusedException(Problem.of(null, "problem.readOnly"));
        }
        return meeting;
    }

    private long change(Meeting meeting, MeetingDraft clean, Extent extent) {
        var before = reader.draft(meeting);
        if (before.equals(clean)) {
            return meeting.id();
        }
        if (meeting.state() == MeetingState.CANCELLED) {
            throw new RefusedException(Problem.of(null, "meeting.problem.cancelled"));
        }
        rules.check(clean, before);
        boolean moved = !before.start().equals(clean.start()) || !before.end().equals(clean.end()) || !before.zone().equals(clean.zone());
        if (moved && meeting.state() == MeetingState.HELD) {
            throw new RefusedException(Problem.of("start", "meeting.problem.held"));
        }
        var accounts = new HashSet<>(before.accounts());
        accounts.addAll(clean.accounts());
        Instant now = clock.instant();
        Long by = currentUser.currentActor().orElse(null);
        if (meeting.seriesId() == null && clean.rule() != null) {
            write(meeting, clean, moved, now, by);
            layer.begin(clean, Recurrence.parse(clean.rule(), ZoneId.of(Objects.requireNonNull(clean.zone()))), meeting, null, accepted(), by);
            news.story(clean.accounts(), "meeting.plannedSeries", meeting, news.text(meeting.start(), meeting.zone()));
            events.publishEvent(new Planned(meeting.id(), meeting.subject(), meeting.start(), meeting.zone(), true, news.others(clean, Set.of()), by, now));
            news.settle(List.of(meeting.id()), accounts);
            return meeting.id();
        }
        if (meeting.seriesId() == null || extent == Extent.THIS) {
            meeting.differ();
            write(meeting, clean, moved, now, by);
            news.told(meeting, before, clean, moved, false, now, by);
            news.settle(List.of(meeting.id()), accounts);
            return meeting.id();
        }
        return changeSeries(meeting, before, clean, extent, moved, accounts, now, by);
    }

    private void write(Meeting meeting, MeetingDraft clean, boolean moved, Instant now, @Nullable Long by) {
        meeting.words(clean, now, by);
        if (moved) {
            meeting.time(Objects.requireNonNull(clean.start()), Objects.requireNonNull(clean.end()), Objects.requireNonNull(clean.zone()), now, by);
        }
        repository.flush();
        store.replace(List.of(meeting), clean, accepted(), now);
        if (moved) {
            store.askAgain(List.of(meeting.id()), Objects.requireNonNull(clean.hostId()), by);
        }
    }

    private long changeSeries(Meeting meeting, MeetingDraft before, MeetingDraft clean, Extent extent, boolean moved, Set<Long> accounts, Instant now, @Nullable Long by) {
        var series = seriesRepository.findById(Objects.requireNonNull(meeting.seriesId())).orElseThrow();
        var rows = repository.findBySeriesIdOrderByOriginalStart(series.id());
        LocalDateTime from = from(meeting, rows, extent, now);
        var head = rows.stream().filter(row -> original(row).isBefore(from)).toList();
        var tail = rows.stream().filter(row -> !original(row).isBefore(from)).toList();
        if (clean.rule() == null) {
            return endSeries(series, meeting, before, clean, tail, accounts, moved, now, by);
        }
        boolean otherRule = !clean.rule().equals(before.rule());
        String zone = Objects.requireNonNull(clean.zone());
        boolean schedule = moved || otherRule;
        // The time that somebody sees in the form of an exception is what the others get with it.
        var shift = schedule ? Duration.between(original(meeting), clean.start()) : Duration.ZERO;
        var length = Duration.between(clean.start(), clean.end());
        LocalDateTime start = from.plus(shift);
        Recurrence rule;
        if (otherRule) {
            rule = Recurrence.parse(clean.rule(), ZoneId.of(zone));
        } else {
            var rest = head.isEmpty() ? series.rule() : series.rule().from(series.start(), from);
            rule = rest.shifted(from, start).orElseThrow(() -> new RefusedException(Problem.of("rule", "meeting.problem.rule.move")));
        }
        start = SeriesLayer.first(rule, start);
        MeetingSeries target = series;
        if (!head.isEmpty()) {
            target = new MeetingSeries(rule, zone, start, start.plus(schedule ? length : Duration.between(series.start(), series.end())), series.id(), now);
            target.laid(series.laidUntil(), series.isComplete());
            series.endBefore(from);
            target = seriesRepository.saveAndFlush(target);
        } else if (schedule) {
            series.change(rule, zone, start, start.plus(length));
        }
        List<Meeting> changed;
        if (schedule) {
            changed = layer.relay(target, tail, meeting, shift, clean, accepted(), by).all();
        } else {
            changed = new ArrayList<>();
            for (var row : tail) {
                boolean follows = row == meeting || !row.own() && row.state() == MeetingState.PLANNED;
                boolean own = row == meeting ? !row.start().equals(row.originalStart()) : row.own();
                row.belong(target.id(), original(row), own);
                if (follows) {
                    row.words(clean, now, by);
                    changed.add(row);
                }
            }
            repository.flush();
            store.replace(changed, clean, accepted(), now);
        }
        news.told(meeting, before, clean, moved, true, now, by);
        news.settle(changed.stream().map(Meeting::id).toList(), accounts);
        return repository.existsById(meeting.id()) ? meeting.id() : changed.getFirst().id();
    }

    /** Where a change begins. */
    private static LocalDateTime from(Meeting meeting, List<Meeting> rows, Extent extent, Instant now) {
        LocalDateTime pivot = original(meeting);
        return extent == Extent.FOLLOWING ? pivot : rows.stream().filter(row -> row.state() == MeetingState.PLANNED && !row.isOver(now)).map(Meetings::original)
                .filter(time -> time.isBefore(pivot)).findFirst().orElse(pivot);
    }

    static LocalDateTime original(Meeting meeting) {
        return Objects.requireNonNull(meeting.originalStart());
    }

    /** It does not repeat any more: the one stays for itself, what would follow goes. */
    private long endSeries(MeetingSeries series, Meeting meeting, MeetingDraft before, MeetingDraft clean, List<Meeting> tail, Set<Long> accounts, boolean moved, Instant now,
                           @Nullable Long by) {
        series.endBefore(original(tail.getFirst()));
        var ids = tail.stream().map(Meeting::id).toList();
        var kept = new HashSet<>(store.documented(ids));
        kept.addAll(store.minuted(ids));
        var gone = tail.stream().filter(row -> row != meeting && row.state() == MeetingState.PLANNED && !kept.contains(row.id())).toList();
        tail.forEach(Meeting::leaveSeries);
        repository.flush();
        store.clear(gone.stream().map(Meeting::id).toList());
        repository.deleteAll(gone);
        write(meeting, clean, moved, now, by);
        news.told(meeting, before, clean, moved, true, now, by);
        news.settle(List.of(meeting.id()), accounts);
        return meeting.id();
    }

    /** Another time for a meeting, as a drag gives it: local times in the zone. As {@link #save}. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public void move(long id, int version, LocalDateTime start, LocalDateTime end, String zone, Extent extent) {
        var meeting = editable(id, version);
        change(meeting, MeetingRules.clean(reader.draft(meeting).at(start, end, zone)), extent);
    }

    /** Calls it off; it stays to be read. As {@link #save}. @param reason at most 300 characters */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public void cancel(long id, int version, Extent extent, @Nullable String reason) {
        var meeting = editable(id, version);
        String why = reason == null || reason.isBlank() ? null : reason.strip();
        if (why != null && why.length() > 300) {
            throw new RefusedException(Problem.of("reason", "problem.tooLong", 300));
        }
        if (meeting.state() == MeetingState.HELD) {
            throw new RefusedException(Problem.of(null, "meeting.problem.held"));
        }
        Instant now = clock.instant();
        Long by = currentUser.currentActor().orElse(null);
        List<Meeting> off = new ArrayList<>();
        boolean several = meeting.seriesId() != null && extent != Extent.THIS;
        if (several) {
            var rows = repository.findBySeriesIdOrderByOriginalStart(Objects.requireNonNull(meeting.seriesId()));
            LocalDateTime from = from(meeting, rows, extent, now);
            rows.stream().filter(row -> !original(row).isBefore(from) && row.state() == MeetingState.PLANNED).forEach(off::add);
            seriesRepository.findById(meeting.seriesId()).orElseThrow().endBefore(from);
        } else if (meeting.state() == MeetingState.PLANNED) {
            off.add(meeting);
        }
        if (off.isEmpty()) {
            return;
        }
        off.forEach(row -> row.cancel(why, now, by));
        repository.flush();
        var ids = off.stream().map(Meeting::id).toList();
        var accounts = store.accountIds(ids);
        news.story(accounts, several ? "meeting.cancelledSeries" : "meeting.cancelled", meeting, news.text(meeting.start(), meeting.zone()));
        news.settle(ids, accounts);
        events.publishEvent(new Cancelled(meeting.id(), meeting.subject(), meeting.start(), meeting.zone(), several, why, news.others(store.people(ids)), by, now));
    }

    /** A cancelled one takes place after all; by itself where its series has no such place any more. As {@link #save}. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public void restore(long id, int version) {
        var meeting = editable(id, version);
        if (meeting.state() != MeetingState.CANCELLED) {
            return;
        }
        Instant now = clock.instant();
        Long by = currentUser.currentActor().orElse(null);
        meeting.plan(now, by);
        if (meeting.seriesId() != null && !seriesRepository.findById(meeting.seriesId()).orElseThrow().has(original(meeting))) {
            meeting.leaveSeries();
        }
        repository.flush();
        store.askAgain(List.of(id), meeting.hostId(), by);
        var accounts = store.accountIds(id);
        news.story(accounts, "meeting.planned", meeting, news.text(meeting.start(), meeting.zone()));
        news.settle(List.of(id), accounts);
        events.publishEvent(new Planned(id, meeting.subject(), meeting.start(), meeting.zone(), false, news.others(store.people(List.of(id))), by, now));
    }
}
