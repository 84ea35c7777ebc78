package app.mainstay.base.bulk;

import app.mainstay.base.bulk.BulkPreview.Line;
import app.mainstay.base.bulk.BulkPreview.Reason;
import app.mainstay.base.bulk.BulkTarget.Ref;
import app.mainstay.jobs.JobKind;
import app.mainstay.jobs.JobRun;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Goes through all rows that a request means and tells what it would do, without writing; asked anew from the start after a crash. */
@Component
class BulkLook implements JobKind<BulkRequest> {

    private final BulkTargets targets;
    private final TransactionTemplate reading;

    BulkLook(BulkTargets targets, PlatformTransactionManager transactions) {
        this.targets = targets;
        reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
    }

    @Override
    public String id() {
        return "bulk-preview";
    }

    @Override
    public Class<BulkRequest> payloadType() {
        return BulkRequest.class;
    }

    @Override
    public void run(BulkRequest request, JobRun run) {
        var preview = look(request, run);
        run.result(preview);
        run.say("bulk.previewed", preview.changed(), preview.unchanged(), preview.refused());
    }

    BulkPreview look(BulkRequest request, @Nullable JobRun run) {
        var target = targets.target(request.target());
        var field = BulkTargets.field(target, request.field());
        long total = run == null ? 0 : BulkTargets.count(target, request.selection());
        long changed = 0;
        long unchanged = 0;
        long refused = 0;
        Map<List<Problem>, Long> reasons = new LinkedHashMap<>();
        List<Line> lines = new ArrayList<>();
        for (long last = Long.MIN_VALUE; ; ) {
            if (run != null) {
                run.check();
                run.progress(changed + unchanged + refused, total);
            }
            var next = BulkTargets.next(target, request.selection(), last, Portions.SIZE);
            if (next.lookedAt() == 0) {
                break;
            }
            last = next.lastId();
            for (Line line : lines(target, field, request.value(), next.rows())) {
                if (!line.problems().isEmpty()) {
                    refused++;
                    reasons.merge(line.problems(), 1L, Long::sum);
                } else if (line.before().equals(line.after())) {
                    unchanged++;
                    continue;
                } else {
                    changed++;
                }
                if (lines.size() < BulkPreview.LINES) {
                    lines.add(line);
                }
            }
        }
        var frequent = reasons.entrySet().stream().sorted(Map.Entry.<List<Problem>, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(BulkPreview.REASONS).map(entry -> new Reason(entry.getKey(), entry.getValue())).toList();
        return new BulkPreview(changed + unchanged + refused, changed, unchanged, refused, frequent, lines);
    }

    private List<Line> lines(BulkTarget target, BulkField field, List<String> value, List<Ref> rows) {
        var result = reading.execute(status -> {
            target.load(rows.stream().map(Ref::id).toList());
            var lines = new ArrayList<Line>(rows.size());
            for (Ref row : rows) {
                try {
                    var look = target.look(row.id(), field, value);
                    lines.add(new Line(row.id(), look.name(), look.before(), look.after(),
                            look.before().equals(look.after()) ? List.of() : look.problems()));
                } catch (NotFoundException gone) {
                    // Since the portion was read: it is none of the rows any more.
                    status.setRollbackOnly();
                }
            }
            return lines;
        });
        return result == null ? List.of() : result;
    }
}
