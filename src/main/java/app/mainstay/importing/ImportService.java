package app.mainstay.importing;

import app.mainstay.importing.ImportField.Choice;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Service;

/** The door to importing. Everything that reads a whole file takes as long as the file is: call it through {@link #inBackground}. */
@Service
@RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_ADMINISTRATOR})
public class ImportService {

    /** Unknown values that are offered for mapping, per field; a column with more of them is hardly the field that it is mapped to. */
    static final int MOST_UNKNOWN = 200;

    /** @param suggestion what it most likely means */
    public record UnknownValue(ImportField<?> field, String text, long rows, Optional<Object> suggestion) {
    }

    /** An import has been stored. */
    public record Imported(long batchId, long userId, String fileName, long created, long changed, long rejected) {
    }

    private final List<ImportTarget> targets;
    private final ImportEngine engine;
    private final Choices choices;
    private final Batches batches;
    private final SettingsService settings;
    private final CurrentUser currentUser;
    private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();

    ImportService(List<ImportTarget> targets, ImportEngine engine, Choices choices, Batches batches, SettingsService settings,
                  CurrentUser currentUser) {
        this.targets = targets.stream().sorted(Comparator.comparing(ImportTarget::id)).toList();
        this.engine = engine;
        this.choices = choices;
        this.batches = batches;
        this.settings = settings;
        this.currentUser = currentUser;
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

    /** A first mapping, from the headers. */
    public ImportMapping guess(ImportTarget target, TableFile file) {
        var mapping = HeaderGuess.of(target, file.headers(), settings.current().baseCurrency());
        for (var chosen : target.defaults().entrySet()) {
            mapping = mapping.withDefault(chosen.getKey(), chosen.getValue());
        }
        return mapping;
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
        record Found(String text, long[] rows) {
        }
        Map<ImportField<?>, Map<String, Found>> unknown = new LinkedHashMap<>();
        Map<ImportField<?>, Map<String, Object>> known = new HashMap<>();
        mapping.columns().keySet().stream().filter(field -> field.kind().isClosed()).forEach(field -> {
            unknown.put(field, new LinkedHashMap<>());
            known.put(field, choices.byKey(field));
        });
        if (unknown.isEmpty()) {
            return List.of();
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
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        List<UnknownValue> result = new ArrayList<>();
        unknown.forEach((field, values) -> values.values().forEach(
                found -> result.add(new UnknownValue(field, found.text(), found.rows()[0], choices.suggestion(field, found.text())))));
        return result;
    }

    /**
     * Does everything that {@link #run} does and takes it back.
     *
     * @throws RefusedException         with a sentence per required field that is missing, or one about the file
     * @throws ImportCancelledException when cancelled
     */
    public ImportReport check(ImportTarget target, TableFile file, ImportMapping mapping, ImportProgress progress) {
        return run(target, file, mapping, false, progress);
    }

    /** Stores the valid rows in one transaction under one revision and lists the others. Throws like {@link #check}; then nothing was written. */
    public ImportReport run(ImportTarget target, TableFile file, ImportMapping mapping, ImportProgress progress) {
        return run(target, file, mapping, true, progress);
    }

    private ImportReport run(ImportTarget target, TableFile file, ImportMapping mapping, boolean store, ImportProgress progress) {
        if (!target.roles().contains(currentUser.require().role())) {
            throw new AccessDeniedException("may not import " + target.id());
        }
        Validation.refuse(missing(target, mapping));
        return engine.run(target, file, mapping, store, progress);
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
        return batches.newest(currentUser.require().id(), limit);
    }
}
