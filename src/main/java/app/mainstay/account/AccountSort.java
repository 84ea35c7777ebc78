package app.mainstay.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What accounts can be sorted by. Sectors and regions come in the order of their lists, which an administrator arranges; nothing comes
 * before everything, except that no tier is the last one. Where many rows are equal, they are in the order of their names.
 */
public enum AccountSort {
    NAME("a.name_sort", "account_sort", false),
    TIER("a.tier_rank", "account_tier_sort", "a.tier_rank", "", "1,2,3,4", false),
    LIFECYCLE("a.lifecycle_rank", "account_lifecycle_sort", "a.lifecycle_rank", "", "1,2,3,4,5", false),
    SECTOR("sc.position,a.sector", "account_sector_sort", "a.sector",
            " left join settings_code sc on sc.list = 'SECTOR' and sc.code = a.sector",
            "select code from settings_code where list = 'SECTOR' order by position, code", true),
    REGION("rc.position,a.region", "account_region_sort", "a.region",
            " left join settings_code rc on rc.list = 'REGION' and rc.code = a.region",
            "select code from settings_code where list = 'REGION' order by position, code", true),
    REVENUE("a.revenue_amount", "account_revenue_sort", true),
    EMPLOYEES("a.employees", "account_employees_sort", true),
    REPRESENTATIVE("u.name_sort,u.id", "account_rep_sort", "a.primary_rep_id", " join security_user u on u.id = a.primary_rep_id",
            "select id from security_user order by name_sort, id", false),
    UNIT("n.name_key,n.id", "account_unit_sort", "a.unit_id", " join security_unit n on n.id = a.unit_id",
            "select id from security_unit order by name_key, id", false),
    LAST_CONTACT("a.last_contact_at", "account_contact_sort", true),
    NEXT_MEETING("a.next_meeting_at", "account_meeting_sort", true),
    UPDATED("a.updated_at", "account_updated", false);

    /** What it is ordered by. */
    final List<String> columns;
    /** What that needs beside {@code account a}. */
    final String join;
    /** The index on (column, id), or on (column, name, id) where the column tells groups apart. */
    final String index;
    /** The column that tells the groups apart, where all accounts are in a few groups. */
    final @Nullable String group;
    /** Selects the groups in their order; or names them, where they are ranks that never change. */
    final @Nullable String groups;
    /** A group may have more accounts than are soon sorted. */
    final boolean large;
    /** Some accounts have nothing there; they come first. */
    final boolean optional;

    AccountSort(String column, String index, boolean optional) {
        this(List.of(column), "", index, null, null, optional);
    }

    AccountSort(String columns, String index, String group, String join, String groups, boolean optional) {
        this(List.of(columns.split(",")), join, index, group, groups, optional);
    }

    AccountSort(List<String> columns, String join, String index, @Nullable String group, @Nullable String groups, boolean optional) {
        this.columns = columns;
        this.join = join;
        this.index = index;
        this.group = group;
        this.groups = groups;
        this.large = group != null && !join.contains("security_");
        this.optional = optional;
    }
}
