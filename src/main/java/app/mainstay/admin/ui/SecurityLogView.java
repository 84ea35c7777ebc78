package app.mainstay.admin.ui;

import app.mainstay.admin.SecurityLogList;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.security.log.SecurityEntry;
import app.mainstay.security.log.SecurityFilter;
import app.mainstay.security.log.SecuritySort;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sign-ins, failures, refusals. Filter and order stand in the address. */
@Route(AdminNavigation.SECURITY)
@RolesAllowed("ADMINISTRATOR")
public class SecurityLogView extends AdminPage {

    private final ListPanel<SecurityEntry, SecurityFilter, SecuritySort> list;

    public SecurityLogView(SecurityLogList source, ListServices services) {
        super("admin.security", AdminNavigation.SECURITY);
        list = new ListPanel<>(source, services, AdminNavigation.SECURITY).badge("event", SecurityLogView::mark);
        main.addClassName("list");
        main.add(list);
    }

    private static String mark(SecurityEntry entry) {
        return switch (entry.event()) {
            case SIGN_IN -> "status sign-on";
            case SIGN_OUT, SESSION_ENDED -> "status sign-off";
            case PASSWORD_CHANGED, PASSWORD_SET, PASSWORD_EXPIRED, INVITED, FEED_MADE, FEED_REVOKED -> "status sign-half";
            case FAILURE, DELAY, REFUSED -> "status sign-warn";
            case THEFT -> "status sign-warn danger";
        };
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        list.read(event.getLocation());
        showPanel(event);
    }

    @Override
    protected Map<String, String> parameters() {
        return list.parameters();
    }

    /** Nothing here is edited. */
    @Override
    protected @Nullable Editor<?> editor(Location location, @Nullable Long id) {
        return null;
    }
}
