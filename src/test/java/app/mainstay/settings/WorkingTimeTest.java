package app.mainstay.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Laws of working time over random weeks, calendars and zones, and the hours in which clocks are changed. */
class WorkingTimeTest {

    private static final int ROUNDS = 400;
    /** Havana and São Paulo change at midnight, Lord Howe by half an hour, Apia once left out a whole day. */
    private static final List<String> ZONES = List.of("Asia/Shanghai", "UTC", "America/New_York", "Europe/Berlin", "America/Havana",
            "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final Random random = new Random(20261126);

    private record World(WorkingTime time, ZoneId zone, WeekHours week, Map<LocalDate, DayKind> days) {
    }

    private interface Law {
        void check(World world);
    }

    private void forAll(Law law) {
        int ran = 0;
        for (int i = 0; i < ROUNDS; i++) {
            law.check(world(ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))), 0));
            ran++;
        }
        assertThat(ran).isEqualTo(ROUNDS);
    }

    /** @param earliest minute of the day at which work may begin */
    private World world(ZoneId zone, int earliest) {
        var texts = new EnumMap<DayOfWeek, String>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            texts.put(day, random.nextInt(4) == 0 ? "" : IntStream.range(0, 1 + random.nextInt(3)).mapToObj(n -> {
                int from = earliest + random.nextInt(1440 - earliest);
                return new WeekHours.Span(from, from + 1 + random.nextInt(1440 - from)).text();
            }).collect(Collectors.joining(",")));
        }
        // Something is worked, whatever fell out above.
        texts.put(DayOfWeek.WEDNESDAY, "09:00-17:30");
        var days = new HashMap<LocalDate, DayKind>();
        for (int i = 0; i < 200; i++) {
            days.put(LocalDate.of(2011, 12, 1).plusDays(random.nextInt(1_000)), random.nextBoolean() ? DayKind.HOLIDAY : DayKind.WORKDAY);
        }
        var week = new WeekHours(texts);
        return new World(new WorkingTime(zone, week, random.nextInt(5) == 0, days::get), zone, week, days);
    }

    private Instant instant() {
        return Instant.parse("2011-11-15T00:00:00Z").plusSeconds(random.nextInt(1_000 * 86_400)).plusNanos(random.nextInt(1_000_000_000));
    }

    private Instant near(Instant instant) {
        return instant.plusSeconds(random.nextInt(60 * 86_400) - 20 * 86_400).plusNanos(random.nextInt(1_000));
    }

    private Duration duration() {
        return Duration.ofSeconds(random.nextInt(120 * 3_600), random.nextInt(1_000_000_000));
    }

    @Test
    void spansAddUpInWhateverOrder() {
        forAll(world -> {
            Instant a = instant();
            Instant b = near(a);
            Instant c = near(b);
            assertThat(world.time().between(a, b).plus(world.time().between(b, c))).isEqualTo(world.time().between(a, c));
        });
    }

    @Test
    void workingTimeNeverRunsBackwardsNorFasterThanTime() {
        forAll(world -> {
            Instant a = instant();
            Instant b = a.plus(duration());
            Instant later = b.plus(duration());
            Duration worked = world.time().between(a, b);
            assertThat(worked).isBetween(Duration.ZERO, Duration.between(a, b));
            assertThat(world.time().between(a, later)).isGreaterThanOrEqualTo(worked);
            assertThat(world.time().plus(a, duration().plus(worked)).orElseThrow()).isAfterOrEqualTo(world.time().plus(a, worked).orElseThrow());
        });
    }

    @Test
    void whatIsAddedIsWhatLiesBetweenAndNothingEarlierIsEnough() {
        forAll(world -> {
            Instant a = instant();
            Duration d = duration().plusNanos(1);
            Instant end = world.time().plus(a, d).orElseThrow();
            assertThat(world.time().between(a, end)).isEqualTo(d);
            assertThat(world.time().between(a, end.minusNanos(1))).isLessThan(d);
            assertThat(world.time().plus(a, Duration.ZERO)).contains(a);
        });
    }

    @Test
    void addingTwiceIsAddingTheSum() {
        forAll(world -> {
            Instant a = instant();
            Duration one = duration();
            Duration two = duration();
            assertThat(world.time().plus(world.time().plus(a, one).orElseThrow(), two)).isEqualTo(world.time().plus(a, one.plus(two)));
        });
    }

    @Test
    void theNextWorkingInstantIsTheFirst() {
        forAll(world -> {
            Instant a = instant();
            Instant next = world.time().next(a).orElseThrow();
            assertThat(next).isAfterOrEqualTo(a);
            assertThat(world.time().between(a, next)).isZero();
            assertThat(world.time().between(next, next.plusNanos(1))).isEqualTo(Duration.ofNanos(1));
        });
    }

    /** Minute by minute by the clock on the wall, which is another way to count; outside of the hours in which clocks are changed. */
    @Test
    void countingMinutesGivesTheSame() {
        int ran = 0;
        for (int i = 0; i < 60; i++) {
            var world = world(ZoneId.of(List.of("Asia/Shanghai", "America/New_York", "Europe/Berlin").get(i % 3)), 4 * 60);
            Instant from = instant().truncatedTo(ChronoUnit.MINUTES);
            Instant to = from.plus(random.nextInt(10 * 1_440), ChronoUnit.MINUTES);
            long minutes = 0;
            for (Instant minute = from; minute.isBefore(to); minute = minute.plusSeconds(60)) {
                LocalDateTime wall = LocalDateTime.ofInstant(minute, world.zone());
                int of = wall.getHour() * 60 + wall.getMinute();
                minutes += world.time().spans(wall.toLocalDate()).stream().anyMatch(span -> span.from() <= of && of < span.to()) ? 1 : 0;
            }
            assertThat(world.time().between(from, to)).isEqualTo(Duration.ofMinutes(minutes));
            ran++;
        }
        assertThat(ran).isEqualTo(60);
    }

    @Test
    void withoutHoursNothingIsWorkedAndNothingIsSearchedForEver() {
        forAll(world -> {
            var idle = new WorkingTime(world.zone(), new WeekHours(Map.of()), random.nextBoolean(), world.days()::get);
            Instant a = instant();
            assertThat(idle.between(a, near(a))).isZero();
            assertThat(idle.plus(a, duration().plusNanos(1))).isEmpty();
            assertThat(idle.plus(a, Duration.ZERO)).contains(a);
            assertThat(idle.next(a)).isEmpty();
        });
        // Holidays without an end are as good as no hours.
        var never = new WorkingTime(NEW_YORK, new WeekHours(Map.of(DayOfWeek.MONDAY, "09:00-17:00")), false, day -> DayKind.HOLIDAY);
        assertThat(never.plus(instant(), Duration.ofHours(1))).isEmpty();
        assertThat(never.next(instant())).isEmpty();
        var rare = new WorkingTime(NEW_YORK, new WeekHours(Map.of(DayOfWeek.MONDAY, "09:00-09:01")), false, day -> null);
        assertThat(rare.plus(instant(), Duration.ofDays(1_000))).isEmpty();
    }

    @Test
    void holidaysAndMakeUpDaysChangeTheDayAndNoOther() {
        forAll(world -> {
            LocalDate day = LocalDate.of(2012, 1, 1).plusDays(random.nextInt(700));
            var normal = new WorkingTime(world.zone(), world.week(), false, other -> null);
            for (DayKind kind : DayKind.values()) {
                var special = new WorkingTime(world.zone(), world.week(), false, other -> other.equals(day) ? kind : null);
                assertThat(special.spans(day)).isEqualTo(kind == DayKind.HOLIDAY ? List.of() : world.week().usual());
                assertThat(special.spans(day.plusDays(1))).isEqualTo(normal.spans(day.plusDays(1)));
                assertThat(special.spans(day.minusDays(1))).isEqualTo(normal.spans(day.minusDays(1)));
            }
            assertThat(new WorkingTime(world.zone(), world.week(), true, other -> DayKind.HOLIDAY).spans(day)).isEqualTo(normal.spans(day));
        });
    }

    // ---- clocks that are changed ----

    private static WorkingTime inNewYork(String sunday) {
        return new WorkingTime(NEW_YORK, new WeekHours(Map.of(DayOfWeek.SUNDAY, sunday)), false, day -> null);
    }

    private static Instant newYork(String wall) {
        return LocalDateTime.parse(wall).atZone(NEW_YORK).toInstant();
    }

    /** On 8 March 2026 the clock goes from 2:00 to 3:00. */
    @Test
    void anHourThatTheClockLeavesOutIsNotWorked() {
        assertThat(inNewYork("00:00-24:00").between(newYork("2026-03-08T00:00"), newYork("2026-03-09T00:00"))).isEqualTo(Duration.ofHours(23));
        assertThat(inNewYork("02:15-02:45").between(newYork("2026-03-07T00:00"), newYork("2026-03-10T00:00"))).isZero();
        assertThat(inNewYork("02:30-05:00").next(newYork("2026-03-08T00:00"))).contains(newYork("2026-03-08T03:00"));
        assertThat(inNewYork("01:00-05:00").plus(newYork("2026-03-08T00:00"), Duration.ofHours(2))).contains(newYork("2026-03-08T04:00"));
    }

    /** On 1 November 2026 the clock goes from 2:00 back to 1:00. */
    @Test
    void anHourThatTheClockShowsTwiceIsWorkedTwiceByWhoeverWorksThrough() {
        assertThat(inNewYork("00:00-24:00").between(newYork("2026-11-01T00:00"), newYork("2026-11-02T00:00"))).isEqualTo(Duration.ofHours(25));
        assertThat(inNewYork("00:00-03:00").between(newYork("2026-11-01T00:00"), newYork("2026-11-02T00:00"))).isEqualTo(Duration.ofHours(4));
        assertThat(inNewYork("01:15-01:45").between(newYork("2026-11-01T00:00"), newYork("2026-11-02T00:00"))).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void timeIsNotAddedBackwards() {
        assertThatThrownBy(() -> inNewYork("09:00-17:00").plus(Instant.EPOCH, Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    // ---- hours as people write them ----

    @Test
    void hoursAreReadAsPeopleTypeThem() {
        assertThat(WeekHours.parse("9:00-12:00, 13:00–18:00").map(WeekHours::text)).contains("09:00-12:00,13:00-18:00");
        assertThat(WeekHours.parse("１３：００～１８：００、9:00至12:00").map(WeekHours::text)).contains("09:00-12:00,13:00-18:00");
        assertThat(WeekHours.parse("0:00-24:00").map(WeekHours::text)).contains("00:00-24:00");
        assertThat(WeekHours.parse("09:00-13:00,12:00-14:00,14:00-15:00").map(WeekHours::text)).contains("09:00-15:00");
        assertThat(WeekHours.parse(" ").map(WeekHours::text)).contains("");
        for (String wrong : List.of("9-12", "18:00-09:00", "09:00-09:00", "09:60-10:00", "09:00-24:01", "nine", "09:00", "-1:00-02:00")) {
            assertThat(WeekHours.parse(wrong)).as(wrong).isEmpty();
        }
    }
}
