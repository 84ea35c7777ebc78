package app.mainstay.coverage;

import app.mainstay.account.AccountScope;
import app.mainstay.account.AccountService;
import app.mainstay.account.Timeline;
import app.mainstay.base.Changes;
import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.jobs.JobState;
import app.mainstay.jobs.Jobs;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Ids;
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
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door through which accounts change hands: now, on a day ahead, singly and in bulk; and who looked after them when. Managers and directors
 * assign accounts of their units to people of their units. Archived accounts change hands too: else who has one could never leave.
 */
@Service
public class Coverage {

    /**
     * @param fromUserId whom the viewer saw as the representative: whoever comes second is told so
     * @param overReason needed where the new representative's capacity is exceeded
     */
    public record Assignment(long accountId, long fromUserId, long toUserId, String reason, @Nullable String overReason) {
    }

    /** @param on a day ahead in the business zone */
    public record Planning(long accountId, long toUserId, LocalDate on, String reason, @Nullable String overReason) {
    }

    /** @param selection over {@code AccountList} */
    public record BulkAssignment(BulkSelection selection, long toUserId, String reason, @Nullable String overReason) {
    }

    /** @param jobId see {@link app.mainstay.jobs.Jobs}; its result is a {@link Report} */
    public record Submitted(long batchId, long jobId) {
    }

    /** What a bulk reassignment did, also one that was stopped on the way. */
    public record Report(long batchId, long assigned, long unchanged, long refused) {
    }

    /** What undoing one did. @param kept accounts that somebody changed since, or that may not go back */
    public record UndoReport(long batchId, long undone, long kept) {
    }

    /**
     * What a bulk reassignment would do.
     *
     * @param count       accounts that it means, exactly
     * @param pointsAfter what the new representative would carry then
     * @param exceeds     a reason for exceeding the capacity is needed
     */
    public record Preview(long count, long assigned, long unchanged, long refused, List<Reason> reasons, Capacity.Load load, int pointsAfter,
                          boolean exceeds) {

        public record Reason(Problem problem, long accounts) {
        }
    }

    /** A bulk reassignment that was begun. @param undoable the viewer may undo it now */
    public record Batch(long id, long toUserId, String toName, @Nullable String query, String reason, long actorId, Instant createdAt, long jobId,
                        @Nullable Long undoJobId, @Nullable Instant undoneAt, int assigned, int unchanged, int refused, boolean undoable) {
    }

    /** An account of a batch. @param name empty when it no longer exists for the reader @param state ASSIGNED, REFUSED, UNDONE or KEPT */
    public record BatchLine(long accountId, String name, String state, @Nullable Problem problem) {
    }

    /**
     * A time in which somebody was the primary representative.
     *
     * @param until     the next one's start; null: still is
     * @param actorName who assigned; null: the system
     * @param reason    null where the account began, and for what was written before reasons were
     * @param undoable  the viewer may give the account back: it came to this person today
     */
    public record Term(long userId, String name, Instant from, @Nullable Instant until, @Nullable Long actorId, @Nullable String actorName,
                       @Nullable String reason, boolean undoable) {
    }

    /** @param problem why it failed; null where it did not */
    public record Planned(long id, int version, long accountId, String accountName, long fromUserId, String fromName, long toUserId, String toName,
                          LocalDate on, String reason, @Nullable String overReason, long actorId, String actorName, Instant createdAt,
                          @Nullable Long handoverId, PlannedState state, @Nullable Instant endedAt, @Nullable Problem problem, boolean cancellable) {
    }

    /** Accounts have changed hands; published in the transaction. @param fromUserIds by account id @param actorId null: the system */
    public record Assigned(Map<Long, Long> fromUserIds, long toUserId, @Nullable Long actorId, Instant at, String reason) {
    }

    /** Accounts of a bulk reassignment went back; published in the transaction, once for all of a portion. @param toUserIds by account id */
    public record Returned(Map<Long, Long> toUserIds, long fromUserId, long actorId, Instant at) {
    }

