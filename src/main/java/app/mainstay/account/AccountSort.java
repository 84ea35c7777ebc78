package app.mainstay.account;

/**
 * What accounts can be sorted by; each is backed by a column of the list's one query. Sectors and regions come in the order of their lists,
 * which an administrator arranges.
 */
public enum AccountSort {
    NAME("a.name_sort", ""),
    TIER("a.tier_rank", ""),
    LIFECYCLE("a.lifecycle_rank", ""),
    SECTOR("sc.position", " left join settings_code sc on sc.list = 'SECTOR' and sc.code = a.sector"),
    REGION("rc.position", " left join settings_code rc on rc.list = 'REGION' and rc.code = a.region"),
    REVENUE("a.revenue_amount", ""),
    EMPLOYEES("a.employees", ""),
    REPRESENTATIVE("u.name_sort", " join security_user u on u.id = a.primary_rep_id"),
    UNIT("n.name_key", " join security_unit n on n.id = a.unit_id"),
    LAST_CONTACT("a.last_contact_at", ""),
    NEXT_MEETING("a.next_meeting_at", ""),
    UPDATED("a.updated_at", "");

    final String column;
    /** What the column needs beside {@code account a}. */
    final String join;

    AccountSort(String column, String join) {
        this.column = column;
        this.join = join;
    }
}
