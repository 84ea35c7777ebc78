package app.mainstay.sales;

import app.mainstay.shared.Money;
import org.jspecify.annotations.Nullable;

/** A product in a list. @param price its list price today in the base currency, else in the first other one; null without */
public record ProductRow(long id, String name, @Nullable String series, @Nullable Money price, boolean active) {
}
