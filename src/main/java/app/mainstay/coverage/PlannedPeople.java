package app.mainstay.coverage;

import app.mainstay.security.DeactivationCheck;
import app.mainstay.shared.Problem;
import java.util.List;
import org.springframework.stereotype.Component;

/** Nobody leaves to whom accounts are to be given: the schema refuses it, this says so in words. */
@Component
class PlannedPeople implements DeactivationCheck {

    private final PlannedStore store;

    PlannedPeople(PlannedStore store) {
        this.store = store;
    }

    @Override
    public List<Problem> obstacles(long userId) {
        int open = store.openTo(userId);
        return open == 0 ? List.of() : List.of(Problem.of(null, "problem.plannedTo", open));
    }
}
