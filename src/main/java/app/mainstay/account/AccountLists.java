package app.mainstay.account;

import app.mainstay.account.AccountConditions.Question;
import app.mainstay.shared.Money;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads accounts for lists: a page without counting, since the exact number is the expensive part, and all of them as a stream. */
@Repository
class AccountLists {

    /**
     * From {@code account a} and perhaps others, with the condition on parents that may be named. In the order written: from the small
     * tables the database would come to sort all accounts.
     */
    private static final String ROWS = """
            select /*+ JOIN_FIXED_ORDER() */ a.id, a.name, a.short_name, a.credit_code, a.tier, a.lifecycle, a.sector, a.region, p.name parent_name,
                   a.revenue_amount, a.revenue_currency, a.employees, a.primary_rep_id, u.display_name, a.unit_id, n.name unit_name,
                   a.last_contact_at, a.next_meeting_at, a.updated_at%s
            from %s
            join security_user u on u.id = a.primary_rep_id
            join security_unit n on n.id = a.unit_id
            left join account p on p.id = a.parent_id and %s""";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final AccountFinder finder;
    private final int fetchSize;

    AccountLists(JdbcClient jdbc, JdbcTemplate template, AccountFinder finder) {
        this.jdbc = jdbc;
        this.template = template;
        this.finder = finder;
        String database = template.execute((ConnectionCallback<String>) connection -> connection.getMetaData().getDatabaseProductName());
        // To MySQL's driver the smallest number says: row by row.
        fetchSize = "MySQL".equals(database) ? Integer.MIN_VALUE : 1_000;
    }

    /**
     * Finds the page's ids first and everything beside them afterwards: with all tables in one join the database is tempted to start from
     * the small ones and to sort the whole list.
     *
     * @param parents which parents may be named: conditions on {@code p}
     */
    List<AccountRow> page(Question question, Sql parents, Slice<AccountSort> slice) {
        return page(question, parents, slice, new Sql(), AccountLists::row);
    }

    /** A page that was read by a guess, and the mark that tells whether that was right; null where there was no row to tell. */
    record Guessed(List<AccountRow> rows, @Nullable Long mark) {
    }

    /** The same by a guess at what the viewer sees. The mark is read with the page's rows, which are what its last statement answers. */
    Guessed page(Question question, Sql parents, Slice<AccountSort> slice, AccountScope.Guess guess) {
        var mark = new AtomicReference<@Nullable Long>();
        var rows = page(question, parents, slice, guess.column(), (row, number) -> {
            if (number == 0) {
                mark.set(row.getLong("scope_mark"));
            }
            return row(row, number);
        });
        return new Guessed(rows, rows.isEmpty() ? null : mark.get());
    }

    private List<AccountRow> page(Question question, Sql parents, Slice<AccountSort> slice, Sql columns, RowMapper<AccountRow> mapper) {
        var order = AccountOrder.of(slice.orders()).among(question);
        var surely = finder.surely(question, order, slice.offset(), slice.limit());
        if (surely.isPresent()) {
            return rows(surely.get(), parents, order, columns).query(mapper).list();
        }
        var perhaps = finder.perhaps(question, order, slice.offset(), slice.limit())
                .map(ids -> rows(ids, parents, order, columns).query(mapper).list()).filter(rows -> rows.size() == slice.limit());
        if (perhaps.isPresent()) {
            return perhaps.get();
        }
        List<Long> ids = finder.find(question, order, slice.offset(), slice.limit());
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, AccountRow> rows = new HashMap<>();
        jdbc.sql(ROWS.formatted(columns.isEmpty() ? "" : columns.condition(), "account a", parents.condition()) + " where a.id in (:ids)").params(parents.params())
                .params(columns.params()).param("ids", ids).query(mapper).list().forEach(row -> rows.put(row.id(), row));
        return ids.stream().map(rows::get).filter(Objects::nonNull).toList();
    }

