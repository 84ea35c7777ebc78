package app.mainstay.notification.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Changes;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Live;
import app.mainstay.notification.NotificationFilter;
import app.mainstay.notification.NotificationRow;
import app.mainstay.notification.Notifications;
import app.mainstay.notification.NotificationSort;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Slice;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Footer;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import java.util.List;

/** The bell with the number of unread notifications; opened, the newest ones. Moves by itself, at the cost of one count for each new entry. */
final class Bell extends Div {

    private static final int NEWEST = 20;

    private final transient Notifications notifications;
    private final transient SettingsService settings;
    private final Button button = new Button(Icons.BELL.create());
    private final Span count = new Span();
    /** Says to who does not see the number that it has changed. */
    private final Span news = new Span();
    private final Popover popover = new Popover();

    Bell(Notifications notifications, SettingsService settings, Changes changes) {
        this.notifications = notifications;
        this.settings = settings;
        addClassName("bell");
        button.addThemeVariants(ButtonVariant.TERTIARY);
        count.addClassName("bell-count");
        count.getElement().setAttribute("aria-hidden", "true");
        news.addClassName("only-heard");
        news.getElement().setAttribute("role", "status");
        popover.setTarget(button);
        popover.setAutofocus(true);
        popover.setPosition(PopoverPosition.BOTTOM_END);
        popover.setWidth("min(420px, 94vw)");
        popover.addClassName("bell-panel");
        popover.getElement().setAttribute("aria-label", tr("notification.title"));
        popover.addOpenedChangeListener(event -> {
            if (event.isOpened()) {
                showNewest();
            }
        });
        add(button, count, news, popover);
        showCount();
        Live.rows(this, changes, Notifications.CHANGE, notifications::isMe, id -> moved());
    }

    private void moved() {
        showCount();
        news.setText(button.getElement().getAttribute("aria-label"));
        if (popover.isOpened()) {
            showNewest();
        }
    }

    private void showCount() {
        int unread = notifications.unread();
        String number = unread > Notifications.COUNTED ? Notifications.COUNTED + "+" : String.valueOf(unread);
        count.setText(number);
        count.setVisible(unread > 0);
        button.setAriaLabel(unread == 0 ? tr("notification.title") : tr("notification.bell", number));
    }

    private void showNewest() {
        List<NotificationRow> newest = notifications.page(NotificationFilter.ALL, new Slice<>(0, NEWEST, List.of(new Slice.Order<>(NotificationSort.TIME, true))));
        var readAll = new Button(tr("notification.readAll"), click -> {
            notifications.readAll();
            moved();
        });
        readAll.addThemeVariants(ButtonVariant.TERTIARY);
        readAll.setVisible(newest.stream().anyMatch(row -> !row.read()));
        var all = new Anchor(Notifications.PATH, tr("notification.all"));
        all.getElement().addEventListener("click", event -> popover.close());
        popover.removeAll();
        popover.add(new Header(new H2(tr("notification.title")), readAll));
        if (newest.isEmpty()) {
            popover.add(new Paragraph(tr("notification.empty")));
        } else {
            var list = new UnorderedList();
            newest.forEach(row -> list.add(item(row)));
            popover.add(list);
        }
        popover.add(new Footer(all));
    }

    private ListItem item(NotificationRow row) {
        var sentence = new Span(row.said().in(getLocale()));
        var time = new Span(Formats.dateTime(row.createdAt(), settings.zone(), getLocale()));
        time.addClassName("secondary");
        var link = new Anchor(Notifications.address(row.id()));
        link.add(sentence, time);
        if (!row.read()) {
            var unread = new Span(tr("notification.unread"));
            unread.addClassName("only-heard");
            link.addComponentAsFirst(unread);
        }
        link.getElement().addEventListener("click", event -> popover.close());
        var item = new ListItem(link);
        item.addClassName("bell-entry");
        item.setClassName("unread", !row.read());
        return item;
    }
}
