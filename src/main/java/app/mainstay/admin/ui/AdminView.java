package app.mainstay.admin.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;

/** The door to administration; what is behind it begins with the users. */
@Route(AdminNavigation.HOME)
@Menu(title = "admin.title", order = 910, icon = "admin")
@RolesAllowed("ADMINISTRATOR")
public class AdminView extends Div implements BeforeEnterObserver {

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        event.forwardTo(UsersView.class);
    }
}
