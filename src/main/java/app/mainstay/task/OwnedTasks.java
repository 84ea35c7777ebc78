package app.mainstay.task;

import app.mainstay.security.CurrentUser;
import app.mainstay.security.DeactivationCheck;
import app.mainstay.security.UserMoved;
import app.mainstay.shared.Problem;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tasks follow their owner to another unit, and stand against the owner's leaving while they are open: they are handed over first. */
@Component
class OwnedTasks implements DeactivationCheck, UserMoved {

    private final TaskStore store;
    private final CurrentUser currentUser;

    OwnedTasks(TaskStore store, CurrentUser currentUser) {
        this.store = store;
        this.currentUser = currentUser;
    }

    @Override
    public List<Problem> obstacles(long userId) {
        long open = store.openOf(userId);
        return open == 0 ? List.of() : List.of(Problem.of(null, "task.problem.ownsTasks", open));
    }

    @Override
    public void moved(long userId, long unitId) {
        store.moveUnit(userId, unitId, currentUser.currentActor().orElse(null));
    }
}
