package app.mainstay.shared;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as people write them in a field or in a file. What can be read in two ways is not read at all: "1.234,56", "1,5", "1,0000". */
public final class Numbers {

    /** @param ownUnit the text itself says in what it counts, such as 万 or m */
    public record Read(BigDecimal value, boolean ownUnit) {
    }

    // Either plain digits or groups of three; a point may stand alone at either side, as it does while somebody is typing.
    private static final Pattern NUMBER = Pattern.compile(
            "([+-]?)(\\d{1,25}|\\d{1,3}(?:,\\d{3}){1,8}|\\d{1,3}(?: \\d{3}){1,8}|(?=\\.\\d))(\\.\\d{0,25})?(?:e([+-]?\\d{1,2})| ?(\\p{L}{1,8}))?");
    private static final Map<String, Integer> UNITS = Map.ofEntries(
            Map.entry("百", 2), Map.entry("千", 3), Map.entry("万", 4), Map.entry("萬", 4), Map.entry("十万", 5), Map.entry("百万", 6),
            Map.entry("千万", 7), Map.entry("亿", 8), Map.entry("億", 8), Map.entry("十亿", 9), Map.entry("百亿", 10), Map.entry("千亿", 11),
            Map.entry("万亿", 12), Map.entry("w", 4), Map.entry("k", 3), Map.entry("thousand", 3), Map.entry("m", 6), Map.entry("mn", 6),
            Map.entry("million", 6), Map.entry("b", 9), Map.entry("bn", 9), Map.entry("billion", 9));

    private Numbers() {
    }

    /** "1,234.5", "1 234", "１２３", "1e5", "1.5万", "3亿", "1.2m", "-4k"; empty for what is no number, and for no text. */
    public static Optional<Read> read(String text) {
        String plain = Names.clean(Normalizer.normalize(text, Normalizer.Form.NFKC)).toLowerCase(Locale.ROOT)
                .replace('−', '-').replace('\u202f', ' ').replace("- ", "-");
        var parts = NUMBER.matcher(plain);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String whole = parts.group(2).replace(",", "").replace(" ", "");
        String fraction = parts.group(3) == null ? "" : parts.group(3);
        var digits = new BigDecimal(parts.group(1) + (whole.isEmpty() ? "0" : whole) + (fraction.length() > 1 ? fraction : ""));
        if (parts.group(4) != null) {
            return Optional.of(new Read(digits.scaleByPowerOfTen(Integer.parseInt(parts.group(4))), false));
        }
        if (parts.group(5) != null) {
            return Optional.ofNullable(UNITS.get(parts.group(5))).map(power -> new Read(digits.scaleByPowerOfTen(power), true));
        }
        return Optional.of(new Read(digits, false));
    }

    /** The whole number that fits an int; empty for a fraction, for one too large, and for what is no number. */
    public static Optional<Integer> readInt(String text) {
        return read(text).flatMap(read -> {
            try {
                return Optional.of(read.value().intValueExact());
            } catch (ArithmeticException fractionOrTooLarge) {
                return Optional.empty();
            }
        });
    }
}
