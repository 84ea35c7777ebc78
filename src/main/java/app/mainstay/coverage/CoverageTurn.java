package app.mainstay.coverage;

import app.mainstay.account.AccountService;
import app.mainstay.base.Changes;
import app.mainstay.coverage.CoverageTurn.Nothing;
import app.mainstay.jobs.DailyJob;
import app.mainstay.jobs.JobRun;
import app.mainstay.settings.SettingsService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import org.springframework.stereotype.Component;

/**
 * With the day, leaves begin and end and reading ends. What people may see follows the clock by itself; screens that are open are told here, as
 * they are of a reassignment.
 */
@Component
class CoverageTurn implements DailyJob<Nothing> {

    /** Nothing to say. */
    record Nothing() {
    }

    /** With so many changes a list looks anyway, see {@code Live}. */
    private static final int MOST_TOLD = 1_000;

    private final LeaveQueries leaves;
    private final SettingsService settings;
    private final Changes changes;
    private final Clock clock;

    CoverageTurn(LeaveQueries leaves, SettingsService settings, Changes changes, Clock clock) {
        this.leaves = leaves;
        this.settings = settings;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "coverage-turn";
    }

    @Override
    public Class<Nothing> payloadType() {
        return Nothing.class;
    }

    @Override
    public LocalTime at() {
        return LocalTime.MIDNIGHT;
    }

    @Override
    public Nothing payload() {
        return new Nothing();
    }

    @Override
    public void run(Nothing payload, JobRun run) {
        var turning = leaves.turning(settings.today());
        run.say("coverage.turn.done", turning.size());
        for (var turn : turning) {
            changes.announce(Leaves.CHANGED, turn.leaveId());
            leaves.accountsOf(turn.userId(), MOST_TOLD).forEach(account -> changes.announce(AccountService.CHANGED, account));
        }
        Instant now = clock.instant();
        leaves.readNoMore(now.minus(Duration.ofDays(1)), now, MOST_TOLD).forEach(account -> changes.announce(AccountService.CHANGED, account));
    }
}
