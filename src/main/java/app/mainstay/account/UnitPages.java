package app.mainstay.account;

import static app.mainstay.account.AccountIds.index;

import app.mainstay.account.AccountConditions.Narrow;
import app.mainstay.account.AccountConditions.Part;
import app.mainstay.account.AccountConditions.Question;
import app.mainstay.account.AccountConditions.Rare;
import app.mainstay.shared.Slice.Order;
import app.mainstay.shared.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which of the accounts of some units are on a page. The units' index has everything but names, which would be read of all accounts for the few of
 * a page; so it tells first how far the page reaches.
 */
final class UnitPages {

    /** Accounts whose names are soon read and sorted. */
    static final int SOON_SORTED = 1_000;

    /** Fewer of one unit are told sooner by the units' index than they are met on the way through its names. */
    private static final int SOON_MET = 300;
    /** Units whose first names are put together at once. */
    private static final int TOGETHER = 100;

    /** More are not named in a condition. */
    private static final int MOST_GROUPS = 200;

    private final JdbcClient jdbc;
    private final int soonSorted;
    /** How large the groups of some accounts were: it tells with which of them to begin, and being wrong costs time alone. */
    private final Remembered<Map<String, Long>> known = new Remembered<>(2_000);

    UnitPages(JdbcClient jdbc, int soonSorted) {
        this.jdbc = jdbc;
        this.soonSorted = soonSorted;
    }

    static boolean finds(Question question, AccountOrder order) {
        return byGroup(question, order) || bySeveral(question, order) || byNameOfSome(question, order);
    }

    private static boolean byGroup(Question question, AccountOrder order) {
        return ofUnits(question) && order.isGroupThenName();
    }

    private static boolean bySeveral(Question question, AccountOrder order) {
        return ofUnits(question) && order.orders().size() > 1 && order.first().group == null;
    }

    private static boolean byNameOfSome(Question question, AccountOrder order) {
        return ofUnits(question) && question.filtered() && order.is(AccountSort.NAME);
    }

    private static boolean ofUnits(Question question) {
        return question.narrow() == Narrow.UNITS && question.text() == null && question.parts().isEmpty();
    }

    List<Long> page(Question question, AccountOrder order, long offset, int limit) {
        if (byNameOfSome(question, order)) {
            return byNameOfSome(question.where(), order, offset, limit);
        }
        return byGroup(question, order) ? byGroup(question.where(), false, order, offset, limit) : upToTheLast(question, order, offset, limit);
    }

    /** Of very many accounts of units by group: which groups they are in is known first, since each of the others would be gone through to its end. */
    Optional<List<Long>> ofMany(Question question, AccountOrder order, long offset, int limit) {
        return question.narrow() == null && !question.narrowed().isEmpty() && order.isGroupThenName() && order.first() != AccountSort.UNIT
                ? Optional.of(byGroup(question.where(), true, order, offset, limit)) : Optional.empty();
    }

    /**
     * By name within very many accounts of some units. Their names may lie together far from the first of the list, so the first of each unit are put
     * together, each by its index. Empty for another question.
     */
    Optional<AccountIds> ofManyByName(Question question, AccountOrder order, long offset, int limit) {
        if (question.narrow() != null || question.text() != null || !order.is(AccountSort.NAME)
                || question.units().isEmpty() || question.units().size() > TOGETHER) {
            return Optional.empty();
        }
        var few = unitsOfFew(question);
        List<Part> parts = new ArrayList<>();
        for (Object unit : question.units()) {
            if (!few.contains(unit)) {
                String name = "namedUnit" + parts.size();
                parts.add(new Part(new Sql().and(question.where()).and("a.unit_id = :" + name, name, unit), Narrow.UNITS, Long.MAX_VALUE));
            }
        }
        if (!few.isEmpty()) {
            return Optional.of(partlyTold(question, few, parts, order, offset, limit));
        }
        return Optional.of(AccountIds.narrow(new Question(question.where(), question.filtered(), null, Narrow.UNITS, parts, question.narrowed(), question.rare()),
                UnaryOperator.identity(), false, order, offset, limit));
    }

