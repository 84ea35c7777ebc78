package app.mainstay.coverage;

import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.security.UserRow;
import app.mainstay.shared.Slice;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
        throw new UnsupportedOperationException();
    }

    /**
     * Calls a leave off: one ahead or begun today is cancelled, one that began earlier ended yesterday, and its stand-in acts no longer.
     *
     * @throws app.mainstay.shared.RefusedException when it is over
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void cancel(long id, int version) {
        throw new UnsupportedOperationException();
    }

    /** @throws app.mainstay.shared.NotFoundException when it does not exist for this viewer */
    @SignedIn
    @Transactional(readOnly = true)
    public LeaveRow get(long id) {
        throw new UnsupportedOperationException();
    }

    /** Leaves of the viewer, of the viewer's unit, of who is or was stood in for; for managers and directors of all people of their units. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<LeaveRow> page(LeaveFilter filter, Slice<LeaveSort> slice) {
        throw new UnsupportedOperationException();
    }

    /** How many there are, exactly up to the bound. */
    @SignedIn
    @Transactional(readOnly = true)
    public long count(LeaveFilter filter, long atMost) {
        throw new UnsupportedOperationException();
    }

    @SignedIn
    @Transactional(readOnly = true)
    public void stream(LeaveFilter filter, List<Slice.Order<LeaveSort>> orders, Consumer<LeaveRow> consumer) {
        throw new UnsupportedOperationException();
    }

    /** Whether the leave exists for this viewer. */
    @SignedIn
    @Transactional(readOnly = true)
    public boolean sees(long id) {
        throw new UnsupportedOperationException();
    }

    /** The person's leaves now and ahead, earliest first; dates and stand-in are no secret inside the company. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<LeaveRow> ahead(long userId, int limit) {
        throw new UnsupportedOperationException();
    }

    /** Whose leave the viewer may enter, by name: the own, and for managers and directors that of the people of their units. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<UserRow> people(@Nullable String text, long offset, int limit) {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }
}
