package app.mainstay.task;

import app.mainstay.audit.AuditAct;
import app.mainstay.audit.Revisions;
import app.mainstay.base.Changes;
import app.mainstay.coverage.HandoverPart;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.shared.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Open tasks of whoever hands over: those about the accounts that go, and with a whole portfolio also those about others and about none. What has
 * ended stays with whom it was.
 */
@Component
class TaskPart implements HandoverPart {

    private static final int PORTION = 1_000;
    private static final String WHICH = " from task_item t where t.owner_id = :giver and t.state = 'OPEN'";

    private final JdbcClient jdbc;
    private final TaskStore store;
    private final UserService users;
    private final CurrentUser currentUser;
    private final Revisions revisions;
    private final Changes changes;

    TaskPart(JdbcClient jdbc, TaskStore store, UserService users, CurrentUser currentUser, Revisions revisions, Changes changes) {
        this.jdbc = jdbc;
        this.store = store;
        this.users = users;
        this.currentUser = currentUser;
        this.revisions = revisions;
        this.changes = changes;
    }

    @Override
    public String id() {
        return "tasks";
    }

    @Override
    public int order() {
        return 40;
    }

    @Override
    public List<Open> open(Scope scope) {
        List<Open> lines = new ArrayList<>();
        for (var portion : portions(scope)) {
            jdbc.sql("select t.account_id, t.title, t.due_on" + WHICH + portion.condition() + " order by t.due_sort, t.id").param("giver", scope.giverId())
                    .params(portion.params()).query(row -> {
                        Map<String, String> parameters = new LinkedHashMap<>();
                        parameters.put("title", row.getString("title"));
                        var due = row.getDate("due_on");
                        if (due != null) {
                            parameters.put("due", due.toLocalDate().toString());
                        }
                        lines.add(new Open(row.getObject("account_id", Long.class), due == null ? "handover.open.task" : "handover.open.task.due", parameters));
                    });
        }
        return lines;
    }

    @Override
    public void move(Scope scope, Instant at) {
        UserRow taker = users.findAndHold(scope.takerId()).orElseThrow();
        for (var portion : portions(scope)) {
            List<Long> ids = jdbc.sql("select t.id" + WHICH + portion.condition() + " order by t.id for update").param("giver", scope.giverId())
                    .params(portion.params()).query(Long.class).list();
            if (ids.isEmpty()) {
                continue;
            }
            long revision = revisions.open(currentUser.currentActor().orElse(null), "handover", null);
            for (int from = 0; from < ids.size(); from += PORTION) {
                var some = ids.subList(from, Math.min(ids.size(), from + PORTION));
                jdbc.sql("update task_item set owner_id = :taker, unit_id = :unit, version = version + 1, updated_at = :at where id in (:ids)")
                        .param("taker", taker.id()).param("unit", taker.unitId()).param("at", Sql.utc(at)).param("ids", some).update();
                store.history(revision, some);
            }
            revisions.holds(revision, "task_item", AuditAct.CHANGED, ids);
            ids.forEach(id -> changes.announce(Tasks.CHANGED, id));
        }
    }

    /** A condition on what goes, so that no query names too many accounts. */
    private record Portion(String condition, Map<String, Object> params) {
    }

    private static List<Portion> portions(Scope scope) {
        if (scope.portfolio()) {
            return List.of(new Portion("", Map.of()));
        }
        List<Portion> portions = new ArrayList<>();
        var accounts = List.copyOf(scope.accountIds());
        for (int from = 0; from < accounts.size(); from += PORTION) {
            portions.add(new Portion(" and t.account_id in (:accounts)", Map.of("accounts", accounts.subList(from, Math.min(accounts.size(), from + PORTION)))));
        }
        return portions;
    }
}
