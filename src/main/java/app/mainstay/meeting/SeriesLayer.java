package app.mainstay.meeting;

import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lays the occurrences of series out as meetings: all of them, or as far as the horizon where they never end. */
@Component
class SeriesLayer {

    /** So far ahead is laid out what never ends; the days beyond come nearer each night. */
    static final int HORIZON_DAYS = 400;
    /** So many at most come into being at once. */
    static final int MOST = 1_000;

    private final MeetingRepository repository;
    private final SeriesRepository series;
    private final MeetingStore store;
    private final EntityManager entities;
    private final Clock clock;

    SeriesLayer(MeetingRepository repository, SeriesRepository series, MeetingStore store, EntityManager entities, Clock clock) {
        this.repository = repository;
        this.series = series;
        this.store = store;
        this.entities = entities;
        this.clock = clock;
    }

    /** The times of a rule that are laid out now. @param complete there are no more */
    record Times(List<LocalDateTime> starts, LocalDateTime until, boolean complete) {
    }

    /** @throws RefusedException where there are none, or too many */
    Times times(Recurrence rule, LocalDateTime start, LocalDateTime from, String zone) {
        var id = ZoneId.of(zone);
        LocalDate today = LocalDate.ofInstant(clock.instant(), id);
        LocalDateTime until = (start.toLocalDate().isAfter(today) ? start.toLocalDate() : today).plusDays(HORIZON_DAYS).atStartOfDay();
        var starts = rule.starts(start, from, until, MOST + 1);
        if (starts.size() > MOST) {
            throw new RefusedException(Problem.of("rule", "meeting.problem.rule.tooMany", MOST));
        }
        boolean complete = !rule.endless() && rule.starts(start, until, MeetingSeries.FAR, 1).isEmpty();
        return new Times(starts.stream().filter(time -> !Zones.isSkippedDay(time, id)).toList(), until, complete);
    }

    /** The first time at or after; a draft whose day the rule does not name moves to the first that it does. @throws RefusedException where there is none */
    static LocalDateTime first(Recurrence rule, LocalDateTime start) {
        return rule.first(start).orElseThrow(() -> new RefusedException(Problem.of("rule", "meeting.problem.rule.none")));
    }

    /**
     * A new series; its first occurrence may be there already, and becomes part of it.
     *
     * @return the occurrences that came into being or changed, in order
     */
    List<Meeting> begin(MeetingDraft draft, Recurrence rule, @Nullable Meeting first, @Nullable String uid, Set<Long> accepted, @Nullable Long by) {
        Instant now = clock.instant();
        String zone = Objects.requireNonNull(draft.zone());
        var length = Duration.between(Objects.requireNonNull(draft.start()), Objects.requireNonNull(draft.end()));
        LocalDateTime start = first(rule, draft.start());
        var times = times(rule, start, start, zone);
        if (times.starts().isEmpty()) {
            throw new RefusedException(Problem.of("rule", "meeting.problem.rule.none"));
        }
        var whole = new MeetingSeries(rule, zone, start, start.plus(length), null, now);
        whole.name(uid);
        whole.laid(times.until(), times.complete());
        entities.persist(whole);
        repository.flush();
        List<Meeting> laid = new ArrayList<>();
        List<Meeting> fresh = new ArrayList<>();
        for (var time : times.starts()) {
            Meeting meeting;
            if (first != null && laid.isEmpty()) {
                meeting = first;
                meeting.time(time, time.plus(length), zone, now, by);
            } else {
                meeting = new Meeting(draft.at(time, time.plus(length), zone), now, by);
                meeting.name(uid);
                fresh.add(meeting);
            }
            meeting.belong(whole.id(), time, false);
            laid.add(meeting);
        }
        fresh.forEach(entities::persist);
        repository.flush();
        store.add(fresh, draft, accepted, now);
        return laid;
    }

    /** What a relaying did. @param left stand for themselves now @param gone are no more */
    record Relaid(List<Meeting> kept, List<Meeting> fresh, List<Meeting> left, List<Long> gone) {

        List<Meeting> all() {
            List<Meeting> all = new ArrayList<>(kept);
            all.addAll(fresh);
            return all;
        }
    }

