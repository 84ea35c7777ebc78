package app.mainstay.notification.ui;

import app.mainstay.base.Changes;
import app.mainstay.base.ui.HeaderItem;
import app.mainstay.notification.Notifications;
import app.mainstay.settings.SettingsService;
import com.vaadin.flow.component.Component;
import java.util.Optional;

/** Puts the bell into the header. */
@org.springframework.stereotype.Component
class BellItem implements HeaderItem {

    private final Notifications notifications;
    private final SettingsService settings;
    private final Changes changes;

    BellItem(Notifications notifications, SettingsService settings, Changes changes) {
        this.notifications = notifications;
        this.settings = settings;
        this.changes = changes;
    }

    @Override
    public Optional<Component> create() {
        return Optional.of(new Bell(notifications, settings, changes));
    }

    /** Next to the user's menu. */
    @Override
    public int order() {
        return 900;
    }
}
