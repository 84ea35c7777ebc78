package app.mainstay.coverage;

import app.mainstay.coverage.AssignmentRun.Order;
import app.mainstay.coverage.BulkAssignments.BulkAssignment;
import app.mainstay.coverage.BulkAssignments.Report;
import app.mainstay.jobs.JobKind;
import app.mainstay.jobs.JobRun;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.UserService;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Validation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Reassigns in bulk, a thousand accounts in a transaction. */
@Component
class AssignmentRun implements JobKind<Order> {

    record Order(long batchId, BulkAssignment wanted) {
    }

    /** Everything up to that id is done. */
    record Place(long lastId, long total, long assigned, long unchanged, long refused) {

        long done() {
            return assigned + unchanged + refused;
        }
    }

    /** A portion that somebody else's change spoilt is begun again so often. */
    private static final int ATTEMPTS = 5;

    private final AssignmentSelection selection;
    private final AssignmentLook look;
    private final AssignmentBatches batches;
    private final Assigning assigning;
    private final UserService users;
    private final CurrentUser currentUser;
    private final TransactionTemplate transaction;

    AssignmentRun(AssignmentSelection selection, AssignmentLook look, AssignmentBatches batches, Assigning assigning, UserService users,
                  CurrentUser currentUser, TransactionTemplate transaction) {
        this.selection = selection;
        this.look = look;
        this.batches = batches;
        this.assigning = assigning;
        this.users = users;
        this.currentUser = currentUser;
        this.transaction = transaction;
    }

    @Override
    public String id() {
        return "coverage-assign";
    }

    @Override
    public Class<Order> payloadType() {
        return Order.class;
    }

    @Override
    public void run(Order order, JobRun run) {
        var wanted = order.wanted();
        List<Problem> problems = new ArrayList<>();
        assigning.check(problems, users.find(wanted.toUserId()), wanted.reason(), wanted.overReason());
        var known = run.lastCheckpoint(Place.class);
        if (known.isEmpty() && problems.isEmpty() && (wanted.overReason() == null || wanted.overReason().isBlank())) {
            var preview = look.look(wanted, null);
            if (preview.exceeds()) {
                problems.add(Problem.of("overReason", "coverage.problem.overCapacity", preview.pointsAfter(), preview.load().capacity()));
            }
        }
        Validation.refuse(problems);
        var place = known.orElseGet(() -> new Place(0, selection.count(wanted.selection()), 0, 0, 0));
        while (true) {
            run.say("coverage.assigned", place.assigned(), place.unchanged(), place.refused());
            run.result(new Report(order.batchId(), place.assigned(), place.unchanged(), place.refused()));
            run.progress(place.done(), place.total());
            run.check();
            var ids = selection.after(wanted.selection(), place.lastId());
            if (ids.isEmpty()) {
                return;
            }
            place = portion(order, ids, place, run);
        }
    }

    private Place portion(Order order, List<Long> ids, Place before, JobRun run) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(transaction.execute(status -> assign(order, ids, before, run)));
            } catch (ConcurrencyFailureException spoilt) {
                if (attempt == ATTEMPTS) {
                    throw spoilt;
                }
            }
        }
    }

    private Place assign(Order order, List<Long> ids, Place before, JobRun run) {
        var wanted = order.wanted();
        var accounts = assigning.inScope(ids);
        Map<Long, Problem> refused = new LinkedHashMap<>();
        accounts.forEach(account -> look.refusal(account).ifPresent(problem -> refused.put(account.id(), problem)));
        var moving = accounts.stream().map(Assigning.Standing::id).filter(id -> !refused.containsKey(id)).toList();
        var done = moving.isEmpty() ? List.<app.mainstay.account.AccountMassWriter.Reassigned>of() : assigning.assign(moving, wanted.toUserId(),
                currentUser.require().id(), assigning.now(), wanted.reason(), wanted.overReason(), order.batchId());
        batches.addAssigned(order.batchId(), done);
        batches.addRefused(order.batchId(), refused);
        var after = new Place(ids.getLast(), before.total(), before.assigned() + done.size(), before.unchanged() + moving.size() - done.size(),
                before.refused() + refused.size());
        batches.count(order.batchId(), after.assigned(), after.unchanged(), after.refused());
        run.progress(after.done(), after.total());
        run.checkpoint(after);
        return after;
    }
}
