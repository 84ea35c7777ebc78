package app.mainstay.shared;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with an input, told in the reader's language beside the field.
 *
 * @param field name of the record component it belongs to; null when it concerns the whole input
 * @param key   translation key of the sentence
 * @param args  values for the sentence's {0}, {1}, …
 */
public record Problem(@Nullable String field, String key, List<Object> args) {

    public static Problem of(@Nullable String field, String key, Object... args) {
        return new Problem(field, key, List.of(args));
    }
}
