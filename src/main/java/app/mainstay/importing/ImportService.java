package app.mainstay.importing;

import app.mainstay.files.Files;
import app.mainstay.jobs.Jobs;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Names;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The door to importing: checking a file and storing its rows. Everything that reads a whole file takes as long as the file is: call it through
 * {@link #inBackground}. What a file says: {@link ImportReading}; what was imported: {@link ImportHistory}.
 */
@Service
@RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_ADMINISTRATOR})
public class ImportService {

    public static final int LONGEST_REASON = 200;

    /** An import has been stored. */
    public record Imported(long batchId, long userId, String fileName, long created, long changed, long rejected) {
    }

    /** An import that was handed over. @param jobId see {@link Jobs} */
    public record Started(long batchId, long jobId) {
    }

    private final List<ImportTarget> targets;
    private final ImportEngine engine;
    private final SetEngine sets;
    private final ImportJob job;
    private final ImportReading reading;
    private final ImportHistory history;
    private final Batches batches;
    private final Memory memory;
    private final Files files;
    private final Jobs jobs;
    private final CurrentUser currentUser;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();

    ImportService(List<ImportTarget> targets, ImportEngine engine, SetEngine sets, ImportJob job, ImportReading reading, ImportHistory history, Batches batches,
                  Memory memory, Files files, Jobs jobs, CurrentUser currentUser, ApplicationEventPublisher events, TransactionTemplate transaction) {
        this.targets = targets.stream().sorted(Comparator.comparing(ImportTarget::id)).toList();
        this.engine = engine;
        this.sets = sets;
        this.job = job;
        this.reading = reading;
        this.history = history;
        this.batches = batches;
        this.memory = memory;
        this.files = files;
        this.jobs = jobs;
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
        return history.report(batchId);
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
        Validation.refuse(reading.missing(target, mapping));
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

}
