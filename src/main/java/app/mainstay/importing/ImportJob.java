package app.mainstay.importing;

import app.mainstay.files.Files;
import app.mainstay.jobs.JobCancelledException;
import app.mainstay.jobs.JobKind;
import app.mainstay.jobs.JobRun;
import app.mainstay.security.CurrentUser;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores a file's rows. Row by row it is one transaction, and begins anew after a crash; in sets it goes on behind the last portion. */
@Component
class ImportJob implements JobKind<ImportJob.Order> {

    record Order(long batchId, String target, long fileId, String fileName, TableFile.Layout layout, ImportMapping.Text mapping, @Nullable String why) {
    }

    private final ObjectProvider<ImportTarget> targets;
    private final ImportEngine rows;
    private final SetEngine sets;
    private final Batches batches;
    private final Files files;
    private final CurrentUser currentUser;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    ImportJob(ObjectProvider<ImportTarget> targets, ImportEngine rows, SetEngine sets, Batches batches, Files files, CurrentUser currentUser,
              ApplicationEventPublisher events, TransactionTemplate transaction) {
        this.targets = targets;
        this.rows = rows;
        this.sets = sets;
        this.batches = batches;
        this.files = files;
        this.currentUser = currentUser;
        this.events = events;
        this.transaction = transaction;
    }

    @Override
    public String id() {
        return "import";
    }

    @Override
    public Class<Order> payloadType() {
        return Order.class;
    }

    @Override
    public Optional<String> outcomeAt(Order order) {
        return Optional.of("import?batch=" + Ids.text(order.batchId()));
    }

    @Override
    public void run(Order order, JobRun run) {
        var target = targets.stream().filter(each -> each.id().equals(order.target())).findFirst().orElseThrow(NotFoundException::new);
        try {
            if (!target.roles().contains(currentUser.require().role())) {
                throw new AccessDeniedException("may not import " + target.id());
            }
            var batch = batches.find(order.batchId()).orElseThrow(NotFoundException::new);
            if (batch.state() == ImportState.RUNNING) {
                import_(target, order, run);
            }
            end(order, null);
            run.tellsItself();
            sayHowFar(order, run);
        } catch (JobCancelledException cancelled) {
            end(order, ImportState.CANCELLED);
            sayHowFar(order, run);
            throw cancelled;
        } catch (RefusedException | AccessDeniedException | NotFoundException refused) {
            end(order, ImportState.FAILED);
            throw refused;
        }
    }

    private void sayHowFar(Order order, JobRun run) {
        batches.find(order.batchId()).ifPresent(batch -> run.say("import.job.done", batch.created(), batch.changed(), batch.unchanged(), batch.rejected()));
    }

    private void import_(ImportTarget target, Order order, JobRun run) {
        Path copy = null;
        try {
            copy = java.nio.file.Files.createTempFile("mainstay-import", ".job");
            try (var out = java.nio.file.Files.newOutputStream(copy)) {
                files.read(order.fileId(), out);
            }
            var file = order.layout().of(copy, order.fileName());
            var mapping = order.mapping().read(target);
            if (target.openSets(mapping) == null) {
                rows.run(target, file, mapping, order.batchId(), Course.of(run));
            } else {
                sets.run(target, file, mapping, order.batchId(), order.why(), Course.of(run));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            if (copy != null) {
                copy.toFile().delete();
            }
        }
    }

    /** @param state null: done */
    private void end(Order order, @Nullable ImportState state) {
        transaction.executeWithoutResult(status -> {
            var batch = batches.find(order.batchId()).orElse(null);
            if (batch != null && batch.state() == ImportState.RUNNING) {
                batches.end(batch.id(), state == null ? ImportState.DONE : state, List.of());
            }
            if (!files.of(ImportFiles.KIND, order.batchId()).isEmpty()) {
                files.remove(order.fileId());
                if (state == null) {
                    var done = batches.find(order.batchId()).orElseThrow();
                    events.publishEvent(new ImportService.Imported(done.id(), done.actorId(), done.fileName(), done.created(), done.changed(), done.rejected()));
                }
            }
        });
    }
}
