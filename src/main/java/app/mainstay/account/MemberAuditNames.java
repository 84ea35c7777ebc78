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

/** Places in account teams, of accounts in the viewer's scope. */
@Component
class MemberAuditNames implements AuditNames, HistoryPart {

    private final JdbcClient jdbc;
    private final AccountScope scope;

    MemberAuditNames(JdbcClient jdbc, AccountScope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    @Override
    public String thing() {
        return "account_member";
    }

    @Override
    public String partKey() {
        return "history.part.member";
    }

    @Override
    public int partOrder() {
        return 40;
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        var where = scope.rows("a").and("x.id in (:ids)", "ids", ids);
        return jdbc.sql("select x.id, a.name from account_member x join account a on a.id = x.account_id" + where.where()).params(where.params())
                .query((row, n) -> Map.entry(row.getLong(1), row.getString(2))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.reference("account_id", "account.name", "account"), AuditField.reference("user_id", "account.audit.member", "security_user"),
                AuditField.constant("role", "account.audit.role", "enum.TeamRole."), AuditField.moment("since", "account.audit.since"));
    }

    @Override
    public Sql visible(String id) {
        var rows = scope.rows("a");
        return rows.isEmpty() ? rows : new Sql().and(id + " in (select x.id from account_member x join account a on a.id = x.account_id" + rows.where() + ")")
                .with(rows.params());
    }
}
