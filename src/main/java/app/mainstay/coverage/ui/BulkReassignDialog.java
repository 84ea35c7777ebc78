package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.JobProgress;
import app.mainstay.base.ui.JobTexts;
import app.mainstay.coverage.Capacity;
import app.mainstay.coverage.Capacity.Candidate;
import app.mainstay.coverage.Coverage;
import app.mainstay.jobs.JobRow;
import app.mainstay.jobs.JobState;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many accounts to one representative: first what it would do, with the load afterwards; then the work with its progress; then what it did,
 * and the way back. Closing the dialog stops nothing.
 */
final class BulkReassignDialog extends Dialog {

    private static final int LINES = 50;
    private static final int EARLIER = 10;

    private final transient CoverageServices services;
    private final transient BulkSelection selection;
    private final Runnable changed;
    private final Div content = new Div();
    private final Form form = new Form();
    private final ComboBox<Candidate> to;
    private final TextArea reason = new TextArea(tr("coverage.reason"));
    private final TextField overReason = new TextField(tr("coverage.overReason"));
    private final Form overForm = new Form();

    /** @param changed told when accounts have changed hands */
    BulkReassignDialog(CoverageServices services, BulkSelection selection, Runnable changed) {
        this.services = services;
        this.selection = selection;
        this.changed = changed;
        setHeaderTitle(tr("coverage.bulk.title"));
        content.addClassName("bulk");
        add(content);
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

    private void ask() {
        content.removeAll();
        content.add(form);
        var cancel = close("base.cancel");
        var go = primary(tr("bulk.preview"), this::preview);
        if (services.coverage().batches(1).isEmpty()) {
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
        for (var batch : services.coverage().batches(EARLIER)) {
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

    private Coverage.@Nullable BulkAssignment assignment() {
        if (!form.isReadable()) {
            return null;
        }
        if (to.getValue() == null) {
            form.show(List.of(Problem.of("toUserId", "problem.required")));
            return null;
        }
        return new Coverage.BulkAssignment(selection, to.getValue().userId(), reason.getValue(), overReason.isEmpty() ? null : overReason.getValue());
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
            run(services.coverage().submitPreview(assignment), job -> services.jobs().result(job.id(), Coverage.Preview.class)
                    .ifPresentOrElse(this::show, () -> ended(job)));
        } catch (RefusedException refused) {
            form.show(refused.problems());
        }
    }

    private void show(Coverage.Preview preview) {
        content.removeAll();
        content.add(figures("bulk.count", preview.count(), "coverage.bulk.assigned", preview.assigned(), "bulk.unchanged", preview.unchanged(), "bulk.refused",
                preview.refused()));
        preview.reasons().forEach(why -> content.add(new Paragraph(danger(tr("bulk.why", why.accounts(), tr(why.problem().key(), why.problem().args().toArray()))))));
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
            var submitted = services.coverage().assignAll(Objects.requireNonNull(assignment()));
            run(submitted.jobId(), job -> {
                changed.run();
                done(submitted.batchId(), job);
            });
        } catch (RefusedException refused) {
            ask();
            form.show(refused.problems());
        }
    }

    private void run(long jobId, Consumer<JobRow> onEnd) {
        content.removeAll();
        content.add(new JobProgress(services.jobs(), services.changes(), jobId, onEnd));
        buttons(close("base.close"));
    }

    private void ended(JobRow job) {
        content.removeAll();
        content.add(outcome(job));
        buttons(new Button(tr("bulk.back"), click -> ask()), close("base.close"));
    }

    private void done(long batchId, JobRow job) {
        content.removeAll();
        content.add(outcome(job));
        lines(batchId);
        if (services.coverage().batch(batchId).filter(Coverage.Batch::undoable).isPresent()) {
            buttons(new Button(tr("base.undo"), click -> undo(batchId)), close("base.close"));
        } else {
            buttons(close("base.close"));
        }
    }

    private void undo(long batchId) {
        try {
            run(services.coverage().undo(batchId), job -> {
                changed.run();
                content.removeAll();
                content.add(outcome(job));
                lines(batchId);
                buttons(close("base.close"));
            });
        } catch (RefusedException refused) {
            content.removeAll();
            content.add(danger(tr(refused.problems().getFirst().key(), refused.problems().getFirst().args().toArray())));
            buttons(close("base.close"));
        }
    }

    private void lines(long batchId) {
        var lines = services.coverage().lines(batchId, 0, LINES);
        if (lines.isEmpty()) {
            return;
        }
        var body = new NativeTableBody();
        lines.forEach(line -> body.add(new NativeTableRow(new NativeTableCell(line.name().isEmpty() ? tr("list.filter.unseen") : line.name()),
                new NativeTableCell(line.problem() == null ? new Span() : danger(tr(line.problem().key(), line.problem().args().toArray()))))));
        var table = new NativeTable(body);
        table.addClassName("bulk-lines");
        var scroll = new Div(table);
        scroll.addClassName("bulk-scroll");
        scroll.getElement().setAttribute("tabindex", "0");
        content.add(scroll);
    }

    // ---- small parts ----

    private Div figures(Object... labelsAndNumbers) {
        var figures = new Div();
        figures.addClassName("bulk-figures");
        for (int i = 0; i < labelsAndNumbers.length; i += 2) {
            var number = new Span(Formats.number((Long) labelsAndNumbers[i + 1], getLocale()));
            number.addClassName("figure");
            var label = new Span(tr((String) labelsAndNumbers[i]));
            label.addClassName("secondary");
            figures.add(new Div(number, label));
        }
        return figures;
    }

    private static Paragraph outcome(JobRow job) {
        var outcome = new Paragraph(JobTexts.outcome(job));
        if (job.state() == JobState.FAILED) {
            outcome.addClassName("danger");
        }
        return outcome;
    }

    private static Span danger(String text) {
        var span = new Span(text);
        span.addClassName("danger");
        return span;
    }

    private Button close(String labelKey) {
        return new Button(tr(labelKey), click -> close());
    }

    private static Button primary(String label, Runnable action) {
        var button = new Button(label, click -> action.run());
        button.addThemeVariants(ButtonVariant.PRIMARY);
        return button;
    }

    private void buttons(Button... buttons) {
        getFooter().removeAll();
        getFooter().add(buttons);
    }
}
