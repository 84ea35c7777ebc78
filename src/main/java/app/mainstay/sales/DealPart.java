package app.mainstay.sales;

import app.mainstay.audit.AuditAct;
import app.mainstay.audit.Revisions;
import app.mainstay.base.Changes;
import app.mainstay.coverage.HandoverPart;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Open deals of whoever hands over: those at the accounts that go, and of a whole portfolio also those to be completed. Closed ones stay with whom
 * they are counted for.
 */
@Component
class DealPart implements HandoverPart {

    private static final int PORTION = 1_000;
    private static final String WHICH = " where o.owner_id = :giver and o.outcome = 'OPEN'";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final UserService users;
    private final CurrentUser currentUser;
    private final Revisions revisions;
    private final Changes changes;
    private final SalesSums sums;

    DealPart(JdbcClient jdbc, JdbcTemplate template, UserService users, CurrentUser currentUser, Revisions revisions, Changes changes, SalesSums sums) {
        this.jdbc = jdbc;
        this.template = template;
        this.users = users;
        this.currentUser = currentUser;
        this.revisions = revisions;
        this.changes = changes;
        this.sums = sums;
    }

    @Override
    public String id() {
        return "deals";
    }

    @Override
    public int order() {
        return 50;
    }

    @Override
    public List<Open> open(Scope scope) {
        List<Open> lines = new ArrayList<>();
        for (var portion : portions(scope)) {
            jdbc.sql("select o.account_id, o.name, o.amount, o.currency from sales_opportunity o" + WHICH + portion.condition() + " order by o.name_sort, o.id")
                    .param("giver", scope.giverId()).params(portion.params()).query(row -> {
                        Map<String, String> parameters = new LinkedHashMap<>();
                        parameters.put("name", row.getString("name"));
                        parameters.put("amount", row.getString("currency") + " " + row.getBigDecimal("amount").stripTrailingZeros().toPlainString());
                        lines.add(new Open(row.getObject("account_id", Long.class), "handover.open.deal", parameters));
                    });
        }
        return lines;
    }

    @Override
    public void move(Scope scope, Instant at) {
        UserRow taker = users.findAndHold(scope.takerId()).orElseThrow();
        String giver = users.find(scope.giverId()).map(UserRow::displayName).orElse("");
        Long actor = currentUser.currentActor().orElse(null);
        for (var portion : portions(scope)) {
            List<Long> ids = jdbc.sql("select o.id from sales_opportunity o" + WHICH + portion.condition() + " order by o.id for update")
                    .param("giver", scope.giverId()).params(portion.params()).query(Long.class).list();
            if (ids.isEmpty()) {
                continue;
            }
            sums.subtract(ids);
            jdbc.sql("update sales_opportunity set owner_id = :taker, unit_id = :unit, version = version + 1, updated_at = :at where id in (:ids)")
                    .param("taker", taker.id()).param("unit", taker.unitId()).param("at", Sql.utc(at)).param("ids", ids).update();
            sums.add(ids);
            long revision = revisions.open(actor, "handover", null);
            DealHistory.write(jdbc, revision, ids);
            revisions.holds(revision, "sales_opportunity", AuditAct.CHANGED, ids);
            template.batchUpdate("insert into sales_change (id, opportunity_id, happened_at, actor_id, kind, from_value, to_value) values (?, ?, ?, ?, 'OWNER', ?, ?)",
                    ids.stream().map(id -> new Object[] {Ids.next(), id, Sql.utc(at), actor, giver, taker.displayName()}).toList());
            ids.forEach(id -> changes.announce(Opportunities.CHANGED, id));
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
            portions.add(new Portion(" and o.account_id in (:accounts)", Map.of("accounts", accounts.subList(from, Math.min(accounts.size(), from + PORTION)))));
        }
        return portions;
    }
}
