package app.mainstay.sales;

import app.mainstay.account.AccountScope;
import app.mainstay.account.AccountService;
import app.mainstay.account.Timeline;
import app.mainstay.audit.Because;
import app.mainstay.audit.Revisions;
import app.mainstay.base.Changes;
import app.mainstay.market.Competitors;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.PlanRates;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Money;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door to deals. */
@Service
public class Opportunities {

    /** The kind under which open screens are told that a deal changed. */
    public static final String CHANGED = "opportunity";
    private static final int CHANGES = 50;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * A column of the board.
     *
     * @param base    what its deals add up to in the base currency
     * @param unrated how many deals are not in the sum, because their currency has no plan rate
     * @param more    how many deals have no card
     */
    public record Column(StageRow stage, long deals, Money base, long unrated, List<OpportunityRow> cards, long more) {
    }

    private final OpportunityRepository repository;
    private final OpportunityStore store;
    private final OpportunityFinder finder;
    private final OpportunityMassWriter writer;
    private final Revisions revisions;
    private final SalesSums sums;
    private final DealScope deals;
    private final AccountScope accounts;
    private final Stages stages;
    private final Products products;
    private final Competitors competitors;
    private final UserService users;
    private final UnitService units;
    private final CodeLists codes;
    private final PlanRates rates;
    private final SettingsService settings;
    private final Timeline timeline;
    private final CurrentUser currentUser;
    private final Validation validation;
    private final Changes changes;
    private final Clock clock;

    Opportunities(OpportunityRepository repository, OpportunityStore store, OpportunityFinder finder, OpportunityMassWriter writer, Revisions revisions, SalesSums sums,
                  DealScope deals, AccountScope accounts, Stages stages, Products products,
                  Competitors competitors, UserService users, UnitService units, CodeLists codes, PlanRates rates, SettingsService settings, Timeline timeline,
                  CurrentUser currentUser, Validation validation, Changes changes, Clock clock) {
        this.repository = repository;
        this.store = store;
        this.finder = finder;
        this.writer = writer;
        this.revisions = revisions;
        this.sums = sums;
        this.deals = deals;
        this.accounts = accounts;
        this.stages = stages;
        this.products = products;
        this.competitors = competitors;
        this.users = users;
        this.units = units;
        this.codes = codes;
        this.rates = rates;
        this.settings = settings;
        this.timeline = timeline;
        this.currentUser = currentUser;
        this.validation = validation;
        this.changes = changes;
        this.clock = clock;
    }

    // ---- reading ----

    /** Deals that the viewer sees; fewer than the limit only at the end of the list. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<OpportunityRow> page(OpportunityFilter filter, Slice<OpportunitySort> slice) {
        return store.rows(finder.find(question(filter), slice.orders(), slice.offset(), slice.limit()), reader());
    }

    /** Exactly up to the bound; the bound plus one where there are more. */
    @SignedIn
    @Transactional(readOnly = true)
    public long count(OpportunityFilter filter, long bound) {
        return finder.count(question(filter), bound);
    }

    /** All of them in that order, one by one. The reader must not ask the database. */
    @SignedIn
    @Transactional(readOnly = true)
    public void stream(OpportunityFilter filter, List<Slice.Order<OpportunitySort>> orders, Consumer<OpportunityRow> consumer) {
        store.each(where(filter), orders, reader(), consumer);
    }

    @SignedIn
    @Transactional(readOnly = true)
    public boolean sees(long id) {
        return store.exists(new Sql().and("o.id = :id", "id", id).and(deals.rows()));
    }

