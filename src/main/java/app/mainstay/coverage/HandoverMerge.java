package app.mainstay.coverage;

import app.mainstay.account.MergePart;
import app.mainstay.shared.Problem;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** An account that is being handed over does not end before that is done or called off. Handovers that are over stay the history of each. */
@Component
class HandoverMerge implements MergePart {

    private final JdbcClient jdbc;

    HandoverMerge(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> tables() {
        return Set.of("coverage_handover_account", "coverage_handover_line");
    }

    @Override
    public List<Problem> obstacles(long fromId, long intoId) {
        return jdbc.sql("select a.name from coverage_handover_account h join account a on a.id = h.account_id where h.account_id = ? and h.is_open = true")
                .param(fromId).query((row, n) -> Problem.of(null, "merge.problem.handover", row.getString("name"))).list();
    }

    @Override
    public void move(Merge merge) {
        // Nothing is open, see above.
    }
}
