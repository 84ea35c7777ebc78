package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.admin.RoleRight;
import app.mainstay.base.ui.Icons;
import app.mainstay.security.Role;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each role is for and may do. To be read: rights are the product's own and not changed here. */
@Route(AdminNavigation.ROLES)
@RolesAllowed("ADMINISTRATOR")
public class RolesView extends AdminPage {

    public RolesView() {
        super("admin.roles", AdminNavigation.ROLES);
        var column = new Div(new Paragraph(tr("admin.roles.help")), table());
        column.addClassName("roles-page");
        main.add(column);
    }

    private static Component table() {
        var table = new NativeTable();
        table.addClassName("roles-table");
        var head = new NativeTableRow(header(tr("admin.roles.may"), "col"));
        var what = new NativeTableRow(header(tr("admin.roles.does"), "row"));
        for (Role role : Role.values()) {
            head.add(header(tr(role.labelKey()), "col"));
            what.add(new NativeTableCell(tr("admin.roles.does." + role.name())));
        }
        table.getHead().add(head);
        table.getBody().add(what);
        for (RoleRight right : RoleRight.values()) {
            var line = new NativeTableRow(header(tr(right.labelKey()), "row"));
            for (Role role : Role.values()) {
                line.add(reach(right.of(role)));
            }
            table.getBody().add(line);
        }
        return table;
    }

    private static NativeTableHeaderCell header(String text, String scope) {
        var cell = new NativeTableHeaderCell(text);
        cell.getElement().setAttribute("scope", scope);
        return cell;
    }

    private static NativeTableCell reach(RoleRight.Reach reach) {
        boolean no = reach == RoleRight.Reach.NO;
        var text = new Span(tr(reach.labelKey()));
        var status = no ? new Span(text) : new Span(Icons.CHECK.create(), text);
        status.addClassName("status");
        status.setClassName("secondary", no);
        return new NativeTableCell(status);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        showPanel(event);
    }

    @Override
    protected Map<String, String> parameters() {
        return Map.of();
    }

    @Override
    protected @Nullable Detail editor(Location location, @Nullable Long id) {
        return null;
    }
}
