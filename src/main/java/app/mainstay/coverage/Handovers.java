package app.mainstay.coverage;

import app.mainstay.account.AccountScope;
import app.mainstay.base.Changes;
import app.mainstay.jobs.Jobs;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Names;
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
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Documents by which accounts are handed over with everything open. Managers and directors write them for people of their units; giver and
 * taker add their words and sign; on the day everything moves in one transaction, and the giver reads on for a while.
 */
@Service
public class Handovers {

    /** The kind under which open screens are told that a handover changed, see {@link app.mainstay.base.Changes}. */
    public static final String CHANGED = "handover";

    /** It waits for signatures. */
    public record Opened(long handoverId, long giverId, long takerId, LocalDate effectiveOn, long byId) {
    }

    /** @param complete the other one had signed before */
    public record Signed(long handoverId, HandoverSide side, long byId, boolean complete) {
    }

    /** Everything has moved. */
    public record Done(long handoverId, long giverId, long takerId, int accounts, Instant at) {
    }

    public record Cancelled(long handoverId, long giverId, long takerId, long byId, String reason) {
    }

    /** It was due and could not be carried out. */
    public record Failed(long handoverId, long responsibleId, List<Problem> problems) {
    }

    /** An account's open handover, for whoever sees the account. @param visible the viewer may open its page */
    public record Pending(long handoverId, long accountId, String giverName, String takerName, LocalDate effectiveOn, HandoverState state, boolean visible) {
    }

    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_WORDS = 4_000;
    private static final int FURTHEST_DAYS = 366;

