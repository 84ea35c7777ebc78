package app.mainstay.importing;

import app.mainstay.audit.Because;
import app.mainstay.importing.Batches.Refused;
import app.mainstay.importing.Course.Place;
import app.mainstay.importing.ImportReport.ChangedRow;
import app.mainstay.importing.ImportReport.PreviewRow;
import app.mainstay.importing.ImportReport.Rejection;
import app.mainstay.importing.ImportTarget.Change;
import app.mainstay.importing.ImportTarget.Done;
import app.mainstay.importing.ImportTarget.Incoming;
import app.mainstay.importing.ImportTarget.Planned;
import app.mainstay.importing.ImportTarget.Sets;
import app.mainstay.importing.Portions.Read;
import app.mainstay.security.UserService;
import app.mainstay.shared.Problem;
import jakarta.persistence.EntityManager;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores a file's rows in portions, each in a transaction with its checkpoint: after a crash it goes on behind the last one. While the
 * database writes a portion, another thread reads and prepares the next. A dry run plans without writing.
 */
@Component
class SetEngine {

    static final int PORTION = 2_000;
    /** So many portions may be on their way beside the one that is being decided. */
    private static final int BESIDE = 2;
    /** So often a portion is planned anew after somebody else wrote the same at the same time. */
    private static final int MOST_ATTEMPTS = 3;

    private final TransactionTemplate transaction;
    private final EntityManager entities;
    private final Choices choices;
    private final UserService users;
    private final References references;
    private final Batches batches;

    SetEngine(TransactionTemplate transaction, EntityManager entities, Choices choices, UserService users, References references, Batches batches) {
        this.transaction = transaction;
        this.entities = entities;
        this.choices = choices;
        this.users = users;
        this.references = references;
        this.batches = batches;
    }

    /** What would happen; nothing is written. */
    ImportReport check(ImportTarget target, TableFile file, ImportMapping mapping, Course course) {
        var work = new Work(target, file, mapping, null, null, course);
        work.go();
        return work.report();
    }

    /**
     * Stores the rows that can be stored, from the last checkpoint on. What is committed stays, whatever happens.
     *
     * @param why rows beyond a limit are taken; null: they are refused
     */
    void run(ImportTarget target, TableFile file, ImportMapping mapping, long batchId, @Nullable String why, Course course) {
        new Work(target, file, mapping, batchId, why, course).go();
    }

    private final class Work {

        private final ImportTarget target;
        private final TableFile file;
        private final ImportMapping mapping;
        private final @Nullable Long batchId;
        private final @Nullable String why;
        private final Course course;
        private final String reason;
        private final Portions portions;
        private final Sets sets;
        private final LineIndex lines = new LineIndex();
        private final List<Rejection> rejections = new ArrayList<>();
        private final List<PreviewRow> preview = new ArrayList<>();
        private final List<ChangedRow> changes = new ArrayList<>();
        private final Deque<Writing> writing = new ArrayDeque<>();
        private Place place;

        Work(ImportTarget target, TableFile file, ImportMapping mapping, @Nullable Long batchId, @Nullable String why, Course course) {
            this.target = target;
            this.file = file;
            this.mapping = mapping;
            this.batchId = batchId;
            this.why = why;
            this.course = course;
            reason = ImportEngine.reason(target, file.name(), why);
            sets = Objects.requireNonNull(target.openSets(mapping));
            portions = new Portions(file, new RowParser(file.headers().size(), mapping, choices, users), sets::prepare);
            place = course.last().orElse(Place.START);
        }

        void go() {
            course.progress(place.taken(), file.rows());
            course.check();
            for (int look = 0; look < sets.looks(); look++) {
                int number = look;
                portions.each(0, portion -> {
                    var readable = portion.stream().filter(read -> read.row() != null).toList();
                    sets.lookAhead(number, incoming(readable));
                    entities.clear();
                    course.check();
                });
            }
            remember();
            try {
                portions.each(place.taken(), portion -> {
                    if (batchId == null || !sets.independent()) {
                        take(portion);
                    } else {
                        takeBeside(portion, batchId);
                    }
                    tellProgress(place.taken());
                    course.check();
                });
                finish();
            } finally {
                // What is on its way is committed or not when the import ends, whichever way it ends.
                writing.forEach(Writing::await);
            }
            tellProgress(place.taken());
            if (batchId != null) {
                resolve(batchId);
            }
        }

