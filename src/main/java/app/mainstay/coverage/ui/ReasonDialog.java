package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Unexpected;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.dao.OptimisticLockingFailureException;

/** An act that needs a reason. Stays open with what was typed while the service refuses. */
final class ReasonDialog extends Dialog {

    private final Form form = new Form();
    private final TextArea reason = form.field("reason", new TextArea(tr("coverage.reason")), text -> text);
    private final transient Consumer<String> act;

    ReasonDialog(String title, String text, String label, Consumer<String> act) {
        this.act = act;
        setHeaderTitle(title);
        setWidth("min(480px, 94vw)");
        reason.setRequiredIndicatorVisible(true);
        reason.setMaxLength(ReassignDialog.LONGEST);
        reason.setMinRows(2);
        add(new Paragraph(text), form);
        var go = new Button(label, click -> go());
        go.addThemeVariants(ButtonVariant.PRIMARY);
        Shortcuts.addShortcutListener(this, this::go, Key.ENTER, KeyModifier.CONTROL).listenOn(this);
        getFooter().add(new Button(tr("base.cancel"), click -> close()), go);
        addOpenedChangeListener(event -> {
            if (event.isOpened()) {
                reason.focus();
            }
        });
    }

    private void go() {
        if (reason.getValue().isBlank()) {
            form.show(List.of(Problem.of("reason", "problem.required")));
            return;
        }
        try {
            act.accept(reason.getValue());
            close();
        } catch (RefusedException refused) {
            form.show(refused.problems());
        } catch (ConflictException | OptimisticLockingFailureException conflict) {
            reason.setErrorMessage(Unexpected.sentence(conflict));
            reason.setInvalid(true);
        }
    }
}
