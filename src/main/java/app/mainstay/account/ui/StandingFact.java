package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Icons;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Span;
import java.util.function.Consumer;

/** A fact of the head with the way to change it, for whom may. */
final class StandingFact extends Span {

    /** @param open opens the dialog; gets what shows the page anew */
    StandingFact(Component value, String changeKey, boolean mayChange, Consumer<Runnable> open) {
        addClassName("fact-changeable");
        add(value);
        if (mayChange) {
            var change = new Button(Icons.EDIT.create(), click -> {
                // Found now: until the dialog closes this fact may have been replaced by a newer one.
                var page = findAncestor(AccountView.class);
                open.accept(page::refresh);
            });
            change.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            change.setAriaLabel(tr(changeKey));
            change.setTooltipText(tr(changeKey));
            add(change);
        }
    }
}
