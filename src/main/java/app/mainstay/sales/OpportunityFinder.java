package app.mainstay.sales;

import app.mainstay.base.list.Keyset;
import app.mainstay.base.list.Milestones;
import app.mainstay.base.list.Milestones.Question;
import app.mainstay.shared.Slice.Order;
import app.mainstay.shared.Sql;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Chooses how a page of deals is found: where few come into question they are sorted; a long list is read in its order from an index until the page is
 * full, far down from the nearest milestone. Left to itself, MySQL takes the one for the other. Its hints are comments to the embedded database.
 */
@Repository
class OpportunityFinder {

    /** How far to go through the list before giving up: what is frequent is met early. */
    private static final int[] WINDOWS = {2_000, 8_000};
    /** Rows of the list that tell of a text whether it may be rare. */
    private static final int FIRST_LOOK = 300;
    /** Further in, what comes into question is sorted as a whole. */
    private static final int DEEP = 2_000;

    private final JdbcClient jdbc;
    private final OpportunityStore store;
    private final FewDeals few;
    private final OpportunityText text;
    private final OpportunityGroups groups;
    private final OpportunityAccounts accounts;
    private final Milestones milestones;

    OpportunityFinder(JdbcClient jdbc, OpportunityStore store, FewDeals few, OpportunityText text, OpportunityGroups groups, OpportunityAccounts accounts,
                      Milestones milestones) {
        this.jdbc = jdbc;
        this.store = store;
        this.few = few;
        this.text = text;
        this.groups = groups;
        this.accounts = accounts;
        this.milestones = milestones;
    }

    /** A text that no deal at all had when it was last looked for, and has none now; asked before whatever else decides what is seen. */
    boolean nobodyHas(DealQuestion question) {
        return !question.text().isEmpty() && text.nobodyHas(question);
    }

    List<OpportunityRow> page(DealQuestion question, List<Order<OpportunitySort>> wanted, long offset, int limit, OpportunityStore.Reader reader) {
        return new Page(question, OpportunityOrder.of(wanted), reader).rows(offset, limit);
    }

    /** One list in one order. */
    private final class Page {

        private final DealQuestion question;
        private final OpportunityOrder order;
        private final OpportunityStore.Reader reader;

        Page(DealQuestion question, OpportunityOrder order, OpportunityStore.Reader reader) {
            this.question = question;
            this.order = order;
            this.reader = reader;
        }

