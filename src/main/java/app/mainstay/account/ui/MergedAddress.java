package app.mainstay.account.ui;

import app.mainstay.account.MergedAccounts;
import app.mainstay.shared.Ids;
import com.vaadin.flow.router.BeforeEnterEvent;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Leads the address of an account that became part of another one to that one, whatever stands behind the id in it. */
@Component
public class MergedAddress {

    private final MergedAccounts merged;

    MergedAddress(MergedAccounts merged) {
        this.merged = merged;
    }

    /** Where an account that was merged meanwhile goes on; empty for one that was not, or whose other one the viewer does not see. */
    Optional<String> of(long accountId) {
        return merged.into(accountId).map(AccountNavigation::account);
    }

    /** True where the navigation goes on elsewhere: the view shows nothing then. */
    public boolean leadsOn(BeforeEnterEvent event, long accountId) {
        var into = merged.into(accountId);
        into.ifPresent(id -> event.forwardTo(event.getLocation().getPath().replaceFirst("(?i)" + Ids.text(accountId), Ids.text(id))));
        return into.isPresent();
    }
}
