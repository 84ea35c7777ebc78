package app.mainstay.importing;

import app.mainstay.shared.Coded;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a file's columns become fields.
 *
 * @param columns   column (from 0) by field
 * @param defaults  value by field, for new rows of which the file says nothing
 * @param values    by field: what an unknown value (normalised, see {@link Likeness#key}) stands for; {@link #EMPTY} for nothing
 * @param amounts   by money field: the currency and unit that the column is written in
 * @param keyColumn column with the row's key in the system that wrote the file; null for none
 * @param source    that system's name; null where there is no key column
 */
public record ImportMapping(Map<ImportField<?>, Integer> columns, Map<ImportField<?>, Object> defaults,
                            Map<ImportField<?>, Map<String, Object>> values, Map<ImportField<?>, Amounts> amounts,
                            @Nullable Integer keyColumn, @Nullable String source) {

    /** Stands for "leave empty" among mapped values. */
    public static final Object EMPTY = "";

    /** How many of the currency's units one in the file is worth. */
    public enum Unit implements Coded {
        ONE(1), THOUSAND(1_000), WAN(10_000), MILLION(1_000_000), YI(100_000_000);

        /** Of the currency's units. */
        final BigDecimal factor;

        Unit(long factor) {
            this.factor = BigDecimal.valueOf(factor);
        }
    }

    /** @param currency ISO 4217 code */
    public record Amounts(String currency, Unit unit) {
    }

    public ImportMapping {
        columns = new LinkedHashMap<>(columns);
        defaults = new LinkedHashMap<>(defaults);
        values = new LinkedHashMap<>(values);
        amounts = new LinkedHashMap<>(amounts);
    }

    public static ImportMapping empty() {
        return new ImportMapping(Map.of(), Map.of(), Map.of(), Map.of(), null, null);
    }

    public ImportMapping withDefault(ImportField<?> field, @Nullable Object value) {
        var changed = copy();
        if (value == null) {
            changed.defaults.remove(field);
        } else {
            changed.defaults.put(field, value);
        }
        return changed;
    }

    /** A column fills one field and a field takes one column: the field's former column and the column's former field are freed. */
    public ImportMapping withColumn(int column, @Nullable ImportField<?> field) {
        var changed = copy();
        changed.columns.values().removeIf(taken -> taken == column);
        if (field != null) {
            changed.columns.put(field, column);
        }
        return keyColumn != null && keyColumn == column ? changed.withKey(null, null) : changed;
    }

    public ImportMapping withKey(@Nullable Integer column, @Nullable String source) {
        var changed = new ImportMapping(columns, defaults, values, amounts, column, source);
        if (column != null) {
            changed.columns.values().removeIf(taken -> taken.equals(column));
        }
        return changed;
    }

    public ImportMapping withAmounts(ImportField<?> field, Amounts amounts) {
        var changed = copy();
        changed.amounts.put(field, amounts);
        return changed;
    }

    /** @param value what the unknown one stands for; null to refuse rows that hold it */
    public ImportMapping withValue(ImportField<?> field, String unknown, @Nullable Object value) {
        var changed = copy();
        var ofField = new LinkedHashMap<>(changed.values.getOrDefault(field, Map.of()));
        if (value == null) {
            ofField.remove(Likeness.key(unknown));
        } else {
            ofField.put(Likeness.key(unknown), value);
        }
        changed.values.put(field, ofField);
        return changed;
    }

    /** What an unknown value stands for; null where nobody has said. */
    public @Nullable Object meaning(ImportField<?> field, String unknown) {
        return values.getOrDefault(field, Map.of()).get(Likeness.key(unknown));
    }

    private ImportMapping copy() {
        return new ImportMapping(columns, defaults, values, amounts, keyColumn, source);
    }
}
