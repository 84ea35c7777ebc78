package app.mainstay.sales;

import app.mainstay.account.AccountScope;
import app.mainstay.market.Competitors;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.settings.CodeEntry;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.PlanRates;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Money;
import app.mainstay.shared.Names;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Validation;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a deal must be before it is stored, and what follows from what was said. */
@Component
class OpportunityRules {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final OpportunityStore store;
    private final DealScope deals;
    private final AccountScope accounts;
    private final Stages stages;
    private final Products products;
    private final Competitors competitors;
    private final UserService users;
    private final CodeLists codes;
    private final PlanRates rates;
    private final SettingsService settings;
    private final CurrentUser currentUser;
    private final Validation validation;

    OpportunityRules(OpportunityStore store, DealScope deals, AccountScope accounts, Stages stages, Products products, Competitors competitors, UserService users,
                     CodeLists codes, PlanRates rates, SettingsService settings, CurrentUser currentUser, Validation validation) {
        this.store = store;
        this.deals = deals;
        this.accounts = accounts;
        this.stages = stages;
        this.products = products;
        this.competitors = competitors;
        this.users = users;
        this.codes = codes;
        this.rates = rates;
        this.settings = settings;
        this.currentUser = currentUser;
        this.validation = validation;
    }

    /** What the rules ask of other rooms. */
    interface Asked {

        boolean writes(long accountId);

        Optional<UserRow> hold(long userId);

        Set<Long> products();

        Optional<Money> toBase(Money amount, int year);

        /** Whether what is said comes from a file, which has no column for the competitor. */
        default boolean ofFile() {
            return false;
        }

        /** Asks each thing once: for the many rows of a file in one transaction. */
        default Asked forFile() {
            var from = this;
            record Amount(Money money, int year) {
            }
            return new Asked() {

                private final Map<Long, Boolean> writes = new HashMap<>();
                private final Map<Long, Optional<UserRow>> held = new HashMap<>();
                private final Map<Amount, Optional<Money>> ones = new HashMap<>();
                private final Set<Long> products = from.products();

                @Override
                public boolean ofFile() {
                    return true;
                }

                @Override
                public boolean writes(long accountId) {
                    return writes.computeIfAbsent(accountId, from::writes);
                }

                @Override
                public Optional<UserRow> hold(long userId) {
                    return held.computeIfAbsent(userId, from::hold);
                }

                @Override
                public Set<Long> products() {
                    return products;
                }

                @Override
                public Optional<Money> toBase(Money amount, int year) {
                    return ones.computeIfAbsent(new Amount(amount, year), one -> from.toBase(one.money(), one.year()));
                }
            };
        }
    }

    private final Asked asked = new Asked() {

        @Override
        public boolean writes(long accountId) {
            return accounts.writes(accountId);
        }

        @Override
        public Optional<UserRow> hold(long userId) {
            return users.findAndHold(userId);
        }

        @Override
        public Set<Long> products() {
            return products.names().keySet();
        }

        @Override
        public Optional<Money> toBase(Money amount, int year) {
            return rates.toBase(amount, year);
        }
    };

    /** Asks each time. */
    Asked asked() {
        return asked;
    }

    // ---- what a stage demands ----

    /** The names of the draft's fields. */
    Set<Demand> missing(OpportunityDraft draft, StageRow stage) {
        Set<Demand> missing = EnumSet.noneOf(Demand.class);
        for (var demand : demands(stage)) {
            boolean known = switch (demand) {
                case ACCOUNT -> draft.accountId() != null;
                case AMOUNT -> !draft.lines().isEmpty() || draft.amount() != null && draft.amount().amount().signum() > 0;
                case CLOSE -> draft.expectedOn() != null || stage.outcome() != Outcome.OPEN;
                case NEXT_STEP -> draft.nextStep() != null || stage.outcome() != Outcome.OPEN;
                case CONTACT -> !draft.contacts().isEmpty();
            };
            if (!known) {
                missing.add(demand);
            }
        }
        return missing;
    }

    /** An open stage demands what those before it do, so that none is skipped with less known. */
    private Set<Demand> demands(StageRow stage) {
        Set<Demand> all = EnumSet.noneOf(Demand.class);
        all.addAll(stage.demands());
        if (stage.isOpen()) {
            stages.active().stream().filter(other -> other.isOpen() && other.position() <= stage.position()).forEach(other -> all.addAll(other.demands()));
        }
        if (stage.outcome() == Outcome.WON) {
            all.add(Demand.ACCOUNT);
        }
        return all;
    }

    // ---- what is right ----

