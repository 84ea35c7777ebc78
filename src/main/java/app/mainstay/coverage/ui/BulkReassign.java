package app.mainstay.coverage.ui;

import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.list.SelectionAction;
import org.springframework.stereotype.Component;

/** "Reassign…" for selected accounts of the list. */
@Component
class BulkReassign implements SelectionAction {

    private final CoverageServices services;

    BulkReassign(CoverageServices services) {
        this.services = services;
    }

    @Override
    public String list() {
        return "accounts";
    }

    @Override
    public String labelKey() {
        return "coverage.reassign";
    }

    @Override
    public Icons icon() {
        return Icons.SWAP;
    }

    @Override
    public boolean isOffered() {
        return services.currentUser().require().role().seesUnit();
    }

    @Override
    public void open(BulkSelection selection, Runnable changed) {
        new BulkReassignDialog(services, selection, changed).open();
    }
}
