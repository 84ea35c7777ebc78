/** The calendar brick: meetings or whatever else has a beginning and an end, by month, week, day or as a list; the server decides about every change. */
@NullMarked
@NamedInterface("calendar-ui")
package app.mainstay.base.ui.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
