package app.mainstay.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.shared.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules and clocks, over many rules from fixed seeds. */
class RecurrenceTest {

    private static final int RULES = 400;
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final LocalDateTime FAR = LocalDateTime.of(2199, 1, 1, 0, 0);
    private static final List<String> DAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");

    private record Case(String rule, LocalDateTime start) {
    }

    private static Stream<Case> cases(long seed) {
        var random = new SplittableRandom(seed);
        return Stream.generate(() -> {
            LocalDateTime start = LocalDateTime.of(2024, 1, 1, 0, 0).plusDays(random.nextInt(900)).plusMinutes(15L * random.nextInt(96));
            var rule = new StringBuilder("FREQ=");
            switch (random.nextInt(4)) {
                case 0 -> rule.append("DAILY");
                case 1 -> {
                    rule.append("WEEKLY");
                    if (random.nextBoolean()) {
                        rule.append(";BYDAY=").append(String.join(",", DAYS.stream().filter(day -> random.nextInt(3) == 0 || day.equals(DAYS.get(start.getDayOfWeek().ordinal()))).toList()));
                    }
                }
                case 2 -> {
                    rule.append("MONTHLY");
                    switch (random.nextInt(4)) {
                        case 0 -> rule.append(";BYMONTHDAY=").append(random.nextBoolean() ? "-1" : "1,15");
                        case 1 -> rule.append(";BYDAY=").append(1 + random.nextInt(4)).append(DAYS.get(random.nextInt(7)));
                        case 2 -> rule.append(";BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1");
                        default -> { }
                    }
                }
                default -> {
                    rule.append("YEARLY");
                    if (random.nextBoolean()) {
                        rule.append(";BYMONTH=3,11;BYMONTHDAY=8");
                    }
                }
            }
            rule.append(";INTERVAL=").append(1 + random.nextInt(4));
            switch (random.nextInt(3)) {
                case 0 -> rule.append(";COUNT=").append(5 + random.nextInt(60));
                case 1 -> rule.append(";UNTIL=").append(start.toLocalDate().plusDays(200 + random.nextInt(1500)).toString().replace("-", "")).append("T235959");
                default -> { }
            }
            String text = rule.toString();
            return new Case(text, Recurrence.parse(text, SHANGHAI).first(start).orElse(start));
        }).limit(RULES);
    }

    private static List<LocalDateTime> all(Recurrence rule, LocalDateTime start) {
        return rule.starts(start, start, start.plusYears(6), 3_000);
    }

    @Test
    void bothPartsOfASplitAreTheWhole() {
        int[] split = {0};
        cases(11).forEach(one -> {
            var rule = Recurrence.parse(one.rule(), SHANGHAI);
            var whole = all(rule, one.start());
            for (int at = 1; at < whole.size(); at += 1 + whole.size() / 7) {
                var from = whole.get(at);
                List<LocalDateTime> parts = new ArrayList<>(all(rule.before(from), one.start()));
                assertThat(parts).as("%s", one).hasSize(at).allMatch(time -> time.isBefore(from));
                rule.from(one.start(), from).starts(from, from, one.start().plusYears(6), 3_000).forEach(parts::add);
                assertThat(parts).as("%s at %s", one, from).isEqualTo(whole);
                split[0]++;
            }
        });
        assertThat(split[0]).isGreaterThan(1_000);
    }

    /** What is asked for in portions is what is asked for at once. */
    @Test
    void anySpanShowsWhatTheWholeHoldsOfIt() {
        cases(12).forEach(one -> {
            var rule = Recurrence.parse(one.rule(), SHANGHAI);
            var whole = all(rule, one.start());
            for (int month = 0; month < 60; month += 7) {
                LocalDateTime from = one.start().plusMonths(month);
                LocalDateTime to = from.plusDays(45);
                assertThat(rule.starts(one.start(), from, to, 3_000)).as("%s from %s", one, from)
                        .isEqualTo(whole.stream().filter(time -> !time.isBefore(from) && time.isBefore(to)).toList());
            }
        });
    }

