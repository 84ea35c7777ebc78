package app.mainstay.sales;

import app.mainstay.shared.Names;
import app.mainstay.shared.Slice.Order;
import app.mainstay.shared.Sql;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds which deals are on a page, and chooses how: where few come into question they are sorted; a long list is read in its order from an index until
 * the page is full. What is seen by owner and what is seen through the account is looked for apart, each by its index. Hints are comments to the
 * embedded database.
 */
@Repository
class OpportunityFinder {

    /** So many are sorted sooner than met on the way through the list. Not final for tests, which have few. */
    int few = 8_000;
    /** How far to go through the list before giving up: what is frequent is met early. */
    private static final int[] WINDOWS = {2_000, 8_000};
    private static final int WINDOW = 8_000;
    /** Further in, what comes into question is sorted as a whole. */
    private static final int DEEP = 2_000;
    /** Groups looked into at once, until most have turned out to be empty. */
    private static final int[] GROUPS_AT_ONCE = {1, 8, 60};
    /** What nearly every company's name has finds nothing. */
    private static final Set<String> EVERYWHERE = Set.of("有限", "限公", "公司");
    private static final int PIECES = 6;
    private static final int REMEMBERED = 1_000;

    /**
     * @param seen  the ways to what is seen; null for who sees everything
     * @param rest  what is asked beside the text, on {@code o} and {@code a}
     * @param text  the text asked for as a condition on {@code o}; asks nothing where there is none
     * @param words the text itself
     */
    record Question(DealScope.@Nullable Ways seen, Sql rest, Sql text, @Nullable String words) {

        boolean asksNothing() {
            return seen == null && rest.isEmpty() && text.isEmpty();
        }

        /** All of it on a row of {@code o} with its account. */
        Sql where() {
            var where = new Sql();
            if (seen != null) {
                where.and(seen.any());
            }
            return where.and(rest).and(text);
        }

        boolean ofAccounts() {
            return seen != null && !seen.beyond().isEmpty() || rest.condition().contains("a.");
        }

        /** Whether the rows of an index that tells units say all that is asked. */
        boolean ofUnits() {
            return seen == null ? rest.isEmpty() && text.isEmpty() : seen.via() != null && seen.beyond().isEmpty() && rest.isEmpty() && text.isEmpty();
        }

        String from() {
            return ofAccounts() ? OpportunityStore.FROM : " from sales_opportunity o";
        }

        /** The ways to what is seen, whatever the text, which may have deals in common; parameters are those of {@link #where}. @param columns of {@code o} */
        List<String> legs(String columns) {
            String by = rest.condition().contains("a.") ? OpportunityStore.FROM : " from sales_opportunity o";
            if (seen == null) {
                return List.of("select " + columns + by + rest.where());
            }
            List<String> legs = new ArrayList<>(List.of("select " + columns + by + new Sql().and(seen.own()).and(rest).where()));
            if (seen.via() != null) {
                legs.add("select " + columns + by + seen.onlyVia().and(rest).where());
            }
            seen.beyond().forEach(part -> legs.add(throughAccounts(columns, seen, part, open() ? "o.closed_on is null" : "true", rest)));
            return legs;
        }

        /** The same of all that is seen, from indexes alone. */
        List<String> wholeLegs() {
            var ways = Objects.requireNonNull(seen);
            List<String> legs = new ArrayList<>(List.of("select o.id from sales_opportunity o" + ways.own().where()));
            if (ways.via() != null) {
                legs.add("select o.id from sales_opportunity o" + ways.via().where());
            }
            ways.beyond().forEach(part -> legs.add("select /*+ JOIN_ORDER(a, o) INDEX(o sales_opportunity_account_closed) */ o.id from account a "
                    + "join sales_opportunity o on o.account_id = a.id" + part.where()));
            return legs;
        }

        private boolean open() {
            return rest.params().get("outcomes") instanceof List<?> outcomes && outcomes.equals(List.of(Outcome.OPEN.name()));
        }