    /** As it is stored: no spaces around, nothing instead of empty texts. */
    static OpportunityDraft clean(OpportunityDraft draft) {
        return new OpportunityDraft(draft.id(), Names.clean(draft.name()), draft.accountId(), draft.ownerId(), draft.stageId(), draft.amount(), draft.lines(),
                draft.expectedOn(), draft.openedOn(), draft.closedOn(), Names.blankToNull(draft.source()), Names.blankToNull(draft.nextStep()),
                draft.nextStepOn(), Names.blankToNull(draft.lossReason()), draft.lostToId(),
                draft.closingNote() == null || draft.closingNote().isBlank() ? null : draft.closingNote().strip(), draft.competitors(), draft.contacts(),
                draft.version());
    }

    /** Refuses with everything wrong at once; else fills in what follows from the rest. */
    Opportunity.Settled settle(OpportunityDraft draft, @Nullable OpportunityDraft stored, @Nullable Opportunity deal, Asked asked) {
        List<Problem> problems = validation.problems(draft);
        LocalDate today = settings.today();
        @Nullable StageRow stage = draft.stageId() == null ? null : stages.find(draft.stageId())
                .filter(found -> found.active() || stored != null && Objects.equals(stored.stageId(), found.id())).orElse(null);
        if (stage == null && draft.stageId() != null) {
            problems.add(Problem.of("stageId", "sales.problem.stage"));
        }
        checkAccount(problems, draft, stored, asked);
        @Nullable UserRow owner = checkOwner(problems, draft, stored, asked);
        LocalDate opened = Objects.requireNonNullElse(draft.openedOn(), stored == null ? today : Objects.requireNonNull(stored.openedOn()));
        boolean closes = stage != null && !stage.isOpen();
        @Nullable LocalDate closed = !closes ? null : Objects.requireNonNullElse(draft.closedOn(), today);
        if (opened.isAfter(today) || opened.getYear() < 1990) {
            problems.add(Problem.of("openedOn", "sales.problem.openedOn"));
        }
        if (closed != null && (closed.isBefore(opened) || closed.isAfter(today))) {
            problems.add(Problem.of("closedOn", "sales.problem.closedOn"));
        }
        if (draft.expectedOn() != null && draft.expectedOn().isBefore(opened)) {
            problems.add(Problem.of("expectedOn", "sales.problem.expectedOn"));
        }
        @Nullable Money amount = checkLines(problems, draft, stored, asked);
        boolean lost = stage != null && (stage.outcome() == Outcome.LOST || stage.outcome() == Outcome.CANCELLED);
        checkCode(problems, "source", CodeList.DEAL_SOURCE, draft.source(), stored == null ? null : stored.source());
        if (lost) {
            if (draft.lossReason() == null) {
                problems.add(Problem.of("lossReason", "sales.problem.lossReason"));
            } else {
                checkCode(problems, "lossReason", CodeList.LOSS_REASON, draft.lossReason(), stored == null ? null : stored.lossReason());
            }
        }
        boolean toSomebody = stage != null && stage.outcome() == Outcome.LOST;
        // What was stored before is left in peace.
        boolean before = stored != null && stored.lostToId() == null && Objects.equals(stored.lossReason(), draft.lossReason())
                && Objects.equals(stored.stageId(), draft.stageId());
        if (toSomebody && !asked.ofFile() && !before && draft.lostToId() == null && draft.lossReason() != null
                && codes.find(CodeList.LOSS_REASON, draft.lossReason()).filter(CodeEntry::competitor).isPresent()) {
            problems.add(Problem.of("lostToId", "sales.problem.lostTo"));
        }
        Set<Long> rivals = new HashSet<>(draft.competitors());
        if (toSomebody && draft.lostToId() != null) {
            rivals.add(draft.lostToId());
        }
        if (competitors.names(rivals).size() != rivals.size()) {
            problems.add(Problem.of("competitors", "problem.notFound"));
        }
        if (!draft.contacts().isEmpty() && (draft.accountId() == null || !store.areAt(draft.contacts(), draft.accountId()))) {
            problems.add(Problem.of("contacts", "sales.problem.contacts"));
        }
        if (stage != null) {
            for (var demand : missing(draft, stage)) {
                String field = field(demand);
                if (problems.stream().noneMatch(problem -> field.equals(problem.field()))) {
                    problems.add(Problem.of(field, "sales.problem.demanded." + demand.name()));
                }
            }
        }
        Validation.refuse(problems);
        var known = Objects.requireNonNull(stage);
        var value = Objects.requireNonNull(amount);
        int year = (closed != null ? closed : draft.expectedOn() != null ? draft.expectedOn() : today).getYear();
        @Nullable BigDecimal base = asked.toBase(value, year).map(Money::amount).orElse(null);
        boolean moved = deal == null || deal.stageId() != Objects.requireNonNull(known.id());
        // A deal that comes in with its past entered its stage when it was opened, or closed on its day.
        LocalDate since = !moved ? Objects.requireNonNull(deal).stageSince() : closed != null ? closed : deal == null ? opened : today;
        @Nullable LocalDate cycle = deal != null && deal.cycleFrom() != null ? deal.cycleFrom() : known.startsCycle() ? (deal == null ? opened : today) : null;
        if (cycle != null && cycle.isBefore(opened)) {
            cycle = opened;
        }
        var settled = new OpportunityDraft(draft.id(), draft.name(), draft.accountId(), draft.ownerId(), draft.stageId(), value, draft.lines(),
                draft.expectedOn(), opened, closed, draft.source(), draft.nextStep(), draft.nextStepOn(), lost ? draft.lossReason() : null,
                toSomebody ? draft.lostToId() : null, closes ? draft.closingNote() : null, rivals, draft.contacts(), draft.version());
        return new Opportunity.Settled(settled, known, Objects.requireNonNull(owner).unitId(), value, base, cycle, since);
    }