    /** Those of some units by their names' index, those of others by what tells them without names. */
    private static AccountIds partlyTold(Question question, List<Object> few, List<Part> parts, AccountOrder order, long offset, int limit) {
        Map<String, Object> params = new HashMap<>(question.where().params());
        List<String> selects = new ArrayList<>();
        String end = " order by " + order.sql() + " limit " + (offset + limit) + ")";
        params.put("unitsOfFew", few);
        selects.add("(select a.id" + order.selected() + " from (select " + index(Narrow.UNITS.index) + " a.id from account a" + question.where().where()
                + " and a.unit_id in (:unitsOfFew) limit " + Integer.MAX_VALUE + ") k join account a on a.id = k.id" + end);
        for (var part : parts) {
            params.putAll(part.where().params());
            selects.add("(select " + index(AccountSort.UNIT.index) + " a.id" + order.selected() + " from account a" + part.where().where() + end);
        }
        params.put("limit", limit);
        params.put("offset", offset);
        return new AccountIds("select s.id from (" + String.join(" union all ", selects) + ") s order by " + order.ofSelected() + " limit :limit offset :offset", params);
    }

    /** Units that had only few of what a filter asks for, as far as the units' index tells: each would be gone through to its end. */
    private List<Object> unitsOfFew(Question question) {
        var params = question.where().params();
        if (question.rare().stream().anyMatch(Rare::isTag) || question.rare().isEmpty() && !params.containsKey("now") && !params.containsKey("representatives")) {
            return List.of();
        }
        var byUnit = AccountOrder.of(List.of(new Order<>(AccountSort.UNIT, false)));
        var counts = Objects.requireNonNullElseGet(known.get(key(question.where(), byUnit)), () -> counted(question.where(), byUnit));
        return new ArrayList<>(question.units().stream().filter(unit -> counts.getOrDefault(String.valueOf(unit), 0L) < Math.min(SOON_MET, soonSorted)).toList());
    }

    /** Few are told by the index that has what is filtered by; many are soon met in the order of names. */
    private List<Long> byNameOfSome(Sql where, AccountOrder order, long offset, int limit) {
        int few = 2 * soonSorted;
        long found = jdbc.sql("select count(*) from (select " + index(Narrow.UNITS.index) + " 1 from account a" + where.where() + " limit " + (few + 1) + ") x")
                .params(where.params()).query(Long.class).single();
        return found > few ? AccountIds.of(where, index(Narrow.UNITS, order), order, offset, limit).read(jdbc) : named(where, order, offset, limit);
    }

    /** By several columns: the first one alone tells how far the page reaches. */
    private List<Long> upToTheLast(Question question, AccountOrder order, long offset, int limit) {
        var where = question.where();
        var last = AccountIds.of(where, index(Narrow.UNITS, order.onlyFirst()), order.onlyFirst(), offset + limit - 1, 1).read(jdbc);
        if (last.isEmpty()) {
            return AccountIds.narrow(question, UnaryOperator.identity(), false, order, offset, limit).read(jdbc);
        }
        var bound = AccountBound.at(jdbc, order, last.getFirst());
        var upTo = bound.upTo(where, order, false);
        return bound.value() == null && !order.firstDescending() && order.orders().size() == 2
                ? AccountIds.of(upTo, index(Narrow.UNITS, order.rest()), order.rest(), offset, limit).read(jdbc)
                : AccountIds.of(upTo, index(Narrow.UNITS, order.onlyFirst()), order, offset, limit).read(jdbc);
    }

    /**
     * How many a group has: all at once from the units' index. Tiers stand at its beginning, so that of a page near by only those before its end are
     * counted, each no further than it matters.
     */
    private ToLongFunction<@Nullable Object> counts(Sql where, AccountOrder order, boolean near) {
        if (near && order.first() == AccountSort.TIER) {
            return group -> {
                var some = order.inGroup(where, group);
                return jdbc.sql("select count(*) from (select " + index(Narrow.UNITS.index) + " 1 from account a" + some.where() + " limit " + (soonSorted + 1) + ") x")
                        .params(some.params()).query(Long.class).single();
            };
        }
        var counts = counted(where, order);
        return group -> counts.getOrDefault(String.valueOf(group), 0L);
    }

