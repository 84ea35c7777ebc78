package app.mainstay.importing;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** In which ways all texts of a column can be read. */
final class Readings<E extends Enum<E>> {

    private final Class<E> type;
    private final Map<E, Long> fits;
    private long open;

    Readings(Class<E> type) {
        this.type = type;
        fits = new EnumMap<>(type);
    }

    /** @param possible empty: the text says nothing about it */
    void add(Set<E> possible) {
        if (!possible.isEmpty()) {
            open++;
            possible.forEach(way -> fits.merge(way, 1L, Long::sum));
        }
    }

    /** Those that fit all; where none does, all that fit some. Empty where nothing is in question. */
    Optional<Set<E>> possible() {
        if (open == 0) {
            return Optional.empty();
        }
        Set<E> all = EnumSet.noneOf(type);
        fits.forEach((way, count) -> {
            if (count == open) {
                all.add(way);
            }
        });
        return Optional.of(all.isEmpty() ? EnumSet.copyOf(fits.keySet()) : all);
    }
}
