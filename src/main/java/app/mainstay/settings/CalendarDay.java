package app.mainstay.settings;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A statutory holiday or a make-up workday.
 *
 * @param id      null for a new one
 * @param nameEn  of the holiday, also on the make-up workday that belongs to it
 * @param source  what it was taken from; null where somebody entered it
 * @param version the version that was read
 */
public record CalendarDay(@Nullable Long id, @Nullable LocalDate day, @Nullable DayKind kind, String nameEn, String nameZh, @Nullable String source,
                          int version) {

    public String name(Locale locale) {
        return locale.getLanguage().equals("zh") ? nameZh : nameEn;
    }
}
