package app.mainstay.security;

import app.mainstay.security.log.SecurityReason;
import app.mainstay.security.signin.SessionStore;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Users: administrators keep them, everybody else chooses among those of their own units. */
@Service
public class UserService {

    private final AppUserRepository repository;
    private final UserQueries queries;
    private final UnitService units;
    private final CurrentUser currentUser;
    private final Validation validation;
    private final List<DeactivationCheck> deactivationChecks;
    // Asked late: who takes rows along needs users for itself.
    private final ObjectProvider<UserMoved> followers;
    // Late, too: sessions ask users who somebody still is.
    private final ObjectProvider<SessionStore> sessions;
    private final Clock clock;

    UserService(AppUserRepository repository, UserQueries queries, UnitService units, CurrentUser currentUser, Validation validation,
                List<DeactivationCheck> deactivationChecks, ObjectProvider<UserMoved> followers, ObjectProvider<SessionStore> sessions,
                Clock clock) {
        this.repository = repository;
        this.queries = queries;
        this.units = units;
        this.currentUser = currentUser;
        this.validation = validation;
        this.deactivationChecks = deactivationChecks;
        this.followers = followers;
        this.sessions = sessions;
        this.clock = clock;
    }

    @RolesAllowed(Role.IS_ADMINISTRATOR)
    @Transactional(readOnly = true)
    public List<UserRow> page(UserFilter filter, Slice<UserSort> slice) {
        return queries.page(UserQueries.where(filter), slice);
    }

    /** How many there are. */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional(readOnly = true)
    public long count(UserFilter filter) {
        return queries.count(UserQueries.where(filter));
    }

    /** Active people whom the viewer may make a representative: those of the viewer's unit and below, administrators excepted. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<UserRow> assignable(@Nullable String text, Slice<UserSort> slice) {
        var where = UserQueries.where(new UserFilter(text, Set.of(), Set.of(), true)).and("u.role <> 'ADMINISTRATOR'");
        Viewer viewer = currentUser.require();
        if (viewer.role().seesUnit()) {
            where.and("u.unit_id in (:units)", "units", units.subtree(viewer.unitId()));
        } else {
            where.and("u.id = :me", "me", viewer.id());
        }
        return queries.page(where, slice);
    }

    /** Active people of all units, administrators excepted: to whom work may be given whoever they are. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<UserRow> colleagues(@Nullable String text, Slice<UserSort> slice) {
        return queries.page(UserQueries.where(new UserFilter(text, Set.of(), Set.of(), true)).and("u.role <> 'ADMINISTRATOR'"), slice);
    }

    /** Everybody, also those who left, for choosing whom entries concern; people are no secret inside the company. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<UserRow> people(@Nullable String text, Slice<UserSort> slice) {
        return queries.page(UserQueries.where(new UserFilter(text, Set.of(), Set.of(), null)), slice);
    }

    /** Display names by id. */
    @SignedIn
    @Transactional(readOnly = true)
    public Map<Long, String> names(Collection<Long> ids) {
        return queries.names(ids);
    }

    /** A colleague's name for showing beside a row; people are no secret inside the company, accounts are. */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<UserRow> find(long id) {
        return queries.page(new app.mainstay.shared.Sql().and("u.id = :id", "id", id), Slice.first(1, UserSort.NAME)).stream().findFirst();
    }

    /**
     * The same, kept in the present unit, role and activity until the caller's transaction ends: whoever writes a row that follows a person
     * asks here, and whoever moves the person comes before or waits.
     */
    @SignedIn
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<UserRow> findAndHold(long id) {
        return repository.hold(id).isEmpty() ? Optional.empty() : find(id);
    }

    /** Whether the person, held until the caller's transaction ends, is active and in the role and unit with which they signed in. */
    @PermitAll
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isStill(Viewer viewer) {
        return repository.hold(viewer.id()).filter(user -> user.active() && user.draft().role() == viewer.role()
                && user.draft().unitId() == viewer.unitId()).isPresent();
    }

    @SignedIn
    @Transactional(readOnly = true)
    public Optional<UserRow> findByUsername(String username) {
        return queries.page(new app.mainstay.shared.Sql().and("u.username = :name", "name", username.strip().toLowerCase(Locale.ROOT)),
                Slice.first(1, UserSort.NAME)).stream().findFirst();
    }

    /** Whether there is any user yet; what a first start asks. */
    @RolesAllowed(Role.IS_SYSTEM)
    @Transactional(readOnly = true)
    public boolean any() {
        return queries.anyUser();
    }

    /** Everybody whose user name or display name this is, active or not: several people may bear one name. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<UserRow> findByName(String name) {
        String key = Names.key(name);
        return queries.page(new app.mainstay.shared.Sql().and("(u.username = :key or u.name_sort = :sort)").with("key", key)
                        .with("sort", Names.sortKey(name, 200)), Slice.first(100, UserSort.NAME)).stream()
                .filter(user -> user.username().equals(key) || Names.key(user.displayName()).equals(key)).toList();
    }

    /** @throws NotFoundException when there is none */
    @RolesAllowed(Role.IS_ADMINISTRATOR)
    @Transactional(readOnly = true)
    public UserDraft get(long id) {
        return repository.findById(id).orElseThrow(NotFoundException::new).draft();
    }

