package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.base.ui.Choices;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Icons;
import app.mainstay.security.Passwords;
import app.mainstay.security.Role;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserFilter;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.security.UserSort;
import app.mainstay.shared.Slice;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everybody who may sign in or once did. Filter, order and the open record stand in the address; pages come from the server. */
@Route(AdminNavigation.USERS)
@RouteAlias(AdminNavigation.USERS_TOO)
@Menu(title = "admin.title", order = 910, icon = "admin")
@RolesAllowed("ADMINISTRATOR")
public class UsersView extends AdminPage {

    private final transient UserService users;
    private final transient UnitService units;
    private final transient Passwords passwords;
    private final transient Drafts drafts;
    private final Grid<UserRow> grid = new Grid<>();
    private final Map<UserSort, Grid.Column<UserRow>> sortable = new EnumMap<>(UserSort.class);
    private final TextField text = new TextField();
    private final ComboBox<Role> role = new ComboBox<>();
    private final Button clear = new Button(tr("list.clear"));
    private UserFilter filter = UserFilter.ALL;
    private boolean reading;

    public UsersView(UserService users, UnitService units, Passwords passwords, Drafts drafts) {
        super("admin.users", AdminNavigation.USERS);
        this.users = users;
        this.units = units;
        this.passwords = passwords;
        this.drafts = drafts;
        create("admin.user.new");
        main.addClassName("list");
        main.add(toolbar(), grid());
    }

    private Div toolbar() {
        text.setPlaceholder(tr("admin.user.filter"));
        text.setAriaLabel(tr("admin.user.filter"));
        text.setPrefixComponent(Icons.SEARCH.create());
        text.setClearButtonVisible(true);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.addClassName("filter-text");
        text.addValueChangeListener(event -> filterChanged());
        role.setPlaceholder(tr("admin.user.role"));
        role.setAriaLabel(tr("admin.user.role"));
        role.setItems(Role.values());
        role.setItemLabelGenerator(value -> tr(value.labelKey()));
        role.setClearButtonVisible(true);
        Choices.only(role);
        role.addClassNames("filter", "filter-wide");
        role.addValueChangeListener(event -> filterChanged());
        clear.addThemeVariants(ButtonVariant.TERTIARY);
        clear.addClickListener(click -> {
            fill(UserFilter.ALL);
            filterChanged();
        });
        var toolbar = new Div(text, role, clear);
        toolbar.addClassName("toolbar");
        return toolbar;
    }

    private Grid<UserRow> grid() {
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setMultiSort(true, Grid.MultiSortPriority.APPEND, true);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setColumnReorderingAllowed(true);
        grid.setSizeFull();
        column(grid.addColumn(new ComponentRenderer<>(user -> link(user.id(), user.displayName()))), "admin.user.displayName", UserSort.NAME)
                .setFrozen(true).setFlexGrow(1).setWidth("140px");
        column(grid.addColumn(UserRow::username), "admin.user.username", UserSort.USERNAME).setWidth("140px");
        column(grid.addColumn(user -> tr(user.role().labelKey())), "admin.user.role", UserSort.ROLE).setWidth("184px");
        column(grid.addColumn(UserRow::unitName), "admin.user.unit", UserSort.UNIT).setFlexGrow(1).setWidth("120px");
        column(grid.addColumn(new ComponentRenderer<>(UsersView::state)), "admin.user.state", null).setWidth("160px");
        // Without a count callback: the grid learns its end by reaching it.
        grid.setItems(this::fetch).setIdentifierProvider(UserRow::id);
        grid.setPartNameGenerator(user -> part(user.id()));
        grid.addItemClickListener(click -> open(click.getItem().id()));
        grid.addSortListener(event -> {
            if (event.isFromClient()) {
                toAddress();
            }
        });
        return grid;
    }

