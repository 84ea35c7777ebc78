package app.mainstay.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.Contacts;
import app.mainstay.base.ical.IcalReader;
import app.mainstay.base.ical.IcalWriter;
import app.mainstay.meeting.MeetingIntake.Act;
import app.mainstay.meeting.MeetingIntake.Found;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

@DatabaseTest
class MeetingIntakeTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final LocalDateTime NINE = LocalDateTime.of(2026, 12, 7, 9, 0);

    @Autowired
    Fixtures fixtures;
    @Autowired
    MeetingIntake intake;
    @Autowired
    Meetings meetings;
    @Autowired
    MeetingExchange exchange;
    @Autowired
    Contacts contacts;
    @Autowired
    JdbcClient jdbc;

    private Fixtures.Company company;
    private long acme;
    private long secret;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        secret = fixtures.account(company, "Secret", company.stranger());
        contact(company.member(), acme, "Chen Wei", "chen@acme.example");
        contact(company.stranger(), secret, "Anna", "anna@secret.example");
    }

    private void contact(Viewer by, long account, String name, String email) {
        fixtures.as(by, () -> contacts.save(new ContactDraft(null, account, name, "CFO", null, null, null, null, null, email, null, null, null, null, null, null, null,
                ContactDraft.empty(account).consent(), null, false, null, null, null, null, 0)));
    }

    private static byte[] calendar(String method, String... events) {
        String all = Arrays.stream(events).map(event -> "BEGIN:VEVENT\n" + event + "\nEND:VEVENT\n").reduce("", String::concat);
        return ("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nMETHOD:" + method + "\n" + all + "END:VCALENDAR\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static final String WEEKLY = """
            UID:weekly@elsewhere
            DTSTAMP:20261101T000000Z
            SUMMARY:Weekly
            DTSTART;TZID=China Standard Time:20261207T090000
            DTEND;TZID=China Standard Time:20261207T100000
            RRULE:FREQ=WEEKLY;COUNT=6
            EXDATE;TZID=China Standard Time:20261221T090000""";

    private static final String MOVED = """
            UID:weekly@elsewhere
            DTSTAMP:20261101T000000Z
            RECURRENCE-ID;TZID=China Standard Time:20261214T090000
            SUMMARY:Weekly, later
            DTSTART;TZID=China Standard Time:20261214T150000
            DTEND;TZID=China Standard Time:20261214T160000""";

    private static String single(String more) {
        return "UID:one@elsewhere\nDTSTAMP:20261101T000000Z\nDTSTART;TZID=Asia/Shanghai:20261207T090000\nDTEND;TZID=Asia/Shanghai:20261207T100000\n" + more;
    }

    private MeetingIntake.Preview read(byte[] file) {
        return fixtures.as(company.member(), () -> intake.read(file, SHANGHAI));
    }

    private Found one(byte[] file) {
        var preview = read(file);
        assertThat(preview.problems()).isEmpty();
        assertThat(preview.found()).hasSize(1);
        return preview.found().getFirst();
    }

    private Long take(Found found) {
        return fixtures.as(company.member(), () -> intake.take(found, Objects.requireNonNull(found.draft().kind()), found.draft().accounts()));
    }

    private MeetingDetails get(Long id) {
        return fixtures.as(company.member(), () -> meetings.get(id));
    }

    /** Starts in Shanghai of what takes place. */
    private List<LocalDateTime> starts() {
        return jdbc.sql("select start_local from meeting where state = 'PLANNED' order by starts_at").query(LocalDateTime.class).list();
    }

    @Test
    void anInvitationIsLookedAtFirstAndThenPlanned() {
        var found = one(calendar("REQUEST", single("""
                SUMMARY:Solution\\, first talk
                LOCATION:https://meet.example/42
                DESCRIPTION:Line one\\nline two
                ORGANIZER;CN="Chen, Wei":mailto:CHEN@acme.example
                ATTENDEE;CN=Member:mailto:member@example.com
                ATTENDEE;CN=Colleague:mailto:colleague@example.com
                ATTENDEE;CN=Somebody:mailto:somebody@elsewhere.example
                BEGIN:VALARM
                TRIGGER:-PT30M
                END:VALARM""")));
        assertThat(found.act()).isEqualTo(Act.CREATE);
        assertThat(found.problems()).isEmpty();
        assertThat(found.remarks()).extracting(Problem::key).containsExactly("intake.remark.guests");
        assertThat(jdbc.sql("select count(*) from meeting").query(Integer.class).single()).isZero();

        var meeting = get(take(found));

        assertThat(meeting.draft().subject()).isEqualTo("Solution, first talk");
        assertThat(meeting.draft().link()).isEqualTo("https://meet.example/42");
        assertThat(meeting.draft().purpose()).isEqualTo("Line one\nline two");
        assertThat(meeting.draft().start()).isEqualTo(NINE);
        assertThat(meeting.draft().reminder()).isEqualTo(30);
        assertThat(meeting.draft().accounts()).containsExactly(acme);
        assertThat(meeting.draft().kind()).isEqualTo(MeetingKind.VISIT);
        assertThat(meeting.draft().hostId()).isEqualTo(company.member().id());
        assertThat(meeting.attendees()).extracting(Attendee::name).containsExactlyInAnyOrder("Member", "Colleague", "Chen Wei", "Somebody");
        assertThat(meeting.draft().guests()).containsExactly(new Guest("Somebody", "somebody@elsewhere.example"));
        // A second click makes no second meeting.
        assertThat(take(found)).isEqualTo(meeting.draft().id());
    }

    @Test
    void aContactOutOfSightIsAGuestLikeAnyStranger() {
        var file = calendar("REQUEST", single("SUMMARY:x\nATTENDEE;CN=Anna:mailto:anna@secret.example\nATTENDEE;CN=Nobody:mailto:nobody@nowhere.example"));
        var found = one(file);
        assertThat(found.draft().accounts()).isEmpty();
        assertThat(found.remarks()).containsExactly(Problem.of(null, "intake.remark.guests", 2L));
        assertThat(get(take(found)).draft().guests()).containsExactly(new Guest("Anna", "anna@secret.example"), new Guest("Nobody", "nobody@nowhere.example"));
        assertThat(fixtures.as(company.stranger(), () -> intake.read(file, SHANGHAI)).found().getFirst().draft().contacts()).hasSize(1);
    }

    @Test
    void aSeriesComesWithItsExceptionsAndGoesOutTheSame() {
        var id = take(one(calendar("REQUEST", WEEKLY, MOVED)));
        assertThat(starts()).containsExactly(NINE, NINE.plusWeeks(1).plusHours(6), NINE.plusWeeks(3), NINE.plusWeeks(4), NINE.plusWeeks(5));

        var written = fixtures.as(company.member(), () -> exchange.file(id, Locale.ENGLISH));
        var back = IcalReader.read(IcalWriter.write(written), SHANGHAI);
        assertThat(back.events()).hasSize(2);
        assertThat(back.events().getFirst().excepted()).containsExactly(NINE.plusWeeks(2));
        assertThat(back.events().getLast().original()).isEqualTo(NINE.plusWeeks(1));
        assertThat(back.events().getLast().start()).isEqualTo(NINE.plusWeeks(1).plusHours(6));
    }

    @Test
    void theSameInvitationLaterChangesTheMeetingAndCancelsIt() {
        Long id = take(one(calendar("REQUEST", single("SUMMARY:First"))));
        var changed = one(calendar("REQUEST", single("SUMMARY:Second").replace("20261207T09", "20261208T09").replace("20261207T10", "20261208T11")));
        assertThat(changed.act()).isEqualTo(Act.CHANGE);
        assertThat(take(changed)).isEqualTo(id);
        assertThat(get(id).draft().subject()).isEqualTo("Second");
        assertThat(get(id).draft().end()).isEqualTo(NINE.plusDays(1).plusHours(2));

        var off = one(calendar("CANCEL", single("SUMMARY:Second")));
        assertThat(off.act()).isEqualTo(Act.CANCEL);
        take(off);
        assertThat(get(id).state()).isEqualTo(MeetingState.CANCELLED);

        // Whoever is not host of it does not have it.
        assertThat(fixtures.as(company.colleague(), () -> intake.read(calendar("CANCEL", single("SUMMARY:x")), SHANGHAI)).found().getFirst().act()).isEqualTo(Act.NOTHING);
    }

    @Test
    void aSeriesChangesItsTimeAndOneOfItIsCalledOff() {
        take(one(calendar("REQUEST", WEEKLY)));
        var later = one(calendar("REQUEST", WEEKLY.replace("T090000", "T110000").replace("T100000", "T120000")));
        assertThat(later.act()).isEqualTo(Act.CHANGE);
        take(later);
        assertThat(starts()).containsExactly(NINE.plusHours(2), NINE.plusWeeks(1).plusHours(2), NINE.plusWeeks(3).plusHours(2), NINE.plusWeeks(4).plusHours(2),
                NINE.plusWeeks(5).plusHours(2));

        var off = one(calendar("CANCEL", MOVED.replace("20261214T090000", "20261214T110000")));
        assertThat(off.act()).isEqualTo(Act.CHANGE_SOME);
        take(off);
        assertThat(starts()).doesNotContain(NINE.plusWeeks(1).plusHours(2)).hasSize(4);
    }

    @Test
    void whatCannotBeTakenIsSaidAndTheRestGoesOn() {
        var preview = read(calendar("REQUEST", single("SUMMARY:Good"), single("SUMMARY:Backwards").replace("UID:one", "UID:two").replace("20261207T10", "20261207T08"),
                single("SUMMARY:Late").replace("UID:one", "UID:three").replace("20261207T09", "20261207T25"),
                WEEKLY.replace("FREQ=WEEKLY;COUNT=6", "FREQ=MINUTELY").replace("EXDATE;TZID=China Standard Time:20261221T090000", "CLASS:PUBLIC")));
        assertThat(preview.problems()).extracting(Problem::key).containsExactly("ical.problem.order", "ical.problem.time");
        assertThat(preview.found()).extracting(found -> found.draft().subject()).containsExactly("Good", "Weekly");
        assertThat(preview.found().getFirst().problems()).isEmpty();
        assertThat(preview.found().getLast().problems()).extracting(Problem::key).containsExactly("meeting.problem.rule.tooOften");
    }

    @Test
    void aRuleThatNeverEndsIsLaidOutAsFarAsTheHorizon() {
        take(one(calendar("REQUEST", WEEKLY.replace(";COUNT=6", ""))));
        assertThat(starts()).hasSizeBetween(55, 60);
    }

    @Test
    void aFileThatIsNoneIsRefusedInWords() {
        assertRefused("ical.problem.size", new byte[IcalReader.MOST_BYTES + 1]);
        assertRefused("ical.problem.noCalendar", "Hello\r\n".getBytes(StandardCharsets.UTF_8));
        assertRefused("ical.problem.cut", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\n".getBytes(StandardCharsets.UTF_8));
        assertRefused("ical.problem.line", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nno colon\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".getBytes(StandardCharsets.UTF_8));
        assertRefused("intake.problem.none", calendar("REQUEST"));
        var many = java.util.stream.IntStream.rangeClosed(0, MeetingIntake.MOST).mapToObj(i -> single("SUMMARY:x").replace("UID:one", "UID:n" + i)).toArray(String[]::new);
        assertRefused("intake.problem.tooMany", calendar("REQUEST", many));
        assertThatThrownBy(() -> fixtures.as(company.administrator(), () -> intake.read(calendar("REQUEST", WEEKLY), SHANGHAI))).isInstanceOf(AccessDeniedException.class);
    }

    private void assertRefused(String key, byte[] file) {
        assertThatThrownBy(() -> read(file)).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problems()).extracting(Problem::key).containsExactly(key));
    }
}
