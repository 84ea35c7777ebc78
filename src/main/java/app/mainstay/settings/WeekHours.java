package app.mainstay.settings;

import java.text.Normalizer;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** When work is done on each weekday, by the clock on the wall. */
final class WeekHours {

    /** Of one day. */
    static final int MOST_SPANS = 6;
    private static final int DAY = 24 * 60;
    private static final Pattern SPAN = Pattern.compile("(\\d{1,2}):(\\d{2})-(\\d{1,2}):(\\d{2})");

    /**
     * @param from minute of the day, 0 to 1439
     * @param to   minute of the day behind the last one, at most 1440
     */
    record Span(int from, int to) {

        String text() {
            return clock(from) + "-" + clock(to);
        }

        private static String clock(int minute) {
            return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
        }
    }

    private final Map<DayOfWeek, List<Span>> days = new EnumMap<>(DayOfWeek.class);

    /** @param texts as {@link #parse} reads them; what it cannot read is no work */
    WeekHours(Map<DayOfWeek, String> texts) {
        texts.forEach((day, text) -> days.put(day, parse(text).orElse(List.of())));
    }

    List<Span> on(DayOfWeek day) {
        return days.getOrDefault(day, List.of());
    }

    /** Of a make-up workday: it is worked as a usual day, so as Monday, or as the first day of the week on which there is work. */
    List<Span> usual() {
        return days.values().stream().filter(spans -> !spans.isEmpty()).findFirst().orElse(List.of());
    }

    boolean isEmpty() {
        return usual().isEmpty();
    }

    /**
     * Reads "9:00-12:00, 13:00–18:00" as people type it, in full width too; in order and without overlaps, of which the time counts once.
     * Empty where it cannot be read, or a span ends before it begins.
     */
    static Optional<List<Span>> parse(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\\u2010-\\u2015~\\u301c至到]", "-").replaceAll("\\s*([-:])\\s*", "$1");
        List<Span> spans = new ArrayList<>();
        for (String part : plain.split("[,;、\\s]+")) {
            if (part.isEmpty()) {
                continue;
            }
            Matcher matcher = SPAN.matcher(part);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            int from = minute(matcher.group(1), matcher.group(2));
            int to = minute(matcher.group(3), matcher.group(4));
            if (from < 0 || to < 0 || from >= to) {
                return Optional.empty();
            }
            spans.add(new Span(from, to));
        }
        spans.sort(Comparator.comparing(Span::from));
        List<Span> merged = new ArrayList<>();
        for (Span span : spans) {
            if (!merged.isEmpty() && span.from() <= merged.getLast().to()) {
                merged.set(merged.size() - 1, new Span(merged.getLast().from(), Math.max(merged.getLast().to(), span.to())));
            } else {
                merged.add(span);
            }
        }
        return Optional.of(List.copyOf(merged));
    }

    /** As it is stored and shown. */
    static String text(List<Span> spans) {
        return spans.stream().map(Span::text).collect(Collectors.joining(","));
    }

    /** -1 for no time of the day; 24:00 is its end. */
    private static int minute(String hour, String minute) {
        int minutes = Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
        return Integer.parseInt(minute) > 59 || minutes > DAY ? -1 : minutes;
    }
}
