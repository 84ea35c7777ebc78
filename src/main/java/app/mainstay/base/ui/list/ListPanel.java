package app.mainstay.base.ui.list;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.list.ListExport;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.base.list.SavedView;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Live;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Slice;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.renderer.Renderer;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.server.streams.DownloadHandler;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A list on the screen. The address holds what is asked; pages come from the server one by one and nobody counts a large table. Cells are
 * drawn by the browser from text, since a component per cell costs the session's memory.
 */
public final class ListPanel<R, F, S extends Enum<S>> extends Div {

    /** Up to so many rows are counted; beyond, "1,000+" says enough. */
    private static final int COUNTED = 1_000;
    private static final int ROWS_BELOW = 100;
    private static final int SELECTION_WIDTH = 56;
    private static final String VIEW = "view";

    private final transient ListSource<R, F, S> source;
    private final transient ListServices services;
    private final String path;
    private final transient ColumnLayout layout;
    private final Grid<R> grid = new Grid<>();
    private final transient GridColumns<R, S> columns;
    private final FilterBar filterBar;
    private final ViewsMenu viewsMenu;
    private final Button count = new Button();
    private final Div end = new Div();
    private final Div toolbar = new Div();
    private final transient @Nullable SelectionBar<R> selection;
    private final transient @Nullable CellEditing<R> cells;
    private transient Supplier<Map<String, String>> more = Map::of;
    private transient Consumer<ListQuery> shown = asked -> { };
    private transient Supplier<Component> nothingYet = () -> new Empty(tr("list.nothing"));
    private ListQuery query = ListQuery.ALL;
    private F filter;
    private boolean stale;
    /** Negative: more than {@link #COUNTED}. */
    private long counted;

    /** @param path the address without its query */
    public ListPanel(ListSource<R, F, S> source, ListServices services, String path) {
        this.source = source;
        this.services = services;
        this.path = path;
        filter = source.filter(query);
        layout = new ColumnLayout(source.id(), source.columns(), services.preferences(), services.json());
        filterBar = new FilterBar(source.filters(), this::ask);
        var fields = services.bulk().fields(source.id());
        addClassName("list-panel");
        columns = new GridColumns<>(grid, source.columns(), layout, new CellTexts(services.settings(), services.codes(), getLocale()));
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        var actions = services.actions().stream().filter(action -> action.list().equals(source.id()) && action.isOffered())
                .sorted(Comparator.comparingInt(SelectionAction::order)).toList();
        selection = fields.isEmpty() && actions.isEmpty() ? null : new SelectionBar<>(grid, source::id, () -> query, this::selectionChanged,
                fields.isEmpty() ? null : this::editSelected, actions, this::refresh, new Numbers());
        cells = fields.isEmpty() ? null
                : new CellEditing<>(services, source.id(), grid, fields, source::id, row -> columns.text(source.columns().getFirst().key(), row), this::refresh);
        if (cells != null) {
            KeptCell.of(grid);
        }
        grid.getEditor().addCloseListener(event -> {
            if (stale) {
                refresh();
            }
        });
        setUpGrid();
        columns.take(selection == null ? 0 : SELECTION_WIDTH);
        columns.arrange();
        count.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        count.addClassName("list-count");
        count.addClickListener(click -> countExactly());
        viewsMenu = new ViewsMenu(source.id(), services.views(), () -> query, this::chosenColumns, this::choose);
        end.addClassName("toolbar-end");
        end.add(count, new ColumnsButton(layout, source.columns(), columns::withoutRoom, () -> {
            columns.arrange();
            viewsMenu.showChanged();
        }), new ListMenu(this::export, this::lastFirst, fields.isEmpty() ? null : () -> new BatchesDialog(services, source.id(), this::refresh).open()));
        toolbar.add(viewsMenu, filterBar, end);
        toolbar.addClassName("toolbar");
        add(toolbar);
        if (selection != null) {
            add(selection);
        }
        add(grid);
        Live.list(this, services.changes(), source.changeKind(), source::sees, this::refresh);
        Shortcuts.addShortcutListener(this, this::lastFirst, Key.END, KeyModifier.CONTROL);
    }

    // ---- what a view adds ----

    /** The first column's cells lead to the record. */
    public ListPanel<R, F, S> link(Function<R, String> address) {
        String name = source.columns().getFirst().key();
        columns.draw(name, LitRenderer.<R>of("<a class=\"row-link\" href=${item.to} title=${item.text}>${item.text}</a>")
                .withProperty("to", address::apply).withProperty("text", row -> columns.text(name, row)));
        return this;
    }

    /** A word with a mark of its own, drawn by the class in styles.css. */
    public ListPanel<R, F, S> badge(String column, Function<R, String> className) {
        columns.draw(column, LitRenderer.<R>of("<span class=${item.mark}>${item.text}</span>")
                .withProperty("mark", className::apply).withProperty("text", row -> columns.text(column, row)));
        return this;
    }

    /** What stands where nothing is yet and no filter is set. */
    public ListPanel<R, F, S> whenEmpty(Supplier<Component> component) {
        nothingYet = component;
        return this;
    }

