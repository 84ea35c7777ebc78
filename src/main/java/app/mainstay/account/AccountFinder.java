package app.mainstay.account;

import app.mainstay.account.AccountConditions.Narrow;
import app.mainstay.account.AccountConditions.Part;
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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds which accounts are on a page, and chooses how: where few come into question they are sorted; a long list is read in its order from an
 * index until the page is full. Left to itself, MySQL takes the one for the other. Its hints are comments to the embedded database.
 */
@Repository
class AccountFinder {

    /** So many hits are sorted sooner than met on the way through the list; each costs some microseconds for its row. */
    private static final long FEW = 8_000;
    /** More than that are met so often that nothing else is as quick. */
    private static final long MANY = 100_000;
    /** How far to go through the list before giving up. */
    private static final int WINDOW = 8_000;
    /** Of a frequent text. */
    private static final int FIRST_BY_NAME = 1_000;
    /** And through the accounts of some units, sorted. */
    private static final int NARROW_WINDOW = 2_000;
    /** Accounts of some units whose names are soon read and sorted. */
    static final int SOON_SORTED = 1_000;
    /** Groups looked into at once, until most have turned out to be empty. */
    private static final int[] GROUPS_AT_ONCE = {1, 8, 60};

    private final JdbcClient jdbc;
    private final TextSearch search;
    private final GroupSizes sizes;
    private final int soonSorted;

    @Autowired
    AccountFinder(JdbcClient jdbc, TextSearch search, GroupSizes sizes) {
        this(jdbc, search, sizes, SOON_SORTED);
    }

    /** @param soonSorted for tests */
    AccountFinder(JdbcClient jdbc, TextSearch search, GroupSizes sizes, int soonSorted) {
        this.jdbc = jdbc;
        this.search = search;
        this.sizes = sizes;
        this.soonSorted = soonSorted;
    }

    /** A selection of ids in order. */
    record Ids(String sql, Map<String, Object> params) {
    }

    /** One statement that is sure to find the page; empty where {@link #find} has to try. */
    Optional<Ids> surely(Question question, AccountOrder order, long offset, int limit) {
        if (byGroupOfUnits(question, order) || severalOfUnits(question, order)) {
            return Optional.empty();
        }
        if (question.narrow() != null && (question.text() == null || question.narrow() == Narrow.PERSON)) {
            return Optional.of(narrow(question, question::withText, false, order, offset, limit));
        }
        return question.text() == null && !question.filtered() && order.orders().size() == 1 && order.first().group == null
                ? Optional.of(select(question.where(), index(order.first().index), order, offset, limit)) : Optional.empty();
    }

    List<Long> find(Question question, AccountOrder order, long offset, int limit) {
        if (question.text() != null) {
            return byText(question, order, offset, limit);
        }
        if (byGroupOfUnits(question, order)) {
            return ofUnits(question.where(), order, offset, limit);
        }
        if (severalOfUnits(question, order)) {
            return ofUnitsUpToTheLast(question, order, offset, limit);
        }
        return inOrder(question.where(), question.filtered(), order, offset, limit)
                .orElseGet(() -> sorted(question.where(), ANY_BUT_THE_ORDERS, order, offset, limit));
    }

    private List<Long> byText(Question question, AccountOrder order, long offset, int limit) {
        String text = Objects.requireNonNull(question.text());
        var where = question.withText();
        var few = search.candidates(text, FEW);
        if (few.isPresent()) {
            var first = few.get().count() > 2 * FIRST_BY_NAME && order.is(AccountSort.NAME) && !TextSearch.isLatin(text)
                    ? firstByName(text, where, order, offset, limit) : Optional.<List<Long>>empty();
            return first.orElseGet(() -> sorted(few.get(), where, order, offset, limit));
        }
        if (question.narrow() != null) {
            return firstInScope(question, order, offset, limit)
                    .orElseGet(() -> read(narrow(question, question::withText, true, order, offset, limit)));
        }
        var many = search.candidates(text, MANY);
        if (many.isEmpty()) {
            // Most accounts have it, so that the way through the list ends soon, even where the first ones do not.
            return inOrder(where, false, order, offset, limit).orElseGet(() -> sorted(where, "", order, offset, limit));
        }
        Optional<List<Long>> found = Optional.empty();
        if (order.is(AccountSort.NAME) && !TextSearch.isLatin(text)) {
            found = firstByName(text, where, order, offset, limit);
        } else if (!order.isEmpty() && (order.first().group == null || many.get().count() > 4 * FEW)) {
            // A whole group may have none of them, which is known only after all of it.
            found = inOrder(where, true, order, offset, limit);
            if (found.isEmpty() && order.is(AccountSort.NAME)) {
                found = firstByName(text, where, order, offset, limit);
            }
        }
        return found.orElseGet(() -> sorted(many.get(), where, order, offset, limit));
    }

