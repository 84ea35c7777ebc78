package app.mainstay.notification;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.base.ical.IcalEvent;
import app.mainstay.base.ical.IcalFile;
import app.mainstay.base.ical.IcalReader;
import app.mainstay.jobs.JobDriver;
import app.mainstay.jobs.SteadyWork;
import app.mainstay.mail.MailServer;
import app.mainstay.meeting.Extent;
import app.mainstay.meeting.MeetingDraft;
import app.mainstay.meeting.MeetingKind;
import app.mainstay.meeting.Meetings;
import app.mainstay.security.Preferences;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Slice;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What comes by mail of meetings, as a mail server gets it. */
@DatabaseTest
class MeetingLettersTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final LocalDateTime TEN = LocalDateTime.of(2026, 12, 1, 10, 0);

    @Autowired
    Fixtures fixtures;
    @Autowired
    Meetings meetings;
    @Autowired
    Notifications notifications;
    @Autowired
    Preferences preferences;
    @Autowired
    List<SteadyWork> works;
    @Autowired
    JobDriver driver;
    @Autowired
    TestClock clock;
    @Autowired
    JdbcClient jdbc;

    private final MailServer server = new MailServer();
    private Fixtures.Company company;
    private Runnable system;

    @BeforeEach
    void on() {
        company = fixtures.company();
        server.use(jdbc);
        system = driver.nights();
    }

    @AfterEach
    void off() {
        server.close();
    }

    private long plan(UnaryOperator<MeetingDraft> change) {
        var draft = new MeetingDraft(null, "战略讨论", MeetingKind.INTERNAL, List.of(), "Room 3", null, null, TEN, TEN.plusHours(1), "Asia/Shanghai", null, company.member().id(),
                List.of(company.colleague().id()), List.of(), List.of(), List.of(), 15, true, 0);
        return fixtures.as(company.member(), () -> meetings.save(change.apply(draft), Extent.THIS));
    }

    private void change(long id, UnaryOperator<MeetingDraft> change, Extent extent) {
        clock.advance(Duration.ofMinutes(1));
        fixtures.as(company.member(), () -> meetings.save(change.apply(meetings.get(id).draft()), extent));
    }

    private void remind() {
        works.stream().filter(work -> work.id().equals("meeting-reminders")).forEach(SteadyWork::run);
    }

    /** What has arrived for somebody since the last look. */
    private List<MimeMessage> arrived(Viewer who) {
        // The postman takes his time.
        clock.advance(Duration.ofMinutes(1));
        system.run();
        return server.received().stream().filter(mail -> to(mail).equals(who.getUsername() + "@example.com")).toList();
    }

    private static String to(MimeMessage mail) {
        try {
            return ((jakarta.mail.internet.InternetAddress) mail.getRecipients(Message.RecipientType.TO)[0]).getAddress();
        } catch (jakarta.mail.MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (jakarta.mail.MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static IcalFile file(MimeMessage mail) {
        return IcalReader.read(MailServer.part(mail, "text/calendar").getBytes(StandardCharsets.UTF_8), SHANGHAI);
    }

    private List<String> bell(Viewer who) {
        return fixtures.as(who, () -> notifications.page(NotificationFilter.ALL, new Slice<>(0, 100, List.of()))).stream().map(row -> row.said().in(Locale.ENGLISH)).toList();
    }

    @Test
    void anInvitationItsChangeAndItsEndReachTheCalendar() throws Exception {
        long id = plan(draft -> draft);
        var invitation = arrived(company.colleague());
        assertThat(invitation).hasSize(1);
        assertThat(invitation.getFirst().getSubject()).isEqualTo("Invitation: 战略讨论");
        assertThat(MailServer.part(invitation.getFirst(), "text/plain")).contains("Member invites you: 战略讨论, 2026-12-01 10:00").contains("https://mainstay.example/meetings/");
        assertThat(MailServer.part(invitation.getFirst(), "text/calendar")).contains("METHOD:REQUEST");
        var asked = file(invitation.getFirst());
        assertThat(asked.method()).isEqualTo(IcalFile.REQUEST);
        assertThat(asked.events().getFirst().start()).isEqualTo(TEN);
        assertThat(asked.events().getFirst().organizer().email()).isEqualTo("member@example.com");
        // Nobody is told of what they did themselves.
        assertThat(arrived(company.member())).isEmpty();

        change(id, draft -> draft.at(TEN.plusDays(1), TEN.plusDays(1).plusHours(1), "Asia/Shanghai"), Extent.THIS);
        var moved = arrived(company.colleague()).getLast();
        assertThat(subject(moved)).isEqualTo("Changed: 战略讨论");
        assertThat(file(moved).events().getFirst().uid()).isEqualTo(asked.events().getFirst().uid());
        assertThat(file(moved).events().getFirst().sequence()).isGreaterThan(asked.events().getFirst().sequence());

        fixtures.as(company.member(), () -> meetings.cancel(id, meetings.get(id).draft().version(), Extent.THIS, null));
        var off = arrived(company.colleague()).getLast();
        assertThat(file(off).method()).isEqualTo(IcalFile.CANCEL);
        assertThat(file(off).events().getFirst().uid()).isEqualTo(asked.events().getFirst().uid());
        assertThat(file(off).events().getFirst().standing()).isEqualTo(IcalEvent.Standing.CANCELLED);
        assertThat(bell(company.colleague())).hasSize(3);
    }

    @Test
    void whoIsTakenOffIsToldSoAndAnotherPlaceIsAChange() {
        long id = plan(draft -> draft);
        change(id, draft -> new MeetingDraft(draft.id(), draft.subject(), draft.kind(), draft.accounts(), "Room 5", draft.link(), draft.purpose(), draft.start(), draft.end(),
                draft.zone(), draft.rule(), draft.hostId(), draft.people(), draft.contacts(), draft.guests(), draft.agenda(), draft.reminder(), draft.busy(), draft.version()),
                Extent.THIS);
        change(id, draft -> new MeetingDraft(draft.id(), draft.subject(), draft.kind(), draft.accounts(), draft.place(), draft.link(), draft.purpose(), draft.start(), draft.end(),
                draft.zone(), draft.rule(), draft.hostId(), List.of(), draft.contacts(), draft.guests(), draft.agenda(), draft.reminder(), draft.busy(), draft.version()), Extent.THIS);

        var mails = arrived(company.colleague());
        assertThat(mails).extracting(MeetingLettersTest::subject).containsExactly("Invitation: 战略讨论", "Changed: 战略讨论", "Cancelled: 战略讨论");
        assertThat(file(mails.getLast()).method()).isEqualTo(IcalFile.CANCEL);
        assertThat(file(mails.getLast()).events().getFirst().location()).isNull();
    }

    @Test
    void aSeriesComesWithItsRuleAndLosesOneOccurrence() {
        long first = plan(draft -> draft.repeating("FREQ=WEEKLY;COUNT=4"));
        var asked = file(arrived(company.colleague()).getLast()).events();
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().rule()).contains("COUNT=4");
        long second = jdbc.sql("select id from meeting where id <> ? order by starts_at limit 1").param(first).query(Long.class).single();

        fixtures.as(company.member(), () -> meetings.cancel(second, meetings.get(second).draft().version(), Extent.THIS, null));
        var one = file(arrived(company.colleague()).getLast());
        assertThat(one.method()).isEqualTo(IcalFile.CANCEL);
        assertThat(one.events().getFirst().uid()).isEqualTo(asked.getFirst().uid());
        assertThat(one.events().getFirst().original()).isEqualTo(TEN.plusWeeks(1));

        clock.advance(Duration.ofMinutes(1));
        fixtures.as(company.member(), () -> meetings.cancel(first, meetings.get(first).draft().version(), Extent.ALL, null));
        var all = file(arrived(company.colleague()).getLast());
        assertThat(all.method()).isEqualTo(IcalFile.CANCEL);
        assertThat(all.events().getFirst().uid()).isEqualTo(asked.getFirst().uid());
        assertThat(all.events().getFirst().original()).isNull();
    }

    @Test
    void eachIsRemindedOnceAndAgainAtAnotherTime() {
        long id = plan(draft -> draft);
        remind();
        assertThat(bell(company.member())).isEmpty();

        clock.set(TEN.minusMinutes(15).atZone(SHANGHAI).toInstant());
        remind();
        remind();
        assertThat(bell(company.member())).containsExactly("“战略讨论” begins at 2026-12-01 10:00");
        assertThat(arrived(company.member())).extracting(MeetingLettersTest::subject).containsExactly("Reminder: 战略讨论, 2026-12-01 10:00");
        assertThat(bell(company.colleague())).hasSize(2);

        change(id, draft -> draft.at(TEN.plusHours(3), TEN.plusHours(4), "Asia/Shanghai"), Extent.THIS);
        remind();
        assertThat(bell(company.member())).hasSize(1);
        clock.set(TEN.plusHours(3).minusMinutes(5).atZone(SHANGHAI).toInstant());
        remind();
        assertThat(bell(company.member())).hasSize(2);

        // Of what is over, nobody remembers after a while whether they were reminded.
        clock.advance(Duration.ofDays(7));
        works.stream().filter(work -> work.id().equals("meeting-reminder-cleaning")).forEach(SteadyWork::run);
        assertThat(jdbc.sql("select distinct starts_at from meeting_reminder").query(LocalDateTime.class).list()).containsExactly(LocalDateTime.of(2026, 12, 1, 5, 0));
        clock.set(TEN.plusHours(3).minusMinutes(5).atZone(SHANGHAI).toInstant());

        // What has begun is not announced.
        plan(draft -> draft.at(TEN.plusHours(5), TEN.plusHours(6), "Asia/Shanghai"));
        clock.set(TEN.plusHours(5).plusMinutes(1).atZone(SHANGHAI).toInstant());
        remind();
        assertThat(bell(company.member())).hasSize(2);
    }

    @Test
    void whoSaidNoHearsTheBellOnly() {
        fixtures.as(company.colleague(), () -> notifications.meetingsByMail(false));
        plan(draft -> draft);
        assertThat(arrived(company.colleague())).isEmpty();
        assertThat(bell(company.colleague())).hasSize(1);
    }

    @Test
    void withoutMailTheBellTells() {
        jdbc.sql("update mail_settings set enabled = false").update();
        plan(draft -> draft);
        clock.set(TEN.minusMinutes(10).atZone(SHANGHAI).toInstant());
        remind();
        system.run();
        assertThat(server.received()).isEmpty();
        assertThat(bell(company.colleague())).hasSize(2);
        assertThat(bell(company.member())).hasSize(1);
    }

    @Test
    void theMailSpeaksTheReadersLanguage() {
        fixtures.as(company.colleague(), () -> preferences.set(Preferences.LANGUAGE, "zh-CN"));
        plan(draft -> draft);
        assertThat(subject(arrived(company.colleague()).getFirst())).isEqualTo("会议邀请：战略讨论");
    }
}
