package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountRow;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountSort;
import app.mainstay.account.Tier;
import app.mainstay.base.Changes;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Live;
import app.mainstay.base.ui.Page;
import app.mainstay.security.CurrentUser;
import app.mainstay.settings.CodeEntry;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Slice;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All accounts in scope. The address holds filter and order, so that a list can be shared and found again; pages come from the server,
 * nobody counts.
 */
@Route(AccountNavigation.LIST)
@Menu(title = "account.list", order = 100, icon = "accounts")
@PermitAll
public class AccountListView extends Page implements BeforeEnterObserver {

    /** Window widths below which the less needed columns give way, so that the list never scrolls sideways. */
    private static final int WIDE = 1400;
    private static final int MEDIUM = 1180;

    private final transient AccountService service;
    private final transient CodeLists codes;
    private final transient SettingsService settings;
    private final Grid<AccountRow> grid = new Grid<>();
    private final Map<AccountSort, Grid.Column<AccountRow>> sortable = new EnumMap<>(AccountSort.class);
    private final List<Grid.Column<AccountRow>> wideOnly = new ArrayList<>();
    private final List<Grid.Column<AccountRow>> mediumOnly = new ArrayList<>();
    private final TextField text = new TextField();
    private final MultiSelectComboBox<Tier> tiers = new MultiSelectComboBox<>();
    private final ComboBox<CodeEntry> sector;
    private final ComboBox<CodeEntry> region;
    private final Checkbox archived = new Checkbox();
    private final Button clear = new Button(tr("list.clear"));
    private AccountFilter filter = AccountFilter.ALL;
    private boolean reading;

    public AccountListView(AccountService service, CodeLists codes, SettingsService settings, Changes changes, CurrentUser currentUser) {
        super(tr("account.list"));
        this.service = service;
        this.codes = codes;
        this.settings = settings;
        sector = codeFilter(CodeList.SECTOR, "account.sector");
        region = codeFilter(CodeList.REGION, "account.region");
        if (currentUser.require().role().seesUnit()) {
            var create = new Button(tr("account.new"), Icons.ADD.create(), click -> getUI().ifPresent(ui -> ui.navigate(AccountNavigation.CREATE)));
            create.addThemeVariants(ButtonVariant.PRIMARY);
            actions(create);
        }
        body.addClassName("list");
        body.add(toolbar(), grid());
        Live.rows(this, changes, AccountService.CHANGED, service::sees, id -> grid.getDataProvider().refreshAll());
    }

    private Div toolbar() {
        text.setPlaceholder(tr("account.filter.text"));
        text.setAriaLabel(tr("account.filter.text"));
        text.setPrefixComponent(Icons.SEARCH.create());
        text.setClearButtonVisible(true);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.addClassName("filter-text");
        text.addValueChangeListener(event -> filterChanged());
        tiers.setPlaceholder(tr("account.tier"));
        tiers.setAriaLabel(tr("account.tier"));
        tiers.setItems(Tier.values());
        tiers.setItemLabelGenerator(tier -> tr(tier.labelKey()));
        tiers.addClassNames("filter", "filter-many");
        tiers.addValueChangeListener(event -> filterChanged());
        clear.addThemeVariants(ButtonVariant.TERTIARY);
        clear.addClickListener(click -> show(AccountFilter.ALL));
        archived.setLabel(tr("account.archived"));
        archived.addValueChangeListener(event -> filterChanged());
        var toolbar = new Div(text, tiers, sector, region, archived, clear);
        toolbar.addClassName("toolbar");
        return toolbar;
    }

    private ComboBox<CodeEntry> codeFilter(CodeList list, String labelKey) {
        var box = new ComboBox<CodeEntry>();
        box.setItems(codes.entries(list));
        box.setItemLabelGenerator(entry -> entry.label(getLocale()));
        box.setPlaceholder(tr(labelKey));
        box.setAriaLabel(tr(labelKey));
        box.setClearButtonVisible(true);
        box.addClassName("filter");
        box.addValueChangeListener(event -> filterChanged());
        return box;
    }