    /**
     * Stores a new or changed user and returns the id. A new user has no password and cannot sign in until one is set. Who comes to another
     * unit takes the own accounts along: {@link #save(UserDraft, boolean)} asks whether they shall. What a session may see was decided at sign-in, so another role or unit ends the person's sessions;
     * another role also ends what keeps devices signed in.
     *
     * @throws RefusedException                      when a field is wrong, the user name is taken, the last administrator would become
     *                                               something else, or somebody whom rows need would become an administrator
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed({Role.IS_ADMINISTRATOR, Role.IS_SYSTEM})
    @Transactional(noRollbackFor = RefusedException.class)
    public long save(UserDraft draft) {
        return save(draft, true);
    }

    /** How many accounts would go along if that person came to another unit now. */
    @RolesAllowed(Role.IS_ADMINISTRATOR)
    @Transactional(readOnly = true)
    public int carried(long id) {
        return followers.stream().mapToInt(follower -> follower.carried(id)).sum();
    }

    /**
     * As {@link #save(UserDraft)}. An account is always in its representative's unit, so what shall not move along is handed over first.
     *
     * @param accountsMove false: refused while the person would take accounts along
     */
    @RolesAllowed({Role.IS_ADMINISTRATOR, Role.IS_SYSTEM})
    @Transactional(noRollbackFor = RefusedException.class)
    public long save(UserDraft draft, boolean accountsMove) {
        var clean = new UserDraft(draft.id(), draft.username().strip().toLowerCase(Locale.ROOT), Names.clean(draft.displayName()),
                Names.blankToNull(draft.email()), draft.role(), draft.unitId(), draft.version());
        var problems = validation.problems(clean);
        if (queries.usernameTaken(clean.username(), clean.id())) {
            problems.add(Problem.of("username", "problem.taken"));
        }
        if (clean.unitId() != null && units.find(clean.unitId()).isEmpty()) {
            problems.add(Problem.of("unitId", "problem.required"));
        }
        Validation.refuse(problems);
        if (clean.id() == null) {
            return repository.saveAndFlush(new AppUser(clean)).id();
        }
        var user = repository.findById(clean.id()).orElseThrow(NotFoundException::new);
        user.requireVersion(clean.version());
        UserDraft before = user.draft();
        if (user.active() && clean.role() != Role.ADMINISTRATOR && before.role() == Role.ADMINISTRATOR) {
            requireAnotherAdministrator("role", user.id());
        }
        if (clean.role() == Role.ADMINISTRATOR && before.role() != Role.ADMINISTRATOR) {
            // An administrator looks after nothing, so what stands against leaving stands against this too.
            queries.lock(user.id());
            Validation.refuse(obstacles(user.id()).stream().map(problem -> new Problem("role", problem.key(), problem.args())).toList());
        }
        if (!accountsMove && !Objects.equals(before.unitId(), clean.unitId())) {
            // Nobody gives the person an account between the question and the answer.
            queries.lock(user.id());
            int carried = followers.stream().mapToInt(follower -> follower.carried(user.id())).sum();
            Validation.refuse(carried == 0 ? List.of() : List.of(Problem.of("accountsMove", "problem.handOverFirst", carried)));
        }
        user.change(clean);
        repository.flush();
        if (!Objects.equals(before.unitId(), clean.unitId())) {
            followers.forEach(follower -> follower.moved(user.id(), clean.unitId()));
        }
        if (before.role() != clean.role()) {
            sessions.getObject().endAll(user.id(), SecurityReason.ROLE_CHANGED, null);
        } else if (!Objects.equals(before.unitId(), clean.unitId())) {
            sessions.getObject().endSessions(user.id(), SecurityReason.UNIT_CHANGED);
        }
        return user.id();
    }

    /** @throws RefusedException with every obstacle that a room has named, or when it is oneself or the last administrator */
    @RolesAllowed(Role.IS_ADMINISTRATOR)
    @Transactional
    public void deactivate(long id) {
        var user = repository.findById(id).orElseThrow(NotFoundException::new);
        if (currentUser.require().id() == id) {
            throw new RefusedException(Problem.of(null, "problem.deactivateSelf"));
        }
        if (user.active() && user.draft().role() == Role.ADMINISTRATOR) {
            requireAnotherAdministrator(null, id);
        }
        // Nobody is given a row between the question and the answer.
        queries.lock(id);
        Validation.refuse(obstacles(id));
        user.setActive(false);
        repository.flush();
        sessions.getObject().endAll(id, SecurityReason.DEACTIVATED, null);
    }

    @RolesAllowed(Role.IS_ADMINISTRATOR)
    @Transactional
    public void activate(long id) {
        repository.findById(id).orElseThrow(NotFoundException::new).setActive(true);
    }

    private List<Problem> obstacles(long id) {
        return deactivationChecks.stream().flatMap(check -> check.obstacles(id).stream()).toList();
    }

    /** One without a password does not count: nobody could sign in any more to give it one. */
    private void requireAnotherAdministrator(@Nullable String field, long id) {
        if (queries.lockAdministrators(clock.instant().minus(Passwords.ONE_TIME_VALID)).stream().allMatch(administrator -> administrator == id)) {
            throw new RefusedException(Problem.of(field, "problem.lastAdministrator"));
        }
    }
}
