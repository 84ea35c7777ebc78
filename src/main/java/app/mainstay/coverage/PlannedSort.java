package app.mainstay.coverage;

/** What planned changes can be sorted by. */
public enum PlannedSort {
    EFFECTIVE("p.effective_on"), ACCOUNT("a.name_sort"), TO("t.name_sort"), CREATED("p.created_at");

    final String column;

    PlannedSort(String column) {
        this.column = column;
    }
}
