package app.mainstay.notification.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.notification.NotificationFilter;
import app.mainstay.notification.NotificationList;
import app.mainstay.notification.NotificationRow;
import app.mainstay.notification.NotificationSort;
import app.mainstay.notification.Notifications;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** Everything that one was told. An address that names an entry marks it as read and leads on to what it tells of. */
@Route(Notifications.PATH)
@PermitAll
public class NotificationsView extends Page implements BeforeEnterObserver {

    private final transient Notifications notifications;
    private final ListPanel<NotificationRow, NotificationFilter, NotificationSort> list;

    public NotificationsView(NotificationList source, ListServices services, Notifications notifications) {
        super(tr("notification.title"));
        this.notifications = notifications;
        list = new ListPanel<>(source, services, Notifications.PATH).link(row -> Notifications.address(row.id()))
                .badge("state", row -> row.read() ? "status sign-off" : "status sign-half")
                .whenEmpty(() -> new Empty(tr("notification.empty")));
        if (notifications.canMail()) {
            facts(byMail(), meetingsByMail());
        }
        actions(new Button(tr("notification.readAll"), Icons.CHECK.create(), click -> {
            notifications.readAll();
            list.refresh();
        }));
        body.addClassName("list");
        body.add(list);
    }

    private Checkbox meetingsByMail() {
        var mail = new Checkbox(tr("notification.meetingMail"), notifications.meetingsByMail());
        mail.addValueChangeListener(change -> {
            notifications.meetingsByMail(change.getValue());
            Notices.done(tr(change.getValue() ? "notification.meetingMail.on" : "notification.meetingMail.off"));
        });
        return mail;
    }

    private Checkbox byMail() {
        var mail = new Checkbox(tr("notification.byMail"), notifications.byMail());
        mail.addValueChangeListener(change -> {
            notifications.byMail(change.getValue(), getLocale());
            Notices.done(tr(change.getValue() ? "notification.byMail.on" : "notification.byMail.off"));
        });
        return mail;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var opened = event.getLocation().getQueryParameters().getSingleParameter(Notifications.OPEN);
        if (opened.isEmpty()) {
            list.read(event.getLocation());
            return;
        }
        String path = notifications.open(opened.flatMap(Ids::parse).orElseThrow(NotFoundException::new));
        // Navigated to and not forwarded, so that the address shows where it led.
        var target = new Location(path.isEmpty() ? Notifications.PATH : path);
        event.forwardTo(target.getPath(), target.getQueryParameters());
    }
}
