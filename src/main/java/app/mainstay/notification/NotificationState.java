package app.mainstay.notification;

import app.mainstay.shared.Coded;

/** Told by a word, never by weight alone. */
public enum NotificationState implements Coded {
    UNREAD, READ
}
