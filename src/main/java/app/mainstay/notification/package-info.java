/**
 * What people are told of behind the bell, and by mail where they want that: events of the rooms below become entries. Owns the tables notification_*
 * and reads Spring Modulith's registry of events (event_publication), which no room owns. Nobody calls it: a room publishes an event, and
 * {@link app.mainstay.notification.Occasions} says in one method what is told to whom.
 */
@NullMarked
@ApplicationModule
package app.mainstay.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