    /**
     * Other times for what is left of a series. An occurrence keeps its id, and whether it is cancelled, where one falls on its day, moved along;
     * else the next free one takes over. What has been held or minuted stays as it is: an exception where the rule has a place for it, else by itself.
     * What is too many goes, except what has documents: it stands for itself.
     *
     * @param target whose rule and first time are already as they shall be
     * @param shift  how far the first one moved
     */
    Relaid relay(MeetingSeries target, List<Meeting> rows, Meeting changed, Duration shift, MeetingDraft draft, Set<Long> accepted, @Nullable Long by) {
        Instant now = clock.instant();
        var length = Duration.between(target.start(), target.end());
        var times = times(target.rule(), target.start(), target.start(), target.zone());
        if (times.starts().isEmpty()) {
            throw new RefusedException(Problem.of("rule", "meeting.problem.rule.none"));
        }
        target.laid(times.until(), times.complete());
        var minuted = store.minuted(rows.stream().map(Meeting::id).toList());
        List<Meeting> left = new ArrayList<>();
        List<Meeting> free = new ArrayList<>();
        rows.forEach(row -> (row.state() == MeetingState.HELD || minuted.contains(row.id()) && row != changed ? left : free).add(row));
        Map<LocalDate, LocalDateTime> days = new LinkedHashMap<>();
        times.starts().forEach(time -> days.put(time.toLocalDate(), time));
        Map<LocalDateTime, Meeting> standing = new LinkedHashMap<>();
        for (var row : List.copyOf(left)) {
            var time = days.remove(Objects.requireNonNull(row.originalStart()).plus(shift).toLocalDate());
            if (time == null) {
                time = days.remove(row.start().toLocalDate());
            }
            if (time != null) {
                standing.put(time, row);
                left.remove(row);
            }
        }
        Map<LocalDateTime, Meeting> placed = new LinkedHashMap<>();
        Set<Meeting> waiting = new LinkedHashSet<>();
        for (var row : free) {
            var time = days.remove(Objects.requireNonNull(row.originalStart()).plus(shift).toLocalDate());
            if (time != null) {
                placed.put(time, row);
            } else {
                waiting.add(row);
            }
        }
        List<Meeting> surplus = new ArrayList<>();
        var open = new ArrayList<>(days.values());
        var documented = store.documented(free.stream().map(Meeting::id).toList());
        for (var row : waiting) {
            if (row.state() == MeetingState.CANCELLED || open.isEmpty() && documented.contains(row.id()) && row != changed) {
                left.add(row);
            } else if (open.isEmpty()) {
                surplus.add(row);
            } else {
                placed.put(open.removeFirst(), row);
            }
        }
        if (surplus.remove(changed)) {
            // What somebody has before their eyes is not the one that goes.
            var last = placed.entrySet().stream().filter(entry -> entry.getValue().state() == MeetingState.PLANNED && !documented.contains(entry.getValue().id()))
                    .reduce((one, other) -> other);
            last.ifPresent(entry -> {
                surplus.add(entry.getValue());
                placed.put(entry.getKey(), changed);
            });
            if (last.isEmpty()) {
                left.add(changed);
            }
        }
        // Two occurrences never stand at one place of the series, not even between two statements.
        left.forEach(Meeting::leaveSeries);
        standing.values().forEach(Meeting::leaveSeries);
        placed.values().forEach(Meeting::leaveSeries);
        store.clear(surplus.stream().map(Meeting::id).toList());
        repository.deleteAll(surplus);
        repository.flush();
        standing.forEach((time, row) -> row.belong(target.id(), time, true));
        placed.forEach((time, row) -> {
            row.words(draft, now, by);
            row.time(time, time.plus(length), target.zone(), now, by);
            row.belong(target.id(), time, false);
        });
        List<Meeting> fresh = open.stream().map(time -> {
            var row = new Meeting(draft.at(time, time.plus(length), target.zone()), now, by);
            row.belong(target.id(), time, false);
            return row;
        }).toList();
        fresh.forEach(entities::persist);
        repository.flush();
        store.replace(placed.values(), draft, accepted, now);
        store.add(fresh, draft, accepted, now);
        store.askAgain(placed.values().stream().map(Meeting::id).toList(), Objects.requireNonNull(draft.hostId()), by);
        return new Relaid(List.copyOf(placed.values()), fresh, left, surplus.stream().map(Meeting::id).toList());
    }

    /**
     * Lays out what has come within the horizon, as the newest occurrence that is like its series; in the caller's transaction.
     *
     * @return the accounts concerned
     */
    Collection<Long> extend(long seriesId) {
        store.lockSeries(seriesId);
        var whole = series.findById(seriesId).orElseThrow();
        var rows = repository.findBySeriesIdOrderByOriginalStart(seriesId);
        if (rows.isEmpty()) {
            whole.laid(whole.laidUntil(), true);
            return Set.of();
        }
        var times = times(whole.rule(), whole.start(), whole.laidUntil(), whole.zone());
        Instant now = clock.instant();
        var like = rows.reversed().stream().filter(row -> !row.own()).findFirst().orElse(rows.getLast());
        var length = Duration.between(whole.start(), whole.end());
        Set<LocalDateTime> there = new HashSet<>();
        rows.forEach(row -> there.add(Objects.requireNonNull(row.originalStart())));
        var draft = store.copy(like);
        var fresh = times.starts().stream().filter(time -> !there.contains(time)).map(time -> {
            var row = new Meeting(draft.at(time, time.plus(length), whole.zone()), now, null);
            row.belong(seriesId, time, false);
            return row;
        }).toList();
        fresh.forEach(entities::persist);
        whole.laid(times.until(), times.complete());
        repository.flush();
        store.add(fresh, draft, Set.of(), now);
        return new HashSet<>(draft.accounts());
    }
}
