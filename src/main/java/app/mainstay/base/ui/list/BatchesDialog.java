package app.mainstay.base.ui.list;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.bulk.BatchRow;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;

/** The viewer's latest bulk edits of a list, with the way back where there still is one. */
final class BatchesDialog extends Dialog {

    private static final int LATEST = 20;

    BatchesDialog(ListServices services, String target, Runnable changed) {
        setHeaderTitle(tr("bulk.batches"));
        var list = new UnorderedList();
        list.addClassName("batches");
        for (var batch : services.bulk().mine(target, LATEST)) {
            var entry = new ListItem(text(services, target, batch));
            if (batch.undoable()) {
                var undo = new Button(tr("base.undo"), click -> {
                    close();
                    BulkDialog.undo(services, target, batch.id(), changed).open();
                });
                undo.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
                entry.add(undo);
            }
            list.add(entry);
        }
        add(list.getChildren().findAny().isPresent() ? list : new Empty(tr("bulk.batches.none")));
        getFooter().add(new Button(tr("base.close"), click -> close()));
    }

    private Div text(ListServices services, String target, BatchRow batch) {
        String what = services.bulk().fields(target).stream().filter(field -> field.id().equals(batch.field())).findFirst()
                .map(field -> tr("list.chip", tr(field.labelKey()), FieldEditor.text(field, batch.value(), services, getLocale()))).orElse(batch.field());
        var line = new Span(tr(batch.undoneAt() == null ? "bulk.done" : "bulk.batches.undone", batch.changed(), batch.unchanged(), batch.refused()));
        line.addClassName("secondary");
        var when = new Span(Formats.dateTime(batch.createdAt(), services.settings().zone(), getLocale()));
        when.addClassName("secondary");
        return new Div(new Span(what), when, line);
    }
}
