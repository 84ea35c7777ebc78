package app.mainstay.account;

import app.mainstay.base.Changes;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The door to everybody beside the primary representative who may see an account: its team, stand-ins, and who gave it away. */
@Service
public class AccountPeople {

    /** A place in an account's team. */
    public record Member(long userId, String name, TeamRole role, Instant since) {
    }

    /** A person's place in the team of an account. */
    public record Place(long accountId, String accountName, TeamRole role, Instant since) {
    }

    /** Who acts for somebody, and until when. */
    public record StandIn(long leaveId, long awayId, long standInId, String standInName, Instant from, Instant until) {
    }

    private static final int PORTION = 1_000;
    private static final String MEMBERS = """
            select m.account_id, m.user_id, m.role, m.since, u.display_name from account_member m join security_user u on u.id = m.user_id""";
    private static final String BY_ROLE = "case m.role when 'BACKUP' then 1 when 'PRESALES' then 2 when 'SERVICE' then 3 else 4 end";

    private final AccountMemberRepository repository;
    private final AccountScope scope;
    private final PlacesElsewhere elsewhere;
    private final UserService users;
    private final Timeline timeline;
    private final Changes changes;
    private final JdbcClient jdbc;
    private final Clock clock;

    AccountPeople(AccountMemberRepository repository, AccountScope scope, PlacesElsewhere elsewhere, UserService users, Timeline timeline,
                  Changes changes, JdbcClient jdbc, Clock clock) {
        this.repository = repository;
        this.scope = scope;
        this.elsewhere = elsewhere;
        this.users = users;
        this.timeline = timeline;
        this.changes = changes;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The team, backup first.
     *
     * @throws app.mainstay.shared.NotFoundException when the account does not exist for this viewer
     */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Member> of(long accountId) {
        scope.require(accountId);
        return jdbc.sql(MEMBERS + " where m.account_id = ? order by " + BY_ROLE + ", u.name_sort, u.id").param(accountId)
                .query((row, n) -> member(row)).list();
    }

    /**
     * Gives somebody a place; a new backup takes the place of the present one. Nothing happens where it already stands so. By managers and
     * directors of the account's unit.
     *
     * @throws app.mainstay.shared.RefusedException  when the person is inactive, an administrator, or as backup also the primary representative
     * @throws app.mainstay.shared.NotFoundException when the account does not exist for this viewer
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void setMember(long accountId, long userId, TeamRole role) {
        requireAssigns(accountId);
        var person = users.findAndHold(userId).filter(UserRow::active)
                .orElseThrow(() -> new RefusedException(Problem.of("userId", "problem.inactive")));
        if (person.role() == Role.ADMINISTRATOR || role == TeamRole.BACKUP && !scope.mayAssignWithin(person.unitId())) {
            throw new RefusedException(Problem.of("userId", "problem.notAssignable"));
        }
        // Nobody makes the backup the primary representative meanwhile.
        long primary = jdbc.sql("select primary_rep_id from account where id = ? for update").param(accountId).query(Long.class).single();
        if (role == TeamRole.BACKUP && primary == userId) {
            throw new RefusedException(Problem.of("userId", "account.problem.primaryIsBackup"));
        }
        if (repository.findByAccountIdAndUserIdAndRole(accountId, userId, role).isPresent()) {
            return;
        }
        Instant now = clock.instant();
        var backup = role == TeamRole.BACKUP ? repository.findByAccountIdAndRole(accountId, role) : Optional.<AccountMember>empty();
        if (backup.isPresent()) {
            left(accountId, backup.get().userId(), role, now);
            elsewhere.changed(List.of(backup.get().userId()));
            backup.get().give(userId, now);
            repository.flush();
        } else {
            repository.saveAndFlush(new AccountMember(accountId, userId, role, now));
        }
        elsewhere.changed(List.of(userId));
        timeline.record(accountId, now, "account.joined", null, Map.of("name", person.displayName(), "role", role.name()));
        changes.announce(AccountService.CHANGED, accountId);
    }

    /** Takes the place away again, as {@link #setMember}; nothing happens where there is none. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void removeMember(long accountId, long userId, TeamRole role) {
        requireAssigns(accountId);
        repository.findByAccountIdAndUserIdAndRole(accountId, userId, role).ifPresent(member -> {
            repository.delete(member);
            repository.flush();
            elsewhere.changed(List.of(userId));
            left(accountId, userId, role, clock.instant());
            changes.announce(AccountService.CHANGED, accountId);
        });
    }

    /** The person's places in teams, by account name; only of accounts in the viewer's scope. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Place> placesOf(long userId, int limit) {
        var where = new Sql().and("m.user_id = :user", "user", userId).and(scope.rows("a"));
        return jdbc.sql("select m.account_id, a.name, m.role, m.since from account_member m join account a on a.id = m.account_id" + where.where()
                        + " order by a.name_sort, a.id, " + BY_ROLE + " limit :limit").params(where.params()).param("limit", limit)
                .query((row, n) -> new Place(row.getLong("account_id"), row.getString("name"), TeamRole.valueOf(row.getString("role")),
                        instant(row, "since"))).list();
    }

    /**
     * Gives the person's places to somebody else, in the caller's transaction, which has checked that its user may. Places that the other one
     * already has, or cannot have as the primary representative, are given up. Returns how many there were.
     *
     * @param accountIds of these accounts only; null: of all
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(propagation = Propagation.MANDATORY)
    public int moveMembers(@Nullable Collection<Long> accountIds, long fromUserId, long toUserId) {
        Instant now = clock.instant();
        var wanted = accountIds == null ? null : Set.copyOf(accountIds);
        var places = repository.findByUserIdOrderById(fromUserId).stream().filter(place -> wanted == null || wanted.contains(place.accountId())).toList();
        if (places.isEmpty()) {
            return 0;
        }
        users.findAndHold(toUserId).filter(person -> person.active() && person.role() != Role.ADMINISTRATOR)
                .orElseThrow(() -> new RefusedException(Problem.of(null, "problem.inactive")));
        Set<String> taken = new HashSet<>();
        repository.findByUserIdOrderById(toUserId).forEach(place -> taken.add(place.accountId() + place.role().name()));
        Set<Long> primaries = new HashSet<>();
        for (var portion : portions(places.stream().map(AccountMember::accountId).distinct().sorted().toList())) {
            primaries.addAll(jdbc.sql("select id from account where id in (:ids) and primary_rep_id = :to").param("ids", portion).param("to", toUserId)
                    .query(Long.class).list());
        }
        String name = users.names(List.of(toUserId)).getOrDefault(toUserId, "");
        for (var place : places) {
            left(place.accountId(), fromUserId, place.role(), now);
            if (taken.contains(place.accountId() + place.role().name()) || place.role() == TeamRole.BACKUP && primaries.contains(place.accountId())) {
                repository.delete(place);
            } else {
                place.give(toUserId, now);
                timeline.record(place.accountId(), now, "account.joined", null, Map.of("name", name, "role", place.role().name()));
            }
            changes.announce(AccountService.CHANGED, place.accountId());
        }
        repository.flush();
        elsewhere.changed(List.of(fromUserId, toUserId));
        return places.size();
    }

    /** Backups by account id, of accounts in the viewer's scope; in one query. */
    @SignedIn
    @Transactional(readOnly = true)
    public Map<Long, Member> backups(Collection<Long> accountIds) {
        Map<Long, Member> found = new HashMap<>();
        for (var portion : portions(List.copyOf(accountIds))) {
            var where = new Sql().and("m.role = 'BACKUP' and m.account_id in (:ids)", "ids", portion).and(scope.rows("a"));
            jdbc.sql(MEMBERS + " join account a on a.id = m.account_id" + where.where()).params(where.params())
                    .query(row -> {
                        found.put(row.getLong("account_id"), member(row));
                    });
        }
        return found;
    }

    /**
     * From then on, for that time, the stand-in sees and changes what the absent one is the primary representative of. Replaces what was said
     * for the same leave. In the caller's transaction, which has checked that its user may.
     *
     * @param until the first instant without the stand-in
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(propagation = Propagation.MANDATORY)
    public void standIn(long leaveId, long awayId, long standInId, Instant from, Instant until) {
        List<Long> people = standInsOf(leaveId);
        people.add(standInId);
        jdbc.sql("delete from account_stand_in where id = ?").param(leaveId).update();
        jdbc.sql("insert into account_stand_in (id, away_id, stand_in_id, from_at, until_at) values (?, ?, ?, ?, ?)").param(leaveId).param(awayId)
                .param(standInId).param(Sql.utc(from)).param(Sql.utc(until)).update();
        elsewhere.changed(people);
    }

    /** Ends it now; one that has not begun never was. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(propagation = Propagation.MANDATORY)
    public void endStandIn(long leaveId) {
        var now = Sql.utc(clock.instant());
        elsewhere.changed(standInsOf(leaveId));
        jdbc.sql("delete from account_stand_in where id = :id and from_at >= :now").param("id", leaveId).param("now", now).update();
        jdbc.sql("update account_stand_in set until_at = :now where id = :id and until_at > :now").param("id", leaveId).param("now", now).update();
    }

    private List<Long> standInsOf(long leaveId) {
        return new ArrayList<>(jdbc.sql("select stand_in_id from account_stand_in where id = ?").param(leaveId).query(Long.class).list());
    }

    /** Lets somebody read accounts until then, never shorter than was said before; as {@link #standIn}. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(propagation = Propagation.MANDATORY)
    public void letRead(Collection<Long> accountIds, long userId, Instant until) {
        for (var portion : portions(accountIds.stream().distinct().sorted().toList())) {
            jdbc.sql("update account_reader set until_at = :until where user_id = :user and until_at < :until and account_id in (:ids)")
                    .param("until", Sql.utc(until)).param("user", userId).param("ids", portion).update();
            jdbc.sql("""
                            insert into account_reader (account_id, user_id, until_at) select a.id, :user, :until from account a
                            where a.id in (:ids) and not exists (select 1 from account_reader r where r.account_id = a.id and r.user_id = :user)""")
                    .param("until", Sql.utc(until)).param("user", userId).param("ids", portion).update();
        }
        elsewhere.changed(List.of(userId));
    }

    /** Who acts for that person now. */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<Long> standInFor(long userId) {
        return Optional.ofNullable(standIns(List.of(userId), clock.instant()).get(userId)).map(StandIn::standInId);
    }

    /** Who acts for these people at that instant, by the absent one's id; in one query. */
    @SignedIn
    @Transactional(readOnly = true)
    public Map<Long, StandIn> standIns(Collection<Long> userIds, Instant at) {
        Map<Long, StandIn> found = new HashMap<>();
        if (!userIds.isEmpty()) {
            jdbc.sql("""
                            select s.*, u.display_name from account_stand_in s join security_user u on u.id = s.stand_in_id
                            where s.away_id in (:ids) and s.from_at <= :at and s.until_at > :at""")
                    .param("ids", userIds).param("at", Sql.utc(at)).query(row -> {
                        found.put(row.getLong("away_id"), new StandIn(row.getLong("id"), row.getLong("away_id"), row.getLong("stand_in_id"),
                                row.getString("display_name"), instant(row, "from_at"), instant(row, "until_at")));
                    });
        }
        return found;
    }

    private void requireAssigns(long accountId) {
        scope.require(accountId);
        if (!scope.assigns(accountId)) {
            throw new RefusedException(Problem.of(null, "account.problem.otherUnit"));
        }
    }

    private void left(long accountId, long userId, TeamRole role, Instant now) {
        timeline.record(accountId, now, "account.left", null,
                Map.of("name", users.names(List.of(userId)).getOrDefault(userId, ""), "role", role.name()));
    }

    private static List<List<Long>> portions(List<Long> ids) {
        List<List<Long>> portions = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += PORTION) {
            portions.add(ids.subList(from, Math.min(ids.size(), from + PORTION)));
        }
        return portions;
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(row.getLong("user_id"), row.getString("display_name"), TeamRole.valueOf(row.getString("role")), instant(row, "since"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Sql.instant(row.getObject(column, LocalDateTime.class));
    }
}
