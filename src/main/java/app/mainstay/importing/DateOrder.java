package app.mainstay.importing;

import app.mainstay.shared.Coded;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a column's dates are written, where the year does not come first with four digits: "01-03-17" is three days until somebody says which. */
public enum DateOrder implements Coded {
    YMD, DMY, MDY;

    private static final String TIME = "(?:[T ]\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?)?Z?";
    private static final Pattern PLAIN = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?" + TIME);
    private static final Pattern DIGITS = Pattern.compile("((?:19|20)\\d{2})(\\d{2})(\\d{2})");
    private static final Pattern NAMED = Pattern.compile("(\\d{1,2})[ -]([a-z]{3,9})\\.?,?[ -](\\d{4})" + TIME);
    private static final Pattern NAMED_FIRST = Pattern.compile("([a-z]{3,9})\\.? (\\d{1,2}),? (\\d{4})" + TIME);
    private static final Pattern OPEN = Pattern.compile("(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4}|\\d{2})" + TIME);
    private static final List<String> MONTHS = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    /** Two digits from here on belong to the last century. */
    private static final int PIVOT = 70;

    /** The day; empty where the text is none, or is none in this order. */
    static Optional<LocalDate> read(String text, @Nullable DateOrder order) {
        String plain = plain(text);
        var certain = certain(plain);
        return certain.isPresent() || order == null ? certain : order.readOpen(plain);
    }

    /** The orders in which the text is a day; none where it needs none, or is no day at all. */
    static Set<DateOrder> open(String text) {
        String plain = plain(text);
        var possible = EnumSet.noneOf(DateOrder.class);
        if (certain(plain).isEmpty()) {
            for (var order : values()) {
                if (order.readOpen(plain).isPresent()) {
                    possible.add(order);
                }
            }
        }
        return possible;
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT).replace("t0", "T0").replace("t1", "T1").replace("t2", "T2")
                .replace('z', 'Z');
    }

    private static Optional<LocalDate> certain(String text) {
        for (var pattern : List.of(PLAIN, DIGITS)) {
            var parts = pattern.matcher(text);
            if (parts.matches()) {
                return day(parts.group(1), parts.group(2), parts.group(3));
            }
        }
        var named = NAMED.matcher(text);
        if (named.matches()) {
            return day(named.group(3), month(named.group(2)), named.group(1));
        }
        var first = NAMED_FIRST.matcher(text);
        return first.matches() ? day(first.group(3), month(first.group(1)), first.group(2)) : Optional.empty();
    }

    private Optional<LocalDate> readOpen(String text) {
        var parts = OPEN.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return switch (this) {
            case YMD -> parts.group(3).length() == 4 ? Optional.empty() : day(parts.group(1), parts.group(2), parts.group(3));
            case DMY -> day(parts.group(3), parts.group(2), parts.group(1));
            case MDY -> day(parts.group(3), parts.group(1), parts.group(2));
        };
    }

    private static String month(String name) {
        return String.valueOf(1 + MONTHS.indexOf(name.substring(0, 3)));
    }

    private static Optional<LocalDate> day(String year, String month, String day) {
        try {
            int number = Integer.parseInt(year);
            return Optional.of(LocalDate.of(year.length() > 2 ? number : number < PIVOT ? 2000 + number : 1900 + number, Integer.parseInt(month),
                    Integer.parseInt(day)));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}