        /** What is seen through accounts beyond the units. Whose a deal is, of what unit and when it closed stands in the index. */
        static String throughAccounts(String columns, DealScope.Ways seen, Sql part, String closed, Sql rest) {
            return "select /*+ JOIN_ORDER(a, o) INDEX(o sales_opportunity_account_closed) */ " + columns
                    + " from account a join sales_opportunity o on o.account_id = a.id"
                    + new Sql().and(part).and(seen.neither()).and(closed).and(rest).where();
        }
    }

    /** By more than what an index gives. */
    private record Complete(List<Order<OpportunitySort>> orders) {

        static Complete of(List<Order<OpportunitySort>> wanted) {
            List<Order<OpportunitySort>> orders = new ArrayList<>();
            var seen = EnumSet.noneOf(OpportunitySort.class);
            wanted.stream().filter(order -> seen.add(order.by())).forEach(orders::add);
            return new Complete(orders);
        }

        boolean descending() {
            return !orders.isEmpty() && orders.getFirst().descending();
        }

        OpportunitySort first() {
            return orders.getFirst().by();
        }

        String joins() {
            return orders.stream().map(order -> order.by().join).collect(Collectors.joining());
        }

        String sql() {
            return OpportunityFinder.sql(orders);
        }
    }

    /** The id runs with the column before it, so that an index on (column, id) serves both directions. */
    static String sql(List<Order<OpportunitySort>> orders) {
        List<String> columns = new ArrayList<>();
        orders.forEach(order -> order.by().columns.forEach(column -> columns.add(column + (order.descending() ? " desc" : ""))));
        columns.add(!orders.isEmpty() && orders.getLast().descending() ? "o.id desc" : "o.id");
        return String.join(", ", columns);
    }

    private final JdbcClient jdbc;
    private final SalesSums sums;
    private final boolean indexed;
    /** Questions that many deals answered once. Should they become few again, the list is right and read in a way that is not the best one. */
    private final Set<List<Object>> many = ConcurrentHashMap.newKeySet();

    OpportunityFinder(JdbcClient jdbc, JdbcTemplate template, SalesSums sums) {
        this.jdbc = jdbc;
        this.sums = sums;
        String database = template.execute((ConnectionCallback<String>) connection -> connection.getMetaData().getDatabaseProductName());
        indexed = "MySQL".equals(database);
    }

    List<Long> find(Question question, List<Order<OpportunitySort>> wanted, long offset, int limit) {
        var order = Complete.of(wanted);
        if ((question.seen() != null || !question.rest().isEmpty()) && few(question)) {
            return few(question, order, offset, limit);
        }
        boolean inIndex = order.orders().size() == 1 && order.first().indexed();
        // A text that is on many deals is met soon enough, since what tells units stands in the index.
        boolean met = inIndex && indexed && offset < DEEP && !question.text().isEmpty() && question.seen() != null && question.seen().via() != null;
        if (met && many.contains(frequent(question))) {
            return read(index(order.first().index), question, question.where(), order, offset, limit);
        }
        if (question.asksNothing() || offset < DEEP || !order.orders().isEmpty() && order.first().group != null && (question.seen() == null || question.ofUnits())) {
            var found = inOrder(question, order, offset, limit);
            if (found.isPresent()) {
                return found.get();
            }
        }
        var candidates = candidates(question);
        if (candidates.isPresent()) {
            return sorted(candidates.get(), question, question.where(), order, offset, limit);
        }
        if (met || question.ofUnits() && inIndex) {
            return read(index(order.first().index), question, question.where(), order, offset, limit);
        }
        if (question.seen() != null) {
            return sorted(union(question, 0), question, question.text(), order, offset, limit);
        }
        return read("/*+ NO_ORDER_INDEX(o) */", question, question.where(), order, offset, limit);
    }

    /** Leg by leg, since the first one is mostly enough to say no; deals of two legs may count twice. */
    private boolean few(Question question) {
        var seen = question.seen();
        var asked = new Sql().and(seen == null ? new Sql() : seen.any()).and(question.rest());
        var key = List.of(asked.condition(), Map.copyOf(asked.params()));
        if (many.contains(key)) {
            return false;
        }
        long found = 0;
        for (var leg : seen != null && question.rest().isEmpty() ? question.wholeLegs() : question.legs("o.id")) {
            found += count(leg + " limit " + (few + 1), question);
            if (found > few) {
                remember(key);
                return false;
            }
        }
        return true;
    }

