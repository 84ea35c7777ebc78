package app.mainstay.account;

import app.mainstay.audit.Because;
import app.mainstay.base.Changes;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Sql;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The door to an account's tier and lifecycle: since when, why, and on any day. Days are those of the business zone. */
@Service
public class AccountStanding {

    /**
     * @param version of the account as it was read
     * @param tier    null: no key account any more
     * @param on      today or before; not before the account, nor before its latest change of tier. On that one's own day it is corrected.
     * @param reason  at most 500 characters; stands in history and timeline
     */
    public record TierChange(long accountId, int version, @Nullable Tier tier, @Nullable LocalDate on, @Nullable String reason) {

        public TierChange {
            reason = Names.blankToNull(reason);
        }
    }

    /**
     * As {@link TierChange}.
     *
     * @param plan of an account that comes to be at risk; else not looked at
     */
    public record LifecycleChange(long accountId, int version, @Nullable Lifecycle lifecycle, @Nullable LocalDate on, @Nullable String reason,
                                  @Nullable SavePlanDraft plan) {

        public LifecycleChange {
            reason = Names.blankToNull(reason);
        }
    }

    /** How many ACTIVE key accounts there were, in all and of each tier. */
    public record Active(LocalDate day, long count, Map<Tier, Long> byTier) {
    }

