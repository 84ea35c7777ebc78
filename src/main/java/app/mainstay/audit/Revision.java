package app.mainstay.audit;

import app.mainstay.shared.Ids;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    @ElementCollection
    @CollectionTable(name = "audit_change", joinColumns = @JoinColumn(name = "rev"))
    private List<RevisionChange> changes = new ArrayList<>();

    /** What has been counted: a row of which a list was changed, too, is told twice. */
    @Transient
    private final Set<String> counted = new HashSet<>();

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

    void touched(String thing, AuditAct act, long rowId) {
        if (!counted.add(thing + rowId)) {
            return;
        }
        changes.stream().filter(change -> change.is(thing, act)).findFirst()
                .ifPresentOrElse(RevisionChange::oneMore, () -> changes.add(new RevisionChange(thing, act, rowId)));
    }

    long id() {
        return id;
    }
}
