package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountService;
import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Live;
import app.mainstay.base.ui.Menus;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.board.Board;
import app.mainstay.base.ui.board.BoardCard;
import app.mainstay.base.ui.board.BoardColumn;
import app.mainstay.coverage.CoverageBoard;
import app.mainstay.coverage.CoverageBoard.Card;
import app.mainstay.coverage.CoverageBoard.Column;
import app.mainstay.coverage.CoverageBoard.Gap;
import app.mainstay.coverage.Leaves;
import app.mainstay.security.Role;
import app.mainstay.security.UnitService.UnitRow;
import app.mainstay.shared.Ids;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Representatives with what they carry, accounts as cards; a card that is moved begins a reassignment. Unit, day and page stand in the
 * address.
 */
@Route(CoverageNavigation.BOARD)
@Menu(title = "coverage.title", order = 410, icon = "coverage")
@RolesAllowed({"MANAGER", "DIRECTOR"})
public class CoverageBoardView extends Page implements BeforeEnterObserver {

    /** Representatives at once: more are turned over like pages. */
    static final int PEOPLE = 12;
    private static final String UNIT = "unit";
    private static final String ON = "on";
    private static final String FROM = "from";
    private static final int FURTHEST = 100_000;

    private final transient CoverageServices services;
    private final ComboBox<UnitRow> unit = new ComboBox<>();
    private final DayField on = new DayField(null);
    private final Button today = new Button(tr("base.day.today"), click -> ask(null));
    private final Span asOf = new Span();
    private final Button before = new Button(Icons.BACK.create(), click -> turn(-PEOPLE));
    private final Button after = new Button(Icons.BACK.create(), click -> turn(PEOPLE));
    private final Board board = new Board(tr("coverage.board.label"));
    private final Div holder = new Div();
    private transient Map<String, Column> columns = Map.of();
    private int from;
    private boolean reading;

    public CoverageBoardView(CoverageServices services) {
        super(tr("coverage.title"));
        this.services = services;
        addComponentAtIndex(1, new CoverageTabs(CoverageBoardView.class, services.currentUser().require().is(Role.DIRECTOR)));
        holder.addClassName("board-holder");
        body.addClassNames("list", "board-page");
        body.add(toolbar(), holder);
        board.onMove(this::move);
        Live.list(this, services.changes(), AccountService.CHANGED, services.accounts()::sees, this::load);
        Live.list(this, services.changes(), Leaves.CHANGED, services.leaves()::sees, this::load);
    }

    private Component toolbar() {
        var mine = services.units().subtree(services.currentUser().require().unitId());
        var units = services.units().all().stream().filter(row -> mine.contains(row.id())).toList();
        unit.setItems(units);
        unit.setItemLabelGenerator(UnitRow::name);
        unit.setPlaceholder(tr("coverage.allUnits"));
        unit.setAriaLabel(tr("coverage.unit"));
        unit.setClearButtonVisible(true);
        unit.addClassNames("filter", "filter-wide");
        // Nothing to choose among.
        unit.setVisible(units.size() > 1);
        unit.addValueChangeListener(change -> asked());
        on.setPlaceholder(tr("coverage.asOf.today"));
        on.setAriaLabel(tr("coverage.asOf"));
        on.setClearButtonVisible(true);
        on.addClassName("filter");
        on.addValueChangeListener(change -> asked());
        today.addThemeVariants(ButtonVariant.TERTIARY);
        asOf.addClassName("secondary");
        asOf.getElement().setAttribute("role", "status");
        before.setAriaLabel(tr("coverage.people.before"));
        before.setTooltipText(tr("coverage.people.before"));
        after.setAriaLabel(tr("coverage.people.after"));
        after.setTooltipText(tr("coverage.people.after"));
        after.addClassName("turned");
        before.addThemeVariants(ButtonVariant.TERTIARY);
        after.addThemeVariants(ButtonVariant.TERTIARY);
        var filters = new Div(unit, on, today, asOf);
        filters.addClassName("filter-bar");
        var end = new Div(before, after);
        end.addClassName("toolbar-end");
        var toolbar = new Div(filters, end);
        toolbar.addClassName("toolbar");
        return toolbar;
    }

