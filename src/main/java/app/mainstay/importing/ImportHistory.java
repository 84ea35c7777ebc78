package app.mainstay.importing;

import app.mainstay.jobs.JobRow;
import app.mainstay.jobs.JobState;
import app.mainstay.jobs.Jobs;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Words;
import jakarta.annotation.security.RolesAllowed;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The viewer's own imports: what each has done, what it did not take, and taking it back. */
@Service
@RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_ADMINISTRATOR})
public class ImportHistory {

    private final List<ImportTarget> targets;
    private final ImportUndo undo;
    private final Batches batches;
    private final Jobs jobs;
    private final CurrentUser currentUser;
    private final TransactionTemplate transaction;

    ImportHistory(List<ImportTarget> targets, ImportUndo undo, Batches batches, Jobs jobs, CurrentUser currentUser, TransactionTemplate transaction) {
        this.targets = targets;
        this.undo = undo;
        this.batches = batches;
        this.jobs = jobs;
        this.currentUser = currentUser;
        this.transaction = transaction;
    }

    /**
     * What an import has done, as far as it is.
     *
     * @throws NotFoundException when it is none of the viewer's own
     */
    public ImportReport report(long batchId) {
        var batch = own(batchId);
        return new ImportReport(batchId, batch.created(), batch.changed(), batch.unchanged(), batch.rejected(),
                batches.rejections(batchId, ImportReport.LISTED), List.of(), List.of(), batches.notes(batchId), List.of());
    }

    /** One of the viewer's own imports; empty for any other. */
    public Optional<ImportBatch> find(long batchId) {
        return batches.find(batchId).filter(batch -> batch.actorId() == currentUser.require().id()).map(this::judged);
    }

    private ImportBatch own(long batchId) {
        return find(batchId).orElseThrow(NotFoundException::new);
    }

    /**
     * Takes an import back as a job: new rows go, changed ones are as before; what was changed since stays and is listed. Returns the job's id.
     *
     * @throws NotFoundException when it is none of the viewer's own
     * @throws RefusedException  when it is under way, taken back already, or rows of its kind stay
     */
    public long undo(long batchId) {
        var batch = own(batchId);
        if (!batch.undoable() && takenBack(batch).isEmpty()) {
            throw new RefusedException(Problem.of(null, "import.undo.problem.stays"));
        }
        if (!batch.undoable()) {
            throw new RefusedException(Problem.of(null, "import.undo.problem.not"));
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            long jobId = jobs.submit(undo, new ImportUndo.Order(batchId));
            batches.undoing(batchId, jobId);
            return jobId;
        }));
    }

    /** The first rows that an undo has left as they are, by line, and why. */
    public List<ImportReport.Rejection> kept(long batchId) {
        return batches.kept(own(batchId).id(), ImportReport.LISTED);
    }

    /**
     * Writes the rejected rows as CSV: their cells as they came, and why they were not taken. Corrected, the file can be imported as it is.
     *
     * @param sentences a row's reasons in the reader's language
     * @param out       stays open
     */
    public void rejected(long batchId, Locale locale, Function<List<Problem>, String> sentences, OutputStream out) throws IOException {
        var batch = own(batchId);
        var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        writer.write('\ufeff');
        var printer = new CSVPrinter(writer, CSVFormat.RFC4180);
        var headers = batches.headers(batch.id());
        List<String> names = new ArrayList<>(headers);
        names.add(Words.text(HeaderGuess.REASON, locale));
        printer.printRecord(names);
        batches.rejected(batch.id(), (cells, problems) -> {
            List<String> row = new ArrayList<>(cells);
            while (row.size() < headers.size()) {
                row.add("");
            }
            // A row with too many cells keeps them; the reason stands behind the last.
            row.add(row.size() > headers.size() ? row.size() : headers.size(), sentences.apply(problems));
            try {
                printer.printRecord(row);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
        printer.flush();
    }

    /** The viewer's own imports, newest first. */
    public List<ImportBatch> batches(int limit) {
        return batches(0, limit);
    }

    public List<ImportBatch> batches(int offset, int limit) {
        return batches.newest(currentUser.require().id(), offset, limit).stream().map(this::judged).toList();
    }

    private Set<ImportTarget.Change> takenBack(ImportBatch batch) {
        return targets.stream().filter(target -> target.id().equals(batch.target())).findFirst().map(ImportTarget::takenBack).orElse(Set.of());
    }

    /** A job that ended without its batch hearing of it, as where it was cancelled before it began, has ended the batch too. */
    private ImportBatch judged(ImportBatch batch) {
        var state = batch.state();
        if (state == ImportState.RUNNING && batch.jobId() != null) {
            state = switch (jobs.find(batch.jobId()).map(JobRow::state).orElse(JobState.FAILED)) {
                case CANCELLED -> ImportState.CANCELLED;
                case FAILED -> ImportState.FAILED;
                default -> state;
            };
        }
        boolean free = batch.undoJobId() == null || jobs.find(batch.undoJobId()).filter(job -> !job.state().hasEnded()).isEmpty();
        return batch.with(state, free && state != ImportState.RUNNING && state != ImportState.UNDONE
                && takenBack(batch).stream().mapToLong(change -> change == ImportTarget.Change.NEW ? batch.created() : batch.changed()).sum() > 0);
    }
}