    private void remember(List<Object> question) {
        if (many.size() >= REMEMBERED) {
            many.clear();
        }
        many.add(question);
    }

    /** Each way brings along what it is sorted by. */
    private List<Long> few(Question question, Complete order, long offset, int limit) {
        if (order.orders().size() != 1 || !order.first().indexed()) {
            return sorted(union(question, 0), question, question.text(), order, offset, limit);
        }
        String way = order.descending() ? " desc" : "";
        var all = new Question(question.seen(), new Sql().and(question.rest()).and(question.text()), new Sql(), null);
        return jdbc.sql("select x.id from (" + all.legs("o.id, " + order.first().column() + " c").stream().map(leg -> "(" + leg + ")").collect(Collectors.joining(" union "))
                + ") x order by x.c" + way + ", x.id" + way + " limit :limit offset :offset").params(all.where().params()).param("limit", limit).param("offset", offset)
                .query(Long.class).list();
    }

    private static String union(Question question, int limit) {
        var legs = question.legs("o.id");
        return legs.size() == 1 && limit == 0 ? legs.getFirst()
                : legs.stream().map(leg -> "(" + leg + (limit == 0 ? ")" : " limit " + (limit + 1) + ")")).collect(Collectors.joining(" union "));
    }

    private long count(String ids, Question question) {
        return jdbc.sql("select count(*) from (" + ids + ") x").params(question.where().params()).query(Long.class).single();
    }

    // ---- few: found, then sorted ----

    private List<Long> sorted(String ids, Question question, Sql where, Complete order, long offset, int limit) {
        String account = where.condition().contains("a.") && order.orders().stream().noneMatch(each -> each.by() == OpportunitySort.ACCOUNT)
                ? OpportunitySort.ACCOUNT.join : "";
        return jdbc.sql("select /*+ JOIN_ORDER(k, o) */ o.id from (" + ids + ") k join sales_opportunity o on o.id = k.id" + account + order.joins() + where.where()
                        + " order by " + order.sql() + " limit :limit offset :offset").params(question.where().params()).params(where.params())
                .param("pieces", pieces(question.words())).param("limit", limit).param("offset", offset).query(Long.class).list();
    }

    /** Where a text may be, by its pieces; empty where that is everywhere or not known. */
    private Optional<String> candidates(Question question) {
        String pieces = pieces(question.words());
        if (!indexed || pieces.isEmpty() || many.contains(frequent(question))) {
            return Optional.empty();
        }
        String some = "(select o.id from sales_opportunity o where match(o.name_key) against (:pieces in boolean mode)%1$s) union "
                + "(select o.id from sales_opportunity o where o.name_sort like :start escape '!'%1$s)";
        long number = jdbc.sql("select count(*) from (" + some.formatted(" limit " + (few + 1)) + ") x").param("pieces", pieces).params(question.text().params())
                .query(Long.class).single();
        if (number > few) {
            remember(frequent(question));
            return Optional.empty();
        }
        return Optional.of(some.formatted(""));
    }

    private static List<Object> frequent(Question question) {
        return List.of("text", pieces(question.words()));
    }

    /** Two characters each, all of which must be there; "" where there are none. */
    private static String pieces(@Nullable String words) {
        Set<String> pieces = new LinkedHashSet<>();
        int[] points = words == null ? new int[0] : Names.key(words).codePoints().toArray();
        for (int at = 0; at + 1 < points.length; at++) {
            if (Character.isLetterOrDigit(points[at]) && Character.isLetterOrDigit(points[at + 1])) {
                pieces.add(new String(points, at, 2));
            }
        }
        if (!EVERYWHERE.containsAll(pieces)) {
            pieces.removeAll(EVERYWHERE);
        }
        return pieces.stream().limit(PIECES).map(piece -> "+" + piece).collect(Collectors.joining(" "));
    }

