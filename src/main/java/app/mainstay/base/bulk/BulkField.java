package app.mainstay.base.bulk;

import app.mainstay.settings.CodeList;
import app.mainstay.shared.Coded;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Words;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field that can be set on many rows at once. Its values travel as lists of texts: empty for "nothing", one text for a single value.
 *
 * @param clearable nothing is a value too
 * @param codes     of CODE: the list
 * @param options   of CHOICE: what there is to choose
 * @param reasoned  it is changed for a reason only, see {@link #asReasoned}
 */
public record BulkField(String id, String labelKey, Kind kind, boolean clearable, @Nullable CodeList codes, List<Option> options, boolean reasoned) {

    /** CHOICE: one of the options. CODE: of the code list. PERSON: a user's id. DAY: a day as 2026-12-31. ADD, REMOVE: texts that join or leave those of the row. */
    public enum Kind {
        CHOICE, CODE, PERSON, DAY, TEXT, NUMBER, ADD, REMOVE
    }

    /** @param labelKey its translation, or null where the feature itself has the two names. */
    public record Option(String value, @Nullable String labelKey, @Nullable String labelEn, @Nullable String labelZh) {

        public Option(String value, String labelKey) {
            this(value, labelKey, null, null);
        }

        /** Something that users have named. */
        public static Option named(String value, String labelEn, String labelZh) {
            return new Option(value, null, labelEn, labelZh);
        }

        public String label(Locale locale) {
            return labelKey != null ? Words.text(labelKey, locale) : Objects.requireNonNull(locale.getLanguage().equals("zh") ? labelZh : labelEn);
        }
    }

    public BulkField {
        options = List.copyOf(options);
    }

    public static <E extends Enum<E> & Coded> BulkField choice(String id, String labelKey, Class<E> type, boolean clearable) {
        return choice(id, labelKey, clearable, Stream.of(type.getEnumConstants()).map(each -> new Option(each.name(), each.labelKey())).toList());
    }

    public static BulkField choice(String id, String labelKey, boolean clearable, List<Option> options) {
        return new BulkField(id, labelKey, Kind.CHOICE, clearable, null, options, false);
    }

    public static BulkField code(String id, String labelKey, CodeList codes) {
        return new BulkField(id, labelKey, Kind.CODE, true, codes, List.of(), false);
    }

    public static BulkField of(String id, String labelKey, Kind kind) {
        return new BulkField(id, labelKey, kind, kind == Kind.TEXT || kind == Kind.NUMBER || kind == Kind.DAY, null, List.of(), false);
    }

    /** The same, changed for a reason only: screens ask for it, and the work is done inside {@link app.mainstay.audit.Because}. */
    public BulkField asReasoned() {
        return new BulkField(id, labelKey, kind, clearable, codes, options, true);
    }

    /** What is wrong with a value whatever the row. */
    public List<Problem> problems(List<String> value) {
        boolean several = kind == Kind.ADD || kind == Kind.REMOVE;
        if (value.isEmpty() && !clearable || value.size() > 1 && !several || value.stream().anyMatch(String::isBlank)) {
            return List.of(Problem.of("value", "problem.required"));
        }
        boolean known = switch (kind) {
            case CHOICE -> options.stream().map(Option::value).toList().containsAll(value);
            case DAY -> value.stream().allMatch(text -> reads(text, LocalDate::parse));
            case PERSON -> value.stream().allMatch(text -> reads(text, Long::valueOf));
            default -> true;
        };
        return known ? List.of() : List.of(Problem.of("value", "problem.unknownCode", value.getFirst()));
    }

    private static boolean reads(String text, Function<String, ?> reader) {
        try {
            reader.apply(text);
            return true;
        } catch (DateTimeParseException | NumberFormatException none) {
            return false;
        }
    }
}
