package app.mainstay.account;

import static app.mainstay.account.AccountIds.index;

import app.mainstay.account.search.TextSearch.Candidates;
import app.mainstay.base.list.Milestones;
import app.mainstay.shared.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which accounts of a long list are on a page whose order begins with groups: group after group, so that nothing of the whole list is sorted. */
final class GroupPages {

    /** Groups looked into at once, until most have turned out to be empty. */
    private static final int[] AT_ONCE = {1, 8, 60};

    /** Groups have more or less of what is asked for. */
    private static final int UNEVEN = 3;
    /** All accounts of so many people are read sooner than the entries of a frequent piece. */
    private static final int FEW_READ = 12;
    /** One group in so many is soon gone through. */
    private static final int FEW_OF_THEM = 15;

    private final JdbcClient jdbc;
    private final Milestones milestones;
    private final int far;
    private final OrderPages inOrder;

    GroupPages(JdbcClient jdbc, Milestones milestones, int far, OrderPages inOrder) {
        this.jdbc = jdbc;
        this.milestones = milestones;
        this.far = far;
        this.inOrder = inOrder;
    }

    /** Empty where the page is not full after many groups. */
    Optional<List<Long>> page(Sql where, AccountOrder order, long offset, int limit) {
        return page(where, order, order.groups(jdbc), offset, limit);
    }

    /** Where all that are asked for are in some of the groups. Empty where the page is not full after many of them. */
    Optional<List<Long>> pageOf(Collection<?> some, Sql where, AccountOrder order, long offset, int limit) {
        return page(where, order, order.groups(jdbc).stream().filter(some::contains).toList(), offset, limit);
    }

    private Optional<List<Long>> page(Sql where, AccountOrder order, List<@Nullable Object> groups, long offset, int limit) {
        if (offset >= far) {
            return Optional.of(order.first().large && order.isGroupThenName() ? milestones.page(Milestones.Question.of(order.sql(), where),
                    AccountSections.ofGroups(jdbc, where, order, groups), offset, limit) : behindOthers(where, order, groups, offset, limit));
        }
        return order.first().large && !order.isGroupThenName() ? inFirstGroup(where, order, groups, offset, limit) : near(where, order, groups, offset, limit);
    }

    private Optional<List<Long>> near(Sql where, AccountOrder order, List<@Nullable Object> groups, long skip, int limit) {
        List<Long> found = new ArrayList<>();
        var rest = groups;
        for (int atOnce : AT_ONCE) {
            var part = rest.subList(0, Math.min(atOnce, rest.size()));
            if (!part.isEmpty()) {
                found.addAll(first(where, order, part, skip + limit));
            }
            rest = rest.subList(part.size(), rest.size());
            if (found.size() >= skip + limit || rest.isEmpty()) {
                return Optional.of(found.subList((int) Math.min(skip, found.size()), (int) Math.min(skip + limit, found.size())));
            }
        }
        return Optional.empty();
    }

    /** Those met among the accounts of so many groups as are likely to fill the page. Empty where that are many accounts, or too few. */
    Optional<List<Long>> among(Candidates some, Sql where, AccountOrder order, long offset, int limit) {
        var groups = order.groups(jdbc);
        long likely = 1 + UNEVEN * groups.size() * (offset + limit) / Math.max(1, some.count());
        if (order.first().large || likely > groups.size() / FEW_OF_THEM) {
            return Optional.empty();
        }
        var part = groups.subList(0, (int) likely);
        if (order.first() == AccountSort.REPRESENTATIVE && likely <= FEW_READ) {
            return Optional.of(AccountIds.of(order.inGroups(where, part), index(order.first().index), order, offset, limit).read(jdbc)).filter(page -> page.size() == limit);
        }
        var first = order.inGroups(new Sql(), part);
        var found = AccountIds.met(some, order.first() == AccountSort.REPRESENTATIVE ? "account_rep_live" : order.first().index, first, where, order, false, offset,
                limit).read(jdbc);
        return found.size() == limit ? Optional.of(found) : Optional.empty();
    }

