package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.router.RouterLink;

/** The ways between the pages of coverage, above their content. */
final class CoverageTabs extends Nav {

    CoverageTabs(Class<? extends Component> current, boolean director) {
        addClassName("page-tabs");
        setAriaLabel(tr("coverage.title"));
        link("coverage.board", CoverageBoardView.class, current);
        link("coverage.planned", PlannedView.class, current);
        if (director) {
            link("coverage.settings", CoverageSettingsView.class, current);
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
