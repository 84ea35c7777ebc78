package app.mainstay.account;

import app.mainstay.account.AccountConditions.Narrow;
import app.mainstay.account.AccountConditions.Question;
import app.mainstay.account.search.TextSearch;
import app.mainstay.account.search.TextSearch.Candidates;
import app.mainstay.shared.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds which accounts are on a page, and chooses how: where few come into question they are sorted; a long list is read in its order from an
 * index until the page is full. Left to itself, MySQL takes the one for the other. Its hints are comments to the embedded database.
 */
@Repository
class AccountFinder {

    /** So many hits are sorted sooner than met on the way through the list. */
    static final long FEW = 20_000;
    /** Where even the way through the list did not meet enough. */
    private static final long MANY = 400_000;
    /** How far to go through the list before giving up. */
    private static final int WINDOW = 5_000;
    /** Groups looked into at once, until most have turned out to be empty. */
    private static final int[] GROUPS_AT_ONCE = {6, 60};

    private final JdbcClient jdbc;
    private final TextSearch search;

    AccountFinder(JdbcClient jdbc, TextSearch search) {
        this.jdbc = jdbc;
        this.search = search;
    }

    List<Long> find(Question question, AccountOrder order, long offset, int limit) {
        if (question.text() != null) {
            return byText(question, order, offset, limit);
        }
        if (question.narrow() != null) {
            return sorted(question.where(), index(question.narrow().index), order, offset, limit);
        }
        return inOrder(question.where(), question.filtered(), order, offset, limit)
                .orElseGet(() -> sorted(question.where(), ANY_BUT_THE_ORDERS, order, offset, limit));
    }

    private List<Long> byText(Question question, AccountOrder order, long offset, int limit) {
        var where = question.withText();
        if (question.narrow() == Narrow.PERSON) {
            return sorted(where, index(Narrow.PERSON.index), order, offset, limit);
        }
        var few = search.candidates(Objects.requireNonNull(question.text()), FEW);
        if (few.isPresent()) {
            return sorted(few.get(), where, order, offset, limit);
        }
        if (question.narrow() == Narrow.UNITS) {
            return sorted(where, index(Narrow.UNITS.index), order, offset, limit);
        }
        return inOrder(where, true, order, offset, limit).orElseGet(() -> search.candidates(question.text(), MANY)
                .map(many -> sorted(many, where, order, offset, limit))
                .orElseGet(() -> sorted(where, ANY_BUT_THE_ORDERS, order, offset, limit)));
    }

    // ---- few: read, then sorted ----

    private static final String ANY_BUT_THE_ORDERS = "/*+ NO_ORDER_INDEX(a) */";

    private static String index(String name) {
        return "/*+ INDEX(a " + name + ") */";
    }

    private List<Long> sorted(Sql where, String hint, AccountOrder order, long offset, int limit) {
        return jdbc.sql("select " + hint + " a.id from account a" + order.joins() + where.where() + " order by " + order.sql()
                        + " limit :limit offset :offset")
                .params(where.params()).param("limit", limit).param("offset", offset).query(Long.class).list();
    }

    private List<Long> sorted(Candidates candidates, Sql where, AccountOrder order, long offset, int limit) {
        if (candidates.count() == 0) {
            return List.of();
        }
        return jdbc.sql("select straight_join a.id from (" + candidates.sql() + ") c join account a on a.id = c.id" + order.joins() + where.where()
                        + " order by " + order.sql() + " limit :limit offset :offset")
                .params(where.params()).params(candidates.ids().params()).param("limit", limit).param("offset", offset).query(Long.class).list();
    }

    // ---- many: in their order until the page is full ----

    /** Empty where the page is not full after a good part of the list. */
    private Optional<List<Long>> inOrder(Sql where, boolean filtered, AccountOrder order, long offset, int limit) {
        if (order.isEmpty()) {
            return Optional.of(sorted(where, "", order, offset, limit));
        }
        if (order.first().group != null) {
            return byGroup(where, order, offset, limit);
        }
        if (order.orders().size() > 1) {
            return upToTheLast(where, filtered, order, offset, limit);
        }
        String index = index(Objects.requireNonNull(order.first().index));
        if (!filtered) {
            return Optional.of(sorted(where, index, order, offset, limit));
        }
        // The first of the list whatever they are, and of them what is wanted.
        var found = jdbc.sql("select a.id from (select " + index + " a.id from account a order by " + order.sql()
                        + " limit :window) w join account a on a.id = w.id" + where.where() + " order by " + order.sql()
                        + " limit :limit offset :offset")
                .params(where.params()).param("limit", limit).param("offset", offset).param("window", WINDOW + 4 * (offset + limit))
                .query(Long.class).list();
        return found.size() == limit ? Optional.of(found) : Optional.empty();
    }

    /** By several columns: the first one alone tells how far the page reaches, only so far is sorted. */
    private Optional<List<Long>> upToTheLast(Sql where, boolean filtered, AccountOrder order, long offset, int limit) {
        var first = new AccountOrder(List.of(order.orders().getFirst()));
        var last = inOrder(where, filtered, first, offset + limit - 1, 1);
        if (last.isEmpty() || last.get().isEmpty()) {
            return Optional.empty();
        }
        String column = order.first().columns.getFirst();
        Object bound = jdbc.sql("select " + column + " from account a where a.id = :last").param("last", last.get().getFirst())
                .query((row, number) -> Optional.ofNullable(row.getObject(1))).single().orElse(null);
        var upTo = new Sql().and(where);
        // What is missing comes first, and last when descending.
        if (bound != null) {
            upTo.and(order.descending() ? column + " >= :bound" : "(" + column + " <= :bound or " + column + " is null)", "bound", bound);
        } else if (!order.descending()) {
            upTo.and(column + " is null");
        }
        return Optional.of(sorted(upTo, index(Objects.requireNonNull(order.first().index)), order, offset, limit));
    }

