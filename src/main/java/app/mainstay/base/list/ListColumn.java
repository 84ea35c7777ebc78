package app.mainstay.base.list;

import app.mainstay.settings.CodeList;
import app.mainstay.shared.Coded;
import app.mainstay.shared.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A column: what it is called, what it says of a row, what it sorts by. Screen, export and column menu all read it from here.
 *
 * @param key      stable: layouts and saved views remember it
 * @param value    a String, whole number, {@code Money}, {@code Instant}, {@link Moment}, {@code LocalDate}, {@code Coded}, {@link CodedValues},
 *                 {@link CodeValue}, {@link Said}, {@link Sentences} or null
 * @param sort     null: cannot be sorted by
 * @param width    in pixels
 * @param standard shown until a user chooses otherwise; of those, the first ones stay where there is no room for all
 * @param number   aligned at the end
 * @param money    its values are {@code Money}: an export makes two columns of it, amount and currency
 * @param warns    of which rows the value calls for action, which the screen shows; null: of none
 */
public record ListColumn<R, S extends Enum<S>>(String key, String labelKey, Function<R, @Nullable Object> value, @Nullable S sort, int width,
                                               boolean standard, boolean number, boolean money, @Nullable Predicate<R> warns) {

    /** An entry of a code list, labelled in the reader's language. */
    public record CodeValue(CodeList list, @Nullable String code) {
    }

    /** A sentence that is made in the reader's language. */
    public interface Said {

        String in(Locale locale);
    }

    /** Translation keys with their values, each a sentence in the reader's language. */
    public record Sentences(List<Problem> sentences) {

        public Sentences {
            sentences = List.copyOf(sentences);
        }
    }

    /** Several constants in one cell, in this order. */
    public record CodedValues(List<? extends Coded> values) {
    }

    /** A point in time of which the hour matters, too; a bare {@code Instant} is shown as a date. */
    public record Moment(Instant at) {
    }

    public static <R, S extends Enum<S>> ListColumn<R, S> of(String key, String labelKey, Function<R, @Nullable Object> value) {
        return new ListColumn<>(key, labelKey, value, null, 128, true, false, false, null);
    }

    public ListColumn<R, S> sort(S by) {
        return new ListColumn<>(key, labelKey, value, by, width, standard, number, money, warns);
    }

    public ListColumn<R, S> width(int pixels) {
        return new ListColumn<>(key, labelKey, value, sort, pixels, standard, number, money, warns);
    }

    /** Offered, but not shown until somebody chooses it. */
    public ListColumn<R, S> onDemand() {
        return new ListColumn<>(key, labelKey, value, sort, width, false, number, money, warns);
    }

    public ListColumn<R, S> asNumber() {
        return new ListColumn<>(key, labelKey, value, sort, width, standard, true, money, warns);
    }

    public ListColumn<R, S> asMoney() {
        return new ListColumn<>(key, labelKey, value, sort, width, standard, true, true, warns);
    }

    /** Where the value calls for action. */
    public ListColumn<R, S> warn(Predicate<R> where) {
        return new ListColumn<>(key, labelKey, value, sort, width, standard, number, money, where);
    }
}
