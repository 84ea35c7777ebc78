package app.mainstay.base.bulk;

import app.mainstay.audit.Because;
import app.mainstay.base.bulk.BatchStore.Done;
import app.mainstay.base.bulk.BulkTarget.Ref;
import app.mainstay.jobs.JobInterruption;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes a portion of rows in one transaction. A row that is refused leaves the others alone. Where one spoils the whole transaction, as
 * does somebody else's change at the same moment, the portion is rolled back and done again row by row, with the versions that were seen
 * at first: so the late one is refused and never writes over the other.
 */
@Component
class Portions {

    static final int SIZE = 200;
    /** Hibernate compares all rows in its memory whenever it writes one, so it holds few at a time. */
    private static final int LOADED = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Portions.class);

    /** Does the work on a row; null where nothing had to be changed. */
    interface Work {
        @Nullable Done on(Ref row);
    }

    /** Stores what happened to the rows, inside their transaction, and returns how far the job is when that is committed. */
    interface Keeper<P> {
        P keep(P place, List<@Nullable Done> rows, long lastId);
    }

    /** A row's refusal has already decided that nothing of this transaction will be committed. */
    private static final class SpoiltException extends RuntimeException {
    }

    private final TransactionTemplate transaction;

    Portions(TransactionTemplate transaction) {
        this.transaction = transaction;
    }

    /** @param refused what a refused row becomes */
    <P> P change(BulkTarget target, @Nullable String reason, long batchId, List<Ref> rows, BatchLine.State refused, Work work, P place,
                 Keeper<P> keeper) {
        try {
            return attempt(target, reason, batchId, rows, refused, work, place, keeper);
        } catch (RuntimeException spoilt) {
            unlessTheJobEnds(spoilt);
        }
        P reached = place;
        for (Ref row : rows) {
            P before = reached;
            try {
                reached = attempt(target, reason, batchId, List.of(row), refused, work, before, keeper);
            } catch (RuntimeException failure) {
                unlessTheJobEnds(failure);
                var refusal = refusal(target, row, refused, failure);
                reached = Objects.requireNonNull(transaction.execute(status -> keeper.keep(before, List.of(refusal), row.id())));
            }
        }
        return reached;
    }

    private <P> P attempt(BulkTarget target, @Nullable String reason, long batchId, List<Ref> rows, BatchLine.State refused, Work work, P place,
                          Keeper<P> keeper) {
        return Because.of(reason, batchId, () -> Objects.requireNonNull(transaction.execute(status -> {
            var done = new ArrayList<@Nullable Done>(rows.size());
            for (Ref row : rows) {
                if (done.size() % LOADED == 0) {
                    target.load(rows.subList(done.size(), Math.min(rows.size(), done.size() + LOADED)).stream().map(Ref::id).toList());
                }
                try {
                    done.add(work.on(row));
                } catch (RefusedException | ConflictException | NotFoundException failure) {
                    if (status.isRollbackOnly()) {
                        throw rows.size() == 1 ? failure : new SpoiltException();
                    }
                    done.add(refusal(target, row, refused, failure));
                }
            }
            return keeper.keep(place, done, rows.getLast().id());
        })));
    }

    private static Done refusal(BulkTarget target, Ref row, BatchLine.State state, RuntimeException failure) {
        return new Done(row.id(), state, null, null, switch (failure) {
            case RefusedException known -> known.problems();
            case ConflictException conflict -> List.of(changed(target, row));
            case ConcurrencyFailureException conflict -> List.of(changed(target, row));
            case NotFoundException gone -> List.of(Problem.of(null, "problem.notFound"));
            case AccessDeniedException denied -> List.of(Problem.of(null, "jobs.problem.denied"));
            default -> {
                String reference = Ids.text(Ids.next());
                LOG.error("Reference {}: row {} of a bulk edit failed", reference, Ids.text(row.id()), failure);
                yield List.of(Problem.of(null, "bulk.problem.unexpected", reference));
            }
        });
    }

    private static Problem changed(BulkTarget target, Ref row) {
        return target.changedBy(row.id()).map(name -> Problem.of(null, "bulk.problem.changedBy", name))
                .orElseGet(() -> Problem.of(null, "bulk.problem.changed"));
    }

    /** Without the database it is no row's fault either: the job waits and tries again. */
    private static void unlessTheJobEnds(RuntimeException failure) {
        if (failure instanceof JobInterruption || failure instanceof DataAccessResourceFailureException
                || failure instanceof CannotCreateTransactionException) {
            throw failure;
        }
    }
}
