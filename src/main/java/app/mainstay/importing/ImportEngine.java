package app.mainstay.importing;

import app.mainstay.audit.Because;
import app.mainstay.importing.Batches.Refused;
import app.mainstay.importing.ImportReport.ChangedRow;
import app.mainstay.importing.ImportReport.PreviewRow;
import app.mainstay.importing.ImportReport.Rejection;
import app.mainstay.importing.ImportTarget.Applied;
import app.mainstay.importing.ImportTarget.Change;
import app.mainstay.importing.ImportTarget.Done;
import app.mainstay.security.UserService;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    private static final int MANAGED = 50;
    /** Rows that are read together, with the keys of the other system asked for at once. */
    private static final int CHUNK = 500;
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
     * @param batchId null for a dry run
     * @throws RefusedException         with one sentence when the file as a whole cannot be imported; nothing was written
     * @throws ImportCancelledException when cancelled; nothing was written
     */
    ImportReport run(ImportTarget target, TableFile file, ImportMapping mapping, @Nullable Long batchId, Course course) {
        Map<Long, List<Problem>> refusedLate = new HashMap<>();
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            int before = refusedLate.size();
            ImportReport report = Because.of(reason(target, file.name()), batchId, () -> transaction.execute(status -> {
                var pass = new Pass(target, file, mapping, status, course, refusedLate);
                pass.go();
                ImportReport result = pass.report(batchId);
                if (batchId == null || refusedLate.size() > before) {
                    status.setRollbackOnly();
                } else {
                    entities.flush();
                    pass.keep(batchId);
                    course.check();
                }
                return result;
            }));
            if (refusedLate.size() == before) {
                return Objects.requireNonNull(report);
            }
        }
        throw TableFile.refused("import.problem.references");
    }

    static String reason(ImportTarget target, String fileName) {
        return reason(target, fileName, null);
    }

    /** What stands in the history of the rows. @param why at most {@link ImportService#LONGEST_REASON} characters */
    static String reason(ImportTarget target, String fileName, @Nullable String why) {
        String words = why == null ? "" : " / " + why;
        String reason = "import " + target.id() + ": " + fileName;
        return reason.substring(0, Math.min(reason.length(), 500 - words.length())) + words;
    }

    /** A check of the schema failed (H2 23513 and 23514, MySQL 3819): a fault of ours that no second try mends. */
    static boolean isBroken(RuntimeException failure) {
        return NestedExceptionUtils.getMostSpecificCause(failure) instanceof SQLException cause
                && (Set.of("23513", "23514").contains(String.valueOf(cause.getSQLState())) || cause.getErrorCode() == 3819);
    }

    /** Twice through the file at most. What grows with the file is a few numbers per row: ids for telling duplicates. */
    private final class Pass {

        private record Deferred(long id, Change change) {
        }

        private record Read(TableRows.Row source, @Nullable ImportRow row, List<Problem> problems) {
        }

        private final ImportTarget target;
        private final ImportTarget.Run run;
        private final TableFile file;
        private final ImportMapping mapping;
        private final TransactionStatus status;
        private final Course course;
        private final Map<Long, List<Problem>> refusedLate;
        private final RowParser parser;
        private final Map<Long, Long> lineById = new HashMap<>();
        private final Map<Long, Deferred> deferred = new HashMap<>();
        private final List<Refused> refused = new ArrayList<>();
        private final List<PreviewRow> preview = new ArrayList<>();
        private final List<ChangedRow> changes = new ArrayList<>();
        /** By line. */
        private final Map<Long, Done> done = new LinkedHashMap<>();
        private Map<String, Long> known = new HashMap<>();
        private final Map<String, Long> fresh = new LinkedHashMap<>();
        private Counts counts = Counts.NONE;

        Pass(ImportTarget target, TableFile file, ImportMapping mapping, TransactionStatus status, Course course,
             Map<Long, List<Problem>> refusedLate) {
            this.target = target;
            this.file = file;
            this.mapping = mapping;
            this.status = status;
            this.course = course;
            this.refusedLate = refusedLate;
            run = target.open();
            parser = new RowParser(file.headers().size(), mapping, choices, users);
        }

        void go() {
            course.progress(0, file.rows());
            course.check();
            try {
                eachRow(this::apply);
                if (!deferred.isEmpty()) {
                    eachRow(this::resolve);
                }
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        private interface Step {
            void take(Read read);
        }

        private void eachRow(Step step) throws IOException {
            try (var rows = file.open()) {
                long taken = 0;
                for (var chunk = chunk(rows); !chunk.isEmpty(); chunk = chunk(rows)) {
                    know(chunk);
                    int managed = 0;
                    for (var read : chunk) {
                        guarded(read.source().line(), () -> step.take(read));
                        if (status.isRollbackOnly()) {
                            throw new IllegalStateException("the import target '" + target.id() + "' calls a service whose refusal dooms the "
                                    + "whole transaction: its method needs noRollbackFor");
                        }
                        if (++managed == MANAGED) {
                            managed = 0;
                            entities.flush();
                            entities.clear();
                        }
                    }
                    guarded(chunk.getLast().source().line(), run::flush);
                    entities.flush();
                    entities.clear();
                    if (mapping.source() != null && !fresh.isEmpty()) {
                        references.put(target.id(), mapping.source(), fresh);
                        fresh.clear();
                    }
                    taken += chunk.size();
                    course.progress(taken, file.rows());
                    course.check();
                }
            }
        }

        private void guarded(long line, Runnable work) {
            try {
                work.run();
            } catch (DataIntegrityViolationException | ConcurrencyFailureException otherTransaction) {
                if (isBroken(otherTransaction)) {
                    throw otherTransaction;
                }
                // The services have checked what they could see: somebody else wrote the same at the same time.
                throw new ConcurrentException(line);
            }
        }

        private List<Read> chunk(TableRows rows) throws IOException {
            List<Read> chunk = new ArrayList<>();
            for (var source = chunk.size() < CHUNK ? rows.next() : null; source != null; source = chunk.size() < CHUNK ? rows.next() : null) {
                try {
                    chunk.add(new Read(source, parser.parse(source), List.of()));
                } catch (RefusedException unreadable) {
                    chunk.add(new Read(source, null, unreadable.problems()));
                }
            }
            return chunk;
        }

        private void know(List<Read> chunk) {
            Set<String> keys = chunk.stream().map(Read::row).filter(Objects::nonNull).map(ImportRow::key).filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            known = mapping.source() == null ? new HashMap<>() : new HashMap<>(references.find(target.id(), mapping.source(), keys));
        }

        private void apply(Read read) {
            var source = read.source();
            var row = read.row();
            try {
                if (row == null) {
                    throw new RefusedException(read.problems());
                }
                if (refusedLate.containsKey(source.line())) {
                    throw new RefusedException(refusedLate.get(source.line()));
                }
                Optional<Long> referenced = Optional.ofNullable(row.key() == null ? null : known.get(row.key()));
                Long id = (referenced.isPresent() ? referenced : run.find(row)).orElse(null);
                if (id != null && lineById.containsKey(id)) {
                    throw TableFile.refused("import.problem.duplicateRow", lineById.get(id));
                }
                Map<ImportField<?>, Object> before = id == null ? Map.of() : run.stored(id);
                Applied applied = applied(row, id);
                lineById.put(applied.id(), source.line());
                if (row.key() != null && referenced.isEmpty()) {
                    known.put(row.key(), applied.id());
                    fresh.put(row.key(), applied.id());
                }
                if (applied.again()) {
                    deferred.put(source.line(), new Deferred(applied.id(), applied.change()));
                }
                counts = counts.with(applied.change());
                preview(row, applied.change());
                note(row, applied, before);
            } catch (RefusedException refusal) {
                counts = counts.with(null);
                refused.add(new Refused(source.line(), refusal.problems(), source.cells()));
                preview(row != null ? row : new ImportRow(source.line(), null, raw(source), Map.of()), null);
            }
        }

        private void note(ImportRow row, Applied applied, Map<ImportField<?>, Object> before) {
            if (applied.change() == Change.UNCHANGED) {
                return;
            }
            Map<String, String> written = new HashMap<>();
            Map<ImportField<?>, Object> was = new LinkedHashMap<>();
            Map<ImportField<?>, Object> is = new LinkedHashMap<>();
            Set<String> changed = new HashSet<>();
            if (applied.change() == Change.CHANGED && !before.isEmpty()) {
                // Not what the row says: a row that loses a deal also ends its next step, and one may be taken to be another.
                var after = run.stored(applied.id());
                for (var field : target.fields()) {
                    if (!Objects.equals(before.get(field), after.get(field))) {
                        if (after.get(field) != null) {
                            is.put(field, after.get(field));
                        }
                        if (before.get(field) != null) {
                            was.put(field, before.get(field));
                            written.put(field.id(), field.write(before.get(field)));
                        }
                        changed.add(field.id());
                    }
                }
                if (changes.size() < ImportReport.CHANGES) {
                    changes.add(new ChangedRow(row.line(), was, is));
                }
            }
            done.put(row.line(), new Done(row.line(), applied.id(), applied.change(), 0, null, written, changed));
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

        private void resolve(Read read) {
            Deferred first = deferred.get(read.source().line());
            if (first == null || read.row() == null) {
                return;
            }
            try {
                Change change = run.resolve(read.row(), first.id());
                if (first.change() == Change.UNCHANGED && change != Change.UNCHANGED) {
                    counts = new Counts(counts.created(), counts.changed() + 1, counts.unchanged() - 1, counts.rejected());
                }
            } catch (RefusedException refused) {
                refusedLate.put(read.source().line(), refused.problems());
            }
        }

        private void preview(ImportRow row, @Nullable Change change) {
            if (preview.size() < ImportReport.PREVIEWED) {
                preview.add(previewed(target, row, change));
            }
        }

        /** What stands in the cells of a row that could not be understood. */
        private Map<ImportField<?>, Object> raw(TableRows.Row source) {
            return rawOf(mapping, source);
        }

        /** In the transaction that stores the rows: a batch that failed has left nothing. */
        void keep(long batchId) {
            var rows = List.copyOf(done.values());
            int position = 0;
            for (int from = 0; from < rows.size(); from += SetEngine.PORTION) {
                var portion = rows.subList(from, Math.min(rows.size(), from + SetEngine.PORTION));
                var versions = run.versions(portion.stream().map(Done::id).toList());
                batches.addPortion(batchId, position++, portion.stream().map(row -> new Done(row.line(), row.id(), row.change(),
                        versions.getOrDefault(row.id(), -1L), null, row.before(), row.changed())).toList());
            }
            batches.refuse(batchId, refused);
            batches.add(batchId, counts);
            batches.end(batchId, ImportState.DONE, run.notes());
            course.checkpoint(new Course.Place(file.rows(), position, position, counts));
        }

        ImportReport report(@Nullable Long batchId) {
            List<Rejection> rejections = refused.stream().map(row -> new Rejection(row.line(), row.problems())).sorted(Comparator.comparingLong(Rejection::line))
                    .limit(ImportReport.LISTED).toList();
            return new ImportReport(batchId, counts.created(), counts.changed(), counts.unchanged(), counts.rejected(), rejections, List.copyOf(preview),
                    List.copyOf(changes), run.notes(), List.of());
        }
    }

    static PreviewRow previewed(ImportTarget target, ImportRow row, @Nullable Change change) {
        Map<ImportField<?>, Object> values = new LinkedHashMap<>();
        for (var field : target.fields()) {
            Object value = change == Change.NEW ? row.get(field) : row.values().get(field);
            if (value != null) {
                values.put(field, value);
            }
        }
        return new PreviewRow(row.line(), values, change);
    }

    static Map<ImportField<?>, Object> rawOf(ImportMapping mapping, TableRows.Row source) {
        Map<ImportField<?>, Object> values = new LinkedHashMap<>();
        mapping.columns().forEach((field, column) -> values.put(field, RowParser.cell(source, column)));
        return values;
    }
}
