package app.mainstay.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    @Test
    void isEqualHoweverItIsWritten() {
        assertThat(Money.of("1", "CNY")).isEqualTo(Money.of("1.0000", "CNY")).isEqualTo(Money.of("1E0", "CNY"))
                .hasSameHashCodeAs(Money.of("1.0", "CNY")).isNotEqualTo(Money.of("1", "USD"));
        assertThat(Money.of("1E3", "CNY").amount()).isEqualTo(new BigDecimal("1000.0000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999999.9999", "-999999999999999.9999", "0", "-0.0001"})
    void holdsWhatTheColumnHolds(String amount) {
        assertThat(Money.of(amount, "CNY").amount()).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000000000", "-1000000000000000", "0.00001", "1e300"})
    void refusesWhatWouldBeRounded(String amount) {
        assertThatThrownBy(() -> Money.of(amount, "CNY")).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cny", "RMB", "¥", "CNYX"})
    void refusesWhatIsNoCurrency(String currency) {
        assertThatThrownBy(() -> Money.of("1", currency)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void addsLikeToLikeOnly() {
        assertThat(Money.of("0.1", "CNY").plus(Money.of("0.2", "CNY"))).isEqualTo(Money.of("0.3", "CNY"));
        assertThatThrownBy(() -> Money.of("1", "CNY").plus(Money.of("1", "USD"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.of("999999999999999", "CNY").plus(Money.of("1", "CNY"))).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({"100, 7.12345678, 712.3457", "1, 0.00005, 0.0001", "-1, 0.00005, -0.0001", "1, 0.00004999, 0.0000"})
    void convertsHalfUp(String amount, BigDecimal rate, String expected) {
        assertThat(Money.of(amount, "USD").convert(rate, "CNY")).isEqualTo(Money.of(expected, "CNY"));
    }

    @Test
    void additionIsExactInAnyOrder() {
        var random = new Random(20261124);
        for (int i = 0; i < 1_000; i++) {
            var a = new Money(BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 4), "CNY");
            var b = new Money(BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 4), "CNY");
            var c = new Money(BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 4), "CNY");
            assertThat(a.plus(b).plus(c)).isEqualTo(c.plus(b.plus(a)));
        }
    }
}
