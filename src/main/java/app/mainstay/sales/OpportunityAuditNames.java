package app.mainstay.sales;

import app.mainstay.account.HistoryPart;
import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Of deals only those that the viewer sees. */
@Component
class OpportunityAuditNames implements AuditNames, HistoryPart {

    private final JdbcClient jdbc;
    private final DealScope deals;

    OpportunityAuditNames(JdbcClient jdbc, DealScope deals) {
        this.jdbc = jdbc;
        this.deals = deals;
    }

    @Override
    public String thing() {
        return "sales_opportunity";
    }

    @Override
    public String partKey() {
        return "sales.opportunities";
    }

    @Override
    public int partOrder() {
        return 50;
    }

    @Override
    public boolean isNamed() {
        return true;
    }

    @Override
    public Sql readable(String id) {
        return visible(id);
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        var where = deals.rows().and("o.id in (:ids)", "ids", ids);
        return jdbc.sql("select o.id, o.name" + OpportunityStore.FROM + where.where()).params(where.params())
                .query((row, n) -> Map.entry(row.getLong(1), row.getString(2))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.text("name", "sales.name"), AuditField.reference("account_id", "sales.accountId", "account"),
                AuditField.reference("owner_id", "sales.ownerId", "security_user"), AuditField.reference("unit_id", "account.unit", "security_unit"),
                AuditField.reference("stage_id", "sales.stageId", "sales_stage"), AuditField.constant("outcome", "sales.outcome", "enum.Outcome."),
                AuditField.number("amount", "sales.amount"), AuditField.text("currency", "base.currency"), AuditField.number("base_amount", "sales.audit.base"),
                AuditField.date("expected_on", "sales.expectedOn"), AuditField.date("opened_on", "sales.openedOn"), AuditField.date("cycle_from", "sales.audit.cycleFrom"),
                AuditField.date("closed_on", "sales.closedOn"), AuditField.date("stage_since", "sales.audit.stageSince"), AuditField.code("source", "sales.source", "DEAL_SOURCE"),
                AuditField.text("next_step", "sales.nextStep"), AuditField.date("next_step_on", "sales.nextStepOn"),
                AuditField.code("loss_reason", "sales.lossReason", "LOSS_REASON"), AuditField.reference("lost_to_id", "sales.lostToId", "market_competitor"),
                AuditField.text("closing_note", "sales.closingNote"));
    }

    @Override
    public Sql visible(String id) {
        var rows = deals.rows();
        return rows.isEmpty() ? rows : new Sql().and(id + " in (select o.id" + OpportunityStore.FROM + rows.where() + ")").with(rows.params());
    }
}
