package app.mainstay.importing;

import app.mainstay.files.Files;
import app.mainstay.importing.ImportField.Choice;
import app.mainstay.jobs.JobRow;
import app.mainstay.jobs.JobState;
import app.mainstay.jobs.Jobs;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Validation;
import app.mainstay.shared.Words;
import jakarta.annotation.security.RolesAllowed;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The door to importing. Everything that reads a whole file takes as long as the file is: call it through {@link #inBackground}. */
@Service
@RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_ADMINISTRATOR})
public class ImportService {

    public static final int LONGEST_REASON = 200;

    /** Unknown values that are offered for mapping, per field; a column with more of them is hardly the field that it is mapped to. */
    static final int MOST_UNKNOWN = 200;

    /** @param suggestion what it most likely means */
    public record UnknownValue(ImportField<?> field, String text, long rows, Optional<Object> suggestion) {
    }

    /** An import has been stored. */
    public record Imported(long batchId, long userId, String fileName, long created, long changed, long rejected) {
    }

    /** An import that was handed over. @param jobId see {@link Jobs} */
    public record Started(long batchId, long jobId) {
    }

    /**
     * What the whole file says about itself.
     *
     * @param unknown values of closed fields that are on no list, each once, whether mapped already or not
     * @param dates   by date field whose column leaves the order open: the orders that fit all its dates; all where they contradict each other
     * @param numbers likewise of numbers whose styles make different ones
     */
    public record Look(List<UnknownValue> unknown, Map<ImportField<?>, Set<DateOrder>> dates, Map<ImportField<?>, Set<NumberStyle>> numbers) {

        /** The mapping with what only one reading fits; what a person chose stays. */
        public ImportMapping applied(ImportMapping mapping) {
            var result = mapping;
            for (var date : dates.entrySet()) {
                if (date.getValue().size() == 1 && !mapping.dates().containsKey(date.getKey())) {
                    result = result.withDates(date.getKey(), date.getValue().iterator().next());
                }
            }
            for (var number : numbers.entrySet()) {
                if (number.getValue().size() == 1 && !mapping.numbers().containsKey(number.getKey())) {
                    result = result.withNumbers(number.getKey(), number.getValue().iterator().next());
                }
            }
            return result;
        }

        /** A sentence for every column whose dates or numbers can be read in two ways until somebody says which. */
        public List<Problem> open(ImportMapping mapping) {
            List<Problem> problems = new ArrayList<>();
            dates.keySet().stream().filter(field -> mapping.columns().containsKey(field) && !mapping.dates().containsKey(field))
                    .forEach(field -> problems.add(Problem.of(field.id(), "import.problem.dateOrder")));
            numbers.keySet().stream().filter(field -> mapping.columns().containsKey(field) && !mapping.numbers().containsKey(field))
                    .forEach(field -> problems.add(Problem.of(field.id(), "import.problem.numberStyle")));
            return problems;
        }
    }

    private final List<ImportTarget> targets;
    private final ImportEngine engine;
    private final SetEngine sets;
    private final ImportJob job;
    private final ImportUndo undo;
    private final Choices choices;
    private final Batches batches;
    private final Memory memory;
    private final Files files;
    private final Jobs jobs;
    private final SettingsService settings;
    private final CurrentUser currentUser;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();

    ImportService(List<ImportTarget> targets, ImportEngine engine, SetEngine sets, ImportJob job, ImportUndo undo, Choices choices, Batches batches,
                  Memory memory, Files files, Jobs jobs, SettingsService settings, CurrentUser currentUser, ApplicationEventPublisher events,
                  TransactionTemplate transaction) {
        this.targets = targets.stream().sorted(Comparator.comparing(ImportTarget::id)).toList();
        this.engine = engine;
        this.sets = sets;
        this.job = job;
        this.undo = undo;
        this.choices = choices;
        this.batches = batches;
        this.memory = memory;
        this.files = files;
        this.jobs = jobs;
        this.settings = settings;
        this.currentUser = currentUser;
        this.events = events;
        this.transaction = transaction;
    }

    /** What the viewer may import. */
    public List<ImportTarget> targets() {
        Role role = currentUser.require().role();
        return targets.stream().filter(target -> target.roles().contains(role)).toList();
    }

    /**
     * Finds out what an uploaded file is and reads it through once.
     *
     * @param name as the user knows it
     * @throws RefusedException with one sentence when it is not a table that can be read
     */
    public TableFile read(Path path, String name) {
        return TableFile.read(path, name);
    }

    /** The same with a sheet or a header of the person's choice. */
    public TableFile read(Path path, String name, TableFile.Place place) {
        return TableFile.read(path, name, place);
    }

    /** A first mapping: from the headers, where they say nothing from what the columns hold, and what unknown values meant before. */
    public ImportMapping guess(ImportTarget target, TableFile file) {
        var mapping = HeaderGuess.of(target, file.headers(), settings.current().baseCurrency());
        for (var chosen : target.defaults().entrySet()) {
            mapping = mapping.withDefault(chosen.getKey(), chosen.getValue());
        }
        return withMeanings(target, ContentGuess.of(target, file, mapping, choices));
    }

