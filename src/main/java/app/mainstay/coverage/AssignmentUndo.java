package app.mainstay.coverage;

import app.mainstay.account.AccountScope;
import app.mainstay.coverage.AssignmentBatches.Assigned;
import app.mainstay.coverage.AssignmentUndo.Order;
import app.mainstay.coverage.BulkAssignments.UndoReport;
import app.mainstay.jobs.JobKind;
import app.mainstay.jobs.JobRun;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.UserService;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives the accounts of a batch back, each only while it is as the batch left it and its former representative can have it. */
@Component
class AssignmentUndo implements JobKind<Order> {

    record Order(long batchId) {
    }

    record Place(long lastId, long total, long undone, long kept) {
    }

    private final AssignmentBatches batches;
    private final Assigning assigning;
    private final AssignmentLook look;
    private final AccountScope scope;
    private final UserService users;
    private final CurrentUser currentUser;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AssignmentUndo(AssignmentBatches batches, Assigning assigning, AssignmentLook look, AccountScope scope, UserService users, CurrentUser currentUser,
                   TransactionTemplate transaction, Clock clock) {
        this.batches = batches;
        this.assigning = assigning;
        this.look = look;
        this.scope = scope;
        this.users = users;
        this.currentUser = currentUser;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "coverage-undo";
    }

    @Override
    public Class<Order> payloadType() {
        return Order.class;
    }

    @Override
    public void run(Order order, JobRun run) {
        var batch = batches.find(order.batchId()).orElseThrow(NotFoundException::new);
        var place = run.lastCheckpoint(Place.class).orElseGet(() -> new Place(0, batches.assigned(order.batchId()), 0, 0));
        while (true) {
            run.say("coverage.undone", place.undone(), place.kept());
            run.result(new UndoReport(order.batchId(), place.undone(), place.kept()));
            run.progress(place.undone() + place.kept(), place.total());
            run.check();
            var portion = batches.assigned(order.batchId(), place.lastId(), AssignmentSelection.PORTION);
            if (portion.isEmpty()) {
                batches.undone(order.batchId(), clock.instant());
                return;
            }
            var before = place;
            place = Objects.requireNonNull(transaction.execute(status -> giveBack(batch, portion, before, run)));
        }
    }

    private Place giveBack(BulkAssignments.Batch batch, List<Assigned> portion, Place before, JobRun run) {
        Map<Long, Assigning.Standing> now = assigning.inScope(portion.stream().map(Assigned::accountId).toList()).stream()
                .collect(Collectors.toMap(Assigning.Standing::id, Function.identity()));
        Map<Long, Problem> kept = new LinkedHashMap<>();
        // By person in one order, so that two undoings never wait in a circle.
        SortedMap<Long, List<Long>> back = new TreeMap<>();
        Map<Long, Boolean> assignable = new HashMap<>();
        for (var row : portion) {
            var account = now.get(row.accountId());
            if (account == null) {
                kept.put(row.accountId(), Problem.of(null, "problem.notFound"));
            } else if (account.version() != row.version()) {
                kept.put(row.accountId(), Problem.of(null, "bulk.problem.changed"));
            } else if (look.refusal(account).isPresent()) {
                kept.put(row.accountId(), look.refusal(account).get());
            } else if (!assignable.computeIfAbsent(row.fromUserId(), this::isAssignable)) {
                kept.put(row.accountId(), Problem.of(null, "problem.notAssignable"));
            } else {
                back.computeIfAbsent(row.fromUserId(), person -> new ArrayList<>()).add(row.accountId());
            }
        }
        Set<Long> undone = assigning.giveBack(back, batch.toUserId(), currentUser.require().id(), "↩ " + batch.reason(), batch.id());
        batches.setUndone(batch.id(), undone);
        batches.setKept(batch.id(), kept);
        var after = new Place(portion.getLast().accountId(), before.total(), before.undone() + undone.size(), before.kept() + kept.size());
        run.progress(after.undone() + after.kept(), after.total());
        run.checkpoint(after);
        return after;
    }

    private boolean isAssignable(long userId) {
        return users.findAndHold(userId).filter(user -> user.active() && user.role() != Role.ADMINISTRATOR && scope.mayAssignWithin(user.unitId()))
                .isPresent();
    }
}
