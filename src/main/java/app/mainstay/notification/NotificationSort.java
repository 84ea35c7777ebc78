package app.mainstay.notification;

/** What notifications can be sorted by: time alone, which is the order in which they come. */
public enum NotificationSort {
    TIME
}
