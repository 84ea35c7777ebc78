package app.mainstay.settings;

import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * When is worked: business hours of the unit, holidays and make-up workdays of the company, in the business zone. Exact to the nanosecond,
 * also over a change of the clock. A year whose holidays are not loaded counts as one without holidays, see {@link Holidays#missingYears}.
 * In all methods a unit of null means the company's own hours.
 */
@Service
public class WorkingCalendar {

    /** A piece of time that is worked without a break. @param until not part of it */
    public record Worked(Instant from, Instant until) {
    }

    private final Holidays holidays;
    private final BusinessHours hours;
    private final SettingsService settings;

    WorkingCalendar(Holidays holidays, BusinessHours hours, SettingsService settings) {
        this.holidays = holidays;
        this.hours = hours;
        this.settings = settings;
    }

    /** Whether any time of the day is worked. */
    @PermitAll
    public boolean isWorkday(LocalDate day, @Nullable Long unitId) {
        return !of(unitId).spans(day).isEmpty();
    }

    /** How much is worked from one instant up to another; negative where the second lies before the first. */
    @PermitAll
    public Duration workingTime(Instant from, Instant to, @Nullable Long unitId) {
        return of(unitId).between(from, to);
    }

    /**
     * The earliest instant up to which so much has been worked: the end of a day rather than the beginning of the next. Nothing added is
     * the instant itself, also outside of working time. Empty where it never comes, for a unit without hours or beyond forty years.
     *
     * @param working zero or more
     * @throws IllegalArgumentException for less
     */
    @PermitAll
    public Optional<Instant> plus(Instant from, Duration working, @Nullable Long unitId) {
        return of(unitId).plus(from, working);
    }

    /** The instant itself where it lies in working time, else when work begins next; empty for a unit without hours. */
    @PermitAll
    public Optional<Instant> nextWorkingInstant(Instant from, @Nullable Long unitId) {
        return of(unitId).next(from);
    }

    /** What is worked on these days of the business zone, both included, in order; empty for a unit without hours. */
    @PermitAll
    public List<Worked> worked(LocalDate first, LocalDate last, @Nullable Long unitId) {
        return of(unitId).worked(first, last);
    }

    private WorkingTime of(@Nullable Long unitId) {
        var days = holidays.byDay();
        var own = hours.of(unitId);
        return new WorkingTime(settings.zone(), new WeekHours(own.days()), own.onHolidays(), day -> {
            var special = days.get(day);
            return special == null ? null : special.kind();
        });
    }
}