    /** What the address holds beside the list's own. */
    public ListPanel<R, F, S> withParameters(Supplier<Map<String, String>> parameters) {
        more = parameters;
        return this;
    }

    /** A cell that is more than text. */
    public ListPanel<R, F, S> draw(String column, Renderer<R> renderer) {
        columns.draw(column, renderer);
        return this;
    }

    /** What stands first in the toolbar. */
    public ListPanel<R, F, S> lead(Component... components) {
        for (int i = 0; i < components.length; i++) {
            toolbar.addComponentAtIndex(i, components[i]);
        }
        return this;
    }

    /** Told whenever the list shows what another query asks for. */
    public ListPanel<R, F, S> onQuery(Consumer<ListQuery> listener) {
        shown = listener;
        return this;
    }

    /**
     * Some values of a field, chosen in its cell, need more to be said.
     *
     * @param asks told the row and the value; whether it takes over and asks
     */
    public ListPanel<R, F, S> asking(String field, BiPredicate<Long, List<String>> asks) {
        if (cells != null) {
            cells.asking(field, asks::test);
        }
        return this;
    }

    public Grid<R> grid() {
        return grid;
    }

    public ListQuery query() {
        return query;
    }

    /** Asks for the rows again; while somebody edits a cell, once that is done. */
    public void refresh() {
        if (grid.getEditor().isOpen()) {
            stale = true;
            return;
        }
        stale = false;
        grid.getDataProvider().refreshAll();
        showCount();
    }

    // ---- the address is the truth of filters and order ----

    /** To be called when a navigation enters the view. */
    public void read(Location location) {
        var asked = ListQuery.parse(location.getQueryParameters().getQueryString());
        var wanted = asked.only(source.filterNames());
        var view = asked.has(VIEW) ? asked.ids(VIEW).stream().findFirst().flatMap(services.views()::find)
                : wanted.parameters().isEmpty() ? services.views().standard(source.id()) : Optional.<SavedView>empty();
        view = view.filter(found -> found.list().equals(source.id()));
        view.ifPresent(found -> layout.choose(found.columns()));
        viewsMenu.show(view.orElse(null));
        // An address that names a view and nothing else means all of it.
        show(wanted.parameters().isEmpty() ? view.map(found -> query(found.query())).orElse(wanted) : wanted);
        columns.arrange();
        // Only now the list is as the view wants it.
        viewsMenu.showChanged();
        VisitedList.find(UI.getCurrent(), source.id()).filter(trail -> trail.query().equals(query)).ifPresent(trail -> trail.back().ifPresent(place -> {
            grid.getLazyDataView().setItemCountEstimate(Math.max(place + ROWS_BELOW, grid.getLazyDataView().getItemCountEstimate()));
            grid.scrollToIndex(place);
        }));
    }

    private ListQuery query(String text) {
        return ListQuery.parse(text).only(source.filterNames());
    }

    private void ask(ListQuery wanted) {
        show(wanted);
        toAddress();
    }

    private void choose(@Nullable SavedView view, ListQuery wanted) {
        layout.choose(view == null ? List.of() : view.columns());
        viewsMenu.show(view);
        ask(wanted.only(source.filterNames()));
        columns.arrange();
    }

    private List<String> chosenColumns() {
        return layout.isStandard() ? List.of() : layout.shown();
    }

    private void lastFirst() {
        ask(query.withSort(source.orders(query).stream().map(order -> new Slice.Order<>(order.by(), !order.descending())).toList()));
        grid.scrollToStart();
    }

    private DownloadHandler export(ListExport.Format format) {
        var locale = getLocale();
        return event -> {
            String name = services.export().fileName(source, format, locale);
            event.setFileName(name);
            event.setContentType(format.mediaType());
            services.export().write(source, query, layout.shown(), format, locale, event.getOutputStream());
        };
    }

    private void show(ListQuery wanted) {
        if (selection != null && !wanted.equals(query)) {
            selection.clear();
        }
        query = wanted;
        filter = source.filter(wanted);
        filterBar.show(wanted);
        shown.accept(wanted);
        grid.sort(source.orders(wanted).stream().filter(order -> columns.by(order.by()) != null)
                .map(order -> new GridSortOrder<>(Objects.requireNonNull(columns.by(order.by())), order.descending() ? SortDirection.DESCENDING : SortDirection.ASCENDING))
                .toList());
        grid.setEmptyStateComponent(wanted.filters() ? noMatch() : nothingYet.get());
        refresh();
    }

    private Component noMatch() {
        return new Empty(tr("list.noMatch"), new Button(tr("list.clear"), click -> filterBar.clear()));
    }

