package app.mainstay.base.ui.calendar;

import static java.time.temporal.TemporalAdjusters.previousOrSame;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Optional;

/** How the calendar is looked at. The codes stand in addresses. */
public enum CalendarMode {
    MONTH("month"), WEEK("week"), THREE_DAYS("3days"), DAY("day"), AGENDA("agenda");

    private static final int WEEK_DAYS = 7;
    private static final int AGENDA_DAYS = 28;

    private final String code;

    CalendarMode(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public static Optional<CalendarMode> of(String code) {
        return Arrays.stream(values()).filter(mode -> mode.code.equals(code)).findFirst();
    }

    /** What is on the screen when this day is shown; a month with the days that fill its first and last week. */
    CalendarRange span(LocalDate day, DayOfWeek first) {
        return switch (this) {
            case MONTH -> {
                var month = YearMonth.from(day);
                yield new CalendarRange(month.atDay(1).with(previousOrSame(first)), month.atEndOfMonth().with(previousOrSame(first)).plusDays(WEEK_DAYS));
            }
            case WEEK -> new CalendarRange(day.with(previousOrSame(first)), day.with(previousOrSame(first)).plusDays(WEEK_DAYS));
            case THREE_DAYS -> new CalendarRange(day, day.plusDays(3));
            case DAY -> new CalendarRange(day, day.plusDays(1));
            case AGENDA -> new CalendarRange(day, day.plusDays(AGENDA_DAYS));
        };
    }

    /** The day to show next. @param direction 1 onwards, -1 back */
    LocalDate step(LocalDate day, int direction) {
        return switch (this) {
            case MONTH -> day.withDayOfMonth(1).plusMonths(direction);
            case WEEK -> day.plusWeeks(direction);
            case THREE_DAYS -> day.plusDays(3L * direction);
            case DAY -> day.plusDays(direction);
            case AGENDA -> day.plusDays((long) AGENDA_DAYS * direction);
        };
    }
}
