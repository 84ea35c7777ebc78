package app.mainstay.meeting.minutes;

import app.mainstay.account.AccountScope;
import app.mainstay.base.Changes;
import app.mainstay.meeting.Attendance;
import app.mainstay.meeting.MeetingDetails;
import app.mainstay.meeting.MeetingState;
import app.mainstay.meeting.Meetings;
import app.mainstay.meeting.minutes.MinutesPreview.Chosen;
import app.mainstay.meeting.minutes.MinutesPreview.Line;
import app.mainstay.meeting.minutes.MinutesPreview.Person;
import app.mainstay.meeting.minutes.MinutesPreview.State;
import app.mainstay.meeting.minutes.MinutesStore.MarkRow;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.task.TaskDraft;
import app.mainstay.task.TaskKind;
import app.mainstay.task.TaskRow;
import app.mainstay.task.TaskSource;
import app.mainstay.task.TaskState;
import app.mainstay.task.Tasks;
import jakarta.annotation.security.RolesAllowed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door to minutes. Who sees the meeting reads them; who takes part and who may change the meeting writes them. Publishing makes the meeting held, and
 * its marked lines what they say, each exactly once: a line that is published again is the same line.
 */
@Service
public class Minutes {

    /** Characters; a long meeting has some 20,000. */
    public static final int LONGEST = 100_000;
    static final String SOURCE = "meeting";
    static final int LONGEST_LINE = 2_000;
    private static final int LONGEST_LABEL = 200;
    private static final Duration WRITING = Duration.ofMinutes(5);

    private final Meetings meetings;
    private final Attendance attendance;
    private final MinutesStore store;
    private final Tasks tasks;
    private final AccountScope accounts;
    private final CurrentUser currentUser;
    private final Changes changes;
    private final Clock clock;

    Minutes(Meetings meetings, Attendance attendance, MinutesStore store, Tasks tasks, AccountScope accounts, CurrentUser currentUser, Changes changes, Clock clock) {
        this.meetings = meetings;
        this.attendance = attendance;
        this.store = store;
        this.tasks = tasks;
        this.accounts = accounts;
        this.currentUser = currentUser;
        this.changes = changes;
        this.clock = clock;
    }

    // ---- reading ----

    /** @throws NotFoundException when the meeting does not exist for this viewer */
    @SignedIn
    @Transactional(readOnly = true)
    public MinutesText get(long meetingId) {
        var meeting = meetings.get(meetingId);
        boolean mayWrite = mayWrite(meeting) && meeting.state() != MeetingState.CANCELLED;
        LocalDate day = day(meeting);
        boolean begun = !meeting.startsAt().isAfter(clock.instant());
        var stored = store.text(meetingId).orElse(null);
        if (stored == null) {
            return new MinutesText(meetingId, 0, "", null, null, List.of(), mayWrite, day, begun);
        }
        var marks = store.marks(meetingId);
        Set<Long> seen = tasks.some(marks.stream().map(MarkRow::taskId).filter(Objects::nonNull).toList()).stream().map(TaskRow::id).collect(Collectors.toSet());
        return new MinutesText(meetingId, stored.version(), stored.body(), stored.author(), stored.updatedAt(),
                marks.stream().filter(MarkRow::present).map(mark -> mark(mark, seen)).toList(), mayWrite, day, begun);
    }

    /** The tasks that came from the minutes and that the viewer sees. @throws NotFoundException as {@link #get} */
    @SignedIn
    @Transactional(readOnly = true)
    public List<TaskRow> tasks(long meetingId) {
        requireSight(meetingId);
        return tasks.some(store.marks(meetingId).stream().map(MarkRow::taskId).filter(Objects::nonNull).toList());
    }

    /**
     * Where a task from this meeting comes from.
     *
     * @param accountId the first account that the viewer may change; null: none
     */
    public record Origin(TaskSource source, @Nullable Long accountId) {
    }

    /** @throws NotFoundException as {@link #get} */
    @SignedIn
    @Transactional(readOnly = true)
    public Origin origin(long meetingId) {
        return origin(meetings.get(meetingId));
    }

    private Origin origin(MeetingDetails meeting) {
        // Who only takes part writes a task about no account.
        @Nullable Long account = meeting.accounts().stream().map(MeetingDetails.Account::id).filter(accounts::writes).findFirst().orElse(null);
        return new Origin(source(Objects.requireNonNull(meeting.draft().id()), meeting.draft().subject(), day(meeting)), account);
    }

