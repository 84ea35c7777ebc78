package app.mainstay.audit;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Fills a new revision; created by Hibernate through Spring, hence a component. */
@Component
class RevisionListener implements org.hibernate.envers.RevisionListener {

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
}
