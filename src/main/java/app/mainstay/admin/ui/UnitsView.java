package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.Unexpected;
import app.mainstay.security.UnitDraft;
import app.mainstay.security.UnitService;
import app.mainstay.security.UnitService.UnitRow;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Ids;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.grid.dnd.GridDropMode;
import com.vaadin.flow.component.treegrid.TreeGrid;
import com.vaadin.flow.data.provider.hierarchy.TreeData;
import com.vaadin.flow.data.provider.hierarchy.TreeDataProvider;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

/** The organisation as a tree, shown whole: a company has hundreds of units at most. */
@Route(AdminNavigation.UNITS)
@RolesAllowed("ADMINISTRATOR")
public class UnitsView extends AdminPage {

    /** In the address of something new: what it shall lie below. */
    private static final String BELOW = "below";

    private final transient UnitService units;
    private final transient Drafts drafts;
    private final TreeGrid<UnitRow> grid = new TreeGrid<>();
    private @Nullable UnitRow dragged;

    public UnitsView(UnitService units, Drafts drafts) {
        super("admin.units", AdminNavigation.UNITS);
        this.units = units;
        this.drafts = drafts;
        create("admin.unit.new");
        main.addClassName("list");
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setSizeFull();
        grid.addComponentHierarchyColumn(unit -> link(unit.id(), unit.name())).setHeader(tr("admin.unit.name")).setFlexGrow(1);
        grid.addColumn(new ComponentRenderer<>(this::below)).setFlexGrow(0).setWidth("150px").setTextAlign(ColumnTextAlign.END);
        grid.setPartNameGenerator(unit -> part(unit.id()));
        grid.addItemClickListener(click -> open(click.getItem().id()));
        dragging();
        main.add(grid);
    }

    /** A unit is dropped onto what it shall lie below; the form does the same for who uses no pointer. */
    private void dragging() {
        grid.setRowsDraggable(true);
        // The root lies below nothing and stays so.
        grid.setDragFilter(unit -> unit.parentId() != null);
        grid.setDropMode(GridDropMode.ON_TOP);
        grid.addDragStartListener(event -> dragged = event.getDraggedItems().getFirst());
        grid.addDragEndListener(event -> dragged = null);
        grid.addDropListener(event -> {
            if (dragged != null) {
                event.getDropTargetItem().ifPresent(target -> move(dragged, target));
            }
        });
    }

    void move(UnitRow unit, UnitRow below) {
        if (unit.id() == below.id() || Objects.equals(unit.parentId(), below.id()) || unit.parentId() == null) {
            return;
        }
        if (save(unit, below.id(), unit.version())) {
            long before = unit.parentId();
            Notices.done(tr("admin.unit.moved", unit.name(), below.name()), () -> save(unit, before, units.get(unit.id()).version()));
        }
    }

    private boolean save(UnitRow unit, long parent, int version) {
        try {
            units.save(new UnitDraft(unit.id(), unit.name(), parent, version));
            return true;
        } catch (RefusedException | ConflictException | OptimisticLockingFailureException refused) {
            Notices.failed(Unexpected.sentence(refused));
            return false;
        } finally {
            show(units.all());
        }
    }

    private Button below(UnitRow unit) {
        var button = new Button(tr("admin.unit.below"), Icons.ADD.create(), click -> go(AdminNavigation.with(AdminNavigation.UNITS,
                Map.of(BELOW, Ids.text(unit.id())), AdminNavigation.NEW)));
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        button.setAriaLabel(tr("admin.unit.below.of", unit.name()));
        return button;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show(units.all());
        showPanel(event);
    }

    private void show(List<UnitRow> all) {
        Map<Long, UnitRow> byId = new HashMap<>();
        var tree = new TreeData<UnitRow>();
        for (var unit : all) {
            byId.put(unit.id(), unit);
            tree.addItem(unit.parentId() == null ? null : byId.get(unit.parentId()), unit);
        }
        grid.setDataProvider(new TreeDataProvider<>(tree) {
            @Override
            public Object getId(UnitRow unit) {
                return unit.id();
            }
        });
        grid.expand(all);
    }

    @Override
    protected Map<String, String> parameters() {
        return Map.of();
    }

    @Override
    protected @Nullable Editor<?> editor(Location location, @Nullable Long id) {
        if (id != null && units.find(id).isEmpty()) {
            return null;
        }
        long below = AdminNavigation.parameter(location, BELOW).flatMap(Ids::parse).filter(parent -> units.find(parent).isPresent())
                .orElseGet(() -> units.all().getFirst().id());
        var editor = new UnitEditor(units, drafts, id, below, this::close);
        editor.cancelBy(this::close);
        return editor;
    }
}
