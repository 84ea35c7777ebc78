package app.mainstay.meeting.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that the form has fields for go through them unchanged; all others are kept as they are. */
class RulePartsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "2026-11-26 | FREQ=DAILY",
            "2026-11-26 | FREQ=DAILY;INTERVAL=3;COUNT=10",
            "2026-11-26 | FREQ=WEEKLY;BYDAY=TH",
            "2026-11-26 | FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20271231T235959",
            "2026-11-26 | FREQ=MONTHLY;BYMONTHDAY=26",
            "2026-11-26 | FREQ=MONTHLY;INTERVAL=3;BYDAY=4TH",
            "2026-11-26 | FREQ=MONTHLY;BYDAY=-1TH",
            "2026-12-31 | FREQ=MONTHLY;BYDAY=-1TH",
            "2026-11-26 | FREQ=YEARLY;COUNT=2"})
    void whatTheFieldsSayIsReadBackAsTheSame(LocalDate start, String rule) {
        assertThat(RuleParts.read(rule, start).orElseThrow().rule(start)).isEqualTo(rule);
    }

    /** A date that a month has not, another day than that of the first meeting, or what nobody offers. */
    @ParameterizedTest
    @ValueSource(strings = {"FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=2TH", "FREQ=MONTHLY;BYDAY=TH", "FREQ=WEEKLY;BYDAY=TH;BYSETPOS=1", "FREQ=YEARLY;BYMONTH=3",
            "FREQ=HOURLY", "FREQ=WEEKLY;COUNT=many", "FREQ=DAILY;UNTIL=soon", "melon"})
    void whatTheFieldsCannotSayIsNotReadIntoThem(String rule) {
        assertThat(RuleParts.read(rule, LocalDate.of(2026, 11, 26))).isEmpty();
    }

    @Test
    void noRuleIsNoRepetition() {
        assertThat(RuleParts.read(null, LocalDate.of(2026, 11, 26))).contains(RuleParts.NONE);
        assertThat(RuleParts.NONE.rule(LocalDate.of(2026, 11, 26))).isNull();
        assertThat(RuleParts.position(LocalDateTime.of(2026, 11, 30, 0, 0).toLocalDate())).isEqualTo(5);
    }
}
