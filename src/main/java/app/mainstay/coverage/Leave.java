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

/** A leave. Its days stand in rows of their own, see {@link LeaveDays}. */
@Entity
@Table(name = "coverage_leave")
@Audited
class Leave extends BaseEntity {

    enum State { PLANNED, CANCELLED }

    @Column(name = "user_id")
    private long userId;

    @Column(name = "stand_in_id")
    private @Nullable Long standInId;

    @Column(name = "from_day")
    private LocalDate from;

    @Column(name = "until_day")
    private LocalDate until;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private LeaveKind kind;

    private @Nullable String note;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private State state = State.PLANNED;

    @Column(name = "created_by")
    private long createdBy;

    @Column(name = "created_at")
    @NotAudited
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Leave() {
    }

    Leave(LeaveDraft draft, long createdBy, Instant now) {
        super(Ids.next());
        userId = Objects.requireNonNull(draft.userId());
        this.createdBy = createdBy;
        createdAt = now;
        change(draft);
    }

    final void change(LeaveDraft draft) {
        standInId = draft.standInId();
        from = Objects.requireNonNull(draft.from());
        until = Objects.requireNonNull(draft.until());
        kind = Objects.requireNonNull(draft.kind());
        note = draft.note();
    }

    void standIn(@Nullable Long userId) {
        standInId = userId;
    }

    /** Called off: what has not begun never was, the rest ended yesterday. */
    void end(LocalDate today) {
        if (from.isBefore(today)) {
            until = today.minusDays(1);
        } else {
            state = State.CANCELLED;
        }
    }

    boolean isOver(LocalDate today) {
        return state == State.CANCELLED || until.isBefore(today);
    }

    long userId() {
        return userId;
    }

    @Nullable Long standInId() {
        return standInId;
    }

    LocalDate from() {
        return from;
    }

    LocalDate until() {
        return until;
    }
}