    /** Names lie together that begin alike, so that the way through the list may be long; the search knows the first by name. */
    private Optional<List<Long>> firstByName(String text, Sql where, AccountOrder order, long offset, int limit) {
        long first = FIRST_BY_NAME + 4 * (offset + limit);
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
        var first = narrow(question, UnaryOperator.identity(), false, order, 0, NARROW_WINDOW);
        var hits = TextSearch.hits(Objects.requireNonNull(question.text()));
        var found = jdbc.sql("select a.id from (" + first.sql() + ") w join account a on a.id = w.id" + order.joins() + hits.where() + " order by "
                        + order.sql() + " limit :found offset :passed")
                .params(first.params()).params(hits.params()).param("found", limit).param("passed", offset).query(Long.class).list();
        return found.size() == limit ? Optional.of(found) : Optional.empty();
    }

    // ---- few: read, then sorted ----

    private static final String ANY_BUT_THE_ORDERS = "/*+ NO_ORDER_INDEX(a) */";

    private static String index(String name) {
        return "/*+ INDEX(a " + name + ") */";
    }

    private static String narrowIndex(Narrow narrow, AccountOrder order) {
        // The other index of units has everything but names.
        return narrow == Narrow.UNITS && order.is(AccountSort.NAME) ? index("account_unit_sort") : index(narrow.index);
    }

    private List<Long> sorted(Sql where, String hint, AccountOrder order, long offset, int limit) {
        return read(select(where, hint, order, offset, limit));
    }

    private List<Long> read(Ids ids) {
        return jdbc.sql(ids.sql()).params(ids.params()).query(Long.class).list();
    }

    private static Ids select(Sql where, String hint, AccountOrder order, long offset, int limit) {
        Map<String, Object> params = new HashMap<>(where.params());
        params.put("limit", limit);
        params.put("offset", offset);
        return new Ids("select " + hint + " a.id from account a" + order.joins() + where.where() + " order by " + order.sql() + " limit :limit offset :offset",
                params);
    }

    /**
     * Of a narrow question, each part by its own index.
     *
     * @param asked   makes a part's condition that of the statement
     * @param forText by the index that has texts
     */
    private static Ids narrow(Question question, UnaryOperator<Sql> asked, boolean forText, AccountOrder order, long offset, int limit) {
        var parts = question.narrowParts();
        if (parts.size() == 1) {
            return select(asked.apply(parts.getFirst().where()), hint(parts.getFirst(), forText, order), order, offset, limit);
        }
        Map<String, Object> params = new HashMap<>();
        List<String> selects = new ArrayList<>();
        // Of the first part so many are before the page wherever those of the others stand among them.
        long others = parts.stream().skip(1).mapToLong(Part::most).reduce(0, (one, more) -> more == Long.MAX_VALUE ? more : one == Long.MAX_VALUE ? one : one + more);
        long passed = Math.max(0, offset - others);
        for (var part : parts) {
            var where = asked.apply(part.where());
            params.putAll(where.params());
            boolean first = selects.isEmpty();
            // A number and no parameter: the embedded database takes a part's rows for the same as before, whatever the limit was then.
            selects.add("(select " + hint(part, forText, order) + " a.id" + order.selected() + " from account a" + order.joins() + where.where() + " order by "
                    + order.sql() + " limit " + (offset + limit - (first ? passed : 0)) + (first ? " offset " + passed : "") + ")");
        }
        params.put("limit", limit);
        params.put("offset", offset - passed);
        return new Ids("select s.id from (" + String.join(" union all ", selects) + ") s order by " + order.ofSelected() + " limit :limit offset :offset", params);
    }

    /** The units' index has everything but names, which would be read of all accounts for the few of a page. */
    private static boolean byGroupOfUnits(Question question, AccountOrder order) {
        return ofUnits(question) && order.orders().size() == 2 && order.first().group != null && order.orders().get(1).by() == AccountSort.NAME;
    }

    private static boolean severalOfUnits(Question question, AccountOrder order) {
        return ofUnits(question) && order.orders().size() > 1 && order.first().group == null;
    }

    private static boolean ofUnits(Question question) {
        return question.narrow() == Narrow.UNITS && question.text() == null && question.parts().isEmpty();
    }

