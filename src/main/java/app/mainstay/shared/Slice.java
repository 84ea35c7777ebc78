package app.mainstay.shared;

import java.util.List;

/**
 * Which rows of a list are wanted. Sorting is by a closed enumeration, so that no column name ever comes from outside.
 *
 * @param offset rows to skip, from 0
 * @param limit  rows to return, from 1
 * @param orders most significant first; every list adds its id as the last one
 */
public record Slice<S extends Enum<S>>(long offset, int limit, List<Order<S>> orders) {

    public record Order<S extends Enum<S>>(S by, boolean descending) {
    }

    public Slice {
        if (offset < 0 || limit < 1) {
            throw new IllegalArgumentException("offset " + offset + ", limit " + limit);
        }
        orders = List.copyOf(orders);
    }

    public static <S extends Enum<S>> Slice<S> first(int limit, S by) {
        return new Slice<>(0, limit, List.of(new Order<>(by, false)));
    }
}
