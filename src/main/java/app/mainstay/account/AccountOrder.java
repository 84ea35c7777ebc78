package app.mainstay.account;

import app.mainstay.account.AccountConditions.Question;
import app.mainstay.base.list.Keyset;
import app.mainstay.shared.Slice.Order;
import app.mainstay.shared.Sql;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A complete order: names follow where many rows are equal, and the id comes last, so that no two rows ever change places. */
record AccountOrder(List<Order<AccountSort>> orders) {

    /** Repetitions say nothing, whoever wrote the address. */
    static AccountOrder of(List<Order<AccountSort>> wanted) {
        List<Order<AccountSort>> orders = new ArrayList<>();
        var seen = EnumSet.noneOf(AccountSort.class);
        for (var order : wanted) {
            if (seen.add(order.by())) {
                orders.add(order);
            }
        }
        if (orders.isEmpty()) {
            return new AccountOrder(List.of());
        }
        if (orders.getLast().by().group != null && !seen.contains(AccountSort.NAME)) {
            orders.add(new Order<>(AccountSort.NAME, orders.getLast().descending()));
        }
        return new AccountOrder(List.copyOf(orders));
    }

    /** Without what comes first and is the same of all that are asked for. */
    AccountOrder among(Question question) {
        int same = 0;
        while (same < orders.size() - 1 && question.isOne(orders.get(same).by())) {
            same++;
        }
        return same == 0 ? this : new AccountOrder(orders.subList(same, orders.size()));
    }

    boolean isEmpty() {
        return orders.isEmpty();
    }

    AccountSort first() {
        return orders.getFirst().by();
    }

    boolean firstDescending() {
        return !orders.isEmpty() && orders.getFirst().descending();
    }

    /** By this alone. */
    boolean is(AccountSort sort) {
        return orders.size() == 1 && first() == sort;
    }

    /** By the first column alone. */
    AccountOrder onlyFirst() {
        return new AccountOrder(orders.subList(0, 1));
    }

    /** Among those equal in the first column. */
    AccountOrder rest() {
        return new AccountOrder(orders.subList(1, orders.size()));
    }

    /** As the indexes of groups are. */
    boolean isGroupThenName() {
        return orders.size() == 2 && first().group != null && orders.get(1).by() == AccountSort.NAME && orders.get(1).descending() == firstDescending();
    }

    /** The groups of the first column in their order; null is that of the accounts that are in none. */
    List<@Nullable Object> groups(JdbcClient jdbc) {
        List<@Nullable Object> groups = new ArrayList<>();
        if (first().optional) {
            groups.add(null);
        }
        String known = Objects.requireNonNull(first().groups);
        if (known.startsWith("select")) {
            groups.addAll(jdbc.sql(known).query((row, number) -> row.getObject(1)).list());
        } else {
            Stream.of(known.split(",")).map(Integer::valueOf).forEach(groups::add);
        }
        return firstDescending() ? groups.reversed() : groups;
    }

    Sql inGroup(Sql where, @Nullable Object group) {
        var some = new Sql().and(where);
        // Of groups in groups each has a name of its own.
        String name = "in" + first();
        return group == null ? some.and(first().group + " is null") : some.and(first().group + " = :" + name, name, group);
    }

    Sql inGroups(Sql where, List<@Nullable Object> groups) {
        var known = groups.stream().filter(Objects::nonNull).toList();
        var some = new Sql().and(where);
        if (known.isEmpty()) {
            return some.and(first().group + " is null");
        }
        return some.and(groups.contains(null) ? "(" + first().group + " is null or " + first().group + " in (:groups))" : first().group + " in (:groups)", "groups", known);
    }

    /** For an order by columns of {@code account} alone. */
    Keyset keyset() {
        List<Keyset.Column> columns = new ArrayList<>();
        orders.forEach(order -> order.by().columns.forEach(column -> columns.add(new Keyset.Column(column, order.descending()))));
        columns.add(new Keyset.Column("a.id", !orders.isEmpty() && orders.getLast().descending()));
        return new Keyset(columns);
    }

    String sql() {
        List<String> columns = new ArrayList<>();
        orders.forEach(order -> order.by().columns.forEach(column -> columns.add(column + (order.descending() ? " desc" : ""))));
        // The id runs with the column before it, so that an index on (column, id) serves both directions.
        columns.add(!orders.isEmpty() && orders.getLast().descending() ? "a.id desc" : "a.id");
        return String.join(", ", columns);
    }

    /** What is sorted by as columns "o0", "o1" and so on behind {@code a.id}, so that parts can be put in order together. */
    String selected() {
        var selected = new StringBuilder();
        int number = 0;
        for (var order : orders) {
            for (String column : order.by().columns) {
                selected.append(", ").append(column).append(" o").append(number++);
            }
        }
        return selected.toString();
    }

    /** The order of {@link #selected}. */
    String ofSelected() {
        List<String> columns = new ArrayList<>();
        for (var order : orders) {
            order.by().columns.forEach(column -> columns.add("o" + columns.size() + (order.descending() ? " desc" : "")));
        }
        columns.add(!orders.isEmpty() && orders.getLast().descending() ? "id desc" : "id");
        return String.join(", ", columns);
    }

    /** What the order needs beside {@code account a}. */
    String joins() {
        return orders.stream().map(order -> order.by().join).collect(Collectors.joining());
    }
}
