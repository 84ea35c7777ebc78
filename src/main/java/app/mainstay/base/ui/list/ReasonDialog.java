package app.mainstay.base.ui.list;

import static app.mainstay.base.ui.Translations.tr;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Asks why a cell is changed, where a change takes a reason. */
final class ReasonDialog extends Dialog {

    /** @param store gets the reason, and how to say why it was refused; the dialog stays open then */
    ReasonDialog(String title, BiConsumer<String, Consumer<String>> store) {
        setHeaderTitle(title);
        setWidth("min(480px, 96vw)");
        var reason = new TextField(tr("bulk.reason"));
        reason.setHelperText(tr("bulk.reason.help"));
        reason.setRequiredIndicatorVisible(true);
        reason.setMaxLength(500);
        reason.setWidthFull();
        var save = new Button(tr("base.save"), click -> {
            reason.setInvalid(false);
            store.accept(reason.getValue().strip(), sentence -> {
                reason.setErrorMessage(sentence);
                reason.setInvalid(true);
                reason.focus();
            });
            if (!reason.isInvalid()) {
                close();
            }
        });
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickShortcut(Key.ENTER);
        // One shortcut of a button replaces the other; this one is the same in every form.
        Shortcuts.addShortcutListener(this, save::click, Key.ENTER, KeyModifier.CONTROL);
        add(reason);
        getFooter().add(new Button(tr("base.cancel"), click -> close()), save);
        reason.focus();
    }
}
