package app.mainstay.sales;

/** What a list of deals can be sorted by. */
public enum OpportunitySort {
    NAME("o.name_sort"), ACCOUNT("a.name_sort"), OWNER("u.name_sort"), STAGE("s.position"), AMOUNT("o.base_amount"), EXPECTED("o.expected_on"),
    OPENED("o.opened_on"), CLOSED("o.closed_on"), UPDATED("o.updated_at");

    final String column;

    OpportunitySort(String column) {
        this.column = column;
    }
}