    private static String field(Demand demand) {
        return switch (demand) {
            case ACCOUNT -> "accountId";
            case AMOUNT -> "amount";
            case CLOSE -> "expectedOn";
            case NEXT_STEP -> "nextStep";
            case CONTACT -> "contacts";
        };
    }

    private static void checkAccount(List<Problem> problems, OpportunityDraft draft, @Nullable OpportunityDraft stored, Asked asked) {
        if (draft.accountId() != null && (stored == null || !draft.accountId().equals(stored.accountId())) && !asked.writes(draft.accountId())) {
            problems.add(Problem.of("accountId", "problem.notFound"));
        }
    }

    /** The deal takes over the owner's unit, so nobody moves the owner meanwhile. */
    private @Nullable UserRow checkOwner(List<Problem> problems, OpportunityDraft draft, @Nullable OpportunityDraft stored, Asked asked) {
        if (draft.ownerId() == null) {
            return null;
        }
        @Nullable UserRow owner = asked.hold(draft.ownerId()).orElse(null);
        if (stored != null && draft.ownerId().equals(stored.ownerId())) {
            return owner;
        }
        long viewer = currentUser.require().id();
        if (owner == null || !owner.active() || owner.role() == Role.ADMINISTRATOR) {
            problems.add(Problem.of("ownerId", "problem.inactive"));
        } else if (owner.id() != viewer && !deals.leads(owner.unitId())) {
            problems.add(Problem.of("ownerId", "sales.problem.owner"));
        }
        return owner;
    }

    private @Nullable Money checkLines(List<Problem> problems, OpportunityDraft draft, @Nullable OpportunityDraft stored, Asked asked) {
        String currency = draft.amount() == null ? stored == null || stored.amount() == null ? settings.current().baseCurrency() : stored.amount().currency()
                : draft.amount().currency();
        if (draft.lines().isEmpty()) {
            if (draft.amount() != null && draft.amount().amount().signum() < 0) {
                problems.add(Problem.of("amount", "problem.negative"));
            }
            return draft.amount() == null ? new Money(BigDecimal.ZERO, currency) : draft.amount();
        }
        var known = asked.products();
        // Of several lines it is said which one is meant.
        int number = draft.lines().size() == 1 ? -1 : 0;
        for (var line : draft.lines()) {
            number++;
            if (!known.contains(line.productId())) {
                problems.add(Problem.of("lines", "sales.problem.line.product", number));
            } else if (line.quantity().signum() <= 0 || line.quantity().scale() > 3 || line.quantity().precision() - line.quantity().scale() > 12) {
                problems.add(Problem.of("lines", "sales.problem.line.quantity", number));
            } else if (line.unitPrice().signum() < 0 || line.unitPrice().scale() > 4) {
                problems.add(Problem.of("lines", "sales.problem.line.price", number));
            } else if (line.discount().signum() < 0 || line.discount().compareTo(HUNDRED) > 0 || line.discount().scale() > 2) {
                problems.add(Problem.of("lines", "sales.problem.line.discount", number));
            }
        }
        if (problems.stream().anyMatch(problem -> "lines".equals(problem.field()))) {
            return null;
        }
        try {
            return new Money(draft.lines().stream().map(LineDraft::amount).reduce(BigDecimal.ZERO, BigDecimal::add), currency);
        } catch (ArithmeticException tooLarge) {
            problems.add(Problem.of("lines", "problem.amount"));
            return null;
        }
    }

    private void checkCode(List<Problem> problems, String field, CodeList list, @Nullable String code, @Nullable String stored) {
        // A retired entry stays where it is and is refused where it is new.
        if (code != null && !code.equals(stored) && codes.find(list, code).filter(entry -> entry.active()).isEmpty()) {
            problems.add(Problem.of(field, "problem.unknownCode", code));
        }
    }
}
