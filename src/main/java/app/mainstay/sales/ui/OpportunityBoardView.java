package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountService;
import app.mainstay.account.contact.Contacts;
import app.mainstay.base.Changes;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Live;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.board.Board;
import app.mainstay.base.ui.board.BoardCard;
import app.mainstay.base.ui.board.BoardColumn;
import app.mainstay.base.ui.list.FilterBar;
import app.mainstay.market.Competitors;
import app.mainstay.sales.Opportunities;
import app.mainstay.sales.Opportunities.Column;
import app.mainstay.sales.OpportunityList;
import app.mainstay.sales.OpportunityRow;
import app.mainstay.sales.StageRow;
import app.mainstay.sales.Stages;
import app.mainstay.security.CurrentUser;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Open deals by stage, moved from stage to stage; won, lost and cancelled are columns to drop a deal into. */
@Route(SalesNavigation.BOARD)
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class OpportunityBoardView extends Page implements BeforeEnterObserver {

    private static final int CARDS = 40;
    /** What of the list's filters means something where only open deals stand. */
    private static final Set<String> FILTERS = Set.of("q", "account", "expected", "owner", "unit", "product", "sector", "noaccount", "stalled");

    private final transient Opportunities service;
    private final transient Stages stages;
    private final transient OpportunityList source;
    private final transient StageMoves moves;
    private final transient SettingsService settings;
    private final FilterBar filters;
    private final Board board = new Board(tr("sales.board.label"));
    private final Div holder = new Div();
    private transient ListQuery query = ListQuery.ALL;

    public OpportunityBoardView(Opportunities service, Stages stages, OpportunityList source, AccountService accounts, Contacts contacts,
                                Competitors competitors, CodeLists codes, SettingsService settings, CurrentUser currentUser, Changes changes) {
        super(tr("sales.opportunities"));
        this.service = service;
        this.stages = stages;
        this.source = source;
        moves = new StageMoves(new StageDialog.Rooms(service, accounts, contacts, competitors, codes, settings), this::load,
                id -> board.focus(Ids.text(id)));
        this.settings = settings;
        addComponentAtIndex(1, new SalesTabs(OpportunityBoardView.class, currentUser));
        actions(OpportunitiesView.create());
        filters = new FilterBar(source.filters().stream().filter(filter -> FILTERS.contains(filter.name())).toList(), this::ask);
        var toolbar = new Div(filters);
        toolbar.addClassName("toolbar");
        holder.addClassName("board-holder");
        body.addClassNames("list", "board-page", "below-tabs");
        body.add(toolbar, holder);
        board.onMove(this::move);
        Live.list(this, changes, Opportunities.CHANGED, service::sees, this::load);
    }

    @Override
    public String getPageTitle() {
        return tr("sales.board") + " · " + super.getPageTitle();
    }

    // ---- the address ----

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        query = ListQuery.parse(event.getLocation().getQueryParameters().getQueryString()).only(FILTERS);
        filters.show(query);
        SalesNavigation.from(event.getUI(), event.getLocation());
        load();
    }

    private void ask(ListQuery wanted) {
        query = wanted;
        filters.show(wanted);
        var address = new Location(SalesNavigation.BOARD, QueryParameters.simple(wanted.parameters()));
        getUI().ifPresent(ui -> {
            ui.getPage().getHistory().replaceState(null, address);
            SalesNavigation.from(ui, address);
        });
        load();
    }

    // ---- what it shows ----

    private void load() {
        var columns = service.board(source.filter(query), CARDS);
        if (columns.stream().allMatch(column -> column.deals() == 0)) {
            holder.removeAll();
            holder.add(new Empty(tr(query.filters() ? "list.noMatch" : "sales.empty")));
            return;
        }
        if (board.getParent().isEmpty()) {
            holder.removeAll();
            holder.add(board);
        }
        List<BoardColumn> all = new ArrayList<>(columns.stream().map(this::column).toList());
        stages.active().stream().filter(stage -> !stage.isOpen()).map(this::closing).forEach(all::add);
        board.show(all);
    }

    private BoardColumn column(Column column) {
        var stage = column.stage();
        var name = new Span(stage.label(getLocale()));
        name.addClassName("board-name");
        var sum = new Span(tr("sales.board.sum", column.deals(), Formats.money(column.base(), getLocale())));
        sum.addClassName("secondary");
        var head = new Div(name, sum);
        head.addClassName("board-head");
        if (column.unrated() > 0) {
            var unrated = new Span(tr("sales.board.unrated", column.unrated()));
            unrated.addClassNames("status", "sign-warn", "board-mark");
            head.add(unrated);
        }
        Component foot = column.more() <= 0 ? null : new Anchor(list(stage), tr("sales.board.more", column.more()));
        return new BoardColumn(Ids.text(stage.id()), stage.label(getLocale()), head, column.cards().stream().map(this::card).toList(), foot, stage.active(), "");
    }

    /** A place to drop into; what lies there already is in the list. */
    private BoardColumn closing(StageRow stage) {
        var name = new Span(stage.label(getLocale()));
        name.addClassName("board-name");
        var head = new Div(name, new Anchor(list(stage), tr("sales.board.closed")));
        head.addClassName("board-head");
        return new BoardColumn(Ids.text(stage.id()), stage.label(getLocale()), head, List.of(), null, true, "board-closing");
    }

    private String list(StageRow stage) {
        String text = query.with("stage", stage.code()).text();
        return SalesNavigation.LIST + "?" + text;
    }

    private BoardCard card(OpportunityRow row) {
        List<BoardCard.Note> notes = new ArrayList<>();
        notes.add(new BoardCard.Note(row.accountName() == null ? tr("sales.noAccount") : row.accountName(), row.accountName() == null ? "status sign-warn" : "secondary"));
        notes.add(new BoardCard.Note(Formats.money(row.amount(), getLocale()) + (row.expectedOn() == null ? "" : " · " + Formats.date(row.expectedOn(), getLocale())), "note-amount"));
        boolean late = row.expectedOn() != null && row.expectedOn().isBefore(settings.today());
        if (late) {
            notes.add(new BoardCard.Note(tr("sales.late"), "status sign-warn"));
        }
        if (row.stalledDays() > 0) {
            notes.add(new BoardCard.Note(tr("sales.stalled", row.stalledDays()), "status sign-warn"));
        }
        notes.add(new BoardCard.Note(row.ownerName(), "secondary"));
        return new BoardCard(Ids.text(row.id()), row.name(), SalesNavigation.opportunity(row.id()), null, row.mayEdit(), notes);
    }

    // ---- moving ----

    private void move(Board.Move move) {
        moves.move(Ids.parse(move.card()).orElseThrow(), stages.get(Ids.parse(move.to()).orElseThrow()), board::reset);
    }
}
