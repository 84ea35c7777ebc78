package app.mainstay.base.ical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.base.ical.IcalEvent.Standing;
import app.mainstay.base.ical.IcalPerson.Answer;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.ICalProperty;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written is read by another library; what is read was written by other programs. */
class IcalTest {

    private static final Instant STAMP = Instant.parse("2026-01-02T03:04:05Z");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final List<String> ZONES = List.of("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Europe/London", "Australia/Sydney", "Asia/Kolkata",
            "America/Sao_Paulo", "Africa/Casablanca", "Asia/Tehran", "America/Nuuk", "Pacific/Chatham", "America/St_Johns", "Africa/Cairo",
            "Asia/Jerusalem", "America/Havana", "America/Santiago", "UTC");

    private static IcalEvent event(String uid, LocalDateTime start, ZoneId zone, @Nullable String rule, List<LocalDateTime> excepted, @Nullable LocalDateTime original) {
        return new IcalEvent(uid, 3, STAMP, "战略讨论", null, null, null, start, start.plusMinutes(90), zone, rule, excepted, original, Standing.CONFIRMED, true, null,
                List.of(), 15);
    }

    private static ICalendar elsewhere(byte[] file) {
        return Biweekly.parse(new String(file, StandardCharsets.UTF_8)).first();
    }

    private static List<Instant> starts(ICalendar calendar, VEvent event, int most) {
        TimeZone zone = zone(calendar, event.getDateStart());
        List<Instant> starts = new ArrayList<>();
        var dates = event.getDateIterator(zone);
        while (dates.hasNext() && starts.size() < most) {
            starts.add(dates.next().toInstant());
        }
        return starts;
    }

    private static TimeZone zone(ICalendar calendar, ICalProperty property) {
        return calendar.getTimezoneInfo().getTimezone(property).getTimeZone();
    }

    /**
     * The zone as it is spelt out in the file: the name alone would be Java's own database again. The day around a change is left out, on which the
     * other library takes local time for UTC.
     */
    @Test
    void theSameInstantsForTwoYearsInEveryZone() {
        for (String id : ZONES) {
            ZoneId zone = ZoneId.of(id);
            for (var time : List.of(LocalTime.of(9, 0), LocalTime.of(23, 30), LocalTime.of(2, 15))) {
                LocalDateTime start = LocalDate.of(2026, 1, 5).atTime(time);
                byte[] file = IcalWriter.write(IcalFile.of(null, null, List.of(event("a@b", start, zone, "FREQ=DAILY", List.of(), null))));
                var calendar = elsewhere(renamed(file, id));

                assertThat(starts(calendar, calendar.getEvents().getFirst(), 760)).as(id + " " + time).hasSize(760).filteredOn(instant -> isFarFromChange(instant, zone))
                        .hasSizeGreaterThan(740).containsExactlyElementsOf(IntStream.range(0, 760).mapToObj(day -> start.plusDays(day).atZone(zone).toInstant())
                                .filter(instant -> isFarFromChange(instant, zone)).toList());
            }
        }
    }

    private static boolean isFarFromChange(Instant instant, ZoneId zone) {
        Duration far = Duration.ofHours(26);
        return zone.getRules().getOffset(instant.minus(far)).equals(zone.getRules().getOffset(instant.plus(far)));
    }

