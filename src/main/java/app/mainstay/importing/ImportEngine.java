package app.mainstay.importing;

import app.mainstay.audit.Because;
import app.mainstay.importing.ImportReport.PreviewRow;
import app.mainstay.importing.ImportReport.Rejection;
import app.mainstay.importing.ImportTarget.Applied;
import app.mainstay.importing.ImportTarget.Change;
import app.mainstay.security.UserService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores a file's rows in one transaction. A dry run is the same with a rollback at the end, so what it says is what would happen.
 * A row refused in the second pass was already written in the first: then everything is taken back and done again without it. That
 * costs one more time through the file per generation of refused parents, and nothing where references are right.
 */
@Component
class ImportEngine {

    /** Rows between two clearings of the persistence context: what is managed is looked through at every flush. */
    private static final int CHUNK = 50;
    private static final int MOST_ATTEMPTS = 50;

    private final TransactionTemplate transaction;
    private final EntityManager entities;
    private final Choices choices;
    private final UserService users;
    private final References references;
    private final Batches batches;

    ImportEngine(TransactionTemplate transaction, EntityManager entities, Choices choices, UserService users, References references,
                 Batches batches) {
        this.transaction = transaction;
        this.entities = entities;
        this.choices = choices;
        this.users = users;
        this.references = references;
        this.batches = batches;
    }

