package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Formats;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A rule as the form offers it, and in words. What RFC 5545 allows beyond that, as a calendar elsewhere may send it, stays as it is.
 *
 * @param interval every so many days, weeks, months or years
 * @param days     of a weekly one
 * @param position of a monthly one by weekday: 1 to 5, -1 for the last
 * @param count    so many times; null: no count
 * @param until    the last day; null: none
 */
record RuleParts(Repeat repeat, int interval, Set<DayOfWeek> days, int position, @Nullable Integer count, @Nullable LocalDate until) {

    /** How it repeats. MONTHLY is by the day of the month, MONTHLY_WEEKDAY as "the second Tuesday". */
    enum Repeat {
        NEVER, DAILY, WEEKLY, MONTHLY, MONTHLY_WEEKDAY, YEARLY
    }

    private static final List<String> CODES = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
    private static final Set<String> KNOWN = Set.of("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "COUNT", "UNTIL", "WKST");
    private static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT);
    private static final int WEEK = 7;

    static final RuleParts NONE = new RuleParts(Repeat.NEVER, 1, Set.of(), 1, null, null);

    /** Empty for a rule that the form has no fields for. @param start the first day, which the rule may repeat in its own words */
    static Optional<RuleParts> read(@Nullable String rule, @Nullable LocalDate start) {
        if (rule == null || rule.isBlank()) {
            return Optional.of(NONE);
        }
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : rule.strip().split(";")) {
            int at = part.indexOf('=');
            if (at < 0 || !KNOWN.contains(part.substring(0, at))) {
                return Optional.empty();
            }
            parts.put(part.substring(0, at), part.substring(at + 1));
        }
        try {
            int interval = Integer.parseInt(parts.getOrDefault("INTERVAL", "1"));
            Integer count = parts.containsKey("COUNT") ? Integer.valueOf(parts.get("COUNT")) : null;
            String last = parts.get("UNTIL");
            LocalDate until = last == null ? null : LocalDate.parse(last.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE);
            String by = parts.getOrDefault("BYDAY", "");
            boolean month = parts.containsKey("BYMONTH") && !(start != null && parts.get("BYMONTH").equals(String.valueOf(start.getMonthValue())));
            boolean day = parts.containsKey("BYMONTHDAY") && !(start != null && parts.get("BYMONTHDAY").equals(String.valueOf(start.getDayOfMonth())));
            if (month || day || parts.containsKey("BYMONTH") && !"YEARLY".equals(parts.get("FREQ"))) {
                return Optional.empty();
            }
            return switch (parts.getOrDefault("FREQ", "")) {
                case "DAILY" -> by.isEmpty() && !parts.containsKey("BYMONTHDAY") ? Optional.of(new RuleParts(Repeat.DAILY, interval, Set.of(), 1, count, until)) : Optional.empty();
                case "WEEKLY" -> weekly(by, start).map(days -> new RuleParts(Repeat.WEEKLY, interval, days, 1, count, until));
                case "MONTHLY" -> by.isEmpty() ? Optional.of(new RuleParts(Repeat.MONTHLY, interval, Set.of(), 1, count, until)) : nth(by, start, interval, count, until);
                case "YEARLY" -> by.isEmpty() ? Optional.of(new RuleParts(Repeat.YEARLY, interval, Set.of(), 1, count, until)) : Optional.empty();
                default -> Optional.empty();
            };
        } catch (NumberFormatException | DateTimeParseException | StringIndexOutOfBoundsException odd) {
            return Optional.empty();
        }
    }

    private static Optional<Set<DayOfWeek>> weekly(String by, @Nullable LocalDate start) {
        Set<DayOfWeek> days = new TreeSet<>();
        for (String code : by.isEmpty() ? new String[0] : by.split(",")) {
            int at = CODES.indexOf(code);
            if (at < 0) {
                return Optional.empty();
            }
            days.add(DayOfWeek.of(at + 1));
        }
        if (days.isEmpty() && start != null) {
            days.add(start.getDayOfWeek());
        }
        return Optional.of(days);
    }

    private static Optional<RuleParts> nth(String by, @Nullable LocalDate start, int interval, @Nullable Integer count, @Nullable LocalDate until) {
        int at = by.length() > 2 ? CODES.indexOf(by.substring(by.length() - 2)) : -1;
        int position = at < 0 ? 0 : Integer.parseInt(by.substring(0, by.length() - 2));
        boolean fits = start == null || at >= 0 && start.getDayOfWeek().getValue() == at + 1 && (position == position(start) || position == -1 && isLast(start));
        return fits && (position == -1 || position >= 1 && position <= 5) ? Optional.of(new RuleParts(Repeat.MONTHLY_WEEKDAY, interval, Set.of(), position, count, until))
                : Optional.empty();
    }

    static int position(LocalDate day) {
        return (day.getDayOfMonth() - 1) / WEEK + 1;
    }

    static boolean isLast(LocalDate day) {
        return day.getDayOfMonth() + WEEK > day.lengthOfMonth();
    }

    /** As it is stored; null for what does not repeat. */
    @Nullable String rule(LocalDate start) {
        if (repeat == Repeat.NEVER) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        parts.add("FREQ=" + (repeat == Repeat.MONTHLY_WEEKDAY ? Repeat.MONTHLY : repeat));
        if (interval > 1) {
            parts.add("INTERVAL=" + interval);
        }
        switch (repeat) {
            case WEEKLY -> parts.add("BYDAY=" + (days.isEmpty() ? Set.of(start.getDayOfWeek()) : new TreeSet<>(days)).stream().map(day -> CODES.get(day.getValue() - 1))
                    .collect(Collectors.joining(",")));
            case MONTHLY -> parts.add("BYMONTHDAY=" + start.getDayOfMonth());
            case MONTHLY_WEEKDAY -> parts.add("BYDAY=" + (position == -1 ? -1 : position(start)) + CODES.get(start.getDayOfWeek().getValue() - 1));
            default -> {
            }
        }
        if (count != null) {
            parts.add("COUNT=" + count);
        } else if (until != null) {
            parts.add("UNTIL=" + UNTIL.format(until.atTime(23, 59, 59)));
        }
        return String.join(";", parts);
    }

    /** "Every 2 weeks on Monday and Friday, until 31 Dec 2026"; "" for what does not repeat. */
    static String words(@Nullable String rule, LocalDateTime start, Locale locale) {
        if (rule == null) {
            return "";
        }
        var parts = read(rule, start.toLocalDate()).orElse(null);
        if (parts == null) {
            return tr("meeting.rule.other", rule);
        }
        String how = switch (parts.repeat) {
            case NEVER -> "";
            case DAILY -> tr("meeting.rule.daily", parts.interval);
            case WEEKLY -> tr("meeting.rule.weekly", parts.interval, names(parts.days, locale));
            case MONTHLY -> tr("meeting.rule.monthly", parts.interval, start.getDayOfMonth());
            case MONTHLY_WEEKDAY -> tr("meeting.rule.monthlyWeekday", parts.interval, tr("meeting.rule.position." + parts.position),
                    start.getDayOfWeek().getDisplayName(TextStyle.FULL_STANDALONE, locale));
            case YEARLY -> tr("meeting.rule.yearly", parts.interval, DateTimeFormatter.ofPattern(locale.getLanguage().equals("zh") ? "M月d日" : "d MMMM", locale).format(start));
        };
        return parts.count != null ? tr("meeting.rule.times", how, parts.count) : parts.until != null ? tr("meeting.rule.until", how, Formats.date(parts.until, locale)) : how;
    }

    private static String names(Set<DayOfWeek> days, Locale locale) {
        if (days.equals(Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY))) {
            return tr("meeting.rule.weekdays");
        }
        return days.stream().sorted().map(day -> day.getDisplayName(TextStyle.FULL_STANDALONE, locale)).collect(Collectors.joining(tr("meeting.rule.and")));
    }
}
