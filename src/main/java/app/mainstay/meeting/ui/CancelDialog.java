package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Unexpected;
import app.mainstay.meeting.Extent;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.function.BiConsumer;
import org.springframework.dao.OptimisticLockingFailureException;

/** Calls a meeting off, with the reason that those invited read. */
final class CancelDialog extends Dialog {

    private static final int LONGEST = 300;

    private final Form form = new Form();
    private final TextArea reason = form.field("reason", new TextArea(tr("meeting.cancelReason.label")), text -> text);
    private final RadioButtonGroup<Extent> extent = new RadioButtonGroup<>(tr("meeting.extent"));
    private final transient BiConsumer<Extent, String> act;

    CancelDialog(boolean series, BiConsumer<Extent, String> act) {
        this.act = act;
        setHeaderTitle(tr("meeting.cancel.title"));
        setWidth("min(480px, 94vw)");
        extent.setItems(Extent.values());
        extent.setItemLabelGenerator(each -> tr(each.labelKey()));
        extent.setValue(Extent.THIS);
        extent.setVisible(series);
        reason.setMaxLength(LONGEST);
        reason.setMinRows(2);
        // A quick click would lose the last letters otherwise.
        reason.setValueChangeMode(ValueChangeMode.EAGER);
        add(new Paragraph(tr("meeting.cancel.text")), extent, form);
        var go = new Button(tr("meeting.cancel.do"), click -> go());
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
            act.accept(extent.getValue(), reason.getValue());
            close();
        } catch (RefusedException refused) {
            form.show(refused.problems());
        } catch (ConflictException | OptimisticLockingFailureException conflict) {
            reason.setErrorMessage(Unexpected.sentence(conflict));
            reason.setInvalid(true);
        }
    }
}
