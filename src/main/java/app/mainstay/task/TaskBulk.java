package app.mainstay.task;

import app.mainstay.base.bulk.BulkField;
import app.mainstay.base.bulk.BulkTarget;
import app.mainstay.base.list.ListQuery;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tasks in bulk: each one goes through {@link Tasks}, so rules, story and notices are those of a form. */
@Component
class TaskBulk implements BulkTarget {

    private static final BulkField OWNER = BulkField.of("owner", "task.ownerId", BulkField.Kind.PERSON);
    private static final BulkField DUE = BulkField.of("due", "task.dueOn", BulkField.Kind.DAY);
    private static final BulkField KIND = BulkField.choice("kind", "task.kind", TaskKind.class, false);
    private static final BulkField STATE = BulkField.choice("state", "task.state", false, List.of(new BulkField.Option(TaskState.DONE.name(), "enum.TaskState.DONE"),
            new BulkField.Option(TaskState.OPEN.name(), "enum.TaskState.OPEN")));

    private final Tasks tasks;
    private final TaskRepository repository;
    private final TaskStore store;
    private final TaskScope scope;
    private final TaskList list;
    private final EntityManager entities;
    private final CurrentUser currentUser;

    TaskBulk(Tasks tasks, TaskRepository repository, TaskStore store, TaskScope scope, TaskList list, EntityManager entities, CurrentUser currentUser) {
        this.tasks = tasks;
        this.repository = repository;
        this.store = store;
        this.scope = scope;
        this.list = list;
        this.entities = entities;
        this.currentUser = currentUser;
    }

    @Override
    public String id() {
        return TaskList.ID;
    }

    @Override
    public List<BulkField> fields() {
        return currentUser.require().is(Role.ADMINISTRATOR) ? List.of() : List.of(STATE, DUE, OWNER, KIND);
    }

    // ---- which rows ----

    @Override
    public long count(String query) {
        return tasks.count(filter(query), Long.MAX_VALUE);
    }

    @Override
    public List<Long> matching(String query, long afterId, int limit) {
        return tasks.ids(filter(query), Math.max(0, afterId), limit);
    }

    @Override
    public List<Ref> among(Collection<Long> ids) {
        return store.versions(scope.from(), ids).entrySet().stream().map(entry -> new Ref(entry.getKey(), entry.getValue())).toList();
    }

    @Override
    public Map<Long, String> names(Collection<Long> ids) {
        return store.titles(scope.from(), ids);
    }

    private TaskFilter filter(String query) {
        return list.filter(ListQuery.parse(query));
    }

    // ---- one row ----

    @Override
    public void load(Collection<Long> ids) {
        entities.clear();
        repository.findAllById(ids);
    }

    @Override
    public Look look(long id, BulkField field, List<String> value) {
        var task = find(id);
        var before = values(task, field);
        if (before.equals(value)) {
            return new Look(task.title(), before, value, List.of());
        }
        List<Problem> problems = field.equals(STATE) ? scope.writes(task.ownerId(), task.creatorId(), task.unitId(), task.accountId()) ? List.of()
                : List.of(Problem.of(null, "problem.readOnly")) : tasks.problems(with(task.draft(), field, value));
        return new Look(task.title(), before, value, problems);
    }

    @Override
    public Applied apply(Ref row, BulkField field, List<String> value) {
        var task = find(row.id());
        if (task.version() != row.version()) {
            throw new ConflictException();
        }
        var before = values(task, field);
        if (before.equals(value)) {
            return new Applied(before, task.version());
        }
        if (!field.equals(STATE)) {
            tasks.save(with(task.draft(), field, value));
        } else if (value.contains(TaskState.OPEN.name())) {
            tasks.reopen(task.id(), task.version());
        } else {
            tasks.done(task.id(), task.version());
        }
        return new Applied(before, task.version());
    }

    @Override
    public Optional<String> changedBy(long id) {
        return store.changedBy(id);
    }

    private Task find(long id) {
        return Optional.ofNullable(entities.find(Task.class, id)).orElseThrow(NotFoundException::new);
    }

    private static List<String> values(Task task, BulkField field) {
        var draft = task.draft();
        @Nullable Object value = switch (field.id()) {
            case "owner" -> draft.ownerId();
            case "due" -> draft.dueOn();
            case "kind" -> draft.kind();
            default -> task.state();
        };
        return value == null ? List.of() : List.of(value.toString());
    }

    private static TaskDraft with(TaskDraft draft, BulkField field, List<String> value) {
        @Nullable String only = value.isEmpty() ? null : value.getFirst();
        return switch (field.id()) {
            case "owner" -> draft.withOwner(only == null ? null : Long.valueOf(only));
            case "due" -> draft.withDue(only == null ? null : LocalDate.parse(only));
            default -> draft.withKind(only == null ? null : TaskKind.valueOf(only));
        };
    }
}
