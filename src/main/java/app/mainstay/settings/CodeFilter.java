package app.mainstay.settings;

import org.jspecify.annotations.Nullable;

/**
 * Which entries of a code list to show.
 *
 * @param text   part of the code or a label; null: any
 * @param active null: both
 */
public record CodeFilter(CodeList list, @Nullable String text, @Nullable Boolean active) {
}