    /**
     * The open stages with their first cards, those to close first on top, and what each adds up to.
     *
     * @param each cards of a column, at most
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<Column> board(OpportunityFilter filter, int each) {
        var question = question(filter.with(Set.of(Outcome.OPEN)));
        var found = store.cards(new OpportunityFinder.Question(question.own(), question.accounts(), new Sql().and(question.rest()).and(question.text()), new Sql(), null), each);
        Map<Long, OpportunityStore.Card> sums = found.stream().collect(Collectors.toMap(OpportunityStore.Card::stageId, card -> card, (first, next) -> first));
        Map<Long, List<OpportunityRow>> cards = store.rows(found.stream().map(OpportunityStore.Card::id).toList(), reader()).stream()
                .collect(Collectors.groupingBy(OpportunityRow::stageId));
        String base = settings.current().baseCurrency();
        return stages.all().stream().filter(stage -> stage.isOpen() && (stage.active() || sums.containsKey(stage.id()))).map(stage -> {
            var sum = sums.getOrDefault(stage.id(), new OpportunityStore.Card(0, 0, 0, 0, BigDecimal.ZERO, 0));
            var shown = cards.getOrDefault(stage.id(), List.of());
            return new Column(stage, sum.deals(), new Money(sum.base(), base), sum.unrated(), shown, sum.deals() - shown.size());
        }).toList();
    }

    /** @throws NotFoundException when the deal does not exist for this viewer */
    @SignedIn
    @Transactional(readOnly = true)
    public OpportunityDetails get(long id) {
        if (!sees(id)) {
            throw new NotFoundException();
        }
        var deal = repository.findById(id).orElseThrow(NotFoundException::new);
        var draft = draft(deal);
        Integer norm = stages.get(deal.stageId()).normDays();
        int stalled = deal.outcome() != Outcome.OPEN || norm == null ? 0 : (int) Math.max(0, ChronoUnit.DAYS.between(deal.stageSince(), settings.today()) - norm);
        Set<Long> rivals = new HashSet<>(draft.competitors());
        if (draft.lostToId() != null) {
            rivals.add(draft.lostToId());
        }
        return new OpportunityDetails(draft, deal.accountId() == null ? null : store.accountName(deal.accountId()).orElse(""),
                users.find(deal.ownerId()).map(UserRow::displayName).orElse(""), store.contactNames(draft.contacts()), competitors.names(rivals), stalled,
                store.changes(id, CHANGES), deals.writes(deal));
    }

    private OpportunityDraft draft(Opportunity deal) {
        return new OpportunityDraft(deal.id(), deal.name(), deal.accountId(), deal.ownerId(), deal.stageId(), deal.amount(), store.lines(deal.id()),
                deal.expectedOn(), deal.openedOn(), deal.closedOn(), deal.source(), deal.nextStep(), deal.nextStepOn(), deal.lossReason(), deal.lostToId(),
                deal.closingNote(), store.competitors(deal.id()), store.contacts(deal.id()), deal.version());
    }

    /** Without asking for each row: who sees a deal through the account may change it, unless it is only read for a while; then saving refuses. */
    private OpportunityStore.Reader reader() {
        var viewer = currentUser.require();
        var led = deals.subtree();
        return new OpportunityStore.Reader(settings.today(), (account, owner, unit) -> !viewer.is(Role.ADMINISTRATOR)
                && (account != null || owner == viewer.id() || led.contains(unit)));
    }

    Sql where(OpportunityFilter filter) {
        return new Sql().and(deals.rows()).and(conditions(filter));
    }

    private OpportunityFinder.Question question(OpportunityFilter filter) {
        if (currentUser.require().is(Role.ADMINISTRATOR)) {
            return new OpportunityFinder.Question(null, new Sql(), new Sql().and("1 = 0"), new Sql(), null);
        }
        var text = text(filter);
        return new OpportunityFinder.Question(deals.all() ? null : deals.own(), deals.accounts(), narrow(filter), text, text.isEmpty() ? null : filter.text());
    }

    /** Units with what lies below. */
    Set<Long> below(Set<Long> some) {
        Set<Long> below = new HashSet<>();
        some.forEach(unit -> below.addAll(units.subtree(unit)));
        return below;
    }

    /** What the filter asks, of whatever deals. */
    Sql conditions(OpportunityFilter filter) {
        return new Sql().and(narrow(filter)).and(text(filter));
    }

    private static Sql text(OpportunityFilter filter) {
        if (filter.text() == null || filter.text().isBlank()) {
            return new Sql();
        }
        String key = Sql.like(Names.key(filter.text()));
        return new Sql().and("(lower(o.name) like :text escape '!' or o.name_sort like :start escape '!')").with("text", "%" + key + "%").with("start", key + "%");
    }

