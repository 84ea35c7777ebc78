package app.mainstay.market.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.market.CompetitorFilter;
import app.mainstay.market.CompetitorList;
import app.mainstay.market.CompetitorRow;
import app.mainstay.market.CompetitorSort;
import app.mainstay.shared.Ids;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;

/** The register of competitors. */
@Route(CompetitorsView.PATH)
@Menu(title = "market.competitors", order = 210, icon = "competitor")
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class CompetitorsView extends Page implements BeforeEnterObserver {

    static final String PATH = "competitors";

    private final ListPanel<CompetitorRow, CompetitorFilter, CompetitorSort> list;

    public CompetitorsView(CompetitorList source, ListServices services) {
        super(tr("market.competitors"));
        if (services.currentUser().require().role().seesUnit()) {
            var create = new Button(tr("market.new"), Icons.ADD.create(), click -> getUI().ifPresent(ui -> ui.navigate(PATH + "/new")));
            create.addThemeVariants(ButtonVariant.PRIMARY);
            actions(create);
        }
        list = new ListPanel<>(source, services, PATH).link(row -> PATH + "/" + Ids.text(row.id())).whenEmpty(() -> new Empty(tr("market.none")));
        body.addClassName("list");
        body.add(list);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        list.read(event.getLocation());
    }
}
