package app.mainstay.importing;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A row of the file with its values understood. An empty cell and a missing column both are absent.
 *
 * @param line     where it stands in the file, as an editor counts
 * @param key      its key in the system that wrote the file; null where no such column is mapped
 * @param values   what its cells say, by field
 * @param defaults what was chosen for new rows of which the file says nothing, by field
 */
public record ImportRow(long line, @Nullable String key, Map<ImportField<?>, Object> values, Map<ImportField<?>, Object> defaults) {

    /** The cell's value, for a row that is stored already: what is stored stays where the file says nothing. */
    @SuppressWarnings("unchecked")
    public <T> @Nullable T get(ImportField<T> field, @Nullable T stored) {
        // What an undo empties is there without a value.
        return values.containsKey(field) ? (T) values.get(field) : stored;
    }

    /** The cell's value or the default, for a new row. */
    @SuppressWarnings("unchecked")
    public <T> @Nullable T get(ImportField<T> field) {
        Object value = values.get(field);
        return (T) (value == null ? defaults.get(field) : value);
    }

    /**
     * The cell's value or the default for a new row; for one that is stored, what is stored where the file says nothing.
     *
     * @param old null: the row is new
     */
    public <S, T> @Nullable T get(ImportField<T> field, @Nullable S old, Function<S, @Nullable T> stored) {
        return old == null ? get(field) : get(field, stored.apply(old));
    }

    public boolean has(ImportField<?> field) {
        return values.containsKey(field);
    }
}
