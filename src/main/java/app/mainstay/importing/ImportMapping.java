package app.mainstay.importing;

import app.mainstay.shared.Coded;
import java.math.BigDecimal;
import java.util.HashMap;
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
 * @param dates     by date field: how its column writes dates, where that is in question
 * @param numbers   by field of numbers: how its column writes them; a point before the decimals where nothing is said
 * @param keyColumn column with the row's key in the system that wrote the file; null for none
 * @param source    that system's name; null where there is no key column
 */
public record ImportMapping(Map<ImportField<?>, Integer> columns, Map<ImportField<?>, Object> defaults,
                            Map<ImportField<?>, Map<String, Object>> values, Map<ImportField<?>, Amounts> amounts,
                            Map<ImportField<?>, DateOrder> dates, Map<ImportField<?>, NumberStyle> numbers,
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
        dates = new LinkedHashMap<>(dates);
        numbers = new LinkedHashMap<>(numbers);
    }

    public ImportMapping(Map<ImportField<?>, Integer> columns, Map<ImportField<?>, Object> defaults, Map<ImportField<?>, Map<String, Object>> values,
                         Map<ImportField<?>, Amounts> amounts, @Nullable Integer keyColumn, @Nullable String source) {
        this(columns, defaults, values, amounts, Map.of(), Map.of(), keyColumn, source);
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
            changed.dates.remove(field);
            changed.numbers.remove(field);
        }
        return keyColumn != null && keyColumn == column ? changed.withKey(null, null) : changed;
    }

    public ImportMapping withKey(@Nullable Integer column, @Nullable String source) {
        var changed = new ImportMapping(columns, defaults, values, amounts, dates, numbers, column, source);
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

    public ImportMapping withDates(ImportField<?> field, @Nullable DateOrder order) {
        var changed = copy();
        if (order == null) {
            changed.dates.remove(field);
        } else {
            changed.dates.put(field, order);
        }
        return changed;
    }

    public ImportMapping withNumbers(ImportField<?> field, @Nullable NumberStyle style) {
        var changed = copy();
        if (style == null) {
            changed.numbers.remove(field);
        } else {
            changed.numbers.put(field, style);
        }
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
        return new ImportMapping(columns, defaults, values, amounts, dates, numbers, keyColumn, source);
    }

    /** As text, to be kept: fields by their ids. */
    record Text(Map<String, Integer> columns, Map<String, String> defaults, Map<String, Map<String, String>> values, Map<String, Amounts> amounts,
                Map<String, DateOrder> dates, Map<String, NumberStyle> numbers, @Nullable Integer keyColumn, @Nullable String source) {

        /** What is still known of it; a field or value that is gone is left out. */
        ImportMapping read(ImportTarget target) {
            var mapping = new ImportMapping(Map.of(), Map.of(), Map.of(), Map.of(), keyColumn, source);
            for (var field : target.fields()) {
                String id = field.id();
                if (columns.containsKey(id)) {
                    mapping.columns.put(field, columns.get(id));
                }
                if (defaults.containsKey(id) && field.read(defaults.get(id)) instanceof Object value) {
                    mapping.defaults.put(field, value);
                }
                if (values.containsKey(id)) {
                    Map<String, Object> meanings = new LinkedHashMap<>();
                    values.get(id).forEach((unknown, text) -> {
                        if (field.read(text) instanceof Object value) {
                            meanings.put(unknown, value);
                        }
                    });
                    mapping.values.put(field, meanings);
                }
                if (amounts.containsKey(id)) {
                    mapping.amounts.put(field, amounts.get(id));
                }
                if (dates.containsKey(id)) {
                    mapping.dates.put(field, dates.get(id));
                }
                if (numbers.containsKey(id)) {
                    mapping.numbers.put(field, numbers.get(id));
                }
            }
            return mapping;
        }
    }

    Text text() {
        var text = new Text(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(),
                new LinkedHashMap<>(), keyColumn, source);
        columns.forEach((field, column) -> text.columns().put(field.id(), column));
        defaults.forEach((field, value) -> text.defaults().put(field.id(), field.write(value)));
        values.forEach((field, meanings) -> {
            Map<String, String> written = new HashMap<>();
            meanings.forEach((unknown, value) -> written.put(unknown, field.write(value)));
            text.values().put(field.id(), written);
        });
        amounts.forEach((field, amount) -> text.amounts().put(field.id(), amount));
        dates.forEach((field, order) -> text.dates().put(field.id(), order));
        numbers.forEach((field, style) -> text.numbers().put(field.id(), style));
        return text;
    }
}
