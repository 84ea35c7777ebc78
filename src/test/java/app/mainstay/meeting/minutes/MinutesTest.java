package app.mainstay.meeting.minutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import app.mainstay.Attacks;
import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.Timeline;
import app.mainstay.account.TimelineEntry;
import app.mainstay.meeting.Extent;
import app.mainstay.meeting.MeetingDraft;
import app.mainstay.meeting.MeetingKind;
import app.mainstay.meeting.MeetingState;
import app.mainstay.meeting.Meetings;
import app.mainstay.meeting.minutes.MinutesPreview.Chosen;
import app.mainstay.meeting.minutes.MinutesPreview.Line;
import app.mainstay.meeting.minutes.MinutesPreview.State;
import app.mainstay.security.Role;
import app.mainstay.security.Viewer;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.task.TaskRow;
import app.mainstay.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.access.AccessDeniedException;

@DatabaseTest
class MinutesTest {

    private static final LocalDateTime TEN = LocalDateTime.of(2026, 12, 1, 10, 0);
    private static final Instant AFTERWARDS = Instant.parse("2026-12-01T04:00:00Z");
    private static final String TEXT = """
            # Quarter review
            需求:希望缩短交期
            行动:@Colleague 12/10 提交报价
            承诺：两周内给出书面答复
            Decision: option two
            plain words""";

    @Autowired
    private Minutes minutes;
    @Autowired
    private Meetings meetings;
    @Autowired
    private Tasks tasks;
    @Autowired
    private Timeline timeline;
    @Autowired
    private Fixtures fixtures;
    @Autowired
    private JdbcTemplate jdbc;
    @Autowired
    private TestClock clock;

    private Fixtures.Company company;
    private Viewer guest;
    private long acme;
    private long meeting;

    /** The stranger takes part without seeing the account. */
    @BeforeEach
    void company() {
        company = fixtures.company();
        guest = fixtures.user("guest", Role.MEMBER, company.south());
        acme = fixtures.account(company, "Acme", company.member());
        meeting = meeting(company.member(), List.of(acme), List.of(company.colleague().id(), company.stranger().id()), MeetingKind.BUSINESS_REVIEW);
        clock.set(AFTERWARDS);
    }

    private long meeting(Viewer host, List<Long> accounts, List<Long> people, MeetingKind kind) {
        return fixtures.as(host, () -> meetings.save(new MeetingDraft(null, "Quarter review", kind, accounts, null, null, null, TEN, TEN.plusHours(1),
                "Asia/Shanghai", null, host.id(), people, List.of(), List.of(), List.of(), null, true, 0), Extent.THIS));
    }

    private static List<Chosen> chosen(MinutesPreview preview) {
        return preview.lines().stream().filter(Line::task)
                .map(line -> new Chosen(line.key(), line.kind(), line.text(), line.owner() == null ? null : line.owner().id(), line.due(), true)).toList();
    }

    /** Publishes as the preview proposes. */
    private int publish(Viewer by, int base, String text) {
        return fixtures.as(by, () -> minutes.publish(meeting, base, text, chosen(minutes.preview(meeting, text))));
    }

    private List<String> tasksOf(Viewer viewer) {
        return fixtures.as(viewer, () -> minutes.tasks(meeting)).stream()
                .map(task -> task.kind() + " " + task.ownerName() + " " + task.dueOn() + " " + task.title() + " " + task.state()).toList();
    }

    private List<String> marks(Viewer viewer) {
        return fixtures.as(viewer, () -> minutes.get(meeting)).marks().stream().map(mark -> mark.kind() + " " + mark.ownerName() + " " + mark.text() + " "
                + (mark.taskId() != null)).toList();
    }

