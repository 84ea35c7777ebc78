package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Changes;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.JobProgress;
import app.mainstay.base.ui.JobTexts;
import app.mainstay.base.ui.Live;
import app.mainstay.jobs.JobFilter;
import app.mainstay.jobs.JobRow;
import app.mainstay.jobs.JobSort;
import app.mainstay.jobs.JobState;
import app.mainstay.jobs.Jobs;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Slice;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the system is doing or has done in the background, newest first; moves by itself. The state to show stands in the address. */
@Route(AdminNavigation.JOBS)
@RolesAllowed("ADMINISTRATOR")
public class JobsView extends AdminPage {

    private static final String STATE = "state";

    private final transient Jobs jobs;
    private final transient SettingsService settings;
    private final Grid<JobRow> grid = new Grid<>();
    private final ComboBox<JobState> state = new ComboBox<>();
    /** The states on the screen: while a job's stays the same, its row alone is asked for again. */
    private final transient Map<Long, JobState> shown = new HashMap<>();
    private boolean reading;

    public JobsView(Jobs jobs, Changes changes, SettingsService settings) {
        super("admin.jobs", AdminNavigation.JOBS);
        this.jobs = jobs;
        this.settings = settings;
        main.addClassName("list");
        main.add(toolbar(), grid());
        Live.rows(this, changes, Changes.JOB, id -> jobs.find(id).isPresent(), this::changed);
    }

    private Div toolbar() {
        state.setPlaceholder(tr("admin.job.state"));
        state.setAriaLabel(tr("admin.job.state"));
        state.setItems(JobState.values());
        state.setItemLabelGenerator(value -> tr(value.labelKey()));
        state.setClearButtonVisible(true);
        state.addClassNames("filter", "filter-wide");
        state.addValueChangeListener(event -> {
            if (!reading) {
                show();
                toAddress();
            }
        });
        var toolbar = new Div(state);
        toolbar.addClassName("toolbar");
        return toolbar;
    }

    private Grid<JobRow> grid() {
        grid.addThemeVariants(GridVariant.NO_BORDER, GridVariant.WRAP_CELL_CONTENT);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setSizeFull();
        column(grid.addColumn(JobTexts::kind), "admin.job.what", JobSort.KIND).setFrozen(true).setWidth("150px").setFlexGrow(1);
        column(grid.addColumn(new ComponentRenderer<>(JobTexts::state)), "admin.job.state", JobSort.STATE).setWidth("116px");
        column(grid.addColumn(new ComponentRenderer<>(this::progress)), "admin.job.progress", null).setWidth("150px");
        column(grid.addColumn(job -> job.submittedByName() == null ? tr("admin.job.system") : job.submittedByName()), "admin.job.by", null)
                .setWidth("120px");
        column(grid.addColumn(job -> Formats.dateTime(job.submittedAt(), settings.zone(), getLocale())), "admin.job.submitted", JobSort.SUBMITTED)
                .setWidth("156px");
        column(grid.addColumn(JobTexts::outcome), "admin.job.outcome", null).setWidth("180px").setFlexGrow(2);
        grid.addColumn(new ComponentRenderer<>(this::cancel)).setWidth("64px").setFlexGrow(0).setKey("cancel");
        // Without a count callback: the grid learns its end by reaching it.
        grid.setItems(this::fetch).setIdentifierProvider(JobRow::id);
        return grid;
    }

    private static Grid.Column<JobRow> column(Grid.Column<JobRow> column, String labelKey, @Nullable JobSort sort) {
        column.setHeader(tr(labelKey)).setKey(labelKey).setResizable(true).setFlexGrow(0);
        if (sort != null) {
            column.setSortProperty(sort.name());
        }
        return column;
    }

    private Component progress(JobRow job) {
        var bar = new ProgressBar();
        JobProgress.show(bar, job);
        bar.getElement().setAttribute("aria-label", JobTexts.kind(job));
        var text = new Span(JobTexts.progress(job, getLocale()));
        text.addClassName("secondary");
        var progress = new Div(bar, text);
        progress.addClassName("job-bar");
        bar.setVisible(!job.state().hasEnded());
        return progress;
    }

    private Component cancel(JobRow job) {
        var cancel = new Button(Icons.CLOSE.create(), click -> {
            jobs.cancel(job.id());
            changed(job.id());
        });
        cancel.setAriaLabel(tr("jobs.cancel.of", JobTexts.kind(job)));
        cancel.setTooltipText(tr("jobs.cancel"));
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        cancel.setVisible(job.isCancellable());
        return cancel;
    }

    private Stream<JobRow> fetch(Query<JobRow, Void> query) {
        var orders = query.getSortOrders().stream().map(order -> new Slice.Order<>(JobSort.valueOf(order.getSorted()),
                order.getDirection() == SortDirection.DESCENDING)).toList();
        var rows = jobs.page(state.getValue() == null ? JobFilter.ALL : new JobFilter(Set.of(state.getValue())),
                new Slice<>(query.getOffset(), query.getLimit(), orders.isEmpty() ? List.of(new Slice.Order<>(JobSort.SUBMITTED, true)) : orders));
        rows.forEach(row -> shown.put(row.id(), row.state()));
        return rows.stream();
    }

    private void changed(long id) {
        jobs.find(id).ifPresent(job -> {
            if (job.state() == shown.get(id)) {
                grid.getDataProvider().refreshItem(job);
            } else {
                show();
            }
        });
    }

    private void show() {
        shown.clear();
        grid.setEmptyStateComponent(new Empty(tr(state.isEmpty() ? "admin.job.empty" : "list.noMatch")));
        grid.getDataProvider().refreshAll();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        reading = true;
        state.setValue(AdminNavigation.parameter(event.getLocation(), STATE).flatMap(name -> Arrays.stream(JobState.values())
                .filter(value -> value.name().equalsIgnoreCase(name)).findFirst()).orElse(null));
        reading = false;
        show();
        showPanel(event);
    }

    @Override
    protected Map<String, String> parameters() {
        return state.isEmpty() ? Map.of() : Map.of(STATE, state.getValue().name().toLowerCase(Locale.ROOT));
    }

    /** Nothing here is edited. */
    @Override
    protected @Nullable Editor<?> editor(Location location, @Nullable Long id) {
        return null;
    }
}