    /** What the person chose for the last file with these columns, in whatever order; empty for a first one. */
    public Optional<ImportMapping> remembered(ImportTarget target, TableFile file) {
        return memory.mapping(currentUser.require().id(), target, file.headers()).map(mapping -> withMeanings(target, mapping));
    }

    private ImportMapping withMeanings(ImportTarget target, ImportMapping mapping) {
        Map<String, ImportField<?>> fields = target.fields().stream().filter(field -> field.kind().isClosed())
                .collect(Collectors.toMap(ImportField::id, field -> field));
        var result = mapping;
        for (var meaning : memory.meanings(currentUser.require().id(), target)) {
            var field = fields.get(meaning.field());
            Object value = field == null ? null : field.read(meaning.value());
            if (value != null && (value.equals(ImportMapping.EMPTY) || choices.offered(field).stream().anyMatch(choice -> choice.value().equals(value)))) {
                result = result.withValue(field, meaning.unknown(), value);
            }
        }
        return result;
    }

    /** What can be chosen for a closed field, as its default or for an unknown value. */
    public List<Choice> choices(ImportField<?> field) {
        return choices.offered(field);
    }

    /** A sentence for every required field that has neither column nor default. */
    public List<Problem> missing(ImportTarget target, ImportMapping mapping) {
        return target.fields().stream()
                .filter(field -> field.required() && !mapping.columns().containsKey(field) && !mapping.defaults().containsKey(field))
                .map(field -> Problem.of(field.id(), field.hasDefault() ? "import.problem.columnOrDefault" : "import.problem.column")).toList();
    }

    /** Values of closed fields that are on no list, each once, whether mapped already or not. */
    public List<UnknownValue> unknownValues(TableFile file, ImportMapping mapping) {
        return look(file, mapping).unknown();
    }

