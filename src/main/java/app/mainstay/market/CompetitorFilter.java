package app.mainstay.market;

import org.jspecify.annotations.Nullable;

/** @param text part of a name or an alias. @param active null: all */
public record CompetitorFilter(@Nullable String text, @Nullable Boolean active) {
}
