package app.mainstay.importing;

import app.mainstay.settings.CodeList;
import app.mainstay.shared.Coded;
import app.mainstay.shared.Money;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A field that a file may fill. Its type is what {@link ImportRow#get} returns.
 *
 * @param id        the name that the target's problems use for it
 * @param required  must have a column or a default
 * @param hasDefault a person may choose a value for new rows of which the file says nothing
 * @param aliases   what columns holding it are called, in English and Chinese; its labels count too
 * @param codes     for codes: the list
 * @param type      for enumerations: the class
 * @param choices   for other closed choices: what there is at this moment
 * @param looks      whether a text looks as the field's values do, for columns whose name says nothing; null where many fields' do
 */
public record ImportField<T>(String id, Kind kind, boolean required, boolean hasDefault, List<String> aliases, @Nullable CodeList codes,
                             @Nullable Class<? extends Enum<?>> type, @Nullable Supplier<List<Choice>> choices,
                             @Nullable Predicate<String> looks) {

    /** What cells of the field hold. REFERENCE is a text by which the target finds another row. */
    public enum Kind {
        TEXT, INTEGER, YEAR, MONEY, DATE, CODE, ENUM, CHOICE, USER, REFERENCE, TAGS;

        /** Only listed values are right, so an unknown one can be mapped to a listed one. */
        public boolean isClosed() {
            return this == CODE || this == ENUM || this == CHOICE;
        }
    }

    /** A value of a closed choice with all that it is called. */
    public record Choice(Object value, String labelEn, String labelZh) {
    }

    public static ImportField<String> text(String id) {
        return of(id, Kind.TEXT);
    }

    public static ImportField<Integer> integer(String id) {
        return of(id, Kind.INTEGER);
    }

    /** A whole number that is written without grouping. */
    public static ImportField<Integer> year(String id) {
        return of(id, Kind.YEAR);
    }

    public static ImportField<Money> money(String id) {
        return of(id, Kind.MONEY);
    }

    public static ImportField<LocalDate> date(String id) {
        return of(id, Kind.DATE);
    }

    public static ImportField<String> code(String id, CodeList list) {
        return new ImportField<>(id, Kind.CODE, false, true, List.of(), list, null, null, null);
    }

    public static <E extends Enum<E> & Coded> ImportField<E> oneOf(String id, Class<E> type) {
        return new ImportField<>(id, Kind.ENUM, false, true, List.of(), null, type, null, null);
    }

    /** One of what the target offers; the value is an id. */
    public static ImportField<Long> choice(String id, Supplier<List<Choice>> choices) {
        return new ImportField<>(id, Kind.CHOICE, false, true, List.of(), null, null, choices, null);
    }

    /** A user by user name or display name; the value is the id. Active or not is for the target's service to judge. */
    public static ImportField<Long> user(String id) {
        return of(id, Kind.USER);
    }

    public static ImportField<String> reference(String id) {
        return of(id, Kind.REFERENCE);
    }

    public static ImportField<List<String>> tags(String id) {
        return of(id, Kind.TAGS);
    }

    private static <T> ImportField<T> of(String id, Kind kind) {
        return new ImportField<>(id, kind, false, false, List.of(), null, null, null, null);
    }

    public ImportField<T> asRequired() {
        return new ImportField<>(id, kind, true, hasDefault, aliases, codes, type, choices, looks);
    }

    public ImportField<T> withDefault() {
        return new ImportField<>(id, kind, required, true, aliases, codes, type, choices, looks);
    }

    public ImportField<T> called(String... names) {
        return new ImportField<>(id, kind, required, hasDefault, Arrays.asList(names), codes, type, choices, looks);
    }

    public ImportField<T> looking(Predicate<String> like) {
        return new ImportField<>(id, kind, required, hasDefault, aliases, codes, type, choices, like);
    }

    /** Those that hold something, as {@link ImportTarget.Run#stored} tells them. */
    public static Map<ImportField<?>, Object> filled(Map<ImportField<?>, @Nullable Object> values) {
        Map<ImportField<?>, Object> filled = new LinkedHashMap<>();
        values.forEach((field, value) -> {
            if (value != null) {
                filled.put(field, value);
            }
        });
        return filled;
    }

    /** A value as text, for keeping; {@link #read} is the way back. */
    public String write(Object value) {
        return switch (value) {
            case Money money -> money.amount().toPlainString() + " " + money.currency();
            case Enum<?> constant -> constant.name();
            case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining("\n"));
            default -> value.toString();
        };
    }

    /** Null where the text means nothing any more. */
    public @Nullable Object read(String text) {
        if (kind.isClosed() && text.isEmpty()) {
            return ImportMapping.EMPTY;
        }
        try {
            return switch (kind) {
                case TEXT, REFERENCE, CODE -> text;
                case INTEGER, YEAR -> Integer.valueOf(text);
                case MONEY -> Money.of(text.substring(0, text.indexOf(' ')), text.substring(text.indexOf(' ') + 1));
                case DATE -> LocalDate.parse(text);
                case ENUM -> Arrays.stream(Objects.requireNonNull(type).getEnumConstants()).filter(constant -> constant.name().equals(text)).findFirst().orElse(null);
                case CHOICE, USER -> Long.valueOf(text);
                case TAGS -> text.lines().toList();
            };
        } catch (RuntimeException otherVersion) {
            return null;
        }
    }

    /** Fields are equal by name within their target. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ImportField<?> that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