    private Sql narrow(OpportunityFilter filter) {
        var where = new Sql();
        if (filter.accountId() != null) {
            where.and("o.account_id = :account", "account", filter.accountId());
        }
        in(where, "o.stage_id", "stages", filter.stages());
        in(where, "o.outcome", "outcomes", filter.outcomes().stream().map(Enum::name).toList());
        in(where, "o.owner_id", "owners", filter.owners());
        if (!filter.units().isEmpty()) {
            var below = below(filter.units());
            where.and(below.isEmpty() ? "1 = 0" : "o.unit_id in (:units)").with("units", below);
        }
        if (!filter.products().isEmpty()) {
            where.and("exists (select 1 from sales_line l where l.opportunity_id = o.id and l.product_id in (:products))", "products", filter.products());
        }
        in(where, "a.sector", "sectors", filter.sectors());
        in(where, "o.loss_reason", "lossReasons", filter.lossReasons());
        if (filter.noAccount()) {
            where.and("o.account_id is null");
        }
        if (filter.stalled()) {
            var today = settings.today();
            List<String> late = new ArrayList<>();
            for (var stage : stages.all()) {
                if (stage.isOpen() && stage.normDays() != null) {
                    late.add("o.stage_id = " + stage.id() + " and o.stage_since < :late" + stage.id());
                    where.with("late" + stage.id(), today.minusDays(stage.normDays()));
                }
            }
            where.and(late.isEmpty() ? "1 = 0" : "o.outcome = 'OPEN' and (" + String.join(" or ", late) + ")");
        }
        if (filter.closedFrom() != null) {
            where.and("o.closed_on >= :closedFrom", "closedFrom", filter.closedFrom());
        }
        if (filter.closedTo() != null) {
            where.and("o.closed_on < :closedTo", "closedTo", filter.closedTo());
        }
        return where;
    }

    private static void in(Sql where, String column, String name, Collection<?> values) {
        if (!values.isEmpty()) {
            where.and(column + " in (:" + name + ")", name, values);
        }
    }

    // ---- writing ----

    /**
     * Stores a new or changed deal and returns its id. Where there are lines, the amount is their sum.
     *
     * @throws RefusedException                      with a problem per wrong field; what a stage demands is named at its field
     * @throws NotFoundException                     when the deal does not exist for this viewer
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public long save(OpportunityDraft draft) {
        var clean = clean(draft);
        if (clean.id() == null) {
            return create(clean);
        }
        if (!sees(clean.id())) {
            throw new NotFoundException();
        }
        var deal = repository.findById(clean.id()).orElseThrow(NotFoundException::new);
        deal.requireVersion(clean.version());
        if (!deals.writes(deal)) {
            throw new RefusedException(Problem.of(null, "problem.readOnly"));
        }
        var before = draft(deal);
        if (before.equals(clean)) {
            return deal.id();
        }
        Instant now = clock.instant();
        var stageBefore = stages.get(deal.stageId());
        var settled = settle(clean, before, deal, asked);
        sums.subtract(List.of(deal.id()));
        tell(deal, settled, stageBefore, now);
        deal.change(settled, now);
        repository.flush();
        if (!before.lines().equals(settled.draft().lines())) {
            store.replaceLines(deal.id(), settled.draft().lines());
        }
        if (!before.competitors().equals(settled.draft().competitors())) {
            store.competitors(deal.id(), settled.draft().competitors());
        }
        if (!before.contacts().equals(settled.draft().contacts())) {
            store.contacts(deal.id(), settled.draft().contacts());
        }
        sums.add(List.of(deal.id()));
        announce(deal);
        return deal.id();
    }

    /**
     * What {@link #save} would refuse, storing nothing; empty where it would not, or where it is refused for something else than its fields.
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public List<Problem> problems(OpportunityDraft draft) {
        var clean = clean(draft);
        if (clean.id() != null && !sees(clean.id())) {
            return List.of();
        }
        var deal = clean.id() == null ? null : repository.findById(clean.id()).orElseThrow(NotFoundException::new);
        try {
            settle(clean, deal == null ? null : draft(deal), deal, asked);
            return List.of();
        } catch (RefusedException refused) {
            return refused.problems();
        }
    }

    private long create(OpportunityDraft clean) {
        Instant now = clock.instant();
        var settled = settle(clean, null, null, asked);
        var deal = repository.saveAndFlush(new Opportunity(settled, now));
        store.addLines(deal.id(), settled.draft().lines());
        sums.add(List.of(deal.id()));
        if (!settled.draft().competitors().isEmpty()) {
            store.competitors(deal.id(), settled.draft().competitors());
        }
        if (!settled.draft().contacts().isEmpty()) {
            store.contacts(deal.id(), settled.draft().contacts());
        }
        store.record(deal.id(), now, currentUser.currentActor().orElse(null), ChangeKind.STAGE, null, settled.stage().code());
        story(deal.accountId(), now, "sales.opened", deal, null);
        announce(deal);
        return deal.id();
    }

    // ---- many new ones ----

    /**
     * New deals by hundreds, in the caller's transaction: each is checked as {@link #save} checks it, and all are written in sets at {@link #write}, in one
     * revision.
     */
    final class Intake {

