package app.mainstay.base.list;

import java.util.List;

/**
 * A kept way to look at a list: conditions, order and columns, never rows, so whoever opens it sees what the own rights let them see.
 *
 * @param query     as {@link ListQuery} reads it
 * @param columns   keys in their order; empty for the list's standard ones. The list may have lost some since
 * @param mine      only then it can be changed
 * @param ownerName who made it
 * @param orphaned  its owner is deactivated
 * @param standard  the list opens with it for the viewer
 */
public record SavedView(long id, String list, String name, String query, List<String> columns, boolean shared, boolean mine, String ownerName,
                        boolean orphaned, boolean standard, int version) {

    public SavedView {
        columns = List.copyOf(columns);
    }

    public SavedViewDraft draft() {
        return new SavedViewDraft(id, list, name, query, columns, shared, version);
    }
}
