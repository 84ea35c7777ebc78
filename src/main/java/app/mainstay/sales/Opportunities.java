package app.mainstay.sales;

import app.mainstay.audit.Revisions;
import app.mainstay.market.Competitors;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Money;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The door to deals: what is asked of them, what may be stored, the board and what is told of changes each have a room of their own behind it. */
@Service
public class Opportunities {

    /** The kind under which open screens are told that a deal changed. */
    public static final String CHANGED = "opportunity";
    private static final int CHANGES = 50;

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
    private final OpportunityCount count;
    private final OpportunityQuestions questions;
    private final OpportunityBoard board;
    private final OpportunityRules rules;
    private final OpportunityStory story;
    private final OpportunityMassWriter writer;
    private final SalesSums sums;
    private final DealScope deals;
    private final Stages stages;
    private final Competitors competitors;
    private final UserService users;
    private final SettingsService settings;
    private final Revisions revisions;
    private final CurrentUser currentUser;
    private final Clock clock;

    Opportunities(OpportunityRepository repository, OpportunityStore store, OpportunityFinder finder, OpportunityCount count, OpportunityQuestions questions, OpportunityBoard board,
                  OpportunityRules rules, OpportunityStory story, OpportunityMassWriter writer, SalesSums sums, DealScope deals, Stages stages, Competitors competitors,
                  UserService users, SettingsService settings, Revisions revisions, CurrentUser currentUser, Clock clock) {
        this.repository = repository;
        this.store = store;
        this.finder = finder;
        this.count = count;
        this.questions = questions;
        this.board = board;
        this.rules = rules;
        this.story = story;
        this.writer = writer;
        this.sums = sums;
        this.deals = deals;
        this.stages = stages;
        this.competitors = competitors;
        this.users = users;
        this.settings = settings;
        this.revisions = revisions;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    // ---- reading ----

    /** Deals that the viewer sees; fewer than the limit only at the end of the list. Begins no transaction, as pages of accounts begin none. */
    @SignedIn
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public List<OpportunityRow> page(OpportunityFilter filter, Slice<OpportunitySort> slice) {
        var ofText = questions.ofText(filter);
        if (finder.nobodyHas(ofText)) {
            return List.of();
        }
        var supposed = deals.suppose();
        if (supposed.isPresent()) {
            // Each row says whether it was read by what is right.
            var reader = reader().marked(supposed.get().column());
            var page = finder.page(questions.question(filter, ofText, supposed.get()), slice.orders(), slice.offset(), slice.limit(), reader);
            if (!page.isEmpty() && supposed.get().wasRight().test(reader.mark().get())) {
                return page;
            }
        }
        return finder.page(questions.question(filter, ofText, null), slice.orders(), slice.offset(), slice.limit(), reader());
    }

    /** Exactly up to the bound; the bound plus one where there are more. */
    @SignedIn
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public long count(OpportunityFilter filter, long bound) {
        var ofUnits = bound == Long.MAX_VALUE ? Optional.<Sql>empty() : questions.ofUnits(filter);
        return ofUnits.isPresent() && count.areMore(ofUnits.get(), bound) ? bound + 1 : count.count(questions.question(filter), bound);
    }

    /** All of them in that order, one by one. The reader must not ask the database. */
    @SignedIn
    @Transactional(readOnly = true)
    public void stream(OpportunityFilter filter, List<Slice.Order<OpportunitySort>> orders, Consumer<OpportunityRow> consumer) {
        store.each(questions.where(filter), orders, reader(), consumer);
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
        return board.columns(filter, each, reader());
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
                deal.isRated(), store.changes(id, CHANGES), deals.writes(deal));
    }

    /** The deal alone, as {@link #get} tells it, for who changes many one by one. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    OpportunityDraft kept(long id) {
        if (!sees(id)) {
            throw new NotFoundException();
        }
        return draft(repository.findById(id).orElseThrow(NotFoundException::new));
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
        return OpportunityStore.Reader.of(settings.today(), (account, owner, unit) -> !viewer.is(Role.ADMINISTRATOR)
                && (account != null || owner == viewer.id() || led.contains(unit)));
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
        var clean = OpportunityRules.clean(draft);
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
        var settled = rules.settle(clean, before, deal, rules.asked());
        sums.subtract(List.of(deal.id()));
        story.tell(deal, settled, stageBefore, now);
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
        story.announce(deal);
        return deal.id();
    }

    /**
     * What {@link #save} would refuse, storing nothing; empty where it would not, or where it is refused for something else than its fields.
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public List<Problem> problems(OpportunityDraft draft) {
        var clean = OpportunityRules.clean(draft);
        if (clean.id() != null && !sees(clean.id())) {
            return List.of();
        }
        var deal = clean.id() == null ? null : repository.findById(clean.id()).orElseThrow(NotFoundException::new);
        try {
            rules.settle(clean, deal == null ? null : draft(deal), deal, rules.asked());
            return List.of();
        } catch (RefusedException refused) {
            return refused.problems();
        }
    }

    private long create(OpportunityDraft clean) {
        Instant now = clock.instant();
        var settled = rules.settle(clean, null, null, rules.asked());
        var deal = repository.saveAndFlush(new Opportunity(settled, now));
        store.addLines(deal.id(), settled.draft().lines());
        sums.add(List.of(deal.id()));
        if (!settled.draft().competitors().isEmpty()) {
            store.competitors(deal.id(), settled.draft().competitors());
        }
        if (!settled.draft().contacts().isEmpty()) {
            store.contacts(deal.id(), settled.draft().contacts());
        }
        story.opened(deal, settled.stage(), now);
        return deal.id();
    }

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
        return rules.missing(draft, stages.get(stageId));
    }

    // ---- many at once ----

    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    OpportunityIntake intake() {
        return new OpportunityIntake(rules, writer, story, revisions, currentUser, clock);
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
        repository.delete(deal);
        story.removed(deal);
    }
}