        List<OpportunityRow> rows(long offset, int limit) {
            if (!question.text().isEmpty() && text.isRare(question)) {
                var found = ofCandidates(offset, limit);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            if (question.seen() != null || !question.rest().isEmpty()) {
                if (question.text().isEmpty()) {
                    var found = few.page(question, order, offset, limit, reader);
                    if (found.isPresent()) {
                        return found.get();
                    }
                } else if (few.are(question)) {
                    var found = store.rows(few.withText(question, order, offset, limit), order, reader);
                    // A text that none of these has is probably rare, which the next one who asks for it knows then.
                    if (found.isEmpty() && offset == 0 && text.hasPieces(question) && !text.isKnown(question)) {
                        text.candidates(question);
                    }
                    return found;
                }
            }
            // A text that is on many deals is met soon enough, since what tells units stands in the index.
            boolean met = order.inIndex() && text.indexed() && offset < DEEP && !question.text().isEmpty() && (question.seen() == null || question.seen().via() != null);
            if (met && (text.soonMet(question) || text.soonMet(question, order))) {
                return read(order.hint(), question.where(), offset, limit);
            }
            boolean rare = met && offset == 0 && text.hasPieces(question) && !text.isKnown(question) && isMissing();
            if (!rare && (question.ofUnits() || offset < DEEP)) {
                // What is not met soon is looked for by its pieces before anything more is gone through.
                var found = inOrder(offset, limit, met && text.hasPieces(question) ? 1 : WINDOWS.length);
                if (found.isPresent()) {
                    if (met && found.get().size() == limit) {
                        text.wasSoonMet(question, order);
                    }
                    return found.get();
                }
            }
            var candidates = ofCandidates(offset, limit);
            if (candidates.isPresent()) {
                return candidates.get();
            }
            if (met && (question.seen() != null || text.soonMet(question))) {
                return read(order.hint(), question.where(), offset, limit);
            }
            if (question.seen() != null) {
                return store.rows(few.sorted(FewDeals.union(question, 0), question, question.text(), order, offset, limit), order, reader);
            }
            return read("/*+ NO_ORDER_INDEX(o) */", question.where(), offset, limit);
        }

        /** Empty where too many have the pieces of the text. */
        private Optional<List<OpportunityRow>> ofCandidates(long offset, int limit) {
            return text.candidates(question).map(candidates -> candidates.number() <= offset ? List.of()
                    : store.rows(few.sorted(candidates.ids(), question, question.where(), order, offset, limit), order, reader));
        }

        /** Whether none of the first rows is asked for. */
        private boolean isMissing() {
            var last = bound(FIRST_LOOK);
            return last.isPresent() && read(order.hint(), upTo(question.where(), last.get(), true), 0, 1).isEmpty();
        }

        /** Empty where the page is not full after a good part of the list. */
        private Optional<List<OpportunityRow>> inOrder(long offset, int limit) {
            return inOrder(offset, limit, WINDOWS.length);
        }

        /** @param windows how many of {@link #WINDOWS} are gone through */
        private Optional<List<OpportunityRow>> inOrder(long offset, int limit, int windows) {
            if (order.isEmpty()) {
                return question.asksNothing() ? Optional.of(read("", question.where(), offset, limit)) : Optional.empty();
            }
            if (order.orders().size() > 1) {
                return order.first().indexed() ? byTheFirst(offset, limit) : Optional.empty();
            }
            if (order.first() == OpportunitySort.ACCOUNT) {
                return accounts.page(question, order, offset, limit).map(ids -> store.rows(ids, reader));
            }
            if (order.first().group != null) {
                return groups.page(question, order, offset, limit).map(ids -> store.rows(ids, reader));
            }
            String index = index();
            if (question.ofUnits() || !index.equals(order.hint())) {
                return Optional.of(milestones.page(Question.of(index + order.sql(), question.where()),
                        order.keyset().through(jdbc, index, "o.id", question.from(), question.where(), ids -> store.rows(ids, order, reader)), offset, limit));
            }
            for (int window : Arrays.copyOf(WINDOWS, windows)) {
                var last = bound(window + 4 * (offset + limit));
                var found = read(index, last.map(bound -> upTo(question.where(), bound, true)).orElseGet(question::where), offset, limit);
                if (found.size() == limit || last.isEmpty()) {
                    return Optional.of(found);
                }
            }
            return Optional.empty();
        }

        /** Those that are still open come after all that closed in their time, so by expected close each outcome has an order of its own. */
        private String index() {
            return order.first() == OpportunitySort.EXPECTED && question.rest().params().get("outcomes") instanceof List<?> outcomes && outcomes.size() == 1
                    ? OpportunityOrder.hint("sales_opportunity_outcome_sort") : order.hint();
        }

        /** By several columns: the first one alone tells from which value to which one the page reaches, only those are sorted. */
        private Optional<List<OpportunityRow>> byTheFirst(long offset, int limit) {
            var first = new Page(question, order.onlyFirst(), reader);
            var last = first.inOrder(offset + limit - 1, 1);
            if (last.isEmpty() || last.get().isEmpty()) {
                return Optional.empty();
            }
            var to = boundOf(last.get().getFirst().id());
            if (offset < DEEP) {
                return to.value() == null ? Optional.empty() : Optional.of(read(order.hint(), upTo(question.where(), to, false), offset, limit));
            }
            var begin = first.inOrder(offset, 1);
            if (begin.isEmpty() || begin.get().isEmpty()) {
                return Optional.empty();
            }
            var from = boundOf(begin.get().getFirst().id());
            // As many of the first value come before the page, whichever these are.
            var equal = new Sql().and(question.where()).and("o.id " + (order.descending() ? ">" : "<") + " :fromId", "fromId", from.id());
            String column = order.first().column();
            if (from.value() == null) {
                equal.and(column + " is null");
            } else {
                equal.and(column + " = :from", "from", from.value());
            }
            long skip = jdbc.sql("select " + order.hint() + " count(*)" + question.from() + equal.where()).params(equal.params()).query(Long.class).single();
            return Optional.of(read(order.hint(), from(upTo(question.where(), to, false), from), skip, limit));
        }

        private List<OpportunityRow> read(String hint, Sql where, long offset, int limit) {
            String account = question.ofAccounts() && !order.by(OpportunitySort.ACCOUNT) ? OpportunitySort.ACCOUNT.join : "";
            Map<String, Object> params = new HashMap<>(where.params());
            params.put("limit", limit);
            params.put("offset", offset);
            return store.rows(new Keyset.Ids("select " + hint + " o.id from sales_opportunity o" + account + order.joins() + where.where() + " order by " + order.sql()
                    + " limit :limit offset :offset", params), order, reader);
        }

        /** A row of the list and its value in the first column. */
        private record Bound(long id, @Nullable Object value) {
        }

        /** Empty where the whole list is shorter. */
        private Optional<Bound> bound(long offset) {
            return jdbc.sql("select " + order.hint() + " o.id, " + order.first().column() + " from sales_opportunity o order by " + order.sql()
                    + " limit 1 offset :offset").param("offset", offset).query((row, number) -> new Bound(row.getLong(1), row.getObject(2))).optional();
        }

        private Bound boundOf(long id) {
            return jdbc.sql("select o.id, " + order.first().column() + " from sales_opportunity o where o.id = ?").param(id)
                    .query((row, number) -> new Bound(row.getLong(1), row.getObject(2))).single();
        }

        /** @param exactly leave out what is equal but comes later by its id; matters where very many have nothing there */
        private Sql upTo(Sql where, Bound bound, boolean exactly) {
            String column = order.first().column();
            var upTo = new Sql().and(where);
            // What is missing comes first, and last when descending.
            if (bound.value() != null) {
                return upTo.and(order.descending() ? column + " >= :bound" : "(" + column + " <= :bound or " + column + " is null)", "bound", bound.value());
            }
            if (!order.descending()) {
                upTo.and(column + " is null");
            }
            return exactly && !order.descending() ? upTo.and("o.id <= :boundId", "boundId", bound.id()) : upTo;
        }

        private Sql from(Sql where, Bound bound) {
            String column = order.first().column();
            if (bound.value() != null) {
                return where.and(order.descending() ? "(" + column + " <= :from or " + column + " is null)" : column + " >= :from", "from", bound.value());
            }
            return order.descending() ? where.and(column + " is null") : where;
        }
    }
}
