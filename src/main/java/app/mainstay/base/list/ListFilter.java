package app.mainstay.base.list;

import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.shared.Coded;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that a list can be narrowed by, under its name in the address.
 *
 * @param options null unless one chooses among values
 */
public record ListFilter(String name, String labelKey, Kind kind, @Nullable Options options) {

    public static final int MOST_DAYS = 3_650;

    public enum Kind {
        /** What one types; at most one of a list. */
        TEXT,
        /** Some of a closed or long list. */
        CHOICE,
        /** One of a long list. */
        ONE,
        /** A number of days. */
        DAYS,
        /** On or off. */
        FLAG
    }

    /** @param label in the reader's language; a translation key where {@link Options#keys} says so */
    public record Option(String value, String label) {
    }

    /** What a choice offers. Answers only with what the viewer may see. */
    public interface Options {

        /** The options whose label contains the text, a page of them. */
        List<Option> find(String text, int offset, int limit, Locale locale);

        /** The label of a value out of an address; empty where there is none for this viewer. */
        Optional<String> label(String value, Locale locale);

        /** All are shown at once, instead of being searched. */
        default boolean few() {
            return false;
        }

        /** Labels are translation keys. */
        default boolean keys() {
            return false;
        }
    }

    public static ListFilter text(String labelKey) {
        return new ListFilter("q", labelKey, Kind.TEXT, null);
    }

    public static ListFilter flag(String name, String labelKey) {
        return new ListFilter(name, labelKey, Kind.FLAG, null);
    }

    public static ListFilter days(String name, String labelKey) {
        return new ListFilter(name, labelKey, Kind.DAYS, null);
    }

    public static ListFilter choice(String name, String labelKey, Options options) {
        return new ListFilter(name, labelKey, Kind.CHOICE, options);
    }

    public static <E extends Enum<E> & Coded> ListFilter constants(String name, String labelKey, Class<E> type) {
        var options = Arrays.stream(type.getEnumConstants()).map(constant -> new Option(constant.name().toLowerCase(Locale.ROOT), constant.labelKey())).toList();
        return choice(name, labelKey, new Few(locale -> options, true));
    }

    public static ListFilter one(String name, String labelKey, Options options) {
        return new ListFilter(name, labelKey, Kind.ONE, options);
    }

    /** Entries of a code list, retired ones last, since old rows hold them. */
    public static ListFilter codes(String name, String labelKey, CodeLists codes, CodeList list) {
        return choice(name, labelKey, new Few(locale -> codes.entries(list).stream().sorted(Comparator.comparing(entry -> !entry.active()))
                .map(entry -> new Option(entry.code(), entry.label(locale))).toList(), false));
    }

    private record Few(Function<Locale, List<Option>> all, boolean keys) implements Options {

        @Override
        public List<Option> find(String text, int offset, int limit, Locale locale) {
            return all.apply(locale).stream().filter(option -> option.label().toLowerCase(locale).contains(text.toLowerCase(locale)))
                    .skip(offset).limit(limit).toList();
        }

        @Override
        public Optional<String> label(String value, Locale locale) {
            return all.apply(locale).stream().filter(option -> option.value().equalsIgnoreCase(value)).findFirst().map(Option::label);
        }

        @Override
        public boolean few() {
            return true;
        }
    }
}
