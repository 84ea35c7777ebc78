package app.mainstay.invariants;

import app.mainstay.jobs.DailyJob;
import app.mainstay.jobs.JobRun;
import app.mainstay.shared.Ids;
import java.time.Clock;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks at every invariant, each in a snapshot of its own, so that rows being written meanwhile are seen whole or not at all. */
@Component
class InvariantCheck implements DailyJob<InvariantCheck.Nothing> {

    record Nothing() {
    }

    private static final Logger LOG = LoggerFactory.getLogger(InvariantCheck.class);

    private final InvariantStore store;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate snapshot;
    private final Clock clock;

    InvariantCheck(InvariantStore store, JdbcTemplate jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.store = store;
        this.jdbc = jdbc;
        this.clock = clock;
        snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    @Override
    public String id() {
        return "invariants-check";
    }

    @Override
    public Class<Nothing> payloadType() {
        return Nothing.class;
    }

    @Override
    public LocalTime at() {
        return LocalTime.of(4, 0);
    }

    @Override
    public Nothing payload() {
        return new Nothing();
    }

    @Override
    public void run(Nothing payload, JobRun run) {
        var invariants = store.invariants();
        int done = 0;
        int holding = 0;
        for (var invariant : invariants) {
            run.check();
            if (holds(invariant)) {
                holding++;
            }
            run.progress(++done, invariants.size());
        }
        run.say(holding == done ? "invariants.checked" : "invariants.checked.broken", holding, done - holding);
    }

    private boolean holds(Invariant invariant) {
        long start = System.nanoTime();
        var found = new Violations(jdbc);
        String reference = null;
        try {
            snapshot.executeWithoutResult(status -> invariant.check(found));
        } catch (RuntimeException failure) {
            // One look that fails keeps nobody from the others.
            reference = Ids.text(Ids.next());
            LOG.error("Reference {}: the look at the invariant {} failed", reference, invariant.id(), failure);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        store.put(invariant.id(), clock.instant(), reference == null ? found.count() : 0, reference == null ? found.examples() : List.of(), millis, reference);
        if (found.count() > 0 && reference == null) {
            LOG.error("The invariant {} is broken by {}, for example {}", invariant.id(), found.count(), found.examples());
        }
        return reference == null && found.count() == 0;
    }
}
