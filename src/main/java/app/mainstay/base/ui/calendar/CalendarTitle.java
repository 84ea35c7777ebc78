package app.mainstay.base.ui.calendar;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a span is called: "November 2026", "30 Nov – 6 Dec 2026", "2026年11月30日–12月6日". */
final class CalendarTitle {

    private CalendarTitle() {
    }

    static String of(CalendarMode mode, LocalDate day, CalendarRange span, Locale locale) {
        boolean chinese = locale.getLanguage().equals("zh");
        LocalDate last = span.until().minusDays(1);
        return switch (mode) {
            case MONTH -> text(day, chinese ? "yyyy年M月" : "MMMM yyyy", locale);
            case DAY -> text(day, chinese ? "yyyy年M月d日 EEEE" : "EEEE d MMMM yyyy", locale);
            case WEEK, THREE_DAYS, AGENDA -> chinese ? text(span.from(), "yyyy年M月d日", locale) + "–" + text(last, chineseEnd(span.from(), last), locale)
                    : text(span.from(), englishStart(span.from(), last), locale) + text(last, "d MMM yyyy", locale);
        };
    }

    private static String chineseEnd(LocalDate first, LocalDate last) {
        return YearMonth.from(first).equals(YearMonth.from(last)) ? "d日" : first.getYear() == last.getYear() ? "M月d日" : "yyyy年M月d日";
    }

    private static String englishStart(LocalDate first, LocalDate last) {
        return YearMonth.from(first).equals(YearMonth.from(last)) ? "d–" : first.getYear() == last.getYear() ? "d MMM – " : "d MMM yyyy – ";
    }

    private static String text(LocalDate day, String pattern, Locale locale) {
        return DateTimeFormatter.ofPattern(pattern, locale).format(day);
    }
}
