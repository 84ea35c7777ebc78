package app.mainstay.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.Attacks;
import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountSort;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.Contacts;
import app.mainstay.account.duplicate.MergeDraft;
import app.mainstay.account.duplicate.Merging;
import app.mainstay.coverage.HandoverPart;
import app.mainstay.security.SystemWork;
import app.mainstay.security.UserService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Meetings when accounts merge, portfolios change hands, people leave, zones change, and somebody writes past the application. */
@DatabaseTest
class MeetingPartsTest {

    private static final LocalDateTime TEN = LocalDateTime.of(2026, 12, 1, 10, 0);

    @Autowired
    Fixtures fixtures;
    @Autowired
    Meetings meetings;
    @Autowired
    MeetingCalendar calendar;
    @Autowired
    LayingWork laying;
    @Autowired
    ZoneWork zones;
    @Autowired
    AccountService accounts;
    @Autowired
    Contacts contacts;
    @Autowired
    Merging merging;
    @Autowired
    UserService users;
    @Autowired
    List<HandoverPart> parts;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TestClock clock;

    private Fixtures.Company company;
    private long acme;
    private long bolt;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        bolt = fixtures.account(company, "Bolt", company.member());
    }

    private MeetingDraft about(String subject, LocalDateTime start, Long... about) {
        return new MeetingDraft(null, subject, about.length == 0 ? MeetingKind.INTERNAL : MeetingKind.VISIT, List.of(about), null, null, null, start, start.plusHours(1),
                "Asia/Shanghai", null, company.member().id(), List.of(), List.of(), List.of(), List.of(new AgendaItem("News", 60)), null, true, 0);
    }

    private long plan(MeetingDraft draft) {
        return fixtures.as(company.member(), () -> meetings.save(draft, Extent.THIS));
    }

    // ---- accounts that merge ----

    @Test
    void meetingsGoWithTheirAccount() {
        long both = plan(about("Both", TEN.plusDays(3), acme, bolt));
        var empty = ContactDraft.empty(acme);
        long chen = fixtures.as(company.member(), () -> contacts.save(new ContactDraft(null, acme, "Chen Wei", null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, empty.consent(), null, false, null, null, null, null, 0)));
        var one = about("One", TEN, acme);
        long first = plan(new MeetingDraft(null, one.subject(), one.kind(), one.accounts(), null, null, null, one.start(), one.end(), one.zone(), "FREQ=WEEKLY;COUNT=3",
                one.hostId(), List.of(), List.of(chen), List.of(), one.agenda(), null, true, 0));

        fixtures.as(company.director(), () -> merging.merge(new MergeDraft(acme, accounts.get(acme).draft().version(), bolt, accounts.get(bolt).draft().version(), Set.of(), false)));

        fixtures.as(company.member(), () -> {
            assertThat(calendar.ahead(bolt, clock.instant(), 9)).extracting(MeetingRow::subject).containsExactly("One", "Both", "One", "One");
            assertThat(meetings.get(both).accounts()).extracting(MeetingDetails.Account::name).containsExactly("Bolt");
            assertThat(meetings.get(first).draft().contacts()).containsExactly(chen);
            // What it became can be saved again.
            meetings.move(first, meetings.get(first).draft().version(), TEN.plusHours(1), TEN.plusHours(2), "Asia/Shanghai", Extent.ALL);
            assertThat(accounts.page(AccountFilter.ALL, Slice.first(9, AccountSort.NAME))).singleElement()
                    .satisfies(row -> assertThat(row.nextMeetingAt()).isEqualTo(Instant.parse("2026-12-01T03:00:00Z")));
        });
        assertThat(jdbc.sql("select count(*) from meeting_account where account_id = ?").param(acme).query(Integer.class).single()).isZero();
    }

    // ---- people who go ----

    @Test
    void meetingsAheadGoWithAHandoverAndThoseThatWereStay() {
        long past = plan(about("Before", TEN.minusDays(20), acme));
        long single = plan(about("Single", TEN, acme));
        long endless = plan(about("Weekly", TEN.plusDays(1), acme).repeating("FREQ=WEEKLY"));
        long others = plan(about("Bolt", TEN, bolt));
        long internal = plan(about("Internal", TEN.plusDays(2)));
        long off = plan(about("Off", TEN, acme));
        fixtures.as(company.member(), () -> meetings.cancel(off, 0, Extent.THIS, null));
        var part = parts.stream().filter(HostedPart.class::isInstance).findFirst().orElseThrow();
        var scope = new HandoverPart.Scope(1, List.of(acme), company.member().id(), company.colleague().id(), false);
        var all = new HandoverPart.Scope(1, List.of(acme, bolt), company.member().id(), company.colleague().id(), true);
        Fixtures.signIn(company.manager());

        assertThat(part.open(scope)).extracting(HandoverPart.Open::textKey, HandoverPart.Open::parameters).containsExactly(
                org.assertj.core.api.Assertions.tuple("handover.open.meeting", Map.of("subject", "Single", "time", "2026-12-01 10:00")),
                org.assertj.core.api.Assertions.tuple("handover.open.meetingSeries", Map.of("subject", "Weekly", "time", "2026-12-02 10:00")));
        assertThat(part.open(all)).extracting(open -> open.parameters().get("subject")).containsExactlyInAnyOrder("Single", "Weekly", "Bolt", "Internal");
        transaction.executeWithoutResult(status -> part.move(scope, clock.instant()));

        Fixtures.signIn(company.director());
        for (long moved : List.of(single, endless)) {
            assertThat(meetings.get(moved).hostName()).isEqualTo("Colleague");
            assertThat(meetings.get(moved).attendees()).extracting(Attendee::name, Attendee::response)
                    .containsExactly(org.assertj.core.api.Assertions.tuple("Colleague", Response.ACCEPTED));
        }
        assertThat(jdbc.sql("select host_id from meeting where id in (:ids)").param("ids", List.of(past, others, internal, off)).query(Long.class).list())
                .containsOnly(company.member().id());
        assertThat(jdbc.sql("select count(*) from meeting m left join meeting_aud a on a.id = m.id and a.revend is null and a.host_id = m.host_id where a.id is null")
                .query(Integer.class).single()).isZero();
        // What the series brings forth later is hosted by who took it over.
        clock.advance(Duration.ofDays(30));
        SystemWork.run(() -> {
            laying.run();
            return true;
        });
        assertThat(jdbc.sql("select distinct host_id from meeting where subject = 'Weekly'").query(Long.class).list()).containsExactly(company.colleague().id());
        assertThat(jdbc.sql("select max(start_local) from meeting where subject = 'Weekly'").query(LocalDateTime.class).single()).isAfter(TEN.plusDays(420));
    }

    @Test
    void nobodyLeavesWhileMeetingsAwaitThem() {
        long internal = plan(about("Internal", TEN));
        fixtures.reassign(company.director(), acme, company.colleague());
        fixtures.reassign(company.director(), bolt, company.colleague());

        Fixtures.signIn(company.administrator());
        assertThatThrownBy(() -> users.deactivate(company.member().id())).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.problems()).containsExactly(Problem.of(null, "meeting.problem.hosts", 1L)));
        fixtures.as(company.member(), () -> meetings.cancel(internal, 0, Extent.THIS, null));
        users.deactivate(company.member().id());
        assertThat(jdbc.sql("select active from security_user where id = ?").param(company.member().id()).query(Boolean.class).single()).isFalse();
    }

    // ---- zones ----

    /** Neither the zone of the server nor that of the database's connection is that of any meeting. */
    @Test
    void theServersZoneMovesNothing() {
        var before = TimeZone.getDefault();
        var leap = LocalDateTime.of(2027, 3, 14, 2, 30);
        var twice = LocalDateTime.of(2027, 11, 7, 1, 30);
        try {
            for (String server : List.of("America/New_York", "Asia/Shanghai", "Pacific/Apia", "Europe/Berlin")) {
                TimeZone.setDefault(TimeZone.getTimeZone(server));
                long id = plan(about(server, leap, acme).at(leap, leap.plusHours(1), "America/New_York").repeating("FREQ=DAILY;COUNT=3"));
                long autumn = plan(about(server, twice, acme).at(twice, twice.plusHours(1), "America/New_York"));
                for (String other : List.of("UTC", "Australia/Lord_Howe", "America/New_York")) {
                    TimeZone.setDefault(TimeZone.getTimeZone(other));
                    fixtures.as(company.member(), () -> {
                        assertThat(meetings.get(id).draft().start()).as("%s, %s", server, other).isEqualTo(leap);
                        assertThat(meetings.get(id).startsAt()).as("%s, %s", server, other).isEqualTo(Instant.parse("2027-03-14T07:30:00Z"));
                        assertThat(meetings.get(autumn).startsAt()).as("%s, %s", server, other).isEqualTo(Instant.parse("2027-11-07T05:30:00Z"));
                        assertThat(calendar.show(CalendarQuery.own(Instant.parse("2027-03-15T06:30:00Z"), Instant.parse("2027-03-15T06:31:00Z"))).meetings())
                                .as("%s, %s", server, other).extracting(MeetingRow::start).contains(leap.plusDays(1));
                    });
                }
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    /** A government changes its mind, and the server gets new tables of zones: the clock on the wall is what counts. */
    @Test
    void newTablesOfZonesMoveTheInstantNotTheClockOnTheWall() {
        long id = plan(about("Visit", TEN, acme));
        long over = plan(about("Before", TEN.minusDays(20), acme));
        // As older tables would have had it.
        jdbc.sql("update meeting set starts_at = '2026-12-01 01:00:00', ends_at = '2026-12-01 02:00:00' where id = ?").param(id).update();
        jdbc.sql("update meeting set starts_at = '2026-11-11 01:00:00', ends_at = '2026-11-11 02:00:00' where id = ?").param(over).update();

        SystemWork.run(() -> {
            zones.run();
            return true;
        });

        fixtures.as(company.member(), () -> {
            assertThat(meetings.get(id).startsAt()).isEqualTo(Instant.parse("2026-12-01T02:00:00Z"));
            assertThat(meetings.get(id).draft().start()).isEqualTo(TEN);
            assertThat(meetings.get(over).startsAt()).as("what is over is a fact").isEqualTo(Instant.parse("2026-11-11T01:00:00Z"));
            assertThat(accounts.page(AccountFilter.ALL, Slice.first(9, AccountSort.NAME)).getFirst().nextMeetingAt()).isEqualTo(Instant.parse("2026-12-01T02:00:00Z"));
        });
        assertThat(jdbc.sql("select count(*) from meeting m join meeting_aud a on a.id = m.id and a.revend is null and a.starts_at = m.starts_at where m.id = ?").param(id)
                .query(Integer.class).single()).isEqualTo(1);
    }

    // ---- the schema ----

    @Test
    void theSchemaRefusesWhatTheServiceWould() {
        long id = plan(about("Weekly", TEN, acme).repeating("FREQ=WEEKLY;COUNT=3"));
        long second = fixtures.as(company.member(), () -> calendar.ahead(acme, clock.instant(), 9)).get(1).id();
        long single = plan(about("Single", TEN, acme));
        long series = jdbc.sql("select series_id from meeting where id = ?").param(id).query(Long.class).single();

        for (String attack : List.of("ends_at = starts_at", "end_local = start_local", "subject = '  '", "kind = 'PARTY'", "state = 'GONE'", "state = 'HELD'",
                "state = 'CANCELLED'", "cancelled_at = created_at", "host_id = 1", "reminder_minutes = -1", "reminder_minutes = 50000", "series_id = null",
                "original_start = null", "series_id = 1", "start_local = '2026-12-01 09:00:00'", "minutes_id = id", "minutes_id = " + second, "zone = null",
                "original_start = '2026-12-08 10:00:00', own = true")) {
            Attacks.refused(attack, () -> jdbc.sql("update meeting set " + attack + " where id = ?").param(id).update());
        }
        Attacks.refused("an exception to no series", () -> jdbc.sql("update meeting set own = true where id = ?").param(single).update());
        for (String attack : List.of("starts_at = '2026-12-01 02:30:00'", "ends_at = '2026-12-01 03:30:00'", "user_id = null", "guest_name = 'Lena'", "user_id = 1",
                "response = 'MAYBE'", "guest_email = 'lena@example.com'", "meeting_id = 1", "meeting_id = " + second)) {
            Attacks.refused(attack, () -> jdbc.sql("update meeting_attendee set " + attack + " where meeting_id = ?").param(id).update());
        }
        Attacks.refused("the same person twice", () -> jdbc.sql("insert into meeting_attendee (id, meeting_id, user_id, response, starts_at, ends_at) "
                + "select ?, meeting_id, user_id, response, starts_at, ends_at from meeting_attendee where meeting_id = ?").param(Ids.next()).param(id).update());
        for (String attack : List.of("end_local = start_local", "from_id = id", "from_id = 1", "rule = null")) {
            Attacks.refused(attack, () -> jdbc.sql("update meeting_series set " + attack + " where id = ?").param(series).update());
        }
        Attacks.refused("a series that its meetings still name", () -> jdbc.sql("delete from meeting_series where id = ?").param(series).update());
        Attacks.refused("about nothing that is", () -> jdbc.sql("update meeting_account set account_id = 1 where meeting_id = ?").param(id).update());
        Attacks.refused("an item longer than a day", () -> jdbc.sql("update meeting_agenda set minutes = 1441 where meeting_id = ?").param(id).update());
        jdbc.sql("insert into meeting_reminder (meeting_id, user_id, starts_at, told_at) select id, host_id, starts_at, created_at from meeting where id = ?").param(single).update();
        for (String attack : List.of("user_id = 1", "meeting_id = 1", "starts_at = null", "told_at = null")) {
            Attacks.refused("reminder: " + attack, () -> jdbc.sql("update meeting_reminder set " + attack + " where meeting_id = ?").param(single).update());
        }
        Attacks.refused("reminded twice", () -> jdbc.sql("insert into meeting_reminder (meeting_id, user_id, starts_at, told_at) select meeting_id, user_id, starts_at, told_at "
                + "from meeting_reminder where meeting_id = ?").param(single).update());
        Attacks.refused("minutes that say nothing", () -> minutes(id, " "));
        Attacks.refused("minutes of no meeting", () -> minutes(1, "Agreed"));
        minutes(single, "Agreed");
        jdbc.sql("update meeting set state = 'HELD', minutes_id = id where id = ?").param(single).update();
        Attacks.refused("held without minutes any more", () -> jdbc.sql("delete from meeting_minutes where meeting_id = ?").param(single).update());
        // A move of the meeting moves the rows of those who take part.
        jdbc.sql("update meeting set start_local = '2026-12-01 11:00:00', end_local = '2026-12-01 12:00:00', starts_at = '2026-12-01 03:00:00', ends_at = '2026-12-01 04:00:00' "
                + "where id = ?").param(single).update();
        assertThat(jdbc.sql("select starts_at from meeting_attendee where meeting_id = ?").param(single).query(LocalDateTime.class).list())
                .containsExactly(LocalDateTime.of(2026, 12, 1, 3, 0));
    }

    private void minutes(long id, String body) {
        jdbc.sql("insert into meeting_minutes (meeting_id, version, body, written_by, updated_at) values (?, 0, ?, ?, '2026-12-01 03:00:00')").param(id).param(body)
                .param(company.member().id()).update();
    }
}
