package app.mainstay.sales;

/** What the list of products can be sorted by. */
public enum ProductSort {
    NAME("p.name_sort"), SERIES("p.series");

    final String column;

    ProductSort(String column) {
        this.column = column;
    }
}
