package app.mainstay.account;

import app.mainstay.account.AccountConditions.Narrow;
import app.mainstay.account.AccountConditions.Question;
import app.mainstay.account.search.TextSearch;
import app.mainstay.account.search.TextSearch.Candidates;
import app.mainstay.shared.Names;
import app.mainstay.shared.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which accounts with a text are on a page: few are sorted, those of a frequent one are met on the way through the list. */
final class TextPages {

    /** So many hits are read sooner than anything else is tried; each costs some microseconds for its row. */
    static final int FEW_READ = 8_000;
    /** More than that are met so often that nothing else is as quick. */
    static final long MANY = 100_000;
    /** More are soon met among the first accounts of some units. */
    private static final int MOST_OF_UNITS = 30_000;
    /** And through the accounts of some units, sorted. */
    private static final int NARROW_WINDOW = 2_000;

    /** How often a way led to a full page; to be wrong about it costs time alone. */
    private record Tried(int found, int inVain) {

        static final Tried NEVER = new Tried(0, 0);

        Tried and(boolean full) {
            return new Tried(found + (full ? 1 : 0), inVain + (full ? 0 : 1));
        }
    }

    private final JdbcClient jdbc;
    private final TextSearch search;
    private final OrderPages inOrder;
    /** Of a frequent text. */
    private final int firstByName;
    /** So many of all accounts are read sooner than the entries of some units are gone through. */
    private final int fewOfUnits;
    private final int few;
    /** More are sooner met on the way through the list than read. */
    private final int soonMet;
    /** More are mostly met within {@link #soon} so many of a list. */
    private final int often;
    private final int soon;
    private final Remembered<Tried> tried = new Remembered<>(5_000);

    /** @param soonSorted accounts that are read and sorted in some milliseconds */
    TextPages(JdbcClient jdbc, TextSearch search, OrderPages inOrder, int soonSorted) {
        this.jdbc = jdbc;
        this.search = search;
        this.inOrder = inOrder;
        firstByName = soonSorted;
        soon = 4 * soonSorted;
        fewOfUnits = 2 * soonSorted;
        soonMet = 3 * soonSorted;
        few = Math.min(FEW_READ, 8 * soonSorted);
        often = 30 * soonSorted;
    }

    List<Long> page(Question question, AccountOrder order, long offset, int limit) {
        String text = Objects.requireNonNull(question.text());
        var where = question.withText();
        var some = search.candidates(text, few);
        if (some.isPresent() && some.get().count() == 0) {
            return List.of();
        }
        var ofUnits = ofUnits(question, order, offset, limit);
        if (ofUnits.isPresent()) {
            return ofUnits.get().read(jdbc);
        }
        if (some.isPresent() && question.narrow() == null && some.get().count() > soonMet) {
            return ofMany(text, some.get(), where, order, offset, limit);
        }
        if (some.isPresent()) {
            var first = some.get().count() > 2 * firstByName && order.is(AccountSort.NAME)
                    ? firstByName(text, where, order, offset, limit) : Optional.<List<Long>>empty();
            return first.orElseGet(() -> AccountIds.among(some.get(), where, order, offset, limit).read(jdbc));
        }
        if (question.narrow() != null) {
            // Names are in no index of units by anything else: they would be read of all accounts.
            return (order.orders().stream().allMatch(by -> by.by().group == null) ? firstInScope(question, order, offset, limit) : Optional.<List<Long>>empty())
                    .orElseGet(() -> AccountIds.narrow(question, question::withText, true, order, offset, limit).read(jdbc));
        }
        var many = search.candidates(text, MANY);
        if (many.isEmpty()) {
            // Most accounts have it, so that the way through the list ends soon, even where the first ones do not.
            return inOrder.page(where, false, order, offset, limit).orElseGet(() -> AccountIds.of(where, "", order, offset, limit).read(jdbc));
        }
        return ofMany(text, many.get(), where, order, offset, limit);
    }

    /** Those with a text among the accounts of some units, in no order; empty where that is not the quickest way to them. */
    Optional<AccountIds> ofUnits(Question question, int limit) {
        return ofUnits(question, AccountOrder.of(List.of()), 0, limit);
    }

    /** Met on the way through the units' entries: rows are touched of few, but each piece's entries are read. */
    private Optional<AccountIds> ofUnits(Question question, AccountOrder order, long offset, int limit) {
        if (question.text() == null || question.narrow() != Narrow.UNITS || question.narrowed().isEmpty() || !question.parts().isEmpty()) {
            return Optional.empty();
        }
        boolean byName = order.is(AccountSort.NAME);
        // By groups nothing else is quicker than to read all of the units.
        boolean byGroup = !order.isEmpty() && order.first().group != null;
        return search.candidates(question.text(), byGroup ? MANY : MOST_OF_UNITS).filter(found -> found.count() > fewOfUnits)
                .map(found -> AccountIds.met(found, byName ? AccountSort.UNIT.index : Narrow.UNITS.index, question.narrowed(), question.withText(), order, byName, offset, limit));
    }

