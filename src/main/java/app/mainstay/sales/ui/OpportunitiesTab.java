package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.account.ui.AccountTab;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.sales.OpportunityList;
import app.mainstay.shared.Ids;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.QueryParameters;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The account's deals. */
@Component
class OpportunitiesTab implements AccountTab {

    private final OpportunityList source;
    private final ListServices services;

    OpportunitiesTab(OpportunityList source, ListServices services) {
        this.source = source;
        this.services = services;
    }

    @Override
    public String titleKey() {
        return "sales.opportunities";
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public com.vaadin.flow.component.Component create(AccountDetails account) {
        var panel = new ListPanel<>(source.of(account.id()), services, AccountNavigation.account(account.id()))
                .link(row -> SalesNavigation.opportunity(row.id())).withParameters(() -> Map.of(AccountNavigation.TAB, name()))
                .whenEmpty(() -> new Empty(tr("sales.empty.account")));
        panel.read(UI.getCurrent().getActiveViewLocation());
        var content = new Div(panel);
        content.addClassName("tab-list");
        var all = new Anchor(SalesNavigation.ofAccount(account.id()), tr("sales.account.list"));
        var head = new Div(all);
        head.addClassNames("tab-head", "deals-head");
        content.addComponentAsFirst(head);
        if (account.mayEdit()) {
            var create = new Button(tr("sales.new"), Icons.ADD.create(), click -> click.getSource().getUI().ifPresent(ui -> ui.navigate(SalesNavigation.CREATE,
                    QueryParameters.of(SalesNavigation.ACCOUNT, Ids.text(account.id())))));
            create.addThemeVariants(ButtonVariant.SMALL);
            head.add(create);
        }
        return content;
    }
}
