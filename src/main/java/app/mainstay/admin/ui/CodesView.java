package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.admin.CodeListSource;
import app.mainstay.admin.CodeState;
import app.mainstay.base.Drafts;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.settings.CodeEntry;
import app.mainstay.settings.CodeFilter;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.CodeSort;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSingleSelectionModel;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The code lists, each in its own order. The arrows move the selected entry, so that the keyboard stays on them step after step. */
@Route(AdminNavigation.CODES)
@RolesAllowed("ADMINISTRATOR")
public class CodesView extends AdminPage {

    private final transient CodeLists codes;
    private final transient Drafts drafts;
    private final ListPanel<CodeEntry, CodeFilter, CodeSort> panel;
    private final Select<CodeList> lists = new Select<>();
    private final Button up = new Button(Icons.DOWN.create(), click -> move(true));
    private final Button down = new Button(Icons.DOWN.create(), click -> move(false));
    private CodeList list = CodeList.values()[0];

    public CodesView(CodeListSource source, ListServices services, CodeLists codes, Drafts drafts) {
        super("admin.codes", AdminNavigation.CODES);
        this.codes = codes;
        this.drafts = drafts;
        create("admin.code.new");
        panel = new ListPanel<>(source, services, AdminNavigation.CODES).withParameters(() -> opened(UI.getCurrent()));
        panel.link(entry -> AdminNavigation.edit(AdminNavigation.CODES, parameters(), entry.id()).getPathWithQueryParameters())
                .badge("state", entry -> entry.active() ? "status sign-on" : "status sign-off").lead(lists, up, down).onQuery(this::asked);
        var grid = panel.grid();
        ((GridSingleSelectionModel<CodeEntry>) grid.setSelectionMode(Grid.SelectionMode.SINGLE)).setDeselectAllowed(false);
        grid.setPartNameGenerator(entry -> part(Objects.requireNonNull(entry.id())));
        grid.addItemClickListener(click -> open(click.getItem().id()));
        grid.addSelectionListener(selection -> showArrows());
        lists.setAriaLabel(tr("admin.code.list"));
        lists.setItems(CodeList.values());
        lists.setItemLabelGenerator(value -> tr(value.labelKey()));
        lists.addClassName("filter");
        lists.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(AdminNavigation.with(AdminNavigation.CODES, Map.of(CodeListSource.LIST, name(change.getValue())), null));
            }
        });
        arrow(up, "admin.code.up");
        arrow(down, "admin.code.down");
        up.addClassName("icon-up");
        main.addClassName("list");
        main.add(panel);
    }

    private static void arrow(Button button, String labelKey) {
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel(tr(labelKey));
        button.setTooltipText(tr(labelKey));
    }

    static Div state(boolean active) {
        var state = new Div(active ? status(Icons.CHECK, CodeState.ACTIVE.labelKey(), true) : status(Icons.ARCHIVE, CodeState.RETIRED.labelKey(), false));
        state.addClassName("states");
        return state;
    }

    private void move(boolean isUp) {
        panel.grid().getSelectionModel().getFirstSelectedItem().map(CodeEntry::id).ifPresent(id -> {
            codes.move(id, isUp);
            panel.refresh();
            select(id);
        });
    }

    private void asked(ListQuery query) {
        list = CodeListSource.list(query);
        lists.setValue(list);
        showArrows();
    }

    /** Moving is shown where the whole list stands in its own order; anywhere else nothing would seem to happen. */
    private void showArrows() {
        var selected = panel.grid().getSelectionModel().getFirstSelectedItem().filter(entry -> entry.list() == list && isWholeList());
        var entries = codes.entries(list);
        up.setEnabled(selected.isPresent() && !same(selected.get(), entries.getFirst()));
        down.setEnabled(selected.isPresent() && !same(selected.get(), entries.getLast()));
    }

    private boolean isWholeList() {
        return panel.query().parameters().keySet().stream().allMatch(name -> name.equals(CodeListSource.LIST) || name.equals(ListQuery.SORT)
                && panel.query().parameters().get(name).equalsIgnoreCase(CodeSort.POSITION.name()));
    }

    private static boolean same(CodeEntry one, CodeEntry other) {
        return Objects.equals(one.id(), other.id());
    }

    private void select(long id) {
        List<CodeEntry> entries = codes.entries(list);
        entries.stream().filter(entry -> Objects.equals(entry.id(), id)).findFirst().ifPresent(entry -> {
            panel.grid().select(entry);
            if (isWholeList()) {
                panel.grid().scrollToIndex(entries.indexOf(entry));
            }
        });
        showArrows();
    }

    // ---- the address is the truth of the list and of what is open ----

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        panel.read(event.getLocation());
        AdminNavigation.edited(event.getLocation()).ifPresent(this::select);
        showPanel(event);
    }

    private static String name(CodeList list) {
        return list.name().toLowerCase(Locale.ROOT);
    }

    @Override
    protected Map<String, String> parameters() {
        return panel.parameters();
    }

    @Override
    protected @Nullable Detail editor(Location location, @Nullable Long id) {
        if (id != null && codes.entries(list).stream().noneMatch(entry -> id.equals(entry.id()))) {
            return null;
        }
        var editor = new CodeEditor(codes, drafts, list, id, this::close, () -> {
            panel.refresh();
            select(Objects.requireNonNull(id));
        });
        editor.cancelBy(this::close);
        return editor;
    }
}
