package app.mainstay.meeting.minutes;

import app.mainstay.account.AccountScope;
import app.mainstay.base.Changes;
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
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private static final int LONGEST_LINE = 2_000;
    private static final int LONGEST_LABEL = 200;
    private static final Duration WRITING = Duration.ofMinutes(5);

    private final Meetings meetings;
    private final MinutesStore store;
    private final Tasks tasks;
    private final AccountScope accounts;
    private final CurrentUser currentUser;
    private final Changes changes;
    private final Clock clock;

    Minutes(Meetings meetings, MinutesStore store, Tasks tasks, AccountScope accounts, CurrentUser currentUser, Changes changes, Clock clock) {
        this.meetings = meetings;
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
    public java.util.Optional<MinutesText.Kept> kept(long meetingId) {
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
        return preview(meetings.get(meetingId), MinutesParser.parse(body, day(meetings.get(meetingId))), store.marks(meetingId));
    }

    private MinutesPreview preview(MeetingDetails meeting, List<MarkedLine> lines, List<MarkRow> marks) {
        LocalDate day = day(meeting);
        long meetingId = Objects.requireNonNull(meeting.draft().id());
        boolean named = lines.stream().anyMatch(line -> !line.mentions().isEmpty());
        var mentions = new Mentions(named ? store.attendees(meetingId) : List.of(), named ? store.colleagues() : List.of());
        var me = currentUser.require();
        var matches = LineMatch.of(lines, marks, line -> hash(line.key()));
        List<Line> result = new ArrayList<>();
        for (var line : lines) {
            var mark = matches.get(line.number());
            String key = hash(line.key());
            if (mark != null && mark.key().equals(key)) {
                result.add(new Line(key, State.SAME, mark.kind(), mark.text(), mark.ownerId() == null ? null : new Person(mark.ownerId(), Objects.requireNonNullElse(mark.ownerName(), "")),
                        List.of(), mark.due(), mark.taskId() != null, null));
                continue;
            }
            var read = mentions.read(line, day);
            boolean ambiguous = read.owners().size() > 1;
            @Nullable Person owner = ambiguous ? null : read.owners().isEmpty() ? line.kind().isTask() ? new Person(me.id(), me.displayName()) : null : person(read.owners().getFirst());
            String text = cut(read.text(), line.kind().isTask() ? TaskDraft.LONGEST : LONGEST_LINE);
            result.add(new Line(key, mark == null ? State.NEW : State.CHANGED, line.kind(), text, owner,
                    ambiguous ? read.owners().stream().map(Minutes::person).toList() : List.of(), read.due(), mark == null ? line.kind().isTask() : mark.taskId() != null,
                    mark == null ? null : mark.text()));
        }
        Set<Long> kept = matches.values().stream().map(MarkRow::id).collect(Collectors.toSet());
        return new MinutesPreview(result, marks.stream().filter(mark -> mark.present() && !kept.contains(mark.id())).map(mark -> mark(mark, Set.of())).toList());
    }

    private static Person person(Mentions.Person person) {
        return new Person(person.id(), person.name());
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /**
     * Publishes the text, makes the meeting held, and takes its marked lines: those named among {@code chosen} as chosen there, the others as
     * {@link #preview} says, without a task. All of it or nothing. Returns the version.
     *
     * @param baseVersion of the minutes when the typing began, 0 where there were none
     * @throws ConflictException when somebody published in between: {@link #get} has their text, and what was typed is still kept
     * @throws RefusedException  when there is no text or too much, when the meeting has not begun or was called off, when the viewer may not, or when a
     *                           task is wrong; then the field is {@code lines[n].name}, n by the order of {@code chosen}
     * @throws NotFoundException when the meeting does not exist for this viewer
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public int publish(long meetingId, int baseVersion, String body, List<Chosen> chosen) {
        requireWrite(meetingId);
        requireLength(body);
        if (body.isBlank()) {
            throw new RefusedException(Problem.of("body", "problem.required"));
        }
        store.lock(meetingId);
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
        var marks = store.marks(meetingId);
        var lines = MinutesParser.parse(body, day(meeting));
        var wanted = wanted(meeting, lines, marks, chosen);
        List<Problem> problems = problems(meeting, wanted, chosen, marks, LineMatch.of(lines, marks, line -> hash(line.key())), lines);
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
        take(meeting, lines, marks, wanted, now);
        store.discard(meetingId, me);
        if (meeting.state() != MeetingState.HELD) {
            meetings.held(meetingId);
        }
        changes.announce(Meetings.CHANGED, meetingId);
        return stored == null ? 1 : stored.body().equals(body) ? baseVersion : baseVersion + 1;
    }

    /** By the key of the line: what was chosen, else what the preview says, which then becomes no task. */
    private Map<String, Chosen> wanted(MeetingDetails meeting, List<MarkedLine> lines, List<MarkRow> marks, List<Chosen> chosen) {
        Map<String, Chosen> wanted = new HashMap<>();
        for (var line : preview(meeting, lines, marks).lines()) {
            wanted.put(line.key(), new Chosen(line.key(), line.kind(), line.text(), line.owner() == null ? null : line.owner().id(), line.due(), false));
        }
        for (var line : chosen) {
            wanted.computeIfPresent(line.key(), (key, preview) -> new Chosen(key, line.kind(), line.text().isBlank() ? preview.text() : Names.clean(line.text()), line.ownerId(),
                    line.due(), line.task() && line.kind().isTask()));
        }
        return wanted;
    }

    private List<Problem> problems(MeetingDetails meeting, Map<String, Chosen> wanted, List<Chosen> chosen, List<MarkRow> marks, Map<Integer, MarkRow> matches,
                                   List<MarkedLine> lines) {
        Map<String, MarkRow> published = new HashMap<>();
        lines.forEach(line -> {
            var mark = matches.get(line.number());
            if (mark != null) {
                published.put(hash(line.key()), mark);
            }
        });
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
                for (var problem : tasks.problems(draft(meeting, line, null))) {
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

    private void take(MeetingDetails meeting, List<MarkedLine> lines, List<MarkRow> marks, Map<String, Chosen> wanted, Instant now) {
        var matches = LineMatch.of(lines, marks, line -> hash(line.key()));
        Set<Long> present = new HashSet<>();
        for (var line : lines) {
            String key = hash(line.key());
            var as = Objects.requireNonNull(wanted.get(key));
            var mark = matches.get(line.number());
            if (mark == null) {
                @Nullable Long task = as.task() ? tasks.save(draft(meeting, as, null)) : null;
                store.add(Objects.requireNonNull(meeting.draft().id()), new MarkRow(0, key, line.number(), true, as.kind(), as.text(), as.ownerId(), null, as.due(), task), now);
                continue;
            }
            present.add(mark.id());
            @Nullable Long task = mark.taskId();
            if (task == null && as.task()) {
                task = tasks.save(draft(meeting, as, null));
            } else if (task != null && as.task()) {
                follow(meeting, as, mark, task);
            }
            MarkKind kind = task != null && !as.kind().isTask() ? mark.kind() : as.kind();
            store.change(new MarkRow(mark.id(), key, line.number(), true, kind, as.text(), as.ownerId(), null, as.due(), task));
        }
        store.absent(marks.stream().filter(mark -> mark.present() && !present.contains(mark.id())).map(MarkRow::id).toList());
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

    private TaskDraft draft(MeetingDetails meeting, Chosen line, @Nullable Long id) {
        // The first account that the writer may change: who only takes part writes a task about none.
        @Nullable Long account = meeting.accounts().stream().map(MeetingDetails.Account::id).filter(accounts::writes).findFirst().orElse(null);
        String label = cut(meeting.draft().subject(), LONGEST_LABEL - 13) + " " + day(meeting);
        return new TaskDraft(id, cut(line.text(), TaskDraft.LONGEST), kind(line.kind()), line.ownerId(), line.due(), account,
                new TaskSource(SOURCE, meeting.draft().id(), label), 0);
    }

    private static TaskKind kind(MarkKind kind) {
        return kind == MarkKind.PROMISE ? TaskKind.PROMISE : TaskKind.ACTION;
    }

    private static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
