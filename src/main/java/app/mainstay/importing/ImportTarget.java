package app.mainstay.importing;

import app.mainstay.security.Role;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
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
         * @throws RefusedException with what is wrong; the row is listed and the others go on
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

        /**
         * What a stored row holds in the fields that a file can fill; empty fields are absent. Shown as "before", and put back by an undo.
         * Nothing where the target cannot tell: then its changed rows are not taken back.
         */
        default Map<ImportField<?>, Object> stored(long id) {
            return Map.of();
        }

        /** Versions by row, which go up with each change; rows that are gone or have none are absent, and are not taken back. */
        default Map<Long, Long> versions(Collection<Long> ids) {
            return Map.of();
        }

        /** Takes a new row away again. Throws like {@link #apply}, as where somebody uses it already. */
        default void remove(long id) {
            throw new RefusedException(Problem.of(null, "import.undo.problem.stays"));
        }

        /** Sentences for the result beyond the four counts. */
        default List<Problem> notes() {
            return List.of();
        }
    }

    /**
     * A row on its way into a set.
     *
     * @param prepared   what {@link Sets#prepare} made of it
     * @param referenced the stored row by external reference; null where none answers
     */
    record Incoming(ImportRow row, Object prepared, @Nullable Long referenced) {
    }

    /**
     * What a row would do, found out without writing.
     *
     * @param id       the stored row, or the new one's future id
     * @param problems why it is refused; empty where it is not
     * @param before   of a changed row: what is stored in the fields that change; an empty field is absent
     * @param changed  the fields that change
     * @param keys     by which the row is known: another row of the file with one of them is about the same
     */
    record Planned(Incoming incoming, long id, Change change, List<Problem> problems, Map<ImportField<?>, Object> before, Set<ImportField<?>> changed,
                   Collection<String> keys) {
    }

    /**
     * What a batch has done to a row.
     *
     * @param version the row's afterwards
     * @param later   what it refers to stands later in the file: this text; null for nothing
     * @param before  as in {@link Planned}, as text, see {@link ImportField#write}
     * @param changed ids of the fields that changed
     */
    record Done(long line, long id, Change change, long version, @Nullable String later, Map<String, String> before, Set<String> changed) {
    }

    /** One file in sets of rows, each set planned and written in a transaction of its own; for targets with very many rows. */
    interface Sets {

        /** How often {@link #lookAhead} wants to be shown the file before its first row is planned: 0 where no row refers to a later one. */
        default int looks() {
            return 0;
        }

        /** @param look from 0 */
        default void lookAhead(int look, List<Incoming> rows) {
        }

        /** What looking ahead has found: rows that cannot be taken, by line. */
        default Map<Long, List<Problem>> refused() {
            return Map.of();
        }

        /** Whatever of a row can be worked out without the database: done apart, while the database writes the rows before. */
        default Object prepare(ImportRow row) {
            return row;
        }

        /** In the order of the rows. Reads only. */
        List<Planned> plan(List<Incoming> rows);

        /**
         * What this row, which is accepted otherwise, does beyond a limit, as where its person would carry more than they can. Without a reason
         * of whoever imports it is refused for it.
         *
         * @param taken it is counted all the same: nobody was asked for a reason yet
         */
        default List<Problem> beyond(Planned row, boolean taken) {
            return List.of();
        }

        /** Sentences for whoever is asked for a reason: what all rows together would do beyond a limit. */
        default List<Problem> limits() {
            return List.of();
        }

        /**
         * Writes what was planned and refused by nobody.
         *
         * @param batchId of the revision
         * @param onRefused is told of rows that are refused only now
         */
        List<Done> write(List<Planned> rows, long batchId, String reason, BiConsumer<Planned, List<Problem>> onRefused);

        /** Whether a set of nothing but new rows may be written while the one before is not committed yet: none of its rows looks at another. */
        default boolean independent() {
            return false;
        }

        /** Sets references to rows that stood later in the file; returns the rows with their new versions. */
        default List<Done> resolve(List<Done> rows, long batchId, String reason) {
            return rows;
        }

        /** Takes rows back, each only while it is as the batch left it. Returns by line why some are not; all others are as before. */
        Map<Long, Problem> undo(List<Done> rows, long batchId, String reason);
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

    /**
     * What files call the column with the key that their own system gave a row, where nothing else tells one row from another: without it the same file
     * makes every row once more. Empty where rows are known by what they hold.
     */
    default Set<String> keyNames() {
        return Set.of();
    }

    /** What is chosen for new rows until a person chooses otherwise. */
    default Map<ImportField<?>, Object> defaults() {
        return Map.of();
    }

    /** The address where imported rows can be seen; null where there is no such screen. */
    default @Nullable String address() {
        return null;
    }

    /**
     * What an undo takes back; the rest stays, and the translation key {@code import.<id>.stays} says why and what can be done instead: before the
     * import and after it.
     */
    default Set<Change> takenBack() {
        return Set.of(Change.NEW, Change.CHANGED);
    }

    /** Row by row, the whole file in one transaction. */
    Run open();

    /** In sets instead; null where rows are stored one by one. */
    default @Nullable Sets openSets(ImportMapping mapping) {
        return null;
    }
}
