package app.mainstay.base.list;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param id      null for a new view
 * @param list    the list's id; a stored view keeps its own
 * @param columns keys in their order; empty for the list's standard ones
 * @param version the version that was read
 */
public record SavedViewDraft(@Nullable Long id, String list, String name, String query, List<String> columns, boolean shared, int version) {

    public SavedViewDraft {
        columns = List.copyOf(columns);
    }
}
