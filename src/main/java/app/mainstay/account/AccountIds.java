package app.mainstay.account;

import app.mainstay.account.AccountConditions.Narrow;
import app.mainstay.account.AccountConditions.Part;
import app.mainstay.account.AccountConditions.Question;
import app.mainstay.account.search.TextSearch.Candidates;
import app.mainstay.shared.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One statement that selects ids of accounts in order, and by which index. Hints are comments to the embedded database. */
record AccountIds(String sql, Map<String, Object> params) {

    /** Bytes for candidates that are hashed; what does not fit is written to files, which takes longer than to read the rows. */
    private static final int HASHED = 16 * 1024 * 1024;
    private static final Pattern COLUMN = Pattern.compile("\\ba\\.");
    /** Few come into question: they are sorted. */
    static final String ANY_BUT_THE_ORDERS = "/*+ NO_ORDER_INDEX(a) */";

    static String index(String name) {
        return "/*+ INDEX(a " + name + ") */";
    }

    /** The other index of units has everything but names. */
    static String index(Narrow narrow, AccountOrder order) {
        return narrow == Narrow.UNITS && order.is(AccountSort.NAME) ? index("account_unit_sort") : index(narrow.index);
    }

    List<Long> read(JdbcClient jdbc) {
        return jdbc.sql(sql).params(params).query((row, number) -> row.getLong(1)).list();
    }

    /** Along an index from its beginning, asking each entry whatever another table tells: that one never comes first. */
    static String along(String index) {
        return "/*+ JOIN_FIXED_ORDER() INDEX(a " + index + ") */";
    }

    static AccountIds of(Sql where, String hint, AccountOrder order, long offset, int limit) {
        return new AccountIds("select " + hint + " a.id from account a" + order.joins() + where.where() + " order by " + order.sql()
                + " limit :limit offset :offset", page(where.params(), offset, limit));
    }

    /** Any of them, no more than that; for who counts. */
    static AccountIds inNoOrder(Sql where, String hint, int limit) {
        // A number and no parameter, for the reason that is given below.
        return new AccountIds("select " + hint + " a.id from account a" + where.where() + " limit " + limit, where.params());
    }

    /** Which they are from the units' index alone, as many as there may be; then their names. */
    static AccountIds named(Sql some, AccountOrder order, long offset, int limit) {
        return new AccountIds("select a.id from (select " + index(Narrow.UNITS.index) + " a.id from account a" + some.where() + " limit " + Integer.MAX_VALUE
                + ") k join account a on a.id = k.id" + order.joins() + " order by " + order.sql() + " limit :limit offset :offset", page(some.params(), offset, limit));
    }

    /** Those among some that were found elsewhere. */
    static AccountIds among(Candidates candidates, Sql where, AccountOrder order, long offset, int limit) {
        Map<String, Object> params = page(where.params(), offset, limit);
        params.putAll(candidates.ids().params());
        return new AccountIds("select /*+ JOIN_FIXED_ORDER() */ a.id from (" + candidates.sql() + ") c join account a on a.id = c.id" + order.joins() + where.where()
                + " order by " + order.sql() + " limit :limit offset :offset", params);
    }

    /**
     * The same where the way along an index is short: its entries are looked up among the candidates, which are hashed, so that only rows of candidates
     * that are on it are touched. What is gone along must be a range: the entries of one value would be looked up again for each candidate, which takes
     * minutes; so one of some ids is made two.
     *
     * @param along what is gone along, a condition on columns of that index
     * @param ofIndex the order is by its columns
     */
    static AccountIds met(Candidates candidates, String index, Sql along, Sql where, AccountOrder order, boolean ofIndex, long offset, int limit) {
        Map<String, Object> params = page(where.params(), offset, limit);
        params.putAll(candidates.ids().params());
        params.putAll(along.params());
        String by = ofIndex ? onTheWay(order.sql()) : order.sql();
        // Columns of the order beside the ids, for rows that are told apart.
        String selected = !candidates.severalTimes() ? "a.id" : "distinct a.id id" + (ofIndex ? onTheWay(order.selected()) : order.selected());
        return new AccountIds("select /*+ JOIN_FIXED_ORDER() NO_MERGE(c) BNL(w) INDEX(w " + index + ") SET_VAR(join_buffer_size = " + HASHED + ") */ " + selected + " from ("
                + candidates.repeated() + ") c join account w on w.id = c.id join account a on a.id = w.id" + order.joins() + where.where()
                + (along.isEmpty() ? "" : " and " + onTheWay(along.condition()).replace(" in (:", " in (-1, :")) + " order by " + (candidates.severalTimes() ? order.ofSelected() : by) + " limit :limit offset :offset", params);
    }

    /**
     * The same in the order of the index, ending when the page is full, where all that is gone along has nothing in the first column: that is one value.
     */
    static AccountIds metWhereNothingIs(Candidates candidates, String index, Sql along, Sql where, AccountOrder order, long offset, int limit) {
        Map<String, Object> params = page(where.params(), offset, limit);
        params.putAll(candidates.ids().params());
        params.putAll(along.params());
        return new AccountIds("select /*+ JOIN_FIXED_ORDER() NO_MERGE(c) INDEX(w " + index + ") */ a.id from account w join (" + candidates.sql()
                + ") c on c.id = w.id join account a on a.id = w.id" + order.joins() + where.where() + " and " + onTheWay(along.condition())
                + " order by " + onTheWay(order.sql()) + " limit :limit offset :offset", params);
    }

    /** Of the way's entries instead of the rows. */
    private static String onTheWay(String columns) {
        return COLUMN.matcher(columns).replaceAll("w.");
    }

    /**
     * Of a narrow question, each part by its own index.
     *
     * @param asked   makes a part's condition that of the statement
     * @param forText by the index that has texts
     */
    static AccountIds narrow(Question question, UnaryOperator<Sql> asked, boolean forText, AccountOrder order, long offset, int limit) {
        var parts = question.narrowParts();
        if (parts.size() == 1) {
            return of(asked.apply(parts.getFirst().where()), hint(parts.getFirst(), forText, order), order, offset, limit);
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
        return new AccountIds("select s.id from (" + String.join(" union all ", selects) + ") s order by " + order.ofSelected() + " limit :limit offset :offset",
                page(params, offset - passed, limit));
    }

    private static Map<String, Object> page(Map<String, Object> others, long offset, int limit) {
        Map<String, Object> params = new HashMap<>(others);
        params.put("limit", limit);
        params.put("offset", offset);
        return params;
    }

    private static String hint(Part part, boolean forText, AccountOrder order) {
        return part.narrow() == null ? "" : forText ? index(part.narrow().textIndex) : index(part.narrow(), order);
    }
}
