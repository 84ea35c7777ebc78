package app.mainstay.importing;

import app.mainstay.importing.ImportMapping.Amounts;
import app.mainstay.importing.ImportMapping.Unit;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.shared.Money;
import app.mainstay.shared.Names;
import app.mainstay.shared.Numbers;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Validation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a row's cells into values for one pass over one file. What can be read in two ways is refused, never guessed. */
final class RowParser {

    private static final Pattern TAG_ENDS = Pattern.compile("[,;|，；、]");
    private static final Set<String> FORMULA_ERRORS = Set.of("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!");
    private static final int REMEMBERED_USERS = 10_000;

    private final int width;
    private final ImportMapping mapping;
    private final UserService users;
    private final Map<ImportField<?>, Map<String, Object>> closed = new HashMap<>();
    private final Map<String, List<UserRow>> usersByName = new HashMap<>();

    RowParser(int width, ImportMapping mapping, Choices choices, UserService users) {
        this.width = width;
        this.mapping = mapping;
        this.users = users;
        mapping.columns().keySet().stream().filter(field -> field.kind().isClosed())
                .forEach(field -> closed.put(field, choices.byKey(field)));
    }

    /** @throws RefusedException with everything in the row that could not be understood */
    ImportRow parse(TableRows.Row row) {
        if (row.cells().size() > width && row.cells().subList(width, row.cells().size()).stream().anyMatch(cell -> !cell.isBlank())) {
            throw new RefusedException(Problem.of(null, "import.problem.rowTooWide", row.cells().size(), width));
        }
        List<Problem> problems = new ArrayList<>();
        Map<ImportField<?>, Object> values = new LinkedHashMap<>();
        mapping.columns().forEach((field, column) -> {
            String text = cell(row, column);
            if (!text.isEmpty()) {
                try {
                    Object value = value(field, text);
                    if (value != null) {
                        values.put(field, value);
                    }
                } catch (RefusedException refused) {
                    problems.addAll(refused.problems());
                }
            }
        });
        String key = mapping.keyColumn() == null ? "" : cell(row, mapping.keyColumn());
        if (key.length() > References.LONGEST_KEY) {
            problems.add(Problem.of(null, "import.problem.keyTooLong", References.LONGEST_KEY));
        }
        Validation.refuse(problems);
        return new ImportRow(row.line(), key.isEmpty() ? null : key, values, mapping.defaults());
    }

    static String cell(TableRows.Row row, int column) {
        return column < row.cells().size() ? Names.clean(row.cells().get(column)) : "";
    }

    /** Null where the value was mapped to nothing. */
    private @Nullable Object value(ImportField<?> field, String text) {
        if (FORMULA_ERRORS.contains(text)) {
            throw refused(field, "import.problem.formulaError", text);
        }
        return switch (field.kind()) {
            case TEXT, REFERENCE -> text;
            case INTEGER, YEAR -> integer(field, text);
            case MONEY -> money(field, text);
            case DATE -> date(field, text);
            case CODE, ENUM, CHOICE -> choice(field, text);
            case USER -> user(field, text);
            case TAGS -> List.copyOf(new LinkedHashSet<>(Arrays.stream(TAG_ENDS.split(text)).map(Names::blankToNull)
                    .filter(Objects::nonNull).toList()));
        };
    }

    private Object integer(ImportField<?> field, String text) {
        try {
            return number(field, text).value().intValueExact();
        } catch (ArithmeticException fractionOrTooLarge) {
            throw refused(field, "import.problem.integer", text);
        }
    }

    private Object money(ImportField<?> field, String text) {
        Amounts amounts = Objects.requireNonNull(mapping.amounts().get(field), "money without currency and unit");
        Numbers.Read read = number(field, text);
        if (read.ownUnit() && amounts.unit() != Unit.ONE) {
            throw refused(field, "import.problem.twoUnits", text);
        }
        BigDecimal amount = read.value().multiply(amounts.unit().factor);
        try {
            // A spreadsheet's 0.1 + 0.2 has more decimals than money; beyond the fourth they mean nothing.
            return new Money(amount.setScale(Money.SCALE, RoundingMode.HALF_UP), amounts.currency());
        } catch (ArithmeticException tooLarge) {
            throw refused(field, "import.problem.amountTooLarge", text);
        }
    }

    private Numbers.Read number(ImportField<?> field, String text) {
        return mapping.numbers().getOrDefault(field, NumberStyle.POINT).read(text).orElseThrow(() -> refused(field, "import.problem.number", text));
    }

    private Object date(ImportField<?> field, String text) {
        var order = mapping.dates().get(field);
        return DateOrder.read(text, order).orElseThrow(() -> refused(field,
                order == null && !DateOrder.open(text).isEmpty() ? "import.problem.date" : "import.problem.noDate", text));
    }

    private @Nullable Object choice(ImportField<?> field, String text) {
        String key = Likeness.key(text);
        Object known = Objects.requireNonNull(closed.get(field)).get(key);
        if (known != null) {
            return known;
        }
        Object mapped = mapping.values().getOrDefault(field, Map.of()).get(key);
        if (mapped == null) {
            throw refused(field, "import.problem.unknownValue", text);
        }
        return mapped.equals(ImportMapping.EMPTY) ? null : mapped;
    }

    private Object user(ImportField<?> field, String text) {
        if (usersByName.size() > REMEMBERED_USERS) {
            usersByName.clear();
        }
        List<UserRow> found = usersByName.computeIfAbsent(text, users::findByName);
        // Somebody who left may have had the name of somebody who is here.
        List<UserRow> active = found.stream().filter(UserRow::active).toList();
        List<UserRow> meant = active.isEmpty() ? found : active;
        if (meant.isEmpty()) {
            throw refused(field, "import.problem.unknownUser", text);
        }
        if (meant.size() > 1) {
            throw refused(field, "import.problem.severalUsers", text);
        }
        return meant.getFirst().id();
    }

    private static RefusedException refused(ImportField<?> field, String key, Object... args) {
        return new RefusedException(Problem.of(field.id(), key, args));
    }
}
