package app.mainstay.base.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WeeksTest {

    @Test
    void aWeekBeginsAsTheReaderIsUsedTo() {
        assertThat(Weeks.firstDay(Locale.SIMPLIFIED_CHINESE, Locale.SIMPLIFIED_CHINESE)).isEqualTo(DayOfWeek.MONDAY);
        assertThat(Weeks.firstDay(Locale.SIMPLIFIED_CHINESE, Locale.US)).isEqualTo(DayOfWeek.MONDAY);
        assertThat(Weeks.firstDay(Locale.ENGLISH, Locale.US)).isEqualTo(DayOfWeek.SUNDAY);
        assertThat(Weeks.firstDay(Locale.ENGLISH, Locale.UK)).isEqualTo(DayOfWeek.MONDAY);
        assertThat(Weeks.firstDay(Locale.ENGLISH, Locale.ENGLISH)).isEqualTo(DayOfWeek.MONDAY);
        assertThat(Weeks.firstDay(Locale.ENGLISH, null)).isEqualTo(DayOfWeek.MONDAY);
    }
}
