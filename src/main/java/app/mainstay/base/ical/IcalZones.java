package app.mainstay.base.ical;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Zones in calendar files. They are spelt out from the same rules that the server computes with, so that both mean the same instant even where a
 * library's copy of the time zone database is older or newer.
 */
final class IcalZones {

    private static final Map<String, ZoneId> NAMES = names();
    /** Changes that follow no rule, as Ramadan in Morocco, are written so far ahead. */
    private static final int YEARS = 12;

    private IcalZones() {
    }

    // ---- writing ----

    /** @param first the earliest local time that it is needed for */
    static void write(IcalLines lines, ZoneId zone, LocalDateTime first) {
        var rules = zone.getRules();
        lines.begin("VTIMEZONE").raw("TZID", zone.getId());
        int year = first.getYear() - 1;
        Instant begin = LocalDate.of(year, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
        ZoneOffset before = rules.getOffset(begin);
        observance(lines, rules.isDaylightSavings(begin), LocalDateTime.ofInstant(begin, before), before, before, null);
        if (!rules.isFixedOffset()) {
            Instant end = begin.atZone(ZoneOffset.UTC).plusYears(YEARS).toInstant();
            int ruled = rules.getTransitions().isEmpty() ? year : Math.max(year, rules.getTransitions().getLast().getDateTimeBefore().getYear() + 1);
            rules.getTransitions().stream().filter(change -> change.getInstant().isAfter(begin) && change.getInstant().isBefore(end))
                    .forEach(change -> observance(lines, change, rules.isDaylightSavings(change.getInstant()), null));
            for (var rule : rules.getTransitionRules()) {
                var change = rule.createTransition(ruled);
                boolean daylight = rules.isDaylightSavings(change.getInstant());
                String repeated = repeated(rule, change);
                if (repeated != null) {
                    observance(lines, change, daylight, repeated);
                } else {
                    IntStream.range(ruled, ruled + YEARS).mapToObj(rule::createTransition).forEach(each -> observance(lines, each, daylight, null));
                }
            }
        }
        lines.end("VTIMEZONE");
    }

    private static void observance(IcalLines lines, ZoneOffsetTransition change, boolean daylight, @Nullable String rule) {
        observance(lines, daylight, change.getDateTimeBefore(), change.getOffsetBefore(), change.getOffsetAfter(), rule);
    }

    private static void observance(IcalLines lines, boolean daylight, LocalDateTime start, ZoneOffset from, ZoneOffset to, @Nullable String rule) {
        String name = daylight ? "DAYLIGHT" : "STANDARD";
        lines.begin(name).raw("DTSTART", IcalLines.local(start));
        if (rule != null) {
            lines.raw("RRULE", rule);
        }
        lines.raw("TZOFFSETFROM", offset(from)).raw("TZOFFSETTO", offset(to)).end(name);
    }

    private static String offset(ZoneOffset offset) {
        int seconds = Math.abs(offset.getTotalSeconds());
        String text = String.format(Locale.ROOT, "%s%02d%02d", offset.getTotalSeconds() < 0 ? "-" : "+", seconds / 3600, seconds / 60 % 60);
        return seconds % 60 == 0 ? text : text + String.format(Locale.ROOT, "%02d", seconds % 60);
    }

    /** The change of every year as a rule; null where none says it, as where the day on the wall is not the rule's. */
    private static @Nullable String repeated(ZoneOffsetTransitionRule rule, ZoneOffsetTransition change) {
        LocalDate wall = change.getDateTimeBefore().toLocalDate();
        int day = rule.getDayOfMonthIndicator();
        DayOfWeek named = rule.getDayOfWeek();
        if (wall.getMonth() != rule.getMonth() || named != null && wall.getDayOfWeek() != named) {
            return null;
        }
        String head = "FREQ=YEARLY;BYMONTH=" + rule.getMonth().getValue();
        if (named == null) {
            return wall.getDayOfMonth() == day ? head + ";BYMONTHDAY=" + day : null;
        }
        String name = named.name().substring(0, 2);
        if (day == -1) {
            return head + ";BYDAY=-1" + name;
        }
        if (day > 0 && day % 7 == 1 && day < 29) {
            return head + ";BYDAY=" + (day / 7 + 1) + name;
        }
        return day > 0 && day <= rule.getMonth().minLength() - 6 ? head + ";BYDAY=" + name + ";BYMONTHDAY="
                + IntStream.rangeClosed(day, day + 6).mapToObj(String::valueOf).collect(Collectors.joining(",")) : null;
    }

    // ---- reading ----

    private static Map<String, ZoneId> names() {
        var names = new LinkedHashMap<String, ZoneId>();
        // Windows' first: they come in the order of the table, in which a place is looked for.
        try (var in = new BufferedReader(new InputStreamReader(Objects.requireNonNull(IcalZones.class.getResourceAsStream("/calendar/windows-zones.csv")),
                StandardCharsets.UTF_8))) {
            in.lines().map(line -> line.split(",")).filter(pair -> ZoneId.getAvailableZoneIds().contains(pair[1]))
                    .forEach(pair -> names.put(pair[0].toLowerCase(Locale.ROOT), ZoneId.of(pair[1])));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        new TreeMap<>(ZoneId.getAvailableZoneIds().stream().collect(Collectors.toMap(id -> id.toLowerCase(Locale.ROOT), id -> id, (a, b) -> a)))
                .forEach((name, id) -> names.putIfAbsent(name, ZoneId.of(id)));
        return names;
    }

    /** By the name that a calendar uses: the database's, Windows', or one of them behind a path. */
    static Optional<ZoneId> find(String name) {
        String key = name.strip().toLowerCase(Locale.ROOT);
        for (int from = 0; from >= 0; from = key.indexOf('/', from) < 0 ? -1 : key.indexOf('/', from) + 1) {
            var zone = NAMES.get(key.substring(from));
            if (zone != null) {
                return Optional.of(zone);
            }
        }
        return Optional.empty();
    }

    /**
     * By what the file says of the zone itself, where its name says nothing: one that has the same offsets in that year.
     *
     * @param preferred is asked first
     */
    static Optional<ZoneId> find(Set<ZoneOffset> offsets, int year, ZoneId preferred) {
        return offsets.isEmpty() ? Optional.empty() : Stream.concat(Stream.of(preferred), NAMES.values().stream())
                .filter(zone -> Stream.of(1, 7).map(month -> zone.getRules().getOffset(LocalDateTime.of(year, month, 15, 12, 0))).collect(Collectors.toSet())
                        .equals(offsets)).findFirst();
    }
}
