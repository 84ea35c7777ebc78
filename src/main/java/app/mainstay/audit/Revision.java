package app.mainstay.audit;

import app.mainstay.shared.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.envers.RevisionEntity;
import org.hibernate.envers.RevisionNumber;
import org.hibernate.envers.RevisionTimestamp;
import org.jspecify.annotations.Nullable;

/** One transaction that changed audited rows. Its id is time-sorted, which the validity strategy relies on. */
@Entity
@Table(name = "audit_revision")
@RevisionEntity(RevisionListener.class)
class Revision {

    @Id
    @RevisionNumber
    private long id;

    @RevisionTimestamp
    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "actor_id")
    private @Nullable Long actorId;

    private @Nullable String reason;

    @Column(name = "batch_id")
    private @Nullable Long batchId;

    @SuppressWarnings("NullAway.Init")
    protected Revision() {
        // Here and not in the listener: Envers stores the instance before it calls anything else.
        id = Ids.next();
    }

    /** The time is Envers' own before, in milliseconds and of the machine. */
    void describe(Instant createdAt, @Nullable Long actorId, @Nullable String reason, @Nullable Long batchId) {
        this.createdAt = createdAt;
        this.actorId = actorId;
        this.reason = reason;
        this.batchId = batchId;
    }

    long id() {
        return id;
    }
}
