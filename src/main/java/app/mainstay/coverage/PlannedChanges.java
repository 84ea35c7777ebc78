package app.mainstay.coverage;

import app.mainstay.coverage.PlannedStore.Due;
import app.mainstay.jobs.DailyJob;
import app.mainstay.jobs.JobInterruption;
import app.mainstay.jobs.JobRun;
import app.mainstay.security.Role;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies what was planned when its day begins, each change in a transaction of its own, by what the planner may do then. What cannot be applied
 * says why and stays visible; a day that was missed is made up, and history says when it really happened.
 */
@Component
class PlannedChanges implements DailyJob<PlannedChanges.Nothing> {

    record Nothing() {
    }

    record Place(long applied, long failed) {
    }

    private static final int PORTION = 200;
    /** So late a run still counts as the beginning of the day. */
    private static final Duration ON_TIME = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(PlannedChanges.class);

    private final PlannedStore store;
    private final Assigning assigning;
    private final UserService users;
    private final UnitService units;
    private final SettingsService settings;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PlannedChanges(PlannedStore store, Assigning assigning, UserService users, UnitService units, SettingsService settings,
                   TransactionTemplate transaction, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.assigning = assigning;
        this.users = users;
        this.units = units;
        this.settings = settings;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "coverage-planned";
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
        var today = settings.today();
        var place = run.lastCheckpoint(Place.class).orElse(new Place(0, 0));
        // Somebody holds them longer than a lock is waited for; the next day takes them up again.
        Set<Long> leftOver = new HashSet<>();
        while (true) {
            run.say("coverage.planned.applied", place.applied(), place.failed());
            run.check();
            var due = store.due(today, leftOver, PORTION);
            if (due.isEmpty()) {
                return;
            }
            for (Due change : due) {
                place = apply(change, place, leftOver, run);
                run.progress(place.applied() + place.failed(), 0);
            }
        }
    }

    private Place apply(Due change, Place before, Set<Long> leftOver, JobRun run) {
        try {
            return end(change, before, run, true, null);
        } catch (RefusedException refused) {
            return end(change, before, run, false, refused.problems().getFirst());
        } catch (ConcurrencyFailureException busy) {
            leftOver.add(change.id());
            return before;
        } catch (RuntimeException failure) {
            if (failure instanceof JobInterruption || failure instanceof DataAccessResourceFailureException
                    || failure instanceof CannotCreateTransactionException) {
                throw failure;
            }
            String reference = Ids.text(Ids.next());
            LOG.error("Reference {}: planned change {} failed", reference, Ids.text(change.id()), failure);
            return end(change, before, run, false, Problem.of(null, "coverage.problem.unexpected", reference));
        }
    }

    /** @param apply false: it fails with that problem */
    private Place end(Due change, Place before, JobRun run, boolean apply, @org.jspecify.annotations.Nullable Problem problem) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> {
            if (apply) {
                users.findAndHold(change.toUserId());
            }
            var current = store.lock(change.id());
            // Cancelled since it was read.
            var after = before;
            if (current.isPresent() && current.get().state() == PlannedState.PLANNED) {
                if (apply) {
                    assign(change);
                }
                store.end(change.id(), apply ? PlannedState.DONE : PlannedState.FAILED, clock.instant(), null, problem);
                if (problem != null) {
                    events.publishEvent(new PlannedAssignments.PlanFailed(change.id(), change.accountId(), store.accountName(change.accountId()), change.actorId(),
                            change.on(), problem));
                }
                after = apply ? new Place(before.applied() + 1, before.failed()) : new Place(before.applied(), before.failed() + 1);
            }
            run.checkpoint(after);
            return after;
        }));
    }

    private void assign(Due change) {
        var account = assigning.lock(change.accountId()).orElseThrow();
        var planner = users.find(change.actorId()).orElseThrow();
        var person = users.find(change.toUserId()).orElseThrow();
        // Whoever has left planned it while they could; whoever is elsewhere now does not reach back.
        if (!planner.role().seesUnit() || !units.subtree(planner.unitId()).contains(account.unitId())) {
            throw new RefusedException(Problem.of(null, "coverage.problem.plannerElsewhere", planner.displayName()));
        }
        if (!isAssignable(person, planner)) {
            throw new RefusedException(Problem.of(null, "coverage.problem.plannedNotAssignable", person.displayName(), planner.displayName()));
        }
        Instant start = change.on().atStartOfDay(settings.zone()).toInstant();
        Instant now = clock.instant();
        assigning.assign(java.util.List.of(account.id()), person.id(), planner.id(), now.isBefore(start.plus(ON_TIME)) ? start : now, change.reason(),
                change.overReason(), null);
    }

    private boolean isAssignable(UserRow person, UserRow planner) {
        return person.active() && person.role() != Role.ADMINISTRATOR && units.subtree(planner.unitId()).contains(person.unitId());
    }
}
