package app.mainstay.account.ui;

import app.mainstay.account.AccountDetails;
import com.vaadin.flow.component.Component;
import java.util.Optional;

/** A fact in the head of the account page, contributed by a feature as a bean. */
public interface AccountFact {

    /** Translation key of the label. */
    String labelKey();

    /** The value; empty where there is none for this account. */
    Optional<Component> create(AccountDetails account);

    /** Smaller stands further left. */
    default int order() {
        return 100;
    }
}