    /** By several columns: the first one alone tells how far the page reaches. */
    private List<Long> ofUnitsUpToTheLast(Question question, AccountOrder order, long offset, int limit) {
        var where = question.where();
        var last = sorted(where, narrowIndex(Narrow.UNITS, order.onlyFirst()), order.onlyFirst(), offset + limit - 1, 1);
        if (last.isEmpty()) {
            return read(narrow(question, question::withText, false, order, offset, limit));
        }
        var bound = bound(order, last.getFirst());
        var upTo = upTo(where, order, bound, false);
        return bound.value() == null && !order.firstDescending() && order.orders().size() == 2
                ? sorted(upTo, narrowIndex(Narrow.UNITS, order.rest()), order.rest(), offset, limit)
                : sorted(upTo, narrowIndex(Narrow.UNITS, order.onlyFirst()), order, offset, limit);
    }

    /** Counts the groups from the units' index, and reads names of those alone that the page shows. */
    private List<Long> ofUnits(Sql where, AccountOrder order, long offset, int limit) {
        String column = order.first().group;
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("select " + index(Narrow.UNITS.index) + " " + column + ", count(*) from account a" + where.where() + " group by " + column).params(where.params())
                .query(row -> {
                    counts.put(String.valueOf(row.getObject(1)), row.getLong(2));
                });
        List<Long> found = new ArrayList<>();
        List<@Nullable Object> few = new ArrayList<>();
        long ofFew = 0;
        long skip = offset;
        for (Object group : groups(order)) {
            long count = counts.getOrDefault(String.valueOf(group), 0L);
            if (count == 0 || few.isEmpty() && skip >= count) {
                skip -= count;
                continue;
            }
            if (count > soonSorted || ofFew + count > 2L * soonSorted) {
                ofGroups(where, order, few, skip, limit, found);
                skip = Math.max(0, skip - ofFew);
                few.clear();
                ofFew = 0;
            }
            few.add(group);
            ofFew += count;
            if (found.size() == limit) {
                return found;
            }
            if (count > soonSorted) {
                String hint = order.first() == AccountSort.REPRESENTATIVE ? AccountSort.REPRESENTATIVE.index : AccountSort.UNIT.index;
                found.addAll(sorted(ofGroups(where, column, few), index(hint), order.rest(), skip, limit - found.size()));
                skip = 0;
                few.clear();
                ofFew = 0;
            }
            if (found.size() + Math.max(0, ofFew - skip) >= limit) {
                break;
            }
        }
        ofGroups(where, order, few, skip, limit, found);
        return found;
    }

    private void ofGroups(Sql where, AccountOrder order, List<@Nullable Object> groups, long skip, int limit, List<Long> found) {
        if (!groups.isEmpty() && found.size() < limit) {
            var some = ofGroups(where, order.first().group, groups);
            Map<String, Object> params = new HashMap<>(some.params());
            params.put("limit", limit - found.size());
            params.put("offset", skip);
            // Which they are from the index alone, as many as there may be; then their names.
            found.addAll(read(new Ids("select a.id from (select " + index(Narrow.UNITS.index) + " a.id from account a" + some.where() + " limit " + Integer.MAX_VALUE
                    + ") k join account a on a.id = k.id" + order.joins() + " order by " + order.sql() + " limit :limit offset :offset", params)));
        }
    }

    private static Sql ofGroups(Sql where, @Nullable String column, List<@Nullable Object> groups) {
        var known = groups.stream().filter(Objects::nonNull).toList();
        var some = new Sql().and(where);
        if (known.isEmpty()) {
            return some.and(column + " is null");
        }
        return some.and(groups.contains(null) ? "(" + column + " is null or " + column + " in (:groups))" : column + " in (:groups)", "groups", known);
    }

    private static String hint(Part part, boolean forText, AccountOrder order) {
        return part.narrow() == null ? "" : forText ? index(part.narrow().textIndex) : narrowIndex(part.narrow(), order);
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
        String index = index(order.first().index);
        if (!filtered) {
            return Optional.of(sorted(where, index, order, offset, limit));
        }
        // Up to the last row that may be gone to, and no further than the page is full.
        var last = position(order, WINDOW + 4 * (offset + limit));
        var found = sorted(last.map(bound -> upTo(where, order, bound, true)).orElse(where), index, order, offset, limit);
        return found.size() == limit || last.isEmpty() ? Optional.of(found) : Optional.empty();
    }

