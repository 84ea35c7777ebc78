package app.mainstay.account;

import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Validation;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The one door for tier and lifecycle of a single account: whoever changes either, by form, cell, bulk edit, import or from a room above, comes
 * through here in the transaction of the change. Periods are written after the account itself, whose row is locked by then: so two people at once
 * meet at its version.
 */
@Component
class StandingWriter {

    static final int LONGEST_REASON = 500;

    private final AccountRepository accounts;
    private final SavePlanRepository plans;
    private final Periods periods;
    private final Timeline timeline;
    private final UserService users;
    private final SettingsService settings;
    private final CurrentUser currentUser;
    private final Validation validation;
    private final Clock clock;

    StandingWriter(AccountRepository accounts, SavePlanRepository plans, Periods periods, Timeline timeline, UserService users,
                   SettingsService settings, CurrentUser currentUser, Validation validation, Clock clock) {
        this.accounts = accounts;
        this.plans = plans;
        this.periods = periods;
        this.timeline = timeline;
        this.users = users;
        this.settings = settings;
        this.currentUser = currentUser;
        this.validation = validation;
        this.clock = clock;
    }

    /** A new account, already stored, begins. */
    void began(Account account) {
        LocalDate day = dayOf(account);
        begin(Periods.Kind.TIER, account, day, account.tier(), null);
        begin(Periods.Kind.LIFECYCLE, account, day, account.lifecycle(), null);
    }

    /** Today; where the latest start lies ahead of it, as after a change of the business zone, that one. */
    <T extends Enum<T>> LocalDate today(Periods.Kind<T> kind, Account account) {
        LocalDate today = settings.today();
        return periods.latest(kind, account.id()).map(Periods.Latest::from).filter(from -> from.isAfter(today)).orElse(today);
    }

    /** What is wrong with reason and day. */
    <T extends Enum<T>> List<Problem> problems(Periods.Kind<T> kind, Account account, @Nullable LocalDate on, @Nullable String reason) {
        List<Problem> problems = new ArrayList<>();
        if (reason == null || reason.isBlank()) {
            problems.add(Problem.of("reason", "problem.required"));
        } else if (reason.length() > LONGEST_REASON) {
            problems.add(Problem.of("reason", "problem.tooLong", LONGEST_REASON));
        }
        LocalDate first = dayOf(account);
        if (on == null) {
            problems.add(Problem.of("on", "problem.required"));
        } else if (on.isAfter(settings.today()) && periods.latest(kind, account.id()).filter(latest -> !on.isAfter(latest.from())).isEmpty()) {
            problems.add(Problem.of("on", "account.problem.dayAhead"));
        } else if (on.isBefore(first)) {
            problems.add(Problem.of("on", "account.problem.dayBeforeAccount", first.toString()));
        } else {
            periods.latest(kind, account.id()).filter(latest -> on.isBefore(latest.from()))
                    .ifPresent(latest -> problems.add(Problem.of("on", "account.problem.dayBeforeLatest", latest.from().toString())));
        }
        return problems;
    }

    // ---- tier ----

    /** After the account with its new tier was flushed. */
    void ranked(Account account, @Nullable Tier before, LocalDate on, String reason) {
        begin(Periods.Kind.TIER, account, on, account.tier(), reason);
        record(account, "account.tier", before, account.tier(), on, reason);
    }

    // ---- lifecycle ----

    /** Where the account may go from its lifecycle, and where its latest start may be corrected to. */
    Set<Lifecycle> next(Account account) {
        var next = EnumSet.copyOf(account.lifecycle().next());
        periods.latest(Periods.Kind.LIFECYCLE, account.id()).map(Periods.Latest::before).ifPresent(before -> {
            next.add(before);
            next.addAll(before.next());
        });
        next.remove(account.lifecycle());
        return next;
    }

