package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Changes;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.JobProgress;
import app.mainstay.base.ui.Live;
import app.mainstay.invariants.InvariantRow;
import app.mainstay.invariants.InvariantState;
import app.mainstay.invariants.Invariants;
import app.mainstay.jobs.Jobs;
import app.mainstay.settings.SettingsService;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must always hold, and whether it did at the last look. A few dozen rules, so they are shown all at once, broken ones first. */
@Route(AdminNavigation.INVARIANTS)
@RolesAllowed("ADMINISTRATOR")
public class InvariantsView extends AdminPage {

    private final transient Invariants invariants;
    private final transient Jobs jobs;
    private final transient Changes changes;
    private final transient SettingsService settings;
    private final Paragraph summary = new Paragraph();
    private final Div running = new Div();
    private final Button checkNow = new Button(tr("invariants.checkNow"), Icons.PLAY.create(), click -> checkNow());
    private final Grid<InvariantRow> grid = new Grid<>();

    public InvariantsView(Invariants invariants, Jobs jobs, Changes changes, SettingsService settings) {
        super("admin.invariants", AdminNavigation.INVARIANTS);
        this.invariants = invariants;
        this.jobs = jobs;
        this.changes = changes;
        this.settings = settings;
        checkNow.addThemeVariants(ButtonVariant.PRIMARY);
        checkNow.setDisableOnClick(true);
        actions(checkNow);
        summary.setId("invariants-summary");
        var head = new Div(summary, running);
        head.addClassName("invariants-head");
        main.addClassName("list");
        main.add(head, grid());
        // A look that the night or somebody else began.
        Live.rows(this, changes, Changes.JOB, id -> jobs.find(id).filter(job -> invariants.isCheck(job.kind()) && job.state().hasEnded()).isPresent(),
                id -> show());
    }

    private Grid<InvariantRow> grid() {
        grid.addThemeVariants(GridVariant.NO_BORDER, GridVariant.WRAP_CELL_CONTENT);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setSizeFull();
        column(grid.addColumn(new ComponentRenderer<>(InvariantsView::state)), "invariants.state").setWidth("112px");
        column(grid.addColumn(row -> tr(row.labelKey())), "invariants.what").setWidth("280px").setFlexGrow(3);
        column(grid.addColumn(row -> row.checkedAt() == null || row.reference() != null ? "" : Formats.number(row.violations(), getLocale())),
                "invariants.violations").setTextAlign(ColumnTextAlign.END).setWidth("80px");
        column(grid.addColumn(InvariantsView::examples), "invariants.examples").setWidth("120px").setFlexGrow(2);
        column(grid.addColumn(row -> Formats.dateTime(row.checkedAt(), settings.zone(), getLocale())), "invariants.checkedAt").setWidth("160px");
        return grid;
    }

    private static Grid.Column<InvariantRow> column(Grid.Column<InvariantRow> column, String labelKey) {
        return column.setHeader(tr(labelKey)).setKey(labelKey).setResizable(true).setFlexGrow(0);
    }

    /** As icon and word, never colour alone. */
    private static Component state(InvariantRow row) {
        var icon = switch (row.state()) {
            case HOLDS -> Icons.CHECK;
            case BROKEN, FAILED -> Icons.WARNING;
            case NEVER -> Icons.HISTORY;
        };
        var state = status(icon, row.state().labelKey(), row.state() == InvariantState.NEVER);
        state.setClassName("success", row.state() == InvariantState.HOLDS);
        state.setClassName("danger", row.state() == InvariantState.BROKEN || row.state() == InvariantState.FAILED);
        return state;
    }

    private static String examples(InvariantRow row) {
        return row.reference() != null ? tr("jobs.reference", row.reference())
                : String.join(", ", row.examples().stream().filter(example -> !example.isBlank()).toList());
    }

    private void checkNow() {
        long id = invariants.checkNow();
        running.removeAll();
        running.add(new JobProgress(jobs, changes, id, job -> {
            checkNow.setEnabled(true);
            show();
        }));
    }

    private void show() {
        List<InvariantRow> rows = invariants.all();
        grid.setItems(rows);
        long holding = rows.stream().filter(row -> row.state() == InvariantState.HOLDS).count();
        boolean never = rows.stream().allMatch(row -> row.state() == InvariantState.NEVER);
        summary.setText(never ? tr("invariants.never") : holding == rows.size() ? tr("invariants.allHold", holding)
                : tr("invariants.someDoNot", holding, rows.size()));
        summary.setClassName("secondary", never);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show();
        showPanel(event);
    }

    @Override
    protected Map<String, String> parameters() {
        return Map.of();
    }

    /** Nothing here is edited. */
    @Override
    protected @Nullable Editor<?> editor(Location location, @Nullable Long id) {
        return null;
    }
}
