package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.router.RouterLink;

/** The ways between the pages of sales, above their content. */
final class SalesTabs extends Nav {

    SalesTabs(Class<? extends Component> current, CurrentUser currentUser) {
        addClassName("page-tabs");
        setAriaLabel(tr("sales.opportunities"));
        link("sales.list", OpportunitiesView.class, current);
        link("sales.board", OpportunityBoardView.class, current);
        link("sales.analysis", AnalysisView.class, current);
        link("sales.products", ProductsView.class, current);
        if (currentUser.require().is(Role.DIRECTOR)) {
            link("sales.stages", StagesView.class, current);
        }
    }

    private void link(String key, Class<? extends Component> view, Class<? extends Component> current) {
        var link = new RouterLink(tr(key), view);
        if (view == current) {
            link.getElement().setAttribute("aria-current", "page");
        }
        add(link);
    }
}
