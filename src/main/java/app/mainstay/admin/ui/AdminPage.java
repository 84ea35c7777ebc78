package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Page;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.menu.MenuConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of administration: the tabs above, the list in the middle, a side panel for the record that the address names. Everything opens
 * and closes by going to an address, so that a reload shows the same and leaving with changes asks in one place.
 */
abstract class AdminPage extends Page implements BeforeEnterObserver, BeforeLeaveObserver {

    private static final Map<String, Class<? extends Component>> TABS = new LinkedHashMap<>();

    static {
        TABS.put("admin.users", UsersView.class);
        TABS.put("admin.units", UnitsView.class);
        TABS.put("admin.roles", RolesView.class);
        TABS.put("admin.codes", CodesView.class);
        TABS.put("admin.settings", SettingsView.class);
        TABS.put("admin.calendar", CalendarView.class);
        TABS.put("admin.jobs", JobsView.class);
        TABS.put("admin.mail", MailView.class);
        TABS.put("admin.security", SecurityLogView.class);
        TABS.put("admin.audit", AuditView.class);
        TABS.put("admin.invariants", InvariantsView.class);
    }

    private final String tab;
    private final String path;
    protected final Div main = new Div();
    private final Button create = new Button(Icons.ADD.create(), click -> open(null));
    private final Aside panel = new Aside();
    private @Nullable Detail detail;

    AdminPage(String tab, String path) {
        super(tr("admin.title"));
        this.tab = tab;
        this.path = path;
        main.addClassName("panel-main");
        panel.addClassName("side-panel");
        panel.setVisible(false);
        Shortcuts.addShortcutListener(panel, this::close, Key.ESCAPE).listenOn(panel);
        body.addClassName("with-panel");
        body.add(main, panel);
        // Who may open one page only needs no way to the others.
        if (MenuConfiguration.getMenuEntries().stream().anyMatch(entry -> entry.menuClass() == UsersView.class)) {
            addComponentAtIndex(1, tabs());
        } else {
            title(tr(tab));
        }
    }

    private Component tabs() {
        var nav = new Nav();
        nav.addClassName("page-tabs");
        nav.setAriaLabel(tr("admin.title"));
        TABS.forEach((key, view) -> {
            var link = new RouterLink(tr(key), view);
            if (key.equals(tab)) {
                link.getElement().setAttribute("aria-current", "page");
            }
            nav.add(link);
        });
        return nav;
    }

    @Override
    public String getPageTitle() {
        return super.getPageTitle().startsWith(tr(tab)) ? super.getPageTitle() : tr(tab) + " · " + super.getPageTitle();
    }

    // ---- the side panel ----

    /** What the address holds beside the record that is open: filters, the chosen list. */
    protected abstract Map<String, String> parameters();

    /** What shows something new or the record of that id; null where the address asks for nothing that exists here. */
    protected abstract @Nullable Detail editor(Location location, @Nullable Long id);

    /** To be called when the address has changed and the list shows what it says. */
    protected final void showPanel(BeforeEnterEvent event) {
        boolean isNew = AdminNavigation.parameter(event.getLocation(), AdminNavigation.EDIT).filter(AdminNavigation.NEW::equals).isPresent();
        Long id = AdminNavigation.edited(event.getLocation()).orElse(null);
        detail = isNew || id != null ? editor(event.getLocation(), id) : null;
        panel.removeAll();
        panel.setVisible(detail != null);
        create.setThemeVariant(ButtonVariant.PRIMARY, detail == null);
        if (detail == null) {
            return;
        }
        var title = new H2(detail.title());
        title.getElement().setAttribute("tabindex", "-1");
        panel.getElement().setAttribute("aria-label", detail.title());
        var close = new Button(Icons.CLOSE.create(), click -> close());
        close.setAriaLabel(tr("base.close"));
        close.addThemeVariants(ButtonVariant.TERTIARY);
        panel.add(new Header(title, close), detail);
        detail.open();
        // A form to fill begins with its first field; over a record to read, a tablet's keyboard would only be in the way.
        if (isNew) {
            detail.focus();
        } else {
            title.getElement().executeJs("this.focus()");
        }
    }

    protected final void open(@Nullable Long id) {
        go(AdminNavigation.edit(path, parameters(), id));
    }

    protected final void close() {
        go(AdminNavigation.with(path, parameters(), null));
    }

    /** Asks about changes before it navigates: a navigation by the server that is postponed leaves the browser's router confused. */
    protected final void go(Location location) {
        Editor<?> changed = changed(true);
        if (changed != null) {
            changed.ask(() -> {
                changed.abandon();
                go(location);
            }, () -> { });
        } else {
            UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
        }
    }

    /** Writes the filters into the address, without a new step in the browser's history; what is open stays open. */
    protected final void toAddress() {
        getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, AdminNavigation.with(path, parameters(), edited(ui))));
    }

    private static @Nullable String edited(UI ui) {
        return AdminNavigation.parameter(ui.getActiveViewLocation(), AdminNavigation.EDIT).orElse(null);
    }

    /** What of the address says which record is open. */
    protected static Map<String, String> opened(UI ui) {
        String edited = edited(ui);
        return edited == null ? Map.of() : Map.of(AdminNavigation.EDIT, edited);
    }

    protected final Anchor link(long id, String text) {
        var link = new Anchor(AdminNavigation.edit(path, parameters(), id).getPathWithQueryParameters(), text);
        link.addClassName("row-link");
        return link;
    }

    /** Marks the row whose record is open; a list asks again whenever the address changes. */
    protected final @Nullable String part(long id) {
        return detail != null && Long.valueOf(id).equals(detail.id) ? "open-row" : null;
    }

    /** The one primary action of a page, while no form is open that has its own. */
    protected final void create(String labelKey) {
        create.setText(tr(labelKey));
        actions(create);
    }

    /** A state as icon and word, never colour alone. */
    protected static Span status(Icons icon, String labelKey, boolean quiet) {
        var status = new Span(icon.create(), new Span(tr(labelKey)));
        status.addClassName("status");
        if (quiet) {
            status.addClassName("secondary");
        }
        return status;
    }

    @Override
    public final void beforeLeave(BeforeLeaveEvent event) {
        Editor<?> changed = changed(event.getNavigationTarget() == getClass());
        if (changed != null) {
            var leaving = event.postpone();
            changed.ask(leaving::proceed, leaving::cancel);
        }
    }

    /** The form whose changes would be lost; {@code staying}: only the side panel changes. */
    protected @Nullable Editor<?> changed(boolean staying) {
        return detail instanceof Editor<?> editor && editor.isChanged() ? editor : null;
    }
}
