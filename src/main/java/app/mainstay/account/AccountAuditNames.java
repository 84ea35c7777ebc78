package app.mainstay.account;

import app.mainstay.audit.AuditNames;
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
    public Map<Long, String> names(Set<Long> ids) {
        var where = scope.rows("a").and("a.id in (:ids)", "ids", ids);
        return jdbc.sql("select a.id, a.name from account a" + where.where()).params(where.params())
                .query((row, n) -> Map.entry(row.getLong("id"), row.getString("name"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
