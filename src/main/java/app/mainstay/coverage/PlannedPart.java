package app.mainstay.coverage;

import app.mainstay.security.CurrentUser;
import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Changes of representative that lie ahead: those of the accounts stay, unless it is to the taker; those to a giver who leaves go to the taker. */
@Component
class PlannedPart implements HandoverPart {

    private static final String AHEAD = """
            select p.account_id, p.effective_on, u.display_name from coverage_planned p join security_user u on u.id = p.to_user_id
            where p.state = 'PLANNED' and""";

    private final CurrentUser currentUser;
    private final JdbcClient jdbc;

    PlannedPart(CurrentUser currentUser, JdbcClient jdbc) {
        this.currentUser = currentUser;
        this.jdbc = jdbc;
    }

    @Override
    public String id() {
        return "planned";
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public List<Open> open(Scope scope) {
        List<Open> lines = new ArrayList<>();
        for (var portion : HandoverAccounts.portions(scope.accountIds())) {
            lines.addAll(jdbc.sql(AHEAD + " p.account_id in (:ids) order by p.effective_on, p.id").param("ids", portion)
                    .query((row, n) -> line(row)).list());
        }
        if (scope.portfolio()) {
            lines.addAll(jdbc.sql(AHEAD + " p.to_user_id = ? order by p.effective_on, p.id").param(scope.giverId()).query((row, n) -> line(row)).list());
        }
        return lines;
    }

    private static Open line(ResultSet row) throws SQLException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("changeOn", row.getString("effective_on"));
        parameters.put("to", row.getString("display_name"));
        return new Open(row.getLong("account_id"), "handover.open.planned", parameters);
    }

    @Override
    public void move(Scope scope, Instant at) {
        for (var portion : HandoverAccounts.portions(scope.accountIds())) {
            jdbc.sql("""
                            update coverage_planned set state = 'CANCELLED', to_active = null, ended_at = :at, ended_by = :actor, version = version + 1
                            where state = 'PLANNED' and to_user_id = :taker and account_id in (:ids)""")
                    .param("at", Sql.utc(at)).param("actor", currentUser.require().id()).param("taker", scope.takerId()).param("ids", portion).update();
        }
        if (scope.portfolio()) {
            jdbc.sql("update coverage_planned set to_user_id = :taker, handover_id = :handover, version = version + 1 "
                            + "where state = 'PLANNED' and to_user_id = :giver")
                    .param("taker", scope.takerId()).param("handover", scope.handoverId()).param("giver", scope.giverId()).update();
        }
    }
}
