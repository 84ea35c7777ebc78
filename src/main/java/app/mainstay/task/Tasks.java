package app.mainstay.task;

import app.mainstay.account.AccountScope;
import app.mainstay.account.AccountService;
import app.mainstay.account.Timeline;
import app.mainstay.base.Changes;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door to tasks. A task is changed by its owner and creator, by the owner's managers, and by whoever may change its account; administrators see
 * none. It may be given to any active colleague: who does not see its account reads the title and not the account.
 */
@Service
public class Tasks {

    /** The kind under which open screens are told that a task changed. */
    public static final String CHANGED = "task";
    private static final int FIRST_YEAR = 2000;
    private static final int YEARS_AHEAD = 20;
    private static final int LONGEST_REASON = 500;

    /** Somebody gave a task to somebody else; published in the transaction. */
    public record Given(long taskId, long toUserId, long byUserId, String byName, String title, @Nullable LocalDate dueOn, Instant at) {
    }

    /** What a person has to do: how many are due that day, how many were due before. */
    public record Due(long ownerId, long today, long overdue) {
    }

    private final TaskRepository repository;
    private final TaskStore store;
    private final TaskScope scope;
    private final AccountScope accounts;
    private final UserService users;
    private final SettingsService settings;
    private final Timeline timeline;
    private final CurrentUser currentUser;
    private final Validation validation;
    private final Changes changes;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Tasks(TaskRepository repository, TaskStore store, TaskScope scope, AccountScope accounts, UserService users, SettingsService settings, Timeline timeline,
          CurrentUser currentUser, Validation validation, Changes changes, ApplicationEventPublisher events, Clock clock) {
        this.repository = repository;
        this.store = store;
        this.scope = scope;
        this.accounts = accounts;
        this.users = users;
        this.settings = settings;
        this.timeline = timeline;
        this.currentUser = currentUser;
        this.validation = validation;
        this.changes = changes;
        this.events = events;
        this.clock = clock;
    }

    // ---- reading ----

    /** Tasks that the viewer sees; fewer than the limit only at the end of the list. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<TaskRow> page(TaskFilter filter, Slice<TaskSort> slice) {
        return store.page(scope.from(), where(filter), slice, reader());
    }

    /** Exactly up to the bound; the bound plus one where there are more. */
    @SignedIn
    @Transactional(readOnly = true)
    public long count(TaskFilter filter, long bound) {
        return store.count(scope.from(), where(filter), bound);
    }

    /** All of them in that order, one by one. The reader must not ask the database. */
    @SignedIn
    @Transactional(readOnly = true)
    public void stream(TaskFilter filter, List<Slice.Order<TaskSort>> orders, Consumer<TaskRow> consumer) {
        store.each(scope.from(), where(filter), orders, reader(), consumer);
    }

    /** Ids of visible tasks that match, ascending, behind that id. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Long> ids(TaskFilter filter, long afterId, int limit) {
        return store.ids(scope.from(), where(filter), afterId, limit);
    }

    @SignedIn
    @Transactional(readOnly = true)
    public boolean sees(long id) {
        return store.count(scope.from(), new Sql().and("t.id = :id", "id", id), 1) > 0;
    }

    /** @throws NotFoundException when the task does not exist for this viewer */
    @SignedIn
    @Transactional(readOnly = true)
    public TaskRow get(long id) {
        return some(List.of(id)).stream().findFirst().orElseThrow(NotFoundException::new);
    }

    /** Those of the tasks that the viewer sees, by day. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<TaskRow> some(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        // Exactly, since one row costs one question.
        var exact = ids.size() > 1 ? reader() : new TaskStore.Reader(settings.today(), scope::writes);
        return store.page(scope.from(), new Sql().and("t.id in (:some)", "some", ids), new Slice<>(0, ids.size(), List.of(new Slice.Order<>(TaskSort.DUE, false))), exact);
    }

    /** Tasks that come from that row and that the viewer sees, by day; at most 500. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<TaskRow> ofSource(String module, long sourceId) {
        return store.page(scope.from(), new Sql().and("t.source_module = :module", "module", module).and("t.source_id = :source", "source", sourceId),
                new Slice<>(0, 500, List.of(new Slice.Order<>(TaskSort.DUE, false))), reader());
    }

    /** Who has to do how much up to that day; only people with something. */
    @RolesAllowed(Role.IS_SYSTEM)
    @Transactional(readOnly = true)
    public List<Due> due(LocalDate day) {
        return store.due(day);
    }

    private TaskStore.Reader reader() {
        var viewer = currentUser.require();
        var led = scope.led();
        return new TaskStore.Reader(settings.today(), (owner, creator, unit, account) -> !viewer.is(Role.ADMINISTRATOR)
                && (owner == viewer.id() || creator == viewer.id() || led.contains(unit) || account != null));
    }