    private Map<String, Long> counted(Sql where, AccountOrder order) {
        String column = order.first().group;
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("select " + index(Narrow.UNITS.index) + " " + column + ", count(*) from account a" + where.where() + " group by " + column).params(where.params())
                .query(row -> {
                    counts.put(String.valueOf(row.getObject(1)), row.getLong(2));
                });
        known.put(key(where, order), counts);
        return counts;
    }

    private static List<Object> key(Sql where, AccountOrder order) {
        return Remembered.key(where, order.first());
    }

    /**
     * The first groups, as many as were enough when they were counted last: all of them are read, also those that nobody was in, up to one that is so
     * large that it is gone through by name. Empty where that is not known, or does not fill the page.
     */
    private Optional<List<Long>> inFirstGroups(Sql where, AccountOrder order, long offset, int limit) {
        var before = known.get(key(where, order));
        if (before == null) {
            return Optional.empty();
        }
        List<@Nullable Object> few = new ArrayList<>();
        Object large = null;
        long ofFew = 0;
        for (Object group : order.groups(jdbc)) {
            long count = before.getOrDefault(String.valueOf(group), 0L);
            if (ofFew >= offset + limit || few.size() > MOST_GROUPS) {
                break;
            }
            if (count > soonSorted && group != null) {
                large = group;
                break;
            }
            few.add(group);
            ofFew += count;
        }
        if (large == null && ofFew < offset + limit) {
            return Optional.empty();
        }
        List<Long> found = few.isEmpty() ? new ArrayList<>() : new ArrayList<>(named(order.inGroups(where, few), order, offset, limit));
        if (large != null && found.size() < limit && (offset == 0 || !found.isEmpty())) {
            found.addAll(AccountIds.of(order.inGroup(where, large), index(indexOf(order)), order.rest(), 0, limit - found.size()).read(jdbc));
        }
        return found.size() == limit ? Optional.of(found) : Optional.empty();
    }

    /** By which the accounts of a group of some units are gone through by name. */
    private static String indexOf(AccountOrder order) {
        return order.first() == AccountSort.REPRESENTATIVE ? AccountSort.REPRESENTATIVE.index : AccountSort.UNIT.index;
    }

    /** Reads names of those groups alone that the page shows. */
    private List<Long> byGroup(Sql where, boolean many, AccountOrder order, long offset, int limit) {
        if (!many && offset + limit <= soonSorted && order.first() != AccountSort.TIER) {
            var first = inFirstGroups(where, order, offset, limit);
            if (first.isPresent()) {
                return first.get();
            }
        }
        var counts = counts(where, order, !many && offset + limit <= soonSorted);
        List<Long> found = new ArrayList<>();
        List<@Nullable Object> few = new ArrayList<>();
        long ofFew = 0;
        long skip = offset;
        for (Object group : order.groups(jdbc)) {
            long count = counts.applyAsLong(group);
            if (count == 0 || few.isEmpty() && skip >= count) {
                skip -= count;
                continue;
            }
            if (count > soonSorted || ofFew + count > 2L * soonSorted) {
                sorted(where, order, few, skip, limit, found);
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
                String hint = many ? order.first().index : indexOf(order);
                found.addAll(AccountIds.of(order.inGroups(where, few), index(hint), order.rest(), skip, limit - found.size()).read(jdbc));
                skip = 0;
                few.clear();
                ofFew = 0;
            }
            if (found.size() + Math.max(0, ofFew - skip) >= limit) {
                break;
            }
        }
        sorted(where, order, few, skip, limit, found);
        return found;
    }

    private void sorted(Sql where, AccountOrder order, List<@Nullable Object> groups, long skip, int limit, List<Long> found) {
        if (!groups.isEmpty() && found.size() < limit) {
            found.addAll(named(order.inGroups(where, groups), order, skip, limit - found.size()));
        }
    }

    private List<Long> named(Sql some, AccountOrder order, long skip, int limit) {
        return AccountIds.named(some, order, skip, limit).read(jdbc);
    }
}
