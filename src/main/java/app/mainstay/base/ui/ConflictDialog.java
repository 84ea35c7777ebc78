package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Two people changed the same fields: shows both versions field by field and asks which to keep. */
public final class ConflictDialog extends Dialog {

    /** @param mine and @param theirs as texts; "" for an empty field */
    public record Difference(String field, String label, String mine, String theirs) {
    }

    private enum Side { MINE, THEIRS }

    /** @param onChosen is told the fields whose other version was chosen; my own stands in all others */
    public ConflictDialog(List<Difference> differences, Consumer<Set<String>> onChosen) {
        setHeaderTitle(tr("base.conflict.title"));
        setWidth("min(720px, 96vw)");
        add(new Paragraph(tr("base.conflict.text")));
        Map<String, RadioButtonGroup<Side>> choices = new LinkedHashMap<>();
        for (var difference : differences) {
            var choice = new RadioButtonGroup<Side>(difference.label());
            choice.setItems(Side.values());
            choice.setItemLabelGenerator(side -> side == Side.MINE
                    ? tr("base.conflict.mine", shown(difference.mine())) : tr("base.conflict.theirs", shown(difference.theirs())));
            choice.setValue(Side.MINE);
            choice.addClassName("conflict-choice");
            choices.put(difference.field(), choice);
            add(choice);
        }
        var cancel = new Button(tr("base.conflict.back"), click -> close());
        var keep = new Button(tr("base.conflict.save"), click -> {
            var theirs = new LinkedHashSet<String>();
            choices.forEach((field, choice) -> {
                if (choice.getValue() == Side.THEIRS) {
                    theirs.add(field);
                }
            });
            close();
            onChosen.accept(theirs);
        });
        keep.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(cancel, keep);
    }

    private static String shown(String text) {
        return text.isEmpty() ? tr("base.none") : text;
    }
}
