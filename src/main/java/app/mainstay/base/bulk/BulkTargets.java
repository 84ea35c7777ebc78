package app.mainstay.base.bulk;

import app.mainstay.base.bulk.BulkTarget.Ref;
import app.mainstay.shared.NotFoundException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** What can be edited in bulk, and the way through the rows that a selection means. */
@Component
class BulkTargets {

    /** Rows in scope, and the last id that was looked at on the way to them. */
    record Next(List<Ref> rows, long lastId, int lookedAt) {
    }

    // Asked late: targets stand on services that may submit batches themselves.
    private final ObjectProvider<BulkTarget> targets;

    BulkTargets(ObjectProvider<BulkTarget> targets) {
        this.targets = targets;
    }

    BulkTarget target(String id) {
        return find(id).orElseThrow(NotFoundException::new);
    }

    Optional<BulkTarget> find(String id) {
        return targets.stream().filter(target -> target.id().equals(id)).findFirst();
    }

    /** @throws AccessDeniedException when the acting person may not set the field, or it does not exist */
    static BulkField field(BulkTarget target, String id) {
        return target.fields().stream().filter(field -> field.id().equals(id)).findFirst()
                .orElseThrow(() -> new AccessDeniedException("not a field for this person: " + id));
    }

    static long count(BulkTarget target, BulkSelection selection) {
        if (selection.query() != null) {
            return target.count(selection.query());
        }
        long count = 0;
        for (long last = Long.MIN_VALUE; ; ) {
            var next = next(target, selection, last, 1_000);
            if (next.lookedAt() == 0) {
                return count;
            }
            count += next.rows().size();
            last = next.lastId();
        }
    }

    /** The rows behind an id, ascending, since the last one says how far the work has come; none were looked at where that is the end. */
    static Next next(BulkTarget target, BulkSelection selection, long afterId, int limit) {
        List<Long> ids = selection.query() != null ? target.matching(selection.query(), afterId, limit)
                : selection.ids().stream().filter(id -> id > afterId).limit(limit).toList();
        return ids.isEmpty() ? new Next(List.of(), afterId, 0) : new Next(target.among(ids).stream().sorted(Comparator.comparingLong(BulkTarget.Ref::id)).toList(),
                ids.getLast(), ids.size());
    }
}
