package app.mainstay.settings;

import com.nlf.calendar.Holiday;
import com.nlf.calendar.util.HolidayUtil;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.springframework.stereotype.Component;

/**
 * The holidays of China that the product brings along. The library 6tail/lunar knows them up to the year in which it was published; what the
 * notices have said since is in a file of ours, which has the columns of the import.
 */
@Component
class HolidaySource {

    private static final String FILE = "/calendar/statutory-holidays.csv";
    private static final String LIBRARY = "6tail/lunar";
    private static final String ABOUT_LIBRARY = "/META-INF/maven/cn.6tail/lunar/pom.properties";
    /** Before it the library has some days only. */
    private static final int FIRST_WHOLE_YEAR = 2002;

    private final TreeMap<Integer, List<CalendarDay>> file = new TreeMap<>();
    private final String library = library();

    HolidaySource() {
        try (Reader reader = new InputStreamReader(Objects.requireNonNull(HolidaySource.class.getResourceAsStream(FILE)), StandardCharsets.UTF_8)) {
            for (var row : CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader)) {
                var day = day(LocalDate.parse(row.get("day")), DayKind.valueOf(row.get("kind")), row.get("name"), row.get("source"));
                file.computeIfAbsent(Objects.requireNonNull(day.day()).getYear(), year -> new ArrayList<>()).add(day);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All days of the year in their order; empty for a year that nobody had announced when the product was built. */
    List<CalendarDay> days(int year) {
        List<Holiday> known;
        // It parses into a buffer that all callers share.
        synchronized (HolidayUtil.class) {
            known = year < FIRST_WHOLE_YEAR ? List.of() : HolidayUtil.getHolidays(year);
        }
        return known.isEmpty() ? file.getOrDefault(year, List.of())
                // It lists a Wednesday and a Monday of 2012 as worked, which they are anyhow.
                : known.stream().filter(holiday -> !holiday.isWork() || LocalDate.parse(holiday.getDay()).getDayOfWeek().getValue() > 5)
                .map(holiday -> day(LocalDate.parse(holiday.getDay()), holiday.isWork() ? DayKind.WORKDAY : DayKind.HOLIDAY,
                        holiday.getName(), library)).toList();
    }

    /** With its version, where the jar tells it. */
    private static String library() {
        try (var about = HolidayUtil.class.getResourceAsStream(ABOUT_LIBRARY)) {
            var properties = new Properties();
            if (about != null) {
                properties.load(about);
            }
            return (LIBRARY + " " + properties.getProperty("version", "")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CalendarDay day(LocalDate day, DayKind kind, String name, String source) {
        return new CalendarDay(null, day, kind, HolidayNames.english(name), HolidayNames.chinese(name), source, 0);
    }
}
