package app.mainstay.settings;

import app.mainstay.settings.WeekHours.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of working time for one week of hours. Hours are those of the clock on the wall; what is counted is time that really
 * passes: an hour that the clock leaves out is not worked, one that it shows twice is worked twice where a span goes over all of it.
 */
final class WorkingTime {

    /** Nobody waits longer; also what ends a search. */
    private static final int MOST_DAYS = 40 * 366;
    private static final int MINUTES_OF_DAY = 24 * 60;

    private final ZoneId zone;
    private final WeekHours week;
    private final boolean onHolidays;
    private final Function<LocalDate, @Nullable DayKind> kinds;

    /** @param onHolidays holidays are days like others, as for a service desk that is always open */
    WorkingTime(ZoneId zone, WeekHours week, boolean onHolidays, Function<LocalDate, @Nullable DayKind> kinds) {
        this.zone = zone;
        this.week = week;
        this.onHolidays = onHolidays;
        this.kinds = kinds;
    }

    List<Span> spans(LocalDate day) {
        DayKind kind = kinds.apply(day);
        if (kind == DayKind.WORKDAY) {
            return week.usual();
        }
        return kind == DayKind.HOLIDAY && !onHolidays ? List.of() : week.on(day.getDayOfWeek());
    }

    /** Pieces that a change of the clock leaves nothing of are left out. */
    List<WorkingCalendar.Worked> worked(LocalDate first, LocalDate last) {
        return first.datesUntil(last.plusDays(1)).flatMap(day -> spans(day).stream()
                        .map(span -> new WorkingCalendar.Worked(instant(day, span.from()), instant(day, span.to()))))
                .filter(worked -> worked.from().isBefore(worked.until())).toList();
    }

    /** Negative where {@code to} lies before {@code from}. */
    Duration between(Instant from, Instant to) {
        if (to.isBefore(from)) {
            return between(to, from).negated();
        }
        if (week.isEmpty()) {
            return Duration.ZERO;
        }
        Duration sum = Duration.ZERO;
        LocalDate last = date(to).plusDays(1);
        for (LocalDate day = date(from).minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
            for (Span span : spans(day)) {
                Instant start = later(from, instant(day, span.from()));
                Instant end = earlier(to, instant(day, span.to()));
                if (start.isBefore(end)) {
                    sum = sum.plus(Duration.between(start, end));
                }
            }
        }
        return sum;
    }

    /** The earliest instant at which so much has been worked; empty where that takes more than forty years. */
    Optional<Instant> plus(Instant from, Duration working) {
        if (working.isNegative()) {
            throw new IllegalArgumentException("working time that passes backwards: " + working);
        }
        if (working.isZero()) {
            return Optional.of(from);
        }
        if (week.isEmpty()) {
            return Optional.empty();
        }
        Duration left = working;
        // From the day before: where the clock is put back at midnight, an instant may still lie in its hours.
        LocalDate day = date(from).minusDays(1);
        for (int i = 0; i < MOST_DAYS; i++) {
            for (Span span : spans(day)) {
                Instant start = later(from, instant(day, span.from()));
                Instant end = instant(day, span.to());
                if (start.isBefore(end)) {
                    Duration worked = Duration.between(start, end);
                    if (left.compareTo(worked) <= 0) {
                        return Optional.of(start.plus(left));
                    }
                    left = left.minus(worked);
                }
            }
            day = day.plusDays(1);
        }
        return Optional.empty();
    }

    /** The instant itself where it is worked at, else the beginning of the next span. */
    Optional<Instant> next(Instant from) {
        if (week.isEmpty()) {
            return Optional.empty();
        }
        LocalDate day = date(from).minusDays(1);
        for (int i = 0; i < MOST_DAYS; i++) {
            for (Span span : spans(day)) {
                Instant start = later(from, instant(day, span.from()));
                if (start.isBefore(instant(day, span.to()))) {
                    return Optional.of(start);
                }
            }
            day = day.plusDays(1);
        }
        return Optional.empty();
    }

    private LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /** A time that the clock leaves out is the moment of the leap, one that it shows twice is meant the first time; so order is kept. */
    private Instant instant(LocalDate day, int minute) {
        LocalDateTime wall = minute == MINUTES_OF_DAY ? day.plusDays(1).atStartOfDay() : day.atTime(LocalTime.ofSecondOfDay(minute * 60L));
        var rules = zone.getRules();
        var transition = rules.getTransition(wall);
        if (transition != null && transition.isGap()) {
            return transition.getInstant();
        }
        ZoneOffset offset = transition == null ? rules.getOffset(wall) : transition.getOffsetBefore();
        return wall.toInstant(offset);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
