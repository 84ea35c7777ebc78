package app.mainstay.account;

import app.mainstay.security.DeactivationCheck;
import app.mainstay.shared.Problem;
import java.util.List;
import org.springframework.stereotype.Component;

/** The schema refuses to deactivate a primary representative; this says so in words before it has to. */
@Component
class HeldAccounts implements DeactivationCheck {

    private final AccountQueries queries;

    HeldAccounts(AccountQueries queries) {
        this.queries = queries;
    }

    @Override
    public List<Problem> obstacles(long userId) {
        int held = queries.heldBy(userId);
        return held == 0 ? List.of() : List.of(Problem.of(null, "problem.holdsAccounts", held));
    }
}
