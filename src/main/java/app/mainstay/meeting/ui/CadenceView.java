package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Later;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.meeting.cadence.Cadence;
import app.mainstay.meeting.cadence.CadenceFilter;
import app.mainstay.meeting.cadence.CadenceList;
import app.mainstay.meeting.cadence.CadenceRow;
import app.mainstay.meeting.cadence.CadenceSort;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

/** Which accounts are to be met when, and the missing meeting in one click. */
@Route("cadence")
@Menu(title = "cadence.title", order = 115, icon = "repeat")
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class CadenceView extends Page implements BeforeEnterObserver {

    private final transient CadenceList source;
    private final transient Cadence cadence;
    final transient Later later = new Later(this);
    private transient @Nullable CadenceFilter rated;
    private final ListPanel<CadenceRow, CadenceFilter, CadenceSort> list;

    public CadenceView(CadenceList source, Cadence cadence, ListServices services, CurrentUser currentUser) {
        super(tr("cadence.title"));
        this.source = source;
        this.cadence = cadence;
        if (currentUser.require().is(Role.DIRECTOR)) {
            actions(new RouterLink(tr("cadence.rules"), CadenceRulesView.class));
        }
        list = new ListPanel<>(source, services, "cadence").link(row -> AccountNavigation.account(row.accountId()))
                .badge("state", row -> CadencePlanning.sign(row.state())).whenEmpty(() -> new Empty(tr("cadence.empty"))).onQuery(query -> askRate(source.filter(query)));
        list.draw(CadenceList.PLAN, LitRenderer.<CadenceRow>of("""
                        ${item.missing ? html`<vaadin-button theme="tertiary small" aria-label=${item.act} @click=${plan}>${item.text}</vaadin-button>` : item.text}""")
                .withProperty("missing", CadenceRow::isMissing)
                .withProperty("act", row -> tr("cadence.plan.of", row.accountName(), tr(row.level().labelKey())))
                .withProperty("text", row -> row.isMissing() ? tr("cadence.plan") : row.plannedOn() == null ? "" : Formats.date(row.plannedOn(), getLocale()))
                .withFunction("plan", this::plan));
        body.addClassName("list");
        body.add(list);
    }

    private void plan(CadenceRow row) {
        var location = new Location(CadencePlanning.address(row, cadence));
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
    }

    /** Counting takes seconds for a million accounts, for which the list does not wait. */
    private void askRate(CadenceFilter filter) {
        if (filter.equals(rated)) {
            return;
        }
        rated = filter;
        later.ask(() -> cadence.rate(filter), this::show, sentence -> {
            rated = null;
            facts();
        });
    }

    private void show(Cadence.Rate rate) {
        facts();
        if (rate.all() > 0) {
            var share = Formats.number(Math.round(1000.0 * rate.met() / rate.all()) / 10.0, getLocale());
            var text = new Span(tr("cadence.rate", share, Formats.number(rate.met(), getLocale()), Formats.number(rate.all(), getLocale())));
            text.setTitle(tr("cadence.rate.help"));
            facts(text);
        }
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        list.read(event.getLocation());
    }
}
