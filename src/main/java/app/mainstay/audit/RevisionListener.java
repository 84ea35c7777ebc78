package app.mainstay.audit;

import java.time.Clock;
import org.hibernate.envers.EntityTrackingRevisionListener;
import org.hibernate.envers.RevisionType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Fills a new revision; created by Hibernate through Spring, hence a component. */
@Component
class RevisionListener implements EntityTrackingRevisionListener {

    private final ObjectProvider<ActorSource> actors;
    private final Clock clock;

    RevisionListener(ObjectProvider<ActorSource> actors, Clock clock) {
        this.actors = actors;
        this.clock = clock;
    }

    @Override
    public void newRevision(Object revision) {
        var because = Because.current();
        ((Revision) revision).describe(clock.instant(), actors.getObject().currentActor().orElse(null), because.reason(), because.batchId());
    }

    /** Called for every row of a revision, before the revision itself is written out. */
    @Override
    public void entityChanged(Class entity, String entityName, Object id, RevisionType type, Object revision) {
        if (id instanceof Long row) {
            ((Revision) revision).touched(AuditReader.table(entity), switch (type) {
                case ADD -> AuditAct.ADDED;
                case MOD -> AuditAct.CHANGED;
                case DEL -> AuditAct.DELETED;
            }, row);
        }
    }
}
