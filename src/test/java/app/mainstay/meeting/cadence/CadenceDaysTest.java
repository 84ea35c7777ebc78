package app.mainstay.meeting.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CadenceDaysTest {

    @ParameterizedTest
    @CsvSource({"2026-01-31,,1,MONTH,2026-02-28", "2024-01-31,,1,MONTH,2024-02-29", "2026-11-30,,3,MONTH,2027-02-28", "2026-01-01,2026-03-31,3,MONTH,2026-06-30",
            "2026-05-01,2026-03-31,1,MONTH,2026-06-01", "2026-12-28,,1,WEEK,2027-01-04", "2026-01-01,2026-01-01,6,MONTH,2026-07-01"})
    void isDueAnIntervalAfterTheLastMeetingOrTheBeginning(LocalDate started, LocalDate last, int number, IntervalUnit unit, LocalDate due) {
        assertThat(CadenceDays.due(started, last, number, unit)).isEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource({"2026-06-01,,,OVERDUE", "2026-06-09,2026-05-09,2026-06-12,OVERDUE", "2026-06-10,,,DUE", "2026-06-10,,2026-06-10,PLANNED", "2026-06-24,2026-05-24,,DUE",
            "2026-06-25,2026-05-25,,COVERED", "2026-06-25,,,DUE", "2026-06-25,2026-05-25,2026-06-26,COVERED", "2026-06-20,2026-05-20,2026-06-21,DUE"})
    void aDayHasOneState(LocalDate due, LocalDate last, LocalDate planned, CadenceState state) {
        assertThat(CadenceDays.state(due, last, planned, LocalDate.of(2026, 6, 10))).isEqualTo(state);
    }

    /** Whatever the days: due lies ahead of what it counts from, moves only forward with it, and longer intervals are due later. */
    @Test
    void dueDaysFollowWhatTheyCountFrom() {
        var random = new Random(89);
        for (int run = 0; run < 20_000; run++) {
            LocalDate started = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(4_000));
            LocalDate last = random.nextInt(4) == 0 ? null : LocalDate.of(2020, 1, 1).plusDays(random.nextInt(4_000));
            int number = 1 + random.nextInt(60);
            var unit = IntervalUnit.values()[random.nextInt(2)];
            LocalDate due = CadenceDays.due(started, last, number, unit);
            LocalDate from = last == null || last.isBefore(started) ? started : last;
            assertThat(due).isAfter(from).isAfter(started).isBefore(CadenceDays.due(started, last, number + 1, unit));
            assertThat(CadenceDays.due(started, from.plusDays(1), number, unit)).isAfterOrEqualTo(due).isBeforeOrEqualTo(due.plusDays(4));
            // On the day it is due nobody is late; the day after everybody is, whatever is planned.
            LocalDate planned = random.nextBoolean() ? null : due.plusDays(random.nextInt(10) - 5L);
            assertThat(CadenceDays.state(due, last, planned, due)).isIn(CadenceState.DUE, CadenceState.PLANNED);
            assertThat(CadenceDays.state(due, last, planned, due.plusDays(1))).isEqualTo(CadenceState.OVERDUE);
        }
    }
}
