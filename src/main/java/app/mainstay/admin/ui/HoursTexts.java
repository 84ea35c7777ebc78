package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.settings.HoursDraft;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Business hours in words: days that are alike are told together. */
final class HoursTexts {

    private HoursTexts() {
    }

    static String summary(HoursDraft hours, Locale locale) {
        var days = hours.days();
        List<String> parts = new ArrayList<>();
        for (DayOfWeek first = DayOfWeek.MONDAY; ; ) {
            String text = days.get(first);
            DayOfWeek last = first;
            while (last != DayOfWeek.SUNDAY && days.get(last.plus(1)).equals(text)) {
                last = last.plus(1);
            }
            if (!text.isEmpty()) {
                parts.add((first == last ? name(first, locale) : tr("admin.hours.span", name(first, locale), name(last, locale))) + " " + shown(text));
            }
            if (last == DayOfWeek.SUNDAY) {
                break;
            }
            first = last.plus(1);
        }
        String week = parts.isEmpty() ? tr("admin.hours.none") : String.join("; ", parts);
        return hours.onHolidays() && !parts.isEmpty() ? tr("admin.hours.andHolidays", week) : week;
    }

    /** "09:00–12:00, 13:00–18:00". */
    static String shown(String text) {
        return text.replace("-", "–").replace(",", ", ");
    }

    static String name(DayOfWeek day, Locale locale) {
        return day.getDisplayName(TextStyle.SHORT_STANDALONE, locale);
    }
}
