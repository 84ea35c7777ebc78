package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.security.Role;

/** What the list says to whom when there is no account for them at all. */
final class NoAccounts {

    private NoAccounts() {
    }

    static String sentence(Role role) {
        return tr(switch (role) {
            case ADMINISTRATOR -> "account.list.empty.administrator";
            case MEMBER -> "account.list.empty.member";
            case MANAGER, DIRECTOR -> "account.list.empty";
        });
    }
}
