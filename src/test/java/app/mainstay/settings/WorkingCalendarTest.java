package app.mainstay.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.security.Role;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

@DatabaseTest
class WorkingCalendarTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    WorkingCalendar calendar;
    @Autowired
    Holidays holidays;
    @Autowired
    BusinessHours hours;
    @Autowired
    SettingsService settings;
    @Autowired
    TestClock clock;
    @Autowired
    JdbcClient jdbc;
    Fixtures.Company company;

    @BeforeEach
    void signIn() {
        company = fixtures.company();
        Fixtures.signIn(company.administrator());
    }

    private static Instant shanghai(String wall) {
        return LocalDateTime.parse(wall).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    }

    private static CalendarDay holiday(String day, String name) {
        return new CalendarDay(null, LocalDate.parse(day), DayKind.HOLIDAY, "", name, null, 0);
    }

    private static HoursDraft week(Long unit, String weekdays, String weekend, int version) {
        return new HoursDraft(unit, weekdays, weekdays, weekdays, weekdays, weekdays, weekend, weekend, false, version);
    }

    private void save(CalendarDay day) {
        holidays.save(day);
    }

    // ---- a known year ----

    /** As the State Council announced 2025. */
    @Test
    void theYear2025IsAsItWasAnnounced() {
        assertThat(holidays.load(2025)).isEqualTo(28 + 5);

        assertThat(holidays.days(LocalDate.of(2025, 1, 2), LocalDate.of(2025, 3, 31))).extracting(day -> day.day() + " " + day.kind() + " " + day.nameZh())
                .containsExactly("2025-01-26 WORKDAY 春节", "2025-01-28 HOLIDAY 春节", "2025-01-29 HOLIDAY 春节", "2025-01-30 HOLIDAY 春节",
                        "2025-01-31 HOLIDAY 春节", "2025-02-01 HOLIDAY 春节", "2025-02-02 HOLIDAY 春节", "2025-02-03 HOLIDAY 春节",
                        "2025-02-04 HOLIDAY 春节", "2025-02-08 WORKDAY 春节");
        assertThat(holidays.days(2025)).filteredOn(day -> day.kind() == DayKind.WORKDAY).extracting(day -> String.valueOf(day.day()))
                .containsExactly("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11");
        assertThat(holidays.days(2025)).extracting(CalendarDay::nameEn).contains("Spring Festival", "National Day", "Mid-Autumn Festival");
        assertThat(calendar.isWorkday(LocalDate.of(2025, 1, 26), null)).isTrue();
        assertThat(calendar.isWorkday(LocalDate.of(2025, 1, 27), null)).isTrue();
        assertThat(calendar.isWorkday(LocalDate.of(2025, 1, 28), null)).isFalse();
        assertThat(calendar.isWorkday(LocalDate.of(2025, 2, 5), null)).isTrue();
        assertThat(calendar.isWorkday(LocalDate.of(2025, 2, 9), null)).isFalse();
        // Monday's hours on the Sunday; then nothing before the Wednesday after the festival.
        assertThat(calendar.plus(shanghai("2025-01-26T10:00"), Duration.ofHours(7), company.city())).contains(shanghai("2025-01-26T18:00"));
        assertThat(calendar.plus(shanghai("2025-01-27T17:00"), Duration.ofHours(2), company.city())).contains(shanghai("2025-02-05T10:00"));
        assertThat(calendar.nextWorkingInstant(shanghai("2025-01-28T10:00"), company.city())).contains(shanghai("2025-02-05T09:00"));
        assertThat(calendar.workingTime(shanghai("2025-01-01T00:00"), shanghai("2026-01-01T00:00"), null)).isEqualTo(Duration.ofHours(248 * 8));
    }

    /** The library's own years and those of our file, whose days fall on the weekdays that the notices name. */
    @Test
    void knownYearsAreWholeAndMakeUpDaysFallOnWeekends() {
        for (int year = 2002; year <= 2026; year++) {
            assertThat(holidays.load(year)).as("%d", year).isGreaterThan(20);
            assertThat(holidays.days(year)).filteredOn(day -> day.kind() == DayKind.WORKDAY).as("%d", year).isNotEmpty()
                    .allMatch(day -> day.day().getDayOfWeek().getValue() > 5);
            assertThat(holidays.isLoaded(year)).isTrue();
        }
        assertThat(holidays.days(2023)).extracting(CalendarDay::source).allMatch(source -> source.matches("6tail/lunar \\d+\\.\\d+\\.\\d+"));
        assertThat(holidays.days(2026)).extracting(CalendarDay::source).containsOnly("国务院办公厅关于2026年部分节假日安排的通知（2025-11-04）");
        assertThat(holidays.isKnown(2001)).isFalse();
    }

    @Test
    void aYearThatIsNotLoadedIsTold() {
        assertThat(holidays.missingYears()).containsExactly(2026, 2027);
        holidays.load(2026);
        assertThat(holidays.missingYears()).containsExactly(2027);
        save(holiday("2027-02-06", "春节"));
        assertThat(holidays.missingYears()).as("a day by hand is no year").containsExactly(2027);
        // Midnight in Shanghai, in UTC still the old year.
        clock.set(Instant.parse("2026-12-31T16:00:00Z"));
        assertThat(holidays.missingYears()).containsExactly(2027, 2028);
        refused(() -> holidays.load(2027), Problem.of(null, "problem.yearUnknown", "2027"));
    }

    @Test
    void loadingAgainHealsTheYearAndKeepsWhatWasEnteredByHand() {
        holidays.load(2026);
        long foundation = holidays.save(holiday("2026-03-12", "公司纪念日"));
        var newYear = holidays.find(LocalDate.of(2026, 1, 1)).orElseThrow();
        holidays.remove(newYear.id(), newYear.version());
        var second = holidays.find(LocalDate.of(2026, 1, 2)).orElseThrow();
        save(new CalendarDay(second.id(), second.day(), DayKind.WORKDAY, "", "补班", null, second.version()));
        save(new CalendarDay(null, LocalDate.of(2026, 7, 1), DayKind.HOLIDAY, "", "旧", "an old list", 0));

        assertThat(holidays.load(2026)).isEqualTo(33 + 6 + 1);
        assertThat(holidays.find(LocalDate.of(2026, 1, 1))).map(CalendarDay::kind).contains(DayKind.HOLIDAY);
        assertThat(holidays.find(LocalDate.of(2026, 1, 2))).map(CalendarDay::kind).contains(DayKind.WORKDAY);
        assertThat(holidays.find(LocalDate.of(2026, 7, 1))).isEmpty();
        assertThat(holidays.get(foundation).source()).isNull();
    }

    // ---- days ----

    @Test
    void everythingWrongWithADayIsToldAtOnce() {
        save(holiday("2026-03-12", "公司纪念日"));
        refused(() -> save(new CalendarDay(null, null, null, "", " ", null, 0)), Problem.of("day", "problem.required"),
                Problem.of("kind", "problem.required"), Problem.of("nameZh", "problem.required"));
        refused(() -> save(holiday("2026-03-12", "x".repeat(81))), Problem.of("day", "problem.dayListed"), Problem.of("nameZh", "problem.tooLong", 80),
                Problem.of("nameEn", "problem.tooLong", 80));
        refused(() -> save(holiday("1999-12-31", "x")), Problem.of("day", "problem.calendarYear", "2000", "2100"));
    }

    @Test
    void theSecondOfTwoAdministratorsIsToldOfTheConflict() {
        long id = holidays.save(holiday("2026-03-12", "清明"));
        var read = holidays.get(id);
        assertThat(read.nameZh()).isEqualTo("清明节");
        assertThat(read.nameEn()).isEqualTo("Qingming Festival");
        save(new CalendarDay(id, read.day(), read.kind(), "Day off", read.nameZh(), null, read.version()));

        assertThatThrownBy(() -> save(read)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> holidays.remove(id, read.version())).isInstanceOf(ConflictException.class);
        holidays.remove(id, read.version() + 1);
        assertThatThrownBy(() -> holidays.get(id)).isInstanceOf(NotFoundException.class);
        assertThat(jdbc.sql("select revtype from settings_calendar_day_aud where id = ? order by rev").param(id).query(Integer.class).list())
                .containsExactly(0, 1, 2);
    }

    // ---- hours ----

    @Test
    void aUnitHasTheHoursOfTheNearestUnitAbove() {
        LocalDate saturday = LocalDate.of(2026, 11, 28);
        assertThat(hours.of(company.city()).unitId()).isNull();
        hours.save(week(company.north(), "8:00-20:00", "10:00-16:00", HoursDraft.NEW));

        assertThat(hours.of(company.city()).unitId()).isEqualTo(company.north());
        assertThat(calendar.isWorkday(saturday, company.city())).isTrue();
        assertThat(calendar.isWorkday(saturday, company.south())).isFalse();
        assertThat(calendar.isWorkday(saturday, null)).isFalse();
        hours.save(week(company.city(), "", "", HoursDraft.NEW));
        assertThat(calendar.isWorkday(saturday.plusDays(2), company.city())).as("own hours, and none").isFalse();
        assertThat(calendar.plus(clock.instant(), Duration.ofMinutes(1), company.city())).isEmpty();
        hours.remove(company.city(), 0);
        assertThat(calendar.workingTime(shanghai("2026-11-28T00:00"), shanghai("2026-11-30T00:00"), company.city())).isEqualTo(Duration.ofHours(12));
    }

    @Test
    void theCompanysHoursHoldForEverybodyElse() {
        hours.save(week(null, "10:00-19:00", "", 0));
        assertThat(calendar.nextWorkingInstant(shanghai("2026-11-24T00:00"), company.south())).contains(shanghai("2026-11-24T10:00"));
        assertThat(hours.own(company.south())).isEmpty();
        assertThat(hours.own(null).orElseThrow().monday()).isEqualTo("10:00-19:00");
    }

    @Test
    void aServiceDeskThatNeverClosesWorksOnHolidaysToo() {
        holidays.load(2026);
        hours.save(new HoursDraft(company.city(), "0:00-24:00", "0:00-24:00", "0:00-24:00", "0:00-24:00", "0:00-24:00", "0:00-24:00", "0:00-24:00", true,
                HoursDraft.NEW));
        assertThat(calendar.workingTime(shanghai("2026-10-01T00:00"), shanghai("2026-10-08T00:00"), company.city())).isEqualTo(Duration.ofDays(7));
        assertThat(calendar.workingTime(shanghai("2026-10-01T00:00"), shanghai("2026-10-08T00:00"), company.south())).isZero();
    }

    @Test
    void theBusinessZoneSaysWhenTheDayBegins() {
        settings.save(new SettingsDraft("Europe/Berlin", 1, "CNY", 0));
        // The night in which the clock goes from 2 to 3 o'clock.
        hours.save(new HoursDraft(null, "", "", "", "", "", "", "0:00-6:00", false, 0));
        assertThat(calendar.workingTime(Instant.parse("2026-03-28T00:00:00Z"), Instant.parse("2026-03-30T00:00:00Z"), null)).isEqualTo(Duration.ofHours(5));
        assertThat(calendar.nextWorkingInstant(Instant.parse("2026-03-28T00:00:00Z"), null)).contains(Instant.parse("2026-03-28T23:00:00Z"));
    }

    @Test
    void hoursThatCannotBeReadAreRefusedAndConflictsTold() {
        refused(() -> hours.save(new HoursDraft(null, "9-12", "", "", "", "", "", "18:00-9:00", false, 0)), Problem.of("monday", "problem.hours"),
                Problem.of("sunday", "problem.hours"));
        refused(() -> hours.save(week(null, "1:00-1:30,2:00-2:30,3:00-3:30,4:00-4:30,5:00-5:30,6:00-6:30,7:00-7:30", "", 0)),
                List.of("monday", "tuesday", "wednesday", "thursday", "friday").stream().map(day -> Problem.of(day, "problem.hoursTooMany", 6))
                        .toArray(Problem[]::new));
        refused(() -> hours.save(week(1L, "", "", HoursDraft.NEW)), Problem.of("unitId", "problem.notFound"));
        hours.save(week(company.city(), "9:00-17:00", "", HoursDraft.NEW));
        assertThatThrownBy(() -> hours.save(week(company.city(), "9:00-18:00", "", HoursDraft.NEW))).isInstanceOf(ConflictException.class);
        hours.save(week(company.city(), "9:00-18:00", "", 0));
        assertThatThrownBy(() -> hours.remove(company.city(), 0)).isInstanceOf(ConflictException.class);
        hours.remove(company.city(), 1);
        assertThatThrownBy(() -> hours.save(week(company.city(), "9:00-18:00", "", 1))).isInstanceOf(ConflictException.class);
    }

    // ---- who may, and what the schema keeps ----

    @Test
    void everybodyReadsAndAdministratorsWrite() {
        for (Role role : new Role[]{Role.MEMBER, Role.MANAGER, Role.DIRECTOR}) {
            fixtures.as(company.of(role), () -> {
                assertThat(calendar.isWorkday(LocalDate.of(2026, 11, 24), company.city())).isTrue();
                assertThat(holidays.days(2026)).isEmpty();
                assertThatThrownBy(() -> holidays.load(2026)).isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> holidays.save(holiday("2026-03-12", "x"))).isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> holidays.remove(1, 0)).isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> holidays.get(1)).isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> hours.save(week(null, "", "", 0))).isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> hours.own(null)).isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> hours.remove(1, 0)).isInstanceOf(AccessDeniedException.class);
            });
        }
    }

    @Test
    void theSchemaRefusesWhatIsNoCalendar() {
        String day = "insert into settings_calendar_day (id, version, calendar_day, kind, name_en, name_zh) values ";
        jdbc.sql(day + "(1, 0, '2026-05-01', 'HOLIDAY', 'x', 'x')").update();
        String row = "insert into settings_hours (id, version, unit_id, monday, tuesday, wednesday, thursday, friday, saturday, sunday, on_holidays) values ";
        for (String attack : List.of(day + "(2, 0, '2026-05-01', 'WORKDAY', 'x', 'x')", day + "(2, 0, '2026-05-02', 'SICK', 'x', 'x')",
                day + "(2, 0, '1999-05-02', 'HOLIDAY', 'x', 'x')", day + "(2, 0, null, 'HOLIDAY', 'x', 'x')",
                row + "(2, 0, null, '', '', '', '', '', '', '', false)", row + "(2, 0, 1, '', '', '', '', '', '', '', false)",
                row + "(2, 0, " + company.city() + ", '9-12', '', '', '', '', '', '', false)",
                row + "(2, 0, " + company.city() + ", '', '', '', '', '', '', '09:00-12:00,', false)",
                row + "(2, 0, " + company.city() + ", '', '09:00-25:00', '', '', '', '', '', false)",
                "update settings_hours set unit_id = " + company.city() + " where id = 1")) {
            assertThatThrownBy(() -> jdbc.sql(attack).update()).as(attack).isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("settings_").hasStackTraceContaining(attack.contains("null") ? "" : "onstraint");
        }
        jdbc.sql(row + "(2, 0, " + company.city() + ", '09:00-12:00,13:00-24:00', '', '', '', '', '', '', false)").update();
    }

    private static void refused(Runnable attempt, Problem... problems) {
        assertThatThrownBy(attempt::run).asInstanceOf(InstanceOfAssertFactories.type(RefusedException.class))
                .extracting(RefusedException::problems).isEqualTo(List.of(problems));
    }
}
