package app.mainstay.coverage;

/** What handovers can be sorted by. */
public enum HandoverSort {
    EFFECTIVE("h.effective_on"), GIVER("g.name_sort"), TAKER("t.name_sort"), ACCOUNTS("h.account_count"), CREATED("h.created_at");

    final String column;

    HandoverSort(String column) {
        this.column = column;
    }
}
