package app.mainstay.market;

/** What the list of competitors can be sorted by. */
public enum CompetitorSort {
    NAME("c.name_sort"), UPDATED("c.updated_at");

    final String column;

    CompetitorSort(String column) {
        this.column = column;
    }
}
