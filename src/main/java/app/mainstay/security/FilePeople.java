package app.mainstay.security;

import app.mainstay.files.FileActor;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who stores a document. */
@Component
class FilePeople implements FileActor {

    private final CurrentUser currentUser;

    FilePeople(CurrentUser currentUser) {
        this.currentUser = currentUser;
    }

    @Override
    public Optional<Long> actor() {
        return currentUser.currentActor();
    }
}