    static TaskSource source(long meetingId, String subject, LocalDate day) {
        return new TaskSource(SOURCE, meetingId, cut(subject, LONGEST_LABEL - 13) + " " + day);
    }

    private static MinutesText.Mark mark(MarkRow mark, Set<Long> seen) {
        return new MinutesText.Mark(mark.id(), mark.kind(), mark.text(), mark.ownerId(), mark.ownerName(), mark.due(),
                mark.taskId() == null || !seen.contains(mark.taskId()) ? null : mark.taskId());
    }

    /** What other versions have replaced, the newest first. @throws NotFoundException as {@link #get} */
    @SignedIn
    @Transactional(readOnly = true)
    public List<MinutesText.Past> past(long meetingId) {
        requireSight(meetingId);
        return store.past(meetingId);
    }

    private void requireSight(long meetingId) {
        if (!meetings.sees(meetingId)) {
            throw new NotFoundException();
        }
    }

    private boolean mayWrite(MeetingDetails meeting) {
        return !currentUser.require().is(Role.ADMINISTRATOR) && (meeting.mayEdit() || meeting.mine() != null);
    }

    private static LocalDate day(MeetingDetails meeting) {
        return Objects.requireNonNull(meeting.draft().start()).toLocalDate();
    }

    // ---- what is being typed ----

    /**
     * Keeps what the acting person has typed, in place of what was kept before; without history, cheap enough for every second.
     *
     * @param baseVersion of the minutes when the typing began
     * @throws NotFoundException when the meeting does not exist for this viewer
     * @throws RefusedException  when the viewer may not write, or beyond {@link #LONGEST} characters
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public void keep(long meetingId, int baseVersion, String body) {
        requireWrite(meetingId);
        requireLength(body);
        store.keep(meetingId, currentUser.require().id(), baseVersion, body, clock.instant());
    }

    /** What the acting person typed last and has not published. @throws NotFoundException as {@link #keep} */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<MinutesText.Kept> kept(long meetingId) {
        requireSight(meetingId);
        return store.kept(meetingId, currentUser.require().id());
    }

    /** Throws away what the acting person has typed. */
    @SignedIn
    @Transactional
    public void discard(long meetingId) {
        store.discard(meetingId, currentUser.require().id());
    }

    /** Who else has typed within the last five minutes, by name. @throws NotFoundException as {@link #keep} */
    @SignedIn
    @Transactional(readOnly = true)
    public List<String> writers(long meetingId) {
        requireSight(meetingId);
        return store.writers(meetingId, currentUser.require().id(), clock.instant().minus(WRITING));
    }

    private void requireWrite(long meetingId) {
        if (!meetings.writes(meetingId) && !store.takesPart(meetingId, currentUser.require().id())) {
            throw new RefusedException(Problem.of(null, "minutes.problem.readOnly"));
        }
    }

    private static void requireLength(String body) {
        if (body.length() > LONGEST) {
            throw new RefusedException(Problem.of("body", "problem.tooLong", LONGEST));
        }
    }

    // ---- preview and publication ----

    /**
     * What would become of the text. Promises and action items of nobody fall to whoever asks.
     *
     * @throws NotFoundException when the meeting does not exist for this viewer
     * @throws RefusedException  when the viewer may not write, or beyond {@link #LONGEST} characters
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true, noRollbackFor = RefusedException.class)
    public MinutesPreview preview(long meetingId, String body) {
        requireWrite(meetingId);
        requireLength(body);
        return preview(read(meetings.get(meetingId), body, store.marks(meetingId)));
    }

    /** @param mark the published line that it comes from; null: it is new */
    private record Found(MarkedLine line, String key, Mentions.Read read, @Nullable MarkRow mark) {
    }

    /** Lines of a text, and what was published before. */
    private record Reading(List<Found> lines, List<MarkRow> marks) {

        List<MarkRow> gone() {
            Set<Long> kept = lines.stream().map(Found::mark).filter(Objects::nonNull).map(MarkRow::id).collect(Collectors.toSet());
            return marks.stream().filter(mark -> mark.present() && !kept.contains(mark.id())).toList();
        }
    }

    private Reading read(MeetingDetails meeting, String body, List<MarkRow> marks) {
        LocalDate day = day(meeting);
        long meetingId = Objects.requireNonNull(meeting.draft().id());
        var lines = MinutesParser.parse(body, day);
        boolean named = lines.stream().anyMatch(line -> !line.mentions().isEmpty());
        var mentions = new Mentions(named ? store.attendees(meetingId) : List.of(), named ? store.colleagues() : List.of());
        Map<Integer, Mentions.Read> read = lines.stream().collect(Collectors.toMap(MarkedLine::number, line -> mentions.read(line, day)));
        var matches = LineMatch.of(lines, marks, line -> hash(line.key()), line -> Objects.requireNonNull(read.get(line.number())).text());
        return new Reading(lines.stream().map(line -> new Found(line, hash(line.key()), Objects.requireNonNull(read.get(line.number())), matches.get(line.number()))).toList(), marks);
    }

