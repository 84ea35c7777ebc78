package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.coverage.LeaveFilter;
import app.mainstay.coverage.LeaveList;
import app.mainstay.coverage.LeaveRow;
import app.mainstay.coverage.LeaveSort;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is away when and who acts meanwhile; the open one stands in the address. */
@Route(CoverageNavigation.LEAVES)
@Menu(title = "leave.list", order = 420, icon = "leave")
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class LeavesView extends Page implements BeforeEnterObserver, BeforeLeaveObserver {

    private static final String EDIT = "edit";
    private static final String NEW = "new";
    private static final String PERSON = "person";

    private final transient CoverageServices services;
    private final ListPanel<LeaveRow, LeaveFilter, LeaveSort> list;
    private final Aside panel = new Aside();
    private final Button create = new Button(tr("leave.new"), Icons.ADD.create(), click -> go(NEW));
    private @Nullable LeavePanel editor;

    public LeavesView(LeaveList source, ListServices listServices, CoverageServices services) {
        super(tr("leave.list"));
        this.services = services;
        create.addThemeVariants(ButtonVariant.PRIMARY);
        actions(create);
        list = new ListPanel<>(source, listServices, CoverageNavigation.LEAVES).withParameters(LeavesView::opened);
        list.link(row -> location(Ids.text(row.id())).getPathWithQueryParameters())
                .badge("state", row -> switch (row.state()) {
                    case AHEAD -> "status sign-none";
                    case NOW -> "status sign-on";
                    case OVER -> "status sign-off";
                    case CANCELLED -> "status sign-off";
                })
                .whenEmpty(() -> new Empty(tr("leave.empty")));
        list.grid().addItemClickListener(click -> go(Ids.text(click.getItem().id())));
        list.grid().setPartNameGenerator(row -> editor != null && editor.isOf(row.id()) ? "open-row" : null);
        var main = new Div(list);
        main.addClassNames("panel-main", "list");
        panel.addClassName("side-panel");
        panel.setVisible(false);
        Shortcuts.addShortcutListener(panel, this::close, Key.ESCAPE).listenOn(panel);
        body.addClassName("with-panel");
        body.add(main, panel);
    }

    private static Map<String, String> opened() {
        return parameter(EDIT).map(edited -> Map.of(EDIT, edited)).orElse(Map.of());
    }

    private static Optional<String> parameter(String name) {
        return CoverageNavigation.parameter(UI.getCurrent().getActiveViewLocation(), name);
    }

    private Location location(@Nullable String edited) {
        Map<String, String> parameters = new LinkedHashMap<>(list.parameters());
        if (edited != null) {
            parameters.put(EDIT, edited);
        }
        return new Location(CoverageNavigation.LEAVES, QueryParameters.simple(parameters));
    }

    private void go(@Nullable String edited) {
        Runnable leave = () -> {
            var location = location(edited);
            UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
        };
        if (editor != null && editor.isChanged()) {
            askToLeave(() -> {
                editor = null;
                leave.run();
            }, () -> { });
        } else {
            leave.run();
        }
    }

    private void close() {
        go(null);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        list.read(event.getLocation());
        var edited = CoverageNavigation.parameter(event.getLocation(), EDIT);
        editor = edited.flatMap(text -> editor(text, CoverageNavigation.parameter(event.getLocation(), PERSON).flatMap(Ids::parse).orElse(null))).orElse(null);
        panel.removeAll();
        panel.setVisible(editor != null);
        create.setThemeVariant(ButtonVariant.PRIMARY, editor == null);
        list.grid().getDataProvider().refreshAll();
        if (editor != null) {
            var close = new Button(Icons.CLOSE.create(), click -> close());
            close.setAriaLabel(tr("base.close"));
            close.addThemeVariants(ButtonVariant.TERTIARY);
            panel.getElement().setAttribute("aria-label", editor.title());
            panel.add(new Header(new H2(editor.title()), close), editor);
            editor.begin();
        }
    }

    private Optional<LeavePanel> editor(String text, @Nullable Long person) {
        if (text.equals(NEW)) {
            return Optional.of(new LeavePanel(services, null, person, this::done, this::close));
        }
        return Ids.parse(text).flatMap(id -> {
            try {
                return Optional.of(new LeavePanel(services, services.leaves().get(id), null, this::done, this::close));
            } catch (NotFoundException gone) {
                return Optional.empty();
            }
        });
    }

    private void done() {
        editor = null;
        go(null);
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        if (editor != null && editor.isChanged() && event.getNavigationTarget() != getClass()) {
            var leaving = event.postpone();
            askToLeave(leaving::proceed, leaving::cancel);
        }
    }

    private static void askToLeave(Runnable leave, Runnable stay) {
        var dialog = new ConfirmDialog(tr("coverage.leave.title"), tr("coverage.leave.text"), tr("coverage.leave.discard"), confirm -> leave.run());
        dialog.setCancelable(true);
        dialog.setCancelText(tr("draft.leave.stay"));
        dialog.addCancelListener(cancel -> stay.run());
        dialog.open();
    }
}
