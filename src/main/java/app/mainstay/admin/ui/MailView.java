package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.admin.MailList;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.mail.MailFilter;
import app.mainstay.mail.MailRow;
import app.mainstay.mail.MailSetup;
import app.mainstay.mail.MailSort;
import app.mainstay.mail.Outbox;
import app.mainstay.settings.SettingsService;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.RolesAllowed;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outbox: what has left, what waits, what was given up and why. Filter, order and the open mail stand in the address. */
@Route(AdminNavigation.MAIL)
@RolesAllowed("ADMINISTRATOR")
public class MailView extends AdminPage {

    private final transient Outbox outbox;
    private final transient SettingsService settings;
    private final ListPanel<MailRow, MailFilter, MailSort> list;

    public MailView(MailList source, ListServices services, Outbox outbox, MailSetup setup) {
        super("admin.mail", AdminNavigation.MAIL);
        this.outbox = outbox;
        this.settings = services.settings();
        list = new ListPanel<>(source, services, AdminNavigation.MAIL).withParameters(() -> opened(UI.getCurrent()));
        list.link(mail -> AdminNavigation.edit(AdminNavigation.MAIL, parameters(), mail.id()).getPathWithQueryParameters())
                .badge("state", MailView::mark)
                .whenEmpty(() -> setup.isOn() ? new Empty(tr("admin.mail.empty"))
                        : new Empty(tr("admin.mail.off"), new RouterLink(tr("admin.mail.toSettings"), SettingsView.class)));
        list.grid().setPartNameGenerator(mail -> part(mail.id()));
        list.grid().addItemClickListener(click -> open(click.getItem().id()));
        main.addClassName("list");
        main.add(list);
    }

    private static String mark(MailRow mail) {
        return switch (mail.state()) {
            case SENT -> "status sign-on";
            case WAITING -> mail.fault() == null ? "status sign-half" : "status sign-warn";
            case FAILED -> "status sign-warn danger";
            case DROPPED -> "status sign-off";
        };
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        list.read(event.getLocation());
        showPanel(event);
    }

    @Override
    protected Map<String, String> parameters() {
        return list.parameters();
    }

    @Override
    protected @Nullable Detail editor(Location location, @Nullable Long id) {
        return id == null || outbox.find(id).isEmpty() ? null : new MailDetail(outbox, settings, id, list::refresh);
    }
}
