package app.mainstay.settings;

import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Business hours of a week.
 *
 * @param unitId     null: the company's
 * @param monday     as "09:00-12:00,13:00-18:00", 24:00 for the end of the day; "" for a day without work
 * @param onHolidays holidays are worked as their weekday is
 * @param version    the version that was read; {@link #NEW} where the unit had none of its own
 */
public record HoursDraft(@Nullable Long unitId, String monday, String tuesday, String wednesday, String thursday, String friday, String saturday,
                         String sunday, boolean onHolidays, int version) {

    public static final int NEW = -1;

    /** The same hours for another unit, which has none of its own yet. */
    public HoursDraft copyFor(long unit) {
        return new HoursDraft(unit, monday, tuesday, wednesday, thursday, friday, saturday, sunday, onHolidays, NEW);
    }

    public Map<DayOfWeek, String> days() {
        var days = new EnumMap<DayOfWeek, String>(DayOfWeek.class);
        days.put(DayOfWeek.MONDAY, monday);
        days.put(DayOfWeek.TUESDAY, tuesday);
        days.put(DayOfWeek.WEDNESDAY, wednesday);
        days.put(DayOfWeek.THURSDAY, thursday);
        days.put(DayOfWeek.FRIDAY, friday);
        days.put(DayOfWeek.SATURDAY, saturday);
        days.put(DayOfWeek.SUNDAY, sunday);
        return days;
    }
}
