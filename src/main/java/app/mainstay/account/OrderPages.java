package app.mainstay.account;

import static app.mainstay.account.AccountIds.index;

import app.mainstay.account.search.TextSearch.Candidates;
import app.mainstay.base.list.Milestones;
import app.mainstay.shared.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which accounts of a long list are on a page: it is read in its order from an index until the page is full. */
final class OrderPages {

    /** How far to go through the list before giving up. */
    private static final int WINDOW = 8_000;
    /** And where enough are found on the way. */
    static final int WIDEST = 60_000;
    /** Of some that one in so many of a million is, the first so many times as many as are wanted are probably among as many entries: twice to be sure. */
    private static final long OFTEN = 2_500_000;
    private static final long SHORTEST = 4_000;

    private final JdbcClient jdbc;
    private final Milestones milestones;
    private final int far;
    private final int widest;
    private final GroupPages byGroup;
    private final Remembered<AccountBound> bounds = new Remembered<>(1_000);
    /** Which were not met where they probably are. */
    private final Remembered<Boolean> inVain = new Remembered<>(5_000);

    OrderPages(JdbcClient jdbc, Milestones milestones, int far, int widest) {
        this.jdbc = jdbc;
        this.milestones = milestones;
        this.far = far;
        this.widest = widest;
        byGroup = new GroupPages(jdbc, milestones, far, this);
    }

    /**
     * Empty where the page is not full after a good part of the list.
     *
     * @param filtered few of the list may be meant
     */
    Optional<List<Long>> page(Sql where, boolean filtered, AccountOrder order, long offset, int limit) {
        if (order.isEmpty()) {
            return Optional.of(AccountIds.of(where, "", order, offset, limit).read(jdbc));
        }
        if (order.first().group != null) {
            return byGroup.page(where, order, offset, limit);
        }
        return order.orders().size() > 1 ? upToTheLast(where, filtered, order, offset, limit) : byColumn(where, filtered, order, offset, limit);
    }

    /** In the order of their units, where these are all that the accounts are of. */
    Optional<List<Long>> ofUnits(Collection<?> units, Sql where, AccountOrder order, long offset, int limit) {
        return byGroup.pageOf(units, where, order, offset, limit);
    }

    private Optional<List<Long>> byColumn(Sql where, boolean filtered, AccountOrder order, long offset, int limit) {
        String index = index(order.first().index);
        if (!filtered) {
            return Optional.of(offset < far ? AccountIds.of(where, index, order, offset, limit).read(jdbc)
                    : milestones.page(Milestones.Question.of(order.sql(), where), AccountSections.ofColumn(jdbc, where, order), offset, limit));
        }
        // Up to the last row that may be gone to, and no further than the page is full; as much further as those that are found there say.
        long window = WINDOW + 4 * (offset + limit);
        for (int i = 0; i < 2; i++) {
            var last = bound(order, window);
            var found = AccountIds.of(last.map(bound -> bound.upTo(where, order, true)).orElse(where), index, order, offset, limit).read(jdbc);
            if (found.size() == limit || last.isEmpty()) {
                return Optional.of(found);
            }
            window = found.isEmpty() ? Long.MAX_VALUE : window * 3 / 2 * (offset + limit) / (offset + found.size());
            if (window > WIDEST) {
                break;
            }
        }
        return Optional.empty();
    }

    /**
     * Of some that were found elsewhere and are many to be read: they are met on the way through the order's index or that of its groups, which is
     * gone further than where each row has to be looked at. Empty where the page is not full after a good part of the list.
     */
    Optional<List<Long>> among(Candidates some, Sql where, AccountOrder order, long offset, int limit) {
        if (order.isEmpty()) {
            return Optional.empty();
        }
        if (order.first().group != null) {
            return byGroup.among(some, where, order, offset, limit);
        }
        long likely = SHORTEST;
        while (likely < OFTEN * (offset + limit) / Math.max(1, some.count())) {
            // Few lengths, so that their ends are known.
            likely *= 2;
        }
        var key = Remembered.key(where, "met", some.ids().params(), order.sql(), offset + limit);
        if (likely < widest / 2 && inVain.get(key) == null) {
            var found = among(likely, some, where, order, offset, limit);
            if (found.isPresent()) {
                return found;
            }
            // They are further down; to look there at once is quicker when the same is asked again.
            inVain.put(key, true);
        }
        return among(widest, some, where, order, offset, limit);
    }

    private Optional<List<Long>> among(long rows, Candidates some, Sql where, AccountOrder order, long offset, int limit) {
        boolean one = order.orders().size() == 1;
        var last = bound(order.onlyFirst(), rows);
        if (!one && last.isPresent() && last.get().value() == null) {
            // All of the page may have nothing there, as a great part of the list may.
            return Optional.empty();
        }
        var along = last.map(bound -> bound.upTo(new Sql(), order, one)).orElseGet(Sql::new);
        boolean nothing = one && last.isPresent() && last.get().value() == null && !order.firstDescending();
        var found = (nothing ? AccountIds.metWhereNothingIs(some, order.first().index, along, where, order, offset, limit)
                : AccountIds.met(some, order.first().index, along, where, order, one, offset, limit)).read(jdbc);
        return found.size() == limit || last.isEmpty() ? Optional.of(found) : Optional.empty();
    }

    /**
     * The page if it is full after so many of those that an index has in that order; for one column.
     *
     * @param along what is gone along, a condition on columns of that index
     */
    AccountIds amongFirst(int rows, String index, Sql along, Sql where, AccountOrder order, long offset, int limit) {
        var all = new Sql().and(where).and(along);
        return AccountIds.of(bound(order, rows, index, along).map(bound -> bound.upTo(all, order, true)).orElse(all), AccountIds.along(index), order, offset, limit);
    }

    private Optional<AccountBound> bound(AccountOrder order, long rows) {
        return bound(order, rows, order.first().index, new Sql());
    }

    /** Remembered where there is one: it changes slowly, and where it is a little wrong the page is read from a little more or less of the list. */
    private Optional<AccountBound> bound(AccountOrder order, long rows, String index, Sql along) {
        String key = order.sql() + " " + rows + along.where() + (along.isEmpty() ? "" : along.params());
        var known = bounds.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        var bound = AccountBound.behind(jdbc, order, rows, index, along);
        bound.ifPresent(found -> bounds.put(key, found));
        return bound;
    }

    /** By several columns: the first one alone tells how far the page reaches, only so far is sorted. */
    private Optional<List<Long>> upToTheLast(Sql where, boolean filtered, AccountOrder order, long offset, int limit) {
        var last = byColumn(where, filtered, order.onlyFirst(), offset + limit - 1, 1);
        if (last.isEmpty() || last.get().isEmpty()) {
            return Optional.empty();
        }
        var bound = AccountBound.at(jdbc, order, last.get().getFirst());
        var upTo = bound.upTo(where, order, false);
        if (bound.value() == null && !order.firstDescending()) {
            // All of the page have nothing there, as a great part of the list may.
            return page(upTo, false, order.rest(), offset, limit);
        }
        return Optional.of(AccountIds.of(upTo, index(order.first().index), order, offset, limit).read(jdbc));
    }
}