        private final Asked remembered = asked.remembered();
        private final List<OpportunityMassWriter.Fresh> waiting = new ArrayList<>();
        private final Set<Long> announced = new HashSet<>();
        private @Nullable Long revision;

        /**
         * The id under which it will be written.
         *
         * @throws RefusedException with a problem per wrong field
         */
        long add(OpportunityDraft draft) {
            var fresh = new OpportunityMassWriter.Fresh(Ids.next(), settle(clean(draft), null, null, remembered), clock.instant(),
                    currentUser.currentActor().orElse(null));
            waiting.add(fresh);
            return fresh.id();
        }

        void write() {
            if (waiting.isEmpty()) {
                return;
            }
            if (revision == null) {
                revision = revisions.open(currentUser.currentActor().orElse(null), Because.given().orElse("deals"), Because.batch().orElse(null));
            }
            writer.write(waiting, revision);
            List<Timeline.Told> told = new ArrayList<>();
            for (var fresh : waiting) {
                var draft = fresh.settled().draft();
                changes.announce(CHANGED, fresh.id());
                if (draft.accountId() != null) {
                    told.add(new Timeline.Told(draft.accountId(), fresh.at(), "sales.opened", fresh.id(), told(draft.name(), null)));
                    if (announced.add(draft.accountId())) {
                        changes.announce(AccountService.CHANGED, draft.accountId());
                    }
                }
            }
            timeline.recordEach(told);
            waiting.clear();
        }
    }

    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    Intake intake() {
        return new Intake();
    }

    /** Versions of those that the viewer sees. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    Map<Long, Long> versions(Collection<Long> ids) {
        return store.versions(ids, deals.rows());
    }

    /**
     * Takes a deal away that an import has brought in, with the story of its coming; in the caller's transaction, who knows that nobody has changed it
     * since. Its history tells what it was.
     *
     * @throws RefusedException where the viewer may not change it
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    void remove(long id) {
        var deal = repository.findById(id).filter(found -> sees(id) && deals.writes(found)).orElseThrow(() -> new RefusedException(Problem.of(null, "problem.readOnly")));
        sums.subtract(List.of(id));
        store.removeBeside(id);
        if (deal.accountId() != null) {
            timeline.forget(deal.accountId(), "sales", id);
        }
        repository.delete(deal);
        announce(deal);
    }

    /** What the rules ask of others. */
    private interface Asked {

        boolean writes(long accountId);

        Optional<UserRow> hold(long userId);

        Set<Long> products();

        Optional<Money> toBase(Money amount, int year);

