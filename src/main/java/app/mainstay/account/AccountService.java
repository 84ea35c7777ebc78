package app.mainstay.account;

import app.mainstay.account.duplicate.DuplicateKeys;
import app.mainstay.account.search.TextSearch;
import app.mainstay.audit.Because;
import app.mainstay.base.Changes;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The door to accounts. Rights are decided here: who may by role, which rows by {@link AccountScope}. */
@Service
public class AccountService {

    /** The kind under which open screens are told that an account changed, see {@link Changes}. */
    public static final String CHANGED = "account";
    /** How far {@link #estimate} counts. */
    public static final int ESTIMATED = 1_000;
    private static final int LONGEST_REASON = 500;

    private final AccountRepository repository;
    private final AccountQueries queries;
    private final AccountLists lists;
    private final AccountConditions conditions;
    private final AccountScope scope;
    private final TextSearch search;
    private final DuplicateKeys duplicateKeys;
    private final Timeline timeline;
    private final StandingWriter standing;
    private final UserService users;
    private final UnitService units;
    private final CodeLists codes;
    private final CurrentUser currentUser;
    private final Validation validation;
    private final Changes changes;
    // Asked late: who knows what people carry needs accounts for itself.
    private final ObjectProvider<AssignmentRule> rules;
    private final ObjectProvider<SectorFollower> followers;
    private final Clock clock;
    /** By person, text and bound. */
    private final Remembered<Boolean> tooMany = new Remembered<>(2_000);

    AccountService(AccountRepository repository, AccountQueries queries, AccountLists lists, AccountConditions conditions,
                   AccountScope scope, TextSearch search, DuplicateKeys duplicateKeys, Timeline timeline, StandingWriter standing, UserService users, UnitService units,
                   CodeLists codes, CurrentUser currentUser, Validation validation, Changes changes, ObjectProvider<AssignmentRule> rules,
                   ObjectProvider<SectorFollower> followers, Clock clock) {
        this.repository = repository;
        this.queries = queries;
        this.lists = lists;
        this.conditions = conditions;
        this.scope = scope;
        this.search = search;
        this.duplicateKeys = duplicateKeys;
        this.timeline = timeline;
        this.standing = standing;
        this.users = users;
        this.units = units;
        this.codes = codes;
        this.currentUser = currentUser;
        this.validation = validation;
        this.changes = changes;
        this.rules = rules;
        this.followers = followers;
        this.clock = clock;
    }

    /**
     * Accounts in scope; fewer than the limit only at the end of the list. Begins no transaction: each statement sees what is committed when it
     * begins anyway, and beginning and ending one takes as long as most pages do.
     */
    @SignedIn
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public List<AccountRow> page(AccountFilter filter, Slice<AccountSort> slice) {
        // Again where it shows that something was wrong about it, and what.
        for (int i = 0; i < 3 && filter.groupId() == null; i++) {
            var guess = scope.guess();
            if (guess.isEmpty()) {
                break;
            }
            var reach = guess.get().reach();
            var page = lists.page(conditions.ask(filter, reach), scope.rows("p", reach), slice, guess.get());
            if (scope.wasRight(guess.get(), page.mark() == null ? scope.mark(guess.get()) : page.mark())) {
                return page.rows();
            }
        }
        var reach = scope.reach();
        return lists.page(conditions.ask(filter, reach), scope.rows("p", reach), slice);
    }

    /** The exact number; on a large database it takes a moment, so no list asks for it by itself. */
    @SignedIn
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public long count(AccountFilter filter) {
        return lists.count(conditions.ask(filter), Long.MAX_VALUE);
    }

    /** The exact number up to {@link #ESTIMATED}; one more than that where there are more. */
    @SignedIn
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public long estimate(AccountFilter filter) {
        var guess = filter.groupId() == null ? scope.guess() : Optional.<AccountScope.Guess>empty();
        if (guess.isPresent()) {
            var counted = lists.count(conditions.ask(filter, guess.get().reach()), ESTIMATED + 1, guess.get());
            if (counted.mark() == null || scope.wasRight(guess.get(), counted.mark())) {
                return counted.number();
            }
        }
        return lists.count(conditions.ask(filter), ESTIMATED + 1);
    }

    /**
     * Those of the accounts in scope that have a text, for who looks for what belongs to them; none where these are more than so many, or where the text
     * is so frequent that to find out would take longer than most pages. Either is remembered for ten minutes, so that the pages of a list need not ask again.
     */
    @SignedIn
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public List<Long> withText(String text, int most) {
        var key = List.of(currentUser.require().id(), text, most);
        if (tooMany.get(key) != null) {
            return List.of();
        }
        var found = lists.withText(text, () -> conditions.ask(AccountFilter.text(text)), most);
        if (found.isEmpty()) {
            tooMany.put(key, true);
        }
        return found.orElseGet(List::of);
    }

