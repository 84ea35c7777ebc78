package app.mainstay.coverage;

import app.mainstay.account.AccountMassWriter;
import app.mainstay.account.AccountMassWriter.Reassigned;
import app.mainstay.account.AccountMassWriter.Reassignment;
import app.mainstay.account.AccountScope;
import app.mainstay.security.Role;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rules that every way of changing hands shares, and the act itself. */
@Component
class Assigning {

    static final int LONGEST_REASON = 500;

    /** An account as it stands, for deciding about it. */
    record Standing(long id, int version, long representativeId, long unitId) {
    }

    private final AccountMassWriter writer;
    private final AccountScope scope;
    private final UserService users;
    private final Loads loads;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final Clock clock;

    Assigning(AccountMassWriter writer, AccountScope scope, UserService users, Loads loads, ApplicationEventPublisher events, JdbcClient jdbc, Clock clock) {
        this.writer = writer;
        this.scope = scope;
        this.users = users;
        this.loads = loads;
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    static Sql one(long accountId) {
        return new Sql().and("a.id = :id", "id", accountId);
    }

    /** @throws RefusedException where the viewer sees the account and does not assign it */
    void requireAssigns(long accountId) {
        if (!scope.assigns(accountId)) {
            throw new RefusedException(Problem.of(null, "account.problem.otherUnit"));
        }
    }

    /** Those of the accounts that are in the viewer's scope, by id. */
    List<Standing> inScope(Collection<Long> accountIds) {
        var where = new Sql().and("a.id in (:ids)", "ids", accountIds).and(scope.rows("a"));
        return jdbc.sql("select a.id, a.version, a.primary_rep_id, a.unit_id from account a" + where.where() + " order by a.id").params(where.params())
                .query((row, n) -> new Standing(row.getLong(1), row.getInt(2), row.getLong(3), row.getLong(4))).list();
    }

    /** Holds the account as it is until the transaction ends. Whoever is to get it is held first, so that nobody waits in a circle. */
    Optional<Standing> lock(long accountId) {
        return jdbc.sql("select id, version, primary_rep_id, unit_id from account where id = ? for update").param(accountId)
                .query((row, n) -> new Standing(row.getLong(1), row.getInt(2), row.getLong(3), row.getLong(4))).optional();
    }

    /** What is wrong with these words, and with that person as a representative for the viewer's accounts. */
    void check(List<Problem> problems, Optional<UserRow> person, String reason, @Nullable String overReason) {
        if (person.filter(UserRow::active).isEmpty()) {
            problems.add(Problem.of("toUserId", "problem.inactive"));
        } else if (person.get().role() == Role.ADMINISTRATOR || !scope.mayAssignWithin(person.get().unitId())) {
            problems.add(Problem.of("toUserId", "problem.notAssignable"));
        }
        if (reason.isBlank()) {
            problems.add(Problem.of("reason", "problem.required"));
        } else if (reason.strip().length() > LONGEST_REASON) {
            problems.add(Problem.of("reason", "problem.tooLong", LONGEST_REASON));
        }
        if (overReason != null && overReason.strip().length() > LONGEST_REASON) {
            problems.add(Problem.of("overReason", "problem.tooLong", LONGEST_REASON));
        }
    }

    /** Refuses where the person would carry too much and nobody says why that shall be. @param accounts those that would come, conditions on a */
    void checkCapacity(List<Problem> problems, long toUserId, Sql accounts, @Nullable String overReason) {
        if (overReason == null || overReason.isBlank()) {
            int added = added(loads.points(accounts), toUserId);
            var load = loads.of(List.of(toUserId)).get(toUserId);
            if (load != null && added > 0 && load.points() + added > load.capacity()) {
                problems.add(Problem.of("overReason", "coverage.problem.overCapacity", load.points() + added, load.capacity()));
            }
        }
    }

    static int added(Map<Long, Integer> points, long toUserId) {
        return points.entrySet().stream().filter(entry -> entry.getKey() != toUserId).mapToInt(Map.Entry::getValue).sum();
    }

    /** In the caller's transaction. @param actorId null: the system */
    List<Reassigned> assign(Collection<Long> accountIds, long toUserId, @Nullable Long actorId, Instant at, String reason, @Nullable String overReason,
                            @Nullable Long batchId) {
        String words = overReason == null || overReason.isBlank() ? reason.strip() : reason.strip() + " / " + overReason.strip();
        var done = writer.assignAll(new Reassignment(accountIds, toUserId, actorId, at, words, batchId));
        if (!done.isEmpty()) {
            events.publishEvent(new Coverage.Assigned(done.stream().collect(Collectors.toMap(Reassigned::accountId, Reassigned::fromUserId)), toUserId,
                    actorId, at, words));
        }
        return done;
    }

    /**
     * Gives accounts of a batch back to several people, in the caller's transaction. One event for all of them: each costs a listener of its own.
     *
     * @param accountIds by whom they go back to
     */
    Set<Long> giveBack(SortedMap<Long, List<Long>> accountIds, long fromUserId, long actorId, String reason, long batchId) {
        Instant at = now();
        Map<Long, Long> toUserIds = new HashMap<>();
        accountIds.forEach((person, accounts) -> writer.assignAll(new Reassignment(accounts, person, actorId, at, reason, batchId))
                .forEach(row -> toUserIds.put(row.accountId(), person)));
        if (!toUserIds.isEmpty()) {
            events.publishEvent(new Coverage.Returned(toUserIds, fromUserId, actorId, at));
        }
        return toUserIds.keySet();
    }

    Instant now() {
        return clock.instant();
    }
}
