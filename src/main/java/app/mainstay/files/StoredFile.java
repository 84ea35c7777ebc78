package app.mainstay.files;

import app.mainstay.shared.Ids;
import java.time.Instant;
import java.util.Set;
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

    /** No SVG: it may carry scripts. */
    private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/avif");

    public boolean isPicture() {
        return PICTURES.contains(contentType);
    }

    /** Whether a browser is given it to show; everything else it only saves. */
    public boolean isShown() {
        return isPicture() || contentType.equals("application/pdf");
    }

    /** Below the address of the application, without a leading slash. */
    public String address() {
        return FileDownload.PATH + Ids.text(id);
    }
}
