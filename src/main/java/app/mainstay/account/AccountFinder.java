package app.mainstay.account;

import static app.mainstay.account.AccountIds.index;

import app.mainstay.account.AccountConditions.Narrow;
import app.mainstay.account.AccountConditions.Question;
import app.mainstay.account.search.TextSearch;
import app.mainstay.account.search.TextSearch.Candidates;
import app.mainstay.base.list.Milestones;
import app.mainstay.shared.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Chooses how to find which accounts a list asks for: where few come into question they are sorted; a long list is read in its order from an index.
 * Left to itself, MySQL takes the one for the other.
 */
@Repository
class AccountFinder {

    /** So many ids are soon asked again. */
    private static final int ENOUGH = 2_000;
    /** As many candidates are looked at on the way to something else. */
    private static final int SOON_KNOWN = 4_000;
    /** Nanoseconds. */
    private static final long A_ROW = 8_000;
    /** A page further down is reached over milestones. */
    static final int FAR = 1_000;

    private final JdbcClient jdbc;
    private final TextSearch search;
    private final int far;
    private final OrderPages inOrder;
    private final UnitPages ofUnits;
    private final TextPages withText;
    private final FilterPages withFilter;
    /** As long as as many rows are read that are soon sorted. */
    private final long soonCounted;
    /** As many as anybody is told of a filter that holds of more: where all of them still are meant, nothing has to be looked for. */
    private final Remembered<List<Long>> enough = new Remembered<>(100);

    @Autowired
    AccountFinder(JdbcClient jdbc, TextSearch search, Milestones milestones) {
        this(jdbc, search, milestones, FAR, UnitPages.SOON_SORTED, OrderPages.WIDEST);
    }

    /** @param far and soonSorted and widest for tests, which have few rows */
    AccountFinder(JdbcClient jdbc, TextSearch search, Milestones milestones, int far, int soonSorted, int widest) {
        this.jdbc = jdbc;
        this.search = search;
        this.far = far;
        inOrder = new OrderPages(jdbc, milestones, far, widest);
        ofUnits = new UnitPages(jdbc, soonSorted);
        withText = new TextPages(jdbc, search, inOrder, soonSorted);
        soonCounted = soonSorted * A_ROW;
        withFilter = new FilterPages(jdbc, inOrder, 8 * soonSorted, 3 * soonSorted);
    }

    /** One statement that is sure to find the page; empty where {@link #find} has to try. */
    Optional<AccountIds> surely(Question question, AccountOrder order, long offset, int limit) {
        if (UnitPages.finds(question, order) || FilterPages.taggedInUnits(question)) {
            return Optional.empty();
        }
        if (question.narrow() != null && (question.text() == null || question.narrow() == Narrow.PERSON)) {
            return Optional.of(AccountIds.narrow(question, question::withText, false, order, offset, limit));
        }
        var ofManyUnits = ofManyUnitsByName(question, order, offset, limit);
        if (ofManyUnits.isPresent()) {
            return ofManyUnits;
        }
        return question.text() == null && !question.filtered() && order.orders().size() == 1 && order.first().group == null && offset < far
                ? Optional.of(AccountIds.of(question.where(), index(order.first().index), order, offset, limit)) : Optional.empty();
    }

    /** One statement that finds the page where the first of the list fill it; empty where they would seldom do. */
    Optional<AccountIds> perhaps(Question question, AccountOrder order, long offset, int limit) {
        if (question.narrow() != null || question.text() != null || offset >= far) {
            return Optional.empty();
        }
        if (question.filtered()) {
            return withFilter.soon(question, order, offset, limit);
        }
        return order.isGroupThenName() && order.first().large && !order.first().optional
                ? Optional.of(AccountIds.of(order.inGroup(question.where(), order.groups(jdbc).getFirst()), index(order.first().index), order.rest(), offset, limit)) : Optional.empty();
    }

    private Optional<AccountIds> ofManyUnitsByName(Question question, AccountOrder order, long offset, int limit) {
        return offset >= far || withFilter.isRare(question) ? Optional.empty() : ofUnits.ofManyByName(question, order, offset, limit);
    }

    List<Long> find(Question question, AccountOrder order, long offset, int limit) {
        if (question.text() != null) {
            return withText.page(question, order, offset, limit);
        }
        var tagged = withFilter.ofUnits(question, order, offset, limit);
        if (tagged.isPresent()) {
            return tagged.get().read(jdbc);
        }
        if (UnitPages.finds(question, order)) {
            // Units in their order are soon looked into one by one.
            var byUnit = order.first() == AccountSort.UNIT && offset < far ? inUnits(question, order, offset, limit) : Optional.<List<Long>>empty();
            return byUnit.isPresent() ? byUnit.get() : ofUnits.page(question, order, offset, limit);
        }
        if (FilterPages.taggedInUnits(question)) {
            return AccountIds.narrow(question, UnaryOperator.identity(), false, order, offset, limit).read(jdbc);
        }
        var rare = question.narrow() == null && !question.rare().isEmpty() ? withFilter.page(question, order, offset, limit) : Optional.<List<Long>>empty();
        return rare.or(() -> ofUnits.ofMany(question, order, offset, limit)).or(() -> inOrder.page(question.where(), question.filtered(), order, offset, limit))
                .orElseGet(() -> AccountIds.of(question.where(), question.narrow() == null && FilterPages.isInTheUnitsIndex(question, order)
                        ? index(Narrow.UNITS.index) : AccountIds.ANY_BUT_THE_ORDERS, order, offset, limit).read(jdbc));
    }

    private Optional<List<Long>> inUnits(Question question, AccountOrder order, long offset, int limit) {
        return question.units().isEmpty() ? inOrder.page(question.where(), true, order, offset, limit)
                : inOrder.ofUnits(question.units(), question.where(), order, offset, limit);
    }

