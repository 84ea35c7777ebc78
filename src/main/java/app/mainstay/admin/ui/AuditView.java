package app.mainstay.admin.ui;

import app.mainstay.admin.AuditList;
import app.mainstay.audit.AuditContents;
import app.mainstay.audit.AuditFilter;
import app.mainstay.audit.AuditSort;
import app.mainstay.base.ui.ChangeTexts;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import com.vaadin.flow.component.UI;
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

    private final transient AuditList source;
    private final transient AuditContents contents;
    private final transient ListServices services;
    private final transient ChangeTexts texts;
    private final ListPanel<AuditList.Line, AuditFilter, AuditSort> list;

    public AuditView(AuditList source, AuditContents contents, ListServices services, ChangeTexts texts) {
        super("admin.audit", AdminNavigation.AUDIT);
        this.source = source;
        this.contents = contents;
        this.services = services;
        this.texts = texts;
        list = new ListPanel<>(source, services, AdminNavigation.AUDIT).withParameters(() -> opened(UI.getCurrent()));
        list.link(line -> AdminNavigation.edit(AdminNavigation.AUDIT, parameters(), line.row().id()).getPathWithQueryParameters());
        list.grid().setPartNameGenerator(line -> part(line.row().id()));
        list.grid().addItemClickListener(click -> open(click.getItem().row().id()));
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

    /** History is not edited: the panel shows what was there before and after. */
    @Override
    protected @Nullable Detail editor(Location location, @Nullable Long id) {
        return id == null || contents.find(id, 0, 1).isEmpty() ? null
                : new AuditDetail(contents, source, texts, services.settings(), id);
    }
}