    /** By several columns: the first one alone tells how far the page reaches, only so far is sorted. */
    private Optional<List<Long>> upToTheLast(Sql where, boolean filtered, AccountOrder order, long offset, int limit) {
        var last = inOrder(where, filtered, order.onlyFirst(), offset + limit - 1, 1);
        if (last.isEmpty() || last.get().isEmpty()) {
            return Optional.empty();
        }
        var bound = bound(order, last.get().getFirst());
        if (bound.value() == null && !order.firstDescending() && order.orders().size() == 2) {
            // All of the page have nothing there, as a great part of the list may.
            return inOrder(upTo(where, order, bound, false), false, order.rest(), offset, limit);
        }
        return Optional.of(sorted(upTo(where, order, bound, false), index(order.first().index), order, offset, limit));
    }

    private Bound bound(AccountOrder order, long id) {
        return jdbc.sql("select a.id, " + order.first().columns.getFirst() + " from account a where a.id = :id").param("id", id)
                .query((row, number) -> new Bound(row.getLong(1), row.getObject(2))).single();
    }

    /** A row of the list and its value in the first column. */
    private record Bound(long id, @Nullable Object value) {
    }

    /** Empty where the whole list is shorter. */
    private Optional<Bound> position(AccountOrder order, long offset) {
        return jdbc.sql("select " + index(order.first().index) + " a.id, " + order.first().columns.getFirst()
                        + " from account a order by " + order.sql() + " limit 1 offset :offset").param("offset", offset)
                .query((row, number) -> new Bound(row.getLong(1), row.getObject(2))).optional();
    }

    /** @param exactly leave out what is equal but comes later by its id; matters where very many are equal */
    private static Sql upTo(Sql where, AccountOrder order, Bound bound, boolean exactly) {
        String column = order.first().columns.getFirst();
        var upTo = new Sql().and(where);
        // What is missing comes first, and last when descending.
        if (bound.value() != null) {
            upTo.and(order.firstDescending() ? column + " >= :bound" : "(" + column + " <= :bound or " + column + " is null)", "bound", bound.value());
        } else if (!order.firstDescending()) {
            upTo.and(column + " is null");
            if (exactly) {
                upTo.and("a.id <= :boundId", "boundId", bound.id());
            }
        }
        return upTo;
    }

    /** Group after group, each in the rest of the order, so that nothing of the whole list is sorted. */
    private Optional<List<Long>> byGroup(Sql where, AccountOrder order, long offset, int limit) {
        List<@Nullable Object> groups = groups(order);
        long skip = offset;
        if (skip > 0) {
            // Whole groups are counted from a narrow index and passed over, a quarter of them at a time.
            int portion = Math.max(8, groups.size() / 3 + 1);
            counting:
            for (int passed = 0; !groups.isEmpty(); passed++) {
                var part = groups.subList(0, Math.min(portion, groups.size()));
                Map<String, Long> counts = sizes.of(order.first(), where, part, unknown -> count(where, order, unknown));
                for (int i = 0; i < part.size(); i++) {
                    long count = counts.getOrDefault(String.valueOf(part.get(i)), 0L);
                    if (count > skip) {
                        groups = groups.subList(i, groups.size());
                        if (skip + limit <= count || skip > 0 && !(order.first().large && order.orders().get(1).by() != AccountSort.NAME)) {
                            return fromGroup(where, order, groups, count, skip, offset, limit);
                        }
                        break counting;
                    }
                    skip -= count;
                }
                groups = groups.subList(part.size(), groups.size());
            }
        }
        return fromFirst(where, order, groups, skip, limit);
    }

    /** A page that begins in the first of the groups and goes on in the others. @param size as it is believed to be */
    private Optional<List<Long>> fromGroup(Sql where, AccountOrder order, List<@Nullable Object> groups, long size, long skip, long offset, int limit) {
        var found = withinGroup(where, order, groups.getFirst(), skip, limit);
        // The end of the group lies on this page, or was believed to.
        boolean wrong = found.size() < limit ? skip + found.size() != size : skip + limit > size;
        if (wrong && sizes.forget(order.first(), where)) {
            return byGroup(where, order, offset, limit);
        }
        if (found.size() == limit) {
            return Optional.of(found);
        }
        return fromFirst(where, order, groups.subList(1, groups.size()), 0, limit - found.size())
                .map(more -> Stream.concat(found.stream(), more.stream()).toList());
    }

