package app.mainstay.coverage.ui;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.ui.AccountAction;
import org.springframework.stereotype.Component;

/** "Reassign…" in the menu of an account's page. */
@Component
class ReassignAction implements AccountAction {

    private final CoverageServices services;

    ReassignAction(CoverageServices services) {
        this.services = services;
    }

    @Override
    public String labelKey() {
        return "coverage.reassign";
    }

    @Override
    public boolean isOffered(AccountDetails account) {
        return account.mayAssign();
    }

    @Override
    public void open(AccountDetails account) {
        dialog(services, account, () -> { }).open();
    }

    @Override
    public String factKey() {
        return "account.primaryRepId";
    }

    @Override
    public int order() {
        return 10;
    }

    static ReassignDialog dialog(CoverageServices services, AccountDetails account, Runnable onDone) {
        // Not what the page showed when it was opened: somebody may have reassigned it since.
        var now = services.accounts().get(account.id());
        return new ReassignDialog(services, new ReassignDialog.Subject(now.id(), now.draft().name(),
                java.util.Objects.requireNonNull(now.draft().primaryRepId()), now.primaryRepName()), null, null, onDone, () -> { });
    }
}
