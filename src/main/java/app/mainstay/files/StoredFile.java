package app.mainstay.files;

import app.mainstay.shared.Ids;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored document, without its content.
 *
 * @param contentType as its content says; the name only tells relatives apart, as the kinds of zipped documents are
 * @param sha256      in hexadecimal digits
 * @param uploadedBy  null: the system
 */
public record StoredFile(long id, String ownerKind, long ownerId, String name, String contentType, long size, String sha256,
                         @Nullable Long uploadedBy, Instant uploadedAt) {

    /** Below the address of the application, without a leading slash. */
    public String address() {
        return FileDownload.PATH + Ids.text(id);
    }
}