    private JdbcClient.StatementSpec rows(AccountIds ids, Sql parents, AccountOrder order, Sql columns) {
        return jdbc.sql(ROWS.formatted(columns.isEmpty() ? "" : columns.condition(), "(" + ids.sql() + ") k join account a on a.id = k.id", parents.condition())
                + codes(order) + " order by " + order.sql()).params(ids.params()).params(parents.params()).params(columns.params());
    }

    /** What the order needs beside a row, which joins people and units anyway. */
    private static String codes(AccountOrder order) {
        return order.orders().stream().map(Slice.Order::by).filter(sort -> sort == AccountSort.SECTOR || sort == AccountSort.REGION)
                .map(sort -> sort.join).collect(Collectors.joining());
    }

    /** Hands over row after row; none of them is kept, by the driver neither. */
    void stream(Question question, Sql parents, AccountOrder order, Consumer<AccountRow> reader) {
        var where = question.withText();
        var streaming = new JdbcTemplate(Objects.requireNonNull(template.getDataSource()));
        streaming.setFetchSize(fetchSize);
        Map<String, Object> params = new HashMap<>(where.params());
        params.putAll(parents.params());
        new NamedParameterJdbcTemplate(streaming).query(ROWS.formatted("", "account a", parents.condition()) + codes(order) + where.where() + " order by " + order.sql(),
                params, row -> {
                    reader.accept(row(row, 0));
                });
    }

    long count(Question question, long atMost) {
        return finder.count(question, atMost);
    }

    /** By a guess at what the viewer sees, with the mark that tells whether it was right; that is null where nobody has such an account. */
    AccountFinder.Counted count(Question question, long atMost, AccountScope.Guess guess) {
        return finder.count(question, atMost, guess.column());
    }

    Optional<List<Long>> withText(String text, Supplier<Question> asks, int most) {
        return finder.withText(text, asks, most);
    }

    List<Long> after(Question question, long id, int limit) {
        return finder.after(question, id, limit);
    }

    /**
     * At most 200.
     *
     * @param few the parts of the scope where it holds few accounts, else empty
     */
    List<String> tags(Sql scope, List<Sql> few) {
        if (scope.isEmpty()) {
            // The index of tags alone answers.
            return jdbc.sql("select distinct tag from account_tag order by tag limit 200").query(String.class).list();
        }
        if (!few.isEmpty()) {
            Map<String, Object> params = new HashMap<>();
            List<String> selects = new ArrayList<>();
            for (var part : few) {
                params.putAll(part.params());
                selects.add("select t.tag from account a join account_tag t on t.account_id = a.id" + part.where());
            }
            return jdbc.sql("select distinct s.tag from (" + String.join(" union all ", selects) + ") s order by s.tag limit 200").params(params)
                    .query(String.class).list();
        }
        // There are few tags, and each is soon found on one of many accounts.
        return jdbc.sql("select k.tag from (select distinct tag from account_tag) k where exists (select 1 from account_tag t join account a on "
                        + "a.id = t.account_id where t.tag = k.tag and " + scope.condition() + ") order by k.tag limit 200")
                .params(scope.params()).query(String.class).list();
    }

    /** In the order of {@link #ROWS}: to find a column by its name takes the driver as long as to read it. */
    private static AccountRow row(ResultSet row, int number) throws SQLException {
        String tier = row.getString(5);
        var amount = row.getBigDecimal(10);
        return new AccountRow(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), tier == null ? null : Tier.valueOf(tier),
                Lifecycle.valueOf(row.getString(6)), row.getString(7), row.getString(8), row.getString(9),
                amount == null ? null : new Money(amount, row.getString(11)), row.getObject(12, Integer.class), row.getLong(13), row.getString(14),
                row.getLong(15), row.getString(16), instant(row, 17), instant(row, 18), Sql.instant(row.getObject(19, LocalDateTime.class)));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        LocalDateTime utc = row.getObject(column, LocalDateTime.class);
        return utc == null ? null : Sql.instant(utc);
    }
}