    private Grid<AccountRow> grid() {
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.getElement().setAttribute("aria-label", tr("account.list"));
        grid.setMultiSort(true, Grid.MultiSortPriority.APPEND, true);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setColumnReorderingAllowed(true);
        grid.setSizeFull();
        column(grid.addColumn(new ComponentRenderer<>(row -> link(row))), "account.name", AccountSort.NAME).setFrozen(true)
                .setFlexGrow(1).setWidth("220px");
        column(grid.addColumn(new ComponentRenderer<>(row -> new TierBadge(row.tier()))), "account.tier", AccountSort.TIER).setWidth("108px");
        column(grid.addColumn(row -> codes.label(CodeList.SECTOR, row.sector(), getLocale())), "account.sector", null).setWidth("128px");
        mediumOnly.add(column(grid.addColumn(row -> codes.label(CodeList.REGION, row.region(), getLocale())), "account.region", null).setWidth("128px"));
        column(grid.addColumn(AccountRow::primaryRepName), "account.primaryRepId", AccountSort.REPRESENTATIVE).setWidth("140px");
        wideOnly.add(column(grid.addColumn(AccountRow::unitName), "account.unit", AccountSort.UNIT).setWidth("128px"));
        column(grid.addColumn(row -> Formats.money(row.revenue(), getLocale())), "account.revenue", AccountSort.REVENUE)
                .setTextAlign(ColumnTextAlign.END).setWidth("128px");
        mediumOnly.add(column(grid.addColumn(row -> Formats.number(row.employees(), getLocale())), "account.employees", AccountSort.EMPLOYEES)
                .setTextAlign(ColumnTextAlign.END).setWidth("108px"));
        wideOnly.add(column(grid.addColumn(row -> Formats.date(row.updatedAt(), settings.zone(), getLocale())), "account.updated",
                AccountSort.UPDATED).setTextAlign(ColumnTextAlign.END).setWidth("132px"));
        // Without a count callback: the grid learns its end by reaching it.
        grid.setItems(this::fetch).setIdentifierProvider(AccountRow::id);
        grid.addSortListener(event -> {
            if (event.isFromClient()) {
                toAddress();
            }
        });
        grid.addAttachListener(event -> {
            event.getUI().getPage().retrieveExtendedClientDetails(details -> narrow(details.getBodyClientWidth()));
            var registration = event.getUI().getPage().addBrowserWindowResizeListener(resize -> narrow(resize.getWidth()));
            grid.addDetachListener(detach -> {
                detach.unregisterListener();
                registration.remove();
            });
        });
        return grid;
    }

    private Stream<AccountRow> fetch(Query<AccountRow, Void> query) {
        var orders = query.getSortOrders().stream().map(order -> new Slice.Order<>(AccountSort.valueOf(order.getSorted()),
                order.getDirection() == SortDirection.DESCENDING)).toList();
        return service.page(filter, new Slice<>(query.getOffset(), query.getLimit(),
                orders.isEmpty() ? List.of(new Slice.Order<>(AccountSort.NAME, false)) : orders)).stream();
    }

    private Grid.Column<AccountRow> column(Grid.Column<AccountRow> column, String labelKey, @Nullable AccountSort sort) {
        column.setHeader(tr(labelKey)).setResizable(true).setFlexGrow(0);
        if (sort != null) {
            column.setKey(sort.name()).setSortProperty(sort.name());
            sortable.put(sort, column);
        } else {
            column.setKey(labelKey);
        }
        return column;
    }

    private void narrow(int width) {
        wideOnly.forEach(column -> column.setVisible(width >= WIDE));
        mediumOnly.forEach(column -> column.setVisible(width >= MEDIUM));
    }

    private static Anchor link(AccountRow row) {
        var link = new Anchor(AccountNavigation.account(row.id()), row.name());
        link.addClassName("row-link");
        return link;
    }

