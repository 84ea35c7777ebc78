package app.mainstay.base.list;

import app.mainstay.shared.Slice;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From a record to the one before and after it in the list that led there. Nothing is kept: the list is asked again for the few rows around
 * the place where the row was last seen, so that changes of others are met and rights are those of now. Two pages where nothing moved far.
 */
public final class ListTrail {

    /** How far a row is followed, in either direction. */
    private static final int REACH = 100;

    /**
     * @param previous null at the beginning of the list
     * @param next     null at its end
     * @param index    where the row stands now, from 0
     */
    public record Neighbours(@Nullable Long previous, @Nullable Long next, long index) {
    }

    private ListTrail() {
    }

    /**
     * @param query what the list was asked, its order among it
     * @param index where the row was last seen, from 0; anything that an address may say
     * @return empty where the row is not in the list any more, or moved farther than can be looked for
     */
    public static <R, F, S extends Enum<S>> Optional<Neighbours> neighbours(ListSource<R, F, S> source, ListQuery query, long id, long index) {
        var asked = query.only(source.filterNames());
        var list = new Around<>(source, source.filter(asked), source.orders(asked), id);
        long seen = Math.clamp(index, 0, Integer.MAX_VALUE);
        return list.within(seen, 1).or(() -> list.within(seen, REACH));
    }

    private record Around<R, F, S extends Enum<S>>(ListSource<R, F, S> source, F filter, List<Slice.Order<S>> orders, long id) {

        /** One row more on either side than the row may stand at, so that both neighbours are in the same answer. */
        Optional<Neighbours> within(long centre, int reach) {
            long from = Math.max(0, centre - reach);
            int limit = (int) (centre - from) + reach + 1;
            var rows = source.page(filter, new Slice<>(from, limit, orders)).stream().map(source::id).toList();
            int at = rows.indexOf(id);
            if (at < 0 || at == 0 && from > 0 || at == limit - 1) {
                return Optional.empty();
            }
            return Optional.of(new Neighbours(at == 0 ? null : rows.get(at - 1), at == rows.size() - 1 ? null : rows.get(at + 1), from + at));
        }
    }
}