    private static void refused(ThrowingCallable call, String key) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problems()).extracting(Problem::key).contains(key));
    }

    // ---- what lines become ----

    @Test
    void publishingMakesTheMeetingHeldAndItsLinesRows() {
        var preview = fixtures.as(company.member(), () -> minutes.preview(meeting, TEXT));
        assertThat(preview.lines()).extracting(Line::kind, Line::text, line -> line.owner() == null ? null : line.owner().name(), Line::due, Line::task, Line::state).containsExactly(
                tuple(MarkKind.NEED, "希望缩短交期", null, null, false, State.NEW),
                tuple(MarkKind.ACTION, "提交报价", "Colleague", LocalDate.of(2026, 12, 10), true, State.NEW),
                tuple(MarkKind.PROMISE, "给出书面答复", "Member", LocalDate.of(2026, 12, 15), true, State.NEW),
                tuple(MarkKind.DECISION, "option two", null, null, false, State.NEW));
        assertThat(jdbc.queryForObject("select count(*) from task_item", Long.class)).as("a preview writes nothing").isZero();

        assertThat(publish(company.member(), 0, TEXT)).isEqualTo(1);

        assertThat(fixtures.as(company.member(), () -> meetings.get(meeting)).state()).isEqualTo(MeetingState.HELD);
        assertThat(tasksOf(company.member())).containsExactly("ACTION Colleague 2026-12-10 提交报价 OPEN", "PROMISE Member 2026-12-15 给出书面答复 OPEN");
        assertThat(fixtures.as(company.member(), () -> tasks.ofSource("meeting", meeting))).hasSize(2)
                .allSatisfy(task -> assertThat(task.source().label()).isEqualTo("Quarter review 2026-12-01")).extracting(TaskRow::accountId).containsOnly(acme);
        assertThat(marks(company.member())).containsExactly("NEED null 希望缩短交期 false", "ACTION Colleague 提交报价 true", "PROMISE Member 给出书面答复 true",
                "DECISION null option two false");
        assertThat(fixtures.as(company.director(), () -> timeline.page(acme, null, 50))).extracting(TimelineEntry::kind).contains("meeting.held", "task.promised");
    }

    @Test
    void aLinePublishedAgainIsTheSameLineAndAChangedOneChangesItsTask() {
        publish(company.member(), 0, TEXT);
        assertThat(fixtures.as(company.member(), () -> minutes.preview(meeting, TEXT)).lines()).extracting(Line::state).containsOnly(State.SAME);
        assertThat(publish(company.member(), 1, TEXT)).as("nothing new, no version").isEqualTo(1);

        String later = TEXT.replace("12/10 提交报价", "12/20 提交报价和样品").replace("需求:希望缩短交期\n", "") + "\nAction: call them";
        var preview = fixtures.as(company.colleague(), () -> minutes.preview(meeting, later));
        assertThat(preview.lines()).extracting(Line::state).containsExactly(State.CHANGED, State.SAME, State.SAME, State.NEW);
        assertThat(preview.lines().getFirst().before()).isEqualTo("提交报价");
        assertThat(preview.gone()).extracting(MinutesText.Mark::text).containsExactly("希望缩短交期");
        assertThat(publish(company.colleague(), 1, later)).isEqualTo(2);
        assertThat(tasksOf(company.manager())).containsExactlyInAnyOrder("PROMISE Member 2026-12-15 给出书面答复 OPEN", "ACTION Colleague 2026-12-20 提交报价和样品 OPEN",
                "ACTION Colleague null call them OPEN");
        assertThat(fixtures.as(company.member(), () -> minutes.past(meeting))).extracting(MinutesText.Past::version, MinutesText.Past::body, MinutesText.Past::author)
                .containsExactly(tuple(1, TEXT, "Member"));

        // What was taken out and comes back makes nothing a second time; what ended or was changed by hand stays as it is.
        var action = fixtures.as(company.member(), () -> minutes.tasks(meeting)).stream().filter(task -> task.title().equals("提交报价和样品")).findFirst().orElseThrow();
        fixtures.as(company.member(), () -> tasks.save(action.draft().withTitle("by hand")));
        publish(company.member(), 2, "nothing marked");
        assertThat(marks(company.member())).isEmpty();
        publish(company.member(), 3, "- 行动： @Colleague　12/20 提交报价和样品");
        assertThat(tasksOf(company.manager())).hasSize(3).contains("ACTION Colleague 2026-12-20 by hand OPEN");
    }

    @Test
    void aTaskThatEndedStaysAsItEnded() {
        publish(company.member(), 0, TEXT);
        fixtures.as(company.member(), () -> minutes.tasks(meeting).forEach(task -> tasks.done(task.id(), task.version())));
        publish(company.member(), 1, TEXT.replace("12/10 提交报价", "12/20 提交报价和样品"));
        assertThat(tasksOf(company.member())).containsExactlyInAnyOrder("ACTION Colleague 2026-12-10 提交报价 DONE", "PROMISE Member 2026-12-15 给出书面答复 DONE");
        assertThat(marks(company.member())).contains("ACTION Colleague 提交报价和样品 true");
    }

    @Test
    void somebodyIsChosenWhereANameMeansSeveralAndAWrongLineIsToldByItsPlace() {
        fixtures.user("li.si", Role.MEMBER, company.city());
        fixtures.user("li.wu", Role.MEMBER, company.city());
        jdbc.update("update security_user set display_name = '李四' where username in ('li.si', 'li.wu')");
        String text = "行动:@李四 寄样品\n行动:@Colleague 1/1/1 x";
        var line = fixtures.as(company.member(), () -> minutes.preview(meeting, text)).lines().getFirst();
        assertThat(line.owner()).isNull();
        assertThat(line.choices()).hasSize(2).extracting(MinutesPreview.Person::name).containsOnly("李四");

        assertThatThrownBy(() -> publish(company.member(), 0, text)).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.problems()).extracting(Problem::field).containsExactly("lines[0].ownerId"));
        assertThatThrownBy(() -> fixtures.as(company.member(), () -> minutes.publish(meeting, 0, text, List.of(
                new Chosen(line.key(), MarkKind.ACTION, "寄样品", company.administrator().id(), LocalDate.of(1999, 1, 1), true))))).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.problems()).extracting(Problem::field).containsExactlyInAnyOrder("lines[0].ownerId", "lines[0].due"));
        assertThat(fixtures.as(company.member(), () -> minutes.get(meeting)).version()).as("all or nothing").isZero();
        assertThat(fixtures.as(company.member(), () -> meetings.get(meeting)).state()).isEqualTo(MeetingState.PLANNED);

        fixtures.as(company.member(), () -> minutes.publish(meeting, 0, text, List.of(new Chosen(line.key(), MarkKind.PROMISE, " 寄两个样品 ", line.choices().getLast().id(),
                LocalDate.of(2026, 12, 24), true), new Chosen("unknown", MarkKind.ACTION, "x", null, null, true))));
        assertThat(tasksOf(company.member())).as("one that nobody ticked is kept as text").containsExactly("PROMISE 李四 2026-12-24 寄两个样品 OPEN");
    }

    @Test
    void aMeetingAheadOrCancelledGetsNoMinutesAndAnEmptyTextIsNone() {
        Fixtures.signIn(company.member());
        refused(() -> minutes.publish(meeting, 0, " \n　", List.of()), "problem.required");
        refused(() -> minutes.publish(meeting, 0, "x".repeat(Minutes.LONGEST + 1), List.of()), "problem.tooLong");
        refused(() -> minutes.keep(meeting, 0, "x".repeat(Minutes.LONGEST + 1)), "problem.tooLong");
        clock.set(Instant.parse("2026-12-01T01:59:00Z"));
        refused(() -> minutes.publish(meeting, 0, "x", List.of()), "meeting.problem.ahead");
        assertThat(minutes.get(meeting)).extracting(MinutesText::begun, MinutesText::mayWrite, MinutesText::meetingOn).containsExactly(false, true, TEN.toLocalDate());
        meetings.cancel(meeting, 0, Extent.THIS, null);
        clock.set(AFTERWARDS);
        refused(() -> minutes.publish(meeting, 0, "x", List.of()), "meeting.problem.cancelled");
        assertThat(minutes.get(meeting).mayWrite()).isFalse();
    }

    // ---- what is being typed ----

    @Test
    void whatIsTypedIsKeptForWhoeverTypedItUntilItIsPublished() {
        fixtures.as(company.member(), () -> {
            minutes.keep(meeting, 0, "one");
            minutes.keep(meeting, 0, "one two");
            assertThat(minutes.kept(meeting)).contains(new MinutesText.Kept("one two", 0, AFTERWARDS));
        });
        fixtures.as(company.colleague(), () -> {
            assertThat(minutes.kept(meeting)).isEmpty();
            assertThat(minutes.writers(meeting)).containsExactly("Member");
            minutes.keep(meeting, 0, "mine");
            clock.advance(Duration.ofMinutes(6));
            assertThat(minutes.writers(meeting)).isEmpty();
            minutes.discard(meeting);
            assertThat(minutes.kept(meeting)).isEmpty();
        });
        publish(company.member(), 0, "one two three");
        assertThat(fixtures.as(company.member(), () -> minutes.kept(meeting))).isEmpty();
    }

    @Test
    void ofTwoWritersTheSecondIsToldAndLosesNothing() {
        fixtures.as(company.colleague(), () -> minutes.keep(meeting, 0, "mine"));
        publish(company.member(), 0, "theirs");
        assertThatThrownBy(() -> publish(company.colleague(), 0, "mine")).isInstanceOf(ConflictException.class);
        fixtures.as(company.colleague(), () -> {
            assertThat(minutes.get(meeting)).extracting(MinutesText::body, MinutesText::author, MinutesText::version).containsExactly("theirs", "Member", 1);
            assertThat(minutes.kept(meeting)).get().extracting(MinutesText.Kept::body, MinutesText.Kept::baseVersion).containsExactly("mine", 0);
        });
        assertThat(publish(company.colleague(), 1, "theirs\nmine")).isEqualTo(2);
    }

    @Test
    void atTheSameMomentOneOfThemPublishes() {
        var together = new CyclicBarrier(2);
        var attempts = Stream.of(company.member(), company.colleague()).map(writer -> CompletableFuture.supplyAsync(() -> {
            try {
                together.await();
                return publish(writer, 0, "行动:x\nof " + writer.getUsername());
            } catch (InterruptedException | java.util.concurrent.BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
        })).toList();
        int published = 0;
        for (var attempt : attempts) {
            try {
                assertThat(attempt.join()).isEqualTo(1);
                published++;
            } catch (CompletionException refused) {
                assertThat(refused.getCause()).isInstanceOf(ConflictException.class);
            }
        }
        assertThat(published).isEqualTo(1);
        assertThat(jdbc.queryForObject("select count(*) from task_item", Long.class)).isEqualTo(1);
    }

    // ---- who reads and writes ----

    @Test
    void whoSeesTheMeetingReadsAndWhoTakesPartOrMayChangeItWrites() {
        fixtures.as(company.member(), () -> minutes.keep(meeting, 0, "private"));
        publish(company.member(), 0, TEXT);
        Map<Viewer, Boolean> writes = Map.of(company.member(), true, company.colleague(), true, company.stranger(), true, company.manager(), true, company.director(), true);
        writes.forEach((viewer, may) -> fixtures.as(viewer, () -> {
            assertThat(minutes.get(meeting)).as(viewer.getUsername()).extracting(MinutesText::body, MinutesText::mayWrite).containsExactly(TEXT, may);
            assertThat(minutes.preview(meeting, TEXT).lines()).hasSize(4);
            assertThat(minutes.past(meeting)).isEmpty();
        }));
        for (var viewer : List.of(company.outsider(), guest)) {
            fixtures.as(viewer, () -> {
                for (ThrowingCallable call : List.<ThrowingCallable>of(() -> minutes.get(meeting), () -> minutes.tasks(meeting), () -> minutes.past(meeting),
                        () -> minutes.kept(meeting), () -> minutes.writers(meeting), () -> minutes.keep(meeting, 1, "x"), () -> minutes.preview(meeting, "x"),
                        () -> minutes.publish(meeting, 1, "x", List.of()))) {
                    assertThatThrownBy(call).as(viewer.getUsername()).isInstanceOf(NotFoundException.class);
                }
            });
        }
        fixtures.as(company.administrator(), () -> {
            assertThatThrownBy(() -> minutes.get(meeting)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> minutes.publish(meeting, 1, "x", List.of())).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> minutes.keep(meeting, 1, "x")).isInstanceOf(AccessDeniedException.class);
        });
        // Who reads the account for a while reads the minutes, too, and does not write them.
        jdbc.update("insert into account_reader (account_id, user_id, until_at) values (?, ?, '2999-01-01 00:00:00')", acme, guest.id());
        fixtures.as(guest, () -> {
            assertThat(minutes.get(meeting)).extracting(MinutesText::body, MinutesText::mayWrite).containsExactly(TEXT, false);
            refused(() -> minutes.keep(meeting, 1, "x"), "minutes.problem.readOnly");
            refused(() -> minutes.preview(meeting, "x"), "minutes.problem.readOnly");
            refused(() -> minutes.publish(meeting, 1, "x", List.of()), "minutes.problem.readOnly");
        });
    }

    @Test
    void whoOnlyTakesPartPublishesTasksAboutNoAccountAndSeesOnlyTasksOfTheirOwn() {
        publish(company.stranger(), 0, TEXT);
        assertThat(fixtures.as(company.member(), () -> meetings.get(meeting)).state()).isEqualTo(MeetingState.HELD);
        assertThat(fixtures.as(company.stranger(), () -> minutes.tasks(meeting))).hasSize(2).extracting(TaskRow::accountId).containsOnlyNulls();
        // The colleague was given one, and learns nothing of the other.
        assertThat(tasksOf(company.colleague())).containsExactly("ACTION Colleague 2026-12-10 提交报价 OPEN");
        assertThat(marks(company.colleague())).contains("ACTION Colleague 提交报价 true", "PROMISE Stranger 给出书面答复 false");
    }

    @Test
    void aMeetingAboutNoAccountHasMinutesToo() {
        meeting = meeting(company.colleague(), List.of(), List.of(company.member().id()), MeetingKind.INTERNAL);
        publish(company.member(), 0, "Action: @member tidy up");
        assertThat(tasksOf(company.member())).containsExactly("ACTION Member null tidy up OPEN");
    }

    // ---- the schema ----

    @Test
    void theSchemaRefusesWhatTheServiceWould() {
        publish(company.member(), 0, TEXT);
        publish(company.member(), 1, TEXT + "\nmore");
        long need = mark(MarkKind.NEED);
        long action = mark(MarkKind.ACTION);
        Long task = jdbc.queryForObject("select task_id from meeting_mark where id = ?", Long.class, action);
        for (String attack : List.of("body = ' '", "body = null", "kind = 'WISH'", "kind = null", "owner_id = 1", "task_id = 1", "meeting_id = 1", "line_key = null", "present = null",
                "task_id = " + task, "line_key = (select k from (select line_key k from meeting_mark where id = " + action + ") x)")) {
            Attacks.refused(attack, () -> jdbc.update("update meeting_mark set " + attack + " where id = ?", need));
        }
        Attacks.refused("a need with a task", () -> jdbc.update("update meeting_mark set kind = 'NEED' where id = ?", action));
        Attacks.refused("a task that vanishes", () -> jdbc.update("delete from task_item where id = ?", task));
        Attacks.refused("minutes that vanish", () -> jdbc.update("delete from meeting_minutes where meeting_id = ?", meeting));
        for (String attack : List.of("version = null", "body = null", "written_by = 1", "meeting_id = 1")) {
            Attacks.refused(attack, () -> jdbc.update("update meeting_minutes_past set " + attack + " where meeting_id = ?", meeting));
        }
        Attacks.refused("one version twice", () -> jdbc.update("insert into meeting_minutes_past select * from meeting_minutes_past where meeting_id = ?", meeting));
        assertThat(jdbc.update("update meeting_mark set kind = 'PROMISE', present = false where id = ?", action)).isEqualTo(1);
    }

    private long mark(MarkKind kind) {
        return jdbc.queryForObject("select id from meeting_mark where kind = ?", Long.class, kind.name());
    }
}
