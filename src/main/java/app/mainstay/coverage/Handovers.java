package app.mainstay.coverage;

import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Slice;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Documents by which accounts are handed over with everything open. Managers and directors write them for people of their units; giver and
 * taker add their words and sign; on the day everything moves in one transaction, and the giver reads on for a while.
 */
@Service
public class Handovers {

    /** The kind under which open screens are told that a handover changed, see {@link app.mainstay.base.Changes}. */
    public static final String CHANGED = "handover";

    /** It waits for signatures. */
    public record Opened(long handoverId, long giverId, long takerId, LocalDate effectiveOn, long byId) {
    }

    /** @param complete the other one had signed before */
    public record Signed(long handoverId, HandoverSide side, long byId, boolean complete) {
    }

    /** Everything has moved. */
    public record Done(long handoverId, long giverId, long takerId, int accounts, Instant at) {
    }

    public record Cancelled(long handoverId, long giverId, long takerId, long byId, String reason) {
    }

    /** It was due and could not be carried out. */
    public record Failed(long handoverId, long responsibleId, List<Problem> problems) {
    }

    /** An account's open handover, for whoever sees the account. @param visible the viewer may open its page */
    public record Pending(long handoverId, long accountId, String giverName, String takerName, LocalDate effectiveOn, HandoverState state, boolean visible) {
    }

    /**
     * Stores a draft, or changes one or an open handover, and returns its id. A change of an open one voids its signatures.
     *
     * @throws app.mainstay.shared.RefusedException  with a problem per wrong field: {@code giverId}, {@code takerId} (inactive, not of the viewer's
     *                                               units, the giver), {@code accountIds} (none, not the giver's, in another open handover),
     *                                               {@code effectiveOn}, {@code reason}, {@code overReason} (capacity exceeded)
     * @throws app.mainstay.shared.NotFoundException when the handover does not exist for this viewer
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public long save(HandoverDraft draft) {
        throw new UnsupportedOperationException();
    }

    /** The draft of a stored handover, to be edited. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public HandoverDraft draft(long id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Hands a draft to giver and taker, who read and sign it.
     *
     * @throws app.mainstay.shared.RefusedException as {@link #save}, and when it is no draft any more
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void open(long id, int version) {
        throw new UnsupportedOperationException();
    }

    /**
     * Stores what giver or taker say, each their own, or whoever leads the person for them. Voids the signatures there are, since they were for
     * other words.
     *
     * @param edition as it was read
     * @param words   4,000 characters at most, line breaks kept; null or blank: none
     * @throws app.mainstay.shared.RefusedException {@code words}: too long; without field: changed meanwhile, or not open for signatures
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void words(long id, HandoverSide side, int edition, @Nullable String words) {
        throw new UnsupportedOperationException();
    }

    /**
     * Signs as giver or taker. A manager or director of the person's unit signs for somebody who is away or has left, with a reason. When both
     * have signed and the day has come, a job moves everything at once; else it does so at 00:00 of that day.
     *
     * @param edition as it was read: what changed since is not signed
     * @param reason  needed where it is not the own signature; 500 characters at most
     * @throws app.mainstay.shared.RefusedException {@code reason}: missing; without field: signed already (by whom and when), changed meanwhile,
     *                                              not open for signatures
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void sign(long id, HandoverSide side, int edition, @Nullable String reason) {
        throw new UnsupportedOperationException();
    }

    /**
     * Calls an open handover off; nothing moves.
     *
     * @param reason required; 500 characters at most
     * @throws app.mainstay.shared.RefusedException when it is done or cancelled already
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void cancel(long id, int version, @Nullable String reason) {
        throw new UnsupportedOperationException();
    }

    /** Has a signed, due handover that failed carried out in the viewer's name, by a job. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void retry(long id, int version) {
        throw new UnsupportedOperationException();
    }

    /** @throws app.mainstay.shared.NotFoundException when it does not exist for this viewer */
    @SignedIn
    @Transactional(readOnly = true)
    public HandoverDetails get(long id) {
        throw new UnsupportedOperationException();
    }

    /** What a new handover would list, before it is stored: for the giver's accounts, or for everything. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<HandoverDetails.Part> preview(HandoverDraft draft) {
        throw new UnsupportedOperationException();
    }

    /** Those where the viewer is giver or taker (not drafts), and for managers and directors those of the people of their units. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<HandoverRow> page(HandoverFilter filter, Slice<HandoverSort> slice) {
        throw new UnsupportedOperationException();
    }

    /** How many there are, exactly up to the bound. */
    @SignedIn
    @Transactional(readOnly = true)
    public long count(HandoverFilter filter, long atMost) {
        throw new UnsupportedOperationException();
    }

    @SignedIn
    @Transactional(readOnly = true)
    public void stream(HandoverFilter filter, List<Slice.Order<HandoverSort>> orders, Consumer<HandoverRow> consumer) {
        throw new UnsupportedOperationException();
    }

    /** Whether it exists for this viewer. */
    @SignedIn
    @Transactional(readOnly = true)
    public boolean sees(long id) {
        throw new UnsupportedOperationException();
    }

    /** Open handovers of accounts in the viewer's scope, by account id, drafts left out; in one query. */
    @SignedIn
    @Transactional(readOnly = true)
    public Map<Long, Pending> pending(Collection<Long> accountIds) {
        throw new UnsupportedOperationException();
    }
}
