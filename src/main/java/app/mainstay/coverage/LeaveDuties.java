package app.mainstay.coverage;

import app.mainstay.security.DeactivationCheck;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Problem;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who stands in for somebody now or ahead does not leave before somebody else does. */
@Component
class LeaveDuties implements DeactivationCheck {

    private final JdbcClient jdbc;
    private final SettingsService settings;

    LeaveDuties(JdbcClient jdbc, SettingsService settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Override
    public List<Problem> obstacles(long userId) {
        int duties = jdbc.sql("select count(*) from coverage_leave where stand_in_id = ? and state = 'PLANNED' and until_day >= ?").param(userId)
                .param(settings.today()).query(Integer.class).single();
        return duties == 0 ? List.of() : List.of(Problem.of(null, "coverage.problem.standsIn", duties));
    }
}
