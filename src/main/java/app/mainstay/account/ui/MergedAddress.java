package app.mainstay.account.ui;

import app.mainstay.account.MergedAccounts;
import app.mainstay.shared.Ids;
import com.vaadin.flow.router.BeforeEnterEvent;
import org.springframework.stereotype.Component;

/** Leads the address of an account that became part of another one to that one, whatever stands behind the id in it. */
@Component
public class MergedAddress {

    private final MergedAccounts merged;

    MergedAddress(MergedAccounts merged) {
        this.merged = merged;
    }

    /** True where the navigation goes on elsewhere: the view shows nothing then. */
    public boolean leadsOn(BeforeEnterEvent event, long accountId) {
        var into = merged.into(accountId);
        into.ifPresent(id -> event.forwardTo(event.getLocation().getPath().replaceFirst("(?i)" + Ids.text(accountId), Ids.text(id))));
        return into.isPresent();
    }
}
