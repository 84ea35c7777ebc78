package app.mainstay.base;

import app.mainstay.files.Files;
import app.mainstay.files.StoredFile;
import app.mainstay.security.SignedIn;
import app.mainstay.security.UserService;
import app.mainstay.shared.NotFoundException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The documents of a row of any kind, with the names of those who stored them. {@link Files} keeps them and asks the room of the row who may. */
@Service
@SignedIn
public class Documents {

    /** @param kind as the room of the row names it, see {@link app.mainstay.files.FileOwner} */
    public record Owner(String kind, long id) {
    }

    /** @param uploader null: the system */
    public record Document(StoredFile file, @Nullable String uploader) {
    }

    private final Files files;
    private final UserService users;

    Documents(Files files, UserService users) {
        this.files = files;
        this.users = users;
    }

    /**
     * Newest first.
     *
     * @param before only those older than the one with this id; null from the newest on
     * @throws NotFoundException when the owner does not exist for this viewer
     */
    public List<Document> page(Owner owner, @Nullable Long before, int limit) {
        if (!files.sees(owner.kind(), owner.id())) {
            throw new NotFoundException();
        }
        var page = files.page(owner.kind(), owner.id(), before, limit);
        var people = page.stream().map(StoredFile::uploadedBy).filter(Objects::nonNull).collect(Collectors.toSet());
        Map<Long, String> names = people.isEmpty() ? Map.of() : users.names(people);
        return page.stream().map(file -> new Document(file, file.uploadedBy() == null ? null : names.get(file.uploadedBy()))).toList();
    }

    /** Whether the viewer may add documents there and take them away. */
    public boolean writes(Owner owner) {
        return files.mayChange(owner.kind(), owner.id());
    }

    /** As {@link Files#add}. */
    public StoredFile add(Owner owner, String name, InputStream in) {
        return files.add(owner.kind(), owner.id(), name, in);
    }

    /** As {@link Files#remove}: for good. */
    public void remove(long fileId) {
        files.remove(fileId);
    }

    /** The size of the largest document that is taken, in bytes. */
    public long maxBytes() {
        return files.maxBytes();
    }
}
