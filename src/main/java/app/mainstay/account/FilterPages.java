package app.mainstay.account;

import app.mainstay.account.AccountConditions.Narrow;
import app.mainstay.account.AccountConditions.Question;
import app.mainstay.account.AccountConditions.Rare;
import app.mainstay.account.search.TextSearch.Candidates;
import app.mainstay.shared.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which accounts of a long list are on a page when what is asked for is rare: few are read and sorted, more are looked for among the first of the list,
 * and then along the way through it. How many there are is known first, of what is rarest in the filter.
 */
final class FilterPages {

    /** More are mostly soon met on the way through the list. */
    private static final int MANY = 200_000;
    /** Rows of more than that take as long to read as all entries of the units' index. */
    private static final int MANY_READ = 70_000;
    /** And group by group. */
    private static final int MANY_IN_GROUPS = 60_000;
    /** So many of all are met on the way through a range of them. */
    private static final int OFTEN = 25_000;
    /** So many times more than are soon sorted are read and sorted sooner than groups are gone through. */
    private static final int MANY_NAMED = 5;
    /** By the parameters of what a filter says. */
    private static final List<String> IN_THE_UNITS_INDEX = List.of("tierRanks", "lifecycleRanks", "sectors", "regions", "representatives", "contactBefore", "now");
    /** To look up more takes longer than to read all entries. */
    private static final int MOST_RANGES = 6_000;

    private record Counted(Rare rare, long count) {
    }

    private final JdbcClient jdbc;
    private final OrderPages inOrder;
    private final int soonSorted;
    private final int first;
    /** To put so many into a table takes as long as to ask those of some units one by one. */
    private final int oftenInUnits;
    /** Entries that are asked one by one whether they bear a tag, sooner than some ten thousand that bear it are put into a table. */
    private final int asked;
    /** It changes slowly, and being wrong costs time alone. */
    private final Remembered<Long> known = new Remembered<>(2_000);

    /** @param soonSorted so many are sorted at once. @param first so many of the list are looked at before others are passed over by an index */
    FilterPages(JdbcClient jdbc, OrderPages inOrder, int soonSorted, int first) {
        this.jdbc = jdbc;
        this.inOrder = inOrder;
        this.soonSorted = soonSorted;
        this.first = first;
        oftenInUnits = 4 * soonSorted;
        asked = 5 * first;
    }

    /** One statement that finds the page where it is full after some of the list: what is asked for may not be rare. */
    Optional<AccountIds> soon(Question question, AccountOrder order, long offset, int limit) {
        if (order.isEmpty() || order.first().group != null || order.orders().size() > 1 || offset + limit > first / 4) {
            return Optional.empty();
        }
        var rarest = rarest(question.rare());
        if (question.isRangeOf(order.first())) {
            // The index has them one after the other, though perhaps behind all others.
            return rarest != null && rarest.count() < OFTEN ? Optional.empty()
                    : Optional.of(AccountIds.of(question.where(), AccountIds.index(order.first().index), order, offset, limit));
        }
        if (rarest != null && (rarest.count() <= soonSorted || order.is(AccountSort.NAME) && rarest.count() <= MANY_IN_GROUPS && rarest.rare().byName() == null)) {
            return Optional.empty();
        }
        var byName = rarest == null || !order.is(AccountSort.NAME) ? null : rarest.rare().byName();
        return Optional.of(inOrder.amongFirst(first, byName == null ? order.first().index : byName.index, byName == null ? new Sql() : rarest.rare().value(), question.where(),
                order, offset, limit));
    }

    /** Whether so few of all accounts are left by one of the conditions that these are read soonest. */
    boolean isRare(Question question) {
        var rarest = rarest(question.rare());
        return rarest != null && rarest.count() <= OFTEN;
    }

