package app.mainstay.coverage;

import app.mainstay.account.MergePart;
import app.mainstay.shared.Problem;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** An account that is to change hands does not end before somebody has said what becomes of that. What is over stays the history of each. */
@Component
class PlannedMerge implements MergePart {

    private final JdbcClient jdbc;

    PlannedMerge(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> tables() {
        return Set.of("coverage_planned", "coverage_batch_account");
    }

    @Override
    public List<Problem> obstacles(long fromId, long intoId) {
        return jdbc.sql("""
                        select a.name, p.effective_on from coverage_planned p join account a on a.id = p.account_id
                        where p.account_id = ? and p.state = 'PLANNED' order by p.effective_on limit 1""").param(fromId)
                .query((row, n) -> Problem.of(null, "merge.problem.planned", row.getString("name"), row.getObject("effective_on", LocalDate.class).toString())).list();
    }

    @Override
    public void move(Merge merge) {
        // Nothing is open, see above.
    }
}
