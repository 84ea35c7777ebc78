/** The calendar and the meeting's page; features above contribute parts and actions. */
@NullMarked
@NamedInterface("meeting-ui")
package app.mainstay.meeting.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
