package app.mainstay.sales;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Map;

/** How many deals took how many days. */
final class Days {

    private long[] deals = new long[128];

    void add(Map<String, Long> listed) {
        listed.forEach((day, number) -> {
            int at = Integer.parseInt(day);
            if (at >= deals.length) {
                deals = Arrays.copyOf(deals, Math.max(at + 1, 2 * deals.length));
            }
            deals[at] += number;
        });
    }

    long number() {
        return Arrays.stream(deals).sum();
    }

    /** Of at least one. */
    BigDecimal mean() {
        long sum = 0;
        for (int day = 0; day < deals.length; day++) {
            sum += day * deals[day];
        }
        return BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(number()), 4, RoundingMode.HALF_UP);
    }

    /** The middle one, or the mean of the two in the middle; of at least one. */
    BigDecimal median() {
        long number = number();
        return BigDecimal.valueOf(day((number - 1) / 2) + day(number / 2)).divide(BigDecimal.TWO, 1, RoundingMode.HALF_UP);
    }

    private long day(long place) {
        long before = 0;
        for (int day = 0; day < deals.length; day++) {
            before += deals[day];
            if (place < before) {
                return day;
            }
        }
        throw new IllegalStateException();
    }
}