    private Optional<List<Long>> fromFirst(Sql where, AccountOrder order, List<@Nullable Object> groups, long skip, int limit) {
        if (order.first().large && order.orders().get(1).by() != AccountSort.NAME) {
            return inFirstGroup(where, order, groups, skip, limit);
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

    /** What a page has of one group. */
    private List<Long> withinGroup(Sql where, AccountOrder order, @Nullable Object group, long offset, int limit) {
        String column = order.first().group;
        var inGroup = new Sql().and(where).and(group == null ? column + " is null" : column + " = :inGroup");
        if (group != null) {
            inGroup.with("inGroup", group);
        }
        String hint = order.orders().get(1).by() == AccountSort.NAME ? index(order.first().index) : "";
        return sorted(inGroup, hint, order.rest(), offset, limit);
    }

    /** By one more column than the group, and not the name. Empty where the page is not all in the first group. */
    private Optional<List<Long>> inFirstGroup(Sql where, AccountOrder order, List<@Nullable Object> groups, long offset, int limit) {
        if (groups.isEmpty() || order.orders().size() > 2) {
            return Optional.empty();
        }
        String column = order.first().group;
        if (groups.getFirst() == null) {
            var none = new Sql().and(where).and(column + " is null");
            if (!sorted(none, "", AccountOrder.of(List.of()), 0, 1).isEmpty()) {
                return full(inOrder(none, true, order.rest(), offset, limit), limit);
            }
            groups = groups.subList(1, groups.size());
        }
        return groups.isEmpty() ? Optional.empty() : full(inOrder(new Sql().and(where).and(column + " = :inGroup", "inGroup",
                Objects.requireNonNull(groups.getFirst())), true, order.rest(), offset, limit), limit);
    }

    private static Optional<List<Long>> full(Optional<List<Long>> page, int limit) {
        return page.filter(ids -> ids.size() == limit);
    }

    private List<@Nullable Object> groups(AccountOrder order) {
        List<@Nullable Object> groups = new ArrayList<>();
        if (order.first().optional) {
            groups.add(null);
        }
        String known = Objects.requireNonNull(order.first().groups);
        if (known.startsWith("select")) {
            groups.addAll(jdbc.sql(known).query((row, number) -> row.getObject(1)).list());
        } else {
            Stream.of(known.split(",")).map(Integer::valueOf).forEach(groups::add);
        }
        return order.firstDescending() ? groups.reversed() : groups;
    }

    /** By the group as text, since drivers read the same number in different types. */
    private Map<String, Long> count(Sql where, AccountOrder order, List<@Nullable Object> groups) {
        String column = order.first().group;
        var some = ofGroups(where, column, groups);
        Map<String, Long> counts = new HashMap<>();
        // By the order's index, which is the narrowest that tells live ones; people and units have a narrower one still.
        jdbc.sql("select " + (order.first().large ? index(order.first().index) : "") + " " + column + ", count(*) from account a" + some.where() + " group by " + column).params(some.params())
                .query(row -> {
                    counts.put(String.valueOf(row.getObject(1)), row.getLong(2));
                });
        return counts;
    }

    /** The first accounts of each group, group after group. */
    private List<Long> first(Sql where, AccountOrder order, List<@Nullable Object> groups, long limit) {
        Map<String, Object> params = new HashMap<>(where.params());
        List<String> branches = new ArrayList<>();
        String hint = order.orders().get(1).by() == AccountSort.NAME ? index(order.first().index) : "";
        for (int i = 0; i < groups.size(); i++) {
            Object group = groups.get(i);
            if (group != null) {
                params.put("group" + i, group);
            }
            branches.add("(select " + hint + " " + i + " g, a.id from account a" + order.joinsWithinGroup() + " where " + where.condition() + " and "
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
        if (question.narrow() == null) {
            return count("select a.id from account a" + where.where() + limit, where);
        }
        var params = new Sql();
        List<String> selects = new ArrayList<>();
        for (var part : question.narrowParts()) {
            var some = question.withText(part.where());
            params.with(some.params());
            String hint = part.narrow() == null ? "" : index(question.text() == null ? part.narrow().index : part.narrow().textIndex);
            selects.add("(select " + hint + " a.id from account a" + some.where() + limit + ")");
        }
        return Math.min(atMost, count(String.join(" union all ", selects), params));
    }

    private long count(String selection, Sql params) {
        return jdbc.sql("select count(*) from (" + selection + ") x").params(params.params()).query(Long.class).single();
    }

    /** Ids that come after one, in their own order. */
    List<Long> after(Question question, long id, int limit) {
        var where = question.withText().and("a.id > :after", "after", id);
        var ids = AccountOrder.of(List.of());
        if (question.narrow() != null) {
            return read(narrow(question, part -> question.withText(part).and("a.id > :after", "after", id), false, ids, 0, limit));
        }
        var few = question.text() == null ? Optional.<Candidates>empty() : search.candidates(question.text(), FEW);
        return few.map(candidates -> sorted(candidates, where, ids, 0, limit)).orElseGet(() -> sorted(where, "", ids, 0, limit));
    }
}
