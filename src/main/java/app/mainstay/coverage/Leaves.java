package app.mainstay.coverage;

import app.mainstay.account.AccountPeople;
import app.mainstay.account.AccountService;
import app.mainstay.base.Changes;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.security.UnitService;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is away and who acts for them meanwhile. A leave ends by itself, and the primary representative stays who it is. Everybody enters
 * the own leave, managers and directors that of the people of their units.
 */
@Service
public class Leaves {

    /** The kind under which open screens are told that a leave changed, see {@link app.mainstay.base.Changes}. */
    public static final String CHANGED = "leave";

    /** A new leave. @param standInId null: nobody @param byId who entered it */
    public record Planned(long leaveId, long userId, @Nullable Long standInId, LocalDate from, LocalDate until, long byId) {
    }

    /** Another time or stand-in. @param beforeId the stand-in before */
    public record Changed(long leaveId, long userId, @Nullable Long beforeId, @Nullable Long standInId, LocalDate from, LocalDate until, long byId) {
    }

    /** Called off before it began, or ended early. */
    public record Cancelled(long leaveId, long userId, @Nullable Long standInId, LocalDate from, LocalDate until, long byId) {
    }

    /** Somebody who could stand in. @param away on a day of the time in question, hence not possible */
    public record Choice(long userId, String name, String unitName, boolean away) {
    }

    private static final int LONGEST_DAYS = 366;
    /** So far back a leave may still be entered, as by who fell ill. */
    private static final int LATEST_DAYS = 31;
    private static final int PAGE = 500;
    /** Open screens of more accounts learn of it when they are opened next. */
    private static final int MOST_TOLD = 1_000;

