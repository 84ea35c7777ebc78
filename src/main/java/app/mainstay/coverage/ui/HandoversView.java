package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.coverage.HandoverFilter;
import app.mainstay.coverage.HandoverList;
import app.mainstay.coverage.HandoverRow;
import app.mainstay.coverage.HandoverSort;
import app.mainstay.coverage.HandoverState;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;

/** Handovers that the viewer gives, takes or leads. */
@Route(CoverageNavigation.HANDOVERS)
@Menu(title = "handover.list", order = 430, icon = "handover")
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class HandoversView extends Page implements BeforeEnterObserver {

    private final ListPanel<HandoverRow, HandoverFilter, HandoverSort> list;

    public HandoversView(HandoverList source, ListServices services) {
        super(tr("handover.list"));
        boolean writes = services.currentUser().require().role().seesUnit();
        if (writes) {
            var create = new Button(tr("handover.new"), Icons.ADD.create(), click -> click.getSource().getUI().ifPresent(ui -> ui.navigate(CoverageNavigation.NEW_HANDOVER)));
            create.addThemeVariants(ButtonVariant.PRIMARY);
            actions(create);
        }
        list = new ListPanel<>(source, services, CoverageNavigation.HANDOVERS)
                .link(row -> CoverageNavigation.handover(row.id()))
                .badge("state", row -> className(row.state(), row.failed()))
                .whenEmpty(() -> new Empty(tr(writes ? "handover.empty" : "handover.empty.member")));
        body.addClassName("list");
        body.add(list);
    }

    static String className(HandoverState state, boolean failed) {
        return failed ? "status sign-warn" : switch (state) {
            case DRAFT -> "status sign-none";
            case OPEN -> "status sign-half";
            case SIGNED, DONE -> "status sign-on";
            case CANCELLED -> "status sign-off";
        };
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        list.read(event.getLocation());
    }
}
