/** Minutes: their text as it is typed and published, and what their marked lines become. */
@NullMarked
@NamedInterface("minutes")
package app.mainstay.meeting.minutes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
