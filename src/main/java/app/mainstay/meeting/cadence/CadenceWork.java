package app.mainstay.meeting.cadence;

import app.mainstay.jobs.SteadyWork;
import app.mainstay.settings.SettingsService;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Follows what changes cadence without any meeting: tiers, rules, archived and lost accounts, and the time. */
@Component
class CadenceWork implements SteadyWork {

    private static final int PORTION = 200;
    /** So that one turn ends. */
    private static final int TURNS = 500;

    private final Cadence cadence;
    private final CadenceStore store;
    private final SettingsService settings;
    private final TransactionTemplate transaction;

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
        int turn = 0;
        List<Long> stale = List.of();
        List<Long> before;
        do {
            before = stale;
            stale = store.stale(settings.today(), PORTION);
            List<Long> portion = stale;
            transaction.executeWithoutResult(status -> cadence.refresh(portion));
        } while (stale.size() == PORTION && !stale.equals(before) && ++turn < TURNS);
    }
}