    private Sql where(TaskFilter filter) {
        var where = new Sql();
        if (filter.accountId() != null) {
            where.and("a.id = :account", "account", filter.accountId());
        }
        if (filter.text() != null && !filter.text().isBlank()) {
            String key = Sql.like(Names.key(filter.text()));
            where.and("(lower(t.title) like :text escape '!' or t.title_sort like :start escape '!')").with("text", "%" + key + "%").with("start", key + "%");
        }
        if (filter.mine()) {
            where.and("t.owner_id = :mine", "mine", currentUser.require().id());
        }
        in(where, "t.owner_id", "owners", filter.owners());
        in(where, "a.id", "accounts", filter.accounts());
        in(where, "t.kind", "kinds", filter.kinds().stream().map(Enum::name).toList());
        in(where, "t.state", "states", filter.states().stream().map(Enum::name).toList());
        if (filter.dueFrom() != null) {
            where.and("t.due_on >= :dueFrom", "dueFrom", filter.dueFrom());
        }
        if (filter.dueTo() != null) {
            where.and("t.due_on < :dueTo", "dueTo", filter.dueTo());
        }
        if (filter.overdue()) {
            where.and("t.state = 'OPEN' and t.due_sort < :today", "today", settings.today());
        }
        return where;
    }

    private static void in(Sql where, String column, String name, Collection<?> values) {
        if (!values.isEmpty()) {
            where.and(column + " in (:" + name + ")", name, values);
        }
    }

    // ---- writing ----