    private final HandoverRepository repository;
    private final HandoverReader reader;
    private final HandoverQueries queries;
    private final HandoverAccounts accounts;
    private final HandoverRun handoverRun;
    private final HeldPeople people;
    private final AccountScope scope;
    private final Assigning assigning;
    private final UserService users;
    private final CurrentUser currentUser;
    private final SettingsService settings;
    private final Validation validation;
    private final Jobs jobs;
    private final Changes changes;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Handovers(HandoverRepository repository, HandoverReader reader, HandoverQueries queries, HandoverAccounts accounts, HandoverRun handoverRun,
              HeldPeople people, AccountScope scope, Assigning assigning, UserService users, CurrentUser currentUser, SettingsService settings,
              Validation validation, Jobs jobs, Changes changes, ApplicationEventPublisher events, Clock clock) {
        this.repository = repository;
        this.reader = reader;
        this.queries = queries;
        this.accounts = accounts;
        this.handoverRun = handoverRun;
        this.people = people;
        this.scope = scope;
        this.assigning = assigning;
        this.users = users;
        this.currentUser = currentUser;
        this.settings = settings;
        this.validation = validation;
        this.jobs = jobs;
        this.changes = changes;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Stores a draft, or changes one or an open handover, and returns its id. A change of an open one voids its signatures.
     *
     * @throws app.mainstay.shared.RefusedException  with a problem per wrong field: {@code giverId}, {@code takerId} (inactive, not of the viewer's
     *                                               units, the giver), {@code accountIds} (none, not the giver's, in another open handover),
     *                                               {@code effectiveOn}, {@code reason}, {@code overReason} (capacity exceeded)
     * @throws app.mainstay.shared.NotFoundException when the handover does not exist for this viewer
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public long save(HandoverDraft draft) {
        var clean = new HandoverDraft(draft.id(), draft.giverId(), draft.takerId(), draft.portfolio(), draft.accountIds(), draft.effectiveOn(),
                Names.blankToNull(draft.reason()), Names.blankToNull(draft.overReason()), draft.version());
        Validation.refuse(validation.problems(clean));
        Handover stored = clean.id() == null ? null : locked(clean.id());
        if (stored != null) {
            requireLeads(stored.giverId());
            stored.requireVersion(clean.version());
            requireOpen(stored);
        }
        long giver = stored == null ? Objects.requireNonNull(clean.giverId()) : stored.giverId();
        var held = people.hold(List.of(giver, Objects.requireNonNull(clean.takerId())));
        var ids = clean.portfolio() ? accounts.portfolio(giver, clean.id()) : List.copyOf(new LinkedHashSet<>(clean.accountIds()));
        check(clean, stored, held, giver, ids);
        Viewer viewer = currentUser.require();
        if (stored == null) {
            var handover = new Handover(clean, viewer.id(), clock.instant());
            handover.holds(ids.size());
            repository.saveAndFlush(handover);
            accounts.set(handover.id(), ids);
            changes.announce(CHANGED, handover.id());
            return handover.id();
        }
        stored.change(clean, viewer.id());
        stored.holds(ids.size());
        repository.flush();
        accounts.set(stored.id(), ids);
        changes.announce(CHANGED, stored.id());
        if (stored.state() != HandoverState.DRAFT) {
            tellOpened(stored);
        }
        return stored.id();
    }

    /** The draft of a stored handover, to be edited. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public HandoverDraft draft(long id) {
        if (!sees(id)) {
            throw new NotFoundException();
        }
        var handover = repository.findById(id).orElseThrow(NotFoundException::new);
        requireLeads(handover.giverId());
        return new HandoverDraft(id, handover.giverId(), handover.takerId(), handover.portfolio(),
                handover.portfolio() ? Set.of() : Set.copyOf(accounts.of(id)), handover.effectiveOn(), handover.reason(), handover.overReason(),
                handover.version());
    }

    /**
     * Hands a draft to giver and taker, who read and sign it.
     *
     * @throws app.mainstay.shared.RefusedException as {@link #save}, and when it is no draft any more
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void open(long id, int version) {
        var handover = locked(id);
        requireLeads(handover.giverId());
        handover.requireVersion(version);
        if (handover.state() != HandoverState.DRAFT) {
            throw new RefusedException(Problem.of(null, "handover.problem.noDraft"));
        }
        var held = people.hold(List.of(handover.giverId(), handover.takerId()));
        var ids = handover.portfolio() ? accounts.portfolio(handover.giverId(), id) : accounts.of(id);
        check(draft(id), handover, held, handover.giverId(), ids);
        handover.open();
        handover.holds(ids.size());
        repository.flush();
        accounts.set(id, ids);
        changes.announce(CHANGED, id);
        tellOpened(handover);
    }

    /**
     * Stores what giver or taker say, each their own, or whoever leads the person for them. Voids the signatures there are, since they were for
     * other words.
     *
     * @param edition as it was read
     * @param words   4,000 characters at most, line breaks kept; null or blank: none
     * @throws app.mainstay.shared.RefusedException {@code words}: too long; without field: changed meanwhile, or not open for signatures
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void words(long id, HandoverSide side, int edition, @Nullable String words) {
        var handover = locked(id);
        requireMayActFor(handover, side);
        requireForSignature(handover, edition);
        String clean = lines(words);
        if (clean != null && clean.length() > LONGEST_WORDS) {
            throw new RefusedException(Problem.of("words", "problem.tooLong", LONGEST_WORDS));
        }
        if (handover.say(side, clean)) {
            repository.flush();
            changes.announce(CHANGED, id);
        }
    }

    /**
     * Signs as giver or taker. A manager or director of the person's unit signs for somebody who is away or has left, with a reason. When both
     * have signed and the day has come, a job moves everything at once; else it does so at 00:00 of that day.
     *
     * @param edition as it was read: what changed since is not signed
     * @param reason  needed where it is not the own signature; 500 characters at most
     * @throws app.mainstay.shared.RefusedException {@code reason}: missing; without field: signed already (by whom and when), changed meanwhile,
     *                                              not open for signatures
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void sign(long id, HandoverSide side, int edition, @Nullable String reason) {
        var handover = locked(id);
        boolean own = requireMayActFor(handover, side);
        Instant signed = handover.signedAt(side);
        if (signed != null) {
            long signer = Objects.requireNonNull(handover.signedBy(side));
            throw new RefusedException(Problem.of(null, "handover.problem.signedAlready", users.names(List.of(signer)).getOrDefault(signer, ""),
                    Times.text(signed, settings.zone())));
        }
        requireForSignature(handover, edition);
        String why = own ? null : Names.blankToNull(reason);
        if (!own && why == null) {
            throw new RefusedException(Problem.of("reason", "problem.required"));
        }
        if (why != null && why.length() > LONGEST_REASON) {
            throw new RefusedException(Problem.of("reason", "problem.tooLong", LONGEST_REASON));
        }
        handover.sign(side, currentUser.require().id(), why, clock.instant());
        repository.flush();
        boolean complete = handover.state() == HandoverState.SIGNED;
        changes.announce(CHANGED, id);
        events.publishEvent(new Signed(id, side, currentUser.require().id(), complete));
        if (complete && !handover.effectiveOn().isAfter(settings.today())) {
            jobs.submit(handoverRun, handoverRun.payload());
        }
    }

    /**
     * Calls an open handover off; nothing moves.
     *
     * @param reason required; 500 characters at most
     * @throws app.mainstay.shared.RefusedException when it is done or cancelled already
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void cancel(long id, int version, @Nullable String reason) {
        var handover = locked(id);
        requireLeads(handover.giverId());
        requireOpen(handover);
        handover.requireVersion(version);
        String why = Names.blankToNull(reason);
        if (why == null) {
            throw new RefusedException(Problem.of("reason", "problem.required"));
        }
        if (why.length() > LONGEST_REASON) {
            throw new RefusedException(Problem.of("reason", "problem.tooLong", LONGEST_REASON));
        }
        boolean known = handover.state() != HandoverState.DRAFT;
        handover.cancel(currentUser.require().id(), why, clock.instant());
        repository.flush();
        changes.announce(CHANGED, id);
        if (known) {
            events.publishEvent(new Cancelled(id, handover.giverId(), handover.takerId(), currentUser.require().id(), why));
        }
    }

    /** Has a signed, due handover that failed carried out in the viewer's name, by a job. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void retry(long id, int version) {
        var handover = locked(id);
        requireLeads(handover.giverId());
        requireLeads(handover.takerId());
        handover.requireVersion(version);
        if (handover.state() != HandoverState.SIGNED || handover.effectiveOn().isAfter(settings.today())) {
            throw new RefusedException(Problem.of(null, "handover.problem.notDue"));
        }
        handover.goOnFor(currentUser.require().id());
        repository.flush();
        changes.announce(CHANGED, id);
        jobs.submit(handoverRun, handoverRun.payload());
    }

    // ---- reading ----

    /** @throws app.mainstay.shared.NotFoundException when it does not exist for this viewer */
    @SignedIn
    @Transactional(readOnly = true)
    public HandoverDetails get(long id) {
        return reader.get(id);
    }

    /** What a new handover would list, before it is stored: for the giver's accounts, or for everything. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<HandoverDetails.Part> preview(HandoverDraft draft) {
        requireLeads(Objects.requireNonNull(draft.giverId()));
        return reader.preview(draft);
    }

    /** Those where the viewer is giver or taker (not drafts), and for managers and directors those of the people of their units. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<HandoverRow> page(HandoverFilter filter, Slice<HandoverSort> slice) {
        return reader.page(filter, slice);
    }

    /** How many there are, exactly up to the bound. */
    @SignedIn
    @Transactional(readOnly = true)
    public long count(HandoverFilter filter, long atMost) {
        return reader.count(filter, atMost);
    }

    @SignedIn
    @Transactional(readOnly = true)
    public void stream(HandoverFilter filter, List<Slice.Order<HandoverSort>> orders, Consumer<HandoverRow> consumer) {
        reader.stream(filter, orders, consumer);
    }

    /** Whether it exists for this viewer. */
    @SignedIn
    @Transactional(readOnly = true)
    public boolean sees(long id) {
        return reader.sees(id);
    }

    /** Open handovers of accounts in the viewer's scope, by account id, drafts left out; in one query. */
    @SignedIn
    @Transactional(readOnly = true)
    public Map<Long, Pending> pending(Collection<Long> accountIds) {
        return reader.pending(accountIds);
    }

    /** "Giver → Taker", of those that exist for this viewer. */
    Map<Long, String> names(Set<Long> ids) {
        return reader.names(ids);
    }

    private Handover locked(long id) {
        if (!accounts.lock(id) || !sees(id)) {
            throw new NotFoundException();
        }
        return repository.findById(id).orElseThrow(NotFoundException::new);
    }

    private void check(HandoverDraft draft, @Nullable Handover stored, Map<Long, UserRow> held, long giver, List<Long> ids) {
        List<Problem> problems = new ArrayList<>();
        UserRow from = held.get(giver);
        UserRow to = held.get(Objects.requireNonNull(draft.takerId()));
        if (from == null || !scope.mayAssignWithin(from.unitId())) {
            throw new RefusedException(Problem.of("giverId", "coverage.problem.notYourPeople"));
        }
        if (to == null || !to.active()) {
            problems.add(Problem.of("takerId", "problem.inactive"));
        } else if (to.role() == Role.ADMINISTRATOR || !scope.mayAssignWithin(to.unitId())) {
            problems.add(Problem.of("takerId", "problem.notAssignable"));
        } else if (to.id() == giver) {
            problems.add(Problem.of("takerId", "handover.problem.toSelf"));
        }
        LocalDate on = Objects.requireNonNull(draft.effectiveOn());
        // One that has been waited for stays possible; then everything moves once both have signed.
        if ((stored == null || !on.equals(stored.effectiveOn()))
                && (on.isBefore(settings.today()) || on.isAfter(settings.today().plusDays(FURTHEST_DAYS)))) {
            problems.add(Problem.of("effectiveOn", "handover.problem.day", FURTHEST_DAYS));
        }
        if (!draft.portfolio()) {
            checkAccounts(problems, ids, giver, draft.id());
        }
        if (problems.isEmpty() && !ids.isEmpty()) {
            assigning.checkCapacity(problems, draft.takerId(), new Sql().and("a.id in (:handed)", "handed", ids), draft.overReason());
        }
        Validation.refuse(problems);
    }

    private void checkAccounts(List<Problem> problems, List<Long> ids, long giver, @Nullable Long handoverId) {
        if (ids.isEmpty()) {
            problems.add(Problem.of("accountIds", "handover.problem.noAccounts"));
            return;
        }
        int others = ids.size() - accounts.ofRepresentative(ids, giver).size();
        if (others > 0) {
            problems.add(Problem.of("accountIds", "handover.problem.notGivers", others));
            return;
        }
        accounts.elsewhere(ids, handoverId).ifPresent(other -> problems.add(Problem.of("accountIds", "handover.problem.elsewhere", other.accounts(),
                other.accountName(), other.byName(), Times.text(other.at(), settings.zone()))));
    }

    private boolean leads(long unitId) {
        return scope.mayAssignWithin(unitId);
    }

    private void requireLeads(long userId) {
        if (!users.find(userId).map(person -> leads(person.unitId())).orElse(false)) {
            throw new RefusedException(Problem.of(null, "coverage.problem.notYourPeople"));
        }
    }

    /** Returns whether it is the viewer's own side. */
    private boolean requireMayActFor(Handover handover, HandoverSide side) {
        boolean own = handover.person(side) == currentUser.require().id();
        if (!own) {
            requireLeads(handover.person(side));
        }
        return own;
    }

    private void requireOpen(Handover handover) {
        if (!handover.state().isOpen()) {
            var ended = queries.head(new Sql().and("h.id = :id", "id", handover.id())).orElseThrow().ended();
            String at = Times.text(Objects.requireNonNull(ended).at(), settings.zone());
            throw new RefusedException(handover.state() == HandoverState.DONE ? Problem.of(null, "handover.problem.done", at)
                    : Problem.of(null, "handover.problem.cancelled", Objects.requireNonNullElse(ended.byName(), ""), at));
        }
    }

    private void requireForSignature(Handover handover, int edition) {
        requireOpen(handover);
        if (handover.state() != HandoverState.OPEN) {
            throw new RefusedException(Problem.of(null, handover.state() == HandoverState.DRAFT ? "handover.problem.draft" : "handover.problem.signed"));
        }
        if (handover.edition() != edition) {
            throw new RefusedException(Problem.of(null, "handover.problem.changed"));
        }
    }

    private void tellOpened(Handover handover) {
        events.publishEvent(new Opened(handover.id(), handover.giverId(), handover.takerId(), handover.effectiveOn(), currentUser.require().id()));
    }

    /** Line breaks are the writer's, the ends are not. */
    private static @Nullable String lines(@Nullable String words) {
        if (words == null) {
            return null;
        }
        String clean = words.replace("\r\n", "\n").replace('\r', '\n').strip();
        return clean.isEmpty() ? null : clean;
    }
}
