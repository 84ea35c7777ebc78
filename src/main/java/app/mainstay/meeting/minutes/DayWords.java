package app.mainstay.meeting.minutes;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Days as people write them, relative to the day of the meeting. A day without a year is the next such day, or one of the last 30 days. A weekday
 * alone is the next one after the meeting; "this" and "本" mean the week of the meeting from Monday to Sunday, "next" and "下" the week after.
 */
final class DayWords {

    /** A day in a text. @param start where it begins. @param end where what follows it begins. */
    record Found(LocalDate day, int start, int end) {
    }

    private record Form(Pattern pattern, BiFunction<MatchResult, LocalDate, @Nullable LocalDate> day) {
    }

    private static final int PAST_DAYS = 30;
    private static final String NUMBER = "(\\d{1,3}|[一二两三四五六七八九十]{1,3})";
    private static final Map<String, DayOfWeek> ENGLISH_DAYS = Map.ofEntries(Map.entry("mon", DayOfWeek.MONDAY), Map.entry("tue", DayOfWeek.TUESDAY),
            Map.entry("wed", DayOfWeek.WEDNESDAY), Map.entry("thu", DayOfWeek.THURSDAY), Map.entry("fri", DayOfWeek.FRIDAY), Map.entry("sat", DayOfWeek.SATURDAY),
            Map.entry("sun", DayOfWeek.SUNDAY));
    private static final String WEEKDAY = "(mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs?|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\\b\\.?";
    private static final String MONTH = "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?";
    private static final String CHINESE_WEEKDAY = "(?:周|星期|礼拜)([一二三四五六日天])";

    /** The longer forms first, where one begins as another does. */
    private static final List<Form> FORMS = List.of(
            form("(\\d{4})\\s?[-/.]\\s?(\\d{1,2})\\s?[-/.]\\s?(\\d{1,2})(?!\\d)", (m, from) -> day(number(m, 1), number(m, 2), number(m, 3))),
            form("(\\d{4})\\s?年\\s?(\\d{1,2})\\s?月\\s?(\\d{1,2})(?!\\d)\\s?[日号]?", (m, from) -> day(number(m, 1), number(m, 2), number(m, 3))),
            form("(\\d{1,2})\\s?月\\s?(\\d{1,2})(?!\\d)\\s?[日号]?", (m, from) -> next(from, number(m, 1), number(m, 2))),
            form("(?<![\\d./-])(\\d{1,2})/(\\d{1,2})(?![\\d/%])", (m, from) -> number(m, 1) > 12 ? next(from, number(m, 2), number(m, 1)) : next(from, number(m, 1), number(m, 2))),
            form("(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?" + MONTH + "(?:,?\\s+(\\d{4})(?!\\d))?", (m, from) -> english(from, m.group(3), m.group(2), number(m, 1))),
            form("\\b" + MONTH + "\\s+(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,?\\s+(\\d{4})(?!\\d))?", (m, from) -> english(from, m.group(3), m.group(1), number(m, 2))),
            form("大后天", (m, from) -> from.plusDays(3)),
            form("后天|\\bthe day after tomorrow\\b|\\bday after tomorrow\\b", (m, from) -> from.plusDays(2)),
            form("明[天日]|\\btomorrow\\b", (m, from) -> from.plusDays(1)),
            form("今[天日]|\\btoday\\b", (m, from) -> from),
            form("(下+)(?:个)?" + CHINESE_WEEKDAY, (m, from) -> inWeek(from, m.group(1).length(), chinese(m.group(2)))),
            form("[本这](?:个)?" + CHINESE_WEEKDAY, (m, from) -> inWeek(from, 0, chinese(m.group(1)))),
            form(CHINESE_WEEKDAY, (m, from) -> from.with(TemporalAdjusters.next(chinese(m.group(1))))),
            form("\\bnext\\s+" + WEEKDAY, (m, from) -> inWeek(from, 1, english(m.group(1)))),
            form("\\bthis\\s+" + WEEKDAY, (m, from) -> inWeek(from, 0, english(m.group(1)))),
            form("\\b" + WEEKDAY, (m, from) -> from.with(TemporalAdjusters.next(english(m.group(1))))),
            form("下(?:个)?月(?:底|末)|\\b(?:the\\s+)?end of next month\\b", (m, from) -> from.plusMonths(1).with(TemporalAdjusters.lastDayOfMonth())),
            form("[本这]?(?:个)?月[底末]|\\b(?:the\\s+)?end of (?:the|this) month\\b|\\bmonth end\\b", (m, from) -> from.with(TemporalAdjusters.lastDayOfMonth())),
            form("[本今]?年[底末]|\\b(?:the\\s+)?end of (?:the|this) year\\b|\\byear end\\b", (m, from) -> from.with(TemporalAdjusters.lastDayOfYear())),
            form(NUMBER + "\\s?(?:个)?(?:天|日)(?:之?内|之?后|以内)|\\b(?:in|within)\\s+(\\d{1,3})\\s+days?\\b", (m, from) -> from.plusDays(amount(m))),
            form(NUMBER + "\\s?(?:个)?(?:周|星期|礼拜)(?:之?内|之?后|以内)|\\b(?:in|within)\\s+(\\d{1,3})\\s+weeks?\\b", (m, from) -> from.plusWeeks(amount(m))),
            form(NUMBER + "\\s?(?:个)?月(?:之?内|之?后|以内)|\\b(?:in|within)\\s+(\\d{1,3})\\s+months?\\b", (m, from) -> from.plusMonths(amount(m))));

