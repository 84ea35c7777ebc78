package app.mainstay.sales;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A line of a deal in the deal's currency.
 *
 * @param quantity  above zero, at most three decimals
 * @param unitPrice before the discount; may be above the list price
 * @param discount  per cent off, 0 to 100, at most two decimals
 */
public record LineDraft(long productId, BigDecimal quantity, BigDecimal unitPrice, BigDecimal discount) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public LineDraft {
        quantity = plain(quantity, 3);
        unitPrice = plain(unitPrice, 4);
        discount = plain(discount, 2);
    }

    /** One form for equal numbers, however they were written; more decimals than allowed stay and are refused. */
    private static BigDecimal plain(BigDecimal number, int scale) {
        return number.scale() < scale ? number.setScale(scale, RoundingMode.UNNECESSARY) : number.stripTrailingZeros().scale() <= scale
                ? number.setScale(scale, RoundingMode.UNNECESSARY) : number;
    }

    /** Quantity times price less the discount, rounded half up to four decimals. */
    public BigDecimal amount() {
        return quantity.multiply(unitPrice).multiply(HUNDRED.subtract(discount)).divide(HUNDRED, 4, RoundingMode.HALF_UP);
    }
}
