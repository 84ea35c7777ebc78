package app.mainstay.account;

import app.mainstay.shared.Slice.Order;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

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
        if (orders.stream().allMatch(order -> order.by().group != null)) {
            orders.add(new Order<>(AccountSort.NAME, orders.getFirst().descending()));
        }
        return new AccountOrder(List.copyOf(orders));
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

    /** The order within one group of the first sort. */
    String withinGroup() {
        return sql(orders.subList(1, orders.size()));
    }

    String sql() {
        return sql(orders);
    }

    private String sql(List<Order<AccountSort>> part) {
        List<String> columns = new ArrayList<>();
        part.forEach(order -> order.by().columns.forEach(column -> columns.add(column + (order.descending() ? " desc" : ""))));
        // The id runs with the column before it, so that an index on (column, id) serves both directions.
        columns.add(!part.isEmpty() && part.getLast().descending() ? "a.id desc" : "a.id");
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
        return joins(orders);
    }

    String joinsWithinGroup() {
        return joins(orders.subList(1, orders.size()));
    }

    private static String joins(List<Order<AccountSort>> part) {
        return part.stream().map(order -> order.by().join).collect(Collectors.joining());
    }
}