    /** Empty where nothing of the filter is rare. */
    Optional<List<Long>> page(Question question, AccountOrder order, long offset, int limit) {
        var rarest = rarest(question.rare());
        if (rarest == null || rarest.count() > MANY || rarest.count() > MANY_IN_GROUPS && order.isGroupThenName() && order.first().large) {
            return Optional.empty();
        }
        var met = tagged(question, rarest, order, offset, limit).or(() -> rarest.count() > soonSorted ? told(question, order, offset, limit) : Optional.empty());
        if (met.isPresent()) {
            return met;
        }
        var some = new Candidates(rarest.rare().params(), rarest.rare().select(), rarest.count());
        return (rarest.count() > soonSorted ? inOrder.among(some, question.where(), order, offset, limit) : Optional.<List<Long>>empty())
                .or(() -> Optional.of((rarest.count() > MANY_READ && isInTheUnitsIndex(question, order)
                        ? AccountIds.of(question.where(), AccountIds.index(Narrow.UNITS.index), order, offset, limit) : AccountIds.among(some, question.where(), order, offset, limit)).read(jdbc)));
    }

    /**
     * Of a tag that many bear and nothing else is asked with, each entry of the order's index is asked whether it is there. Empty where that does not fill the
     * page, which is remembered.
     */
    private Optional<List<Long>> tagged(Question question, Counted tag, AccountOrder order, long offset, int limit) {
        if (!tag.rare().isTag() || tag.count() <= soonSorted || order.isEmpty() || order.orders().size() > 1 || order.first().group != null
                || !question.where().params().keySet().equals(tag.rare().params().params().keySet())) {
            return Optional.empty();
        }
        List<Object> key = List.of(order.sql(), key(tag.rare()));
        var inVain = known.get(key);
        if (inVain != null && offset + limit >= inVain) {
            return Optional.empty();
        }
        var found = inOrder.amongFirst(asked, order.first().index, new Sql(), question.where(), order, offset, limit).read(jdbc);
        if (found.size() < limit) {
            known.put(key, offset + limit);
            return Optional.empty();
        }
        return Optional.of(found);
    }

    /**
     * By the units' index, which tells without touching rows what several conditions leave. Names are read of these then. Empty where that is not its question,
     * or leaves so many that they are soon met in the list.
     */
    private Optional<List<Long>> told(Question question, AccountOrder order, long offset, int limit) {
        var where = fromTheBeginning(question);
        if (where.isEmpty() || order.isEmpty()) {
            return Optional.empty();
        }
        if (isInTheUnitsIndex(question, order)) {
            return Optional.of(AccountIds.of(where.get(), AccountIds.index(Narrow.UNITS.index), order, offset, limit).read(jdbc));
        }
        return left(question, where.get()) > (order.first().group == null ? soonSorted : MANY_NAMED * soonSorted) ? Optional.empty()
                : Optional.of(AccountIds.named(where.get(), order, offset, limit).read(jdbc));
    }

    /** Any of what several conditions leave, no more than that; empty where the units' index does not tell soon. */
    Optional<AccountIds> told(Question question, int limit) {
        return fromTheBeginning(question).map(where -> AccountIds.inNoOrder(where, AccountIds.index(Narrow.UNITS.index), limit));
    }

    private long left(Question question, Sql where) {
        var key = Remembered.key(question.where(), "left");
        var before = known.get(key);
        if (before != null) {
            return before;
        }
        var some = AccountIds.inNoOrder(where, AccountIds.index(Narrow.UNITS.index), MANY_NAMED * soonSorted + 1);
        long count = jdbc.sql("select count(*) from (" + some.sql() + ") x").params(some.params()).query(Long.class).single();
        known.put(key, count);
        return count;
    }

    /**
     * The same condition with everything named that stands in the units' index before what is asked for, so that it is read there alone: all units, and all
     * tiers and lifecycles. Empty where less than two things are asked for, or none of those that stand there soon, or something that it does not have.
     */
    private Optional<Sql> fromTheBeginning(Question question) {
        var asked = question.where().params().keySet();
        boolean tiers = asked.contains("tierRanks");
        boolean lifecycles = asked.contains("lifecycleRanks");
        boolean sectors = asked.contains("sectors");
        if (question.text() != null || question.narrow() != null || !tiers && !lifecycles && !sectors || asked.contains("group")
                || IN_THE_UNITS_INDEX.stream().filter(asked::contains).count() < 2 || question.rare().stream().anyMatch(Rare::isTag)
                || !question.where().condition().startsWith("a.archived_at is null")) {
            return Optional.empty();
        }
        var where = new Sql().and(question.where());
        if (question.units().isEmpty()) {
            where.and("a.unit_id in (:allUnits)", "allUnits", jdbc.sql("select id from security_unit").query(Long.class).list());
        }
        if (!tiers) {
            where.and("a.tier_rank in (" + AccountSort.TIER.groups + ")");
        }
        if (!lifecycles && sectors) {
            where.and("a.lifecycle_rank in (" + AccountSort.LIFECYCLE.groups + ")");
        }
        return ranges(where.params(), tiers, lifecycles, sectors) > MOST_RANGES ? Optional.empty() : Optional.of(where);
    }