    private final AccountRepository accounts;
    private final SavePlanRepository plans;
    private final Periods periods;
    private final StandingWriter writer;
    private final AccountScope scope;
    private final SettingsService settings;
    private final Changes changes;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AccountStanding(AccountRepository accounts, SavePlanRepository plans, Periods periods, StandingWriter writer, AccountScope scope,
                    SettingsService settings, Changes changes, JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.accounts = accounts;
        this.plans = plans;
        this.periods = periods;
        this.writer = writer;
        this.scope = scope;
        this.settings = settings;
        this.changes = changes;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    // ---- what it was ----

    /**
     * The tier on that day; empty where it was no key account or there was no account yet.
     *
     * @throws NotFoundException when the account does not exist for this viewer
     */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<Tier> tierOn(long accountId, LocalDate day) {
        scope.require(accountId);
        return periods.on(Periods.Kind.TIER, accountId, day);
    }

    /**
     * The lifecycle on that day; empty where there was no account yet.
     *
     * @throws NotFoundException when the account does not exist for this viewer
     */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<Lifecycle> lifecycleOn(long accountId, LocalDate day) {
        scope.require(accountId);
        return periods.on(Periods.Kind.LIFECYCLE, accountId, day);
    }

    /**
     * Latest first; never empty, without gap or overlap.
     *
     * @throws NotFoundException when the account does not exist for this viewer
     */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Start<Tier>> tiers(long accountId) {
        scope.require(accountId);
        return periods.all(Periods.Kind.TIER, accountId);
    }

    /** As {@link #tiers}. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Start<Lifecycle>> lifecycles(long accountId) {
        scope.require(accountId);
        return periods.all(Periods.Kind.LIFECYCLE, accountId);
    }

    /**
     * Save plans, the latest first; one at most is open.
     *
     * @throws NotFoundException when the account does not exist for this viewer
     */
    @SignedIn
    @Transactional(readOnly = true)
    public List<SavePlan> plans(long accountId) {
        scope.require(accountId);
        return jdbc.sql("""
                        select p.*, u.display_name from account_save_plan p join security_user u on u.id = p.owner_id
                        where p.account_id = ? order by p.opened_on desc, p.id desc""")
                .param(accountId).query((row, n) -> new SavePlan(row.getLong("id"), accountId, row.getString("plan_text"), row.getLong("owner_id"),
                        row.getString("display_name"), row.getObject("due_on", LocalDate.class), SavePlanState.valueOf(row.getString("state")),
                        row.getObject("opened_on", LocalDate.class), row.getObject("closed_on", LocalDate.class), row.getInt("version"))).list();
    }

    /** The plan that this viewer may change; empty where none is open, or where they only read the account. */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<SavePlan> openPlan(long accountId) {
        return scope.sees(accountId) && scope.writes(accountId) ? plans(accountId).stream().filter(plan -> plan.state() == SavePlanState.OPEN).findFirst()
                : Optional.empty();
    }

    /**
     * ACTIVE key accounts in scope on that day: with a tier, and active, at risk or reactivated. One that was archived counts until the day before.
     * That orders fail to come for a year makes nobody churned here: rooms with orders declare it. Source: metrics.md.
     */
    @SignedIn
    @Transactional(readOnly = true)
    public Active activeOn(LocalDate day) {
        var where = scope.rows("a").and("(a.archived_at is null or a.archived_at >= :end)")
                .with("end", Sql.utc(day.plusDays(1).atStartOfDay(settings.zone()).toInstant())).with("day", day);
        var byTier = new EnumMap<Tier, Long>(Tier.class);
        jdbc.sql("""
                        select t.tier, count(*) from account a
                        join account_tier_period t on t.account_id = a.id and t.valid_from =
                            (select max(x.valid_from) from account_tier_period x where x.account_id = a.id and x.valid_from <= :day)
                        join account_lifecycle_period l on l.account_id = a.id and l.valid_from =
                            (select max(y.valid_from) from account_lifecycle_period y where y.account_id = a.id and y.valid_from <= :day)
                        """ + where.where() + " and t.tier is not null and l.lifecycle in (:customers) group by t.tier")
                .params(where.params()).param("customers", List.of(Lifecycle.values()).stream().filter(Lifecycle::isCustomer).map(Enum::name).toList())
                .query(row -> {
                    byTier.put(Tier.valueOf(row.getString(1)), row.getLong(2));
                });
        return new Active(day, byTier.values().stream().mapToLong(Long::longValue).sum(), byTier);
    }

    /**
     * Where this account may go from its lifecycle; also what its latest start may be corrected to, on that start's own day.
     *
     * @throws NotFoundException when the account does not exist for this viewer
     */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Lifecycle> next(long accountId) {
        scope.require(accountId);
        return writer.next(accounts.findById(accountId).orElseThrow(NotFoundException::new)).stream().sorted().toList();
    }

    // ---- changing it ----

    /**
     * Nothing happens where the account already has that tier.
     *
     * @throws RefusedException                      with a problem per wrong field
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     * @throws NotFoundException                     when the account does not exist for this viewer
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    public void change(TierChange change) {
        in(change.accountId(), change.version(), change.reason(), account -> {
            Tier before = account.tier();
            if (before == change.tier()) {
                return;
            }
            Validation.refuse(writer.problems(Periods.Kind.TIER, account, change.on(), change.reason()));
            account.rank(change.tier(), clock.instant());
            accounts.flush();
            writer.ranked(account, before, Objects.requireNonNull(change.on()), Objects.requireNonNull(change.reason()));
        });
    }

    /**
     * Nothing happens where the account already stands so.
     *
     * @throws RefusedException                      with a problem per wrong field: also where the way leads through another lifecycle first
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     * @throws NotFoundException                     when the account does not exist for this viewer
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    public void change(LifecycleChange change) {
        in(change.accountId(), change.version(), change.reason(), account -> {
            if (change.lifecycle() == null) {
                throw new RefusedException(Problem.of("lifecycle", "problem.required"));
            }
            writer.enter(account, change.lifecycle(), change.on(), change.reason(), change.plan());
        });
    }

    /**
     * Writes the save plan of an account at risk: the first one where it has none, else changes the open one.
     *
     * @param version of the open plan; not looked at where there is none
     * @throws RefusedException                      with a problem per wrong field, or when the account is not at risk
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     * @throws NotFoundException                     when the account does not exist for this viewer
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void change(long accountId, SavePlanDraft draft, int version) {
        scope.requireWrite(accountId);
        var account = accounts.findById(accountId).orElseThrow(NotFoundException::new);
        if (account.archivedAt() != null) {
            throw new RefusedException(Problem.of(null, "problem.archived"));
        }
        if (account.lifecycle() != Lifecycle.AT_RISK) {
            throw new RefusedException(Problem.of(null, "account.problem.notAtRisk"));
        }
        var open = plans.findByAccountIdAndState(accountId, SavePlanState.OPEN).orElse(null);
        Validation.refuse(writer.problems(draft, open == null ? settings.today() : open.openedOn()));
        if (open == null) {
            writer.open(account, draft, settings.today());
        } else {
            open.requireVersion(version);
            writer.change(open, draft);
        }
        changes.announce(AccountService.CHANGED, accountId);
    }

    /** The reason is bound outside the transaction, at whose end the revision is written. */
    private void in(long accountId, int version, @Nullable String reason, Consumer<Account> work) {
        Because.of(reason == null || reason.length() > StandingWriter.LONGEST_REASON ? null : reason, null, () -> {
            transaction.executeWithoutResult(status -> {
                scope.requireWrite(accountId);
                var account = accounts.findById(accountId).orElseThrow(NotFoundException::new);
                account.requireVersion(version);
                if (account.archivedAt() != null) {
                    throw new RefusedException(Problem.of(null, "problem.archived"));
                }
                work.accept(account);
                changes.announce(AccountService.CHANGED, accountId);
            });
            return null;
        });
    }
}
