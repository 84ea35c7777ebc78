package app.mainstay.base.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {

    private static final Locale EN = Translations.ENGLISH;
    private static final Locale ZH = Translations.CHINESE;

    @ParameterizedTest
    @CsvSource({
            "0,           0,      0",
            "7,           7,      7",
            "12.345,      12.3,   12.3",
            "999,         999,    999",
            "1000,        1K,     '1,000'",
            "9999,        10K,    1万",
            "12345,       12.3K,  1.23万",
            "999949,      1M,     100万",
            "1234567,     1.23M,  123万",
            "99940000,    99.9M,  '9,994万'",
            "99950000,    100M,   1亿",
            "100000000,   100M,   1亿",
            "1100040000,  1.1B,   11亿",
            "-1234567,    -1.23M, -123万"})
    void amountsAreShortenedAsTheLanguageDoes(BigDecimal amount, String english, String chinese) {
        assertThat(Formats.compact(amount, EN)).isEqualTo(english);
        assertThat(Formats.compact(amount, ZH)).isEqualTo(chinese);
    }

    @Test
    void moneyNamesItsCurrency() {
        assertThat(Formats.money(Money.of("323000000", "CNY"), ZH)).isEqualTo("CNY 3.23亿");
        assertThat(Formats.moneyInFull(Money.of("1234567.5000", "USD"), EN)).isEqualTo("USD 1,234,567.5");
        assertThat(Formats.money(null, EN)).isEmpty();
    }

    @Test
    void datesAreThoseOfTheGivenZone() {
        var lateEvening = Instant.parse("2026-11-24T16:30:00Z");

        assertThat(Formats.dateTime(lateEvening, ZoneId.of("Asia/Shanghai"), EN)).isEqualTo("25 Nov 2026 00:30");
        assertThat(Formats.dateTime(lateEvening, ZoneId.of("Asia/Shanghai"), ZH)).isEqualTo("2026-11-25 00:30");
        assertThat(Formats.date(lateEvening, ZoneId.of("America/New_York"), EN)).isEqualTo("24 Nov 2026");
        assertThat(Formats.date((LocalDate) null, EN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"zh, zh-CN", "zh-TW, zh-CN", "zh-Hant-HK, zh-CN", "en-GB, en", "de, en", "ja, en"})
    void everyKindOfChineseReadsChineseAndEverybodyElseEnglish(String browser, String shown) {
        assertThat(Translations.supported(Locale.forLanguageTag(browser))).isEqualTo(Locale.forLanguageTag(shown));
    }

    @Test
    void sizesOfFiles() {
        assertThat(Formats.size(0, Locale.ENGLISH)).isEqualTo("0 B");
        assertThat(Formats.size(1023, Locale.ENGLISH)).isEqualTo("1,023 B");
        assertThat(Formats.size(1536, Locale.ENGLISH)).isEqualTo("1.5 KB");
        assertThat(Formats.size(20L << 20, Locale.ENGLISH)).isEqualTo("20 MB");
        assertThat(Formats.size(123_456_789_012L, Locale.SIMPLIFIED_CHINESE)).isEqualTo("115 GB");
    }
}
