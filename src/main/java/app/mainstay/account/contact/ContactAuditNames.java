package app.mainstay.account.contact;

import app.mainstay.account.AccountScope;
import app.mainstay.audit.AuditNames;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Of contacts only those at accounts in the viewer's scope. */
@Component
class ContactAuditNames implements AuditNames {

    private final AccountScope scope;
    private final JdbcClient jdbc;

    ContactAuditNames(AccountScope scope, JdbcClient jdbc) {
        this.scope = scope;
        this.jdbc = jdbc;
    }

    @Override
    public String thing() {
        return "account_contact";
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        var where = scope.rows("a").and("c.id in (:ids)", "ids", ids);
        return jdbc.sql("select c.id, c.name from account_contact c join account a on a.id = c.account_id" + where.where()).params(where.params())
                .query((row, n) -> Map.entry(row.getLong("id"), row.getString("name"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