        /** Asks each thing once: for many deals in one transaction. */
        default Asked remembered() {
            var from = this;
            record Amount(Money money, int year) {
            }
            return new Asked() {

                private final Map<Long, Boolean> writes = new HashMap<>();
                private final Map<Long, Optional<UserRow>> held = new HashMap<>();
                private final Map<Amount, Optional<Money>> ones = new HashMap<>();
                private final Set<Long> products = from.products();

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

    /**
     * Puts a deal into another stage, with what the stage demands.
     *
     * @param change the deal as it shall be, as {@link #get} tells it with the new stage and what was asked for at the drop
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public void move(OpportunityDraft change) {
        save(change);
    }

    /** What is still to be said before a deal may stand in a stage; the names of the draft's fields. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Set<Demand> missing(OpportunityDraft draft, long stageId) {
        return missing(draft, stages.get(stageId));
    }

    private Set<Demand> missing(OpportunityDraft draft, StageRow stage) {
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

    private static OpportunityDraft clean(OpportunityDraft draft) {
        return new OpportunityDraft(draft.id(), Names.clean(draft.name()), draft.accountId(), draft.ownerId(), draft.stageId(), draft.amount(), draft.lines(),
                draft.expectedOn(), draft.openedOn(), draft.closedOn(), Names.blankToNull(draft.source()), Names.blankToNull(draft.nextStep()),
                draft.nextStepOn(), Names.blankToNull(draft.lossReason()), draft.lostToId(),
                draft.closingNote() == null || draft.closingNote().isBlank() ? null : draft.closingNote().strip(), draft.competitors(), draft.contacts(),
                draft.version());
    }

    /** Refuses with everything wrong at once; else fills in what follows from the rest. */
    private Opportunity.Settled settle(OpportunityDraft draft, @Nullable OpportunityDraft stored, @Nullable Opportunity deal, Asked asked) {
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
        for (var line : draft.lines()) {
            if (!known.contains(line.productId())) {
                problems.add(Problem.of("lines", "sales.problem.line.product"));
            } else if (line.quantity().signum() <= 0 || line.quantity().scale() > 3 || line.quantity().precision() - line.quantity().scale() > 12) {
                problems.add(Problem.of("lines", "sales.problem.line.quantity"));
            } else if (line.unitPrice().signum() < 0 || line.unitPrice().scale() > 4) {
                problems.add(Problem.of("lines", "sales.problem.line.price"));
            } else if (line.discount().signum() < 0 || line.discount().compareTo(HUNDRED) > 0 || line.discount().scale() > 2) {
                problems.add(Problem.of("lines", "sales.problem.line.discount"));
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

    // ---- what changed ----

    private void tell(Opportunity deal, Opportunity.Settled next, StageRow stageBefore, Instant now) {
        @Nullable Long actor = currentUser.currentActor().orElse(null);
        var draft = next.draft();
        if (!Objects.equals(stageBefore.id(), next.stage().id())) {
            store.record(deal.id(), now, actor, ChangeKind.STAGE, stageBefore.code(), next.stage().code());
            String kind = switch (next.stage().outcome()) {
                case WON -> "sales.won";
                case LOST -> "sales.lost";
                case CANCELLED -> "sales.cancelled";
                case OPEN -> stageBefore.isOpen() ? null : "sales.reopened";
            };
            if (kind != null) {
                story(draft.accountId(), now, kind, deal, next.amount());
            }
        }
        if (!deal.amount().equals(next.amount())) {
            store.record(deal.id(), now, actor, ChangeKind.AMOUNT, text(deal.amount()), text(next.amount()));
        }
        if (!Objects.equals(deal.expectedOn(), draft.expectedOn())) {
            store.record(deal.id(), now, actor, ChangeKind.EXPECTED, text(deal.expectedOn()), text(draft.expectedOn()));
        }
        if (deal.ownerId() != Objects.requireNonNull(draft.ownerId())) {
            store.record(deal.id(), now, actor, ChangeKind.OWNER, users.find(deal.ownerId()).map(UserRow::displayName).orElse(null),
                    users.find(draft.ownerId()).map(UserRow::displayName).orElse(null));
        }
    }

    private static String text(Money money) {
        return money.currency() + " " + money.amount().stripTrailingZeros().toPlainString();
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return Optional.ofNullable(day).map(LocalDate::toString).orElse(null);
    }

    private void story(@Nullable Long accountId, Instant now, String kind, Opportunity deal, @Nullable Money amount) {
        if (accountId != null) {
            timeline.record(accountId, now, kind, deal.id(), told(deal.name(), amount));
        }
    }

    private static Map<String, String> told(String name, @Nullable Money amount) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("name", name);
        parameters.put("amount", amount == null ? "" : text(amount));
        return parameters;
    }

    private void announce(Opportunity deal) {
        changes.announce(CHANGED, deal.id());
        if (deal.accountId() != null) {
            changes.announce(AccountService.CHANGED, deal.accountId());
        }
    }
}