    /** Reads the file through for what has to be asked. */
    public Look look(TableFile file, ImportMapping mapping) {
        record Found(String text, long[] rows) {
        }
        Map<ImportField<?>, Map<String, Found>> unknown = new LinkedHashMap<>();
        Map<ImportField<?>, Map<String, Object>> known = new HashMap<>();
        Map<ImportField<?>, Readings<DateOrder>> dates = new LinkedHashMap<>();
        Map<ImportField<?>, Readings<NumberStyle>> numbers = new LinkedHashMap<>();
        mapping.columns().keySet().forEach(field -> {
            switch (field.kind()) {
                case CODE, ENUM, CHOICE -> {
                    unknown.put(field, new LinkedHashMap<>());
                    known.put(field, choices.byKey(field));
                }
                case DATE -> dates.put(field, new Readings<>(DateOrder.class));
                case INTEGER, YEAR, MONEY -> numbers.put(field, new Readings<>(NumberStyle.class));
                default -> { }
            }
        });
        if (unknown.isEmpty() && dates.isEmpty() && numbers.isEmpty()) {
            return new Look(List.of(), Map.of(), Map.of());
        }
        try (var rows = file.open()) {
            for (var row = rows.next(); row != null; row = rows.next()) {
                for (var entry : unknown.entrySet()) {
                    String text = RowParser.cell(row, mapping.columns().get(entry.getKey()));
                    String key = Likeness.key(text);
                    if (!text.isEmpty() && !known.get(entry.getKey()).containsKey(key)
                            && (entry.getValue().containsKey(key) || entry.getValue().size() < MOST_UNKNOWN)) {
                        entry.getValue().computeIfAbsent(key, first -> new Found(text, new long[1])).rows()[0]++;
                    }
                }
                for (var entry : dates.entrySet()) {
                    entry.getValue().add(DateOrder.open(RowParser.cell(row, mapping.columns().get(entry.getKey()))));
                }
                for (var entry : numbers.entrySet()) {
                    String text = RowParser.cell(row, mapping.columns().get(entry.getKey()));
                    if (text.indexOf('.') >= 0 || text.indexOf(',') >= 0) {
                        entry.getValue().add(NumberStyle.open(text));
                    }
                }
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        List<UnknownValue> result = new ArrayList<>();
        unknown.forEach((field, values) -> values.values().forEach(
                found -> result.add(new UnknownValue(field, found.text(), found.rows()[0], choices.suggestion(field, found.text())))));
        Map<ImportField<?>, Set<DateOrder>> orders = new LinkedHashMap<>();
        dates.forEach((field, readings) -> readings.possible().ifPresent(possible -> orders.put(field, possible)));
        Map<ImportField<?>, Set<NumberStyle>> styles = new LinkedHashMap<>();
        // The numbers of a workbook are typed.
        numbers.forEach((field, readings) -> readings.possible().filter(possible -> !file.isTyped() || !possible.contains(NumberStyle.POINT))
                .ifPresent(possible -> styles.put(field, possible)));
        return new Look(result, orders, styles);
    }

    /**
     * Does everything that {@link #run} does and takes it back.
     *
     * @throws RefusedException         with a sentence per required field that is missing, or one about the file
     * @throws ImportCancelledException when cancelled
     */
    public ImportReport check(ImportTarget target, TableFile file, ImportMapping mapping, ImportProgress progress) {
        require(target, mapping);
        return target.openSets(mapping) == null ? engine.run(target, file, mapping, null, Course.of(progress))
                : sets.check(target, file, mapping, Course.of(progress));
    }

    /**
     * Stores the valid rows at once, in the caller's thread, and lists the others; people's files go through {@link #start}. Throws like
     * {@link #check}. What was stored before that, in a target that is stored in sets, stays and can be undone.
     *
     * @param reason as in {@link #start}
     */
    public ImportReport run(ImportTarget target, TableFile file, ImportMapping mapping, @Nullable String reason, ImportProgress progress) {
        require(target, mapping);
        String why = why(reason);
        progress.check();
        long batchId = Ids.next();
        long me = currentUser.require().id();
        transaction.executeWithoutResult(status -> batches.begin(batchId, target.id(), file.name(), me, file.headers(), null));
        try {
            if (target.openSets(mapping) == null) {
                engine.run(target, file, mapping, batchId, Course.of(progress));
            } else {
                sets.run(target, file, mapping, batchId, why, Course.of(progress));
            }
            transaction.executeWithoutResult(status -> {
                var batch = batches.find(batchId).orElseThrow();
                if (batch.state() == ImportState.RUNNING) {
                    batches.end(batchId, ImportState.DONE, List.of());
                }
                events.publishEvent(new Imported(batchId, me, batch.fileName(), batch.created(), batch.changed(), batch.rejected()));
            });
        } catch (ImportCancelledException cancelled) {
            transaction.executeWithoutResult(status -> batches.end(batchId, ImportState.CANCELLED, List.of()));
            throw cancelled;
        } catch (RuntimeException failed) {
            transaction.executeWithoutResult(status -> batches.end(batchId, ImportState.FAILED, List.of()));
            throw failed;
        }
        return report(batchId);
    }

    /**
     * Hands the file over to a job that stores its valid rows, and remembers the mapping for the next file of that kind. The job survives a
     * crash of the server: nothing is stored twice, nothing left out.
     *
     * @throws RefusedException as {@link #check}, and where the file cannot be kept
     */
    public Started start(ImportTarget target, TableFile file, ImportMapping mapping) {
        return start(target, file, mapping, null);
    }

    /**
     * The same with rows beyond a limit, see {@link ImportReport#limits}.
     *
     * @param reason why they are right, at most {@value #LONGEST_REASON} characters; stands in the history. Null or blank: such rows are refused
     * @throws RefusedException as above, and with a problem of {@code reason}
     */
    public Started start(ImportTarget target, TableFile file, ImportMapping mapping, @Nullable String reason) {
        require(target, mapping);
        String why = why(reason);
        long batchId = Ids.next();
        long me = currentUser.require().id();
        transaction.executeWithoutResult(status -> {
            batches.begin(batchId, target.id(), file.name(), me, file.headers(), null);
            memory.keep(me, target, file.headers(), mapping);
        });
        try (var in = java.nio.file.Files.newInputStream(file.path())) {
            return Objects.requireNonNull(transaction.execute(status -> {
                var stored = files.add(ImportFiles.KIND, batchId, file.name(), in);
                long jobId = jobs.submit(job, new ImportJob.Order(batchId, target.id(), stored.id(), file.name(), file.layout(), mapping.text(), why));
                batches.submitted(batchId, jobId);
                return new Started(batchId, jobId);
            }));
        } catch (IOException gone) {
            transaction.executeWithoutResult(status -> batches.end(batchId, ImportState.FAILED, List.of()));
            throw TableFile.refused("import.problem.unreadable");
        } catch (RuntimeException failed) {
            transaction.executeWithoutResult(status -> batches.end(batchId, ImportState.FAILED, List.of()));
            throw failed;
        }
    }

    private static @Nullable String why(@Nullable String reason) {
        String why = Names.blankToNull(reason);
        if (why != null && why.length() > LONGEST_REASON) {
            throw new RefusedException(Problem.of("reason", "problem.tooLong", LONGEST_REASON));
        }
        return why;
    }

    private void require(ImportTarget target, ImportMapping mapping) {
        if (!target.roles().contains(currentUser.require().role())) {
            throw new AccessDeniedException("may not import " + target.id());
        }
        Validation.refuse(missing(target, mapping));
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

    /** Runs the work apart from the request, in the caller's name even when the caller signs out meanwhile. */
    public <T> CompletableFuture<T> inBackground(Supplier<T> work) {
        var result = new CompletableFuture<T>();
        // A context of its own: signing out empties the session's.
        var context = new SecurityContextImpl(SecurityContextHolder.getContext().getAuthentication());
        executor.execute(new DelegatingSecurityContextRunnable(() -> {
            try {
                result.complete(work.get());
            } catch (Throwable failed) {
                result.completeExceptionally(failed);
            }
        }, context));
        return result;
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
