package app.mainstay.task;

import app.mainstay.account.MergePart;
import app.mainstay.audit.AuditAct;
import app.mainstay.audit.Revisions;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tasks go with their account when that turns out to be another one; owners stay. */
@Component
class TaskMerge implements MergePart {

    private final JdbcClient jdbc;
    private final TaskStore store;
    private final Revisions revisions;

    TaskMerge(JdbcClient jdbc, TaskStore store, Revisions revisions) {
        this.jdbc = jdbc;
        this.store = store;
        this.revisions = revisions;
    }

    @Override
    public Set<String> tables() {
        return Set.of("task_item");
    }

    @Override
    public String labelKey() {
        return "merge.part.tasks";
    }

    @Override
    public long count(long accountId) {
        return jdbc.sql("select count(*) from task_item where account_id = ?").param(accountId).query(Long.class).single();
    }

    @Override
    public void move(Merge merge) {
        List<Long> ids = jdbc.sql("select id from task_item where account_id = ? order by id for update").param(merge.fromId()).query(Long.class).list();
        if (ids.isEmpty()) {
            return;
        }
        jdbc.sql("update task_item set account_id = ?, version = version + 1, updated_at = ? where account_id = ?").param(merge.intoId())
                .param(Sql.utc(merge.at())).param(merge.fromId()).update();
        store.history(merge.revision(), ids);
        revisions.holds(merge.revision(), "task_item", AuditAct.CHANGED, ids);
    }
}
