package app.mainstay.sales;

import app.mainstay.base.list.Milestones;
import app.mainstay.base.list.Milestones.Question;
import app.mainstay.shared.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A page by stage or owner: group after group, so that nothing of the whole list is sorted. Groups before the page are passed over by their sizes; a page
 * that reaches the end of its group sees whether that size is still right.
 */
@Component
class OpportunityGroups {

    /** Groups looked into at once, until most have turned out to be empty. */
    private static final int[] GROUPS_AT_ONCE = {1, 8, 60};

    private final JdbcClient jdbc;
    private final SalesSums sums;
    private final Milestones milestones;

    OpportunityGroups(JdbcClient jdbc, SalesSums sums, Milestones milestones) {
        this.jdbc = jdbc;
        this.sums = sums;
        this.milestones = milestones;
    }

    /** Empty where too many groups have nothing. */
    Optional<List<Long>> page(DealQuestion question, OpportunityOrder order, long offset, int limit) {
        List<Long> groups = jdbc.sql(order.first().groups).query(Long.class).list();
        groups = order.descending() ? groups.reversed() : groups;
        return offset == 0 ? first(question, order, groups, limit) : behind(question, order, groups, offset, limit);
    }

    private Optional<List<Long>> behind(DealQuestion question, OpportunityOrder order, List<Long> groups, long offset, int limit) {
        var where = question.where();
        String column = Objects.requireNonNull(order.first().group);
        var asked = Question.of("sizes by " + order.first(), where);
        Map<Long, Long> sizes = milestones.sizes(asked, () -> order.first() == OpportunitySort.STAGE && question.ofUnits() && !question.names() ? stages(question)
                : sizes(question, order, column));
        long skip = offset;
        int at = 0;
        while (at < groups.size() && sizes.getOrDefault(groups.get(at), 0L) <= skip) {
            skip -= sizes.getOrDefault(groups.get(at++), 0L);
        }
        if (at == groups.size()) {
            return milestones.forget(asked) ? behind(question, order, groups, offset, limit) : Optional.of(List.of());
        }
        long size = sizes.get(groups.get(at));
        var within = new Sql().and(where).and(column + " = :group", "group", groups.get(at));
        var byId = OpportunityOrder.byId(order.descending());
        // One more, which tells whether the group goes on behind the page.
        var found = milestones.page(Question.of(order.sql(), within), byId.through(jdbc, order.hint(), "o.id", question.from(), within), skip, limit + 1);
        boolean wrong = found.size() <= limit ? skip + found.size() != size : skip + limit >= size;
        if (wrong && milestones.forget(asked)) {
            return behind(question, order, groups, offset, limit);
        }
        if (found.size() >= limit) {
            return Optional.of(found.subList(0, limit));
        }
        return first(question, order, groups.subList(at + 1, groups.size()), limit - found.size()).map(more -> {
            List<Long> both = new ArrayList<>(found);
            both.addAll(more);
            return both;
        });
    }

    private Map<Long, Long> sizes(DealQuestion question, OpportunityOrder order, String column) {
        var where = question.where();
        Map<Long, Long> sizes = new HashMap<>();
        jdbc.sql("select " + order.hint() + " " + column + ", count(*)" + question.from() + where.where() + " group by " + column).params(where.params()).query(row -> {
            sizes.put(row.getLong(1), row.getLong(2));
        });
        return sizes;
    }

    /** From what is kept of units, and what their accounts add. */
    private Map<Long, Long> stages(DealQuestion question) {
        var seen = question.seen();
        if (seen == null) {
            return sums.stages(null);
        }
        Map<Long, Long> stages = sums.stages(seen.units());
        var via = seen.onlyVia();
        jdbc.sql("select o.stage_id, count(*) from sales_opportunity o" + via.where() + " group by o.stage_id").params(seen.any().params()).query(row -> {
            stages.merge(row.getLong(1), row.getLong(2), Long::sum);
        });
        return stages;
    }

    private Optional<List<Long>> first(DealQuestion question, OpportunityOrder order, List<Long> groups, int limit) {
        var where = question.where();
        String way = order.descending() ? " desc" : "";
        List<Long> found = new ArrayList<>();
        int from = 0;
        for (int atOnce : GROUPS_AT_ONCE) {
            var part = groups.subList(from, Math.min(from + atOnce, groups.size()));
            from += part.size();
            Map<String, Object> params = new HashMap<>(where.params());
            List<String> branches = new ArrayList<>();
            for (int i = 0; i < part.size(); i++) {
                params.put("group" + i, part.get(i));
                // A number and no parameter: the embedded database takes a part's rows for the same as before, whatever the limit was then.
                branches.add("(select " + order.hint() + " " + i + " g, o.id" + question.from() + new Sql().and(where).and(order.first().group + " = :group" + i).where()
                        + " order by o.id" + way + " limit " + limit + ")");
            }
            if (!branches.isEmpty()) {
                found.addAll(jdbc.sql("select g, id from (" + String.join(" union all ", branches) + ") x order by g, id" + way).params(params)
                        .query((row, n) -> row.getLong(2)).list());
            }
            if (found.size() >= limit || from == groups.size()) {
                return Optional.of(found.subList(0, Math.min(limit, found.size())));
            }
        }
        return Optional.empty();
    }
}
