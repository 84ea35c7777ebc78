package app.mainstay.account.ui.duplicate;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.duplicate.DuplicateList;
import app.mainstay.account.duplicate.DuplicatePair;
import app.mainstay.account.duplicate.Duplicates;
import app.mainstay.account.duplicate.PairFilter;
import app.mainstay.account.duplicate.PairSort;
import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.JobProgress;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;

/** Accounts that may be one, and the search for them, which goes on when the screen is left. */
@Route(DuplicateNavigation.LIST)
@RolesAllowed({"MANAGER", "DIRECTOR"})
public class DuplicatesView extends Page implements BeforeEnterObserver {

    private final transient Duplicates duplicates;
    private final transient ListServices services;
    private final ListPanel<DuplicatePair, PairFilter, PairSort> list;
    private final Button scan;
    private final Div progress = new Div();

    public DuplicatesView(Duplicates duplicates, DuplicateList source, ListServices services) {
        super(tr("duplicate.list"));
        this.duplicates = duplicates;
        this.services = services;
        scan = new Button(tr("duplicate.scan"), Icons.SEARCH.create(), click -> scan());
        scan.addThemeVariants(ButtonVariant.PRIMARY);
        scan.setDisableOnClick(true);
        actions(scan);
        var back = new Anchor(AccountNavigation.LIST, tr("account.list"));
        back.addClassName("above-link");
        above(back);
        list = new ListPanel<>(source, services, DuplicateNavigation.LIST)
                .link(pair -> DuplicateNavigation.merge(pair.oneId(), pair.otherId()))
                .badge("state", pair -> switch (pair.state()) {
                    case OPEN -> "status sign-warn";
                    case DISMISSED -> "status sign-none";
                    case MERGED -> "status sign-on";
                })
                .whenEmpty(() -> new Empty(tr("duplicate.empty")));
        body.addClassName("list");
        progress.addClassName("scan-progress");
        body.add(progress, list);
        duplicates.running().ifPresent(this::follow);
    }

    private void scan() {
        follow(duplicates.scan());
    }

    private void follow(long jobId) {
        scan.setEnabled(false);
        progress.removeAll();
        progress.add(new JobProgress(services.jobs(), services.changes(), jobId, ended -> {
            scan.setEnabled(true);
            list.refresh();
        }));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        list.read(event.getLocation());
    }
}
