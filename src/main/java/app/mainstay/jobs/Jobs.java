package app.mainstay.jobs;

import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The door to background work. A person sees and cancels the own jobs, an administrator everybody's; what came out is for its owner alone. */
@Service
@PreAuthorize("isAuthenticated()")
public class Jobs {

    private final JobStore store;
    private final JobQueue queue;
    private final JobHost host;
    private final JsonMapper json;
    private final ObjectProvider<JobListener> listeners;
    private final Clock clock;

    Jobs(JobStore store, JobQueue queue, JobHost host, JsonMapper json, ObjectProvider<JobListener> listeners, Clock clock) {
        this.store = store;
        this.queue = queue;
        this.host = host;
        this.json = json;
        this.listeners = listeners;
        this.clock = clock;
    }

    /**
     * Hands work over and returns the job's id. Part of the caller's transaction: rolled back, there is no job. Whether the person may have this
     * work done is the feature's to decide, before it submits and once more while it runs.
     */
    @Transactional
    public <P> long submit(JobKind<P> kind, P payload) {
        return queue.add(kind.id(), Objects.requireNonNull(payload), host.actor().orElse(null), null);
    }

    /** Empty when there is none, or when it is somebody else's. */
    @Transactional(readOnly = true)
    public Optional<JobRow> find(long id) {
        return named(store.find(visible().and("j.id = :id", "id", id)).map(List::of).orElse(List.of())).stream().findFirst();
    }

    /** Newest first unless the slice says otherwise; fewer than the limit only at the end. */
    @Transactional(readOnly = true)
    public List<JobRow> page(JobFilter filter, Slice<JobSort> slice) {
        return named(store.page(where(filter), slice));
    }

    /** How many there are, up to {@code most}; all where it is null. */
    @Transactional(readOnly = true)
    public long count(JobFilter filter, @Nullable Integer most) {
        return store.count(where(filter), most);
    }

    private Sql where(JobFilter filter) {
        var where = visible();
        if (!filter.states().isEmpty()) {
            where.and("j.state in (:states)", "states", filter.states().stream().map(Enum::name).toList());
        }
        if (!filter.kinds().isEmpty()) {
            where.and("j.kind in (:kinds)", "kinds", filter.kinds());
        }
        if (filter.submittedBy() != null) {
            where.and("j.submitted_by = :submitter", "submitter", filter.submittedBy());
        }
        if (filter.days() != null) {
            where.and("j.submitted_at >= :since", "since", Sql.utc(clock.instant().minus(Duration.ofDays(filter.days()))));
        }
        return where;
    }

    /** What the acting person's own job has to show; empty while it has nothing, and for jobs of others, whose content is not everybody's. */
    @Transactional(readOnly = true)
    public <R> Optional<R> result(long id, Class<R> type) {
        return store.result(id, host.actor().orElse(null)).map(text -> json.readValue(text, type));
    }

    /**
     * A waiting job ends here, a running one at its next check; what it has done stays. Nothing happens to one that has ended.
     *
     * @throws NotFoundException when there is none, or when it is somebody else's
     */
    @Transactional
    public void cancel(long id) {
        if (store.find(visible().and("j.id = :id", "id", id)).isEmpty()) {
            throw new NotFoundException();
        }
        if (store.cancel(id, clock.instant())) {
            listeners.forEach(listener -> listener.changed(id));
        }
    }

    private Sql visible() {
        if (host.seesAll()) {
            return new Sql();
        }
        return host.actor().map(me -> new Sql().and("j.submitted_by = :me", "me", me)).orElseGet(() -> new Sql().and("1 = 0"));
    }

    private List<JobRow> named(List<JobRow> rows) {
        var ids = rows.stream().map(JobRow::submittedBy).filter(Objects::nonNull).collect(Collectors.toSet());
        if (ids.isEmpty()) {
            return rows;
        }
        var names = host.names(ids);
        return rows.stream().map(row -> row.submittedBy() == null ? row : row.named(names.get(row.submittedBy()))).toList();
    }
}
