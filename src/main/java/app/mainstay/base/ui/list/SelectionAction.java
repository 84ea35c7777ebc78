package app.mainstay.base.ui.list;

import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.base.ui.Icons;

/** Something that a feature lets one do with selected rows of a list, contributed as a bean. */
public interface SelectionAction {

    /** The list's id. */
    String list();

    String labelKey();

    Icons icon();

    /** Whether the viewer has it at all. */
    boolean isOffered();

    /** @param changed to be run when rows have been changed */
    void open(BulkSelection selection, Runnable changed);

    /** Smaller stands further left. */
    default int order() {
        return 100;
    }
}
