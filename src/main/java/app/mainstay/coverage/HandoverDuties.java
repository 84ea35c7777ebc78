package app.mainstay.coverage;

import app.mainstay.security.DeactivationCheck;
import app.mainstay.shared.Problem;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Nobody leaves amid a handover: it would have nobody to give or to take. */
@Component
class HandoverDuties implements DeactivationCheck {

    private final JdbcClient jdbc;

    HandoverDuties(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Problem> obstacles(long userId) {
        int open = jdbc.sql("select count(*) from coverage_handover where is_open = true and (giver_id = :user or taker_id = :user)")
                .param("user", userId).query(Integer.class).single();
        return open == 0 ? List.of() : List.of(Problem.of(null, "coverage.problem.openHandovers", open));
    }
}
