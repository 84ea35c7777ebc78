package app.mainstay.base.bulk;

import app.mainstay.base.bulk.BatchStore.Changed;
import app.mainstay.base.bulk.BatchStore.Done;
import app.mainstay.base.bulk.BulkTarget.Ref;
import app.mainstay.base.bulk.BulkUndo.Order;
import app.mainstay.jobs.JobKind;
import app.mainstay.jobs.JobRun;
import app.mainstay.shared.NotFoundException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes a batch back, each row only while it is as the batch left it. */
@Component
class BulkUndo implements JobKind<Order> {

    record Order(long batchId) {
    }

    record Place(long lastId, long total, long undone, long kept) {

        Place with(Done row) {
            return row.state() == BatchLine.State.UNDONE ? new Place(lastId, total, undone + 1, kept) : new Place(lastId, total, undone, kept + 1);
        }
    }

    /** See {@link Bulk#UNDO}. */
    static final String REASON = Bulk.UNDO;

    private final BulkTargets targets;
    private final BatchStore store;
    private final Portions portions;
    private final Clock clock;

    BulkUndo(BulkTargets targets, BatchStore store, Portions portions, Clock clock) {
        this.targets = targets;
        this.store = store;
        this.portions = portions;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "bulk-undo";
    }

    @Override
    public Class<Order> payloadType() {
        return Order.class;
    }

    @Override
    public Optional<String> outcomeAt(Order order) {
        return store.find(order.batchId(), false).map(BatchRow::target);
    }

    @Override
    public void run(Order order, JobRun run) {
        var batch = store.find(order.batchId(), false).orElseThrow(NotFoundException::new);
        var target = targets.target(batch.target());
        var field = BulkTargets.field(target, batch.field());
        var place = run.lastCheckpoint(Place.class)
                .orElseGet(() -> new Place(Long.MIN_VALUE, store.rows(batch.id(), BatchLine.State.CHANGED), 0, 0));
        while (true) {
            run.say("bulk.undone", place.undone(), place.kept());
            run.result(new UndoReport(batch.id(), place.undone(), place.kept()));
            run.progress(place.undone() + place.kept(), place.total());
            run.check();
            Map<Long, Changed> portion = store.changed(batch.id(), place.lastId(), Portions.SIZE).stream()
                    .collect(Collectors.toMap(Changed::id, Function.identity()));
            if (portion.isEmpty()) {
                store.undone(batch.id(), clock.instant());
                return;
            }
            Set<Long> inScope = target.among(portion.keySet()).stream().map(Ref::id).collect(Collectors.toSet());
            var rows = portion.values().stream().map(row -> new Ref(row.id(), row.version())).sorted((a, b) -> Long.compare(a.id(), b.id())).toList();
            place = portions.change(target, REASON, batch.id(), rows, BatchLine.State.KEPT, row -> {
                if (!inScope.contains(row.id())) {
                    throw new NotFoundException();
                }
                target.restore(row, field, Objects.requireNonNull(portion.get(row.id())).before());
                return new Done(row.id(), BatchLine.State.UNDONE, null, null, List.of());
            }, place, (before, done, lastId) -> keep(batch.id(), before, done, lastId, run));
        }
    }

    private Place keep(long batchId, Place before, List<@Nullable Done> rows, long lastId, JobRun run) {
        var after = new Place(lastId, before.total(), before.undone(), before.kept());
        var done = rows.stream().filter(Objects::nonNull).toList();
        for (Done row : done) {
            after = after.with(row);
        }
        store.setRows(batchId, done);
        run.progress(after.undone() + after.kept(), after.total());
        run.checkpoint(after);
        return after;
    }
}