        // ---- what was there before a crash ----

        /** After a crash: what the file said before the checkpoint, so that its duplicates are told. */
        private void remember() {
            if (place.taken() == 0 || batchId == null) {
                return;
            }
            var refused = batches.refusedLines(batchId);
            long[] left = {place.taken()};
            portions.each(0, portion -> {
                var taken = portion.stream().limit(Math.max(0, left[0])).filter(read -> read.row() != null && !refused.contains(read.source().line())).toList();
                left[0] -= portion.size();
                if (!taken.isEmpty()) {
                    sets.plan(incoming(taken)).forEach(planned -> keys(planned).forEach(key -> lines.put(key, planned.incoming().row().line())));
                    entities.clear();
                }
            });
        }

        // ---- a portion ----

        /** A portion on its way to the database. @param committed true: stored */
        private record Writing(List<Read> portion, Outcome outcome, CompletableFuture<Boolean> committed) {

            boolean await() {
                return committed.handle((stored, failure) -> failure == null && stored).join();
            }
        }

        /**
         * A portion of new rows is written by a thread of its own beside the one before, whose commit it waits for before it tells what it has
         * done. Should the one before fail, neither counts, and both are taken one after the other.
         */
        private void takeBeside(List<Read> portion, long batch) {
            Outcome outcome;
            var before = writing.peekLast();
            var was = before == null ? place : before.outcome().place();
            try {
                outcome = decide(portion, was);
            } finally {
                entities.clear();
            }
            if (outcome.accepted().stream().anyMatch(planned -> planned.change() == Change.CHANGED)) {
                finish();
                take(portion);
                return;
            }
            remember(outcome);
            var committed = new CompletableFuture<Boolean>();
            writing.add(new Writing(portion, outcome, committed));
            Thread.ofVirtual().name("import-writer").start(new DelegatingSecurityContextRunnable(() -> {
                try {
                    committed.complete(Objects.requireNonNull(Because.of(reason, batch, () -> transaction.execute(status -> {
                        var done = sets.write(outcome.accepted(), batch, reason, (planned, problems) -> {
                            throw new IllegalStateException("a new row was refused after it was planned: line " + planned.incoming().row().line());
                        });
                        if (before != null && !before.await()) {
                            status.setRollbackOnly();
                            return false;
                        }
                        keep(portion, batch, outcome, done, was);
                        return true;
                    }))));
                } catch (Throwable failed) {
                    committed.completeExceptionally(failed);
                }
            }, SecurityContextHolder.getContext()));
            if (writing.size() > BESIDE) {
                settle();
            }
        }

        /** Waits for the oldest portion that is on its way. */
        private void settle() {
            var oldest = writing.getFirst();
            if (oldest.await()) {
                writing.removeFirst();
                place = oldest.outcome().place();
                tell(oldest.portion(), oldest.outcome());
                return;
            }
            var failed = List.copyOf(writing);
            failed.forEach(Writing::await);
            writing.clear();
            // Each once more by itself, where a failure that is none of somebody else's at the same time comes up again.
            failed.forEach(each -> take(each.portion()));
        }

        private void finish() {
            while (!writing.isEmpty()) {
                settle();
            }
        }

        private void remember(Outcome outcome) {
            outcome.accepted().forEach(planned -> keys(planned).forEach(key -> lines.put(key, planned.incoming().row().line())));
        }

        private void tellProgress(long taken) {
            synchronized (course) {
                course.progress(taken, file.rows());
            }
        }

        private void take(List<Read> portion) {
            for (int attempt = 1; ; attempt++) {
                try {
                    var outcome = batchId == null ? decide(portion, place) : Objects.requireNonNull(Because.of(reason, batchId,
                            () -> transaction.execute(status -> store(portion, batchId))));
                    place = outcome.place();
                    remember(outcome);
                    tell(portion, outcome);
                    return;
                } catch (DataIntegrityViolationException | ConcurrencyFailureException otherTransaction) {
                    if (ImportEngine.isBroken(otherTransaction)) {
                        throw otherTransaction;
                    }
                    if (attempt == MOST_ATTEMPTS) {
                        throw new ConcurrentException(portion.getFirst().source().line());
                    }
                } finally {
                    entities.clear();
                }
            }
        }

