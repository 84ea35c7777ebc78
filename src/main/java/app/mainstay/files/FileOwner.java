package app.mainstay.files;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A kind of row that files belong to. The room of those rows contributes it as a bean and decides for the acting person. */
public interface FileOwner {

    /** At most 40 characters; stored with every file, so it never changes. */
    String kind();

    /** May the acting person see this row and read its files? */
    boolean sees(long ownerId);

    /** Those of these rows that the acting person may see, as {@link #sees}; at once where that is cheaper. */
    default Set<Long> seen(Collection<Long> ownerIds) {
        return ownerIds.stream().filter(this::sees).collect(Collectors.toSet());
    }

    /** May the acting person add files to it and take them away? */
    boolean mayChange(long ownerId);

    /** The size of the largest file, in bytes; null: that of all files. */
    default @Nullable Long maxBytes() {
        return null;
    }

    /** A file was added or taken away, in that transaction. */
    default void changed(StoredFile file, boolean added) {
    }
}
