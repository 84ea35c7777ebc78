package app.mainstay.audit;

import java.util.Optional;

/** Tells who is acting; the room that knows sign-in implements it. */
public interface ActorSource {

    /** The acting user's id; empty for the system itself. */
    Optional<Long> currentActor();
}
