package app.mainstay.meeting.cadence;

import app.mainstay.jobs.SteadyWork;
import app.mainstay.settings.SettingsService;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Follows what changes cadence without any meeting: tiers, rules, archived and lost accounts, and the time. */
@Component
class CadenceWork implements SteadyWork {

    private static final int PORTION = 200;
    /** So that one turn ends, as after an import of a million. */
    private static final int TURNS = 500;

    private final Cadence cadence;
    private final CadenceStore store;
    private final SettingsService settings;
    private final TransactionTemplate transaction;
    /** Where the next turn goes on; another server begins anew. */
    private volatile long reached;

    CadenceWork(Cadence cadence, CadenceStore store, SettingsService settings, TransactionTemplate transaction) {
        this.cadence = cadence;
        this.store = store;
        this.settings = settings;
        this.transaction = transaction;
    }

    @Override
    public String id() {
        return "meeting-cadence";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(2);
    }

    @Override
    public void run() {
        for (int turn = 0; turn < TURNS; turn++) {
            var stale = store.stale(reached, settings.today(), PORTION);
            if (stale.isEmpty()) {
                reached = 0;
                return;
            }
            transaction.executeWithoutResult(status -> cadence.refresh(stale));
            reached = stale.getLast();
        }
    }
}