    /**
     * Puts the account into another lifecycle, with everything that belongs to it; nothing where it already stands so.
     *
     * @param plan needed where the account comes to be at risk
     * @throws app.mainstay.shared.RefusedException with everything that is wrong
     */
    void enter(Account account, Lifecycle to, @Nullable LocalDate on, @Nullable String reason, @Nullable SavePlanDraft plan) {
        Lifecycle from = account.lifecycle();
        if (from == to) {
            return;
        }
        var problems = problems(Periods.Kind.LIFECYCLE, account, on, reason);
        var latest = periods.latest(Periods.Kind.LIFECYCLE, account.id()).orElse(null);
        // On the day of the latest start that one is corrected: what led there counts as well.
        Lifecycle before = latest != null && latest.from().equals(on) ? latest.before() : null;
        if (!from.next().contains(to) && (before == null || before != to && !before.next().contains(to))) {
            problems.add(latest != null && latest.before() == to ? Problem.of("on", "account.problem.backOn", latest.from().toString())
                    : Problem.of("lifecycle", "account.problem.from." + from.name()));
        }
        if (to == Lifecycle.AT_RISK) {
            problems.addAll(problems(plan, on));
        }
        Validation.refuse(problems);
        Objects.requireNonNull(on);
        account.enter(to, clock.instant());
        accounts.flush();
        begin(Periods.Kind.LIFECYCLE, account, on, to, reason);
        record(account, "account.lifecycle", from, to, on, Objects.requireNonNull(reason));
        if (from == Lifecycle.AT_RISK) {
            // What takes the risk back also takes back the plan.
            var outcome = before == to ? SavePlanState.WITHDRAWN : to == Lifecycle.CHURNED ? SavePlanState.LOST : SavePlanState.SAVED;
            plans.findByAccountIdAndState(account.id(), SavePlanState.OPEN).ifPresent(open -> open.close(outcome, on));
        }
        if (to == Lifecycle.AT_RISK) {
            open(account, Objects.requireNonNull(plan), on);
        }
        accounts.flush();
    }

    // ---- save plans ----

    List<Problem> problems(@Nullable SavePlanDraft plan, @Nullable LocalDate openedOn) {
        var draft = plan == null ? new SavePlanDraft(null, null, null) : plan;
        var problems = validation.problems(draft);
        if (draft.planOwner() != null && users.find(draft.planOwner()).filter(user -> user.active() && user.role() != Role.ADMINISTRATOR).isEmpty()) {
            problems.add(Problem.of("planOwner", "problem.inactive"));
        }
        if (draft.planDue() != null && openedOn != null && draft.planDue().isBefore(openedOn)) {
            problems.add(Problem.of("planDue", "account.problem.dueBefore"));
        }
        return problems;
    }

    void open(Account account, SavePlanDraft draft, LocalDate on) {
        long ownerId = Objects.requireNonNull(draft.planOwner());
        // The schema would refuse an owner who leaves meanwhile: they come before or wait.
        UserRow owner = users.findAndHold(ownerId).orElseThrow();
        plans.saveAndFlush(new AccountSavePlan(account.id(), Objects.requireNonNull(draft.planText()).strip(), ownerId, Objects.requireNonNull(draft.planDue()), on));
        timeline.record(account.id(), clock.instant(), "account.savePlan", null,
                Map.of("owner", owner.displayName(), "due", Objects.requireNonNull(draft.planDue()).toString()));
    }

    void change(AccountSavePlan open, SavePlanDraft draft) {
        long ownerId = Objects.requireNonNull(draft.planOwner());
        users.findAndHold(ownerId).orElseThrow();
        open.change(Objects.requireNonNull(draft.planText()).strip(), ownerId, Objects.requireNonNull(draft.planDue()));
        plans.flush();
    }

    // ---- both ----

    LocalDate dayOf(Account account) {
        return LocalDate.ofInstant(account.createdAt(), settings.zone());
    }

    private <T extends Enum<T>> void begin(Periods.Kind<T> kind, Account account, LocalDate on, @Nullable T value, @Nullable String reason) {
        periods.begin(kind, account.id(), on, value, reason, currentUser.currentActor().orElse(null), clock.instant());
    }

    private void record(Account account, String kind, @Nullable Enum<?> from, @Nullable Enum<?> to, LocalDate on, String reason) {
        var parameters = new HashMap<String, String>();
        parameters.put("from", from == null ? "" : from.name());
        parameters.put("to", to == null ? "" : to.name());
        parameters.put("reason", reason);
        if (!on.equals(settings.today())) {
            parameters.put("on", on.toString());
        }
        timeline.record(account.id(), clock.instant(), kind, null, parameters);
    }
}
