package app.mainstay.base.bulk;

import app.mainstay.base.bulk.BatchStore.Done;
import app.mainstay.base.bulk.BulkRun.Order;
import app.mainstay.jobs.JobKind;
import app.mainstay.jobs.JobRun;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Does a batch, portion by portion. */
@Component
class BulkRun implements JobKind<Order> {

    record Order(long batchId, BulkRequest request) {
    }

    /** Everything up to that id is done and stored. */
    record Place(long lastId, long total, long changed, long unchanged, long refused) {

        Place with(@Nullable Done row) {
            if (row == null) {
                return new Place(lastId, total, changed, unchanged + 1, refused);
            }
            return row.state() == BatchLine.State.REFUSED ? new Place(lastId, total, changed, unchanged, refused + 1)
                    : new Place(lastId, total, changed + 1, unchanged, refused);
        }

        Place upTo(long id) {
            return new Place(id, total, changed, unchanged, refused);
        }

        long done() {
            return changed + unchanged + refused;
        }
    }

    private final BulkTargets targets;
    private final BatchStore store;
    private final Portions portions;

    BulkRun(BulkTargets targets, BatchStore store, Portions portions) {
        this.targets = targets;
        this.store = store;
        this.portions = portions;
    }

    @Override
    public String id() {
        return "bulk-run";
    }

    @Override
    public Class<Order> payloadType() {
        return Order.class;
    }

    /** In the list's own account of its batches; a list is found under the target's name. */
    @Override
    public Optional<String> outcomeAt(Order order) {
        return Optional.of(order.request().target());
    }

    @Override
    public void run(Order order, JobRun run) {
        var request = order.request();
        var target = targets.target(request.target());
        var field = BulkTargets.field(target, request.field());
        var place = run.lastCheckpoint(Place.class)
                .orElseGet(() -> new Place(Long.MIN_VALUE, BulkTargets.count(target, request.selection()), 0, 0, 0));
        while (true) {
            run.say("bulk.done", place.changed(), place.unchanged(), place.refused());
            run.result(new BulkReport(order.batchId(), place.changed(), place.unchanged(), place.refused()));
            run.progress(place.done(), place.total());
            run.check();
            var next = BulkTargets.next(target, request.selection(), place.lastId(), Portions.SIZE);
            if (next.lookedAt() == 0) {
                return;
            }
            place = next.rows().isEmpty() ? place.upTo(next.lastId())
                    : portions.change(target, request.reason(), order.batchId(), next.rows(), BatchLine.State.REFUSED, row -> {
                        var applied = target.apply(row, field, request.value());
                        return applied.version() == row.version() ? null
                                : new Done(row.id(), BatchLine.State.CHANGED, applied.before(), applied.version(), List.of());
                    }, place, (before, rows, lastId) -> keep(order.batchId(), before, rows, lastId, run));
        }
    }

    private Place keep(long batchId, Place before, List<@Nullable Done> rows, long lastId, JobRun run) {
        var after = before.upTo(lastId);
        for (Done row : rows) {
            after = after.with(row);
        }
        store.addRows(batchId, rows.stream().filter(Objects::nonNull).toList());
        store.count(batchId, after.changed(), after.unchanged(), after.refused());
        run.progress(after.done(), after.total());
        run.checkpoint(after);
        return after;
    }
}
