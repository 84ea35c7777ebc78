package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Changes;
import app.mainstay.jobs.JobRow;
import app.mainstay.jobs.JobState;
import app.mainstay.jobs.Jobs;
import app.mainstay.shared.Problem;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Work on many rows in a dialog: what it would do, the work with its progress, what it did and the way back. Closing the dialog stops nothing.
 */
public abstract class JobDialog extends Dialog {

    /** One row and what is said of it. @param name empty where the viewer may not see the record any more */
    public record Line(String name, List<Problem> problems) {
    }

    protected final Div content = new Div();
    private final transient Jobs jobs;
    private final transient Changes changes;

    protected JobDialog(Jobs jobs, Changes changes, String title) {
        this.jobs = jobs;
        this.changes = changes;
        setHeaderTitle(title);
        content.addClassName("bulk");
        add(content);
    }

    /** The step in which something is asked: where the way back from a preview leads. */
    protected abstract void ask();

    /** Shows the job's progress, and goes on with what it came to. */
    protected final void run(long jobId, Consumer<JobRow> onEnd) {
        content.removeAll();
        content.add(new JobProgress(jobs, changes, jobId, onEnd));
        buttons(close("base.close"));
    }

    /** A preview that came to nothing. */
    protected final void ended(JobRow job) {
        show(job);
        buttons(new Button(tr("bulk.back"), click -> ask()), close("base.close"));
    }

    /** How the job ended, instead of all that stood there. */
    protected final void show(JobRow job) {
        var outcome = new Paragraph(JobTexts.outcome(job));
        if (job.state() == JobState.FAILED) {
            outcome.addClassName("danger");
        }
        content.removeAll();
        content.add(outcome);
    }

    /** The service's refusal, instead of all that stood there. */
    protected final void show(List<Problem> problems) {
        content.removeAll();
        content.add(danger(sentence(problems)));
        buttons(close("base.close"));
    }

    protected final void lines(List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        var body = new NativeTableBody();
        lines.forEach(line -> body.add(new NativeTableRow(new NativeTableCell(line.name().isEmpty() ? tr("list.filter.unseen") : line.name()),
                new NativeTableCell(danger(sentence(line.problems()))))));
        content.add(scroll(new NativeTable(body)));
    }

    /** A table that may be longer than the dialog. */
    protected static Div scroll(NativeTable table, Component... below) {
        table.addClassName("bulk-lines");
        var scroll = new Div(table);
        scroll.add(below);
        scroll.addClassName("bulk-scroll");
        scroll.getElement().setAttribute("tabindex", "0");
        return scroll;
    }

    /** @param labelsAndNumbers translation keys, each with its {@link Long} */
    protected final Div figures(Object... labelsAndNumbers) {
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

    protected static Paragraph reason(List<Problem> problems, long rows) {
        return new Paragraph(danger(tr("bulk.why", rows, sentence(problems))));
    }

    protected static String sentence(List<Problem> problems) {
        return problems.stream().map(problem -> tr(problem)).collect(Collectors.joining(" "));
    }

    protected static Span danger(String text) {
        var span = new Span(text);
        span.addClassName("danger");
        return span;
    }

    protected final Button close(String labelKey) {
        return new Button(tr(labelKey), click -> close());
    }

    protected static Button primary(String label, Runnable action) {
        var button = new Button(label, click -> action.run());
        button.addThemeVariants(ButtonVariant.PRIMARY);
        return button;
    }

    protected final void buttons(Button... buttons) {
        getFooter().removeAll();
        getFooter().add(buttons);
    }
}
