package app.mainstay.account;

import app.mainstay.shared.Problem;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Since when an account was of its tier and in its lifecycle is the history of each. A save plan that is open is somebody's work and is closed first. */
@Component
class StandingMerge implements MergePart {

    private final JdbcClient jdbc;

    StandingMerge(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> tables() {
        return Set.of("account_tier_period", "account_lifecycle_period", "account_save_plan");
    }

    @Override
    public List<Problem> obstacles(long fromId, long intoId) {
        return jdbc.sql("select a.name from account_save_plan p join account a on a.id = p.account_id where p.account_id = ? and p.state = 'OPEN'").param(fromId)
                .query((row, n) -> Problem.of(null, "merge.problem.savePlan", row.getString("name"))).list();
    }

    @Override
    public void move(Merge merge) {
        // Nothing is open, see above.
    }
}
