package app.mainstay.coverage;

import app.mainstay.account.AccountScope;
import app.mainstay.coverage.BulkAssignments.BulkAssignment;
import app.mainstay.coverage.BulkAssignments.Preview;
import app.mainstay.jobs.JobKind;
import app.mainstay.jobs.JobRun;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Sql;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells what a bulk reassignment would do, without writing. */
@Component
class AssignmentLook implements JobKind<BulkAssignment> {

    private final AssignmentSelection selection;
    private final Assigning assigning;
    private final AccountScope scope;
    private final Loads loads;

    AssignmentLook(AssignmentSelection selection, Assigning assigning, AccountScope scope, Loads loads) {
        this.selection = selection;
        this.assigning = assigning;
        this.scope = scope;
        this.loads = loads;
    }

    @Override
    public String id() {
        return "coverage-preview";
    }

    @Override
    public Class<BulkAssignment> payloadType() {
        return BulkAssignment.class;
    }

    @Override
    public void run(BulkAssignment wanted, JobRun run) {
        var preview = look(wanted, run);
        run.result(preview);
        run.say("coverage.previewed", preview.assigned(), preview.unchanged(), preview.refused());
    }

    /** Why this viewer may not give the account away; empty where they may. */
    Optional<Problem> refusal(Assigning.Standing account) {
        return scope.mayAssignWithin(account.unitId()) ? Optional.empty() : Optional.of(Problem.of(null, "account.problem.otherUnit"));
    }

    Preview look(BulkAssignment wanted, @Nullable JobRun run) {
        long total = run == null ? 0 : selection.count(wanted.selection());
        long count = 0;
        long assigned = 0;
        long unchanged = 0;
        int added = 0;
        Map<Problem, Long> reasons = new LinkedHashMap<>();
        for (long last = 0; ; ) {
            if (run != null) {
                run.check();
                run.progress(count, total);
            }
            var ids = selection.after(wanted.selection(), last);
            if (ids.isEmpty()) {
                break;
            }
            last = ids.getLast();
            var accounts = assigning.inScope(ids);
            count += accounts.size();
            var moving = accounts.stream().filter(account -> refusal(account).map(problem -> reasons.merge(problem, 1L, Long::sum)).isEmpty())
                    .filter(account -> account.representativeId() != wanted.toUserId()).map(Assigning.Standing::id).toList();
            assigned += moving.size();
            if (!moving.isEmpty()) {
                added += Assigning.added(loads.points(new Sql().and("a.id in (:ids)", "ids", moving)), wanted.toUserId());
            }
        }
        long refused = reasons.values().stream().mapToLong(Long::longValue).sum();
        unchanged = count - assigned - refused;
        var load = Optional.ofNullable(loads.of(List.of(wanted.toUserId())).get(wanted.toUserId())).orElseThrow(NotFoundException::new);
        return new Preview(count, assigned, unchanged, refused,
                reasons.entrySet().stream().map(entry -> new Preview.Reason(entry.getKey(), entry.getValue())).toList(), load, load.points() + added,
                added > 0 && load.points() + added > load.capacity());
    }
}