    private MinutesPreview preview(Reading reading) {
        var me = currentUser.require();
        List<Line> result = new ArrayList<>();
        for (var found : reading.lines()) {
            var line = found.line();
            var mark = found.mark();
            String key = found.key();
            if (mark != null && mark.key().equals(key)) {
                result.add(new Line(key, State.SAME, mark.kind(), mark.text(), mark.ownerId() == null ? null : new Person(mark.ownerId(), Objects.requireNonNullElse(mark.ownerName(), "")),
                        List.of(), mark.due(), mark.taskId() != null, null));
                continue;
            }
            var read = found.read();
            boolean ambiguous = read.owners().size() > 1;
            @Nullable Person owner = ambiguous ? null : read.owners().isEmpty() ? line.kind().isTask() ? new Person(me.id(), me.displayName()) : null : person(read.owners().getFirst());
            String text = cut(read.text(), line.kind().isTask() ? TaskDraft.LONGEST : LONGEST_LINE);
            result.add(new Line(key, mark == null ? State.NEW : State.CHANGED, line.kind(), text, owner,
                    ambiguous ? read.owners().stream().map(Minutes::person).toList() : List.of(), read.due(), mark == null ? line.kind().isTask() : mark.taskId() != null,
                    mark == null ? null : mark.text()));
        }
        return new MinutesPreview(result, reading.gone().stream().map(mark -> mark(mark, Set.of())).toList());
    }

    private static Person person(Mentions.Person person) {
        return new Person(person.id(), person.name());
    }

    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /**
     * Publishes the text, makes the meeting held, and takes its marked lines: those named among {@code chosen} as chosen there, the others as
     * {@link #preview} says, without a task. All of it or nothing. Returns the version.
     *
     * @param baseVersion of the minutes when the typing began, 0 where there were none
     * @throws ConflictException when somebody published in between: {@link #get} has their text, and what was kept is still there
     * @throws RefusedException  when there is no text or too much, when the meeting has not begun or was called off, when the viewer may not, or when a
     *                           task is wrong; then the field is {@code lines[n].name}, n by the order of {@code chosen}
     * @throws NotFoundException when the meeting does not exist for this viewer
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public int publish(long meetingId, int baseVersion, String body, List<Chosen> chosen) {
        // Before anything is read: what is read afterwards is as it stands.
        store.lock(meetingId);
        requireWrite(meetingId);
        requireLength(body);
        if (body.isBlank()) {
            throw new RefusedException(Problem.of("body", "problem.required"));
        }
        var meeting = meetings.get(meetingId);
        if (meeting.state() == MeetingState.CANCELLED) {
            throw new RefusedException(Problem.of(null, "meeting.problem.cancelled"));
        }
        if (meeting.startsAt().isAfter(clock.instant())) {
            throw new RefusedException(Problem.of(null, "meeting.problem.ahead"));
        }
        var stored = store.text(meetingId).orElse(null);
        if ((stored == null ? 0 : stored.version()) != baseVersion) {
            throw new ConflictException();
        }
        var reading = read(meeting, body, store.marks(meetingId));
        var wanted = wanted(reading, chosen);
        List<Problem> problems = problems(meeting, reading, wanted, chosen);
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
        long me = currentUser.require().id();
        Instant now = clock.instant();
        if (stored == null) {
            store.insert(meetingId, body, me, now);
        } else if (!stored.body().equals(body)) {
            store.replace(meetingId, baseVersion + 1, body, me, now);
        }
        take(meeting, reading, wanted, now);
        store.discard(meetingId, me);
        if (meeting.state() != MeetingState.HELD) {
            attendance.held(meetingId);
        }
        changes.announce(Meetings.CHANGED, meetingId);
        return stored == null ? 1 : stored.body().equals(body) ? baseVersion : baseVersion + 1;
    }

    /** By the key of the line: what was chosen, else what the preview says, which then becomes no task. */
    private Map<String, Chosen> wanted(Reading reading, List<Chosen> chosen) {
        Map<String, Chosen> wanted = new HashMap<>();
        for (var line : preview(reading).lines()) {
            wanted.put(line.key(), new Chosen(line.key(), line.kind(), line.text(), line.owner() == null ? null : line.owner().id(), line.due(), false));
        }
        for (var line : chosen) {
            wanted.computeIfPresent(line.key(), (key, preview) -> new Chosen(key, line.kind(), line.text().isBlank() ? preview.text() : Names.clean(line.text()), line.ownerId(),
                    line.due(), line.task() && line.kind().isTask()));
        }
        return wanted;
    }

