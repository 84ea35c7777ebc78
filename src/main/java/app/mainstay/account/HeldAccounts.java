package app.mainstay.account;

import app.mainstay.security.DeactivationCheck;
import app.mainstay.shared.Problem;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** The schema refuses to deactivate who looks after accounts or is on their teams; this says so in words before it has to. */
@Component
class HeldAccounts implements DeactivationCheck {

    private final AccountQueries queries;

    HeldAccounts(AccountQueries queries) {
        this.queries = queries;
    }

    @Override
    public List<Problem> obstacles(long userId) {
        List<Problem> obstacles = new ArrayList<>();
        int held = queries.heldBy(userId);
        if (held > 0) {
            obstacles.add(Problem.of(null, "problem.holdsAccounts", held));
        }
        int places = queries.placesOf(userId);
        if (places > 0) {
            obstacles.add(Problem.of(null, "problem.onTeams", places));
        }
        return obstacles;
    }
}
