package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Changes;
import app.mainstay.jobs.JobRow;
import app.mainstay.jobs.JobState;
import app.mainstay.jobs.Jobs;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import java.util.function.Consumer;

/** How far a background job of the viewer is, live, with the way to stop it. Leaving the screen does not: the job goes on. */
public final class JobProgress extends Div {

    private final transient Jobs jobs;
    private final long id;
    private final transient Consumer<JobRow> onEnd;
    private final ProgressBar bar = new ProgressBar();
    private final Paragraph text = new Paragraph();
    private final Button cancel = new Button(tr("jobs.cancel"));
    private boolean ended;

    /** @param onEnd told once, when the job is done, failed or cancelled; at once when it already is */
    public JobProgress(Jobs jobs, Changes changes, long id, Consumer<JobRow> onEnd) {
        this.jobs = jobs;
        this.id = id;
        this.onEnd = onEnd;
        addClassName("job-progress");
        bar.setIndeterminate(true);
        text.addClassName("secondary");
        text.getElement().setAttribute("role", "status");
        cancel.addClickListener(click -> {
            cancel.setEnabled(false);
            jobs.cancel(id);
            refresh();
        });
        add(bar, text, cancel);
        Live.rows(this, changes, Changes.JOB, changed -> changed == id && jobs.find(id).isPresent(), changed -> refresh());
    }

    /** After {@link Live} has begun to listen, so that no end falls between. */
    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        refresh();
    }

    private void refresh() {
        jobs.find(id).ifPresent(this::show);
    }

    private void show(JobRow job) {
        bar.getElement().setAttribute("aria-label", JobTexts.kind(job));
        show(bar, job);
        String progress = JobTexts.progress(job, getLocale());
        text.setText(job.state().hasEnded() ? JobTexts.outcome(job) : job.cancelling() ? tr("jobs.stopping")
                : progress.isEmpty() ? tr("jobs.waiting") : progress);
        cancel.setEnabled(job.isCancellable());
        cancel.setVisible(!job.state().hasEnded());
        bar.setVisible(!job.state().hasEnded());
        if (job.state().hasEnded() && !ended) {
            ended = true;
            onEnd.accept(job);
        }
    }

    /** Fills a bar from a job. */
    public static void show(ProgressBar bar, JobRow job) {
        bar.setIndeterminate(job.state() == JobState.RUNNING && job.total() == 0);
        bar.setValue(job.state() == JobState.DONE ? 1 : job.total() == 0 ? 0 : Math.min(1, (double) job.done() / job.total()));
    }
}
