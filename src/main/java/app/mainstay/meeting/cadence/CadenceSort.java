package app.mainstay.meeting.cadence;

/** What the list can be sorted by. */
public enum CadenceSort {
    DUE("c.due_on"), ACCOUNT("a.name_sort"), TIER("c.tier"), LEVEL("c.contact_level"), LAST("c.last_on"), PLANNED("c.planned_on"), REPRESENTATIVE("u.name_sort");

    final String column;

    CadenceSort(String column) {
        this.column = column;
    }
}
