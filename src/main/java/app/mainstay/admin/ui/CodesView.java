package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.base.ui.Icons;
import app.mainstay.settings.CodeEntry;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSingleSelectionModel;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The code lists, each in its own order. The arrows move the selected entry, so that the keyboard stays on them step after step. */
@Route(AdminNavigation.CODES)
@RolesAllowed("ADMINISTRATOR")
public class CodesView extends AdminPage {

    private static final String LIST = "list";

    private final transient CodeLists codes;
    private final transient Drafts drafts;
    private final Select<CodeList> lists = new Select<>();
    private final Grid<CodeEntry> grid = new Grid<>();
    private final Button up = new Button(Icons.DOWN.create(), click -> move(true));
    private final Button down = new Button(Icons.DOWN.create(), click -> move(false));
    private CodeList list = CodeList.SECTOR;

    public CodesView(CodeLists codes, Drafts drafts) {
        super("admin.codes", AdminNavigation.CODES);
        this.codes = codes;
        this.drafts = drafts;
        create("admin.code.new");
        lists.setAriaLabel(tr("admin.code.list"));
        lists.setItems(CodeList.values());
        lists.setItemLabelGenerator(value -> tr(value.labelKey()));
        lists.addClassName("filter");
        lists.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(AdminNavigation.with(AdminNavigation.CODES, Map.of(LIST, name(change.getValue())), null));
            }
        });
        up.addClassName("icon-up");
        up.setAriaLabel(tr("admin.code.up"));
        up.setTooltipText(tr("admin.code.up"));
        down.setAriaLabel(tr("admin.code.down"));
        down.setTooltipText(tr("admin.code.down"));
        var toolbar = new Div(lists, up, down);
        toolbar.addClassName("toolbar");
        main.addClassName("list");
        main.add(toolbar, grid());
    }

    private Grid<CodeEntry> grid() {
        grid.addThemeVariants(GridVariant.NO_BORDER);
        ((GridSingleSelectionModel<CodeEntry>) grid.setSelectionMode(Grid.SelectionMode.SINGLE)).setDeselectAllowed(false);
        grid.setSizeFull();
        grid.addColumn(CodeEntry::position).setHeader(tr("admin.code.position")).setTextAlign(ColumnTextAlign.END).setFlexGrow(0).setWidth("64px");
        grid.addColumn(new ComponentRenderer<>(entry -> link(Objects.requireNonNull(entry.id()), entry.labelEn())))
                .setHeader(tr("admin.code.labelEn")).setFlexGrow(1).setWidth("180px");
        grid.addColumn(CodeEntry::labelZh).setHeader(tr("admin.code.labelZh")).setFlexGrow(1).setWidth("140px");
        grid.addColumn(CodeEntry::code).setHeader(tr("admin.code.code")).setFlexGrow(0).setWidth("160px");
        grid.addColumn(new ComponentRenderer<>(entry -> state(entry.active()))).setHeader(tr("admin.code.state")).setFlexGrow(0).setWidth("120px");
        grid.addItemClickListener(click -> open(click.getItem().id()));
        grid.addSelectionListener(selection -> showArrows());
        return grid;
    }

    static Div state(boolean active) {
        var state = new Div(active ? status(Icons.CHECK, "admin.code.active", true) : status(Icons.ARCHIVE, "admin.code.retired", false));
        state.addClassName("states");
        return state;
    }

    private void move(boolean isUp) {
        grid.getSelectionModel().getFirstSelectedItem().map(CodeEntry::id).ifPresent(id -> {
            codes.move(id, isUp);
            show();
            select(id);
        });
    }

    private void showArrows() {
        var selected = grid.getSelectionModel().getFirstSelectedItem();
        var entries = codes.entries(list);
        up.setEnabled(selected.isPresent() && !same(selected.get(), entries.getFirst()));
        down.setEnabled(selected.isPresent() && !same(selected.get(), entries.getLast()));
    }

    private static boolean same(CodeEntry one, CodeEntry other) {
        return Objects.equals(one.id(), other.id());
    }

    private void show() {
        grid.setItems(codes.entries(list)).setIdentifierProvider(CodeEntry::id);
        showArrows();
    }

    private void select(long id) {
        List<CodeEntry> entries = codes.entries(list);
        entries.stream().filter(entry -> Objects.equals(entry.id(), id)).findFirst().ifPresent(entry -> {
            grid.select(entry);
            grid.scrollToIndex(entries.indexOf(entry));
        });
    }

    // ---- the address is the truth of the list and of what is open ----

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        list = AdminNavigation.parameter(event.getLocation(), LIST).flatMap(name -> Arrays.stream(CodeList.values())
                .filter(candidate -> name(candidate).equalsIgnoreCase(name)).findFirst()).orElse(CodeList.SECTOR);
        lists.setValue(list);
        show();
        AdminNavigation.edited(event.getLocation()).ifPresent(this::select);
        showPanel(event);
    }

    private static String name(CodeList list) {
        return list.name().toLowerCase(Locale.ROOT);
    }

    @Override
    protected Map<String, String> parameters() {
        return Map.of(LIST, name(list));
    }

    @Override
    protected @Nullable Editor<?> editor(Location location, @Nullable Long id) {
        if (id != null && codes.entries(list).stream().noneMatch(entry -> id.equals(entry.id()))) {
            return null;
        }
        var editor = new CodeEditor(codes, drafts, list, id, this::close, () -> {
            show();
            select(Objects.requireNonNull(id));
        });
        editor.cancelBy(this::close);
        return editor;
    }
}