    /** What was planned for that day could not be done; published in the transaction. @param actorId who planned it */
    public record PlanFailed(long id, long accountId, String accountName, long actorId, LocalDate on, Problem problem) {
    }

    private static final int FARTHEST_YEARS = 5;
    private static final int LONGEST_QUERY = 4_000;
    private static final String UNDONE = "↩ ";

    private final Assigning assigning;
    private final PlannedStore planned;
    private final AssignmentLook look;
    private final AssignmentRun run;
    private final AssignmentUndo undo;
    private final AssignmentBatches batches;
    private final AccountScope scope;
    private final Timeline timeline;
    private final UserService users;
    private final UnitService units;
    private final CurrentUser currentUser;
    private final SettingsService settings;
    private final Jobs jobs;
    private final Changes changes;
    private final JdbcClient jdbc;
    private final Clock clock;

    Coverage(Assigning assigning, PlannedStore planned, AssignmentLook look, AssignmentRun run, AssignmentUndo undo, AssignmentBatches batches,
             AccountScope scope, Timeline timeline, UserService users, UnitService units, CurrentUser currentUser, SettingsService settings, Jobs jobs,
             Changes changes, JdbcClient jdbc, Clock clock) {
        this.assigning = assigning;
        this.planned = planned;
        this.look = look;
        this.run = run;
        this.undo = undo;
        this.batches = batches;
        this.scope = scope;
        this.timeline = timeline;
        this.users = users;
        this.units = units;
        this.currentUser = currentUser;
        this.settings = settings;
        this.jobs = jobs;
        this.changes = changes;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Gives an account to another representative now.
     *
     * @throws app.mainstay.shared.RefusedException  with a problem per wrong field: {@code toUserId} (inactive, not of the viewer's units, already
     *                                               the representative), {@code reason}, {@code overReason}; without field where somebody else
     *                                               reassigned it meanwhile
     * @throws app.mainstay.shared.NotFoundException when the account does not exist for this viewer
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void assign(Assignment assignment) {
        List<Problem> problems = new ArrayList<>();
        var person = users.findAndHold(assignment.toUserId());
        var account = assigning.lock(assignment.accountId()).orElseThrow(NotFoundException::new);
        boolean meanwhile = account.representativeId() != assignment.fromUserId();
        if (!scope.sees(account.id()) && !(meanwhile && scope.saw(account.id()))) {
            throw new NotFoundException();
        }
        if (meanwhile) {
            throw new RefusedException(meanwhile(account.id()));
        }
        requireAssigns(account.id());
        assigning.check(problems, person, assignment.reason(), assignment.overReason());
        if (account.representativeId() == assignment.toUserId()) {
            problems.add(Problem.of("toUserId", "coverage.problem.already"));
        }
        if (problems.stream().noneMatch(problem -> "toUserId".equals(problem.field()))) {
            assigning.checkCapacity(problems, assignment.toUserId(), one(account.id()), assignment.overReason());
        }
        Validation.refuse(problems);
        assigning.assign(List.of(account.id()), assignment.toUserId(), currentUser.require().id(), clock.instant(), assignment.reason(),
                assignment.overReason(), null);
    }

    /**
     * Takes a reassignment back on the day it was made: the account goes to whom it came from, also beyond that person's capacity, for it was there
     * before.
     *
     * @param userId whom the viewer saw as the representative
     * @throws app.mainstay.shared.RefusedException  where somebody else reassigned it meanwhile, it was not today, or the former representative
     *                                               cannot have it any more
     * @throws app.mainstay.shared.NotFoundException when the account does not exist for this viewer
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void giveBack(long accountId, long userId) {
        scope.require(accountId);
        var seen = terms(accountId);
        // Whoever is to get it is held first; when that is another one by now, the account is not with the one who was seen.
        var former = seen.size() < 2 ? Optional.<UserRow>empty() : users.findAndHold(seen.get(1).userId());
        var account = assigning.lock(accountId).orElseThrow(NotFoundException::new);
        var terms = terms(accountId);
        if (account.representativeId() != userId || terms.size() != seen.size()) {
            throw new RefusedException(meanwhile(accountId));
        }
        requireAssigns(accountId);
        var last = terms.getFirst();
        if (!mayGiveBack(terms)) {
            throw new RefusedException(Problem.of(null, "coverage.problem.notToday"));
        }
        List<Problem> problems = new ArrayList<>();
        String reason = UNDONE + Objects.requireNonNullElse(last.reason(), "");
        assigning.check(problems, former, reason.substring(0, Math.min(Assigning.LONGEST_REASON, reason.length())), null);
        Validation.refuse(problems.stream().map(problem -> Problem.of(null, problem.key(), problem.args().toArray())).toList());
        assigning.assign(List.of(accountId), former.orElseThrow().id(), currentUser.require().id(), clock.instant(),
                reason.substring(0, Math.min(Assigning.LONGEST_REASON, reason.length())), null, null);
    }

    /**
     * Plans it for a day ahead, applied at 00:00 of the business zone in the planner's name, with the planner's rights then. Returns its id.
     *
     * @throws app.mainstay.shared.RefusedException as {@link #assign}, also for {@code on}: not ahead, or one is planned for that day already
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public long plan(Planning planning) {
        scope.require(planning.accountId());
        requireAssigns(planning.accountId());
        List<Problem> problems = new ArrayList<>();
        var person = users.findAndHold(planning.toUserId());
        // One after the other: the second finds what the first has planned.
        assigning.lock(planning.accountId());
        assigning.check(problems, person, planning.reason(), planning.overReason());
        var today = settings.today();
        if (!planning.on().isAfter(today) || planning.on().isAfter(today.plusYears(FARTHEST_YEARS))) {
            problems.add(Problem.of("on", "coverage.problem.notAhead", FARTHEST_YEARS));
        } else {
            planned.planned(planning.accountId(), planning.on())
                    .ifPresent(name -> problems.add(Problem.of("on", "coverage.problem.plannedAlready", name)));
        }
        if (problems.stream().noneMatch(problem -> "toUserId".equals(problem.field()))) {
            assigning.checkCapacity(problems, planning.toUserId(), one(planning.accountId()), planning.overReason());
        }
        Validation.refuse(problems);
        long id = planned.add(planning, currentUser.require().id(), clock.instant());
        story(planning.accountId(), "coverage.planned", planning.on(), person.orElseThrow().displayName());
        changes.announce(AccountService.CHANGED, planning.accountId());
        return id;
    }

    /** @throws app.mainstay.shared.RefusedException where it is over already */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void cancel(long plannedId, int version) {
        var open = planned.lock(plannedId).orElseThrow(NotFoundException::new);
        scope.require(open.accountId());
        requireAssigns(open.accountId());
        if (open.state() != PlannedState.PLANNED) {
            throw new RefusedException(Problem.of(null, "coverage.problem.plannedOver"));
        }
        if (open.version() != version) {
            throw new ConflictException();
        }
        String name = planned.planned(open.accountId(), open.on()).orElse("");
        planned.end(plannedId, PlannedState.CANCELLED, clock.instant(), currentUser.require().id(), null);
        story(open.accountId(), "coverage.planCancelled", open.on(), name);
        changes.announce(AccountService.CHANGED, open.accountId());
    }

    /** Planned changes of accounts in scope, by the slice and then by id. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Planned> planned(PlannedFilter filter, Slice<PlannedSort> slice) {
        return planned.page(filter, scope.rows("a"), assignable(), slice);
    }

    /** How many there are, exactly up to the bound. */
    @SignedIn
    @Transactional(readOnly = true)
    public long countPlanned(PlannedFilter filter, long atMost) {
        return planned.count(filter, scope.rows("a"), atMost);
    }

    /** What a bulk reassignment would do, at once: for a few thousand accounts. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    public Preview preview(BulkAssignment assignment) {
        check(assignment);
        return look.look(assignment, null);
    }

    /** The same as a job, for any number; its result is a {@link Preview}. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public long submitPreview(BulkAssignment assignment) {
        check(assignment);
        return jobs.submit(look, assignment);
    }

    /** Begins to reassign in bulk; refuses as {@link #assign} does what is wrong with the request itself. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public Submitted assignAll(BulkAssignment assignment) {
        check(assignment);
        if (assignment.selection().query() == null && (assignment.overReason() == null || assignment.overReason().isBlank())) {
            // Picked ones are soon counted; for all that match the job says so.
            var preview = look.look(assignment, null);
            if (preview.exceeds()) {
                throw new RefusedException(Problem.of("overReason", "coverage.problem.overCapacity", preview.pointsAfter(), preview.load().capacity()));
            }
        }
        long id = Ids.next();
        long jobId = jobs.submit(run, new AssignmentRun.Order(id, assignment));
        batches.add(id, assignment, currentUser.require().id(), clock.instant(), jobId);
        return new Submitted(id, jobId);
    }

    /** Empty when there is none, or when it is somebody else's. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Optional<Batch> batch(long batchId) {
        return own(batchId).map(this::judged);
    }

    /** The viewer's own bulk reassignments, newest first. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<Batch> batches(int limit) {
        return batches.newest(currentUser.require().id(), limit).stream().map(this::judged).toList();
    }

    /** Accounts of an own batch that were refused or kept, with why. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<BatchLine> lines(long batchId, long offset, int limit) {
        own(batchId).orElseThrow(NotFoundException::new);
        return batches.lines(batchId, scope.rows("a"), offset, limit);
    }

    /**
     * Begins to give every account back that was not changed since, to who had it before; returns the job's id, its result is an
     * {@link UndoReport}.
     *
     * @throws app.mainstay.shared.RefusedException while the batch or its undoing runs, when it was undone, or when it changed nothing
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public long undo(long batchId) {
        batches.lock(batchId);
        var batch = own(batchId).orElseThrow(NotFoundException::new);
        obstacle(batch).ifPresent(key -> {
            throw new RefusedException(Problem.of(null, key));
        });
        long jobId = jobs.submit(undo, new AssignmentUndo.Order(batchId));
        batches.undoing(batchId, jobId);
        return jobId;
    }

    /**
     * Everybody who looked after the account, newest first.
     *
     * @throws app.mainstay.shared.NotFoundException when the account does not exist for this viewer
     */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Term> history(long accountId) {
        scope.require(accountId);
        var terms = terms(accountId);
        if (!mayGiveBack(terms) || !scope.assigns(accountId)) {
            return terms;
        }
        var last = terms.getFirst();
        terms.set(0, new Term(last.userId(), last.name(), last.from(), last.until(), last.actorId(), last.actorName(), last.reason(), true));
        return terms;
    }

    /** Who looked after the account on that day of the business zone, earliest first: one, unless it changed hands that day. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Term> representativeOn(long accountId, LocalDate day) {
        scope.require(accountId);
        Instant from = day.atStartOfDay(settings.zone()).toInstant();
        Instant until = day.plusDays(1).atStartOfDay(settings.zone()).toInstant();
        if (from.isAfter(clock.instant())) {
            return List.of();
        }
        return terms(accountId).stream().filter(term -> term.from().isBefore(until) && (term.until() == null || term.until().isAfter(from))).toList()
                .reversed();
    }

    /** Who looked after the account at that instant; empty before it existed and in the future. */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<Term> representativeAt(long accountId, Instant at) {
        scope.require(accountId);
        return at.isAfter(clock.instant()) ? Optional.empty() : terms(accountId).stream().filter(term -> !term.from().isAfter(at)).findFirst();
    }

    /** What was given back is not given back again: that would be a reassignment as any other. */
    private boolean mayGiveBack(List<Term> terms) {
        return terms.size() > 1 && LocalDate.ofInstant(terms.getFirst().from(), settings.zone()).equals(settings.today())
                && !Objects.requireNonNullElse(terms.getFirst().reason(), "").startsWith(UNDONE);
    }

    private void requireAssigns(long accountId) {
        if (!scope.assigns(accountId)) {
            throw new RefusedException(Problem.of(null, "account.problem.otherUnit"));
        }
    }

    /** Who was quicker, and when. */
    private Problem meanwhile(long accountId) {
        var latest = terms(accountId).getFirst();
        return Problem.of(null, "problem.reassignedMeanwhile", latest.name(), latest.actorName() == null ? "" : latest.actorName(),
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(latest.from().atZone(settings.zone())));
    }

    private void check(BulkAssignment assignment) {
        List<Problem> problems = new ArrayList<>();
        assigning.check(problems, users.find(assignment.toUserId()), assignment.reason(), assignment.overReason());
        String query = assignment.selection().query();
        if (query != null && query.length() > LONGEST_QUERY) {
            problems.add(Problem.of("query", "problem.tooLong", LONGEST_QUERY));
        }
        Validation.refuse(problems);
    }

    private static Sql one(long accountId) {
        return new Sql().and("a.id = :id", "id", accountId);
    }

    private @Nullable Sql assignable() {
        var viewer = currentUser.require();
        return viewer.role().seesUnit() ? new Sql().and("a.unit_id in (:assignableUnits)", "assignableUnits", units.subtree(viewer.unitId())) : null;
    }

    private void story(long accountId, String kind, LocalDate on, String name) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("name", name);
        parameters.put("on", on.toString());
        timeline.record(accountId, clock.instant(), kind, null, parameters);
    }

