package app.mainstay.admin.ui;

import app.mainstay.admin.AuditList;
import app.mainstay.audit.AuditFilter;
import app.mainstay.audit.AuditSort;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who changed what kind of thing. Directors read it as well, and find it in the navigation, since they have no other page here. */
@Route(AdminNavigation.AUDIT)
@Menu(title = "admin.audit", order = 920, icon = "history")
@RolesAllowed({"ADMINISTRATOR", "DIRECTOR"})
public class AuditView extends AdminPage {

    private final ListPanel<AuditList.Line, AuditFilter, AuditSort> list;

    public AuditView(AuditList source, ListServices services) {
        super("admin.audit", AdminNavigation.AUDIT);
        list = new ListPanel<>(source, services, AdminNavigation.AUDIT);
        main.addClassName("list");
        main.add(list);
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

    /** History is not edited. */
    @Override
    protected @Nullable Editor<?> editor(Location location, @Nullable Long id) {
        return null;
    }
}
