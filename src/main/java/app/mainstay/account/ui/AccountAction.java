package app.mainstay.account.ui;

import app.mainstay.account.AccountDetails;
import org.jspecify.annotations.Nullable;

/** Something that a feature lets one do with an account, in the menu of its page, contributed as a bean. */
public interface AccountAction {

    String labelKey();

    /** Whether this viewer has it for this account. */
    boolean isOffered(AccountDetails account);

    /** The page follows by itself when the account is announced as changed. */
    void open(AccountDetails account);

    /** The label key of the fact in the head that it changes; then it stands beside that, too. */
    default @Nullable String factKey() {
        return null;
    }

    /** Smaller stands further up. */
    default int order() {
        return 100;
    }
}
