package app.mainstay.base.ui;

import app.mainstay.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers, money and dates as the reader's language writes them. Null becomes "". */
public final class Formats {

    /** A day, with or without a time, and where that is said the zone. */
    private static final Pattern KEPT = Pattern.compile("(\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01]))(?: \\d{2}:\\d{2}(?: \\([^()]*\\))?)?");

    private Formats() {
    }

    public static String number(@Nullable Number number, Locale locale) {
        return number == null ? "" : NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** With the currency's code and no more decimals than it has: "1,100,040,000.00 USD" is nobody's reading, "USD 1.10 B" is. */
    public static String money(@Nullable Money money, Locale locale) {
        return money == null ? "" : money.currency() + " " + compact(money.amount(), locale);
    }

    /** In full, grouped, without trailing zeros. */
    public static String moneyInFull(@Nullable Money money, Locale locale) {
        if (money == null) {
            return "";
        }
        var format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(4);
        return money.currency() + " " + format.format(money.amount());
    }

    /** 万 and 亿 in Chinese, K, M and B in English, with three significant digits. */
    public static String compact(BigDecimal amount, Locale locale) {
        BigDecimal size = amount.abs();
        boolean chinese = locale.getLanguage().equals("zh");
        String[] units = chinese ? new String[]{"亿", "万"} : new String[]{"B", "M", "K"};
        int[] powers = chinese ? new int[]{8, 4} : new int[]{9, 6, 3};
        for (int i = 0; i < units.length; i++) {
            // The limit lies half a step below, so that 999,950 becomes 1M and not 1,000K.
            if (size.compareTo(BigDecimal.ONE.scaleByPowerOfTen(powers[i]).multiply(new BigDecimal("0.9995"))) >= 0) {
                return digits(amount.scaleByPowerOfTen(-powers[i]), locale) + units[i];
            }
        }
        return digits(amount, locale);
    }

    /** Of a file or a disk, with three significant digits: "1.5 MB". */
    public static String size(long bytes, Locale locale) {
        String[] units = {"TB", "GB", "MB", "KB"};
        for (int i = 0; i < units.length; i++) {
            long unit = 1L << 10 * (units.length - i);
            if (bytes >= unit) {
                return digits(new BigDecimal(bytes).divide(new BigDecimal(unit), 4, RoundingMode.HALF_UP), locale) + " " + units[i];
            }
        }
        return digits(new BigDecimal(bytes), locale) + " B";
    }

    private static String digits(BigDecimal number, Locale locale) {
        int whole = Math.max(1, number.abs().setScale(0, RoundingMode.DOWN).precision());
        BigDecimal rounded = number.setScale(Math.max(0, 3 - whole), RoundingMode.HALF_UP);
        var format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(2);
        return format.format(rounded);
    }

    public static String date(@Nullable LocalDate date, Locale locale) {
        return date == null ? "" : DateTimeFormatter.ofPattern(locale.getLanguage().equals("zh") ? "yyyy-MM-dd" : "d MMM yyyy", locale).format(date);
    }

    public static String date(@Nullable Instant instant, ZoneId zone, Locale locale) {
        return instant == null ? "" : date(LocalDate.ofInstant(instant, zone), locale);
    }

    public static String dateTime(@Nullable Instant instant, ZoneId zone, Locale locale) {
        return instant == null ? "" : date(instant, zone, locale) + " " + DateTimeFormatter.ofPattern("HH:mm").withZone(zone).format(instant);
    }

    /** A day or a time that is kept as every language reads it ("2026-11-26", "2026-11-26 09:30"), as the reader writes it; anything else as it is. */
    public static String written(String value, Locale locale) {
        var kept = KEPT.matcher(value);
        try {
            return kept.matches() ? date(LocalDate.parse(kept.group(1)), locale) + value.substring(kept.end(1)) : value;
        } catch (DateTimeParseException none) {
            // What looks like a day may be a title.
            return value;
        }
    }
}