    /**
     * Stores a new or changed task and returns its id. Who gets it from somebody else is told.
     *
     * @throws RefusedException                      with a problem per wrong field; when it has ended; when the viewer may not
     * @throws NotFoundException                     when the task does not exist for this viewer
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public long save(TaskDraft draft) {
        @Nullable Task task = draft.id() == null ? null : task(draft.id());
        var clean = clean(draft, task);
        if (task != null) {
            task.requireVersion(draft.version());
            requireWrite(task);
            if (!task.isOpen()) {
                throw new RefusedException(Problem.of(null, "task.problem.ended"));
            }
            if (task.draft().equals(clean)) {
                return task.id();
            }
        }
        List<Problem> problems = problems(clean, task == null ? null : task.draft());
        // The task takes over the owner's unit, so nobody moves the owner meanwhile.
        @Nullable UserRow owner = clean.ownerId() == null ? null : users.findAndHold(clean.ownerId()).orElse(null);
        if (owner == null || !owner.active() || owner.role() == Role.ADMINISTRATOR) {
            if (clean.ownerId() != null) {
                problems.add(Problem.of("ownerId", "task.problem.owner"));
            }
        }
        Validation.refuse(problems);
        Instant now = clock.instant();
        var viewer = currentUser.require();
        var known = Objects.requireNonNull(owner);
        boolean promisedBefore = task != null && task.kind() == TaskKind.PROMISE && Objects.equals(task.accountId(), clean.accountId());
        boolean given = known.id() != viewer.id() && (task == null || task.ownerId() != known.id());
        @Nullable Long accountBefore = task == null ? null : task.accountId();
        if (task == null) {
            task = new Task(clean, known.unitId(), viewer.id(), now);
        } else {
            task.change(clean, known.unitId(), now);
        }
        repository.saveAndFlush(task);
        if (clean.kind() == TaskKind.PROMISE && !promisedBefore) {
            story("task.promised", task, now, known.displayName());
        }
        if (given) {
            events.publishEvent(new Given(task.id(), known.id(), viewer.id(), users.names(Set.of(viewer.id())).getOrDefault(viewer.id(), ""), task.title(),
                    clean.dueOn(), now));
        }
        announce(task);
        if (accountBefore != null && !accountBefore.equals(task.accountId())) {
            changes.announce(AccountService.CHANGED, accountBefore);
        }
        return task.id();
    }

    /** What would be wrong with it, whoever stored it meanwhile; nothing where it could be saved. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public List<Problem> problems(TaskDraft draft) {
        @Nullable Task task = draft.id() == null ? null : task(draft.id());
        var clean = clean(draft, task);
        List<Problem> problems = problems(clean, task == null ? null : task.draft());
        if (task != null && !scope.writes(task.ownerId(), task.creatorId(), task.unitId(), task.accountId())) {
            problems.add(Problem.of(null, "problem.readOnly"));
        }
        if (task != null && !task.isOpen()) {
            problems.add(Problem.of(null, "task.problem.ended"));
        }
        if (clean.ownerId() != null && users.find(clean.ownerId()).filter(user -> user.active() && user.role() != Role.ADMINISTRATOR).isEmpty()) {
            problems.add(Problem.of("ownerId", "task.problem.owner"));
        }
        return problems;
    }

    private List<Problem> problems(TaskDraft draft, @Nullable TaskDraft stored) {
        List<Problem> problems = validation.problems(draft);
        if (draft.dueOn() != null && (draft.dueOn().getYear() < FIRST_YEAR || draft.dueOn().isAfter(settings.today().plusYears(YEARS_AHEAD)))) {
            problems.add(Problem.of("dueOn", "task.problem.due"));
        }
        if (draft.accountId() != null && (stored == null || !draft.accountId().equals(stored.accountId()))) {
            if (!accounts.writes(draft.accountId())) {
                problems.add(Problem.of("accountId", "problem.notFound"));
            } else if (store.isArchived(draft.accountId())) {
                problems.add(Problem.of("accountId", "problem.archived"));
            }
        }
        return problems;
    }

    private TaskDraft clean(TaskDraft draft, @Nullable Task stored) {
        @Nullable TaskSource source = stored == null ? draft.source() : stored.source();
        // Who reads a task without its account does not take it away by saving what they see.
        @Nullable Long account = stored != null && stored.accountId() != null && !accounts.sees(stored.accountId()) ? stored.accountId() : draft.accountId();
        return new TaskDraft(draft.id(), Names.clean(draft.title()), draft.kind(), draft.ownerId(), draft.dueOn(), account, source, draft.version());
    }

    /**
     * It is done, and the account's story tells so. Returns the version, for taking it back. Nothing happens where it is done already.
     *
     * @throws RefusedException                      when it was dropped, or when the viewer may not
     * @throws NotFoundException                     when the task does not exist for this viewer
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public int done(long id, int version) {
        var task = task(id);
        requireWrite(task);
        if (task.state() == TaskState.DONE) {
            return task.version();
        }
        return end(task, version, null);
    }

    /**
     * It will not be done, for a reason of at most 500 characters; else as {@link #done}.
     *
     * @throws RefusedException without a reason or with too long a one; when it is done; when the viewer may not
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public int drop(long id, int version, String reason) {
        var task = task(id);
        requireWrite(task);
        String why = reason.strip();
        if (why.isEmpty()) {
            throw new RefusedException(Problem.of("reason", "problem.required"));
        }
        if (why.length() > LONGEST_REASON) {
            throw new RefusedException(Problem.of("reason", "problem.tooLong", LONGEST_REASON));
        }
        return end(task, version, why);
    }

    private int end(Task task, int version, @Nullable String reason) {
        task.requireVersion(version);
        if (!task.isOpen()) {
            throw new RefusedException(Problem.of(null, "task.problem.ended"));
        }
        Instant now = clock.instant();
        task.end(reason, currentUser.require().id(), now);
        repository.flush();
        if (reason == null) {
            story("task.done", task, now);
        } else {
            story("task.dropped", task, now, reason);
        }
        announce(task);
        return task.version();
    }

    /**
     * Takes back that it was done or dropped. Nothing happens where it is open.
     *
     * @throws RefusedException                      when its owner has left, or when the viewer may not
     * @throws NotFoundException                     when the task does not exist for this viewer
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public int reopen(long id, int version) {
        var task = task(id);
        requireWrite(task);
        if (task.isOpen()) {
            return task.version();
        }
        task.requireVersion(version);
        if (users.findAndHold(task.ownerId()).filter(UserRow::active).isEmpty()) {
            throw new RefusedException(Problem.of(null, "task.problem.ownerLeft"));
        }
        Instant now = clock.instant();
        task.reopen(now);
        repository.flush();
        story("task.reopened", task, now);
        announce(task);
        return task.version();
    }

    private Task task(long id) {
        if (!sees(id)) {
            throw new NotFoundException();
        }
        return repository.findById(id).orElseThrow(NotFoundException::new);
    }

    private void requireWrite(Task task) {
        if (!scope.writes(task.ownerId(), task.creatorId(), task.unitId(), task.accountId())) {
            throw new RefusedException(Problem.of(null, "problem.readOnly"));
        }
    }

    private void story(String kind, Task task, Instant now, String... more) {
        if (task.accountId() != null) {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("title", task.title());
            for (int i = 0; i < more.length; i++) {
                parameters.put("value" + i, more[i]);
            }
            timeline.record(task.accountId(), now, kind, task.id(), parameters);
        }
    }

    private void announce(Task task) {
        changes.announce(CHANGED, task.id());
        if (task.accountId() != null) {
            changes.announce(AccountService.CHANGED, task.accountId());
        }
    }
}
