package app.mainstay.base.ui.list;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.bulk.BatchLine;
import app.mainstay.base.bulk.BulkField;
import app.mainstay.base.bulk.BulkPreview;
import app.mainstay.base.bulk.BulkRequest;
import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.base.ui.JobDialog;
import app.mainstay.jobs.JobRow;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One field, one value, many rows: first what it would do, with the exact count and the refusals; then the work with its progress; then what
 * it did, and the way back. Closing the dialog stops nothing.
 */
final class BulkDialog extends JobDialog {

    private static final int LINES = 50;

    private final transient ListServices services;
    private final String target;
    private final transient BulkSelection selection;
    private final Runnable changed;
    private final Select<BulkField> field = new Select<>();
    private final Div valueHolder = new Div();
    private final TextField reason = new TextField(tr("bulk.reason"));
    private transient @Nullable FieldEditor value;

    /** @param changed told when rows have been changed */
    BulkDialog(ListServices services, String target, BulkSelection selection, Runnable changed) {
        super(services.jobs(), services.changes(), tr("bulk.title"));
        this.services = services;
        this.target = target;
        this.selection = selection;
        this.changed = changed;
        field.setLabel(tr("bulk.field"));
        field.setItems(services.bulk().fields(target));
        field.setItemLabelGenerator(one -> tr(one.labelKey()));
        field.setWidthFull();
        field.addValueChangeListener(event -> showValue());
        reason.setHelperText(tr("bulk.reason.help"));
        reason.setMaxLength(500);
        reason.setWidthFull();
        ask();
    }

    /** The way back of a batch that was done earlier. */
    static Dialog undo(ListServices services, String target, long batchId, Runnable changed) {
        var dialog = new BulkDialog(services, target, BulkSelection.of(List.of()), changed);
        dialog.undo(batchId);
        return dialog;
    }

    // ---- what is wanted ----

    @Override
    protected void ask() {
        content.removeAll();
        content.add(field, valueHolder, reason);
        var preview = primary(tr("bulk.preview"), this::preview);
        buttons(close("base.cancel"), preview);
    }

    private void showValue() {
        valueHolder.removeAll();
        reason.setInvalid(false);
        reason.setRequiredIndicatorVisible(field.getValue().reasoned());
        value = FieldEditor.of(field.getValue(), services, getLocale());
        value.label(tr("bulk.value"));
        valueHolder.add(value.component());
        value.focus();
    }

    private Optional<BulkRequest> request() {
        if (field.getValue() == null) {
            field.setErrorMessage(tr("problem.required"));
            field.setInvalid(true);
            return Optional.empty();
        }
        return value == null || !value.isRead() ? Optional.empty()
                : Optional.of(new BulkRequest(target, selection, field.getValue().id(), value.value(), reason.getValue().isBlank() ? null : reason.getValue().strip()));
    }

    // ---- what it would do ----

    private void preview() {
        request().ifPresent(request -> {
            try {
                run(services.bulk().submitPreview(request), job -> services.jobs().result(job.id(), BulkPreview.class)
                        .ifPresentOrElse(preview -> show(request, preview), () -> ended(job)));
            } catch (RefusedException refused) {
                refuse(refused);
            }
        });
    }

    private void refuse(RefusedException refused) {
        var ofReason = refused.problems().stream().filter(problem -> "reason".equals(problem.field())).toList();
        var others = refused.problems().stream().filter(problem -> !"reason".equals(problem.field())).toList();
        if (!ofReason.isEmpty()) {
            reason.setErrorMessage(sentence(ofReason));
            reason.setInvalid(true);
            reason.focus();
        }
        if (value != null && !others.isEmpty()) {
            value.refuse(sentence(others));
        }
    }

    private void show(BulkRequest request, BulkPreview preview) {
        content.removeAll();
        content.add(figures("bulk.count", preview.count(), "bulk.wouldChange", preview.changed(), "bulk.unchanged", preview.unchanged(), "bulk.refused",
                preview.refused()));
        preview.reasons().forEach(why -> content.add(reason(why.problems(), why.rows())));
        if (!preview.lines().isEmpty()) {
            content.add(table(preview));
        }
        var back = new Button(tr("bulk.back"), click -> ask());
        var go = primary(tr("bulk.run", preview.changed()), () -> begin(request));
        go.setEnabled(preview.changed() > 0);
        buttons(back, go);
    }

    private Component table(BulkPreview preview) {
        var head = new NativeTableRow(new NativeTableHeaderCell(tr("bulk.record")), new NativeTableHeaderCell(tr("bulk.before")),
                new NativeTableHeaderCell(tr("bulk.after")));
        var body = new NativeTableBody();
        for (var line : preview.lines()) {
            var after = line.problems().isEmpty() ? new Span(text(line.after())) : danger(sentence(line.problems()));
            body.add(new NativeTableRow(new NativeTableCell(line.name()), new NativeTableCell(text(line.before())), new NativeTableCell(after)));
        }
        var table = new NativeTable(new NativeTableHeader(head), body);
        return preview.changed() + preview.refused() > preview.lines().size() ? scroll(table, secondary(tr("bulk.first", preview.lines().size()))) : scroll(table);
    }

    private String text(List<String> values) {
        return FieldEditor.text(field.getValue(), values, services, getLocale());
    }

    // ---- the work ----

    private void begin(BulkRequest request) {
        try {
            var submitted = services.bulk().submit(request);
            run(submitted.jobId(), job -> {
                changed.run();
                done(submitted.batchId(), job);
            });
        } catch (RefusedException refused) {
            ask();
            refuse(refused);
        }
    }

    private void done(long batchId, JobRow job) {
        show(job);
        lines(batchId, BatchLine.State.REFUSED);
        if (services.bulk().find(batchId).filter(batch -> batch.undoable()).isPresent()) {
            buttons(new Button(tr("base.undo"), click -> undo(batchId)), close("base.close"));
        } else {
            buttons(close("base.close"));
        }
    }

    private void undo(long batchId) {
        setHeaderTitle(tr("bulk.undo.title"));
        try {
            run(services.bulk().undo(batchId), job -> {
                changed.run();
                show(job);
                lines(batchId, BatchLine.State.KEPT);
                buttons(close("base.close"));
            });
        } catch (RefusedException refused) {
            show(refused.problems());
        }
    }

    private void lines(long batchId, BatchLine.State state) {
        lines(services.bulk().lines(batchId, List.of(state), 0, LINES).stream().map(line -> new Line(line.name(), line.problems())).toList());
    }

    private static Paragraph secondary(String text) {
        var paragraph = new Paragraph(text);
        paragraph.addClassName("secondary");
        return paragraph;
    }
}
