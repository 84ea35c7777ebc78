package app.mainstay.account.ui.duplicate;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountRow;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountSort;
import app.mainstay.base.ui.Choices;
import app.mainstay.shared.Slice;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;

/** Asks which account another one is the same as, and leads to both beside each other. */
public final class MergeDialog extends Dialog {

    public MergeDialog(AccountService accounts, long accountId, String name) {
        setHeaderTitle(name);
        setWidth("28em");
        var other = new ComboBox<AccountRow>(tr("account.merge.choose"));
        other.setWidthFull();
        other.setItemLabelGenerator(AccountRow::name);
        Choices.only(other);
        other.setItems(query -> accounts.page(AccountFilter.text(query.getFilter().orElse("")), new Slice<>(query.getOffset(), query.getLimit(),
                Slice.first(1, AccountSort.NAME).orders())).stream());
        var compare = new Button(tr("account.merge.compare"), click -> other.getOptionalValue().ifPresent(row -> {
            close();
            click.getSource().getUI().ifPresent(ui -> ui.navigate(DuplicateNavigation.merge(accountId, row.id())));
        }));
        compare.addThemeVariants(ButtonVariant.PRIMARY);
        compare.setEnabled(false);
        other.addValueChangeListener(event -> compare.setEnabled(event.getValue() != null && event.getValue().id() != accountId));
        add(other);
        getFooter().add(new Button(tr("base.cancel"), click -> close()), compare);
        other.setAutofocus(true);
    }
}