    /** How many places of the index that are, each of which is looked up. */
    private static long ranges(Map<String, Object> named, boolean tiers, boolean lifecycles, boolean sectors) {
        long ranges = tiers ? size(named, "tierRanks") : Tier.values().length + 1;
        ranges *= named.containsKey("allUnits") ? size(named, "allUnits") : size(named, "units");
        ranges *= lifecycles ? size(named, "lifecycleRanks") : sectors ? Lifecycle.values().length : 1;
        return ranges * (sectors ? size(named, "sectors") * size(named, "regions") : 1);
    }

    private static long size(Map<String, Object> named, String name) {
        return named.get(name) instanceof Collection<?> some ? some.size() : 1;
    }

    /** That index has everything but names and tags: all of its entries are read as soon as a tenth of the rows. */
    static boolean isInTheUnitsIndex(Question question, AccountOrder order) {
        return question.text() == null && question.rare().stream().noneMatch(Rare::isTag) && !order.isEmpty()
                && order.orders().stream().allMatch(by -> by.by().group == null && by.by() != AccountSort.NAME);
    }

    /** A tag's accounts among those of some units: asked one by one whether they bear it, these take longer. */
    Optional<AccountIds> ofUnits(Question question, AccountOrder order, long offset, int limit) {
        if (!taggedInUnits(question)) {
            return Optional.empty();
        }
        boolean byName = order.is(AccountSort.NAME);
        String index = byName ? AccountSort.UNIT.index : Narrow.UNITS.index;
        return Optional.ofNullable(rarest(question.rare().stream().filter(Rare::isTag).toList())).map(tag -> tag.count() > oftenInUnits
                ? AccountIds.of(question.where(), AccountIds.along(index), order, offset, limit)
                : AccountIds.met(new Candidates(tag.rare().params(), tag.rare().select(), tag.count()), index,
                        question.narrowed(), question.where(), order, byName, offset, limit));
    }

    static boolean taggedInUnits(Question question) {
        return question.text() == null && question.narrow() == Narrow.UNITS && question.parts().isEmpty() && !question.narrowed().isEmpty()
                && question.rare().stream().anyMatch(Rare::isTag);
    }

    /** How many of those, where each is asked; empty where that is no tag's question, or there is a quicker way. */
    Optional<AccountIds> countedInUnits(Question question, int limit) {
        return taggedInUnits(question) && Optional.ofNullable(rarest(question.rare().stream().filter(Rare::isTag).toList())).filter(tag -> tag.count() > oftenInUnits).isPresent()
                ? Optional.of(AccountIds.inNoOrder(question.where(), AccountIds.along(Narrow.UNITS.index), limit)) : Optional.empty();
    }

    private @Nullable Counted rarest(List<Rare> asked) {
        var counts = new long[asked.size()];
        List<String> selects = new ArrayList<>();
        var params = new Sql();
        for (int i = 0; i < counts.length; i++) {
            var rare = asked.get(i);
            var before = known.get(key(rare));
            if (before != null) {
                counts[i] = before;
            } else {
                selects.add("select " + i + " n, count(*) c from (" + rare.select() + " limit " + (MANY + 1) + ") s" + i);
                params.with(rare.params().params());
            }
        }
        if (!selects.isEmpty()) {
            jdbc.sql(String.join(" union all ", selects)).params(params.params()).query(row -> {
                counts[row.getInt("n")] = row.getLong("c");
                known.put(key(asked.get(row.getInt("n"))), row.getLong("c"));
            });
        }
        return IntStream.range(0, counts.length).mapToObj(i -> new Counted(asked.get(i), counts[i])).min(Comparator.comparing(Counted::count)).orElse(null);
    }

    private static List<Object> key(Rare rare) {
        return List.of(rare.select(), Map.copyOf(rare.params().params()));
    }
}
