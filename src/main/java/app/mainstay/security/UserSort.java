package app.mainstay.security;

/** What users can be sorted by. */
public enum UserSort {
    NAME("u.name_sort"), USERNAME("u.username"), ROLE("u.role"), UNIT("n.name_key");

    final String column;

    UserSort(String column) {
        this.column = column;
    }
}
