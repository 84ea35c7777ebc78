package app.mainstay.files;

import org.jspecify.annotations.Nullable;

/**
 * Where new files are kept.
 *
 * @param directory null: in the database
 * @param freeBytes room left in the directory; null where nobody can tell
 * @param maxBytes  the largest file
 * @param files     stored in all
 * @param bytes     of all of them
 */
public record FilePlace(@Nullable String directory, @Nullable Long freeBytes, long maxBytes, long files, long bytes) {
}
