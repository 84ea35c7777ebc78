package app.mainstay.account;

/** What accounts can be sorted by; each is backed by a column of the list's one query. */
public enum AccountSort {
    NAME("a.name_sort"),
    TIER("a.tier_rank"),
    REVENUE("a.revenue_amount"),
    EMPLOYEES("a.employees"),
    REPRESENTATIVE("u.name_sort"),
    UNIT("n.name_key"),
    UPDATED("a.updated_at");

    final String column;

    AccountSort(String column) {
        this.column = column;
    }
}
