package app.mainstay.sales;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a cell lists of its deals, and how often each value. */
interface Listed {

    Map<String, Long> counts();

    /**
     * As it is kept: JSON arrays of numbers and codes in quotes, in which nothing is ever escaped.
     *
     * @param struck deals that are gone, while the list that names them stands in another row
     */
    static Listed of(@Nullable String listed, @Nullable String struck) {
        return () -> {
            Map<String, Long> counts = new HashMap<>();
            each(listed, value -> counts.merge(value, 1L, Long::sum));
            each(struck, value -> counts.merge(value, -1L, Long::sum));
            return counts;
        };
    }

    /** A deal that does not count is a {@code null} among them. */
    private static void each(@Nullable String list, Consumer<String> values) {
        if (list == null) {
            return;
        }
        for (int from = list.indexOf('"'); from >= 0; ) {
            int to = list.indexOf('"', from + 1);
            values.accept(list.substring(from + 1, to));
            from = list.indexOf('"', to + 1);
        }
    }

    static @Nullable String list(Collection<String> values) {
        return values.isEmpty() ? null : values.stream().map(value -> '"' + value + '"').collect(Collectors.joining(",", "[", "]"));
    }
}