    // ---- the address is the truth of filter and order ----

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getLocation().getQueryParameters();
        var wanted = AccountFilter.ALL.withText(parameters.getSingleParameter("q").orElse(null))
                .withTiers(parameters.getSingleParameter("tier").map(AccountListView::tiers).orElse(Set.of()))
                .withSectors(parameters.getSingleParameter("sector").filter(code -> entry(CodeList.SECTOR, code) != null).map(Set::of).orElse(Set.of()))
                .withRegions(parameters.getSingleParameter("region").filter(code -> entry(CodeList.REGION, code) != null).map(Set::of).orElse(Set.of()))
                .withArchived(parameters.getParameters().containsKey("archived"));
        reading = true;
        text.setValue(Optional.ofNullable(wanted.text()).orElse(""));
        tiers.setValue(wanted.tiers());
        sector.setValue(entry(CodeList.SECTOR, wanted.sectors().stream().findFirst().orElse(null)));
        region.setValue(entry(CodeList.REGION, wanted.regions().stream().findFirst().orElse(null)));
        archived.setValue(wanted.archived());
        grid.sort(orders(parameters.getSingleParameter("sort").orElse("")));
        reading = false;
        show(wanted);
    }

    private static Set<Tier> tiers(String names) {
        return Arrays.stream(Tier.values()).filter(tier -> List.of(names.split(",")).contains(tier.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }

    private @Nullable CodeEntry entry(CodeList list, @Nullable String code) {
        return code == null ? null : codes.find(list, code).orElse(null);
    }

    /** "name,-revenue": unknown names are left out, since anybody types addresses. */
    private List<GridSortOrder<AccountRow>> orders(String text) {
        List<GridSortOrder<AccountRow>> orders = new ArrayList<>();
        for (String part : text.split(",")) {
            String name = part.startsWith("-") ? part.substring(1) : part;
            sortable.entrySet().stream().filter(entry -> entry.getKey().name().equalsIgnoreCase(name)).findFirst()
                    .ifPresent(entry -> orders.add(new GridSortOrder<>(entry.getValue(),
                            part.startsWith("-") ? SortDirection.DESCENDING : SortDirection.ASCENDING)));
        }
        return orders;
    }

    private void filterChanged() {
        if (!reading) {
            show(AccountFilter.text(text.getValue()).withTiers(tiers.getValue())
                    .withSectors(sector.getOptionalValue().map(entry -> Set.of(entry.code())).orElse(Set.of()))
                    .withRegions(region.getOptionalValue().map(entry -> Set.of(entry.code())).orElse(Set.of()))
                    .withArchived(archived.getValue()));
            toAddress();
        }
    }

    private void show(AccountFilter wanted) {
        boolean cleared = wanted.equals(AccountFilter.ALL) && !filter.equals(AccountFilter.ALL);
        filter = wanted;
        clear.setVisible(!wanted.equals(AccountFilter.ALL));
        if (cleared) {
            reading = true;
            text.clear();
            tiers.clear();
            sector.clear();
            region.clear();
            archived.clear();
            reading = false;
            if (isAttached()) {
                toAddress();
            }
        }
        grid.setEmptyStateComponent(new Empty(tr(wanted.equals(AccountFilter.ALL) ? "account.list.empty" : "list.noMatch")));
        grid.getDataProvider().refreshAll();
    }

    private void toAddress() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (filter.text() != null) {
            parameters.put("q", filter.text());
        }
        if (!filter.tiers().isEmpty()) {
            parameters.put("tier", filter.tiers().stream().sorted().map(tier -> tier.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(",")));
        }
        filter.sectors().forEach(code -> parameters.put("sector", code));
        filter.regions().forEach(code -> parameters.put("region", code));
        if (filter.archived()) {
            parameters.put("archived", "");
        }
        String sort = grid.getSortOrder().stream().map(order -> (order.getDirection() == SortDirection.DESCENDING ? "-" : "")
                + order.getSorted().getKey().toLowerCase(Locale.ROOT)).collect(Collectors.joining(","));
        if (!sort.isEmpty()) {
            parameters.put("sort", sort);
        }
        getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null,
                new Location(AccountNavigation.LIST, QueryParameters.simple(parameters))));
    }
}
