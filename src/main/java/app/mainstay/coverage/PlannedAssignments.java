package app.mainstay.coverage;

import app.mainstay.account.AccountScope;
import app.mainstay.account.AccountService;
import app.mainstay.account.Timeline;
import app.mainstay.base.Changes;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserService;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes of representative on a day ahead; {@link PlannedChanges} carries them out. */
@Service
public class PlannedAssignments {

    /** @param on a day ahead in the business zone */
    public record Planning(long accountId, long toUserId, LocalDate on, String reason, @Nullable String overReason) {
    }

    /** @param problem why it failed; null where it did not */
    public record Planned(long id, int version, long accountId, String accountName, long fromUserId, String fromName, long toUserId, String toName,
                          LocalDate on, String reason, @Nullable String overReason, long actorId, String actorName, Instant createdAt,
                          @Nullable Long handoverId, PlannedState state, @Nullable Instant endedAt, @Nullable Problem problem, boolean cancellable) {
    }

    /** What was planned for that day could not be done; published in the transaction. @param actorId who planned it */
    public record PlanFailed(long id, long accountId, String accountName, long actorId, LocalDate on, Problem problem) {
    }

    private static final int FARTHEST_YEARS = 5;

    private final Assigning assigning;
    private final PlannedStore store;
    private final AccountScope scope;
    private final Timeline timeline;
    private final UserService users;
    private final UnitService units;
    private final CurrentUser currentUser;
    private final SettingsService settings;
    private final Changes changes;
    private final Clock clock;

    PlannedAssignments(Assigning assigning, PlannedStore store, AccountScope scope, Timeline timeline, UserService users, UnitService units,
                       CurrentUser currentUser, SettingsService settings, Changes changes, Clock clock) {
        this.assigning = assigning;
        this.store = store;
        this.scope = scope;
        this.timeline = timeline;
        this.users = users;
        this.units = units;
        this.currentUser = currentUser;
        this.settings = settings;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Plans it for a day ahead, applied at 00:00 of the business zone in the planner's name, with the planner's rights then. Returns its id.
     *
     * @throws app.mainstay.shared.RefusedException as {@link Coverage#assign}, also for {@code on}: not ahead, or one is planned for that day already
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public long plan(Planning planning) {
        scope.require(planning.accountId());
        assigning.requireAssigns(planning.accountId());
        List<Problem> problems = new ArrayList<>();
        var person = users.findAndHold(planning.toUserId());
        // One after the other: the second finds what the first has store.
        assigning.lock(planning.accountId());
        assigning.check(problems, person, planning.reason(), planning.overReason());
        var today = settings.today();
        if (!planning.on().isAfter(today) || planning.on().isAfter(today.plusYears(FARTHEST_YEARS))) {
            problems.add(Problem.of("on", "coverage.problem.notAhead", FARTHEST_YEARS));
        } else {
            store.planned(planning.accountId(), planning.on())
                    .ifPresent(name -> problems.add(Problem.of("on", "coverage.problem.plannedAlready", name)));
        }
        if (problems.stream().noneMatch(problem -> "toUserId".equals(problem.field()))) {
            assigning.checkCapacity(problems, planning.toUserId(), Assigning.one(planning.accountId()), planning.overReason());
        }
        Validation.refuse(problems);
        long id = store.add(planning, currentUser.require().id(), clock.instant());
        story(planning.accountId(), "coverage.planned", planning.on(), person.orElseThrow().displayName());
        changes.announce(AccountService.CHANGED, planning.accountId());
        return id;
    }

    /** @throws app.mainstay.shared.RefusedException where it is over already */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void cancel(long plannedId, int version) {
        var open = store.lock(plannedId).orElseThrow(NotFoundException::new);
        scope.require(open.accountId());
        assigning.requireAssigns(open.accountId());
        if (open.state() != PlannedState.PLANNED) {
            throw new RefusedException(Problem.of(null, "coverage.problem.plannedOver"));
        }
        if (open.version() != version) {
            throw new ConflictException();
        }
        String name = store.planned(open.accountId(), open.on()).orElse("");
        store.end(plannedId, PlannedState.CANCELLED, clock.instant(), currentUser.require().id(), null);
        story(open.accountId(), "coverage.planCancelled", open.on(), name);
        changes.announce(AccountService.CHANGED, open.accountId());
    }

    /** Planned changes of accounts in scope, by the slice and then by id. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Planned> page(PlannedFilter filter, Slice<PlannedSort> slice) {
        return store.page(filter, scope.rows("a"), assignable(), slice);
    }

    /** How many there are, exactly up to the bound. */
    @SignedIn
    @Transactional(readOnly = true)
    public long count(PlannedFilter filter, long atMost) {
        return store.count(filter, scope.rows("a"), atMost);
    }

    private @Nullable Sql assignable() {
        var viewer = currentUser.require();
        return viewer.role().seesUnit() ? new Sql().and("a.unit_id in (:assignableUnits)", "assignableUnits", units.subtree(viewer.unitId())) : null;
    }

    private void story(long accountId, String kind, LocalDate on, String name) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("name", name);
        parameters.put("on", on.toString());
        timeline.record(accountId, clock.instant(), kind, null, parameters);
    }
}