        /** @param refused by line */
        private record Outcome(List<Planned> accepted, Map<Long, List<Problem>> refused, Place place) {
        }

        /** @param place before it */
        private Outcome decide(List<Read> portion, Place place) {
            Map<Long, List<Problem>> refused = new HashMap<>();
            List<Read> readable = new ArrayList<>();
            for (var read : portion) {
                long line = read.source().line();
                if (read.row() == null) {
                    refused.put(line, read.problems());
                } else if (sets.refused().containsKey(line)) {
                    refused.put(line, Objects.requireNonNull(sets.refused().get(line)));
                } else {
                    readable.add(read);
                }
            }
            List<Planned> accepted = new ArrayList<>();
            Map<String, Long> here = new HashMap<>();
            for (var planned : sets.plan(incoming(readable))) {
                long line = planned.incoming().row().line();
                var keys = keys(planned);
                long before = keys.stream().mapToLong(key -> here.getOrDefault(key, lines.get(key)))
                        // A portion that is taken a second time meets its own rows.
                        .filter(other -> other != 0 && other != line).findFirst().orElse(0);
                if (before != 0) {
                    refused.put(line, List.of(Problem.of(null, "import.problem.duplicateRow", before)));
                } else if (!planned.problems().isEmpty()) {
                    refused.put(line, planned.problems());
                } else if (!isBeyond(planned, refused)) {
                    keys.forEach(key -> here.put(key, line));
                    accepted.add(planned);
                }
            }
            Counts counts = Counts.NONE;
            for (var planned : accepted) {
                counts = counts.with(planned.change());
            }
            return new Outcome(accepted, refused, new Place(place.taken() + portion.size(), place.position() + 1, 0,
                    place.counts().plus(counts).plus(new Counts(0, 0, 0, refused.size()))));
        }

        private boolean isBeyond(Planned planned, Map<Long, List<Problem>> refused) {
            if (why != null) {
                return false;
            }
            var beyond = sets.beyond(planned, batchId == null);
            if (beyond.isEmpty() || batchId == null) {
                return false;
            }
            refused.put(planned.incoming().row().line(), beyond);
            return true;
        }

        private Outcome store(List<Read> portion, long batch) {
            var outcome = decide(portion, place);
            Map<Long, List<Problem>> late = new HashMap<>();
            var done = sets.write(outcome.accepted(), batch, reason, (planned, problems) -> late.put(planned.incoming().row().line(), problems));
            if (!late.isEmpty()) {
                var kept = outcome.accepted().stream().filter(planned -> !late.containsKey(planned.incoming().row().line())).toList();
                Counts counts = Counts.NONE;
                for (var planned : kept) {
                    counts = counts.with(planned.change());
                }
                outcome.refused().putAll(late);
                outcome = new Outcome(kept, outcome.refused(), new Place(outcome.place().taken(), outcome.place().position(), 0,
                        place.counts().plus(counts).plus(new Counts(0, 0, 0, outcome.refused().size()))));
            }
            keep(portion, batch, outcome, done, place);
            return outcome;
        }

        /** The end of a portion's transaction: whatever touches rows that the next one touches too. */
        private void keep(List<Read> portion, long batch, Outcome outcome, List<Done> done, Place before) {
            if (mapping.source() != null) {
                Map<String, Long> fresh = new LinkedHashMap<>();
                outcome.accepted().stream().filter(planned -> planned.incoming().row().key() != null && planned.incoming().referenced() == null)
                        .forEach(planned -> fresh.put(planned.incoming().row().key(), planned.id()));
                references.put(target.id(), mapping.source(), fresh);
            }
            if (!done.isEmpty()) {
                batches.addPortion(batch, before.position(), done);
            }
            if (!outcome.refused().isEmpty()) {
                var refused = outcome.refused();
                batches.refuse(batch, portion.stream().filter(read -> refused.containsKey(read.source().line()))
                        .map(read -> new Refused(read.source().line(), Objects.requireNonNull(refused.get(read.source().line())), read.source().cells())).toList());
            }
            var all = outcome.place().counts();
            batches.add(batch, new Counts(all.created() - before.counts().created(), all.changed() - before.counts().changed(), all.unchanged() - before.counts().unchanged(),
                    all.rejected() - before.counts().rejected()));
            synchronized (course) {
                course.progress(outcome.place().taken(), file.rows());
                course.checkpoint(outcome.place());
            }
        }

