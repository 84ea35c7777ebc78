package app.mainstay.account.ui.contact;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.contact.ContactFilter;
import app.mainstay.account.contact.ContactList;
import app.mainstay.account.contact.ContactRow;
import app.mainstay.account.contact.ContactSort;
import app.mainstay.account.contact.Contacts;
import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.account.ui.AccountTab;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The account's people. */
@Component
class ContactsTab implements AccountTab {

    private final Contacts contacts;
    private final ListServices services;

    ContactsTab(Contacts contacts, ListServices services) {
        this.contacts = contacts;
        this.services = services;
    }

    @Override
    public String titleKey() {
        return "contact.list";
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public com.vaadin.flow.component.Component create(AccountDetails account) {
        boolean writes = contacts.writes(account.id());
        var panel = new ListPanel<ContactRow, ContactFilter, ContactSort>(new ContactList(contacts, account.id()), services,
                AccountNavigation.account(account.id()))
                .link(row -> ContactNavigation.contact(row.accountId(), row.id()))
                .badge("attitude", row -> Marks.className(row.attitude()))
                .withParameters(() -> Map.of(AccountNavigation.TAB, name()))
                .whenEmpty(() -> new Empty(tr("contact.none")));
        panel.read(UI.getCurrent().getActiveViewLocation());
        var content = new Div(panel);
        content.addClassName("tab-list");
        if (writes) {
            var head = new Div(create(account.id()));
            head.addClassName("tab-head");
            content.addComponentAsFirst(head);
        }
        return content;
    }

    private static Button create(long accountId) {
        var button = new Button(tr("contact.new"), Icons.ADD.create(),
                click -> click.getSource().getUI().ifPresent(ui -> ui.navigate(ContactNavigation.create(accountId))));
        button.addThemeVariants(ButtonVariant.SMALL);
        return button;
    }
}
