package app.mainstay.sales;

import org.jspecify.annotations.Nullable;

/** @param active null: all */
public record ProductFilter(@Nullable String text, @Nullable Boolean active) {
}