    private List<Problem> problems(MeetingDetails meeting, Reading reading, Map<String, Chosen> wanted, List<Chosen> chosen) {
        Map<String, MarkRow> published = new HashMap<>();
        reading.lines().stream().filter(found -> found.mark() != null).forEach(found -> published.put(found.key(), Objects.requireNonNull(found.mark())));
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            var line = wanted.get(chosen.get(i).key());
            var mark = published.get(chosen.get(i).key());
            if (line == null) {
                continue;
            }
            if (line.text().length() > LONGEST_LINE) {
                problems.add(Problem.of("lines[" + i + "].text", "problem.tooLong", LONGEST_LINE));
            } else if (line.task() && (mark == null || mark.taskId() == null)) {
                for (var problem : tasks.problems(draft(meeting, line))) {
                    problems.add(new Problem("lines[" + i + "]." + field(problem.field()), problem.key(), problem.args()));
                }
            }
        }
        return problems;
    }

    private static String field(@Nullable String task) {
        return switch (task) {
            case "ownerId" -> "ownerId";
            case "dueOn" -> "due";
            case "kind" -> "kind";
            case null, default -> "text";
        };
    }

    private void take(MeetingDetails meeting, Reading reading, Map<String, Chosen> wanted, Instant now) {
        for (var found : reading.lines()) {
            var line = found.line();
            String key = found.key();
            var as = Objects.requireNonNull(wanted.get(key));
            var mark = found.mark();
            if (mark == null) {
                @Nullable Long task = as.task() ? tasks.save(draft(meeting, as)) : null;
                store.add(Objects.requireNonNull(meeting.draft().id()), new MarkRow(0, key, line.number(), true, as.kind(), as.text(), as.ownerId(), null, as.due(), task), now);
                continue;
            }
            @Nullable Long task = mark.taskId();
            if (task == null && as.task()) {
                task = tasks.save(draft(meeting, as));
            } else if (task != null && as.task()) {
                follow(meeting, as, mark, task);
            }
            MarkKind kind = task != null && !as.kind().isTask() ? mark.kind() : as.kind();
            store.change(new MarkRow(mark.id(), key, line.number(), true, kind, as.text(), as.ownerId(), null, as.due(), task));
        }
        store.absent(reading.gone().stream().map(MarkRow::id).toList());
    }

    /** A line that says something else makes its task say so, too; one that ended, or that was changed by hand since, stays as it is. */
    private void follow(MeetingDetails meeting, Chosen as, MarkRow mark, long taskId) {
        boolean same = as.text().equals(mark.text()) && Objects.equals(as.ownerId(), mark.ownerId()) && Objects.equals(as.due(), mark.due()) && as.kind() == mark.kind();
        var task = same ? null : tasks.some(List.of(taskId)).stream().findFirst().orElse(null);
        if (task == null || task.state() != TaskState.OPEN || !task.mayEdit()) {
            return;
        }
        var draft = task.draft();
        if (!as.text().equals(mark.text()) && draft.title().equals(cut(mark.text(), TaskDraft.LONGEST))) {
            draft = draft.withTitle(cut(as.text(), TaskDraft.LONGEST));
        }
        if (!Objects.equals(as.ownerId(), mark.ownerId()) && Objects.equals(draft.ownerId(), mark.ownerId()) && as.ownerId() != null) {
            draft = draft.withOwner(as.ownerId());
        }
        if (!Objects.equals(as.due(), mark.due()) && Objects.equals(draft.dueOn(), mark.due())) {
            draft = draft.withDue(as.due());
        }
        if (as.kind() != mark.kind()) {
            draft = draft.withKind(kind(as.kind()));
        }
        tasks.save(draft);
    }

    private TaskDraft draft(MeetingDetails meeting, Chosen line) {
        var origin = origin(meeting);
        return new TaskDraft(null, cut(line.text(), TaskDraft.LONGEST), kind(line.kind()), line.ownerId(), line.due(), origin.accountId(), origin.source(), 0);
    }

    static TaskKind kind(MarkKind kind) {
        return kind == MarkKind.PROMISE ? TaskKind.PROMISE : TaskKind.ACTION;
    }

    static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
