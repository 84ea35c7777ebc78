package app.mainstay.task;

import app.mainstay.invariants.Invariant;
import app.mainstay.invariants.InvariantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** What must hold among tasks beyond the schema. */
@Component
class TaskInvariants implements InvariantSource {

    @Override
    public List<Invariant> invariants() {
        return List.of(Invariant.none("task-unit", "select t.id from task_item t join security_user u on u.id = t.owner_id where u.unit_id <> t.unit_id"));
    }
}
