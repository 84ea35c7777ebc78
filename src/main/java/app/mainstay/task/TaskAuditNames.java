package app.mainstay.task;

import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Of tasks only those that the viewer sees. */
@Component
class TaskAuditNames implements AuditNames {

    private final TaskStore store;
    private final TaskScope scope;

    TaskAuditNames(TaskStore store, TaskScope scope) {
        this.store = store;
        this.scope = scope;
    }

    @Override
    public String thing() {
        return "task_item";
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        return store.titles(scope.from(), ids);
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.text("title", "task.title"), AuditField.constant("kind", "task.kind", "enum.TaskKind."),
                AuditField.constant("state", "task.state", "enum.TaskState."), AuditField.reference("owner_id", "task.ownerId", "security_user"),
                AuditField.reference("unit_id", "account.unit", "security_unit"), AuditField.reference("account_id", "task.accountId", "account"),
                AuditField.date("due_on", "task.dueOn"), AuditField.text("drop_reason", "task.dropReason"));
    }

    @Override
    public Sql visible(String id) {
        var from = scope.from();
        return new Sql().and(id + " in (select t.id" + from.sql() + ")").with(from.params().params());
    }
}
