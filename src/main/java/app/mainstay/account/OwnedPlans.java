package app.mainstay.account;

import app.mainstay.security.DeactivationCheck;
import app.mainstay.shared.Problem;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The schema refuses to deactivate who carries an open save plan; this says so in words before it has to. */
@Component
class OwnedPlans implements DeactivationCheck {

    private final JdbcClient jdbc;

    OwnedPlans(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Problem> obstacles(long userId) {
        int open = jdbc.sql("select count(*) from account_save_plan where owner_id = ? and owner_active = true").param(userId).query(Integer.class).single();
        return open == 0 ? List.of() : List.of(Problem.of(null, "account.problem.ownsPlans", open));
    }
}
