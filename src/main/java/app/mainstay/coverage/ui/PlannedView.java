package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.Unexpected;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.coverage.PlannedAssignments.Planned;
import app.mainstay.coverage.PlannedFilter;
import app.mainstay.coverage.PlannedList;
import app.mainstay.coverage.PlannedSort;
import app.mainstay.security.Role;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.dao.OptimisticLockingFailureException;

/** Changes of representative that lie ahead, and what became of earlier ones. A row leads to its account, and what lies ahead is called off here, too. */
@Route(CoverageNavigation.PLANNED)
@RolesAllowed({"MANAGER", "DIRECTOR"})
public class PlannedView extends Page implements BeforeEnterObserver {

    private final transient CoverageServices services;
    private final ListPanel<Planned, PlannedFilter, PlannedSort> list;

    public PlannedView(PlannedList source, ListServices services, CoverageServices coverage) {
        super(tr("coverage.title"));
        this.services = coverage;
        addComponentAtIndex(1, new CoverageTabs(PlannedView.class, services.currentUser().require().is(Role.DIRECTOR)));
        list = new ListPanel<>(source, services, CoverageNavigation.PLANNED)
                .link(row -> AccountNavigation.account(row.accountId(), CoverageNavigation.TAB))
                .draw("state", LitRenderer.<Planned>of("""
                        <span class=${item.mark}>${item.state}</span>${item.open ? html`
                        <vaadin-button class="row-act" theme="tertiary small" title=${item.label} aria-label=${item.label} @click=${cancel}>${item.text}</vaadin-button>` : ''}""")
                        .withProperty("mark", row -> switch (row.state()) {
                            case PLANNED -> "status sign-half";
                            case DONE -> "status sign-on";
                            case CANCELLED -> "status sign-off";
                            case FAILED -> "status sign-warn";
                        })
                        .withProperty("state", row -> tr(row.state().labelKey()))
                        .withProperty("open", Planned::cancellable)
                        .withProperty("text", row -> tr("coverage.planned.cancel"))
                        .withProperty("label", row -> tr("coverage.planned.cancel.of", row.accountName()))
                        .withFunction("cancel", this::cancel))
                .whenEmpty(() -> new Empty(tr("coverage.planned.empty")));
        body.addClassNames("list", "below-tabs");
        body.add(list);
    }

    void cancel(Planned change) {
        try {
            services.planned().cancel(change.id(), change.version());
            Notices.done(tr("coverage.planned.cancelled"));
        } catch (RefusedException | ConflictException | OptimisticLockingFailureException refused) {
            Notices.failed(Unexpected.sentence(refused));
        } catch (NotFoundException gone) {
            Notices.failed(tr("base.notFound.text"));
        }
        list.refresh();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        list.read(event.getLocation());
    }

    @Override
    public String getPageTitle() {
        return tr("coverage.planned") + " · " + super.getPageTitle();
    }
}
