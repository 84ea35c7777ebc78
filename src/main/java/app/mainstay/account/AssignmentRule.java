package app.mainstay.account;

import app.mainstay.shared.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asked before somebody is given a new account: a room that knows what people can carry says what stands against it. */
public interface AssignmentRule {

    /** Problems of the field {@code overReason}, which a reason settles; empty where nothing stands against it. In the caller's transaction. */
    List<Problem> problems(long representativeId, @Nullable Tier tier);

    /** In points. */
    record Load(int points, int capacity) {
    }

    /** What these people carry, by id, for whoever gives away very many accounts and adds them up. */
    Map<Long, Load> loads(Collection<Long> representativeIds);

    /** What a new account adds to its representative's points. */
    int weight(@Nullable Tier tier);
}
