package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.jobs.JobRow;
import app.mainstay.jobs.JobState;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import java.util.stream.Collectors;

/** Background work in words. */
public final class JobTexts {

    private JobTexts() {
    }

    public static String kind(JobRow job) {
        return tr("jobs.kind." + job.kind());
    }

    /** The state as icon and word, never colour alone. */
    public static Span state(JobRow job) {
        var icon = switch (job.state()) {
            case WAITING -> Icons.HISTORY;
            case RUNNING -> Icons.PLAY;
            case DONE -> Icons.CHECK;
            case FAILED -> Icons.WARNING;
            case CANCELLED -> Icons.CLOSE;
        };
        var state = new Span(icon.create(), new Span(tr(job.cancelling() && !job.state().hasEnded() ? "jobs.cancelling" : job.state().labelKey())));
        state.addClassName("status");
        state.setClassName("secondary", job.state() == JobState.WAITING || job.state() == JobState.CANCELLED);
        state.setClassName("danger", job.state() == JobState.FAILED);
        return state;
    }

    /** "200 of 1,000"; "" before anything is known. */
    public static String progress(JobRow job, Locale locale) {
        return job.total() > 0 ? tr("jobs.progress", Formats.number(job.done(), locale), Formats.number(job.total(), locale))
                : job.done() > 0 ? tr("jobs.progress.open", Formats.number(job.done(), locale)) : "";
    }

    /** What came out, or why it failed with the number that stands in the log; "" while it runs. */
    public static String outcome(JobRow job) {
        String sentences = job.sentences().stream().map(problem -> tr(problem)).collect(Collectors.joining(" "));
        return job.reference() == null || sentences.contains(job.reference()) ? sentences
                : (sentences + " " + tr("jobs.reference", job.reference())).strip();
    }
}
