package app.mainstay.account.ui;

import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** The first address leads to the accounts until "My day" takes its place; administrators, who see none, to their administration. */
@Route("")
@PermitAll
public class HomeView extends Div implements BeforeEnterObserver {

    private static final String ADMINISTRATION = "admin";

    private final transient CurrentUser currentUser;

    public HomeView(CurrentUser currentUser) {
        this.currentUser = currentUser;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (currentUser.require().is(Role.ADMINISTRATOR)) {
            // By address: this room does not know the one above it.
            event.forwardTo(ADMINISTRATION);
        } else {
            event.forwardTo(AccountListView.class);
        }
    }
}