    /** Group after group, each in the rest of the order, so that nothing of the whole list is sorted. */
    private Optional<List<Long>> byGroup(Sql where, AccountOrder order, long offset, int limit) {
        List<@Nullable Object> groups = groups(order);
        long skip = offset;
        if (skip > 0) {
            // Whole groups are counted from a narrow index and passed over, a quarter of them at a time.
            int portion = Math.max(GROUPS_AT_ONCE[0], groups.size() / 4 + 1);
            counting:
            for (int passed = 0; !groups.isEmpty(); passed++) {
                var part = groups.subList(0, Math.min(portion, groups.size()));
                Map<String, Long> counts = count(where, order, part);
                for (int i = 0; i < part.size(); i++) {
                    long count = counts.getOrDefault(String.valueOf(part.get(i)), 0L);
                    if (count > skip) {
                        groups = groups.subList(i, groups.size());
                        break counting;
                    }
                    skip -= count;
                }
                groups = groups.subList(part.size(), groups.size());
            }
        }
        List<Long> found = new ArrayList<>();
        for (int atOnce : GROUPS_AT_ONCE) {
            var part = groups.subList(0, Math.min(atOnce, groups.size()));
            if (!part.isEmpty()) {
                found.addAll(first(where, order, part, skip + limit));
            }
            groups = groups.subList(part.size(), groups.size());
            if (found.size() >= skip + limit || groups.isEmpty()) {
                return Optional.of(found.subList((int) Math.min(skip, found.size()), (int) Math.min(skip + limit, found.size())));
            }
        }
        return Optional.empty();
    }

    private List<@Nullable Object> groups(AccountOrder order) {
        List<@Nullable Object> groups = new ArrayList<>();
        if (order.first().optional) {
            groups.add(null);
        }
        groups.addAll(jdbc.sql(Objects.requireNonNull(order.first().groups)).query((row, number) -> row.getObject(1)).list());
        return order.descending() ? groups.reversed() : groups;
    }

    /** By the group as text, since drivers read the same number in different types. */
    private Map<String, Long> count(Sql where, AccountOrder order, List<@Nullable Object> groups) {
        String column = order.first().group;
        var known = groups.stream().filter(Objects::nonNull).toList();
        var some = new Sql().and(where);
        if (known.isEmpty()) {
            some.and(column + " is null");
        } else {
            some.and(groups.contains(null) ? "(" + column + " is null or " + column + " in (:groups))" : column + " in (:groups)", "groups", known);
        }
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("select " + column + ", count(*) from account a" + some.where() + " group by " + column).params(some.params())
                .query(row -> {
                    counts.put(String.valueOf(row.getObject(1)), row.getLong(2));
                });
        return counts;
    }

    /** The first accounts of each group, group after group. */
    private List<Long> first(Sql where, AccountOrder order, List<@Nullable Object> groups, long limit) {
        Map<String, Object> params = new HashMap<>(where.params());
        List<String> branches = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Object group = groups.get(i);
            if (group != null) {
                params.put("group" + i, group);
            }
            branches.add("(select " + i + " g, a.id from account a" + order.joinsWithinGroup() + " where " + where.condition() + " and "
                    + order.first().group + (group == null ? " is null" : " = :group" + i) + " order by " + order.withinGroup() + " limit :limit)");
        }
        Map<Integer, List<Long>> found = new HashMap<>();
        jdbc.sql(String.join(" union all ", branches)).params(params).param("limit", limit)
                .query(row -> {
                    found.computeIfAbsent(row.getInt("g"), g -> new ArrayList<>()).add(row.getLong("id"));
                });
        List<Long> result = new ArrayList<>();
        for (int i = 0; i < groups.size() && result.size() < limit; i++) {
            result.addAll(found.getOrDefault(i, List.of()));
        }
        return result.size() > limit ? result.subList(0, (int) limit) : result;
    }

    // ---- how many, and one after the other ----

    /** Up to a number; exactly where that is the largest of numbers. */
    long count(Question question, long atMost) {
        var where = question.withText();
        String limit = atMost == Long.MAX_VALUE ? "" : " limit " + atMost;
        if (question.text() != null && question.narrow() != Narrow.PERSON) {
            var some = search.candidates(question.text(), question.narrow() == null ? MANY : FEW);
            if (some.isPresent()) {
                return some.get().count() == 0 ? 0 : count("select straight_join a.id from (" + some.get().sql()
                        + ") c join account a on a.id = c.id" + where.where() + limit, new Sql().and(where).and(some.get().ids()));
            }
        }
        return count("select " + (question.narrow() == null ? "" : index(question.narrow().index)) + " a.id from account a" + where.where() + limit,
                where);
    }

    private long count(String selection, Sql params) {
        return jdbc.sql("select count(*) from (" + selection + ") x").params(params.params()).query(Long.class).single();
    }

    /** Ids that come after one, in their own order. */
    List<Long> after(Question question, long id, int limit) {
        var where = question.withText().and("a.id > :after", "after", id);
        var ids = AccountOrder.of(List.of());
        if (question.narrow() != null) {
            return sorted(where, index(question.narrow().index), ids, 0, limit);
        }
        var few = question.text() == null ? Optional.<Candidates>empty() : search.candidates(question.text(), FEW);
        return few.map(candidates -> sorted(candidates, where, ids, 0, limit)).orElseGet(() -> sorted(where, "", ids, 0, limit));
    }
}
