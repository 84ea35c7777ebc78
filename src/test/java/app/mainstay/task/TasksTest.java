package app.mainstay.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.Attacks;
import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.account.Timeline;
import app.mainstay.account.TimelineEntry;
import app.mainstay.account.duplicate.MergeDraft;
import app.mainstay.account.duplicate.Merging;
import app.mainstay.base.bulk.Bulk;
import app.mainstay.base.bulk.BulkRequest;
import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.base.list.ListQuery;
import app.mainstay.coverage.HandoverPart;
import app.mainstay.jobs.JobDriver;
import app.mainstay.security.SystemWork;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class TasksTest {

    @Autowired
    private Tasks tasks;
    @Autowired
    private TaskList list;
    @Autowired
    private Timeline timeline;
    @Autowired
    private UserService users;
    @Autowired
    private SettingsService settings;
    @Autowired
    private Merging merging;
    @Autowired
    private Bulk bulk;
    @Autowired
    private JobDriver driver;
    @Autowired
    private List<HandoverPart> parts;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private Fixtures fixtures;
    @Autowired
    private JdbcTemplate jdbc;
    @Autowired
    private Clock clock;

    private Fixtures.Company company;
    private long account;
    private LocalDate today;

    @BeforeEach
    void company() {
        company = fixtures.company();
        account = fixtures.account(company, "Acme", company.member());
        today = settings.today();
    }

    private static TaskDraft draft(String title, Viewer owner, @Nullable Long account, @Nullable LocalDate due) {
        return new TaskDraft(null, title, TaskKind.ACTION, owner.id(), due, account, null, 0);
    }

    private long save(Viewer by, TaskDraft draft) {
        return fixtures.as(by, () -> tasks.save(draft));
    }

    private List<String> titles(TaskFilter filter) {
        return tasks.page(filter, Slice.first(50, TaskSort.DUE)).stream().map(TaskRow::title).toList();
    }

    private List<TimelineEntry> story() {
        return fixtures.as(company.director(), () -> timeline.page(account, null, 50)).stream().filter(entry -> entry.kind().startsWith("task.")).toList();
    }

    // ---- who sees and who changes ----

    @Test
    void isSeenByOwnerCreatorTheOwnersManagersAndWhoeverSeesTheAccount() {
        long ofAccount = save(company.member(), draft("of the account", company.stranger(), account, null));
        long private_ = save(company.colleague(), draft("of nobody's account", company.colleague(), null, null));
        Map<Viewer, Set<Long>> expected = Map.of(company.member(), Set.of(ofAccount), company.colleague(), Set.of(private_),
                company.manager(), Set.of(ofAccount, private_), company.director(), Set.of(ofAccount, private_), company.administrator(), Set.of(),
                company.outsider(), Set.of(ofAccount), company.stranger(), Set.of(ofAccount));
        expected.forEach((viewer, ids) -> fixtures.as(viewer, () -> {
            assertThat(tasks.page(TaskFilter.ALL, Slice.first(50, TaskSort.DUE))).as(viewer.getUsername()).extracting(TaskRow::id).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(tasks.count(TaskFilter.ALL, 50)).isEqualTo(ids.size());
            assertThat(tasks.ids(TaskFilter.ALL, 0, 50)).containsExactlyInAnyOrderElementsOf(ids);
            for (long id : List.of(ofAccount, private_)) {
                assertThat(tasks.sees(id)).isEqualTo(ids.contains(id));
                if (!ids.contains(id)) {
                    assertThatThrownBy(() -> tasks.get(id)).isInstanceOf(NotFoundException.class);
                }
            }
        }));
        // Who was given it, and their manager, learn nothing of an account that they do not see, and do not take it away.
        fixtures.as(company.stranger(), () -> {
            var seen = tasks.get(ofAccount);
            assertThat(seen.accountId()).isNull();
            assertThat(seen.accountName()).isNull();
            assertThat(titles(new TaskFilter(null, null, false, Set.of(), Set.of(account), Set.of(), Set.of(), null, null, false))).isEmpty();
            tasks.save(seen.draft().withTitle("renamed"));
        });
        assertThat(fixtures.as(company.member(), () -> tasks.get(ofAccount)).accountName()).isEqualTo("Acme");
    }

    @Test
    void isChangedByThoseAndByNobodyElse() {
        long id = save(company.member(), draft("call", company.member(), account, null));
        for (var viewer : List.of(company.colleague(), company.stranger(), company.outsider())) {
            fixtures.as(viewer, () -> {
                assertThatThrownBy(() -> tasks.save(new TaskDraft(id, "mine", TaskKind.ACTION, viewer.id(), null, null, null, 0))).isInstanceOf(NotFoundException.class);
                assertThatThrownBy(() -> tasks.done(id, 0)).isInstanceOf(NotFoundException.class);
                assertThatThrownBy(() -> tasks.drop(id, 0, "x")).isInstanceOf(NotFoundException.class);
                assertThatThrownBy(() -> tasks.save(draft("on it", viewer, account, null))).isInstanceOfSatisfying(RefusedException.class,
                        refused -> assertThat(refused.problems()).extracting(Problem::field).containsExactly("accountId"));
            });
        }
        fixtures.as(company.administrator(), () -> {
            assertThatThrownBy(() -> tasks.save(draft("x", company.member(), null, null))).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> tasks.done(id, 0)).isInstanceOf(AccessDeniedException.class);
        });
        // Who reads the account for a while only reads.
        fixtures.reassign(company.manager(), account, company.colleague());
        long later = save(company.colleague(), draft("later", company.colleague(), account, null));
        jdbc.update("insert into account_reader (account_id, user_id, until_at) values (?, ?, '2999-01-01 00:00:00')", account, company.member().id());
        fixtures.as(company.member(), () -> {
            assertThat(tasks.get(later).mayEdit()).isFalse();
            assertThatThrownBy(() -> tasks.done(later, 0)).isInstanceOfSatisfying(RefusedException.class,
                    refused -> assertThat(refused.problems()).extracting(Problem::key).containsExactly("problem.readOnly"));
            assertThat(tasks.get(id).mayEdit()).isTrue();
        });
        fixtures.as(company.manager(), () -> assertThat(tasks.done(later, 0)).isEqualTo(1));
    }

    @Test
    void whatIsWrongIsToldByField() {
        fixtures.as(company.member(), () -> {
            assertThatThrownBy(() -> tasks.save(new TaskDraft(null, " ", null, null, LocalDate.of(1999, 1, 1), 1L, null, 0))).isInstanceOfSatisfying(RefusedException.class,
                    refused -> assertThat(refused.problems()).extracting(Problem::field).containsExactlyInAnyOrder("title", "kind", "ownerId", "dueOn", "accountId"));
            for (var nobody : List.of(company.administrator().id(), 1L)) {
                assertThatThrownBy(() -> tasks.save(draft("x", company.member(), null, null).withOwner(nobody))).isInstanceOfSatisfying(RefusedException.class,
                        refused -> assertThat(refused.problems()).extracting(Problem::key).containsExactly("task.problem.owner"));
            }
            long id = tasks.save(draft("once", company.member(), null, null));
            tasks.save(tasks.get(id).draft().withTitle("twice"));
            assertThatThrownBy(() -> tasks.done(id, 0)).isInstanceOf(ConflictException.class);
        });
    }

    // ---- done, dropped, opened again, and the story ----

    @Test
    void theStoryOfTheAccountTellsWhatWasPromisedDoneDroppedAndTakenBack() {
        Fixtures.signIn(company.member());
        long promise = tasks.save(new TaskDraft(null, "Send the offer", TaskKind.PROMISE, company.colleague().id(), today, account, null, 0));
        long plain = tasks.save(draft("Call", company.member(), account, null));
        tasks.save(tasks.get(promise).draft().withDue(today.plusDays(1)));
        int version = tasks.done(promise, tasks.get(promise).version());
        assertThat(tasks.done(promise, 99)).as("done already").isEqualTo(version);
        assertThat(tasks.get(promise)).extracting(TaskRow::state, TaskRow::endedByName).containsExactly(TaskState.DONE, "Member");
        tasks.reopen(promise, version);
        tasks.drop(plain, 0, " not needed ");
        assertThatThrownBy(() -> tasks.done(plain, 1)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> tasks.save(tasks.get(plain).draft().withTitle("x"))).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> tasks.drop(promise, 3, " ")).isInstanceOf(RefusedException.class);
        assertThat(tasks.get(plain).dropReason()).isEqualTo("not needed");

        assertThat(story()).extracting(TimelineEntry::kind).containsExactly("task.dropped", "task.reopened", "task.done", "task.promised");
        assertThat(story().getFirst().parameters().values()).containsExactly("Call", "not needed");
        assertThat(story().getLast().parameters().values()).containsExactly("Send the offer", "Colleague");
    }

    // ---- the list ----

    @Test
    void theListFiltersAndSortsByDay() {
        save(company.member(), draft("none", company.member(), null, null));
        save(company.member(), draft("tomorrow", company.member(), account, today.plusDays(1)));
        save(company.member(), draft("yesterday", company.colleague(), account, today.minusDays(1)));
        long done = save(company.member(), draft("done", company.member(), account, today.minusDays(9)));
        Fixtures.signIn(company.member());
        tasks.done(done, 0);

        assertThat(titles(TaskFilter.ALL)).containsExactly("yesterday", "tomorrow", "none", "done");
        assertThat(found("overdue")).containsExactly("yesterday");
        assertThat(found("mine&state=open")).containsExactly("tomorrow", "none");
        assertThat(found("due=today")).isEmpty();
        assertThat(found("due=next7")).containsExactly("tomorrow");
        assertThat(found("due=" + today.minusDays(9) + ".." + today.minusDays(1))).containsExactly("yesterday", "done");
        assertThat(found("due=31..12&q=TOM")).containsExactly("tomorrow");
        assertThat(tasks.page(TaskFilter.ALL, Slice.first(1, TaskSort.DUE)).getFirst().overdueDays()).isEqualTo(1);
        for (var sort : TaskSort.values()) {
            assertThat(tasks.page(TaskFilter.ALL, Slice.first(50, sort))).hasSize(4);
        }
        fixtures.as(company.stranger(), () -> assertThat(found("")).isEmpty());
    }

    private List<String> found(String query) {
        return titles(list.filter(ListQuery.parse(query)));
    }

    @Test
    void inBulkOwnersDaysAndStatesAreSetByTheSameRules() {
        long one = save(company.member(), draft("one", company.member(), account, null));
        long two = save(company.member(), draft("two", company.member(), null, today));
        long other = save(company.stranger(), draft("other", company.stranger(), null, today));

        run(company.manager(), List.of(one, two, other), "due", "2027-03-01");
        run(company.manager(), List.of(one, two), "owner", String.valueOf(company.colleague().id()));
        run(company.manager(), List.of(one, two), "state", "DONE");

        fixtures.as(company.director(), () -> {
            assertThat(tasks.some(List.of(one, two))).allSatisfy(task -> assertThat(task)
                    .extracting(TaskRow::state, TaskRow::ownerName, TaskRow::dueOn).containsExactly(TaskState.DONE, "Colleague", LocalDate.of(2027, 3, 1)));
            assertThat(tasks.get(other).dueOn()).isEqualTo(today);
        });
        assertThat(story()).extracting(TimelineEntry::kind).containsExactly("task.done");
    }

    private void run(Viewer by, List<Long> ids, String field, String value) {
        fixtures.as(by, () -> bulk.submit(new BulkRequest("tasks", BulkSelection.of(ids), field, List.of(value), null)));
        driver.runDue();
    }

    // ---- people and accounts that go ----

    @Test
    void openTasksGoAlongWithAHandoverAndThoseThatEndedStay() {
        long open = save(company.member(), draft("open", company.member(), account, today));
        long ended = save(company.member(), draft("ended", company.member(), account, null));
        long elsewhere = save(company.member(), draft("elsewhere", company.member(), null, null));
        fixtures.as(company.member(), () -> tasks.done(ended, 0));
        var part = parts.stream().filter(TaskPart.class::isInstance).findFirst().orElseThrow();
        Fixtures.signIn(company.manager());
        var some = new HandoverPart.Scope(1, List.of(account), company.member().id(), company.stranger().id(), false);
        var all = new HandoverPart.Scope(1, List.of(account), company.member().id(), company.stranger().id(), true);
        assertThat(part.open(some)).extracting(line -> line.parameters().values().toString()).containsExactly("[open, " + today + "]");
        assertThat(part.open(all)).hasSize(2);

        transaction.executeWithoutResult(status -> part.move(some, clock.instant()));

        assertThat(owners(open, ended, elsewhere)).containsExactly("stranger", "member", "member");
        assertThat(jdbc.queryForObject("select unit_id from task_item where id = ?", Long.class, open)).isEqualTo(company.south());
        transaction.executeWithoutResult(status -> part.move(all, clock.instant()));
        assertThat(owners(open, ended, elsewhere)).containsExactly("stranger", "member", "stranger");
        assertThat(jdbc.queryForObject("select count(*) from task_item_aud where id = ? and revend is null and owner_id = ?", Long.class, elsewhere,
                company.stranger().id())).isEqualTo(1);
    }

    private List<String> owners(Long... ids) {
        Map<Long, String> names = new TreeMap<>();
        jdbc.query("select t.id, u.username from task_item t join security_user u on u.id = t.owner_id", row -> {
            names.put(row.getLong(1), row.getString(2));
        });
        return java.util.stream.Stream.of(ids).map(names::get).toList();
    }

    @Test
    void whoOwnsSomethingOpenIsNotDeactivatedAndTasksFollowTheirOwnerToAnotherUnit() {
        long id = save(company.colleague(), draft("open", company.colleague(), null, null));
        fixtures.as(company.administrator(), () -> {
            assertThatThrownBy(() -> users.deactivate(company.colleague().id())).isInstanceOfSatisfying(RefusedException.class,
                    refused -> assertThat(refused.problems()).extracting(Problem::key).containsExactly("task.problem.ownsTasks"));
            var draft = users.get(company.colleague().id());
            users.save(new UserDraft(draft.id(), draft.username(), draft.displayName(), draft.email(), draft.role(), company.south(), draft.version()));
        });
        fixtures.as(company.manager(), () -> assertThat(tasks.sees(id)).isFalse());
        fixtures.as(company.outsider(), () -> {
            assertThat(tasks.sees(id)).isTrue();
            tasks.done(id, tasks.get(id).version());
        });
        fixtures.as(company.administrator(), () -> users.deactivate(company.colleague().id()));
        fixtures.as(company.outsider(), () -> assertThatThrownBy(() -> tasks.reopen(id, tasks.get(id).version())).isInstanceOf(RefusedException.class));
    }

    @Test
    void tasksGoWithTheirAccountIntoAnotherOne() {
        long into = fixtures.account(company, "Acme Corporation", company.member());
        long id = save(company.member(), draft("call", company.member(), account, null));
        fixtures.as(company.manager(), () -> merging.merge(new MergeDraft(account, 0, into, 0, Set.of(), true)));
        assertThat(fixtures.as(company.member(), () -> tasks.get(id)).accountId()).isEqualTo(into);
    }

    @Test
    void whatIsDueIsCountedByPerson() {
        save(company.member(), draft("today", company.member(), null, today));
        save(company.member(), draft("before", company.member(), null, today.minusDays(2)));
        save(company.member(), draft("after", company.member(), null, today.plusDays(1)));
        save(company.colleague(), draft("never", company.colleague(), null, null));
        assertThat(SystemWork.run(() -> tasks.due(today))).containsExactly(new Tasks.Due(company.member().id(), 1, 1));
        assertThatThrownBy(() -> fixtures.as(company.director(), () -> tasks.due(today))).isInstanceOf(AccessDeniedException.class);
    }

    // ---- the schema ----

    @Test
    void theSchemaRefusesWhatTheServiceWould() {
        long id = save(company.member(), draft("call", company.member(), account, today));
        for (String attack : List.of("title = ' '", "title = null", "kind = 'TASK'", "state = 'GONE'", "state = 'DONE'", "owner_id = 1", "owner_id = null", "unit_id = 1",
                "creator_id = 1", "account_id = 1", "owner_active = false", "owner_active = null", "ended_at = created_at", "ended_by = owner_id", "drop_reason = 'x'",
                "source_module = 'meeting'", "source_label = 'x'", "source_id = 1",
                "state = 'DONE', owner_active = null, ended_at = created_at", "state = 'DONE', owner_active = null, ended_by = owner_id",
                "state = 'DONE', ended_at = created_at, ended_by = owner_id",
                "state = 'DROPPED', owner_active = null, ended_at = created_at, ended_by = owner_id",
                "state = 'DONE', owner_active = null, ended_at = '2000-01-01 00:00:00', ended_by = owner_id",
                "state = 'DONE', drop_reason = 'x', owner_active = null, ended_at = created_at, ended_by = owner_id")) {
            Attacks.refused(attack, () -> jdbc.update("update task_item set " + attack + " where id = ?", id));
        }
        save(company.colleague(), draft("call", company.colleague(), null, null));
        Attacks.refused("deactivating an owner", () -> jdbc.update("update security_user set active = false where id = ?", company.colleague().id()));
        assertThat(jdbc.update("update task_item set state = 'DROPPED', drop_reason = 'x', owner_active = null, ended_at = created_at, ended_by = owner_id, "
                + "source_module = 'meeting', source_label = 'x', source_id = 7 where id = ?", id)).isEqualTo(1);
    }
}
