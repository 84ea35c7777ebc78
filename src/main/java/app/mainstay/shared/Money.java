package app.mainstay.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** An amount in a currency, to four decimals. Amounts of different currencies never meet without a rate. */
public record Money(BigDecimal amount, String currency) {

    public static final int SCALE = 4;
    /** DECIMAL(19,4) holds fifteen digits before the point. */
    private static final BigDecimal LIMIT = new BigDecimal("1e15");

    /**
     * @throws ArithmeticException      when the amount has more than four decimals or does not fit DECIMAL(19,4)
     * @throws IllegalArgumentException when the currency is not an ISO 4217 code
     */
    public Money {
        amount = amount.setScale(SCALE, RoundingMode.UNNECESSARY);
        if (amount.abs().compareTo(LIMIT) >= 0) {
            throw new ArithmeticException("does not fit DECIMAL(19,4): " + amount);
        }
        Currency.getInstance(currency);
    }

    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), currency);
    }

    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " plus " + other.currency);
        }
        return new Money(amount.add(other.amount), currency);
    }

    /** The amount in another currency; {@code rate} is units of the other per unit of this one. Rounds HALF_UP to four decimals. */
    public Money convert(BigDecimal rate, String to) {
        return new Money(amount.multiply(rate).setScale(SCALE, RoundingMode.HALF_UP), to);
    }
}