    /**
     * Ids of accounts in scope in the order of the ids, for acts upon all that a filter finds: none is met twice or left out, whatever
     * changes in between.
     *
     * @param afterId the last one of the call before; 0 at first
     */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Long> ids(AccountFilter filter, long afterId, int limit) {
        return lists.after(conditions.ask(filter), afterId, limit);
    }

    /**
     * Hands over all accounts in scope in that order, one by one, as {@link #page} would show them; memory does not grow with their number.
     * The reader must not ask the database: the one connection is busy with its rows.
     */
    @SignedIn
    @Transactional(readOnly = true)
    public void stream(AccountFilter filter, List<Slice.Order<AccountSort>> orders, Consumer<AccountRow> reader) {
        var reach = scope.reach();
        lists.stream(conditions.ask(filter, reach), scope.rows("p", reach), AccountOrder.of(orders), reader);
    }

    /** @throws NotFoundException when the account does not exist for this viewer */
    @SignedIn
    @Transactional(readOnly = true)
    public AccountDetails get(long id) {
        scope.require(id);
        var account = repository.findById(id).orElseThrow(NotFoundException::new);
        var draft = account.draft();
        var representative = queries.holder(id);
        // A parent outside the viewer's scope does not exist for them.
        String parentName = draft.parentId() != null && scope.sees(draft.parentId()) ? queries.name(draft.parentId()).orElse(null) : null;
        return new AccountDetails(draft, parentName, representative.name(), account.unitId(),
                units.find(account.unitId()).map(UnitService.UnitRow::name).orElse(""),
                Objects.requireNonNullElse(representative.since(), account.createdAt()), account.archivedAt(), account.createdAt(),
                account.updatedAt(), account.archivedAt() == null && scope.writes(id), scope.mayAssignWithin(account.unitId()));
    }

    /** The tags in use on accounts in scope, by name; at most 200. */
    @SignedIn
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public List<String> tags() {
        var reach = scope.reach();
        var rows = scope.rows("a", reach);
        var parts = AccountScope.parts("a", reach).stream().map(AccountScope.Part::rows).toList();
        return lists.tags(rows, conditions.ask(AccountFilter.ALL, reach).narrow() == null ? List.of() : parts.isEmpty() ? List.of(rows) : parts);
    }

    /** Whether the account exists for this viewer. */
    @SignedIn
    @Transactional(readOnly = true)
    public boolean sees(long id) {
        return scope.sees(id);
    }

    /** As {@link AccountScope#why}. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Sight> why(long id) {
        return scope.why(id);
    }

    /** Whether a change of the account concerns what this viewer's lists show: it exists for them, or did until it changed hands. */
    @SignedIn
    @Transactional(readOnly = true)
    public boolean concerns(long id) {
        return scope.sees(id) || scope.saw(id);
    }

    /** The account with exactly this name, as people would mean it, or this credit code; only within scope. */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<Long> findByKey(@Nullable String name, @Nullable String creditCode) {
        Optional<Long> byCode = creditCode == null ? Optional.empty() : queries.idByCreditCode(cleanCode(creditCode));
        return byCode.or(() -> name == null ? Optional.empty() : queries.idByNameKey(Names.key(name))).filter(scope::sees);
    }

