package app.mainstay.files;

import java.util.Optional;

/** Who is acting; told by the room that knows people. Empty for the system. */
public interface FileActor {

    Optional<Long> actor();
}
