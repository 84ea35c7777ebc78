package app.mainstay.meeting.cadence;

import app.mainstay.jobs.SteadyWork;
import app.mainstay.settings.SettingsService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Follows what changes cadence without any meeting: tiers, rules, archived and lost accounts, and the time. On a new day, after a change of rules and on a
 * server that knows nothing yet it goes along all accounts, else only to those that were written meanwhile: all of a million would take seconds each time.
 */
@Component
class CadenceWork implements SteadyWork {

    private static final int PORTION = 200;
    /** So that one turn ends, as after an import of a million. */
    private static final int TURNS = 500;
    /** More are met on the way along all. */
    private static final int FEW = 2_000;
    /** So long a transaction may have been under way with its instant; what is later still is found on the next day. */
    private static final Duration LATE = Duration.ofMinutes(10);

    /** Until when everything was right, by which day and rules. */
    private record Known(LocalDate day, String rules, Instant at) {

        /** Not after a clock that was set back. */
        boolean holdsAt(Known other) {
            return day.equals(other.day) && rules.equals(other.rules) && !other.at.isBefore(at);
        }
    }

    private final Cadence cadence;
    private final CadenceStore store;
    private final SettingsService settings;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private @Nullable Known known;
    /** What will be known at the end of the way along all accounts that has been begun. */
    private @Nullable Known begun;
    private long reached;

    CadenceWork(Cadence cadence, CadenceStore store, SettingsService settings, TransactionTemplate transaction, Clock clock) {
        this.cadence = cadence;
        this.store = store;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
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
    public synchronized void run() {
        var now = new Known(settings.today(), store.rules(), clock.instant());
        if (begun == null && known != null && known.holdsAt(now)) {
            var written = store.written(known.at().minus(LATE), FEW + 1);
            if (written.size() <= FEW) {
                refresh(store.stale(written, now.day()));
                known = now;
                return;
            }
        }
        if (begun == null) {
            begun = now;
            reached = 0;
        }
        for (int turn = 0; turn < TURNS; turn++) {
            var stale = store.stale(reached, now.day(), PORTION);
            if (stale.isEmpty()) {
                known = begun;
                begun = null;
                return;
            }
            refresh(stale);
            reached = stale.getLast();
        }
    }

    private void refresh(Collection<Long> accountIds) {
        if (!accountIds.isEmpty()) {
            transaction.executeWithoutResult(status -> cadence.refresh(accountIds));
        }
    }
}
