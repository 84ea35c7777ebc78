package app.mainstay.task;

import app.mainstay.shared.BaseEntity;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Names;
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

/** Something to do. Once ended it is not changed, but opened again. */
@Entity
@Table(name = "task_item")
@Audited
class Task extends BaseEntity {

    private String title;

    @Column(name = "title_sort")
    @NotAudited
    private String titleSort;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private TaskKind kind;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private TaskState state = TaskState.OPEN;

    @Column(name = "owner_id")
    private long ownerId;

    @Column(name = "owner_active")
    @NotAudited
    private @Nullable Boolean ownerActive = true;

    @Column(name = "unit_id")
    private long unitId;

    @Column(name = "creator_id")
    @NotAudited
    private long creatorId;

    @Column(name = "account_id")
    private @Nullable Long accountId;

    @Column(name = "due_on")
    private @Nullable LocalDate dueOn;

    @Column(name = "source_module")
    @NotAudited
    private @Nullable String sourceModule;

    @Column(name = "source_id")
    @NotAudited
    private @Nullable Long sourceId;

    @Column(name = "source_label")
    @NotAudited
    private @Nullable String sourceLabel;

    @Column(name = "ended_at")
    @NotAudited
    private @Nullable Instant endedAt;

    @Column(name = "ended_by")
    @NotAudited
    private @Nullable Long endedBy;

    @Column(name = "drop_reason")
    private @Nullable String dropReason;

    @Column(name = "created_at")
    @NotAudited
    private Instant createdAt;

    @Column(name = "updated_at")
    @NotAudited
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected Task() {
    }

    /** @param draft checked: title, kind and owner are there */
    @SuppressWarnings("NullAway.Init")
    Task(TaskDraft draft, long unitId, long creatorId, Instant now) {
        super(Ids.next());
        this.creatorId = creatorId;
        createdAt = now;
        if (draft.source() != null) {
            sourceModule = draft.source().module();
            sourceId = draft.source().id();
            sourceLabel = draft.source().label();
        }
        change(draft, unitId, now);
    }

    void change(TaskDraft draft, long ownersUnit, Instant now) {
        title = draft.title();
        titleSort = Names.sortKey(title, 600);
        kind = Objects.requireNonNull(draft.kind());
        ownerId = Objects.requireNonNull(draft.ownerId());
        unitId = ownersUnit;
        accountId = draft.accountId();
        dueOn = draft.dueOn();
        updatedAt = now;
    }

    /** @param reason of dropping; null: it is done */
    void end(@Nullable String reason, long by, Instant now) {
        state = reason == null ? TaskState.DONE : TaskState.DROPPED;
        dropReason = reason;
        ownerActive = null;
        endedAt = now;
        endedBy = by;
        updatedAt = now;
    }

    void reopen(Instant now) {
        state = TaskState.OPEN;
        dropReason = null;
        ownerActive = true;
        endedAt = null;
        endedBy = null;
        updatedAt = now;
    }

    boolean isOpen() {
        return state == TaskState.OPEN;
    }

    TaskDraft draft() {
        return new TaskDraft(id(), title, kind, ownerId, dueOn, accountId, source(), version());
    }

    @Nullable TaskSource source() {
        return sourceModule == null || sourceLabel == null ? null : new TaskSource(sourceModule, sourceId, sourceLabel);
    }

    String title() {
        return title;
    }

    TaskKind kind() {
        return kind;
    }

    TaskState state() {
        return state;
    }

    long ownerId() {
        return ownerId;
    }

    long unitId() {
        return unitId;
    }

    long creatorId() {
        return creatorId;
    }

    @Nullable Long accountId() {
        return accountId;
    }
}
