package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.admin.JobList;
import app.mainstay.base.Changes;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.JobProgress;
import app.mainstay.base.ui.JobTexts;
import app.mainstay.base.ui.Live;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.jobs.JobFilter;
import app.mainstay.jobs.JobRow;
import app.mainstay.jobs.JobSort;
import app.mainstay.jobs.JobState;
import app.mainstay.jobs.Jobs;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the system is doing or has done in the background, newest first; moves by itself. */
@Route(AdminNavigation.JOBS)
@RolesAllowed("ADMINISTRATOR")
public class JobsView extends AdminPage {

    private final transient Jobs jobs;
    private final ListPanel<JobRow, JobFilter, JobSort> list;
    /** The states that were told last: while a job's stays the same, its row alone is asked for again. */
    private final transient Map<Long, JobState> told = new HashMap<>();

    public JobsView(JobList source, ListServices services, Jobs jobs) {
        super("admin.jobs", AdminNavigation.JOBS);
        this.jobs = jobs;
        list = new ListPanel<>(source, services, AdminNavigation.JOBS);
        list.badge("state", job -> switch (job.state()) {
            case WAITING -> "status sign-none";
            case RUNNING -> "status sign-half";
            case DONE -> "status sign-on";
            case FAILED -> "status sign-warn";
            case CANCELLED -> "status sign-off";
        }).draw("progress", new ComponentRenderer<>(this::progress)).whenEmpty(() -> new Empty(tr("admin.job.empty")));
        list.grid().addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
        main.addClassName("list");
        main.add(list);
        Live.rows(this, services.changes(), Changes.JOB, source::sees, this::changed);
    }

    /** How far it is, and the way to stop it. */
    private Component progress(JobRow job) {
        var text = new Span(JobTexts.progress(job, getLocale()));
        text.addClassName("secondary");
        var progress = new Div(text);
        progress.addClassName("job-bar");
        if (!job.state().hasEnded()) {
            var bar = new ProgressBar();
            JobProgress.show(bar, job);
            bar.getElement().setAttribute("aria-label", JobTexts.kind(job));
            progress.addComponentAsFirst(bar);
        }
        var row = new Div(progress);
        row.addClassName("job-row");
        if (job.isCancellable()) {
            row.add(cancel(job));
        }
        return row;
    }

    private Button cancel(JobRow job) {
        var cancel = new Button(Icons.CLOSE.create(), click -> {
            jobs.cancel(job.id());
            changed(job.id());
        });
        cancel.setAriaLabel(tr("jobs.cancel.of", JobTexts.kind(job)));
        cancel.setTooltipText(tr("jobs.cancel"));
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        return cancel;
    }

    private void changed(long id) {
        jobs.find(id).ifPresent(job -> {
            if (job.state() == told.put(id, job.state())) {
                list.grid().getDataProvider().refreshItem(job);
            } else {
                list.refresh();
            }
        });
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        list.read(event.getLocation());
        showPanel(event);
    }

    @Override
    protected Map<String, String> parameters() {
        return list.parameters();
    }

    /** Nothing here is edited. */
    @Override
    protected @Nullable Detail editor(Location location, @Nullable Long id) {
        return null;
    }
}
