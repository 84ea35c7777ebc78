package app.mainstay.account;

import app.mainstay.base.Changes;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Accounts that turned out to be another one: how they end, and where their address leads. */
@Service
public class MergedAccounts {

    /** An account under the lock of who merges it. */
    public record Held(long id, String name, int version, boolean archived, boolean merged) {
    }

    /** @param by null: the system */
    public record Ended(String fromName, String intoName, @Nullable String by, Instant at) {
    }

    private final AccountRepository repository;
    private final AccountScope scope;
    private final Timeline timeline;
    private final CurrentUser currentUser;
    private final Changes changes;
    private final JdbcClient jdbc;

    MergedAccounts(AccountRepository repository, AccountScope scope, Timeline timeline, CurrentUser currentUser, Changes changes, JdbcClient jdbc) {
        this.repository = repository;
        this.scope = scope;
        this.timeline = timeline;
        this.currentUser = currentUser;
        this.changes = changes;
        this.jdbc = jdbc;
    }

    /** The account that this one became part of; empty where it did not, or where the reader does not see that one. */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<Long> into(long id) {
        return jdbc.sql("select into_id from account_merged where from_id = ?").param(id).query(Long.class).optional().filter(scope::sees);
    }

    /** Who merged it, and when. @throws NotFoundException when the account does not exist for this viewer */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<Ended> ended(long id) {
        scope.require(id);
        return jdbc.sql("""
                        select f.name from_name, i.name into_name, u.display_name, m.merged_at from account_merged m join account f on f.id = m.from_id
                        join account i on i.id = m.into_id left join security_user u on u.id = m.merged_by where m.from_id = ?""")
                .param(id).query((row, n) -> new Ended(row.getString("from_name"), row.getString("into_name"), row.getString("display_name"),
                        Sql.instant(row.getObject("merged_at", LocalDateTime.class)))).optional();
    }

    /** Both as they are now, by id. @throws NotFoundException when one of them does not exist for this viewer */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<Held> look(long oneId, long otherId) {
        return read(oneId, otherId, "");
    }

    /** Locks both, in the order of their ids: of two who merge the same the second waits, and then reads what the first has done. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Held> hold(long oneId, long otherId) {
        return read(oneId, otherId, " for update");
    }

    private List<Held> read(long oneId, long otherId, String lock) {
        scope.require(oneId);
        scope.require(otherId);
        return jdbc.sql("select id, name, version, archived_at, merged from account where id in (:ids) order by id" + lock).param("ids", List.of(oneId, otherId))
                .query((row, n) -> new Held(row.getLong("id"), row.getString("name"), row.getInt("version"), row.getObject("archived_at") != null,
                        row.getBoolean("merged"))).list();
    }

    /**
     * Ends the account: archived for good, without credit code, its name free again, its address leading on. Whoever was merged into it
     * before leads on, too. The caller has checked that its user may, and moves what belongs to it.
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(propagation = Propagation.MANDATORY)
    public void end(long id, long intoId, Instant at) {
        var account = repository.findById(id).orElseThrow(NotFoundException::new);
        account.end(at);
        repository.flush();
        jdbc.sql("update account_merged set into_id = ? where into_id = ?").param(intoId).param(id).update();
        jdbc.sql("update account set merged = true where id = ?").param(id).update();
        jdbc.sql("insert into account_merged (from_id, into_id, merged_by, merged_at) values (?, ?, ?, ?)").param(id).param(intoId)
                .param(currentUser.require().id()).param(Sql.utc(at)).update();
        changes.announce(AccountService.CHANGED, id);
    }

    /** Says in both stories what happened; the last thing of a merge, when the story of the one has moved to the other. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(Held from, Held into, Instant at) {
        timeline.record(into.id(), at, "account.merged", null, Map.of("name", from.name()));
        timeline.record(from.id(), at, "account.mergedInto", null, Map.of("name", into.name()));
        changes.announce(AccountService.CHANGED, into.id());
    }
}
