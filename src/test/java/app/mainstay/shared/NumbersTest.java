package app.mainstay.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NumbersTest {

    private static final int ROUNDS = 2_000;

    @Test
    void readsWhatPeopleWrite() {
        Map.ofEntries(Map.entry("0", "0"), Map.entry("007", "7"), Map.entry(" 1,234.50 ", "1234.5"), Map.entry("1 234 567", "1234567"),
                Map.entry("1\u00a0234", "1234"), Map.entry("1\u202f234", "1234"), Map.entry("１，２３４．５", "1234.5"), Map.entry("−5", "-5"),
                Map.entry("- 5", "-5"), Map.entry("+5", "5"), Map.entry("1.", "1"), Map.entry(".5", "0.5"), Map.entry("1e5", "100000"),
                Map.entry("1.23E+11", "123000000000"), Map.entry("5e-3", "0.005"), Map.entry("1.5万", "15000"), Map.entry("３亿", "300000000"),
                Map.entry("2 百万", "2000000"), Map.entry("1.2万亿", "1200000000000"), Map.entry("5W", "50000"), Map.entry("1.2m", "1200000"),
                Map.entry("1.2M", "1200000"), Map.entry("3 million", "3000000"), Map.entry("-4k", "-4000"), Map.entry("2bn", "2000000000"),
                Map.entry("1,234万", "12340000")).forEach((text, value) ->
                assertThat(Numbers.read(text)).as(text).hasValueSatisfying(read -> assertThat(read.value()).isEqualByComparingTo(value)));
    }

    @Test
    void refusesWhatIsNoNumberOrMayBeTwo() {
        for (String text : List.of("", " ", "abc", "-", ".", "e5", "1e", "1e999", "1,5", "1.234,56", "1,0000", "1,234 567", "12 34", "1.2.3", "5 人",
                "1.5万元", "$5", "50%", "万", "1mm", "0x1f", "1_000", "NaN", "Infinity", "½", "1-2", "--5", "1".repeat(26))) {
            assertThat(Numbers.read(text)).as(text).isEmpty();
        }
    }

    @Test
    void knowsWhenTheTextCarriesItsOwnUnit() {
        assertThat(Numbers.read("1.5万").orElseThrow().ownUnit()).isTrue();
        assertThat(Numbers.read("1.5e4").orElseThrow().ownUnit()).isFalse();
        assertThat(Numbers.read("15,000").orElseThrow().ownUnit()).isFalse();
    }

    @Test
    void readsWholeNumbersThatFit() {
        assertThat(Numbers.readInt("2.1亿")).hasValue(210_000_000);
        assertThat(Numbers.readInt("1996.0")).hasValue(1996);
        assertThat(Numbers.readInt("-2147483648")).hasValue(Integer.MIN_VALUE);
        assertThat(Numbers.readInt("2147483648")).isEmpty();
        assertThat(Numbers.readInt("12.5")).isEmpty();
        assertThat(Numbers.readInt("1e99")).isEmpty();
    }

    /** Whatever way a number is written, the same number is read. */
    @Test
    void everyWayOfWritingIsReadAsTheSameNumber() {
        var random = new Random(1_971);
        var grouped = new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT));
        int asked = 0;
        for (int i = 0; i < ROUNDS; i++) {
            var number = BigDecimal.valueOf(random.nextLong() >> random.nextInt(8, 63), random.nextInt(5));
            for (String text : List.of(number.toPlainString(), grouped.format(number), grouped.format(number).replace(',', ' '),
                    wide(number.toPlainString()), number.scaleByPowerOfTen(-4).toPlainString() + "万",
                    number.scaleByPowerOfTen(-8).toPlainString() + "亿", number.scaleByPowerOfTen(-6).toPlainString() + " m",
                    number.unscaledValue() + "e" + -number.scale())) {
                assertThat(Numbers.read(text)).as(text).hasValueSatisfying(read -> assertThat(read.value()).isEqualByComparingTo(number));
                asked++;
            }
        }
        assertThat(asked).isEqualTo(8 * ROUNDS);
    }

    /** Any text at all is read or refused, never a failure; what is read is a number that its digits explain. */
    @Test
    void noTextBreaksIt() {
        var random = new Random(42);
        int readable = 0;
        for (int i = 0; i < 20 * ROUNDS; i++) {
            String text = random.ints(random.nextInt(1, 9), 0, ALPHABET.length()).mapToObj(at -> String.valueOf(ALPHABET.charAt(at)))
                    .collect(Collectors.joining());
            var read = Numbers.read(text);
            if (read.isPresent()) {
                readable++;
                assertThat(Normalizer.normalize(text, Normalizer.Form.NFKC)).as(text).containsPattern("\\d");
            }
        }
        assertThat(readable).isPositive();
    }

    private static final String ALPHABET = "0123456789012345,,..  -+eE万亿千mkb，．０１元\u00a0'";

    private static String wide(String text) {
        return text.chars().mapToObj(c -> String.valueOf((char) (c >= '0' && c <= '9' ? c - '0' + '０' : c))).collect(Collectors.joining());
    }
}
