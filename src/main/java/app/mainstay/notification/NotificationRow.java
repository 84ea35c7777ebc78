package app.mainstay.notification;

import app.mainstay.base.list.ListColumn;
import java.time.Instant;

/**
 * Something that a person was told.
 *
 * @param said in whatever language it is read
 * @param path where it leads, without a leading slash; "" for nowhere
 */
public record NotificationRow(long id, ListColumn.Said said, String path, Instant createdAt, boolean read) {
}