    private DayWords() {
    }

    private static Form form(String pattern, BiFunction<MatchResult, LocalDate, @Nullable LocalDate> day) {
        return new Form(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE), day);
    }

    /** The day with which the text begins. */
    static Optional<Found> at(String text, int start, LocalDate from) {
        for (var form : FORMS) {
            Matcher matcher = form.pattern().matcher(text).useTransparentBounds(true).useAnchoringBounds(false).region(start, text.length());
            if (matcher.lookingAt()) {
                LocalDate day = form.day().apply(matcher.toMatchResult(), from);
                if (day != null) {
                    return Optional.of(new Found(day, start, matcher.end()));
                }
            }
        }
        return Optional.empty();
    }

    /** The earliest day in the text that satisfies the condition; of several forms at one place the first. */
    static Optional<Found> in(String text, LocalDate from, java.util.function.Predicate<Found> condition) {
        for (int start = 0; start < text.length(); start++) {
            // Inside a number or a Latin word nothing begins.
            if (start > 0 && joined(text.charAt(start - 1), text.charAt(start))) {
                continue;
            }
            var found = at(text, start, from).filter(condition);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean joined(char before, char now) {
        return Character.isDigit(before) && Character.isDigit(now) || latin(before) && latin(now);
    }

    private static boolean latin(char c) {
        return c < 0x250 && Character.isLetter(c);
    }

    private static int number(MatchResult match, int group) {
        return Integer.parseInt(match.group(group));
    }

    private static @Nullable LocalDate day(int year, int month, int day) {
        try {
            return year < 2000 || year > 2999 ? null : LocalDate.of(year, month, day);
        } catch (DateTimeException none) {
            return null;
        }
    }

    /** Without a year. The 29th of February waits for a year that has one. */
    private static @Nullable LocalDate next(LocalDate from, int month, int day) {
        LocalDate earliest = from.minusDays(PAST_DAYS);
        for (int year = earliest.getYear(); year <= earliest.getYear() + 8; year++) {
            LocalDate found = day(year, month, day);
            if (found != null && !found.isBefore(earliest)) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable LocalDate english(LocalDate from, @Nullable String year, String month, int day) {
        String begins = month.substring(0, 3).toLowerCase(Locale.ROOT);
        for (var each : Month.values()) {
            if (each.name().toLowerCase(Locale.ROOT).startsWith(begins)) {
                return year == null ? next(from, each.getValue(), day) : day(Integer.parseInt(year), each.getValue(), day);
            }
        }
        return null;
    }

    private static DayOfWeek english(String word) {
        return ENGLISH_DAYS.getOrDefault(word.substring(0, 3).toLowerCase(Locale.ROOT), DayOfWeek.MONDAY);
    }

    private static DayOfWeek chinese(String sign) {
        int index = "一二三四五六日".indexOf(sign);
        return index < 0 ? DayOfWeek.SUNDAY : DayOfWeek.of(index + 1);
    }

    private static LocalDate inWeek(LocalDate from, int weeks, DayOfWeek day) {
        return from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusWeeks(weeks).with(TemporalAdjusters.nextOrSame(day));
    }

    private static int amount(MatchResult match) {
        String text = match.group(1) == null ? match.group(2) : match.group(1);
        return Character.isDigit(text.charAt(0)) ? Integer.parseInt(text) : chineseNumber(text);
    }

    /** Up to 99: 三, 十, 十五, 二十, 二十三. */
    static int chineseNumber(String text) {
        int tens = text.indexOf('十');
        if (tens < 0) {
            return digit(text.charAt(0));
        }
        int before = tens == 0 ? 1 : digit(text.charAt(0));
        int after = tens == text.length() - 1 ? 0 : digit(text.charAt(text.length() - 1));
        return 10 * before + after;
    }

    private static int digit(char sign) {
        return sign == '两' ? 2 : Math.max(0, "零一二三四五六七八九".indexOf(sign));
    }
}
