package app.mainstay.coverage;

import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Slice;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door through which accounts change hands: now, on a day ahead, singly and in bulk; and who looked after them when. Managers and directors
 * assign accounts of their units to people of their units. Archived accounts change hands too: else who has one could never leave.
 */
@Service
public class Coverage {

    /**
     * @param fromUserId whom the viewer saw as the representative: whoever comes second is told so
     * @param overReason needed where the new representative's capacity is exceeded
     */
    public record Assignment(long accountId, long fromUserId, long toUserId, String reason, @Nullable String overReason) {
    }

    /** @param on a day ahead in the business zone */
    public record Planning(long accountId, long toUserId, LocalDate on, String reason, @Nullable String overReason) {
    }

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

    /**
     * A time in which somebody was the primary representative.
     *
     * @param until     the next one's start; null: still is
     * @param actorName who assigned; null: the system
     * @param reason    null where the account began, and for what was written before reasons were
     */
    public record Term(long userId, String name, Instant from, @Nullable Instant until, @Nullable Long actorId, @Nullable String actorName,
                       @Nullable String reason) {
    }

    /** @param problem why it failed; null where it did not */
    public record Planned(long id, int version, long accountId, String accountName, long fromUserId, String fromName, long toUserId, String toName,
                          LocalDate on, String reason, @Nullable String overReason, long actorId, String actorName, Instant createdAt,
                          @Nullable Long handoverId, PlannedState state, @Nullable Instant endedAt, @Nullable Problem problem, boolean cancellable) {
    }

    /** Accounts have changed hands; published in the transaction. @param fromUserIds by account id @param actorId null: the system */
    public record Assigned(Map<Long, Long> fromUserIds, long toUserId, @Nullable Long actorId, Instant at, String reason) {
    }

    /**
     * Gives an account to another representative now.
     *
     * @throws app.mainstay.shared.RefusedException  with a problem per wrong field: {@code toUserId} (inactive, not of the viewer's units, already
     *                                               the representative), {@code reason}, {@code overReason}; without field where somebody else
     *                                               reassigned it meanwhile
     * @throws app.mainstay.shared.NotFoundException when the account does not exist for this viewer
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void assign(Assignment assignment) {
        throw new UnsupportedOperationException();
    }

    /**
     * Plans it for a day ahead, applied at 00:00 of the business zone in the planner's name, with the planner's rights then. Returns its id.
     *
     * @throws app.mainstay.shared.RefusedException as {@link #assign}, also for {@code on}: not ahead, or one is planned for that day already
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public long plan(Planning planning) {
        throw new UnsupportedOperationException();
    }

    /** @throws app.mainstay.shared.RefusedException where it is over already */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void cancel(long plannedId, int version) {
        throw new UnsupportedOperationException();
    }

    /** Planned changes of accounts in scope, by the slice and then by id. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Planned> planned(PlannedFilter filter, Slice<PlannedSort> slice) {
        throw new UnsupportedOperationException();
    }

    /** How many there are, exactly up to the bound. */
    @SignedIn
    @Transactional(readOnly = true)
    public long countPlanned(PlannedFilter filter, long atMost) {
        throw new UnsupportedOperationException();
    }

    /** What a bulk reassignment would do, at once: for a few thousand accounts. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    public Preview preview(BulkAssignment assignment) {
        throw new UnsupportedOperationException();
    }

    /** The same as a job, for any number; its result is a {@link Preview}. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public long submitPreview(BulkAssignment assignment) {
        throw new UnsupportedOperationException();
    }

    /** Begins to reassign in bulk; refuses as {@link #assign} does what is wrong with the request itself. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public Submitted assignAll(BulkAssignment assignment) {
        throw new UnsupportedOperationException();
    }

    /** Empty when there is none, or when it is somebody else's. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Optional<Batch> batch(long batchId) {
        throw new UnsupportedOperationException();
    }

    /** The viewer's own bulk reassignments, newest first. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<Batch> batches(int limit) {
        throw new UnsupportedOperationException();
    }

    /** Accounts of an own batch that were refused or kept, with why. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<BatchLine> lines(long batchId, long offset, int limit) {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }

    /**
     * Everybody who looked after the account, newest first.
     *
     * @throws app.mainstay.shared.NotFoundException when the account does not exist for this viewer
     */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Term> history(long accountId) {
        throw new UnsupportedOperationException();
    }

    /** Who looked after the account on that day of the business zone, earliest first: one, unless it changed hands that day. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Term> representativeOn(long accountId, LocalDate day) {
        throw new UnsupportedOperationException();
    }

    /** Who looked after the account at that instant; empty before it existed and in the future. */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<Term> representativeAt(long accountId, Instant at) {
        throw new UnsupportedOperationException();
    }
}
