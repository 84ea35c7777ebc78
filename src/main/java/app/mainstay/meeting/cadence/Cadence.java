package app.mainstay.meeting.cadence;

import app.mainstay.account.AccountScope;
import app.mainstay.account.Tier;
import app.mainstay.base.Changes;
import app.mainstay.meeting.Meetings;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.settings.SettingsService;
import app.mainstay.settings.WorkingCalendar;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * How often accounts are to be met, and where they stand. Whoever sees an account sees its cadence. Key accounts that are neither archived nor lost
 * have one, by the rule of their tier.
 */
@Service
public class Cadence {

    /** The kind under which open screens are told that an account's cadence changed; the id is the account's. */
    public static final String CHANGED = "cadence";
    private static final int MOST = 60;
    private static final int LONGEST_HOLIDAY = 30;

    /** @param number null: nothing is asked. @param version the version that was read */
    public record Rule(Tier tier, ContactLevel level, @Nullable Integer number, @Nullable IntervalUnit unit, int version) {

        /** By which problems name its fields. */
        public String field() {
            return tier + "_" + level;
        }
    }

    /** @param met accounts that are late on no level. @param all accounts with a cadence */
    public record Rate(long met, long all) {
    }

    private final CadenceRuleRepository rules;
    private final CadenceStore store;
    private final CadencePages pages;
    private final AccountScope accounts;
    private final SettingsService settings;
    private final WorkingCalendar working;
    private final CurrentUser currentUser;
    private final Changes changes;
    private final Clock clock;

    Cadence(CadenceRuleRepository rules, CadenceStore store, CadencePages pages, AccountScope accounts, SettingsService settings, WorkingCalendar working, CurrentUser currentUser,
            Changes changes, Clock clock) {
        this.rules = rules;
        this.store = store;
        this.pages = pages;
        this.accounts = accounts;
        this.settings = settings;
        this.working = working;
        this.currentUser = currentUser;
        this.changes = changes;
        this.clock = clock;
    }

    // ---- rules ----

    /** One for each tier and level, by tier. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Rule> rules() {
        return rules.findAll().stream().map(CadenceRule::rule).sorted(Comparator.comparing(Rule::tier).thenComparing(Rule::level)).toList();
    }

    /**
     * Changes rules; accounts follow within minutes. What was not asked until now is asked from today on.
     *
     * @throws RefusedException                      with a problem per wrong number; the field is {@link Rule#field}
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed({Role.IS_DIRECTOR, Role.IS_ADMINISTRATOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public void save(List<Rule> wanted) {
        List<Problem> problems = new ArrayList<>();
        for (var rule : wanted) {
            if (rule.number() != null && (rule.number() < 1 || rule.number() > MOST)) {
                problems.add(Problem.of(rule.field(), "problem.between", 1, MOST));
            }
            if (rule.unit() == null) {
                problems.add(Problem.of(rule.field(), "problem.required"));
            }
        }
        Validation.refuse(problems);
        var stored = rules.findAll();
        for (var rule : wanted) {
            var entity = stored.stream().filter(each -> each.tier() == rule.tier() && each.level() == rule.level()).findFirst().orElseThrow(NotFoundException::new);
            entity.requireVersion(rule.version());
            if (!entity.is(rule)) {
                entity.change(rule, settings.today());
            }
        }
        rules.flush();
        changes.announce(CHANGED, 0);
    }

    // ---- where accounts stand ----

    /** Of one account, the higher level first; empty where it has none. @throws NotFoundException when the account does not exist for this viewer */
    @SignedIn
    @Transactional(readOnly = true)
    public List<CadenceRow> of(long accountId) {
        accounts.require(accountId);
        return pages.page(new CadencePages.Question(new Sql().and("c.account_id = :account", "account", accountId), new Sql()), new Slice<>(0, ContactLevel.values().length,
                List.of(new Slice.Order<>(CadenceSort.LEVEL, false))), settings.today());
    }

    @SignedIn
    @Transactional(readOnly = true)
    public boolean sees(long accountId) {
        return accountId == 0 || accounts.sees(accountId);
    }

    /** Rows of accounts that the viewer sees; fewer than the limit only at the end of the list. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<CadenceRow> page(CadenceFilter filter, Slice<CadenceSort> slice) {
        return pages.page(question(filter), slice, settings.today());
    }

    /** Exactly up to the bound; the bound plus one where there are more. */
    @SignedIn
    @Transactional(readOnly = true)
    public long count(CadenceFilter filter, long bound) {
        return pages.count(question(filter), bound);
    }