    /**
     * Stores a new or changed account and returns its id. Members change accounts in scope; managers and directors create them for
     * representatives within their units. Later it changes hands only through {@link AccountMassWriter#assignAll}, and its tier through
     * {@link AccountStanding}: here as of today, where the work is done for a reason ({@link Because}), as bulk edits and imports are.
     *
     * @throws RefusedException                      with a problem per wrong field; nothing was written
     * @throws NotFoundException                     when the account does not exist for this viewer
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public long save(AccountDraft draft) {
        var clean = clean(draft);
        Instant now = clock.instant();
        if (clean.id() == null) {
            return create(clean, now);
        }
        scope.requireWrite(clean.id());
        var account = repository.findById(clean.id()).orElseThrow(NotFoundException::new);
        account.requireVersion(clean.version());
        if (account.archivedAt() != null) {
            throw new RefusedException(Problem.of(null, "problem.archived"));
        }
        if (clean.parentId() != null && !clean.parentId().equals(account.parentId())) {
            // Whoever closes a circle from its other side at the same time meets here, and the second one sees what the first one did.
            queries.lockAbove(account.id(), clean.parentId());
        }
        check(clean, account, users::findAndHold);
        if (clean.tier() != account.tier() && Because.given().isEmpty()) {
            throw new RefusedException(Problem.of("tier", "account.problem.tierReason"));
        }
        Tier before = account.tier();
        String sectorBefore = account.draft().sector();
        var searchedBefore = account.searched();
        List<String> changed = account.change(clean, now);
        boolean ranked = changed.remove("tier");
        if (ranked || !changed.isEmpty()) {
            repository.flush();
            if (ranked) {
                standing.ranked(account, before, standing.today(Periods.Kind.TIER, account), Because.given().orElseThrow());
            }
            if (changed.contains("sector")) {
                followers.forEach(follower -> follower.sectorChanged(account.id(), sectorBefore, account.draft().sector()));
            }
            if (!changed.isEmpty()) {
                timeline.record(account.id(), now, "account.changed", null, Map.of("fields", String.join(",", changed)));
            }
            search.changed(searchedBefore, account.searched());
            duplicateKeys.changed(account.compared());
            changes.announce(CHANGED, account.id());
        }
        return account.id();
    }

    /**
     * As {@link #save} of a new account, which only brings what stands in a file: beyond what the representative can carry it takes a reason.
     *
     * @param overReason why that is right; stands in the history
     * @throws RefusedException also with a problem of {@code overReason}
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public long create(AccountDraft draft, @Nullable String overReason) {
        if (draft.id() != null) {
            throw new IllegalArgumentException("not new");
        }
        var clean = clean(draft);
        String why = Names.blankToNull(overReason);
        UserRow representative = Objects.requireNonNull(check(clean, null, users::findAndHold));
        if (why == null) {
            Validation.refuse(rules.stream().flatMap(rule -> rule.problems(representative.id(), clean.tier()).stream()).toList());
        } else if (why.length() > LONGEST_REASON) {
            throw new RefusedException(Problem.of("overReason", "problem.tooLong", LONGEST_REASON));
        }
        return create(clean, representative, why, clock.instant());
    }

    private long create(AccountDraft clean, Instant now) {
        if (!currentUser.require().role().seesUnit()) {
            throw new AccessDeniedException("members do not create accounts");
        }
        return create(clean, Objects.requireNonNull(check(clean, null, users::findAndHold)), null, now);
    }

    private long create(AccountDraft clean, UserRow representative, @Nullable String reason, Instant now) {
        var account = repository.saveAndFlush(new Account(clean, representative.id(), representative.unitId(), now));
        search.added(List.of(account.searched()));
        duplicateKeys.added(List.of(account.compared()));
        queries.addRepresentative(account.id(), now, representative.id(), currentUser.require().id(), reason);
        standing.began(account);
        timeline.record(account.id(), now, "account.created", null, Map.of("representative", representative.displayName()));
        changes.announce(CHANGED, account.id());
        return account.id();
    }

    /** Who was the primary representative at that instant; empty before the account existed. */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<Long> representativeAt(long accountId, Instant at) {
        scope.require(accountId);
        return queries.representativeAt(accountId, at);
    }

    /** @throws NotFoundException when the account does not exist for this viewer */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void archive(long id, int version) {
        var account = forUpdate(id, version);
        if (account.archivedAt() == null) {
            account.archive(clock.instant());
            timeline.record(id, clock.instant(), "account.archived", null, Map.of());
            changes.announce(CHANGED, id);
        }
    }

    /** @throws NotFoundException when the account does not exist for this viewer */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void restore(long id, int version) {
        var account = forUpdate(id, version);
        queries.mergedInto(id).ifPresent(into -> {
            throw new RefusedException(Problem.of(null, "merge.problem.restore", into));
        });
        if (account.archivedAt() != null) {
            account.restore(clock.instant());
            timeline.record(id, clock.instant(), "account.restored", null, Map.of());
            changes.announce(CHANGED, id);
        }
    }

