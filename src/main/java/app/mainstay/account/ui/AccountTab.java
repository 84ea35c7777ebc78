package app.mainstay.account.ui;

import app.mainstay.account.AccountDetails;
import com.vaadin.flow.component.Component;

/** A tab of the account page, contributed by a feature as a bean. Its content is built when the tab is first opened. */
public interface AccountTab {

    /** Translation key of the label. */
    String titleKey();

    /** Short and stable: what the address calls it. By itself the room's name, that is the first part of its key. */
    default String name() {
        return titleKey().replaceFirst("\\..*", "");
    }

    /** A new component for this account; the viewer sees the account, which has been checked. */
    Component create(AccountDetails account);

    /** Whether it stands on this account's page at all. */
    default boolean concerns(AccountDetails account) {
        return true;
    }

    /** Smaller stands further left; the timeline is 0. */
    default int order() {
        return 100;
    }
}
