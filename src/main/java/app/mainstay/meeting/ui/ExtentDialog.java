package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.meeting.Extent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import java.util.function.Consumer;

/** How much of a series an act is about. */
final class ExtentDialog extends Dialog {

    private boolean decided;

    ExtentDialog(String title, String text, String label, Consumer<Extent> act, Runnable onCancel) {
        setHeaderTitle(title);
        setWidth("min(440px, 94vw)");
        var extent = new RadioButtonGroup<Extent>();
        extent.setAriaLabel(title);
        extent.setItems(Extent.values());
        extent.setItemLabelGenerator(each -> tr(each.labelKey()));
        extent.setValue(Extent.THIS);
        if (!text.isEmpty()) {
            add(new Paragraph(text));
        }
        add(extent);
        Runnable go = () -> {
            decided = true;
            close();
            act.accept(extent.getValue());
        };
        var button = new Button(label, click -> go.run());
        button.addThemeVariants(ButtonVariant.PRIMARY);
        Shortcuts.addShortcutListener(this, go::run, Key.ENTER, KeyModifier.CONTROL).listenOn(this);
        getFooter().add(new Button(tr("base.cancel"), click -> close()), button);
        addOpenedChangeListener(event -> {
            if (!event.isOpened() && !decided) {
                decided = true;
                onCancel.run();
            }
        });
    }
}
