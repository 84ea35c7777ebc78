package app.mainstay.coverage;

import app.mainstay.account.AccountScope;
import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.jobs.JobState;
import app.mainstay.jobs.Jobs;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.UserService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Many accounts change hands at once, as a job that can be undone; with the rights and rules of {@link Coverage}. */
@Service
public class BulkAssignments {

    /** @param selection over {@code AccountList} */
    public record BulkAssignment(BulkSelection selection, long toUserId, String reason, @Nullable String overReason) {
    }

    /** @param jobId see {@link app.mainstay.jobs.Jobs}; its result is a {@link Report} */
    public record Submitted(long batchId, long jobId) {
    }

    /** What a bulk reassignment did, also one that was stopped on the way. */
    public record Report(long batchId, long assigned, long unchanged, long refused) {
    }

    /** What undoing one did. @param kept accounts that somebody changed since, or that may not go back */
    public record UndoReport(long batchId, long undone, long kept) {
    }

    /**
     * What a bulk reassignment would do.
     *
     * @param count       accounts that it means, exactly
     * @param pointsAfter what the new representative would carry then
     * @param exceeds     a reason for exceeding the capacity is needed
     */
    public record Preview(long count, long assigned, long unchanged, long refused, List<Reason> reasons, Capacity.Load load, int pointsAfter,
                          boolean exceeds) {

        public record Reason(Problem problem, long accounts) {
        }
    }

    /** A bulk reassignment that was begun. @param undoable the viewer may undo it now */
    public record Batch(long id, long toUserId, String toName, @Nullable String query, String reason, long actorId, Instant createdAt, long jobId,
                        @Nullable Long undoJobId, @Nullable Instant undoneAt, int assigned, int unchanged, int refused, boolean undoable) {
    }

    /** An account of a batch. @param name empty when it no longer exists for the reader @param state ASSIGNED, REFUSED, UNDONE or KEPT */
    public record BatchLine(long accountId, String name, String state, @Nullable Problem problem) {
    }

    private static final int LONGEST_QUERY = 4_000;

    private final Assigning assigning;
    private final AssignmentLook look;
    private final AssignmentRun run;
    private final AssignmentUndo undo;
    private final AssignmentBatches batches;
    private final AccountScope scope;
    private final UserService users;
    private final CurrentUser currentUser;
    private final Jobs jobs;
    private final Clock clock;

    BulkAssignments(Assigning assigning, AssignmentLook look, AssignmentRun run, AssignmentUndo undo, AssignmentBatches batches, AccountScope scope,
                    UserService users, CurrentUser currentUser, Jobs jobs, Clock clock) {
        this.assigning = assigning;
        this.look = look;
        this.run = run;
        this.undo = undo;
        this.batches = batches;
        this.scope = scope;
        this.users = users;
        this.currentUser = currentUser;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** What a bulk reassignment would do, at once: for a few thousand accounts. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    public Preview preview(BulkAssignment assignment) {
        check(assignment);
        return look.look(assignment, null);
    }

    /** The same as a job, for any number; its result is a {@link Preview}. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public long submitPreview(BulkAssignment assignment) {
        check(assignment);
        return jobs.submit(look, assignment);
    }

    /** Begins to reassign in bulk; refuses as {@link Coverage#assign} does what is wrong with the request itself. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public Submitted assignAll(BulkAssignment assignment) {
        check(assignment);
        if (assignment.selection().query() == null && (assignment.overReason() == null || assignment.overReason().isBlank())) {
            // Picked ones are soon counted; for all that match the job says so.
            var preview = look.look(assignment, null);
            if (preview.exceeds()) {
                throw new RefusedException(Problem.of("overReason", "coverage.problem.overCapacity", preview.pointsAfter(), preview.load().capacity()));
            }
        }
        long id = Ids.next();
        long jobId = jobs.submit(run, new AssignmentRun.Order(id, assignment));
        batches.add(id, assignment, currentUser.require().id(), clock.instant(), jobId);
        return new Submitted(id, jobId);
    }

    /** Empty when there is none, or when it is somebody else's. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Optional<Batch> batch(long batchId) {
        return own(batchId).map(this::judged);
    }

    /** The viewer's own bulk reassignments, newest first. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<Batch> batches(int limit) {
        return batches.newest(currentUser.require().id(), limit).stream().map(this::judged).toList();
    }

    /** Accounts of an own batch that were refused or kept, with why. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<BatchLine> lines(long batchId, long offset, int limit) {
        own(batchId).orElseThrow(NotFoundException::new);
        return batches.lines(batchId, scope.rows("a"), offset, limit);
    }

    /**
     * Begins to give every account back that was not changed since, to who had it before; returns the job's id, its result is an
     * {@link UndoReport}.
     *
     * @throws app.mainstay.shared.RefusedException while the batch or its undoing runs, when it was undone, or when it changed nothing
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public long undo(long batchId) {
        batches.lock(batchId);
        var batch = own(batchId).orElseThrow(NotFoundException::new);
        obstacle(batch).ifPresent(key -> {
            throw new RefusedException(Problem.of(null, key));
        });
        long jobId = jobs.submit(undo, new AssignmentUndo.Order(batchId));
        batches.undoing(batchId, jobId);
        return jobId;
    }

    private void check(BulkAssignment assignment) {
        List<Problem> problems = new ArrayList<>();
        assigning.check(problems, users.find(assignment.toUserId()), assignment.reason(), assignment.overReason());
        String query = assignment.selection().query();
        if (query != null && query.length() > LONGEST_QUERY) {
            problems.add(Problem.of("query", "problem.tooLong", LONGEST_QUERY));
        }
        Validation.refuse(problems);
    }

    private Optional<Batch> own(long batchId) {
        return batches.find(batchId).filter(batch -> batch.actorId() == currentUser.require().id());
    }

    private Batch judged(Batch batch) {
        return new Batch(batch.id(), batch.toUserId(), batch.toName(), batch.query(), batch.reason(), batch.actorId(), batch.createdAt(), batch.jobId(),
                batch.undoJobId(), batch.undoneAt(), batch.assigned(), batch.unchanged(), batch.refused(), obstacle(batch).isEmpty());
    }

    private Optional<String> obstacle(Batch batch) {
        if (isOpen(batch.jobId()) || batch.undoJobId() != null && isOpen(batch.undoJobId())) {
            return Optional.of("coverage.problem.stillRunning");
        }
        if (batch.undoneAt() != null) {
            return Optional.of("coverage.problem.undone");
        }
        return batch.assigned() == 0 ? Optional.of("coverage.problem.nothingToUndo") : Optional.empty();
    }

    private boolean isOpen(long jobId) {
        return jobs.find(jobId).filter(job -> job.state() == JobState.WAITING || job.state() == JobState.RUNNING).isPresent();
    }
}