    private List<Long> ofMany(String text, Candidates many, Sql where, AccountOrder order, long offset, int limit) {
        var found = many.count() > often && !order.isEmpty() && order.orders().size() == 1 && offset + limit <= soon / 4
                ? amongFirst(text, !order.is(AccountSort.NAME), where, order, offset, limit) : Optional.<List<Long>>empty();
        if (found.isEmpty() && order.is(AccountSort.NAME)) {
            found = firstByName(text, where, order, offset, limit);
        }
        var ofText = Remembered.key(where, "among", text, order.sql(), offset);
        if (found.isEmpty() && tried(ofText).inVain() == 0) {
            found = inOrder.among(many, where, order, offset, limit);
            if (found.isEmpty()) {
                // It takes as long as to sort them, which is what is left to do.
                remember(ofText, false);
            }
        }
        if (found.isEmpty() && !order.isEmpty() && order.first().group != null && many.count() > 4 * few) {
            // A whole group may have none of them, which is known only after all of it.
            found = inOrder.page(where, true, order, offset, limit);
        }
        return found.orElseGet(() -> AccountIds.among(many, where, order, offset, limit).read(jdbc));
    }

    /**
     * Not where this text was looked for there in vain, or most were that are written alike: Latin names are all before others.
     *
     * @param likely so many have it that others' bad luck says nothing of it
     */
    private Optional<List<Long>> amongFirst(String text, boolean likely, Sql where, AccountOrder order, long offset, int limit) {
        var ofText = Remembered.key(where, "first", text, order.sql(), offset);
        List<Object> ofAll = List.of(order.sql(), where.condition(), TextSearch.isLatin(Names.key(text)));
        var before = tried(ofAll);
        if (tried(ofText).inVain() > 0 || !likely && before.inVain() > before.found() + 1) {
            return Optional.empty();
        }
        var page = inOrder.amongFirst(soon, order.first().index, new Sql(), where, order, offset, limit).read(jdbc);
        boolean full = page.size() == limit;
        if (!likely) {
            remember(ofAll, full);
        }
        if (!full) {
            remember(ofText, false);
        }
        return full ? Optional.of(page) : Optional.empty();
    }

    private Tried tried(Object what) {
        return Objects.requireNonNullElse(tried.get(what), Tried.NEVER);
    }

    private void remember(Object what, boolean full) {
        tried.update(what, Tried.NEVER, before -> before.and(full));
    }

    /** Names lie together that begin alike, so that the way through the list may be long; the search knows the first by name. */
    private Optional<List<Long>> firstByName(String text, Sql where, AccountOrder order, long offset, int limit) {
        long first = firstByName + 4 * (offset + limit);
        var candidates = search.firstByName(text, order.firstDescending(), first);
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        var places = new ArrayList<String>();
        var found = jdbc.sql("select straight_join a.id, c.place, " + (order.firstDescending() ? "min" : "max") + "(c.place) over () hits_edge from ("
                        + candidates.get().sql() + ") c join account a on a.id = c.id" + where.where() + " order by " + order.sql()
                        + " limit :limit offset :offset")
                .params(where.params()).params(candidates.get().ids().params()).param("limit", limit).param("offset", offset)
                .query((row, number) -> {
                    places.add(row.getString("place"));
                    places.add(row.getString("hits_edge"));
                    return row.getLong("id");
                }).list();
        // Before the last of the candidates none is missing; among those equal to it some may be.
        return found.size() == limit && !places.get(places.size() - 2).equals(places.getLast()) ? Optional.of(found) : Optional.empty();
    }

    /** A frequent text is on most of the first accounts of the scope. Empty where it is not. */
    private Optional<List<Long>> firstInScope(Question question, AccountOrder order, long offset, int limit) {
        if (offset + limit > NARROW_WINDOW / 4) {
            return Optional.empty();
        }
        var first = AccountIds.narrow(question, UnaryOperator.identity(), false, order, 0, NARROW_WINDOW);
        var hits = TextSearch.hits(Objects.requireNonNull(question.text()));
        var found = jdbc.sql("select a.id from (" + first.sql() + ") w join account a on a.id = w.id" + order.joins() + hits.where() + " order by "
                        + order.sql() + " limit :found offset :passed")
                .params(first.params()).params(hits.params()).param("found", limit).param("passed", offset).query(Long.class).list();
        return found.size() == limit ? Optional.of(found) : Optional.empty();
    }
}