    // ---- many: in their order until the page is full ----

    private List<Long> read(String hint, Question question, Sql where, Complete order, long offset, int limit) {
        String account = question.ofAccounts() && order.orders().stream().noneMatch(each -> each.by() == OpportunitySort.ACCOUNT) ? OpportunitySort.ACCOUNT.join : "";
        return jdbc.sql("select " + hint + " o.id from sales_opportunity o" + account + order.joins() + where.where() + " order by " + order.sql()
                + " limit :limit offset :offset").params(where.params()).param("limit", limit).param("offset", offset).query(Long.class).list();
    }

    /** Empty where the page is not full after a good part of the list. */
    private Optional<List<Long>> inOrder(Question question, Complete order, long offset, int limit) {
        if (order.orders().isEmpty()) {
            return question.asksNothing() ? Optional.of(read("", question, question.where(), order, offset, limit)) : Optional.empty();
        }
        if (order.orders().size() > 1) {
            return byTheFirst(question, order, offset, limit);
        }
        if (order.first() == OpportunitySort.ACCOUNT) {
            return byAccount(question, order, offset, limit);
        }
        if (order.first().group != null) {
            return byGroup(question, order, offset, limit);
        }
        if (order.first() == OpportunitySort.EXPECTED && question.rest().params().get("outcomes") instanceof List<?> outcomes && outcomes.size() == 1) {
            // Those that are still open come after all that closed in their time, so they have an order of their own.
            return Optional.of(read(index("sales_opportunity_outcome_sort"), question, question.where(), order, offset, limit));
        }
        String index = index(order.first().index);
        if (question.asksNothing() || question.ofUnits()) {
            return Optional.of(read(index, question, question.where(), order, offset, limit));
        }
        for (int window : WINDOWS) {
            var last = bound(order, window + 4 * (offset + limit));
            var found = read(index, question, last.map(bound -> upTo(question.where(), order, bound, true)).orElseGet(question::where), order, offset, limit);
            if (found.size() == limit || last.isEmpty()) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** By several columns: the first one alone tells how far the page reaches, only so far is sorted. */
    private Optional<List<Long>> byTheFirst(Question question, Complete order, long offset, int limit) {
        if (order.first().group != null) {
            return Optional.empty();
        }
        var last = inOrder(question, new Complete(order.orders().subList(0, 1)), offset + limit - 1, 1);
        if (last.isEmpty() || last.get().isEmpty()) {
            return Optional.empty();
        }
        var bound = jdbc.sql("select o.id, " + order.first().column() + " from sales_opportunity o where o.id = ?").param(last.get().getFirst())
                .query((row, number) -> new Bound(row.getLong(1), row.getObject(2))).single();
        return bound.value() == null ? Optional.empty()
                : Optional.of(read(index(order.first().index), question, upTo(question.where(), order, bound, false), order, offset, limit));
    }

    private static String index(String name) {
        return "/*+ INDEX(o " + name + ") */";
    }

    /** A row of the list and its value in the first column. */
    private record Bound(long id, @Nullable Object value) {
    }

    /** Empty where the whole list is shorter. */
    private Optional<Bound> bound(Complete order, long offset) {
        return jdbc.sql("select " + index(order.first().index) + " o.id, " + order.first().column() + " from sales_opportunity o order by " + order.sql()
                + " limit 1 offset :offset").param("offset", offset).query((row, number) -> new Bound(row.getLong(1), row.getObject(2))).optional();
    }

    /** @param exactly leave out what is equal but comes later by its id; matters where very many have nothing there */
    private static Sql upTo(Sql where, Complete order, Bound bound, boolean exactly) {
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

    // ---- in groups, so that nothing of the whole list is sorted ----

    /** By stage or owner. */
    private Optional<List<Long>> byGroup(Question question, Complete order, long offset, int limit) {
        List<Long> groups = jdbc.sql(order.first().groups).query(Long.class).list();
        groups = order.descending() ? groups.reversed() : groups;
        var where = question.where();
        String column = order.first().group;
        long skip = offset;
        int portion = Math.max(8, groups.size() / 3 + 1);
        counting:
        while (skip > 0 && !groups.isEmpty()) {
            // Whole groups are counted and passed over.
            var part = groups.subList(0, Math.min(portion, groups.size()));
            var some = new Sql().and(where).and(column + " in (:groups)", "groups", part);
            Map<Long, Long> counts = new HashMap<>();
            if (order.first() == OpportunitySort.STAGE && (question.asksNothing() || question.ofUnits())) {
                counts.putAll(stages(question));
            } else {
                jdbc.sql("select " + index(order.first().index) + " " + column + ", count(*)" + question.from() + some.where() + " group by " + column)
                        .params(some.params()).query(row -> {
                            counts.put(row.getLong(1), row.getLong(2));
                        });
            }
            for (int i = 0; i < part.size(); i++) {
                long count = counts.getOrDefault(part.get(i), 0L);
                if (count > skip) {
                    groups = groups.subList(i, groups.size());
                    break counting;
                }
                skip -= count;
            }
            groups = groups.subList(part.size(), groups.size());
        }
        List<Long> found = new ArrayList<>();
        String way = order.descending() ? " desc" : "";
        if (skip > 0 && !groups.isEmpty()) {
            // Within this one the page begins.
            var first = new Sql().and(where).and(column + " = :group", "group", groups.getFirst());
            found.addAll(jdbc.sql("select " + index(order.first().index) + " o.id" + question.from() + first.where() + " order by o.id" + way + " limit :limit offset :skip")
                    .params(first.params()).param("limit", limit).param("skip", skip).query(Long.class).list());
            groups = groups.subList(1, groups.size());
            if (found.size() == limit || groups.isEmpty()) {
                return Optional.of(found);
            }
        }
        for (int atOnce : GROUPS_AT_ONCE) {
            var part = groups.subList(0, Math.min(atOnce, groups.size()));
            Map<String, Object> params = new HashMap<>(where.params());
            List<String> branches = new ArrayList<>();
            for (int i = 0; i < part.size(); i++) {
                params.put("group" + i, part.get(i));
                branches.add("(select " + index(order.first().index) + " " + i + " g, o.id" + question.from() + new Sql().and(where).and(column + " = :group" + i).where()
                        + " order by o.id" + way + " limit :most)");
            }
            if (!branches.isEmpty()) {
                found.addAll(jdbc.sql("select g, id from (" + String.join(" union all ", branches) + ") x order by g, id" + way).params(params)
                        .param("most", limit).query((row, n) -> row.getLong(2)).list());
            }
            groups = groups.subList(part.size(), groups.size());
            if (found.size() >= limit || groups.isEmpty()) {
                return Optional.of(found.subList(0, Math.min(limit, found.size())));
            }
        }
        return Optional.empty();
    }

    /** From what is kept of units, and what their accounts add. */
    private Map<Long, Long> stages(Question question) {
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

    /** Deals of no account come first, and last when descending. */
    private Optional<List<Long>> byAccount(Question question, Complete order, long offset, int limit) {
        String way = order.descending() ? " desc" : "";
        var none = new Sql().and(question.where()).and("o.account_id is null");
        List<Long> page = new ArrayList<>();
        long skip = offset;
        if (!order.descending()) {
            page.addAll(jdbc.sql("select o.id" + question.from() + none.where() + " order by o.id limit :limit offset :offset").params(none.params())
                    .param("limit", limit).param("offset", offset).query(Long.class).list());
            if (page.size() == limit) {
                return Optional.of(page);
            }
            skip = page.isEmpty() && offset > 0 ? offset - jdbc.sql("select count(*)" + question.from() + none.where()).params(none.params()).query(Long.class).single() : 0;
        }
        int wanted = limit - page.size();
        var where = question.where();
        String byName = "a.name_sort" + way + ", a.id" + way;
        List<Long> some;
        if (skip + wanted <= few / 8) {
            // As many accounts with deals as deals are wanted are enough.
            some = jdbc.sql("select /*+ INDEX(a account_sort) NO_SEMIJOIN(@deals) */ a.id from account a where exists (select /*+ QB_NAME(deals) */ 1 "
                            + "from sales_opportunity o" + new Sql().and("o.account_id = a.id").and(where).where() + ") order by " + byName + " limit :most")
                    .params(where.params()).param("most", skip + wanted).query(Long.class).list();
        } else {
            long[] before = {Long.MAX_VALUE};
            some = jdbc.sql("select x.id, x.upto - x.n from (select a.id, c.n, sum(c.n) over (order by " + byName + " rows unbounded preceding) upto from ("
                            + "select " + (question.ofUnits() ? index("sales_opportunity_account_closed") : "") + " o.account_id, count(*) n" + question.from() + new Sql().and(where).and("o.account_id is not null").where()
                            + " group by o.account_id) c join account a on a.id = c.account_id) x where x.upto > :skip and x.upto - x.n < :end").params(where.params())
                    .param("skip", skip).param("end", skip + wanted).query((row, n) -> {
                        before[0] = Math.min(before[0], row.getLong(2));
                        return row.getLong(1);
                    }).list();
            skip = some.isEmpty() ? 0 : skip - before[0];
        }
        int named = page.size();
        if (!some.isEmpty()) {
            var of = new Sql().and(where).and("o.account_id in (:some)", "some", some);
            page.addAll(jdbc.sql("select o.id from sales_opportunity o join account a on a.id = o.account_id" + of.where() + " order by " + byName + ", o.id" + way
                    + " limit :limit offset :offset").params(of.params()).param("limit", wanted).param("offset", skip).query(Long.class).list());
        }
        if (order.descending() && page.size() - named < wanted) {
            if (offset > 0 && page.isEmpty()) {
                return Optional.empty();
            }
            page.addAll(jdbc.sql("select o.id" + question.from() + none.where() + " order by o.id desc limit :limit").params(none.params())
                    .param("limit", limit - page.size()).query(Long.class).list());
        }
        return Optional.of(page);
    }

    // ---- how many ----

    /** Exactly up to the bound; the bound plus one where there are more. */
    long count(Question question, long bound) {
        if (bound == Long.MAX_VALUE) {
            var legs = question.legs("o.id").stream().map(leg -> "(" + leg + (question.text().isEmpty() ? "" : (question.seen() == null && question.rest().isEmpty()
                    ? " where " : " and ") + question.text().condition()) + ")").toList();
            return question.asksNothing() ? jdbc.sql("select count(*) from sales_opportunity").query(Long.class).single()
                    : count(legs.size() == 1 ? legs.getFirst() : String.join(" union ", legs), question);
        }
        if (question.text().isEmpty()) {
            return Math.min(bound + 1, count(union(question, (int) bound), question));
        }
        if (question.seen() != null || !question.rest().isEmpty()) {
            if (few(question)) {
                return counted(union(question, 0), question, question.text(), bound);
            }
        }
        // A frequent text is on many of the first ones.
        var where = question.where();
        long first = jdbc.sql("select count(*) from (select o.id from sales_opportunity o order by o.id limit " + WINDOW + ") w join sales_opportunity o on o.id = w.id"
                + OpportunitySort.ACCOUNT.join + where.where()).params(where.params()).query(Long.class).single();
        if (first > bound) {
            return bound + 1;
        }
        var some = candidates(question);
        return some.isPresent() ? counted(some.get(), question, where, bound)
                : jdbc.sql("select count(*) from (select 1" + question.from() + where.where() + " limit :most) x").params(where.params()).param("most", bound + 1)
                .query(Long.class).single();
    }

    private long counted(String ids, Question question, Sql where, long bound) {
        return jdbc.sql("select count(*) from (select /*+ JOIN_ORDER(k, o) */ 1 from (" + ids + ") k join sales_opportunity o on o.id = k.id" + OpportunitySort.ACCOUNT.join
                        + where.where() + " limit :most) x").params(question.where().params()).params(where.params()).param("pieces", pieces(question.words()))
                .param("most", bound + 1).query(Long.class).single();
    }
}