    /** How many, up to a number; exactly where that is the largest of numbers. */
    long count(Question question, long atMost) {
        return count(question, atMost, new Sql()).number();
    }

    /** @param mark what the column answered; null where there was none, and where nobody has an account like that */
    record Counted(long number, @Nullable Long mark) {
    }

    /** @param column of its own behind the number, beginning with a comma; empty for none */
    Counted count(Question question, long atMost, Sql column) {
        return question.filtered() && question.text() == null && question.narrow() == null && atMost <= ENOUGH && column.isEmpty()
                ? new Counted(ofFilter(question, (int) atMost), null) : countUpTo(question, atMost, column);
    }

    private long ofFilter(Question question, int atMost) {
        var where = question.where();
        var key = Remembered.key(where, atMost);
        var before = enough.get(key);
        if (before != null) {
            var still = new Sql().and(where).and("a.id in (:before)", "before", before);
            if (jdbc.sql("select " + index("PRIMARY") + " count(*) from account a" + still.where()).params(still.params()).query(Long.class).single() == atMost) {
                return atMost;
            }
            enough.forget(key);
        }
        long begun = System.nanoTime();
        var found = withFilter.told(question, atMost).orElseGet(() -> AccountIds.inNoOrder(where, "", atMost)).read(jdbc);
        if (found.size() == atMost && System.nanoTime() - begun > soonCounted) {
            enough.put(key, found);
        }
        return found.size();
    }

    private Counted countUpTo(Question question, long atMost, Sql column) {
        var where = question.withText();
        String limit = atMost == Long.MAX_VALUE ? "" : " limit " + atMost;
        int most = (int) Math.min(atMost, Integer.MAX_VALUE);
        var ofUnits = withText.ofUnits(question, most).or(() -> withFilter.countedInUnits(question, most)).or(() -> withFilter.ofUnits(question, AccountOrder.of(List.of()), 0, most));
        if (ofUnits.isPresent()) {
            return count(ofUnits.get().sql(), new Sql().with(ofUnits.get().params()), column);
        }
        if (question.text() != null && question.narrow() != Narrow.PERSON) {
            var some = search.candidates(question.text(), question.narrow() == null ? TextPages.MANY : TextPages.FEW_READ);
            if (some.isPresent()) {
                return some.get().count() == 0 ? new Counted(0, null) : count("select straight_join a.id from (" + some.get().sql()
                        + ") c join account a on a.id = c.id" + where.where() + limit, new Sql().and(where).and(some.get().ids()), column);
            }
        }
        var told = withFilter.told(question, most);
        if (told.isPresent()) {
            return count(told.get().sql(), new Sql().with(told.get().params()), column);
        }
        if (question.narrow() == null) {
            return count("select 1 from account a" + where.where() + limit, where, column);
        }
        var params = new Sql();
        List<String> selects = new ArrayList<>();
        for (var part : question.narrowParts()) {
            var some = question.withText(part.where());
            params.with(some.params());
            String hint = part.narrow() == null ? "" : index(question.text() != null ? part.narrow().textIndex : question.filtered() ? part.narrow().index : part.narrow().liveIndex);
            selects.add("(select " + hint + " a.id from account a" + some.where() + limit + ")");
        }
        var found = count(String.join(" union all ", selects), params, column);
        return new Counted(Math.min(atMost, found.number()), found.mark());
    }

    private Counted count(String selection, Sql params, Sql column) {
        return jdbc.sql("select count(*)" + (column.isEmpty() ? "" : column.condition()) + " from (" + selection + ") x").params(params.params()).params(column.params())
                .query((row, number) -> new Counted(row.getLong(1), column.isEmpty() ? null : row.getLong(2))).single();
    }

    /**
     * In no order; empty where more than so many have it, or where that is not soon known: of a person's own accounts it always is.
     *
     * @param asks what the viewer sees, which need not be known of a text that nobody has
     */
    Optional<List<Long>> withText(String text, Supplier<Question> asks, int most) {
        var candidates = search.indexed() ? search.candidates(text, SOON_KNOWN) : Optional.<TextSearch.Candidates>empty();
        if (candidates.filter(some -> some.count() == 0).isPresent()) {
            return Optional.of(List.of());
        }
        var question = asks.get();
        var ids = AccountOrder.of(List.of());
        Optional<AccountIds> told = question.narrow() == Narrow.PERSON ? Optional.of(AccountIds.narrow(question, question::withText, false, ids, 0, most + 1))
                : search.indexed() ? candidates.map(some -> AccountIds.among(some, question.withText(), ids, 0, most + 1))
                : Optional.of(AccountIds.of(question.withText(), "", ids, 0, most + 1));
        return told.map(found -> found.read(jdbc)).filter(found -> found.size() <= most);
    }

    /** Ids that come after one, in their own order. */
    List<Long> after(Question question, long id, int limit) {
        var where = question.withText().and("a.id > :after", "after", id);
        var ids = AccountOrder.of(List.of());
        if (question.narrow() != null) {
            UnaryOperator<Sql> asked = part -> question.withText(part).and("a.id > :after", "after", id);
            return AccountIds.narrow(question, asked, false, ids, 0, limit).read(jdbc);
        }
        var few = question.text() == null ? Optional.<Candidates>empty() : search.candidates(question.text(), TextPages.FEW_READ);
        if (few.isEmpty()) {
            return AccountIds.of(where, "", ids, 0, limit).read(jdbc);
        }
        return few.get().count() == 0 ? List.of() : AccountIds.among(few.get(), where, ids, 0, limit).read(jdbc);
    }
}
