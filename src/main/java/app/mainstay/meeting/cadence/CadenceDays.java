package app.mainstay.meeting.cadence;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days of a cadence. The next meeting is due one interval after the last one that was held, and the first one an interval after the beginning;
 * it is overdue from the day after.
 */
final class CadenceDays {

    /** So many days before it is due somebody should plan it. */
    static final int AHEAD = 14;

    private CadenceDays() {
    }

    static LocalDate plus(LocalDate day, int number, IntervalUnit unit) {
        return unit == IntervalUnit.WEEK ? day.plusWeeks(number) : day.plusMonths(number);
    }

    /** @param last null: none was held */
    static LocalDate due(LocalDate started, @Nullable LocalDate last, int number, IntervalUnit unit) {
        return plus(last == null || last.isBefore(started) ? started : last, number, unit);
    }

    static CadenceState state(LocalDate due, @Nullable LocalDate last, @Nullable LocalDate planned, LocalDate today) {
        if (due.isBefore(today)) {
            return CadenceState.OVERDUE;
        }
        if (planned != null && !planned.isAfter(due)) {
            return CadenceState.PLANNED;
        }
        return last != null && due.isAfter(today.plusDays(AHEAD)) ? CadenceState.COVERED : CadenceState.DUE;
    }
}