    /**
     * @param store false for a dry run
     * @throws RefusedException         with one sentence when the file as a whole cannot be imported; nothing was written
     * @throws ImportCancelledException when cancelled; nothing was written
     */
    ImportReport run(ImportTarget target, TableFile file, ImportMapping mapping, boolean store, ImportProgress progress) {
        Map<Long, List<Problem>> refusedLate = new HashMap<>();
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            int before = refusedLate.size();
            Long batchId = store ? Ids.next() : null;
            ImportReport report = Because.of(reason(target, file), batchId, () -> transaction.execute(status -> {
                var pass = new Pass(target, file, mapping, status, progress, refusedLate);
                pass.go();
                ImportReport result = pass.report(batchId);
                if (!store || refusedLate.size() > before) {
                    status.setRollbackOnly();
                } else {
                    batches.record(Objects.requireNonNull(batchId), target.id(), file.name(), result);
                    entities.flush();
                    progress.check();
                }
                return result;
            }));
            if (refusedLate.size() == before) {
                return Objects.requireNonNull(report);
            }
        }
        throw TableFile.refused("import.problem.references");
    }

    private static String reason(ImportTarget target, TableFile file) {
        String reason = "import " + target.id() + ": " + file.name();
        return reason.length() <= 500 ? reason : reason.substring(0, 500);
    }

    /** Twice through the file at most. What grows with the file is a few numbers per row: ids for telling duplicates. */
    private final class Pass {

        private record Deferred(long id, Change change) {
        }

        private final ImportTarget target;
        private final ImportTarget.Run run;
        private final TableFile file;
        private final ImportMapping mapping;
        private final TransactionStatus status;
        private final ImportProgress progress;
        private final Map<Long, List<Problem>> refusedLate;
        private final RowParser parser;
        private final Map<Long, Long> lineById = new HashMap<>();
        private final Map<Long, Deferred> deferred = new HashMap<>();
        private final List<Rejection> rejections = new ArrayList<>();
        private final List<PreviewRow> preview = new ArrayList<>();
        private final long[] counts = new long[Change.values().length];
        private long rejected;

        Pass(ImportTarget target, TableFile file, ImportMapping mapping, TransactionStatus status, ImportProgress progress,
             Map<Long, List<Problem>> refusedLate) {
            this.target = target;
            this.file = file;
            this.mapping = mapping;
            this.status = status;
            this.progress = progress;
            this.refusedLate = refusedLate;
            run = target.open();
            parser = new RowParser(file.headers().size(), mapping, choices, users);
        }

        void go() {
            progress.begin(file.rows());
            try {
                eachRow(this::apply);
                if (!deferred.isEmpty()) {
                    progress.begin(file.rows());
                    eachRow(this::resolve);
                }
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        /** A check of the schema failed (H2 23513 and 23514, MySQL 3819): a fault of ours that no second try mends. */
        private static boolean isBroken(RuntimeException failure) {
            return NestedExceptionUtils.getMostSpecificCause(failure) instanceof SQLException cause
                    && (Set.of("23513", "23514").contains(String.valueOf(cause.getSQLState())) || cause.getErrorCode() == 3819);
        }

        private interface Step {
            void take(TableRows.Row row);
        }

        private void eachRow(Step step) throws IOException {
            try (var rows = file.open()) {
                int inChunk = 0;
                long line = 0;
                for (var row = rows.next(); row != null; row = rows.next()) {
                    progress.step();
                    line = row.line();
                    TableRows.Row taken = row;
                    careful(line, () -> step.take(taken));
                    if (status.isRollbackOnly()) {
                        throw new IllegalStateException("the import target '" + target.id() + "' calls a service whose refusal dooms the "
                                + "whole transaction: its method needs noRollbackFor");
                    }
                    if (++inChunk == CHUNK) {
                        inChunk = 0;
                        written(line);
                    }
                }
                written(line);
            }
        }

        private void written(long line) {
            careful(line, run::flush);
            entities.flush();
            entities.clear();
        }

        private static void careful(long line, Runnable write) {
            try {
                write.run();
            } catch (DataIntegrityViolationException | ConcurrencyFailureException otherTransaction) {
                if (isBroken(otherTransaction)) {
                    throw otherTransaction;
                }
                // The services have checked what they could see: somebody else wrote the same at the same time.
                throw TableFile.refused("import.problem.concurrent", line);
            }
        }

        private void apply(TableRows.Row source) {
            ImportRow row = null;
            try {
                row = parser.parse(source);
                if (refusedLate.containsKey(source.line())) {
                    throw new RefusedException(refusedLate.get(source.line()));
                }
                Optional<Long> referenced = row.key() == null ? Optional.empty()
                        : references.find(target.id(), Objects.requireNonNull(mapping.source()), row.key());
                Long id = (referenced.isPresent() ? referenced : run.find(row)).orElse(null);
                if (id != null && lineById.containsKey(id)) {
                    throw TableFile.refused("import.problem.duplicateRow", lineById.get(id));
                }
                Applied applied = applied(row, id);
                lineById.put(applied.id(), source.line());
                if (row.key() != null && referenced.isEmpty()) {
                    references.put(target.id(), Objects.requireNonNull(mapping.source()), row.key(), applied.id());
                }
                if (applied.again()) {
                    deferred.put(source.line(), new Deferred(applied.id(), applied.change()));
                }
                counts[applied.change().ordinal()]++;
                preview(row, applied.change());
            } catch (RefusedException refused) {
                reject(source.line(), refused.problems());
                preview(row != null ? row : new ImportRow(source.line(), null, raw(source), Map.of()), null);
            }
        }

        private Applied applied(ImportRow row, @Nullable Long id) {
            try {
                return run.apply(row, id);
            } catch (RefusedException refused) {
                if (run.refusesLate()) {
                    refusedLate.put(row.line(), refused.problems());
                }
                throw refused;
            }
        }

        private void resolve(TableRows.Row source) {
            Deferred first = deferred.get(source.line());
            if (first == null) {
                return;
            }
            try {
                Change change = run.resolve(parser.parse(source), first.id());
                if (first.change() == Change.UNCHANGED && change != Change.UNCHANGED) {
                    counts[Change.UNCHANGED.ordinal()]--;
                    counts[Change.CHANGED.ordinal()]++;
                }
            } catch (RefusedException refused) {
                refusedLate.put(source.line(), refused.problems());
            }
        }

        private void reject(long line, List<Problem> problems) {
            rejected++;
            if (rejections.size() < ImportReport.LISTED) {
                rejections.add(new Rejection(line, problems));
            }
        }

        private void preview(ImportRow row, @Nullable Change change) {
            if (preview.size() < ImportReport.PREVIEWED) {
                Map<ImportField<?>, Object> values = new LinkedHashMap<>();
                for (var field : target.fields()) {
                    Object value = change == Change.NEW ? row.get(field) : row.values().get(field);
                    if (value != null) {
                        values.put(field, value);
                    }
                }
                preview.add(new PreviewRow(row.line(), values, change));
            }
        }

        /** What stands in the cells of a row that could not be understood. */
        private Map<ImportField<?>, Object> raw(TableRows.Row source) {
            Map<ImportField<?>, Object> values = new LinkedHashMap<>();
            mapping.columns().forEach((field, column) -> values.put(field, RowParser.cell(source, column)));
            return values;
        }

        ImportReport report(@Nullable Long batchId) {
            rejections.sort(Comparator.comparingLong(Rejection::line));
            return new ImportReport(batchId, counts[Change.NEW.ordinal()], counts[Change.CHANGED.ordinal()],
                    counts[Change.UNCHANGED.ordinal()], rejected, List.copyOf(rejections), List.copyOf(preview), run.notes());
        }
    }
}
