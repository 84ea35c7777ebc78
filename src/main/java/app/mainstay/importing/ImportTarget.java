package app.mainstay.importing;

import app.mainstay.security.Role;
import app.mainstay.shared.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file can be imported as; a room contributes one bean per kind of row. It names its fields and stores one row through its own
 * service, which keeps checking rights and rules. Reading, mapping, counting, undoing a dry run and telling people what was refused are
 * done here. A service method that refuses a row must not doom the batch's transaction: {@code noRollbackFor = RefusedException.class}.
 */
public interface ImportTarget {

    /** What became of a row. */
    enum Change {
        NEW, CHANGED, UNCHANGED
    }

    /**
     * @param id     the stored row
     * @param change what this row did to it
     * @param again  a reference of the row was not found yet: {@link Run#resolve} is called once all rows are in
     */
    record Applied(long id, Change change, boolean again) {
    }

    /** One pass over one file, in one transaction. Holds what it wants to remember between rows. */
    interface Run {

        /** The stored row that this one is about, by business key; asked only where no external reference answers. */
        Optional<Long> find(ImportRow row);

        /**
         * Stores the row.
         *
         * @param id the stored row that it is about; null for a new one
         * @throws app.mainstay.shared.RefusedException with what is wrong; the row is listed and the others go on
         */
        Applied apply(ImportRow row, @Nullable Long id);

        /** Sets references to rows that may stand later in the same file. Throws like {@link #apply}. */
        default Change resolve(ImportRow row, long id) {
            return Change.UNCHANGED;
        }

        /**
         * Writes what {@link #apply} has kept back, to be written in sets: called after every chunk of rows and at the end of each pass. What breaks the
         * schema there ends the import as it would in a row.
         */
        default void flush() {
        }

        /** True where {@link #apply} may write something before it refuses: then a refused row makes the engine start over without it. */
        default boolean refusesLate() {
            return false;
        }

        /** Sentences for the result beyond the four counts. */
        default List<Problem> notes() {
            return List.of();
        }
    }

    /** Short, unique and stable: part of translation keys ({@code import.<id>}, {@code import.<id>.help}) and of stored rows. */
    String id();

    /** Who may import this. */
    Set<Role> roles();

    /** In the order in which people think of them. */
    List<ImportField<?>> fields();

    /** The translation key of a field's name. */
    default String labelKey(ImportField<?> field) {
        return "import." + id() + "." + field.id();
    }

    /** What is chosen for new rows until a person chooses otherwise. */
    default Map<ImportField<?>, Object> defaults() {
        return Map.of();
    }

    /** The address where imported rows can be seen; null where there is no such screen. */
    default @Nullable String address() {
        return null;
    }

    Run open();
}
