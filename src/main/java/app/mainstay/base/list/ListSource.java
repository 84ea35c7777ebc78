package app.mainstay.base.list;

import app.mainstay.shared.Slice;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What a feature says of its list; one bean a list. It holds no rule: every call goes to the feature's service, which decides about rights
 * and rows.
 *
 * @param <R> a row
 * @param <F> what the service's list may be asked for
 * @param <S> what it can be sorted by
 */
public interface ListSource<R, F, S extends Enum<S>> {

    /** Stable: layouts, saved views and the audit trail remember it. */
    String id();

    String titleKey();

    /** In their standard order; the first is the name that leads to the record, and always shown. */
    List<ListColumn<R, S>> columns();

    List<ListFilter> filters();

    Class<S> sorts();

    /** The order where the address asks for none. */
    Slice.Order<S> standardOrder();

    /** What the query asks for; values that mean nothing are left out. */
    F filter(ListQuery query);

    long id(R row);

    /** Rows in scope; fewer than the limit only at the end. */
    List<R> page(F filter, Slice<S> slice);

    /** How many there are up to a bound, and the bound plus one where there are more: cheap enough to be asked at every look. */
    int estimate(F filter, int bound);

    /** Exactly; may take a while on a large database. */
    long count(F filter);

    /** All rows in order through a cursor, with constant memory. */
    void stream(F filter, List<Slice.Order<S>> orders, Consumer<R> consumer);

    /** The kind under which open screens are told of changes, see {@link app.mainstay.base.Changes}. */
    String changeKind();

    /** Whether a changed row is one that the viewer may see. */
    boolean sees(long id);

    default Set<String> filterNames() {
        return filters().stream().map(ListFilter::name).collect(Collectors.toSet());
    }

    default List<Slice.Order<S>> orders(ListQuery query) {
        var orders = query.orders(sorts());
        return orders.isEmpty() ? List.of(standardOrder()) : orders;
    }
}
