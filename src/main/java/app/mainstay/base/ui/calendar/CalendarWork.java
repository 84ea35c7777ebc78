package app.mainstay.base.ui.calendar;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * When is worked, in the viewer's times.
 *
 * @param hours   all hours of work in order; where there are none at all, nothing is said about hours
 * @param days    holidays and make-up workdays
 * @param missing the years on the screen whose holidays nobody has loaded
 */
public record CalendarWork(List<Hours> hours, List<Special> days, List<Integer> missing) {

    public static final CalendarWork NONE = new CalendarWork(List.of(), List.of(), List.of());

    public record Hours(LocalDateTime from, LocalDateTime until) {
    }

    /** @param worked a make-up workday, else a holiday */
    public record Special(LocalDate day, String name, boolean worked) {
    }
}
