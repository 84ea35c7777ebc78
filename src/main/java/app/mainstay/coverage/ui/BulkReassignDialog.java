package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.JobDialog;
import app.mainstay.coverage.BulkAssignments;
import app.mainstay.coverage.Capacity;
import app.mainstay.coverage.Capacity.Candidate;
import app.mainstay.jobs.JobRow;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Many accounts to one representative: first what it would do, with the load afterwards; then the work with its progress; then what it did,
 * and the way back. Closing the dialog stops nothing.
 */
final class BulkReassignDialog extends JobDialog {

    private static final int LINES = 50;
    private static final int EARLIER = 10;

    private final transient CoverageServices services;
    private final transient BulkSelection selection;
    private final Runnable changed;
    private final Form form = new Form();
    private final ComboBox<Candidate> to;
    private final TextArea reason = new TextArea(tr("coverage.reason"));
    private final TextField overReason = new TextField(tr("coverage.overReason"));
    private final Form overForm = new Form();

    /** @param changed told when accounts have changed hands */
    BulkReassignDialog(CoverageServices services, BulkSelection selection, Runnable changed) {
        super(services.jobs(), services.changes(), tr("coverage.bulk.title"));
        this.services = services;
        this.selection = selection;
        this.changed = changed;
        to = form.field("toUserId", CandidateBox.create(tr("coverage.to"), services.capacity(), selection::ids), Candidate::name);
        to.setRequiredIndicatorVisible(true);
        form.group(null);
        form.field("reason", reason, text -> text);
        reason.setRequiredIndicatorVisible(true);
        reason.setMaxLength(ReassignDialog.LONGEST);
        overForm.field("overReason", overReason, text -> text);
        overReason.setRequiredIndicatorVisible(true);
        overReason.setMaxLength(ReassignDialog.LONGEST);
        ask();
    }

    // ---- what is wanted ----

    @Override
    protected void ask() {
        content.removeAll();
        content.add(form);
        var cancel = close("base.cancel");
        var go = primary(tr("bulk.preview"), this::preview);
        if (services.bulk().batches(1).isEmpty()) {
            buttons(cancel, go);
        } else {
            var earlier = new Button(tr("coverage.bulk.earlier"), click -> earlier());
            earlier.addThemeVariants(ButtonVariant.TERTIARY);
            earlier.addClassName("foot-start");
            buttons(earlier, cancel, go);
        }
    }

    /** The way back of what was done earlier. */
    private void earlier() {
        content.removeAll();
        var list = new UnorderedList();
        list.addClassName("batches");
        for (var batch : services.bulk().batches(EARLIER)) {
            var when = new Span(Formats.dateTime(batch.createdAt(), services.settings().zone(), getLocale()));
            when.addClassName("secondary");
            var what = new Div(new Span(tr("coverage.bulk.batch", batch.assigned(), batch.toName(), batch.reason())), when);
            if (batch.undoneAt() != null) {
                var undone = new Span(tr("coverage.bulk.undone"));
                undone.addClassName("secondary");
                what.add(undone);
            }
            var entry = new ListItem(what);
            if (batch.undoable()) {
                var undo = new Button(tr("base.undo"), click -> undo(batch.id()));
                undo.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
                entry.add(undo);
            }
            list.add(entry);
        }
        content.add(list);
        buttons(new Button(tr("bulk.back"), click -> ask()), close("base.close"));
    }

    private BulkAssignments.@Nullable BulkAssignment assignment() {
        if (!form.isReadable()) {
            return null;
        }
        if (to.getValue() == null) {
            form.show(List.of(Problem.of("toUserId", "problem.required")));
            return null;
        }
        return new BulkAssignments.BulkAssignment(selection, to.getValue().userId(), reason.getValue(), overReason.isEmpty() ? null : overReason.getValue());
    }

    // ---- what it would do ----

    private void preview() {
        var assignment = assignment();
        if (assignment == null) {
            return;
        }
        if (reason.getValue().isBlank()) {
            form.show(List.of(Problem.of("reason", "problem.required")));
            return;
        }
        try {
            run(services.bulk().submitPreview(assignment), job -> services.jobs().result(job.id(), BulkAssignments.Preview.class)
                    .ifPresentOrElse(this::show, () -> ended(job)));
        } catch (RefusedException refused) {
            form.show(refused.problems());
        }
    }

    private void show(BulkAssignments.Preview preview) {
        content.removeAll();
        content.add(figures("bulk.count", preview.count(), "coverage.bulk.assigned", preview.assigned(), "bulk.unchanged", preview.unchanged(), "bulk.refused",
                preview.refused()));
        preview.reasons().forEach(why -> content.add(reason(List.of(why.problem()), why.accounts())));
        var load = preview.load();
        var after = new Capacity.Load(load.userId(), load.strategic(), load.core(), load.standard(), load.other(), preview.pointsAfter(), load.capacity(), load.absence());
        var title = new Span(tr("coverage.bulk.after", to.getValue().name()));
        title.addClassName("secondary");
        content.add(new Div(title, new LoadBar(after)));
        if (preview.exceeds()) {
            overReason.setHelperText(tr("coverage.overReason.help", to.getValue().name(), load.capacity()));
            content.add(overForm);
        }
        var go = primary(tr("coverage.bulk.run", preview.assigned()), () -> begin(preview.exceeds()));
        go.setEnabled(preview.assigned() > 0);
        buttons(new Button(tr("bulk.back"), click -> ask()), go);
    }

    // ---- the work ----

    private void begin(boolean exceeds) {
        if (exceeds && overReason.getValue().isBlank()) {
            overForm.show(List.of(Problem.of("overReason", "problem.required")));
            return;
        }
        try {
            var submitted = services.bulk().assignAll(Objects.requireNonNull(assignment()));
            run(submitted.jobId(), job -> {
                changed.run();
                done(submitted.batchId(), job);
            });
        } catch (RefusedException refused) {
            ask();
            form.show(refused.problems());
        }
    }

    private void done(long batchId, JobRow job) {
        show(job);
        lines(batchId);
        if (services.bulk().batch(batchId).filter(BulkAssignments.Batch::undoable).isPresent()) {
            buttons(new Button(tr("base.undo"), click -> undo(batchId)), close("base.close"));
        } else {
            buttons(close("base.close"));
        }
    }

    private void undo(long batchId) {
        try {
            run(services.bulk().undo(batchId), job -> {
                changed.run();
                show(job);
                lines(batchId);
                buttons(close("base.close"));
            });
        } catch (RefusedException refused) {
            show(refused.problems());
        }
    }

    private void lines(long batchId) {
        lines(services.bulk().lines(batchId, 0, LINES).stream()
                .map(line -> new Line(line.name(), line.problem() == null ? List.of() : List.of(line.problem()))).toList());
    }
}
