package app.mainstay.notification;

import org.jspecify.annotations.Nullable;

/**
 * What may be asked of one's notifications.
 *
 * @param unread only those not read yet
 * @param days   not older than so many days; null: any
 */
public record NotificationFilter(boolean unread, @Nullable Integer days) {

    public static final NotificationFilter ALL = new NotificationFilter(false, null);
}
