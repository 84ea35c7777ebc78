package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountService;
import app.mainstay.account.contact.Contacts;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.market.Competitors;
import app.mainstay.sales.Opportunities;
import app.mainstay.sales.OpportunityFilter;
import app.mainstay.sales.OpportunityList;
import app.mainstay.sales.OpportunityRow;
import app.mainstay.sales.OpportunitySort;
import app.mainstay.sales.Stages;
import app.mainstay.settings.SettingsService;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;

/** All deals that one sees. */
@Route(SalesNavigation.LIST)
@Menu(title = "sales.opportunities", order = 130, icon = "deal")
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class OpportunitiesView extends Page implements BeforeEnterObserver {

    private final ListPanel<OpportunityRow, OpportunityFilter, OpportunitySort> list;

    public OpportunitiesView(OpportunityList source, ListServices services, Opportunities deals, Stages stages, AccountService accounts, Contacts contacts,
                             Competitors competitors, SettingsService settings) {
        super(tr("sales.opportunities"));
        addComponentAtIndex(1, new SalesTabs(OpportunitiesView.class, services.currentUser()));
        actions(create());
        list = new ListPanel<>(source, services, SalesNavigation.LIST).link(row -> SalesNavigation.opportunity(row.id()))
                .whenEmpty(() -> new Empty(tr("sales.empty"), create()));
        var moves = new StageMoves(new StageDialog.Rooms(deals, accounts, contacts, competitors, services.codes(), settings), list::refresh, id -> { });
        list.asking("stage", (id, value) -> stages.active().stream().filter(stage -> value.contains(stage.code())).anyMatch(stage -> moves.asks(id, stage)));
        body.addClassNames("list", "below-tabs");
        body.add(list);
    }

    static Button create() {
        var create = new Button(tr("sales.new"), Icons.ADD.create(), click -> click.getSource().getUI().ifPresent(ui -> ui.navigate(SalesNavigation.CREATE)));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        return create;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        SalesNavigation.from(event.getUI(), null);
        list.read(event.getLocation());
    }
}
