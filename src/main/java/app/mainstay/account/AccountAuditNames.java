package app.mainstay.account;

import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Of accounts only those in the viewer's scope; an administrator learns that one was changed, not which. */
@Component
class AccountAuditNames implements AuditNames {

    private final AccountScope scope;
    private final JdbcClient jdbc;

    AccountAuditNames(AccountScope scope, JdbcClient jdbc) {
        this.scope = scope;
        this.jdbc = jdbc;
    }

    @Override
    public String thing() {
        return "account";
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.text("name", "account.name"), AuditField.text("short_name", "account.shortName"),
                AuditField.text("credit_code", "account.creditCode"), AuditField.constant("tier", "account.tier", "enum.Tier."),
                AuditField.constant("lifecycle", "account.lifecycle", "enum.Lifecycle."), AuditField.code("sector", "account.sector", "SECTOR"),
                AuditField.code("region", "account.region", "REGION"), AuditField.reference("parent_id", "account.parentId", "account"),
                AuditField.number("revenue_amount", "account.revenue"), AuditField.text("revenue_currency", "base.currency"),
                AuditField.number("employees", "account.employees"), AuditField.year("founded", "account.founded"),
                AuditField.text("website", "account.website"), AuditField.text("address", "account.address"),
                AuditField.elements("tag", "account.tags", "account_tag_aud"),
                AuditField.reference("primary_rep_id", "account.primaryRepId", "security_user"),
                AuditField.reference("unit_id", "account.unit", "security_unit"), AuditField.moment("archived_at", "account.archived"));
    }

    @Override
    public Sql visible(String id) {
        var rows = scope.rows("a");
        return rows.isEmpty() ? rows : new Sql().and(id + " in (select a.id from account a" + rows.where() + ")").with(rows.params());
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        var where = scope.rows("a").and("a.id in (:ids)", "ids", ids);
        return jdbc.sql("select a.id, a.name from account a" + where.where()).params(where.params())
                .query((row, n) -> Map.entry(row.getLong("id"), row.getString("name"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
