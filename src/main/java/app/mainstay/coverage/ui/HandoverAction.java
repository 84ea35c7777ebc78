package app.mainstay.coverage.ui;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.ui.AccountAction;
import app.mainstay.shared.Ids;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** "Hand over…" in the menu of an account's page: a document for this one account. */
@Component
class HandoverAction implements AccountAction {

    @Override
    public String labelKey() {
        return "coverage.menu.handover";
    }

    @Override
    public boolean isOffered(AccountDetails account) {
        return account.mayAssign();
    }

    @Override
    public void open(AccountDetails account) {
        UI.getCurrent().navigate(CoverageNavigation.NEW_HANDOVER, QueryParameters.simple(Map.of("account", Ids.text(account.id()),
                "giver", Ids.text(Objects.requireNonNull(account.draft().primaryRepId())))));
    }

    @Override
    public int order() {
        return 20;
    }
}