    /** The server's zone, too, is only somebody's: it moves nothing. */
    @Test
    void noZoneMovesALocalTime() {
        var before = TimeZone.getDefault();
        try {
            var expected = cases(13).map(one -> all(Recurrence.parse(one.rule(), SHANGHAI), one.start())).toList();
            for (String zone : List.of("America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                assertThat(cases(13).map(one -> all(Recurrence.parse(one.rule(), SHANGHAI), one.start())).toList()).as(zone).isEqualTo(expected);
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    /** Against arithmetic that knows no rules. */
    @Test
    void simpleRulesAreWhatACalendarSays() {
        var start = LocalDateTime.of(2026, 1, 6, 9, 30);
        for (int interval = 1; interval < 5; interval++) {
            int every = interval;
            assertThat(starts("FREQ=DAILY;INTERVAL=" + every, start, 300)).isEqualTo(Stream.iterate(start, time -> time.plusDays(every)).limit(300).toList());
            assertThat(starts("FREQ=WEEKLY;INTERVAL=" + every, start, 300)).isEqualTo(Stream.iterate(start, time -> time.plusWeeks(every)).limit(300).toList());
            assertThat(starts("FREQ=MONTHLY;INTERVAL=" + every + ";BYMONTHDAY=-1", start, 60)).isEqualTo(Stream.iterate(start.toLocalDate(), day -> day.plusMonths(every)).limit(60)
                    .map(day -> day.with(TemporalAdjusters.lastDayOfMonth()).atTime(9, 30)).toList());
            assertThat(starts("FREQ=MONTHLY;INTERVAL=" + every + ";BYDAY=2TH", start, 60)).isEqualTo(Stream.iterate(start.toLocalDate(), day -> day.plusMonths(every)).limit(60)
                    .map(day -> day.with(TemporalAdjusters.dayOfWeekInMonth(2, DayOfWeek.THURSDAY)).atTime(9, 30)).toList());
        }
        assertThat(starts("FREQ=MONTHLY", LocalDateTime.of(2026, 1, 31, 8, 0), 4)).extracting(LocalDateTime::getMonthValue).containsExactly(1, 3, 5, 7);
        assertThat(starts("FREQ=YEARLY", LocalDateTime.of(2024, 2, 29, 8, 0), 3)).extracting(LocalDateTime::getYear).containsExactly(2024, 2028, 2032);
    }

    private static List<LocalDateTime> starts(String rule, LocalDateTime start, int most) {
        return Recurrence.parse(rule, SHANGHAI).starts(start, start, FAR, most);
    }

    // ---- clocks that change ----

    /** One o'clock on the wall stays that, whatever the zone does; of what is shown twice the first, what is leapt over comes later by the leap. */
    @Test
    void everyZoneKeepsTheClockOnTheWall() {
        var random = new SplittableRandom(14);
        var zones = ZoneId.getAvailableZoneIds().stream().sorted().filter(zone -> zone.contains("/")).toList();
        int leapt = 0;
        for (int i = 0; i < 20_000; i++) {
            var zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            var local = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(1_500)).atTime(LocalTime.of(random.nextInt(24), 15 * random.nextInt(4)));
            var shown = Zones.instant(local, zone).atZone(zone).toLocalDateTime();
            var offsets = zone.getRules().getValidOffsets(local);
            if (offsets.isEmpty()) {
                leapt++;
                assertThat(shown).as("%s in %s", local, zone).isEqualTo(local.plus(zone.getRules().getTransition(local).getDuration()));
            } else {
                assertThat(shown).as("%s in %s", local, zone).isEqualTo(local);
                assertThat(Zones.instant(local, zone)).isEqualTo(local.toInstant(offsets.getFirst()));
            }
        }
        assertThat(leapt).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "Asia/Shanghai,        2026-03-08T09:00, 2026-03-08T01:00:00Z",
        "Asia/Shanghai,        2026-11-01T09:00, 2026-11-01T01:00:00Z",
        "America/New_York,     2026-03-07T09:00, 2026-03-07T14:00:00Z",
        "America/New_York,     2026-03-08T09:00, 2026-03-08T13:00:00Z",
        "America/New_York,     2026-03-08T02:30, 2026-03-08T07:30:00Z",
        "America/New_York,     2026-11-01T01:30, 2026-11-01T05:30:00Z",
        "America/New_York,     2026-11-01T09:00, 2026-11-01T14:00:00Z",
        "Australia/Lord_Howe,  2026-10-04T02:15, 2026-10-03T15:45:00Z",
        "Australia/Lord_Howe,  2026-04-05T01:45, 2026-04-04T14:45:00Z",
        "Asia/Kathmandu,       2026-06-01T09:00, 2026-06-01T03:15:00Z",
        "Pacific/Apia,         2011-12-29T09:00, 2011-12-29T19:00:00Z",
        "Pacific/Apia,         2011-12-31T09:00, 2011-12-30T19:00:00Z"})
    void golden(String zone, LocalDateTime local, Instant instant) {
        assertThat(Zones.instant(local, ZoneId.of(zone))).isEqualTo(instant);
    }

    /** Of each series in the file every occurrence, in order, and none besides. */
    @Test
    void seriesAreWhatTheGoldenFileSays() throws IOException {
        String head = "";
        Map<String, List<String>> golden = new LinkedHashMap<>();
        try (var file = Objects.requireNonNull(RecurrenceTest.class.getResourceAsStream("recurrence.golden"))) {
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList()) {
                if (line.startsWith(" ")) {
                    golden.get(head).add(line.strip());
                } else {
                    head = line;
                    golden.put(head, new ArrayList<>());
                }
            }
        }
        assertThat(golden).hasSizeGreaterThan(20);
        golden.forEach((series, expected) -> {
            var parts = series.split(" ");
            var zone = ZoneId.of(parts[0]);
            var start = LocalDateTime.parse(parts[1]);
            assertThat(Recurrence.parse(parts[2], zone).starts(start, start, FAR, 100).stream().map(time -> time + "  " + Zones.instant(time, zone).toString().replace(":00Z", "Z")))
                    .as(series).containsExactlyElementsOf(expected);
        });
    }

    @Test
    void theDayThatSamoaLeftOutHasNoMeeting() {
        var zone = ZoneId.of("Pacific/Apia");
        var start = LocalDateTime.of(2011, 12, 28, 9, 0);
        assertThat(starts("FREQ=DAILY;COUNT=5", start, 10).stream().filter(time -> !Zones.isSkippedDay(time, zone)).map(time -> Zones.instant(time, zone)))
                .containsExactly(Instant.parse("2011-12-28T19:00:00Z"), Instant.parse("2011-12-29T19:00:00Z"), Instant.parse("2011-12-30T19:00:00Z"),
                        Instant.parse("2011-12-31T19:00:00Z"));
        assertThat(Zones.isSkippedDay(LocalDateTime.of(2026, 3, 8, 2, 30), ZoneId.of("America/New_York"))).isFalse();
    }

    /** What begins inside the leap and ends after it still has an end after its start. */
    @Test
    void nothingEndsBeforeItBegins() {
        var random = new SplittableRandom(15);
        for (String name : List.of("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Shanghai", "Africa/Cairo")) {
            var zone = ZoneId.of(name);
            for (var transition : zone.getRules().getTransitionRules()) {
                var at = transition.createTransition(2027).getDateTimeBefore();
                for (int i = 0; i < 200; i++) {
                    var start = at.minusHours(2).plusMinutes(random.nextInt(240));
                    var end = start.plusMinutes(5 + random.nextInt(180));
                    var span = Zones.span(start, end, zone);
                    assertThat(span.end()).as("%s to %s in %s", start, end, name).isAfter(span.start());
                    assertThat(ChronoUnit.MINUTES.between(span.start(), span.end())).isLessThanOrEqualTo(ChronoUnit.MINUTES.between(start, end) + 60);
                }
            }
        }
    }

    // ---- what is refused ----

    @ParameterizedTest
    @ValueSource(strings = {"", "WEEKLY", "FREQ=", "FREQ=SOMETIMES", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;COUNT=0", "FREQ=DAILY;COUNT=3;UNTIL=20270101T000000", "FREQ=DAILY;INTERVAL=0",
        "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=DAILY;UNTIL=20271301", "FREQ=DAILY;COUNT=1000000000000"})
    void whatNobodyCanRead(String rule) {
        refused(rule, "meeting.problem.rule");
    }

    @Test
    void whatIsTooOftenOrTooMany() {
        refused("FREQ=SECONDLY", "meeting.problem.rule.tooOften");
        refused("FREQ=MINUTELY;COUNT=3", "meeting.problem.rule.tooOften");
        refused("FREQ=HOURLY", "meeting.problem.rule.tooOften");
        refused("FREQ=DAILY;BYHOUR=9,10,11", "meeting.problem.rule.tooOften");
        refused("FREQ=DAILY;COUNT=1000000", "meeting.problem.rule.count");
        assertThat(Recurrence.parse("FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2", SHANGHAI).first(LocalDateTime.of(2026, 1, 1, 9, 0))).isEmpty();
    }

    private static void refused(String rule, String key) {
        assertThatThrownBy(() -> Recurrence.parse(rule, SHANGHAI)).as(rule).isInstanceOfSatisfying(RefusedException.class,
                refusal -> assertThat(refusal.problems()).extracting(problem -> problem.field() + " " + problem.key()).containsExactly("rule " + key));
    }

    // ---- in and out ----

    @Test
    void anUntilIsLocalInsideAndUtcOutside() {
        var rule = Recurrence.parse("RRULE:FREQ=WEEKLY;UNTIL=20261201T010000Z", SHANGHAI);
        assertThat(rule.text()).contains("UNTIL=20261201T090000").doesNotContain("Z");
        assertThat(rule.exchanged(SHANGHAI)).contains("UNTIL=20261201T010000Z");
        assertThat(rule.starts(LocalDateTime.of(2026, 11, 24, 9, 0), LocalDateTime.of(2026, 11, 24, 9, 0), FAR, 9)).hasSize(2);
        assertThat(Recurrence.parse("FREQ=WEEKLY;UNTIL=20261201", SHANGHAI).text()).contains("UNTIL=20261201T235959");
        cases(16).forEach(one -> {
            var read = Recurrence.parse(one.rule(), SHANGHAI);
            assertThat(Recurrence.parse(read.text(), SHANGHAI)).isEqualTo(read);
            assertThat(all(Recurrence.parse(read.exchanged(SHANGHAI), SHANGHAI), one.start())).as("%s", one).isEqualTo(all(read, one.start()));
        });
    }

    /** Moved to another day the rule names that day, where it can. */
    @Test
    void aRuleMovesAlong() {
        var tuesday = LocalDateTime.of(2026, 12, 1, 9, 0);
        var moved = Map.of("FREQ=WEEKLY;BYDAY=TU", "WE", "FREQ=WEEKLY;BYDAY=MO,TU", "TU,WE", "FREQ=MONTHLY;BYDAY=1TU", "1WE", "FREQ=MONTHLY;BYMONTHDAY=1", "BYMONTHDAY=2");
        moved.forEach((rule, expected) -> {
            var shifted = Recurrence.parse(rule, SHANGHAI).shifted(tuesday, tuesday.plusDays(1)).orElseThrow();
            assertThat(shifted.text()).as(rule).contains(expected);
            assertThat(shifted.first(tuesday.plusDays(1))).as(rule).contains(tuesday.plusDays(1));
        });
        assertThat(Recurrence.parse("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", SHANGHAI).shifted(tuesday, tuesday.plusDays(1))).isEmpty();
        assertThat(Recurrence.parse("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", SHANGHAI).shifted(tuesday, tuesday.plusHours(1))).isPresent();
    }
}
