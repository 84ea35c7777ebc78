package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.coverage.Coverage.Planned;
import app.mainstay.coverage.PlannedFilter;
import app.mainstay.coverage.PlannedList;
import app.mainstay.coverage.PlannedSort;
import app.mainstay.security.Role;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;

/** Changes of representative that lie ahead, and what became of earlier ones. A row leads to its account, where it is called off. */
@Route(CoverageNavigation.PLANNED)
@RolesAllowed({"MANAGER", "DIRECTOR"})
public class PlannedView extends Page implements BeforeEnterObserver {

    private final ListPanel<Planned, PlannedFilter, PlannedSort> list;

    public PlannedView(PlannedList source, ListServices services) {
        super(tr("coverage.title"));
        addComponentAtIndex(1, new CoverageTabs(PlannedView.class, services.currentUser().require().is(Role.DIRECTOR)));
        list = new ListPanel<>(source, services, CoverageNavigation.PLANNED)
                .link(row -> AccountNavigation.account(row.accountId(), CoverageNavigation.TAB))
                .badge("state", row -> switch (row.state()) {
                    case PLANNED -> "status sign-half";
                    case DONE -> "status sign-on";
                    case CANCELLED -> "status sign-off";
                    case FAILED -> "status sign-warn";
                })
                .whenEmpty(() -> new Empty(tr("coverage.planned.empty")));
        body.addClassNames("list", "below-tabs");
        body.add(list);
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