    private void toAddress() {
        Map<String, String> parameters = new LinkedHashMap<>(parameters());
        parameters.putAll(more.get());
        viewsMenu.showChanged();
        getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, new Location(path, QueryParameters.simple(parameters))));
    }

    /** The addresses of a view that does more than listing need these, too. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>(query.parameters());
        var view = viewsMenu.current();
        if (view != null) {
            parameters.put(VIEW, Ids.text(view.id()));
        }
        return parameters;
    }

    // ---- grid ----

    private void setUpGrid() {
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setAriaLabel(tr(source.titleKey()));
        grid.setMultiSort(true, Grid.MultiSortPriority.APPEND, true);
        grid.setColumnReorderingAllowed(true);
        grid.setSizeFull();
        // Without a count: the grid learns its end by reaching it.
        grid.setItems(this::fetch).setIdentifierProvider(source::id);
        grid.addSortListener(event -> {
            if (event.isFromClient()) {
                query = query.withSort(event.getSortOrder().stream()
                        .map(order -> new Slice.Order<>(columns.order(order.getSorted()), order.getDirection() == SortDirection.DESCENDING)).toList());
                shown.accept(query);
                toAddress();
            }
        });
        grid.addColumnReorderListener(event -> {
            if (event.isFromClient()) {
                layout.order(event.getColumns().stream().filter(Grid.Column::isVisible).map(Grid.Column::getKey).toList());
                columns.arrange();
                viewsMenu.showChanged();
            }
        });
        grid.addColumnResizeListener(event -> {
            if (event.isFromClient() && event.getResizedColumn().getWidth() != null) {
                layout.width(event.getResizedColumn().getKey(), Integer.parseInt(event.getResizedColumn().getWidth().replaceFirst("(\\.\\d+)?px$", "")));
                columns.arrange();
            }
        });
    }

    private Stream<R> fetch(Query<R, Void> wanted) {
        List<R> rows = source.page(filter, new Slice<>(wanted.getOffset(), wanted.getLimit(), source.orders(query)));
        getUI().ifPresent(ui -> {
            var trail = VisitedList.of(ui, source.id());
            trail.follow(query);
            trail.saw(wanted.getOffset(), rows.stream().map(source::id).toList());
        });
        return rows.stream();
    }

    // ---- some rows, one cell ----

    private void selectionChanged(SelectionBar<R> bar) {
        toolbar.setVisible(!bar.isVisible());
        setClassName("all-matching", bar.isAllMatching());
    }

    private void editSelected(SelectionBar<R> bar) {
        new BulkDialog(services, source.id(), bar.selection(), () -> {
            bar.clear();
            refresh();
        }).open();
    }

    /** From the keyboard: F2 in a cell. */
    @ClientCallable
    void editCell(String rowKey, String column) {
        R row = grid.getDataCommunicator().getKeyMapper().get(rowKey);
        if (row != null && cells != null) {
            cells.edit(row, column);
        }
    }

    // ---- how many ----

    private void showCount() {
        int found = source.estimate(filter, COUNTED);
        boolean more = found > COUNTED;
        counted = more ? -1 : found;
        count.setText(more ? tr("list.count.more", COUNTED) : tr("list.count", found));
        count.setAriaLabel(more ? tr("list.count.exactly") : tr("list.count", found));
        count.setEnabled(more);
        grid.getLazyDataView().setItemCountEstimate(Math.max(1, found));
    }

    private final class Numbers implements SelectionBar.Numbers {

        @Override
        public long known() {
            return counted;
        }

        @Override
        public long atLeast() {
            return COUNTED;
        }

        @Override
        public long exactly() {
            countExactly();
            return counted;
        }
    }

    private void countExactly() {
        counted = source.count(filter);
        count.setText(tr("list.count", counted));
        count.setEnabled(false);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        // Only what differs by a few pixels is told, and only once dragging has stopped.
        getElement().executeJs("""
                const panel = this, tell = () => {
                  const width = Math.round(panel.getBoundingClientRect().width);
                  if (width && Math.abs(width - (panel.dataset.width || 0)) > 7) { panel.$server.resized(width); }
                };
                panel.observer?.disconnect();
                panel.observer = new ResizeObserver(() => { clearTimeout(panel.later); panel.later = setTimeout(tell, 150); });
                panel.observer.observe(panel);
                tell();
                // A call made while the first page is forwarded to another is lost.
                setTimeout(tell, 1000);
                // As in many lists that people know; not while somebody types.
                document.removeEventListener('keydown', panel.slash);
                panel.slash = event => {
                  const target = event.composedPath()[0];
                  if (!panel.isConnected) {
                    document.removeEventListener('keydown', panel.slash);
                  } else if (event.key === '/' && !event.ctrlKey && !event.metaKey && !/^(INPUT|TEXTAREA)$/.test(target.tagName)) {
                    event.preventDefault();
                    panel.querySelector('.filter-text')?.focus();
                  }
                };
                document.addEventListener('keydown', panel.slash);
                const grid = panel.querySelector(':scope > vaadin-grid');
                if (!grid.editsCells) {
                  grid.editsCells = true;
                  grid.addEventListener('keydown', event => {
                    const cell = event.key === 'F2' ? grid.getEventContext(event) : {};
                    if (cell.item && cell.column && cell.column.editableKey) { panel.$server.editCell(cell.item.key, cell.column.editableKey); }
                  });
                }""");
    }

    @ClientCallable
    void resized(int pixels) {
        columns.resize(pixels);
        getElement().setAttribute("data-width", String.valueOf(columns.width()));
    }
}
