package app.mainstay.sales;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a list of deals can be sorted by. Where there is nothing comes before everything. */
public enum OpportunitySort {
    NAME("o.name_sort", "sales_opportunity_sort"),
    ACCOUNT(List.of("a.name_sort", "a.id"), "sales_opportunity_account_list", "o.account_id", " left join account a on a.id = o.account_id", ""),
    OWNER(List.of("u.name_sort", "u.id"), "sales_opportunity_owner_sort", "o.owner_id", " join security_user u on u.id = o.owner_id",
            "select id from security_user order by name_sort, id"),
    STAGE(List.of("s.position", "s.id"), "sales_opportunity_stage_list", "o.stage_id", " join sales_stage s on s.id = o.stage_id",
            "select id from sales_stage order by position, id"),
    AMOUNT("o.base_amount", "sales_opportunity_amount_sort"),
    EXPECTED("o.expected_on", "sales_opportunity_expected_sort"),
    OPENED("o.opened_on", "sales_opportunity_opened_sort"),
    CLOSED("o.closed_on", "sales_opportunity_closed_sort"),
    UPDATED("o.updated_at", "sales_opportunity_updated");

    final List<String> columns;
    /** The index on (column, id), or on the group. */
    final String index;
    /** The column that tells the groups apart, where all deals are in groups. */
    final @Nullable String group;
    /** What the order needs beside {@code sales_opportunity o}. */
    final String join;
    /** Selects the groups in their order. */
    final String groups;

    OpportunitySort(String column, String index) {
        this(List.of(column), index, null, "", "");
    }

    OpportunitySort(List<String> columns, String index, @Nullable String group, String join, String groups) {
        this.columns = columns;
        this.index = index;
        this.group = group;
        this.join = join;
        this.groups = groups;
    }

    /** Whether {@link #index} is on the column itself and then the id. */
    boolean indexed() {
        return join.isEmpty();
    }

    /** The first one; for those that are no groups the only one. */
    String column() {
        return columns.getFirst();
    }
}
