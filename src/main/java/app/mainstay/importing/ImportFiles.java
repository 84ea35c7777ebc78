package app.mainstay.importing;

import app.mainstay.files.FileOwner;
import app.mainstay.security.CurrentUser;
import org.springframework.stereotype.Component;

/** The uploaded file of an import, from its start to its end; for whoever began it. */
@Component
class ImportFiles implements FileOwner {

    static final String KIND = "import";

    private final Batches batches;
    private final CurrentUser currentUser;

    ImportFiles(Batches batches, CurrentUser currentUser) {
        this.batches = batches;
        this.currentUser = currentUser;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean sees(long ownerId) {
        return batches.find(ownerId).filter(batch -> batch.actorId() == currentUser.require().id()).isPresent();
    }

    @Override
    public boolean mayChange(long ownerId) {
        return sees(ownerId);
    }

    @Override
    public Long maxBytes() {
        return TableFile.LIMIT;
    }
}
