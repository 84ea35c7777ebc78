package app.mainstay.importing;

import app.mainstay.audit.Because;
import app.mainstay.importing.ImportTarget.Change;
import app.mainstay.importing.ImportTarget.Done;
import app.mainstay.jobs.JobKind;
import app.mainstay.jobs.JobRun;
import app.mainstay.security.CurrentUser;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes an import back, from its end to its beginning, each row only while it is as the import left it. */
@Component
class ImportUndo implements JobKind<ImportUndo.Order> {

    record Order(long batchId) {
    }

    /**
     * @param before portions before this one are left
     * @param pass   from 0; in later ones only what was in use is tried once more, since what used it may have gone meanwhile
     * @param freed  rows taken back in this pass
     */
    record Place(int before, long undone, long kept, int pass, long freed) {

        static final Place START = new Place(Integer.MAX_VALUE, 0, 0, 0, 0);
    }

    private final ObjectProvider<ImportTarget> targets;
    private final Batches batches;
    private final References references;
    private final CurrentUser currentUser;
    private final EntityManager entities;
    private final TransactionTemplate transaction;

    ImportUndo(ObjectProvider<ImportTarget> targets, Batches batches, References references, CurrentUser currentUser, EntityManager entities,
               TransactionTemplate transaction) {
        this.targets = targets;
        this.batches = batches;
        this.references = references;
        this.currentUser = currentUser;
        this.entities = entities;
        this.transaction = transaction;
    }

    @Override
    public String id() {
        return "import-undo";
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
        var batch = batches.find(order.batchId()).orElseThrow(NotFoundException::new);
        var target = targets.stream().filter(each -> each.id().equals(batch.target())).findFirst().orElseThrow(NotFoundException::new);
        if (!target.roles().contains(currentUser.require().role())) {
            throw new AccessDeniedException("may not import " + target.id());
        }
        long total = batch.created() + batch.changed();
        var place = run.lastCheckpoint(Place.class).orElse(Place.START);
        while (true) {
            run.progress(place.undone() + place.kept(), total);
            run.say("import.job.undone", place.undone(), place.kept());
            run.check();
            var portion = batches.portionBefore(batch.id(), place.before()).orElse(null);
            if (portion == null) {
                if (place.freed() == 0 || !batches.isAnyInUse(batch.id())) {
                    batches.allUndone(batch.id());
                    return;
                }
                place = new Place(Integer.MAX_VALUE, place.undone(), place.kept(), place.pass() + 1, 0);
                continue;
            }
            var current = place;
            place = Objects.requireNonNull(Because.of("undo", batch.id(), () -> transaction.execute(status -> {
                var rows = rows(batch.id(), portion, current.pass());
                var sets = target.openSets(ImportMapping.empty());
                Map<Long, Problem> kept = rows.isEmpty() ? Map.of() : sets != null ? sets.undo(rows, batch.id(), "undo") : undo(target, rows);
                references.forget(target.id(), rows.stream().filter(row -> row.change() == Change.NEW && !kept.containsKey(row.line())).map(Done::id).toList());
                int undone = rows.size() - kept.size();
                if (current.pass() == 0) {
                    Map<Done, Problem> keptRows = new LinkedHashMap<>();
                    rows.stream().filter(row -> kept.containsKey(row.line())).forEach(row -> keptRows.put(row, Objects.requireNonNull(kept.get(row.line()))));
                    batches.undone(batch.id(), undone, keptRows);
                } else {
                    batches.freed(batch.id(), rows.stream().map(Done::line).filter(line -> !kept.containsKey(line)).toList());
                }
                var after = new Place(portion.position(), current.undone() + undone, current.kept() + (current.pass() == 0 ? kept.size() : -undone), current.pass(),
                        current.freed() + undone);
                run.progress(after.undone() + after.kept(), total);
                run.checkpoint(after);
                return after;
            })));
            entities.clear();
        }
    }

    private List<Done> rows(long batchId, Batches.Portion portion, int pass) {
        var rows = portion.done().stream().filter(row -> row.change() != Change.UNCHANGED).toList().reversed();
        if (pass == 0) {
            return rows;
        }
        var inUse = batches.inUse(batchId, rows.stream().map(Done::line).toList());
        return rows.stream().filter(row -> inUse.contains(row.line())).toList();
    }

    private Map<Long, Problem> undo(ImportTarget target, List<Done> rows) {
        Map<Long, Problem> kept = new HashMap<>();
        var run = target.open();
        var versions = run.versions(rows.stream().map(Done::id).toList());
        for (var row : rows) {
            Long version = versions.get(row.id());
            if (row.version() < 0 || row.change() == Change.CHANGED && row.changed().isEmpty()) {
                kept.put(row.line(), Problem.of(null, "import.undo.problem.stays"));
            } else if (version == null || version != row.version()) {
                kept.put(row.line(), Problem.of(null, "import.undo.problem.changed"));
            } else {
                try {
                    if (row.change() == Change.NEW) {
                        run.remove(row.id());
                    } else {
                        run.apply(new ImportRow(row.line(), null, before(target, row), Map.of()), row.id());
                    }
                } catch (RefusedException refused) {
                    kept.put(row.line(), refused.problems().getFirst());
                }
            }
        }
        run.flush();
        entities.flush();
        return kept;
    }

    /** What is put back; an empty field is there without a value. */
    static Map<ImportField<?>, Object> before(ImportTarget target, Done row) {
        Map<ImportField<?>, Object> values = new HashMap<>();
        for (var field : target.fields()) {
            if (row.changed().contains(field.id())) {
                String text = row.before().get(field.id());
                values.put(field, text == null ? null : field.read(text));
            }
        }
        return values;
    }
}