    // ---- the address ----

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var location = event.getLocation();
        reading = true;
        unit.setValue(CoverageNavigation.parameter(location, UNIT).flatMap(Ids::parse)
                .flatMap(id -> unit.getListDataView().getItems().filter(row -> row.id() == id).findFirst()).orElse(null));
        on.setValue(CoverageNavigation.parameter(location, ON).flatMap(CoverageBoardView::day).orElse(null));
        from = CoverageNavigation.parameter(location, FROM).flatMap(CoverageBoardView::number).orElse(0);
        reading = false;
        load();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Math.clamp(Integer.parseInt(text), 0, FURTHEST));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private void ask(@Nullable LocalDate day) {
        on.setValue(day);
    }

    private void asked() {
        if (!reading) {
            from = 0;
            go();
        }
    }

    private void turn(int people) {
        from = Math.max(0, from + people);
        go();
    }

    private void go() {
        Map<String, String> parameters = new LinkedHashMap<>();
        unit.getOptionalValue().ifPresent(row -> parameters.put(UNIT, Ids.text(row.id())));
        on.getOptionalValue().ifPresent(day -> parameters.put(ON, day.toString()));
        if (from > 0) {
            parameters.put(FROM, String.valueOf(from));
        }
        getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, new Location(CoverageNavigation.BOARD, QueryParameters.simple(parameters))));
        load();
    }

    // ---- what it shows ----

    private @Nullable Long unitId() {
        return unit.getOptionalValue().map(UnitRow::id).orElse(null);
    }

    /** Null: as it is now. */
    private @Nullable LocalDate askedDay() {
        return on.getOptionalValue().filter(day -> !day.equals(services.settings().today())).orElse(null);
    }

    private void load() {
        LocalDate day = askedDay();
        var shown = services.board().board(new CoverageBoard.Query(unitId(), day, from, PEOPLE));
        Map<String, Column> byId = new LinkedHashMap<>();
        shown.columns().forEach(column -> byId.put(Ids.text(column.userId()), column));
        columns = byId;
        boolean ahead = day != null && day.isAfter(services.settings().today());
        today.setVisible(day != null);
        asOf.setText(day == null ? "" : tr(ahead ? "coverage.asOf.ahead" : "coverage.asOf.past"));
        before.setVisible(from > 0 || shown.more());
        before.setEnabled(from > 0);
        after.setVisible(from > 0 || shown.more());
        after.setEnabled(shown.more());
        facts(day == null ? gaps() : new Component[0]);
        if (shown.columns().isEmpty()) {
            holder.removeAll();
            holder.add(new Empty(tr("coverage.board.empty")));
            return;
        }
        if (board.getParent().isEmpty()) {
            holder.removeAll();
            holder.add(board);
        }
        boolean units = shown.columns().stream().map(Column::unitId).distinct().count() > 1;
        board.show(shown.columns().stream().map(column -> column(column, units, day == null || ahead)).toList());
    }

    private Component[] gaps() {
        var gaps = services.board().gaps(unitId());
        List<Component> facts = new ArrayList<>();
        if (gaps.away() > 0) {
            facts.add(gap("coverage.gaps.away", gaps.away(), true));
        }
        if (gaps.planFailed() > 0) {
            var link = new Anchor(CoverageNavigation.PLANNED + "?state=failed", "");
            link.add(gap("coverage.gaps.planFailed", gaps.planFailed(), true));
            facts.add(link);
        }
        if (gaps.noBackup() > 0) {
            facts.add(gap("coverage.gaps.noBackup", gaps.noBackup(), false));
        }
        return facts.toArray(Component[]::new);
    }

    private static Span gap(String key, long number, boolean urgent) {
        var gap = new Span(tr(key, number));
        gap.addClassNames("status", urgent ? "sign-warn" : "sign-none");
        return gap;
    }

    private BoardColumn column(Column column, boolean unitNamed, boolean mayMove) {
        List<BoardCard> cards = column.cards().stream().map(card -> new BoardCard(Ids.text(card.accountId()), card.name(),
                AccountNavigation.account(card.accountId(), CoverageNavigation.TAB), card.tier() == null ? tr("coverage.noTier") : tr(card.tier().labelKey()),
                card.movable() && mayMove, notes(card))).toList();
        Component foot = column.moreCards() == 0 ? null : new Anchor(accounts(column.userId()), tr("coverage.moreCards", column.moreCards()));
        String mark = column.uncovered() ? "column-uncovered" : column.load().overloaded() ? "column-over" : "";
        return new BoardColumn(Ids.text(column.userId()), column.name(), head(column, unitNamed), cards, foot, column.active() && mayMove, mark);
    }

    private static String accounts(long userId) {
        return AccountNavigation.LIST + "?representative=" + Ids.text(userId);
    }

    private List<BoardCard.Note> notes(Card card) {
        List<BoardCard.Note> notes = new ArrayList<>();
        if (card.plannedTo() != null) {
            notes.add(new BoardCard.Note(tr("coverage.card.planned", card.plannedTo(), Formats.date(card.plannedOn(), getLocale())), "note-planned"));
        }
        if (card.gaps().contains(Gap.PLAN_FAILED)) {
            notes.add(new BoardCard.Note(tr("coverage.card.planFailed"), "status sign-warn"));
        }
        if (card.gaps().contains(Gap.NO_BACKUP)) {
            notes.add(new BoardCard.Note(tr("coverage.card.noBackup"), "status sign-none"));
        }
        return notes;
    }

    private Component head(Column column, boolean unitNamed) {
        var name = new Anchor(accounts(column.userId()), column.name());
        name.addClassNames("row-link", "board-name");
        var who = new Div(name, menu(column));
        who.addClassName("board-who");
        var head = new Div(who);
        head.addClassName("board-head");
        if (unitNamed) {
            var unitName = new Span(column.unitName());
            unitName.addClassName("secondary");
            head.add(unitName);
        }
        head.add(new LoadBar(column.load()));
        var absence = column.load().absence();
        if (!column.active()) {
            head.add(mark("coverage.inactive", true));
        }
        if (absence != null) {
            String until = Formats.date(absence.until(), getLocale());
            head.add(absence.standInName() == null ? mark("coverage.away.uncovered", true, until) : mark("coverage.away.standIn", false, until, absence.standInName()));
        }
        if (column.load().overloaded()) {
            head.add(mark("coverage.over", true, column.load().points() - column.load().capacity()));
        }
        return head;
    }

    private static Span mark(String key, boolean urgent, Object... values) {
        var mark = new Span(tr(key, values));
        // In this order: the sign is drawn for "status sign-…".
        mark.addClassNames("status", urgent ? "sign-warn" : "sign-half", "board-mark");
        return mark;
    }

    private MenuBar menu(Column column) {
        var menu = new MenuBar();
        menu.addThemeVariants(MenuBarVariant.TERTIARY);
        var items = menu.addItem(Icons.MORE.create()).getSubMenu();
        Menus.name(menu, tr("coverage.menu", column.name()));
        items.addItem(tr("coverage.capacity.set"), click -> new CapacityDialog(services, column.userId(), column.name(), column.load().capacity(), this::load).open());
        items.addItem(tr("coverage.menu.handover"), click -> getUI().ifPresent(ui -> ui.navigate(CoverageNavigation.NEW_HANDOVER,
                QueryParameters.of("giver", Ids.text(column.userId())))));
        items.addItem(tr("coverage.menu.leave"), click -> getUI().ifPresent(ui -> ui.navigate(CoverageNavigation.LEAVES,
                QueryParameters.simple(Map.of("edit", "new", "person", Ids.text(column.userId()))))));
        return menu;
    }

    // ---- moving ----

    private void move(Board.Move move) {
        Column source = Objects.requireNonNull(columns.get(move.from()));
        Column target = Objects.requireNonNull(columns.get(move.to()));
        long accountId = Ids.parse(move.card()).orElseThrow();
        Card card = source.cards().stream().filter(one -> one.accountId() == accountId).findFirst().orElseThrow();
        var chosen = services.capacity().candidates(target.name(), List.of(accountId), 0, 50).stream()
                .filter(candidate -> candidate.userId() == target.userId()).findFirst();
        if (chosen.isEmpty()) {
            board.reset();
            Notices.failed(tr("coverage.notYours", target.name()));
            return;
        }
        new ReassignDialog(services, new ReassignDialog.Subject(accountId, card.name(), source.userId(), source.name()), chosen.get(), askedDay(), () -> {
            load();
            board.focus(move.card());
        }, () -> {
            board.reset();
            board.focus(move.card());
        }).open();
    }
}