    /** All of them in that order, one by one. The reader must not ask the database. */
    @SignedIn
    @Transactional(readOnly = true)
    public void stream(CadenceFilter filter, List<Slice.Order<CadenceSort>> orders, Consumer<CadenceRow> consumer) {
        pages.each(question(filter), orders, settings.today(), consumer);
    }

    /** The coverage rate today among accounts that the viewer sees. */
    @SignedIn
    @Transactional(readOnly = true)
    public Rate rate(CadenceFilter filter) {
        return pages.rate(question(filter), settings.today());
    }

    /** A workday for the missing meeting: the last one in time, or the next one where it is late already. */
    @SignedIn
    @Transactional(readOnly = true)
    public LocalDate proposed(LocalDate due) {
        LocalDate tomorrow = settings.today().plusDays(1);
        for (LocalDate day = due; !day.isBefore(tomorrow); day = day.minusDays(1)) {
            if (working.isWorkday(day, null)) {
                return day;
            }
        }
        LocalDate day = tomorrow;
        while (!working.isWorkday(day, null) && day.isBefore(tomorrow.plusDays(LONGEST_HOLIDAY))) {
            day = day.plusDays(1);
        }
        return day;
    }

    private CadencePages.Question question(CadenceFilter filter) {
        LocalDate today = settings.today();
        var ofAccounts = new Sql().and(accounts.rows("a"));
        var ofRows = new Sql();
        if (filter.text() != null && !filter.text().isBlank()) {
            String key = Sql.like(Names.key(filter.text()));
            ofAccounts.and("(lower(a.name) like :text escape '!' or a.name_sort like :start escape '!')").with("text", "%" + key + "%").with("start", key + "%");
        }
        if (filter.mine()) {
            ofAccounts.and("a.primary_rep_id = :mine", "mine", currentUser.require().id());
        }
        if (filter.missing()) {
            ofRows.and("(c.planned_on is null or c.planned_on > c.due_on and c.due_on >= :today) and (c.due_on <= :soon or c.last_on is null)").with("today", today)
                    .with("soon", today.plusDays(CadenceDays.AHEAD));
        }
        if (!filter.states().isEmpty()) {
            ofRows.and("(" + String.join(" or ", filter.states().stream().sorted().map(Cadence::condition).toList()) + ")").with("today", today)
                    .with("soon", today.plusDays(CadenceDays.AHEAD));
        }
        in(ofRows, "c.contact_level", "levels", filter.levels().stream().map(Enum::name).toList());
        in(ofRows, "c.tier", "tiers", filter.tiers().stream().map(Enum::name).toList());
        in(ofAccounts, "a.primary_rep_id", "representatives", filter.representatives());
        in(ofAccounts, "a.unit_id", "units", filter.units());
        return new CadencePages.Question(ofRows, ofAccounts);
    }

    /** As {@link CadenceDays#state} says. */
    private static String condition(CadenceState state) {
        String notPlanned = "(c.planned_on is null or c.planned_on > c.due_on)";
        return switch (state) {
            case OVERDUE -> "c.due_on < :today";
            case PLANNED -> "(c.due_on >= :today and c.planned_on <= c.due_on)";
            case COVERED -> "(c.due_on > :soon and c.last_on is not null and " + notPlanned + ")";
            case DUE -> "(c.due_on >= :today and (c.due_on <= :soon or c.last_on is null) and " + notPlanned + ")";
        };
    }

    private static void in(Sql where, String column, String name, Collection<?> values) {
        if (!values.isEmpty()) {
            where.and(column + " in (:" + name + ")", name, values);
        }
    }

    // ---- kept true ----

    /** Computes accounts that do not stand by their tier and its rules, about so many; returns how many there were. */
    @RolesAllowed(Role.IS_SYSTEM)
    @Transactional
    public int settle(int about) {
        var stale = store.stale(0, settings.today(), about);
        refresh(stale);
        return stale.size();
    }

    /** Meetings of these accounts changed. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(Meetings.Concerned concerned) {
        refresh(Set.copyOf(concerned.accountIds()));
    }

    void refresh(Collection<Long> accountIds) {
        store.refresh(accountIds, clock.instant(), settings.zone());
        accountIds.forEach(account -> changes.announce(CHANGED, account));
    }
}
