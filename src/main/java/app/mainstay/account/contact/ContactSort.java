package app.mainstay.account.contact;

/** What a list of contacts can be sorted by. */
public enum ContactSort {
    NAME("c.name_sort"), TITLE("c.title"), DEPARTMENT("c.department"), LAST_MET("c.last_met_on"), UPDATED("c.updated_at");

    final String column;

    ContactSort(String column) {
        this.column = column;
    }
}
