package app.mainstay.coverage;

import app.mainstay.shared.BaseEntity;
import app.mainstay.shared.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A handover. What is signed has an edition; a signature is for the present one, so whatever changes it voids the signatures. */
@Entity
@Table(name = "coverage_handover")
@Audited
class Handover extends BaseEntity {

    @Column(name = "giver_id")
    private long giverId;

    @Column(name = "taker_id")
    private long takerId;

    @Column(name = "taker_active")
    @NotAudited
    private @Nullable Boolean takerActive = true;

    private boolean portfolio;

    @Column(name = "account_count")
    private int accountCount;

    @Column(name = "effective_on")
    private LocalDate effectiveOn;

    private String reason;

    @Column(name = "over_reason")
    private @Nullable String overReason;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private HandoverState state = HandoverState.DRAFT;

    @Column(name = "is_open")
    @NotAudited
    private boolean open = true;

    private int edition = 1;

    @Column(name = "giver_words")
    private @Nullable String giverWords;

    @Column(name = "taker_words")
    private @Nullable String takerWords;

    @Column(name = "giver_signed_at")
    private @Nullable Instant giverSignedAt;

    @Column(name = "giver_signed_by")
    private @Nullable Long giverSignedBy;

    @Column(name = "giver_sign_reason")
    private @Nullable String giverSignReason;

    @Column(name = "taker_signed_at")
    private @Nullable Instant takerSignedAt;

    @Column(name = "taker_signed_by")
    private @Nullable Long takerSignedBy;

    @Column(name = "taker_sign_reason")
    private @Nullable String takerSignReason;

    @Column(name = "responsible_id")
    private long responsibleId;

    @Column(name = "created_at")
    @NotAudited
    private Instant createdAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @Column(name = "ended_by")
    private @Nullable Long endedBy;

    @Column(name = "end_reason")
    private @Nullable String endReason;

    private @Nullable String failure;

    @SuppressWarnings("NullAway.Init")
    protected Handover() {
    }

    Handover(HandoverDraft draft, long responsibleId, Instant now) {
        super(Ids.next());
        giverId = Objects.requireNonNull(draft.giverId());
        this.responsibleId = responsibleId;
        createdAt = now;
        write(draft);
    }

    /** Takes over what was written by who leads, in whose name it goes on. */
    void change(HandoverDraft draft, long responsibleId) {
        write(draft);
        this.responsibleId = responsibleId;
        failure = null;
        newEdition();
    }

    private void write(HandoverDraft draft) {
        takerId = Objects.requireNonNull(draft.takerId());
        portfolio = draft.portfolio();
        effectiveOn = Objects.requireNonNull(draft.effectiveOn());
        reason = Objects.requireNonNull(draft.reason());
        overReason = draft.overReason();
    }

    private void newEdition() {
        edition++;
        giverSignedAt = null;
        giverSignedBy = null;
        giverSignReason = null;
        takerSignedAt = null;
        takerSignedBy = null;
        takerSignReason = null;
        if (state == HandoverState.SIGNED) {
            state = HandoverState.OPEN;
        }
    }

    void holds(int accounts) {
        accountCount = accounts;
    }

    void open() {
        require(HandoverState.DRAFT);
        state = HandoverState.OPEN;
    }

    /** Returns whether the words are others than before. */
    boolean say(HandoverSide side, @Nullable String words) {
        require(HandoverState.OPEN);
        if (Objects.equals(words, words(side))) {
            return false;
        }
        if (side == HandoverSide.GIVER) {
            giverWords = words;
        } else {
            takerWords = words;
        }
        newEdition();
        return true;
    }

    /** @param why null where it is the person's own signature */
    void sign(HandoverSide side, long userId, @Nullable String why, Instant now) {
        require(HandoverState.OPEN);
        if (signedAt(side) != null) {
            throw new IllegalStateException("signed already");
        }
        if (side == HandoverSide.GIVER) {
            giverSignedAt = now;
            giverSignedBy = userId;
            giverSignReason = why;
        } else {
            takerSignedAt = now;
            takerSignedBy = userId;
            takerSignReason = why;
        }
        if (giverSignedAt != null && takerSignedAt != null) {
            state = HandoverState.SIGNED;
        }
    }

    void goOnFor(long userId) {
        require(HandoverState.SIGNED);
        responsibleId = userId;
        failure = null;
    }

    void fail(String problems) {
        require(HandoverState.SIGNED);
        failure = problems;
    }

    void done(int accounts, Instant now) {
        require(HandoverState.SIGNED);
        state = HandoverState.DONE;
        accountCount = accounts;
        failure = null;
        end(now);
    }

    void cancel(long userId, @Nullable String why, Instant now) {
        if (!state.isOpen()) {
            throw new IllegalStateException("over");
        }
        state = HandoverState.CANCELLED;
        endedBy = userId;
        endReason = why;
        end(now);
    }

    private void end(Instant now) {
        open = false;
        takerActive = null;
        endedAt = now;
    }

    private void require(HandoverState wanted) {
        if (state != wanted) {
            throw new IllegalStateException(state + " instead of " + wanted);
        }
    }

    long giverId() {
        return giverId;
    }

    long takerId() {
        return takerId;
    }

    long person(HandoverSide side) {
        return side == HandoverSide.GIVER ? giverId : takerId;
    }

    boolean portfolio() {
        return portfolio;
    }

    LocalDate effectiveOn() {
        return effectiveOn;
    }

    String reason() {
        return reason;
    }

    @Nullable String overReason() {
        return overReason;
    }

    HandoverState state() {
        return state;
    }

    int edition() {
        return edition;
    }

    @Nullable String words(HandoverSide side) {
        return side == HandoverSide.GIVER ? giverWords : takerWords;
    }

    @Nullable Instant signedAt(HandoverSide side) {
        return side == HandoverSide.GIVER ? giverSignedAt : takerSignedAt;
    }

    @Nullable Long signedBy(HandoverSide side) {
        return side == HandoverSide.GIVER ? giverSignedBy : takerSignedBy;
    }

    /** Whether both signatures are from before that instant. */
    boolean isSignedBefore(Instant at) {
        return giverSignedAt != null && takerSignedAt != null && giverSignedAt.isBefore(at) && takerSignedAt.isBefore(at);
    }

    long responsibleId() {
        return responsibleId;
    }
}
