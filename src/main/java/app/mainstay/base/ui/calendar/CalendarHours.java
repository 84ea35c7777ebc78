package app.mainstay.base.ui.calendar;

import app.mainstay.settings.DayKind;
import app.mainstay.settings.Holidays;
import app.mainstay.settings.WorkingCalendar;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Brings the company's working calendar into the times of whoever looks. */
@Component
public class CalendarHours {

    private final WorkingCalendar calendar;
    private final Holidays holidays;

    CalendarHours(WorkingCalendar calendar, Holidays holidays) {
        this.calendar = calendar;
        this.holidays = holidays;
    }

    /** @param unitId whose hours; null: the company's */
    public CalendarWork of(CalendarRange span, @Nullable Long unitId, ZoneId viewer, Locale locale) {
        LocalDate last = span.until().minusDays(1);
        // Seen from another zone a day of work may begin or end a day away.
        List<CalendarWork.Hours> hours = calendar.worked(span.from().minusDays(1), span.until(), unitId).stream()
                .map(worked -> new CalendarWork.Hours(LocalDateTime.ofInstant(worked.from(), viewer), LocalDateTime.ofInstant(worked.until(), viewer)))
                .filter(worked -> worked.from().isBefore(worked.until())).toList();
        var days = holidays.days(span.from(), last).stream().map(day -> new CalendarWork.Special(Objects.requireNonNull(day.day()), day.name(locale),
                day.kind() == DayKind.WORKDAY)).toList();
        var missing = IntStream.rangeClosed(span.from().getYear(), last.getYear()).filter(year -> !holidays.isLoaded(year)).boxed().toList();
        return new CalendarWork(hours, days, missing);
    }
}