    /**
     * What {@link #save} would refuse in a changed account, without writing anything; for previews.
     *
     * @throws NotFoundException when the account does not exist for this viewer
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<Problem> problems(AccountDraft draft) {
        var clean = clean(draft);
        long id = Objects.requireNonNull(clean.id());
        scope.require(id);
        if (!scope.writes(id)) {
            return List.of(Problem.of(null, "problem.readOnly"));
        }
        var account = repository.findById(id).orElseThrow(NotFoundException::new);
        if (account.archivedAt() != null) {
            return List.of(Problem.of(null, "problem.archived"));
        }
        try {
            check(clean, account, users::find);
            return List.of();
        } catch (RefusedException refused) {
            return refused.problems();
        }
    }

    private Account forUpdate(long id, int version) {
        scope.requireWrite(id);
        if (!scope.assigns(id)) {
            // Seen and changed from another unit, as its backup does.
            throw new RefusedException(Problem.of(null, "account.problem.otherUnit"));
        }
        var account = repository.findById(id).orElseThrow(NotFoundException::new);
        account.requireVersion(version);
        return account;
    }

    static AccountDraft clean(AccountDraft draft) {
        return new AccountDraft(draft.id(), Names.clean(draft.name()), Names.blankToNull(draft.shortName()),
                draft.creditCode() == null || draft.creditCode().isBlank() ? null : cleanCode(draft.creditCode()), draft.tier(),
                Names.blankToNull(draft.sector()), Names.blankToNull(draft.region()), draft.parentId(), draft.revenue(), draft.employees(),
                draft.founded(), Names.blankToNull(draft.website()), Names.blankToNull(draft.address()),
                draft.tags().stream().map(Names::blankToNull).filter(Objects::nonNull).distinct().toList(), draft.primaryRepId(),
                draft.version());
    }

    static String cleanCode(String code) {
        return Names.key(code).replace(" ", "").toUpperCase(Locale.ROOT);
    }

    /** Refuses with everything wrong at once; returns the representative of a new account. */
    private @Nullable UserRow check(AccountDraft draft, @Nullable Account stored, LongFunction<Optional<UserRow>> person) {
        List<Problem> problems = validation.problems(draft);
        Long id = draft.id();
        if (draft.revenue() != null && draft.revenue().amount().signum() < 0) {
            problems.add(Problem.of("revenue", "problem.negative"));
        }
        if (draft.creditCode() != null) {
            if (!CreditCode.isValid(draft.creditCode())) {
                problems.add(Problem.of("creditCode", "problem.creditCode"));
            } else if (queries.idByCreditCode(draft.creditCode()).filter(other -> !other.equals(id)).isPresent()) {
                problems.add(Problem.of("creditCode", "problem.taken"));
            }
        }
        // One character can stand for a whole word, as ㈱ does: the key of a name that fits may be longer than its column.
        if (draft.name().length() <= 200 && Names.key(draft.name()).length() > 200) {
            problems.add(Problem.of("name", "problem.tooLong", 200));
        }
        if ((stored == null || !draft.name().equals(stored.name()))
                && queries.idByNameKey(Names.key(draft.name())).filter(other -> !other.equals(id)).isPresent()) {
            problems.add(Problem.of("name", "problem.taken"));
        }
        checkCode(problems, "sector", CodeList.SECTOR, draft.sector(), stored == null ? null : stored.draft().sector());
        checkCode(problems, "region", CodeList.REGION, draft.region(), stored == null ? null : stored.draft().region());
        if (draft.parentId() != null && (stored == null || !draft.parentId().equals(stored.parentId()))) {
            checkParent(problems, draft.parentId(), id);
        }
        if (stored != null && draft.primaryRepId() != null && draft.primaryRepId() != stored.primaryRepId()) {
            problems.add(Problem.of("primaryRepId", "problem.useReassign"));
        }
        boolean assigns = draft.primaryRepId() != null && stored == null;
        // The account takes over the person's unit, so nobody moves the person meanwhile.
        UserRow representative = assigns ? person.apply(draft.primaryRepId()).orElse(null) : null;
        if (assigns) {
            if (representative == null || !representative.active()) {
                problems.add(Problem.of("primaryRepId", "problem.inactive"));
            } else if (representative.role() == Role.ADMINISTRATOR || !scope.mayAssignWithin(representative.unitId())) {
                problems.add(Problem.of("primaryRepId", "problem.notAssignable"));
            }
        }
        Validation.refuse(problems);
        return representative;
    }

    private void checkCode(List<Problem> problems, String field, CodeList list, @Nullable String code, @Nullable String stored) {
        // A retired entry stays where it is and is refused where it is new.
        if (code != null && !code.equals(stored) && codes.find(list, code).filter(entry -> entry.active()).isEmpty()) {
            problems.add(Problem.of(field, "problem.unknownCode", code));
        }
    }

    private void checkParent(List<Problem> problems, long parentId, @Nullable Long id) {
        if (!scope.sees(parentId)) {
            problems.add(Problem.of("parentId", "problem.notFound"));
            return;
        }
        var seen = new HashSet<Long>();
        for (Optional<Long> above = Optional.of(parentId); above.isPresent() && seen.add(above.get()); above = queries.parentOf(above.get())) {
            if (above.get().equals(id)) {
                problems.add(Problem.of("parentId", "problem.parentCycle"));
                return;
            }
        }
    }
}
