package app.mainstay.audit;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Fills a new revision; created by Hibernate through Spring, hence a component. */
@Component
class RevisionListener implements org.hibernate.envers.RevisionListener {

    private final ObjectProvider<ActorSource> actors;

    RevisionListener(ObjectProvider<ActorSource> actors) {
        this.actors = actors;
    }

    @Override
    public void newRevision(Object revision) {
        var because = Because.current();
        ((Revision) revision).describe(actors.getObject().currentActor().orElse(null), because.reason(), because.batchId());
    }
}
