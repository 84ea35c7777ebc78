package app.mainstay.sales;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalsTest {

    /** As large as a column holds, and as many that the parts of one alone would fill a number. */
    @Test
    void whatIsAddedUpIsExact() {
        var random = new Random(5);
        var decimals = new Decimals();
        var read = new Decimals.Read();
        BigDecimal expected = BigDecimal.ZERO;
        for (int i = 0; i < 100_000; i++) {
            var number = new BigDecimal(new BigInteger(random.nextInt(1, 49), random), random.nextInt(13));
            String text = "|" + number.toPlainString() + (number.scale() == 0 && random.nextBoolean() ? ".|" : "|");
            int sign = random.nextInt(4) == 0 ? -1 : 1;
            read.of(text, 1, text.length() - 1);
            decimals.add(read, sign);
            expected = expected.add(sign < 0 ? number.negate() : number);
        }
        assertThat(decimals.sum()).isEqualByComparingTo(expected);
        read.of("", 0, 0);
        decimals.add(read, 1);
        assertThat(decimals.sum()).isEqualByComparingTo(expected);
    }
}
