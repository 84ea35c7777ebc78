package app.mainstay.coverage;

import app.mainstay.account.AccountPeople;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Teams of the accounts, whose people stay, and the giver's own places, which move. */
@Component
class TeamPart implements HandoverPart {

    private final AccountPeople people;
    private final JdbcClient jdbc;

    TeamPart(AccountPeople people, JdbcClient jdbc) {
        this.people = people;
        this.jdbc = jdbc;
    }

    @Override
    public String id() {
        return "team";
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public List<Open> open(Scope scope) {
        List<Open> lines = new ArrayList<>();
        var handed = new HashSet<>(scope.accountIds());
        jdbc.sql("""
                        select m.account_id, m.role from account_member m join account a on a.id = m.account_id
                        where m.user_id = ? order by a.name_sort, a.id, m.role""").param(scope.giverId())
                .query((row, n) -> new Open(row.getLong("account_id"), "handover.open.place", Map.of("role", "enum.TeamRole." + row.getString("role"))))
                .list().stream().filter(line -> scope.portfolio() || handed.contains(line.accountId())).forEach(lines::add);
        for (var portion : HandoverAccounts.portions(scope.accountIds())) {
            lines.addAll(jdbc.sql("""
                            select m.account_id, m.role, u.display_name from account_member m join account a on a.id = m.account_id
                            join security_user u on u.id = m.user_id where m.account_id in (:ids) and m.user_id <> :giver
                            order by a.name_sort, a.id, m.role, u.name_sort""").param("ids", portion).param("giver", scope.giverId())
                    .query((row, n) -> {
                        Map<String, String> parameters = new LinkedHashMap<>();
                        parameters.put("role", "enum.TeamRole." + row.getString("role"));
                        parameters.put("name", row.getString("display_name"));
                        return new Open(row.getLong("account_id"), "handover.open.member", parameters);
                    }).list());
        }
        return lines;
    }

    @Override
    public void move(Scope scope, Instant at) {
        people.moveMembers(scope.portfolio() ? null : scope.accountIds(), scope.giverId(), scope.takerId());
    }
}