    private Optional<Batch> own(long batchId) {
        return batches.find(batchId).filter(batch -> batch.actorId() == currentUser.require().id());
    }

    private Batch judged(Batch batch) {
        return new Batch(batch.id(), batch.toUserId(), batch.toName(), batch.query(), batch.reason(), batch.actorId(), batch.createdAt(), batch.jobId(),
                batch.undoJobId(), batch.undoneAt(), batch.assigned(), batch.unchanged(), batch.refused(), obstacle(batch).isEmpty());
    }

    private Optional<String> obstacle(Batch batch) {
        if (isOpen(batch.jobId()) || batch.undoJobId() != null && isOpen(batch.undoJobId())) {
            return Optional.of("coverage.problem.stillRunning");
        }
        if (batch.undoneAt() != null) {
            return Optional.of("coverage.problem.undone");
        }
        return batch.assigned() == 0 ? Optional.of("coverage.problem.nothingToUndo") : Optional.empty();
    }

    private boolean isOpen(long jobId) {
        return jobs.find(jobId).filter(job -> job.state() == JobState.WAITING || job.state() == JobState.RUNNING).isPresent();
    }

    /** Newest first; each ends where the one after it begins. */
    private List<Term> terms(long accountId) {
        var rows = jdbc.sql("""
                        select r.user_id, u.display_name, r.valid_from, r.actor_id, x.display_name actor_name, r.reason
                        from account_representative r join security_user u on u.id = r.user_id left join security_user x on x.id = r.actor_id
                        where r.account_id = ? order by r.valid_from desc""").param(accountId)
                .query((row, n) -> new Term(row.getLong("user_id"), row.getString("display_name"), Sql.instant(row.getObject("valid_from", LocalDateTime.class)),
                        null, row.getObject("actor_id", Long.class), row.getString("actor_name"), row.getString("reason"), false)).list();
        List<Term> terms = new ArrayList<>(rows.size());
        @Nullable Instant until = null;
        for (var row : rows) {
            terms.add(new Term(row.userId(), row.name(), row.from(), until, row.actorId(), row.actorName(), row.reason(), false));
            until = row.from();
        }
        return terms;
    }
}
