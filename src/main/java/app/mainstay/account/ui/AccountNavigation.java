package app.mainstay.account.ui;

import app.mainstay.shared.Ids;

/** The addresses of this room. */
public final class AccountNavigation {

    public static final String LIST = "accounts";
    public static final String CREATE = "accounts/new";

    public static final String TAB = "tab";

    private AccountNavigation() {
    }

    public static String account(long id) {
        return LIST + "/" + Ids.text(id);
    }

    /** @param tab the name of a tab */
    public static String account(long id, String tab) {
        return account(id) + "?" + TAB + "=" + tab;
    }

    public static String edit(long id) {
        return account(id) + "/edit";
    }
}
