package app.mainstay.shared;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Some days in a row. @param to the day after the last */
public record DaySpan(LocalDate from, LocalDate to) {

    /** "2026-07-01..2026-08-15", the last day included, as it stands in an address; empty for anything else. */
    public static Optional<DaySpan> parse(String text) {
        String[] days = text.split("\\.\\.", 2);
        if (days.length < 2) {
            return Optional.empty();
        }
        try {
            var span = new DaySpan(LocalDate.parse(days[0]), LocalDate.parse(days[1]).plusDays(1));
            return span.from().isBefore(span.to()) && span.from().getYear() > 0 && span.to().getYear() < 9999 ? Optional.of(span) : Optional.empty();
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    public static DaySpan month(LocalDate day) {
        LocalDate first = day.withDayOfMonth(1);
        return new DaySpan(first, first.plusMonths(1));
    }
}
