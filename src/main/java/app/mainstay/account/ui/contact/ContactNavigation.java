package app.mainstay.account.ui.contact;

import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.shared.Ids;

/** The addresses of contacts. */
final class ContactNavigation {

    static final String CREATE = AccountNavigation.LIST + "/:id([0-9A-Za-z]{13})/contacts/new";
    static final String CONTACT = AccountNavigation.LIST + "/:id([0-9A-Za-z]{13})/contacts/:contact([0-9A-Za-z]{13})";

    private ContactNavigation() {
    }

    static String contact(long accountId, long id) {
        return AccountNavigation.account(accountId) + "/contacts/" + Ids.text(id);
    }

    static String create(long accountId) {
        return AccountNavigation.account(accountId) + "/contacts/new";
    }
}
