package app.mainstay.base.bulk;

import app.mainstay.audit.Because;
import app.mainstay.base.bulk.BulkTarget.Ref;
import app.mainstay.jobs.Jobs;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.security.SystemWork;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Validation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The door to bulk edit. What may be set on which rows is decided by the target's own service, for the acting person. A batch is seen by
 * who began it and by directors; the rows' names in it only within the reader's scope.
 */
@Service
@SignedIn
public class Bulk {

    /** The reason of what takes a change back; screens say it in the reader's language. */
    public static final String UNDO = "undo";

    private static final int LONGEST_QUERY = 4_000;
    private static final int LONGEST_REASON = 500;

    /** @param jobId the job that does it, see {@link Jobs} */
    public record Submitted(long batchId, long jobId) {
    }

    private final BulkTargets targets;
    private final BatchStore store;
    private final BulkRun run;
    private final BulkUndo undo;
    private final BulkLook look;
    private final Jobs jobs;
    private final CurrentUser currentUser;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Bulk(BulkTargets targets, BatchStore store, BulkRun run, BulkUndo undo, BulkLook look, Jobs jobs, CurrentUser currentUser, TransactionTemplate transaction,
         Clock clock) {
        this.targets = targets;
        this.store = store;
        this.run = run;
        this.undo = undo;
        this.look = look;
        this.jobs = jobs;
        this.currentUser = currentUser;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What the acting person may set on rows of that target; nothing where there is no such target. */
    public List<BulkField> fields(String target) {
        return targets.find(target).map(BulkTarget::fields).orElse(List.of());
    }

    /** How many rows are meant, exactly; on a large table it takes a while. */
    public long count(String target, BulkSelection selection) {
        return BulkTargets.count(targets.target(target), selection);
    }

    /**
     * What the request would do, at once: for a few hundred rows.
     *
     * @throws RefusedException when the value is none for the field
     */
    public BulkPreview preview(BulkRequest request) {
        check(request);
        return look.look(request, null);
    }

    /** The same as a job, for any number of rows; {@link Jobs#result} returns the {@link BulkPreview}. */
    @Transactional
    public long submitPreview(BulkRequest request) {
        check(request);
        return jobs.submit(look, request);
    }

    /**
     * Begins the batch; its job's result is a {@link BulkReport}.
     *
     * @throws RefusedException when the value is none for the field
     */
    @Transactional
    public Submitted submit(BulkRequest request) {
        check(request);
        long id = Ids.next();
        long jobId = jobs.submit(run, new BulkRun.Order(id, request));
        store.add(id, request, currentUser.require().id(), clock.instant(), jobId);
        return new Submitted(id, jobId);
    }

    /** Empty when there is none, or none for this reader. */
    @Transactional(readOnly = true)
    public Optional<BatchRow> find(long batchId) {
        return store.find(batchId, false).filter(this::isVisible).map(this::judged);
    }

    /** The acting person's own batches, newest first. */
    @Transactional(readOnly = true)
    public List<BatchRow> mine(String target, int limit) {
        return store.newest(target, currentUser.require().id(), limit).stream().map(this::judged).toList();
    }

    private BatchRow judged(BatchRow batch) {
        return new BatchRow(batch.id(), batch.target(), batch.field(), batch.value(), batch.query(), batch.reason(), batch.createdBy(),
                batch.createdAt(), batch.jobId(), batch.undoJobId(), batch.undoneAt(), batch.changed(), batch.unchanged(), batch.refused(),
                obstacle(batch).isEmpty());
    }

    // ---- a single row, as the cells of a list are edited ----

    /** A row as an editor opens it: its version, and the field's values. */
    public record Opened(Ref row, List<String> value) {
    }

    /** Empty when the row does not exist for this person. */
    @Transactional(readOnly = true)
    public Optional<Opened> open(String target, long id, String field) {
        var rows = targets.target(target);
        var wanted = BulkTargets.field(rows, field);
        return rows.among(List.of(id)).stream().findFirst().map(row -> new Opened(row, rows.look(id, wanted, List.of()).before()));
    }

    /**
     * Changes one row at once, without a batch. What comes back undoes it: the row as it is now, and the field's values before.
     *
     * @param reason                                 needed where the field is reasoned; at most 500 characters
     * @throws RefusedException                      when a rule stands against it
     * @throws app.mainstay.shared.ConflictException when somebody changed the row since it was opened
     * @throws NotFoundException                     when it does not exist for this person
     */
    public Opened edit(String target, Ref row, String field, List<String> value, @Nullable String reason) {
        var rows = targets.target(target);
        var wanted = BulkTargets.field(rows, field);
        // The reason goes with the revision, which is written when the transaction ends.
        return Because.of(reason, null, () -> transaction.execute(status -> {
            if (rows.among(List.of(row.id())).isEmpty()) {
                throw new NotFoundException();
            }
            var problems = new ArrayList<>(rows.problems(wanted, value));
            checkReason(problems, wanted, reason);
            Validation.refuse(problems);
            var applied = UNDO.equals(reason) ? rows.restore(row, wanted, value) : rows.apply(row, wanted, value);
            return new Opened(new Ref(row.id(), applied.version()), applied.before());
        }));
    }

    /**
     * Rows of a batch in those states, with why they were refused or kept. Rows that had nothing to change are not listed.
     *
     * @throws NotFoundException when there is no such batch for this reader
     */
    @Transactional(readOnly = true)
    public List<BatchLine> lines(long batchId, Collection<BatchLine.State> states, long offset, int limit) {
        var batch = store.find(batchId, false).filter(this::isVisible).orElseThrow(NotFoundException::new);
        var lines = store.lines(batchId, states, offset, limit);
        var names = targets.target(batch.target()).names(lines.stream().map(BatchLine::id).toList());
        return lines.stream().map(line -> new BatchLine(line.id(), names.getOrDefault(line.id(), ""), line.state(), line.problems())).toList();
    }

    /**
     * Begins to take the batch back and returns the job's id; its result is an {@link UndoReport}. By who did it, or by a director. At most once:
     * only an undoing that was stopped or failed may be begun again, for the rows that it left.
     *
     * @throws RefusedException  while the batch or its undoing runs, when it was undone, or when it changed nothing
     * @throws NotFoundException when there is no such batch for this person
     */
    @Transactional
    public long undo(long batchId) {
        var batch = store.find(batchId, true).filter(this::isVisible).orElseThrow(NotFoundException::new);
        obstacle(batch).ifPresent(key -> {
            throw new RefusedException(Problem.of(null, key));
        });
        long jobId = jobs.submit(undo, new BulkUndo.Order(batchId));
        store.undoing(batchId, jobId);
        return jobId;
    }

    private boolean isVisible(BatchRow batch) {
        var viewer = currentUser.require();
        return batch.createdBy() == viewer.id() || viewer.is(Role.DIRECTOR);
    }

    /** Why it cannot be undone now. */
    private Optional<String> obstacle(BatchRow batch) {
        if (batch.undoneAt() != null) {
            return Optional.of("bulk.problem.undone");
        }
        if (goesOn(batch.jobId())) {
            return Optional.of("bulk.problem.running");
        }
        if (batch.undoJobId() != null && goesOn(batch.undoJobId())) {
            return Optional.of("bulk.problem.undoing");
        }
        return batch.changed() == 0 ? Optional.of("bulk.problem.nothing") : Optional.empty();
    }

    /** Whosoever job it is; one that was cleaned away has ended. */
    private boolean goesOn(long jobId) {
        return SystemWork.run(() -> jobs.find(jobId)).filter(job -> !job.state().hasEnded()).isPresent();
    }

    private void check(BulkRequest request) {
        var target = targets.target(request.target());
        var field = BulkTargets.field(target, request.field());
        var problems = new ArrayList<>(target.problems(field, request.value()));
        tooLong(problems, "query", request.selection().query(), LONGEST_QUERY);
        checkReason(problems, field, request.reason());
        Validation.refuse(problems);
    }

    private static void checkReason(List<Problem> problems, BulkField field, @Nullable String reason) {
        if (field.reasoned() && (reason == null || reason.isBlank())) {
            problems.add(Problem.of("reason", "problem.required"));
        }
        tooLong(problems, "reason", reason, LONGEST_REASON);
    }

    private static void tooLong(List<Problem> problems, String field, @Nullable String text, int longest) {
        if (text != null && text.length() > longest) {
            problems.add(Problem.of(field, "problem.tooLong", longest));
        }
    }
}
