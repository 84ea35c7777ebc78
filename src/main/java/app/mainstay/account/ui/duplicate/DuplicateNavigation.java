package app.mainstay.account.ui.duplicate;

import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.shared.Ids;

/** The addresses of pairs and of what becomes of them. */
public final class DuplicateNavigation {

    static final String LIST = AccountNavigation.LIST + "/duplicates";
    static final String MERGE = AccountNavigation.LIST + "/:id([0-9A-Za-z]{13})/merge/:other([0-9A-Za-z]{13})";

    private DuplicateNavigation() {
    }

    public static String merge(long accountId, long otherId) {
        return AccountNavigation.account(accountId) + "/merge/" + Ids.text(otherId);
    }
}
