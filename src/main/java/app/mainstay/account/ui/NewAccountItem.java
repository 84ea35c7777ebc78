package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.HeaderItem;
import app.mainstay.base.ui.Icons;
import app.mainstay.security.CurrentUser;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Quick-add in the header, for those who create accounts. */
@Component
class NewAccountItem implements HeaderItem {

    private final CurrentUser currentUser;

    NewAccountItem(CurrentUser currentUser) {
        this.currentUser = currentUser;
    }

    @Override
    public Optional<com.vaadin.flow.component.Component> create() {
        if (!currentUser.require().role().seesUnit()) {
            return Optional.empty();
        }
        var button = new Button(Icons.ADD.create(), click -> click.getSource().getUI().ifPresent(ui -> ui.navigate(AccountNavigation.CREATE)));
        button.setAriaLabel(tr("account.new"));
        button.setTooltipText(tr("account.new"));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        return Optional.of(button);
    }
}
