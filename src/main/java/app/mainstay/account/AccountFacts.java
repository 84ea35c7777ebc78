package app.mainstay.account;

import app.mainstay.base.Changes;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door through which rooms above keep what the list of accounts sorts and filters by. They write in the transaction of what happened
 * and have checked that their user may.
 */
@Service
public class AccountFacts {

    private final AccountRepository repository;
    private final StandingWriter standing;
    private final AccountScope scope;
    private final JdbcClient jdbc;
    private final Changes changes;

    AccountFacts(AccountRepository repository, StandingWriter standing, AccountScope scope, JdbcClient jdbc, Changes changes) {
        this.repository = repository;
        this.standing = standing;
        this.scope = scope;
        this.jdbc = jdbc;
        this.changes = changes;
    }

    /** @param lastContactAt null: there was none @param nextMeetingAt null: none is planned; it may have begun */
    public record Dates(@Nullable Instant lastContactAt, @Nullable Instant nextMeetingAt) {
    }

    /** @throws NotFoundException when the account does not exist for this viewer */
    @SignedIn
    @Transactional(readOnly = true)
    public Dates dates(long accountId) {
        scope.require(accountId);
        return jdbc.sql("select last_contact_at, next_meeting_at from account where id = ?").param(accountId).query((row, n) ->
                new Dates(instant(row.getObject(1, LocalDateTime.class)), instant(row.getObject(2, LocalDateTime.class)))).single();
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime utc) {
        return utc == null ? null : Sql.instant(utc);
    }

    /**
     * The latest contact of whatever kind. Nobody edited the account, so that no open form is out of date and no history is written.
     *
     * @param at null: there was none, or it was taken back
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(propagation = Propagation.MANDATORY)
    public void lastContact(long accountId, @Nullable Instant at) {
        set(accountId, "last_contact_at", at);
    }

    /**
     * The next meeting ahead, as {@link #lastContact}. One that has passed counts as none without being taken back.
     *
     * @param at null: none is planned
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(propagation = Propagation.MANDATORY)
    public void nextMeeting(long accountId, @Nullable Instant at) {
        set(accountId, "next_meeting_at", at);
    }

    /**
     * A change of the account itself, as of today: with history and a higher version. Nothing happens where it already stands so.
     *
     * @param reason why, at most 500 characters
     * @throws app.mainstay.shared.RefusedException when it cannot go there from where it stands; to be at risk it needs a save plan, and
     *                                              {@link AccountStanding}
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(propagation = Propagation.MANDATORY, noRollbackFor = RefusedException.class)
    public void lifecycle(long accountId, Lifecycle lifecycle, String reason) {
        var account = repository.findById(accountId).orElseThrow(NotFoundException::new);
        if (account.lifecycle() != lifecycle) {
            standing.enter(account, lifecycle, standing.today(Periods.Kind.LIFECYCLE, account), reason, null);
            changes.announce(AccountService.CHANGED, accountId);
        }
    }

    private void set(long accountId, String column, @Nullable Instant at) {
        int found = jdbc.sql("update account set " + column + " = :at where id = :id").param("at", at == null ? null : Sql.utc(at))
                .param("id", accountId).update();
        if (found == 0) {
            throw new NotFoundException();
        }
        changes.announce(AccountService.CHANGED, accountId);
    }
}
