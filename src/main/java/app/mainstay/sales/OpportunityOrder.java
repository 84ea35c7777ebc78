package app.mainstay.sales;

import app.mainstay.base.list.Keyset;
import app.mainstay.shared.Slice.Order;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/** A complete order of deals: repetitions say nothing, and the id comes last, so that no two deals ever change places. */
record OpportunityOrder(List<Order<OpportunitySort>> orders) {

    static OpportunityOrder of(List<Order<OpportunitySort>> wanted) {
        List<Order<OpportunitySort>> orders = new ArrayList<>();
        var seen = EnumSet.noneOf(OpportunitySort.class);
        wanted.stream().filter(order -> seen.add(order.by())).forEach(orders::add);
        return new OpportunityOrder(orders);
    }

    boolean isEmpty() {
        return orders.isEmpty();
    }

    boolean descending() {
        return !orders.isEmpty() && orders.getFirst().descending();
    }

    OpportunitySort first() {
        return orders.getFirst().by();
    }

    boolean by(OpportunitySort sort) {
        return orders.stream().anyMatch(order -> order.by() == sort);
    }

    /** By one column that an index has, and then the id. */
    boolean inIndex() {
        return orders.size() == 1 && first().indexed();
    }

    OpportunityOrder onlyFirst() {
        return new OpportunityOrder(orders.subList(0, 1));
    }

    String joins() {
        return orders.stream().map(order -> order.by().join).collect(Collectors.joining());
    }

    /** Of the first column alone. */
    String hint() {
        return hint(first().index);
    }

    static String hint(String index) {
        return "/*+ INDEX(o " + index + ") */";
    }

    /** The id runs with the column before it, so that an index on (column, id) serves both directions. */
    Keyset keyset() {
        List<Keyset.Column> columns = new ArrayList<>();
        orders.forEach(order -> order.by().columns.forEach(column -> columns.add(new Keyset.Column(column, order.descending()))));
        columns.add(new Keyset.Column("o.id", !orders.isEmpty() && orders.getLast().descending()));
        return new Keyset(columns);
    }

    static Keyset byId(boolean descending) {
        return new Keyset(List.of(new Keyset.Column("o.id", descending)));
    }

    String sql() {
        return keyset().orderBy();
    }
}
