package app.mainstay.account;

import app.mainstay.shared.Sql;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far a page reaches in the first column of its order, so that no more than that is looked at: a row, and its value there. */
record AccountBound(long id, @Nullable Object value) {

    static AccountBound at(JdbcClient jdbc, AccountOrder order, long id) {
        return jdbc.sql("select a.id, " + column(order) + " from account a where a.id = :id").param("id", id)
                .query((row, number) -> new AccountBound(row.getLong(1), row.getObject(2))).single();
    }

    /** Of those that an index has in that order; empty where there are not so many. @param along a condition on its columns */
    static Optional<AccountBound> behind(JdbcClient jdbc, AccountOrder order, long offset, String index, Sql along) {
        return jdbc.sql("select " + AccountIds.index(index) + " a.id, " + column(order) + " from account a" + along.where() + " order by " + order.sql()
                        + " limit 1 offset :offset").params(along.params()).param("offset", offset)
                .query((row, number) -> new AccountBound(row.getLong(1), row.getObject(2))).optional();
    }

    private static String column(AccountOrder order) {
        return order.first().columns.getFirst();
    }

    /** @param exactly leave out what is equal but comes later by its id; matters where very many are equal */
    Sql upTo(Sql where, AccountOrder order, boolean exactly) {
        var upTo = new Sql().and(where);
        // What is missing comes first, and last when descending.
        if (value != null) {
            String within = column(order) + (order.firstDescending() ? " >= :bound" : " <= :bound");
            upTo.and(order.firstDescending() || !order.first().optional ? within : "(" + within + " or " + column(order) + " is null)", "bound", value);
        } else if (!order.firstDescending()) {
            upTo.and(column(order) + " is null");
            if (exactly) {
                upTo.and("a.id <= :boundId", "boundId", id);
            }
        }
        return upTo;
    }
}
