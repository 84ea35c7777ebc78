package app.mainstay.account;

import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /**
     * The team, backup first.
     *
     * @throws app.mainstay.shared.NotFoundException when the account does not exist for this viewer
     */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Member> of(long accountId) {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }

    /** Takes the place away again, as {@link #setMember}; nothing happens where there is none. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void removeMember(long accountId, long userId, TeamRole role) {
        throw new UnsupportedOperationException();
    }

    /** The person's places in teams, by account name; only of accounts in the viewer's scope. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Place> placesOf(long userId, int limit) {
        throw new UnsupportedOperationException();
    }

    /**
     * Gives the person's places to somebody else, in the caller's transaction, which has checked that its user may. Places that the other one
     * already has, or cannot have as the primary representative, are given up. Returns how many there were.
     *
     * @param accountIds of these accounts only; null: of all
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(propagation = Propagation.MANDATORY)
    public int moveMembers(@org.jspecify.annotations.Nullable Collection<Long> accountIds, long fromUserId, long toUserId) {
        throw new UnsupportedOperationException();
    }

    /** Backups by account id, of accounts in the viewer's scope; in one query. */
    @SignedIn
    @Transactional(readOnly = true)
    public Map<Long, Member> backups(Collection<Long> accountIds) {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }

    /** Ends it now; one that has not begun never was. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(propagation = Propagation.MANDATORY)
    public void endStandIn(long leaveId) {
        throw new UnsupportedOperationException();
    }

    /** Lets somebody read accounts until then, never shorter than was said before; as {@link #standIn}. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(propagation = Propagation.MANDATORY)
    public void letRead(Collection<Long> accountIds, long userId, Instant until) {
        throw new UnsupportedOperationException();
    }

    /** Who acts for that person now. */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<Long> standInFor(long userId) {
        throw new UnsupportedOperationException();
    }

    /** Who acts for these people at that instant, by the absent one's id; in one query. */
    @SignedIn
    @Transactional(readOnly = true)
    public Map<Long, StandIn> standIns(Collection<Long> userIds, Instant at) {
        throw new UnsupportedOperationException();
    }
}
