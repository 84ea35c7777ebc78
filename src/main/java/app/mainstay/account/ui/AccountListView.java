package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountList;
import app.mainstay.account.AccountRow;
import app.mainstay.account.AccountSort;
import app.mainstay.account.ui.duplicate.DuplicatesView;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.security.CurrentUser;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** All accounts in scope. */
@Route(AccountNavigation.LIST)
@Menu(title = "account.list", order = 100, icon = "accounts")
@PermitAll
public class AccountListView extends Page implements BeforeEnterObserver {

    private final ListPanel<AccountRow, AccountFilter, AccountSort> list;
    private final boolean creates;

    public AccountListView(AccountList source, ListServices services, CurrentUser currentUser) {
        super(tr("account.list"));
        var role = currentUser.require().role();
        creates = role.seesUnit();
        if (creates) {
            actions(new Button(tr("duplicate.list"), click -> click.getSource().getUI().ifPresent(ui -> ui.navigate(DuplicatesView.class))), create());
        }
        list = new ListPanel<>(source, services, AccountNavigation.LIST)
                .link(row -> AccountNavigation.account(row.id()))
                .badge("tier", row -> TierBadge.className(row.tier()))
                .badge("lifecycle", row -> LifecycleBadge.className(row.lifecycle()))
                .whenEmpty(() -> creates ? new Empty(NoAccounts.sentence(role), create()) : new Empty(NoAccounts.sentence(role)));
        body.addClassName("list");
        body.add(list);
    }

    private static Component create() {
        var create = new Button(tr("account.new"), Icons.ADD.create(), click -> click.getSource().getUI().ifPresent(ui -> ui.navigate(AccountNavigation.CREATE)));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        return create;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        list.read(event.getLocation());
    }
}
