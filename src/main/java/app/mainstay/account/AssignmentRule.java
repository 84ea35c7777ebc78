package app.mainstay.account;

import app.mainstay.shared.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asked before somebody is given a new account: a room that knows what people can carry says what stands against it. */
public interface AssignmentRule {

    /** Problems of the field {@code overReason}, which a reason settles; empty where nothing stands against it. In the caller's transaction. */
    List<Problem> problems(long representativeId, @Nullable Tier tier);
}
