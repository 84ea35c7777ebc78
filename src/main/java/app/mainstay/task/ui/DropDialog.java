package app.mainstay.task.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Unexpected;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.RefusedException;
import app.mainstay.task.TaskRow;
import app.mainstay.task.Tasks;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import org.springframework.dao.OptimisticLockingFailureException;

/** Why a task will not be done. Stays open with what was typed while the service refuses. */
final class DropDialog extends Dialog {

    private final Form form = new Form();
    private final TextArea reason = form.field("reason", new TextArea(tr("task.dropReason")), text -> text);
    private final transient TaskRow task;
    private final transient Tasks tasks;
    private final transient Runnable after;

    DropDialog(TaskRow task, Tasks tasks, Runnable after) {
        this.task = task;
        this.tasks = tasks;
        this.after = after;
        setHeaderTitle(tr("task.drop"));
        setWidth("min(480px, 94vw)");
        reason.setRequiredIndicatorVisible(true);
        reason.setMinRows(2);
        reason.setValueChangeMode(ValueChangeMode.EAGER);
        add(new Paragraph(tr("task.drop.text", task.title())), form);
        var go = new Button(tr("task.drop"), click -> go());
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
        try {
            tasks.drop(task.id(), task.version(), reason.getValue());
            close();
            after.run();
        } catch (RefusedException refused) {
            form.show(refused.problems());
        } catch (ConflictException | OptimisticLockingFailureException conflict) {
            reason.setErrorMessage(Unexpected.sentence(conflict));
            reason.setInvalid(true);
        }
    }
}