    /** In another order than by name within the groups. Empty where the page is not all in the first group. */
    private Optional<List<Long>> inFirstGroup(Sql where, AccountOrder order, List<@Nullable Object> groups, long offset, int limit) {
        for (Object group : groups) {
            var inGroup = order.inGroup(where, group);
            if (group != null || !AccountIds.of(inGroup, "", AccountOrder.of(List.of()), 0, 1).read(jdbc).isEmpty()) {
                return inOrder.page(inGroup, true, order.rest(), offset, limit).filter(page -> page.size() == limit);
            }
        }
        return Optional.empty();
    }

    /**
     * Groups before the page are passed over by their sizes, which are counted at once and known for a while. What others write meanwhile moves a page
     * by as many rows; one that reaches the end of its group sees that a size is wrong, and all are counted again.
     */
    private List<Long> behindOthers(Sql where, AccountOrder order, List<@Nullable Object> groups, long offset, int limit) {
        var question = Milestones.Question.of("groups by " + order.first(), where);
        var sizes = milestones.sizes(question, () -> count(where, order));
        long skip = offset;
        for (int i = 0; i < groups.size(); i++) {
            long size = sizes.getOrDefault(String.valueOf(groups.get(i)), 0L);
            if (skip < size) {
                var found = new ArrayList<>(ofGroup(where, order, groups.get(i), skip, limit));
                boolean wrong = found.size() < limit ? skip + found.size() != size : skip + limit > size;
                if (wrong && milestones.forget(question)) {
                    return behindOthers(where, order, groups, offset, limit);
                }
                more(where, order, groups.subList(i + 1, groups.size()), limit, found);
                return found;
            }
            skip -= size;
        }
        return List.of();
    }

    /** By the group as text, since drivers read the same number in different types. */
    private Map<String, Long> count(Sql where, AccountOrder order) {
        Map<String, Long> counts = new HashMap<>();
        // The narrowest index that tells live ones: left to itself, MySQL reads a million rows of the table for people.
        String counted = switch (order.first()) {
            case REPRESENTATIVE -> "account_rep_live";
            case UNIT -> "account_live";
            default -> order.first().index;
        };
        jdbc.sql("select " + index(counted) + " " + order.first().group + ", count(*) from account a" + where.where()
                        + " group by " + order.first().group).params(where.params())
                .query(row -> {
                    counts.put(String.valueOf(row.getObject(1)), row.getLong(2));
                });
        return counts;
    }

    private List<Long> ofGroup(Sql where, AccountOrder order, @Nullable Object group, long skip, int limit) {
        var inGroup = order.inGroup(where, group);
        var rest = order.rest();
        return (order.first().large ? inOrder.page(inGroup, true, rest, skip, limit) : Optional.<List<Long>>empty())
                .orElseGet(() -> AccountIds.of(inGroup, order.isGroupThenName() ? index(order.first().index) : "", rest, skip, limit).read(jdbc));
    }

    /** What a page lacks, from the beginning of the next groups. */
    private void more(Sql where, AccountOrder order, List<@Nullable Object> groups, int limit, List<Long> found) {
        int next = 0;
        for (int i = 0; found.size() < limit && next < groups.size(); i++) {
            int end = Math.min(groups.size(), next + AT_ONCE[Math.min(i, AT_ONCE.length - 1)]);
            found.addAll(first(where, order, groups.subList(next, end), limit - found.size()));
            next = end;
        }
    }

    /** The first accounts of each group, group after group. */
    private List<Long> first(Sql where, AccountOrder order, List<@Nullable Object> groups, long limit) {
        Map<String, Object> params = new HashMap<>(where.params());
        List<String> branches = new ArrayList<>();
        String hint = order.isGroupThenName() ? index(order.first().index) : "";
        for (int i = 0; i < groups.size(); i++) {
            Object group = groups.get(i);
            if (group != null) {
                params.put("group" + i, group);
            }
            branches.add("(select " + hint + " " + i + " g, a.id from account a" + order.rest().joins() + " where " + where.condition() + " and "
                    + order.first().group + (group == null ? " is null" : " = :group" + i) + " order by " + order.rest().sql() + " limit :limit)");
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
}