    static Div state(UserRow user) {
        var state = new Div();
        state.addClassName("states");
        // One state a person: who is inactive cannot sign in anyhow.
        state.add(!user.active() ? status(Icons.CLOSE, "admin.user.inactive", true)
                : user.hasPassword() ? status(Icons.CHECK, "admin.user.active", true) : status(Icons.KEY, "admin.user.noPassword", false));
        return state;
    }

    private Grid.Column<UserRow> column(Grid.Column<UserRow> column, String labelKey, @Nullable UserSort sort) {
        column.setHeader(tr(labelKey)).setResizable(true).setFlexGrow(0);
        if (sort != null) {
            column.setKey(sort.name()).setSortProperty(sort.name());
            sortable.put(sort, column);
        } else {
            column.setKey(labelKey);
        }
        return column;
    }

    private Stream<UserRow> fetch(Query<UserRow, Void> query) {
        var orders = query.getSortOrders().stream().map(order -> new Slice.Order<>(UserSort.valueOf(order.getSorted()),
                order.getDirection() == SortDirection.DESCENDING)).toList();
        return users.page(filter, new Slice<>(query.getOffset(), query.getLimit(),
                orders.isEmpty() ? List.of(new Slice.Order<>(UserSort.NAME, false)) : orders)).stream();
    }

    // ---- the address is the truth of filter, order and what is open ----

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var location = event.getLocation();
        fill(new UserFilter(AdminNavigation.parameter(location, "q").orElse(null),
                AdminNavigation.parameter(location, "role").flatMap(UsersView::role).orElse(null), null, null));
        reading = true;
        grid.sort(orders(AdminNavigation.parameter(location, "sort").orElse("")));
        reading = false;
        showPanel(event);
    }

    private static Optional<Role> role(String name) {
        return Arrays.stream(Role.values()).filter(role -> role.name().equalsIgnoreCase(name)).findFirst();
    }

    /** "name,-role": unknown names are left out, since anybody types addresses. */
    private List<GridSortOrder<UserRow>> orders(String names) {
        List<GridSortOrder<UserRow>> orders = new ArrayList<>();
        for (String part : names.split(",")) {
            String name = part.startsWith("-") ? part.substring(1) : part;
            sortable.entrySet().stream().filter(entry -> entry.getKey().name().equalsIgnoreCase(name)).findFirst()
                    .ifPresent(entry -> orders.add(new GridSortOrder<>(entry.getValue(),
                            part.startsWith("-") ? SortDirection.DESCENDING : SortDirection.ASCENDING)));
        }
        return orders;
    }

    private void fill(UserFilter wanted) {
        reading = true;
        text.setValue(Optional.ofNullable(wanted.text()).orElse(""));
        role.setValue(wanted.role());
        reading = false;
        show(wanted);
    }

    private void filterChanged() {
        if (!reading) {
            show(new UserFilter(text.getValue().isBlank() ? null : text.getValue().strip(), role.getValue(), null, null));
            toAddress();
        }
    }

    private void show(UserFilter wanted) {
        filter = wanted;
        clear.setVisible(!wanted.equals(UserFilter.ALL));
        grid.setEmptyStateComponent(new Empty(tr("list.noMatch")));
        grid.getDataProvider().refreshAll();
    }

    @Override
    protected Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (filter.text() != null) {
            parameters.put("q", filter.text());
        }
        if (filter.role() != null) {
            parameters.put("role", filter.role().name().toLowerCase(Locale.ROOT));
        }
        String sort = grid.getSortOrder().stream().map(order -> (order.getDirection() == SortDirection.DESCENDING ? "-" : "")
                + order.getSorted().getKey().toLowerCase(Locale.ROOT)).collect(Collectors.joining(","));
        if (!sort.isEmpty()) {
            parameters.put("sort", sort);
        }
        return parameters;
    }

    @Override
    protected @Nullable Editor<?> editor(Location location, @Nullable Long id) {
        if (id != null && users.find(id).isEmpty()) {
            return null;
        }
        var editor = new UserEditor(users, units, passwords, drafts, id, this::close, grid.getDataProvider()::refreshAll);
        editor.cancelBy(this::close);
        return editor;
    }
}