    private final LeaveRepository repository;
    private final LeaveQueries queries;
    private final LeaveDays days;
    private final HeldPeople people;
    private final AccountPeople accountPeople;
    private final UserService users;
    private final UnitService units;
    private final CurrentUser currentUser;
    private final SettingsService settings;
    private final Validation validation;
    private final Changes changes;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Leaves(LeaveRepository repository, LeaveQueries queries, LeaveDays days, HeldPeople people, AccountPeople accountPeople, UserService users,
           UnitService units, CurrentUser currentUser, SettingsService settings, Validation validation, Changes changes, ApplicationEventPublisher events, Clock clock) {
        this.repository = repository;
        this.queries = queries;
        this.days = days;
        this.people = people;
        this.accountPeople = accountPeople;
        this.users = users;
        this.units = units;
        this.currentUser = currentUser;
        this.settings = settings;
        this.validation = validation;
        this.changes = changes;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Stores a new or changed leave and returns its id. Of one that has begun the days behind stay as they were.
     *
     * @throws app.mainstay.shared.RefusedException  with a problem per wrong field: {@code userId}, {@code standInId} (away those days, not a
     *                                               colleague), {@code from}, {@code until} (overlap, past, more than a year), {@code kind}, {@code note}
     * @throws app.mainstay.shared.NotFoundException when the leave does not exist for this viewer
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public long save(LeaveDraft draft) {
        var clean = new LeaveDraft(draft.id(), draft.userId(), draft.standInId(), draft.from(), draft.until(), draft.kind(),
                Names.blankToNull(draft.note()), draft.version());
        Validation.refuse(validation.problems(clean));
        LocalDate today = settings.today();
        Leave stored = clean.id() == null ? null : forUpdate(clean.id(), clean.version());
        if (stored != null && stored.isOver(today)) {
            throw new RefusedException(Problem.of(null, "coverage.problem.leaveOver"));
        }
        long userId = stored == null ? Objects.requireNonNull(clean.userId()) : stored.userId();
        var held = hold(userId, clean.standInId(), stored == null ? null : stored.standInId());
        check(clean, stored, held, userId, today);
        LocalDate from = Objects.requireNonNull(clean.from());
        LocalDate until = Objects.requireNonNull(clean.until());
        long by = currentUser.require().id();
        if (stored == null) {
            var leave = repository.saveAndFlush(new Leave(clean, by, clock.instant()));
            days.write(leave.id(), userId, clean.standInId(), from, until, today);
            actFor(leave, today);
            tell(leave, touches(from, until, today));
            events.publishEvent(new Planned(leave.id(), userId, clean.standInId(), from, until, by));
            return leave.id();
        }
        Long before = stored.standInId();
        boolean touched = touches(stored.from(), stored.until(), today) || touches(from, until, today);
        rewrite(stored, clean, today);
        tell(stored, touched);
        events.publishEvent(new Changed(stored.id(), userId, before, clean.standInId(), from, until, by));
        return stored.id();
    }

    /**
     * Calls a leave off: one ahead or begun today is cancelled, one that began earlier ended yesterday, and its stand-in acts no longer.
     *
     * @throws app.mainstay.shared.RefusedException when it is over
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void cancel(long id, int version) {
        LocalDate today = settings.today();
        var leave = forUpdate(id, version);
        if (leave.isOver(today)) {
            throw new RefusedException(Problem.of(null, "coverage.problem.leaveOver"));
        }
        hold(leave.userId(), leave.standInId());
        boolean touched = touches(leave.from(), leave.until(), today);
        days.clear(id, leave.userId(), today);
        accountPeople.endStandIn(id);
        leave.end(today);
        repository.flush();
        tell(leave, touched);
        events.publishEvent(new Cancelled(id, leave.userId(), leave.standInId(), leave.from(), leave.until(), currentUser.require().id()));
    }

    /** @throws app.mainstay.shared.NotFoundException when it does not exist for this viewer */
    @SignedIn
    @Transactional(readOnly = true)
    public LeaveRow get(long id) {
        return queries.page(visible().and("l.id = :id", "id", id), Slice.first(1, LeaveSort.FROM), settings.today()).stream().findFirst()
                .map(this::shown).orElseThrow(NotFoundException::new);
    }

    /** Leaves of the viewer, of the viewer's unit, of who is or was stood in for; for managers and directors of all people of their units. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<LeaveRow> page(LeaveFilter filter, Slice<LeaveSort> slice) {
        return queries.page(visible().and(queries.where(filter, settings.today())), slice, settings.today()).stream().map(this::shown).toList();
    }

    /** How many there are, exactly up to the bound. */
    @SignedIn
    @Transactional(readOnly = true)
    public long count(LeaveFilter filter, long atMost) {
        return queries.count(visible().and(queries.where(filter, settings.today())), atMost);
    }

    @SignedIn
    @Transactional(readOnly = true)
    public void stream(LeaveFilter filter, List<Slice.Order<LeaveSort>> orders, Consumer<LeaveRow> consumer) {
        long offset = 0;
        List<LeaveRow> rows;
        do {
            rows = page(filter, new Slice<>(offset, PAGE, orders));
            rows.forEach(consumer);
            offset += PAGE;
        } while (rows.size() == PAGE);
    }

    /** Whether the leave exists for this viewer. */
    @SignedIn
    @Transactional(readOnly = true)
    public boolean sees(long id) {
        return queries.count(visible().and("l.id = :id", "id", id), 1) > 0;
    }

    /** The person's leaves now and ahead, earliest first; dates and stand-in are no secret inside the company. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<LeaveRow> ahead(long userId, int limit) {
        LocalDate today = settings.today();
        var where = new Sql().and("l.user_id = :user", "user", userId).and("l.state = 'PLANNED'").and("l.until_day >= :today", "today", today);
        return queries.page(where, Slice.first(limit, LeaveSort.FROM), today).stream().map(this::shown).toList();
    }

    /** Whose leave the viewer may enter, by name: the own, and for managers and directors that of the people of their units. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<UserRow> people(@Nullable String text, long offset, int limit) {
        return queries.people(peopleOf(currentUser.require()), text, offset, limit);
    }

    /**
     * Who may stand in for the person, by name: colleagues of the unit and who leads it, for managers and directors also all people of
     * their units.
     *
     * @param from  null, as {@code until}: not known yet, so nobody counts as away
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<Choice> standIns(long userId, @Nullable LocalDate from, @Nullable LocalDate until, @Nullable String text, long offset, int limit) {
        UserRow user = users.find(userId).filter(person -> mayEdit(person.id(), person.unitId())).orElseThrow(NotFoundException::new);
        var found = queries.people(colleagues(user), text, offset, limit);
        var away = from == null || until == null || until.isBefore(from) ? Set.<Long>of()
                : days.away(found.stream().map(UserRow::id).toList(), from, until);
        return found.stream().map(row -> new Choice(row.id(), row.displayName(), row.unitName(), away.contains(row.id()))).toList();
    }

    /** Who is away, of those leaves that exist for this viewer. */
    Map<Long, String> names(Set<Long> ids) {
        return ids.isEmpty() ? Map.of() : queries.page(visible().and("l.id in (:ids)", "ids", ids), Slice.first(ids.size(), LeaveSort.FROM), settings.today())
                .stream().collect(Collectors.toMap(found -> found.row().id(), found -> found.row().userName()));
    }

    /** The leaves in which the giver stands in go to the taker, in the transaction of a handover; those that the taker cannot take stay. */
    List<Long> takeOver(long giverId, long takerId) {
        LocalDate today = settings.today();
        List<Long> left = new ArrayList<>();
        for (var leave : repository.findAllById(days.lockDuties(giverId, today))) {
            LocalDate from = leave.from().isBefore(today) ? today : leave.from();
            if (leave.userId() == takerId || !days.away(List.of(takerId), from, leave.until()).isEmpty()) {
                left.add(leave.id());
                continue;
            }
            days.clear(leave.id(), leave.userId(), from);
            leave.standIn(takerId);
            repository.flush();
            days.write(leave.id(), leave.userId(), takerId, from, leave.until(), today);
            actFor(leave, today);
            tell(leave, touches(leave.from(), leave.until(), today));
            events.publishEvent(new Changed(leave.id(), leave.userId(), giverId, takerId, leave.from(), leave.until(),
                    currentUser.require().id()));
        }
        return left;
    }

    private Leave forUpdate(long id, int version) {
        if (!days.lock(id)) {
            throw new NotFoundException();
        }
        var row = get(id);
        if (!mayEdit(row.userId(), users.find(row.userId()).orElseThrow().unitId())) {
            throw new RefusedException(Problem.of(null, "coverage.problem.notYourPeople"));
        }
        var leave = repository.findById(id).orElseThrow(NotFoundException::new);
        leave.requireVersion(version);
        return leave;
    }

    private Map<Long, UserRow> hold(long userId, @Nullable Long... others) {
        return people.hold(Stream.concat(Stream.of(userId), Stream.of(others).filter(Objects::nonNull)).toList());
    }

    private void check(LeaveDraft draft, @Nullable Leave stored, Map<Long, UserRow> held, long userId, LocalDate today) {
        List<Problem> problems = new ArrayList<>();
        LocalDate from = Objects.requireNonNull(draft.from());
        LocalDate until = Objects.requireNonNull(draft.until());
        UserRow user = held.get(userId);
        if (user == null || !mayEdit(userId, user.unitId())) {
            throw new RefusedException(Problem.of("userId", "coverage.problem.notYourPeople"));
        }
        if (stored == null && (!user.active() || user.role() == Role.ADMINISTRATOR)) {
            problems.add(Problem.of("userId", "problem.inactive"));
        }
        if (stored != null && stored.from().isBefore(today) && !stored.from().equals(from)) {
            problems.add(Problem.of("from", "coverage.problem.leaveBegun"));
        } else if ((stored == null || !stored.from().equals(from)) && from.isBefore(today.minusDays(LATEST_DAYS))) {
            problems.add(Problem.of("from", "coverage.problem.leaveTooLate", LATEST_DAYS));
        }
        if (until.isBefore(from)) {
            problems.add(Problem.of("until", "coverage.problem.leaveOrder"));
        } else if (until.isBefore(today)) {
            problems.add(Problem.of("until", "coverage.problem.leavePast"));
        } else if (until.isAfter(from.plusDays(LONGEST_DAYS - 1))) {
            problems.add(Problem.of("until", "coverage.problem.leaveTooLong", LONGEST_DAYS));
        }
        if (problems.isEmpty()) {
            days.leaveOf(userId, from, until, draft.id()).ifPresent(other -> problems.add(Problem.of("from", "coverage.problem.leaveOverlaps",
                    other.from().toString(), other.until().toString(), other.byName(), Times.text(other.at(), settings.zone()))));
            days.dutyOf(userId, from, until, draft.id()).ifPresent(other -> problems.add(Problem.of("from", "coverage.problem.standsInThen",
                    other.name(), other.from().toString(), other.until().toString())));
        }
        if (draft.standInId() != null) {
            checkStandIn(problems, draft.standInId(), held, user, stored, from, until, today, draft.id());
        }
        Validation.refuse(problems);
    }

    private void checkStandIn(List<Problem> problems, long standInId, Map<Long, UserRow> held, UserRow user, @Nullable Leave stored, LocalDate from,
                              LocalDate until, LocalDate today, @Nullable Long leaveId) {
        UserRow standIn = held.get(standInId);
        if (standInId == user.id()) {
            problems.add(Problem.of("standInId", "coverage.problem.standInSelf"));
        } else if (standIn == null || !standIn.active() || standIn.role() == Role.ADMINISTRATOR) {
            problems.add(Problem.of("standInId", "problem.inactive"));
        } else if ((stored == null || !Objects.equals(stored.standInId(), standInId)) && !isColleague(standIn, user)) {
            problems.add(Problem.of("standInId", "coverage.problem.notColleague"));
        } else if (problems.isEmpty()) {
            days.leaveOf(standInId, from.isBefore(today) ? today : from, until, leaveId).ifPresent(other -> problems.add(Problem.of("standInId",
                    "coverage.problem.standInAway", other.name(), other.from().toString(), other.until().toString())));
        }
    }

    /** Of the same unit, one who leads it, or for who leads: one of the own people. */
    private boolean isColleague(UserRow standIn, UserRow user) {
        Viewer viewer = currentUser.require();
        return standIn.unitId() == user.unitId() || standIn.role().seesUnit() && units.subtree(standIn.unitId()).contains(user.unitId())
                || viewer.role().seesUnit() && units.subtree(viewer.unitId()).contains(standIn.unitId());
    }

    private Sql colleagues(UserRow user) {
        Viewer viewer = currentUser.require();
        // Whoever leads a unit above the person's is of one of these units.
        var above = units.all().stream().map(UnitService.UnitRow::id).filter(unit -> units.subtree(unit).contains(user.unitId())).toList();
        var where = new Sql().and("u.id <> :away", "away", user.id());
        String condition = "u.unit_id = :unit or u.role in ('MANAGER', 'DIRECTOR') and u.unit_id in (:above)";
        where.with("unit", user.unitId()).with("above", above);
        if (viewer.role().seesUnit()) {
            condition += " or u.unit_id in (:mine)";
            where.with("mine", units.subtree(viewer.unitId()));
        }
        return where.and("(" + condition + ")");
    }

    private Sql peopleOf(Viewer viewer) {
        return viewer.role().seesUnit()
                ? new Sql().and("(u.id = :me or u.unit_id in (:mine))").with("me", viewer.id()).with("mine", units.subtree(viewer.unitId()))
                : new Sql().and("u.id = :me", "me", viewer.id());
    }

    private boolean mayEdit(long userId, long unitId) {
        Viewer viewer = currentUser.require();
        return !viewer.is(Role.ADMINISTRATOR)
                && (userId == viewer.id() || viewer.role().seesUnit() && units.subtree(viewer.unitId()).contains(unitId));
    }

    private void rewrite(Leave leave, LeaveDraft draft, LocalDate today) {
        // What lies behind stays: who stood in then is a fact.
        boolean begun = leave.from().isBefore(today);
        days.clear(leave.id(), leave.userId(), begun ? today : leave.from());
        leave.change(draft);
        repository.flush();
        days.write(leave.id(), leave.userId(), leave.standInId(), begun ? today : leave.from(), leave.until(), today);
        actFor(leave, today);
    }

    private void actFor(Leave leave, LocalDate today) {
        if (leave.standInId() == null) {
            accountPeople.endStandIn(leave.id());
        } else {
            LocalDate from = leave.from().isBefore(today) ? today : leave.from();
            accountPeople.standIn(leave.id(), leave.userId(), leave.standInId(), startOf(from), startOf(leave.until().plusDays(1)));
        }
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(settings.zone()).toInstant();
    }

    private static boolean touches(LocalDate from, LocalDate until, LocalDate day) {
        return !from.isAfter(day) && !until.isBefore(day);
    }

    private void tell(Leave leave, boolean today) {
        changes.announce(CHANGED, leave.id());
        if (today) {
            queries.accountsOf(leave.userId(), MOST_TOLD).forEach(account -> changes.announce(AccountService.CHANGED, account));
        }
    }

    private Sql visible() {
        Viewer viewer = currentUser.require();
        var where = new Sql();
        String own = "l.user_id = :me or l.stand_in_id = :me";
        where.with("me", viewer.id());
        if (viewer.role().seesUnit()) {
            return where.and("(" + own + " or u.unit_id in (:mine))").with("mine", units.subtree(viewer.unitId()));
        }
        return viewer.is(Role.ADMINISTRATOR) ? where.and("(" + own + ")") : where.and("(" + own + " or u.unit_id = :mine)").with("mine", viewer.unitId());
    }

    /** Why somebody is away is for the person and who leads the person. */
    private LeaveRow shown(LeaveQueries.Found found) {
        var row = found.row();
        boolean mine = mayEdit(row.userId(), found.unitId());
        boolean over = row.state() == LeaveState.OVER || row.state() == LeaveState.CANCELLED;
        return new LeaveRow(row.id(), row.version(), row.userId(), row.userName(), row.unitName(), row.standInId(), row.standInName(), row.from(),
                row.until(), mine ? row.kind() : null, mine ? row.note() : null, row.state(), row.createdByName(), mine && !over);
    }
}
