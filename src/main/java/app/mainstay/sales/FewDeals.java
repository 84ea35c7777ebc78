package app.mainstay.sales;

import app.mainstay.base.list.Keyset;
import app.mainstay.shared.Sql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether few deals come into question, and their pages: they are sorted sooner than met on the way through the list. What is seen by owner and what is
 * seen through the account is looked for apart, each by its index.
 */
@Component
class FewDeals {

    /** So many are soon sorted. Not final for tests, which have few. */
    int most = 8_000;
    private static final int REMEMBERED = 1_000;

    private final JdbcClient jdbc;
    private final OpportunityStore store;
    /** Questions that many deals answered once. Should they become few again, the list is right and read in a way that is not the best one. */
    private final Set<List<Object>> many = ConcurrentHashMap.newKeySet();

    FewDeals(JdbcClient jdbc, OpportunityStore store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    /** Leg by leg, since the first one is mostly enough to say no; deals of two legs may count twice. */
    boolean are(DealQuestion question) {
        var seen = question.seen();
        var key = key(question);
        if (many(key)) {
            return false;
        }
        long found = 0;
        for (var leg : seen != null && question.rest().isEmpty() ? question.wholeLegs() : question.legs("o.id")) {
            found += count(leg + " limit " + (most + 1), question);
            if (found > most) {
                remember(key);
                return false;
            }
        }
        return true;
    }

    private static List<Object> key(DealQuestion question) {
        var asked = new Sql().and(question.seen() == null ? new Sql() : question.seen().any()).and(question.rest());
        return List.of(asked.condition(), Map.copyOf(asked.params()));
    }

    boolean many(List<Object> key) {
        return many.contains(key);
    }

    void remember(List<Object> key) {
        if (many.size() >= REMEMBERED) {
            many.clear();
        }
        many.add(key);
    }

    /** Asks at once for the page and for whether it is few that come into question; empty where it is many. */
    Optional<List<OpportunityRow>> page(DealQuestion question, OpportunityOrder order, long offset, int limit, OpportunityStore.Reader reader) {
        var key = key(question);
        if (many(key) || order.isEmpty() || offset > most) {
            return are(question) ? Optional.of(store.rows(withText(question, order, offset, limit), order, reader)) : Optional.empty();
        }
        String some = ways(question, order.inIndex() ? "o.id, " + order.first().column() + " c" : "o.id", " limit " + (most + 1));
        String way = order.descending() ? " desc" : "";
        String found = order.inIndex() ? "select x.id, count(*) over () n from (" + some + ") x order by x.c" + way + ", x.id" + way
                : "select /*+ JOIN_ORDER(x, o) */ o.id, count(*) over () n from (" + some + ") x join sales_opportunity o on o.id = x.id" + order.joins() + " order by " + order.sql();
        var page = store.rows(new Keyset.Ids(found + " limit :limit offset :offset", params(question, offset, limit)), order, reader, most);
        if (page.isEmpty()) {
            remember(key);
        }
        return page;
    }

    private static Map<String, Object> params(DealQuestion question, long offset, int limit) {
        Map<String, Object> params = new HashMap<>(question.where().params());
        params.put("pieces", OpportunityText.pieces(question.words()));
        params.put("limit", limit);
        params.put("offset", offset);
        return params;
    }

    private static String ways(DealQuestion question, String columns, String limit) {
        return question.legs(columns).stream().map(leg -> "(" + leg + limit + ")").collect(Collectors.joining(" union "));
    }

    /** A page of few. Each way brings along what it is sorted by. */
    Keyset.Ids withText(DealQuestion question, OpportunityOrder order, long offset, int limit) {
        if (!order.inIndex()) {
            return sorted(union(question, 0), question, question.text(), order, offset, limit);
        }
        String way = order.descending() ? " desc" : "";
        var all = new DealQuestion(question.seen(), new Sql().and(question.rest()).and(question.text()), new Sql(), null);
        return new Keyset.Ids("select x.id from (" + ways(all, "o.id, " + order.first().column() + " c", "") + ") x order by x.c" + way + ", x.id" + way
                + " limit :limit offset :offset", params(question, offset, limit));
    }

    /** @param ids selects those that come into question. @param where what is asked of them yet */
    Keyset.Ids sorted(String ids, DealQuestion question, Sql where, OpportunityOrder order, long offset, int limit) {
        String account = where.condition().contains("a.") && !order.by(OpportunitySort.ACCOUNT) ? OpportunitySort.ACCOUNT.join : "";
        return new Keyset.Ids("select /*+ JOIN_ORDER(x, o) */ o.id from (" + ids + ") x join sales_opportunity o on o.id = x.id" + account + order.joins() + where.where()
                + " order by " + order.sql() + " limit :limit offset :offset", params(question, offset, limit));
    }

    /** All that come into question whatever the text, or so many and one more of each way. @param limit 0 for all */
    static String union(DealQuestion question, int limit) {
        var legs = question.legs("o.id");
        return legs.size() == 1 && limit == 0 ? legs.getFirst()
                : legs.stream().map(leg -> "(" + leg + (limit == 0 ? ")" : " limit " + (limit + 1) + ")")).collect(Collectors.joining(" union "));
    }

    long count(String ids, DealQuestion question) {
        return jdbc.sql("select count(*) from (" + ids + ") x").params(question.where().params()).query(Long.class).single();
    }
}
