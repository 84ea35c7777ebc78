package app.mainstay.sales;

import java.math.BigDecimal;

/** Adds up decimals of up to twelve places exactly, some hundred thousand of them soon. */
final class Decimals {

    /** A decimal as it stands in a text. */
    static final class Read {

        private long whole;
        /** In units of the last of twelve places. */
        private long part;

        /** Nothing is nought. */
        void of(String text, int from, int to) {
            whole = 0;
            part = 0;
            int at = from;
            while (at < to && text.charAt(at) != '.') {
                whole = Math.addExact(Math.multiplyExact(whole, 10L), text.charAt(at++) - '0');
            }
            long unit = ONE / 10;
            for (at++; at < to; at++) {
                part += unit * (text.charAt(at) - '0');
                unit /= 10;
            }
        }
    }

    private static final long ONE = 1_000_000_000_000L;

    private BigDecimal before = BigDecimal.ZERO;
    private long whole;
    private long part;

    void add(Read read, int sign) {
        // Far from where a number ends, since the next one may be as large.
        if (Math.abs(whole) > Long.MAX_VALUE / 2 || Math.abs(part) > Long.MAX_VALUE / 2) {
            before = sum();
            whole = 0;
            part = 0;
        }
        whole = Math.addExact(whole, sign * read.whole);
        part += sign * read.part;
    }

    BigDecimal sum() {
        return before.add(BigDecimal.valueOf(whole)).add(BigDecimal.valueOf(part, 12));
    }
}