    private static byte[] renamed(byte[] file, String zone) {
        return new String(file, StandardCharsets.UTF_8).replace("TZID:" + zone, "TZID:Office").replace("TZID=" + zone, "TZID=Office").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void rulesExceptionsAlarmsAndPeopleAreUnderstoodElsewhere() {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        LocalDateTime start = LocalDateTime.of(2026, 3, 16, 9, 0);
        var people = List.of(new IcalPerson("张三, 华东", "zhang@example.com", Answer.ACCEPTED), new IcalPerson("O\"Neill; Pat", "pat@example.com", Answer.NEEDS_ACTION),
                new IcalPerson("nobody", "no address", Answer.ACCEPTED));
        var series = new IcalEvent("series@mainstay", 7, STAMP, "季度回顾;第一,二\\部分\n" + "很长的标题".repeat(30), "议程:\n1. 开场", "上海, 浦东", "https://meet.example/1?a=b;c,d",
                start, start.plusHours(1), zone, "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260413T215959Z", List.of(start.plusWeeks(1)), null, Standing.CONFIRMED, false,
                people.getFirst(), people, 30);
        byte[] file = IcalWriter.write(IcalFile.of(IcalFile.REQUEST, "张三", List.of(series, event("series@mainstay", start.plusWeeks(2).plusHours(3), zone, null, List.of(),
                start.plusWeeks(2)))));

        assertThat(new String(file, StandardCharsets.UTF_8).split("\r\n")).allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
        var calendar = elsewhere(file);
        assertThat(calendar.getMethod().getValue()).isEqualTo("REQUEST");
        VEvent master = calendar.getEvents().getFirst();
        // The last Monday is after the change to summer time.
        assertThat(starts(calendar, master, 99)).containsExactly(Instant.parse("2026-03-16T08:00:00Z"), Instant.parse("2026-03-30T07:00:00Z"),
                Instant.parse("2026-04-06T07:00:00Z"), Instant.parse("2026-04-13T07:00:00Z"));
        assertThat(master.getSummary().getValue()).isEqualTo(series.summary());
        assertThat(master.getDescription().getValue()).isEqualTo("议程:\n1. 开场");
        assertThat(master.getLocation().getValue()).isEqualTo("上海, 浦东");
        assertThat(master.getUrl().getValue()).isEqualTo("https://meet.example/1?a=b;c,d");
        assertThat(master.getSequence().getValue()).isEqualTo(7);
        assertThat(master.getTransparency().isTransparent()).isTrue();
        assertThat(master.getOrganizer().getEmail()).isEqualTo("zhang@example.com");
        assertThat(master.getAttendees()).extracting(a -> a.getCommonName() + " " + a.getEmail() + " " + a.getParticipationStatus().getValue())
                .containsExactly("张三, 华东 zhang@example.com ACCEPTED", "O'Neill; Pat pat@example.com NEEDS-ACTION");
        assertThat(master.getAlarms().getFirst().getTrigger().getDuration().toMillis()).isEqualTo(-Duration.ofMinutes(30).toMillis());
        VEvent other = calendar.getEvents().get(1);
        assertThat(other.getRecurrenceId().getValue().toInstant()).isEqualTo(Instant.parse("2026-03-30T07:00:00Z"));
        assertThat(other.getDateStart().getValue().toInstant()).isEqualTo(Instant.parse("2026-03-30T10:00:00Z"));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        LocalDateTime start = LocalDateTime.of(2026, 3, 16, 9, 0);
        var people = List.of(new IcalPerson("李娜", "li@example.com", Answer.TENTATIVE));
        var events = List.of(new IcalEvent("s@mainstay", 2, STAMP, "标题,;\\", "行一\n行二", "place", "https://a.example", start, start.plusHours(2), SHANGHAI,
                "FREQ=MONTHLY;BYDAY=-1FR", List.of(start.plusDays(11)), null, Standing.TENTATIVE, false, new IcalPerson("李娜", "li@example.com", Answer.NEEDS_ACTION), people, 60),
                event("s@mainstay", start.plusDays(40), SHANGHAI, null, List.of(), start.plusDays(39)));

        assertThat(IcalReader.read(IcalWriter.write(IcalFile.of(IcalFile.PUBLISH, "张三", events)), ZoneId.of("UTC")))
                .isEqualTo(IcalFile.of(IcalFile.PUBLISH, "张三", events));
    }

    // ---- from elsewhere ----

    private static IcalFile read(String... lines) {
        return IcalReader.read(("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + String.join("\r\n", lines) + "\r\nEND:VCALENDAR\r\n").getBytes(StandardCharsets.UTF_8), SHANGHAI);
    }

    private static IcalFile readEvent(String... lines) {
        return read("BEGIN:VEVENT\r\nUID:1@x\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT");
    }

    @Test
    void outlooksZonesAreUnderstood() {
        for (var pair : List.of(List.of("China Standard Time", "Asia/Shanghai"), List.of("W. Europe Standard Time", "Europe/Berlin"),
                List.of("\"Eastern Standard Time\"", "America/New_York"), List.of("/freeassociation.sourceforge.net/Tzfile/Europe/Paris", "Europe/Paris"),
                List.of("asia/tokyo", "Asia/Tokyo"))) {
            var event = readEvent("DTSTART;TZID=" + pair.getFirst() + ":20260701T090000", "DTEND;TZID=" + pair.getFirst() + ":20260701T100000").events().getFirst();
            assertThat(event.zone()).isEqualTo(ZoneId.of(pair.get(1)));
            assertThat(event.start()).isEqualTo("2026-07-01T09:00");
        }
    }

    /** As Exchange names a zone that somebody set up by hand. */
    @Test
    void aZoneWithoutAUsefulNameIsFoundByItsOffsets() {
        String[] central = {"BEGIN:VTIMEZONE", "TZID:Customized Time Zone", "BEGIN:STANDARD", "DTSTART:16010101T020000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0600",
                "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:-0600", "TZOFFSETTO:-0500", "END:DAYLIGHT", "END:VTIMEZONE", "BEGIN:VEVENT",
                "UID:1", "DTSTART;TZID=Customized Time Zone:20260701T090000", "DURATION:PT1H", "END:VEVENT"};

        var event = read(central).events().getFirst();

        assertThat(event.start().atZone(event.zone()).toInstant()).isEqualTo("2026-07-01T14:00:00Z");
        assertThat(event.end()).isEqualTo("2026-07-01T10:00");
    }

    @Test
    void timesInUtcFloatingAndWholeDays() {
        assertThat(readEvent("DTSTART:20260701T010000Z", "DTEND:20260701T020000Z").events().getFirst()).satisfies(event -> {
            assertThat(event.zone()).isEqualTo(SHANGHAI);
            assertThat(event.start()).isEqualTo("2026-07-01T09:00");
        });
        assertThat(readEvent("DTSTART:20260701T090000", "DTEND:20260701T093000").events().getFirst().start()).isEqualTo("2026-07-01T09:00");
        assertThat(readEvent("DTSTART;VALUE=DATE:20260701").events().getFirst()).satisfies(event -> {
            assertThat(event.start()).isEqualTo("2026-07-01T00:00");
            assertThat(event.end()).isEqualTo("2026-07-02T00:00");
        });
        var series = readEvent("DTSTART:20260706T230000Z", "DTEND:20260706T233000Z", "RRULE:FREQ=WEEKLY;BYDAY=MO", "EXDATE:20260713T230000Z,20260720T230000Z").events().getFirst();
        assertThat(series.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(series.excepted()).containsExactly(LocalDateTime.of(2026, 7, 13, 23, 0), LocalDateTime.of(2026, 7, 20, 23, 0));
    }

    @Test
    void linesAreUnfoldedWithinCharactersAndOldChineseIsRead() {
        byte[] half = "SUMMARY:会".getBytes(StandardCharsets.UTF_8);
        var folded = new java.io.ByteArrayOutputStream();
        folded.writeBytes("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260701T090000\nDURATION:PT1H\n".getBytes(StandardCharsets.UTF_8));
        folded.write(half, 0, half.length - 1);
        folded.writeBytes("\r\n ".getBytes(StandardCharsets.UTF_8));
        folded.write(half, half.length - 1, 1);
        folded.writeBytes("议\n\nEND:VEVENT\nEND:VCALENDAR".getBytes(StandardCharsets.UTF_8));

        assertThat(IcalReader.read(folded.toByteArray(), SHANGHAI).events().getFirst().summary()).isEqualTo("会议");
        assertThat(IcalReader.read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:季度会议\nDTSTART:20260701T090000\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR"
                .getBytes(Charset.forName("GB18030")), SHANGHAI).events().getFirst().summary()).isEqualTo("季度会议");
    }

    @Test
    void peopleAlarmsAndWordsAreRead() {
        var event = readEvent("DTSTART:20260701T090000", "DURATION:PT1H", "SUMMARY;LANGUAGE=zh-CN:方案\\, 演示\\n二", "SEQUENCE:4", "STATUS:CANCELLED", "TRANSP:TRANSPARENT",
                "ORGANIZER;CN=\"Li, Na\":MAILTO:Li@Example.com", "ATTENDEE;CUTYPE=ROOM;CN=Room 5:mailto:room@x.example", "ATTENDEE;PARTSTAT=DECLINED;CN=A:mailto:a@x.example",
                "ATTENDEE;CN=A again:mailto:A@x.example", "ATTENDEE:urn:uuid:1", "BEGIN:VALARM", "TRIGGER;RELATED=START:-P1DT1H", "END:VALARM", "BEGIN:VALARM", "TRIGGER:-PT5M",
                "DESCRIPTION:not the event's", "END:VALARM").events().getFirst();

        assertThat(event.summary()).isEqualTo("方案, 演示\n二");
        assertThat(event.description()).isNull();
        assertThat(event.standing()).isEqualTo(Standing.CANCELLED);
        assertThat(event.organizer()).isEqualTo(new IcalPerson("Li, Na", "li@example.com", Answer.NEEDS_ACTION));
        assertThat(event.people()).containsExactly(new IcalPerson("A", "a@x.example", Answer.DECLINED));
        assertThat(event.reminder()).isEqualTo(25 * 60);
        assertThat(event.sequence()).isEqualTo(4);
    }

    // ---- bad input ----

    private static void refuses(byte[] file, String key, Object... args) {
        assertThatThrownBy(() -> IcalReader.read(file, SHANGHAI)).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.problems()).containsExactly(Problem.of(null, "ical.problem." + key, args)));
    }

    private static void refuses(String file, String key, Object... args) {
        refuses(file.getBytes(StandardCharsets.UTF_8), key, args);
    }

    @Test
    void aFileThatCannotBeReadIsRefusedWithItsLine() {
        refuses("", "noCalendar");
        refuses("hello", "noCalendar");
        refuses("{\"a\":1}", "noCalendar");
        refuses("BEGIN:VCARD\nFN:a\nEND:VCARD", "noCalendar");
        refuses("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n", "cut");
        refuses("BEGIN:VCALENDAR\nSUMMARY:a\n b\n  c\nthis line was wrapped\nEND:VCALENDAR", "line", 5);
        refuses("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VTODO\nEND:VCALENDAR", "line", 3);
        refuses("BEGIN:VCALENDAR\nSUMMARY:\u0000\nEND:VCALENDAR", "encoding", 2);
        refuses(new byte[]{'B', 'E', 'G', 'I', 'N', ':', (byte) 0xff, (byte) 0xfe, (byte) 0xff, '\n'}, "encoding", 1);
        refuses(new byte[IcalReader.MOST_BYTES + 1], "size", 10);
        refuses("BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\nEND:VEVENT\n".repeat(100_000) + "END:VCALENDAR", "events", IcalReader.MOST_EVENTS);
        refuses("BEGIN:VCALENDAR\n".repeat(1000), "line", 2);
    }

    @Test
    void anEventThatCannotBeReadIsToldBesideTheOthers() {
        var file = read("BEGIN:VEVENT", "UID:1", "DTSTART:20260701T250000", "END:VEVENT", "BEGIN:VEVENT", "UID:2", "DTSTART:20260701T090000", "DTEND:20260701T080000", "END:VEVENT",
                "BEGIN:VEVENT", "UID:3", "DTSTART;TZID=Middle Earth:20260701T090000", "END:VEVENT", "BEGIN:VEVENT", "DTSTART:20260701T090000", "END:VEVENT",
                "BEGIN:VEVENT", "UID:5", "DTSTART:20260701T090000", "DURATION:PT1H", "RDATE:20260702T090000", "END:VEVENT", "BEGIN:VEVENT", "UID:6", "END:VEVENT",
                "BEGIN:VEVENT", "UID:7", "DTSTART:20260701T090000", "DURATION:for ever", "END:VEVENT", "BEGIN:VEVENT", "UID:8", "DTSTART:20260701T090000", "DURATION:PT1H",
                "END:VEVENT");

        assertThat(file.events()).extracting(IcalEvent::uid).containsExactly("8");
        assertThat(file.problems()).extracting(Problem::key).containsExactly("ical.problem.time", "ical.problem.order", "ical.problem.zone", "ical.problem.uid",
                "ical.problem.dates", "ical.problem.start", "ical.problem.time");
        assertThat(file.problems().getFirst().args()).containsExactly(5, "20260701T250000");
    }
}
