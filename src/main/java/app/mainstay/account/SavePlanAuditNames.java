package app.mainstay.account;

import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.audit.PartHistory.PartChange;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Sql;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Save plans of accounts in the viewer's scope. */
@Component
class SavePlanAuditNames implements AuditNames, HistoryPart {

    private final JdbcClient jdbc;
    private final AccountScope scope;
    private final AccountStanding standing;

    SavePlanAuditNames(JdbcClient jdbc, AccountScope scope, AccountStanding standing) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.standing = standing;
    }

    @Override
    public String thing() {
        return "account_save_plan";
    }

    @Override
    public String partKey() {
        return "account.savePlan";
    }

    @Override
    public int partOrder() {
        return 30;
    }

    /** How it ended stays. */
    @Override
    public Set<String> restorable() {
        return Set.of("plan_text", "owner_id", "due_on");
    }

    @Override
    public Map<Long, Integer> versions(long accountId, Set<Long> ids) {
        return standing.openPlan(accountId).filter(plan -> ids.contains(plan.id())).map(plan -> Map.of(plan.id(), plan.version())).orElse(Map.of());
    }

    @Override
    public void restore(long accountId, PartChange change, String column, int version) {
        var plan = standing.openPlan(accountId).filter(open -> open.id() == change.id()).orElseThrow(NotFoundException::new);
        standing.change(accountId, new SavePlanDraft(column.equals("plan_text") ? (String) change.before(column) : plan.text(),
                column.equals("owner_id") ? (Long) change.before(column) : Long.valueOf(plan.ownerId()),
                column.equals("due_on") ? (LocalDate) change.before(column) : plan.dueOn()), version);
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        var where = scope.rows("a").and("x.id in (:ids)", "ids", ids);
        return jdbc.sql("select x.id, a.name from account_save_plan x join account a on a.id = x.account_id" + where.where()).params(where.params())
                .query((row, n) -> Map.entry(row.getLong(1), row.getString(2))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.reference("account_id", "account.name", "account"), AuditField.text("plan_text", "account.savePlan.text"),
                AuditField.reference("owner_id", "account.savePlan.owner", "security_user"), AuditField.date("due_on", "account.savePlan.due"),
                AuditField.constant("state", "account.audit.planState", "enum.SavePlanState."), AuditField.date("opened_on", "account.audit.openedOn"),
                AuditField.date("closed_on", "account.audit.closedOn"));
    }

    @Override
    public Sql visible(String id) {
        var rows = scope.rows("a");
        return rows.isEmpty() ? rows : new Sql().and(id + " in (select x.id from account_save_plan x join account a on a.id = x.account_id" + rows.where() + ")")
                .with(rows.params());
    }
}
