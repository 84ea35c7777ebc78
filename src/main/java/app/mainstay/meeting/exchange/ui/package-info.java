/** Calendars elsewhere, as people meet them: the feed's address, files taken and given. */
@NullMarked
package app.mainstay.meeting.exchange.ui;

import org.jspecify.annotations.NullMarked;
