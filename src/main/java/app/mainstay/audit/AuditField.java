package app.mainstay.audit;

import org.jspecify.annotations.Nullable;

/**
 * A column of a history table as people read it.
 *
 * @param kind how its values are to be read
 * @param of   of a code: the list; of a constant: the beginning of its translation key; of a reference: the thing; of elements: their history table
 */
public record AuditField(String column, String labelKey, Kind kind, @Nullable String of) {

    public enum Kind {
        TEXT, NUMBER, YEAR, DATE, MOMENT, LOCAL, FLAG, CODE, CONSTANT, REFERENCE,
        /** Short texts in a table of their own, whose first column refers to the row. */
        ELEMENTS
    }

    public static AuditField text(String column, String labelKey) {
        return new AuditField(column, labelKey, Kind.TEXT, null);
    }

    public static AuditField number(String column, String labelKey) {
        return new AuditField(column, labelKey, Kind.NUMBER, null);
    }

    /** A whole number that is written without grouping. */
    public static AuditField year(String column, String labelKey) {
        return new AuditField(column, labelKey, Kind.YEAR, null);
    }

    public static AuditField date(String column, String labelKey) {
        return new AuditField(column, labelKey, Kind.DATE, null);
    }

    public static AuditField moment(String column, String labelKey) {
        return new AuditField(column, labelKey, Kind.MOMENT, null);
    }

    /** A date and time on the clock of a zone that the row names: read as it is written. */
    public static AuditField local(String column, String labelKey) {
        return new AuditField(column, labelKey, Kind.LOCAL, null);
    }

    public static AuditField flag(String column, String labelKey) {
        return new AuditField(column, labelKey, Kind.FLAG, null);
    }

    /** @param list the name of the code list */
    public static AuditField code(String column, String labelKey, String list) {
        return new AuditField(column, labelKey, Kind.CODE, list);
    }

    /** @param prefix as "enum.Tier." */
    public static AuditField constant(String column, String labelKey, String prefix) {
        return new AuditField(column, labelKey, Kind.CONSTANT, prefix);
    }

    /** @param thing what {@link AuditNames} calls by name, to whom may see it */
    public static AuditField reference(String column, String labelKey, String thing) {
        return new AuditField(column, labelKey, Kind.REFERENCE, thing);
    }

    /** @param table the history table: the row's id as {@code <thing>_id}, the text in {@code column} */
    public static AuditField elements(String column, String labelKey, String table) {
        return new AuditField(column, labelKey, Kind.ELEMENTS, table);
    }
}
