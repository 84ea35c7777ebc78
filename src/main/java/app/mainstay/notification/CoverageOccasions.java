package app.mainstay.notification;

import app.mainstay.coverage.Coverage;
import app.mainstay.coverage.Handovers;
import app.mainstay.coverage.Leaves;
import app.mainstay.coverage.PlannedAssignments;
import app.mainstay.security.SystemWork;
import app.mainstay.security.UserService;
import app.mainstay.shared.Ids;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * What people are told of accounts that change hands. Nobody is told of what they did themselves. An entry keeps the account's name as it was,
 * also for who may not see the account any more: that it was taken away has to be told by name.
 */
@Component
class CoverageOccasions {

    private static final String ACCOUNTS = "accounts";
    private static final String LEAVE = "team/leave";
    private static final String HANDOVERS = "team/handovers/";

    private final Teller teller;
    private final UserService users;
    private final JdbcClient jdbc;

    CoverageOccasions(Teller teller, UserService users, JdbcClient jdbc) {
        this.teller = teller;
        this.users = users;
        this.jdbc = jdbc;
    }

    @ApplicationModuleListener
    void on(Coverage.Assigned event) {
        var before = new TreeMap<Long, TreeSet<Long>>();
        event.fromUserIds().forEach((account, user) -> before.computeIfAbsent(user, first -> new TreeSet<>()).add(account));
        if (!isBy(event.actorId(), event.toUserId())) {
            tell(event.toUserId(), "notification.assigned", event.at(), event.fromUserIds().keySet(), null);
        }
        String taker = name(event.toUserId());
        before.forEach((user, accounts) -> {
            if (!isBy(event.actorId(), user)) {
                tell(user, "notification.taken", event.at(), accounts, taker);
            }
        });
    }

    @ApplicationModuleListener
    void on(Coverage.Returned event) {
        var after = new TreeMap<Long, TreeSet<Long>>();
        event.toUserIds().forEach((account, user) -> after.computeIfAbsent(user, first -> new TreeSet<>()).add(account));
        after.forEach((user, accounts) -> {
            if (!isBy(event.actorId(), user)) {
                tell(user, "notification.assigned", event.at(), accounts, null);
            }
        });
        if (!isBy(event.actorId(), event.fromUserId())) {
            if (event.toUserIds().size() == 1) {
                tell(event.fromUserId(), "notification.taken", event.at(), event.toUserIds().keySet(), name(after.firstKey()));
            } else {
                // Those who have them now are too many to name.
                teller.tell(event.fromUserId(), "notification.returnedMany", Ids.text(event.toUserIds().keySet().stream().min(Long::compare).orElseThrow())
                        + " " + event.at(), ACCOUNTS, event.toUserIds().size());
            }
        }
    }

    /** By name where it is one account, else how many. */
    private void tell(long userId, String key, Instant at, Collection<Long> accounts, @Nullable String taker) {
        long first = accounts.stream().min(Long::compare).orElseThrow();
        boolean one = accounts.size() == 1;
        Object what = one ? jdbc.sql("select name from account where id = ?").param(first).query(String.class).single() : accounts.size();
        // A portion of a bulk act has other accounts than the next one, a second reassignment another moment.
        teller.tell(userId, one ? key : key + "Many", Ids.text(first) + " " + at, one ? ACCOUNTS + "/" + Ids.text(first) : ACCOUNTS,
                Stream.of(what, taker).filter(Objects::nonNull).toArray());
    }

    private static boolean isBy(@Nullable Long actorId, long userId) {
        return Long.valueOf(userId).equals(actorId);
    }

    @ApplicationModuleListener
    void on(PlannedAssignments.PlanFailed event) {
        teller.tell(event.actorId(), "notification.planFailed", event.id(), ACCOUNTS + "/" + Ids.text(event.accountId()), event.on(), event.accountName(),
                event.problem());
    }

    // ---- leaves ----

    @ApplicationModuleListener
    void on(Leaves.Planned leave) {
        standsIn(leave.leaveId(), leave.standInId(), leave.userId(), leave.byId(), leave.from(), leave.until(), "notification.standIn");
    }

    @ApplicationModuleListener
    void on(Leaves.Changed leave) {
        if (leave.beforeId() != null && !leave.beforeId().equals(leave.standInId())) {
            standsIn(leave.leaveId(), leave.beforeId(), leave.userId(), leave.byId(), leave.from(), leave.until(), "notification.standInOver");
        }
        standsIn(leave.leaveId(), leave.standInId(), leave.userId(), leave.byId(), leave.from(), leave.until(), "notification.standIn");
    }

    @ApplicationModuleListener
    void on(Leaves.Cancelled leave) {
        standsIn(leave.leaveId(), leave.standInId(), leave.userId(), leave.byId(), leave.from(), leave.until(), "notification.standInOver");
    }

    /** Told again where the days are others. */
    private void standsIn(long leaveId, @Nullable Long standInId, long userId, long byId, LocalDate from, LocalDate until, String key) {
        if (standInId != null && standInId != byId) {
            teller.tell(standInId, key, Ids.text(leaveId) + " " + from + " " + until, LEAVE, name(userId), from, until);
        }
    }

    // ---- handovers ----

    @ApplicationModuleListener
    void on(Handovers.Opened handover) {
        both(handover.giverId(), handover.takerId(), handover.byId(), "notification.handoverOpened", handover.handoverId(),
                " " + handover.effectiveOn(), handover.effectiveOn());
    }

    @ApplicationModuleListener
    void on(Handovers.Done handover) {
        both(handover.giverId(), handover.takerId(), null, "notification.handoverDone", handover.handoverId(), "", handover.accounts());
    }

    @ApplicationModuleListener
    void on(Handovers.Cancelled handover) {
        both(handover.giverId(), handover.takerId(), handover.byId(), "notification.handoverCancelled", handover.handoverId(), "", handover.reason());
    }

    @ApplicationModuleListener
    void on(Handovers.Failed handover) {
        teller.tell(handover.responsibleId(), "notification.handoverFailed", handover.handoverId(), HANDOVERS + Ids.text(handover.handoverId()),
                handover.problems());
    }

    /** @param value the third one of the sentence, behind giver and taker */
    private void both(long giverId, long takerId, @Nullable Long byId, String key, long handoverId, String more, Object value) {
        String giver = name(giverId);
        String taker = name(takerId);
        Stream.of(giverId, takerId).filter(user -> !isBy(byId, user)).forEach(user ->
                teller.tell(user, key, Ids.text(handoverId) + more, HANDOVERS + Ids.text(handoverId), giver, taker, value));
    }

    private String name(long userId) {
        return SystemWork.run(() -> users.names(List.of(userId))).getOrDefault(userId, "");
    }
}