        private List<Incoming> incoming(List<Read> rows) {
            Map<String, Long> known = Map.of();
            if (mapping.source() != null) {
                known = references.find(target.id(), mapping.source(), rows.stream().map(read -> Objects.requireNonNull(read.row()).key())
                        .filter(Objects::nonNull).collect(Collectors.toSet()));
            }
            List<Incoming> incoming = new ArrayList<>(rows.size());
            for (var read : rows) {
                var row = Objects.requireNonNull(read.row());
                incoming.add(new Incoming(row, Objects.requireNonNull(read.prepared()), row.key() == null ? null : known.get(row.key())));
            }
            return incoming;
        }

        private static List<String> keys(Planned planned) {
            List<String> keys = new ArrayList<>(planned.keys());
            String key = planned.incoming().row().key();
            if (key != null) {
                keys.add("k " + key);
            }
            return keys;
        }

        private void tell(List<Read> portion, Outcome outcome) {
            if (preview.size() < ImportReport.PREVIEWED) {
                Map<Long, Planned> accepted = outcome.accepted().stream().collect(Collectors.toMap(planned -> planned.incoming().row().line(), planned -> planned));
                for (var read : portion.subList(0, Math.min(portion.size(), ImportReport.PREVIEWED - preview.size()))) {
                    var planned = accepted.get(read.source().line());
                    preview.add(ImportEngine.previewed(target, read.row() != null ? read.row()
                            : new ImportRow(read.source().line(), null, ImportEngine.rawOf(mapping, read.source()), Map.of()), planned == null ? null : planned.change()));
                }
            }
            for (var planned : outcome.accepted()) {
                if (planned.change() == Change.CHANGED && changes.size() < ImportReport.CHANGES) {
                    Map<ImportField<?>, Object> after = new LinkedHashMap<>();
                    planned.changed().forEach(field -> {
                        if (planned.incoming().row().values().get(field) instanceof Object value) {
                            after.put(field, value);
                        }
                    });
                    changes.add(new ChangedRow(planned.incoming().row().line(), planned.before(), after));
                }
            }
            outcome.refused().entrySet().stream().sorted(Map.Entry.comparingByKey()).limit(Math.max(0, ImportReport.LISTED - rejections.size()))
                    .forEach(entry -> rejections.add(new Rejection(entry.getKey(), entry.getValue())));
        }

        // ---- references to later rows ----

        private void resolve(long batch) {
            if (sets.looks() == 0) {
                return;
            }
            for (var portion = batches.portionFrom(batch, place.resolved()); portion.isPresent(); portion = batches.portionFrom(batch, place.resolved())) {
                var current = portion.get();
                var after = new Place(place.taken(), place.position(), current.position() + 1, place.counts());
                var later = current.done().stream().filter(row -> row.later() != null).toList();
                if (!later.isEmpty()) {
                    Because.of(reason, batch, () -> transaction.execute(status -> {
                        Map<Long, Done> resolved = sets.resolve(later, batch, reason).stream().collect(Collectors.toMap(Done::line, row -> row));
                        batches.replace(batch, new Batches.Portion(current.position(),
                                current.done().stream().map(row -> resolved.getOrDefault(row.line(), row)).toList()));
                        course.checkpoint(after);
                        return after;
                    }));
                    entities.clear();
                }
                place = after;
                course.check();
            }
        }

        ImportReport report() {
            var counts = place.counts();
            return new ImportReport(batchId, counts.created(), counts.changed(), counts.unchanged(), counts.rejected(), List.copyOf(rejections),
                    List.copyOf(preview), List.copyOf(changes), List.of(), batchId == null ? sets.limits() : List.of());
        }
    }
}
