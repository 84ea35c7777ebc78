package app.mainstay.sales;

import app.mainstay.base.list.ListFilter.Option;
import app.mainstay.base.list.ListFilter.Options;
import app.mainstay.shared.DaySpan;
import app.mainstay.shared.Words;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When deals closed or are expected to, as an address says it: "2026", "2026-q3", "2026-07", or two days "2026-07-01..2026-08-15" (the last one included).
 * Twelve months are offered; whatever else can be said is found by typing it.
 */
abstract sealed class PeriodOptions implements Options {

    private static final int OFFERED = 12;

    private final Supplier<LocalDate> today;

    PeriodOptions(Supplier<LocalDate> today) {
        this.today = today;
    }

    static Optional<DaySpan> span(String text) {
        try {
            if (text.contains("..")) {
                return DaySpan.parse(text);
            }
            if (text.matches("\\d{4}-q[1-4]")) {
                LocalDate from = LocalDate.of(Integer.parseInt(text.substring(0, 4)), 3 * (text.charAt(6) - '0') - 2, 1);
                return Optional.of(new DaySpan(from, from.plusMonths(3)));
            }
            if (text.matches("\\d{4}")) {
                LocalDate from = LocalDate.of(Integer.parseInt(text), 1, 1);
                return Optional.of(new DaySpan(from, from.plusYears(1)));
            }
            return Optional.of(DaySpan.month(LocalDate.parse(text + "-01")));
        } catch (DateTimeParseException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    @Override
    public List<Option> find(String text, int offset, int limit, Locale locale) {
        String wanted = text.strip().toLowerCase(locale);
        LocalDate month = today.get().withDayOfMonth(1);
        var months = IntStream.range(0, OFFERED).mapToObj(number -> month.plusMonths((long) direction() * number).toString().substring(0, 7))
                .map(value -> new Option(value, value));
        var typed = span(wanted).map(span -> new Option(wanted, said(wanted))).stream();
        return Stream.concat(Stream.concat(named(locale), months).filter(option -> option.label().toLowerCase(locale).contains(wanted)), typed).distinct()
                .skip(offset).limit(limit).toList();
    }

    @Override
    public Optional<String> label(String value, Locale locale) {
        return named(locale).filter(option -> option.value().equals(value)).findFirst().map(Option::label).or(() -> span(value).map(span -> said(value)));
    }

    private static String said(String value) {
        return value.toUpperCase(Locale.ROOT).replace("..", " – ");
    }

    /** Whether months are offered backwards, -1, or onwards, 1. */
    abstract int direction();

    abstract Stream<Option> named(Locale locale);

    static final class Closed extends PeriodOptions {

        Closed(Supplier<LocalDate> today) {
            super(today);
        }

        @Override
        int direction() {
            return -1;
        }

        @Override
        Stream<Option> named(Locale locale) {
            return Stream.empty();
        }
    }

    /** Also what goes along with the calendar, so that a saved view means another quarter in the next one. */
    static final class Expected extends PeriodOptions {

        private static final List<String> NAMED = List.of("overdue", "this-month", "next-month", "this-quarter", "next-quarter");

        Expected(Supplier<LocalDate> today) {
            super(today);
        }

        /** @param to the day after the last. @param overdue only what is still open after its day */
        record Days(@Nullable LocalDate from, @Nullable LocalDate to, boolean overdue) {

            static final Days ANY = new Days(null, null, false);
        }

        static Optional<Days> parse(String text, LocalDate today) {
            LocalDate month = today.withDayOfMonth(1);
            LocalDate quarter = month.minusMonths((today.getMonthValue() - 1) % 3);
            return switch (text) {
                case "overdue" -> Optional.of(new Days(null, null, true));
                case "this-month" -> Optional.of(new Days(month, month.plusMonths(1), false));
                case "next-month" -> Optional.of(new Days(month.plusMonths(1), month.plusMonths(2), false));
                case "this-quarter" -> Optional.of(new Days(quarter, quarter.plusMonths(3), false));
                case "next-quarter" -> Optional.of(new Days(quarter.plusMonths(3), quarter.plusMonths(6), false));
                default -> span(text).map(span -> new Days(span.from(), span.to(), false));
            };
        }

        @Override
        int direction() {
            return 1;
        }

        @Override
        Stream<Option> named(Locale locale) {
            return NAMED.stream().map(value -> new Option(value, Words.text("sales.filter.expected." + value, locale)));
        }
    }
}
