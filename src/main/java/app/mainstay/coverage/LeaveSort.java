package app.mainstay.coverage;

/** What leaves can be sorted by. */
public enum LeaveSort {
    FROM("l.from_day"), UNTIL("l.until_day"), PERSON("u.name_sort"), STAND_IN("s.name_sort");

    final String column;

    LeaveSort(String column) {
        this.column = column;
    }
}
