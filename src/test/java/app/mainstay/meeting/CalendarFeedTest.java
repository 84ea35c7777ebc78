package app.mainstay.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import app.mainstay.Attacks;
import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.Contacts;
import app.mainstay.base.ical.IcalEvent;
import app.mainstay.security.PrivateFeeds;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.Attendee;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.filter.RequestContextFilter;

/** Through the real filters, as a calendar asks; what comes is read by another library. */
@DatabaseTest
class CalendarFeedTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final LocalDateTime TEN = LocalDateTime.of(2026, 12, 1, 10, 0);

    @Autowired
    WebApplicationContext context;
    @Autowired
    Fixtures fixtures;
    @Autowired
    Attendance attendance;
    @Autowired
    Meetings meetings;
    @Autowired
    MeetingExchange exchange;
    @Autowired
    Contacts contacts;
    @Autowired
    PrivateFeeds feeds;
    @Autowired
    UserService users;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TestClock clock;

    private Fixtures.Company company;
    private long acme;
    private MockMvc mvc;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme 精密", company.member());
        mvc = MockMvcBuilders.webAppContextSetup(context).addFilters(new RequestContextFilter()).apply(springSecurity()).build();
    }

    private MeetingDraft draft(String subject, LocalDateTime start, String zone, List<Long> people) {
        return new MeetingDraft(null, subject, MeetingKind.STRATEGY, List.of(acme), "Room 3", "https://meet.example/1", "Plans; of \"2027\", all", start, start.plusHours(1), zone,
                null, company.member().id(), people, List.of(), List.of(), List.of(new AgendaItem("Results", 30)), 15, true, 0);
    }

    private long plan(MeetingDraft draft) {
        return fixtures.as(company.member(), () -> meetings.save(draft, Extent.THIS));
    }

    private void change(long id, UnaryOperator<MeetingDraft> change, Extent extent) {
        fixtures.as(company.member(), () -> meetings.save(change.apply(meetings.get(id).draft()), extent));
    }

    private List<Long> occurrences() {
        return jdbc.sql("select id from meeting order by starts_at").query(Long.class).list();
    }

    private String address(Viewer who) {
        return "/feed/" + fixtures.as(who, () -> feeds.renew(Locale.ENGLISH)) + ".ics";
    }

    private MockHttpServletResponse ask(String address, String... header) throws Exception {
        var request = get(address);
        for (int i = 0; i < header.length; i += 2) {
            request.header(header[i], header[i + 1]);
        }
        return mvc.perform(request).andReturn().getResponse();
    }

    private ICalendar read(String address) throws Exception {
        var answer = ask(address);
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentType()).isEqualTo("text/calendar;charset=UTF-8");
        return Biweekly.parse(answer.getContentAsString(StandardCharsets.UTF_8)).first();
    }

    /** All instants that a calendar shows: rules without what is excepted and replaced, and what stands for itself. */
    private static List<Instant> shown(ICalendar calendar, Instant before) {
        var shown = new TreeSet<Instant>();
        var replaced = calendar.getEvents().stream().filter(event -> event.getRecurrenceId() != null).map(event -> event.getRecurrenceId().getValue().toInstant()).toList();
        for (VEvent event : calendar.getEvents()) {
            if (event.getRecurrenceRule() == null) {
                shown.add(event.getDateStart().getValue().toInstant());
                continue;
            }
            var dates = event.getDateIterator(calendar.getTimezoneInfo().getTimezone(event.getDateStart()).getTimeZone());
            while (dates.hasNext()) {
                Instant next = dates.next().toInstant();
                if (!next.isBefore(before)) {
                    break;
                }
                if (!replaced.contains(next)) {
                    shown.add(next);
                }
            }
        }
        return new ArrayList<>(shown);
    }

    @Test
    void aMeetingIsThereWithPeopleReminderAndWords() throws Exception {
        long contact = fixtures.as(company.member(), () -> contacts.save(new ContactDraft(null, acme, "陈伟", "CFO", null, null, null, null, null, "chen@acme.example", null, null,
                null, null, null, null, null, ContactDraft.empty(acme).consent(), null, false, null, null, null, null, 0)));
        var draft = draft("战略讨论", TEN, "Asia/Shanghai", List.of(company.colleague().id(), company.stranger().id()));
        plan(new MeetingDraft(null, draft.subject(), draft.kind(), draft.accounts(), draft.place(), draft.link(), draft.purpose(), draft.start(), draft.end(), draft.zone(), null,
                draft.hostId(), draft.people(), List.of(contact), List.of(), draft.agenda(), 15, true, 0));

        var event = read(address(company.colleague())).getEvents().getFirst();

        assertThat(event.getSummary().getValue()).isEqualTo("战略讨论");
        assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(TEN.atZone(SHANGHAI).toInstant());
        assertThat(event.getDateEnd().getValue().toInstant()).isEqualTo(TEN.plusHours(1).atZone(SHANGHAI).toInstant());
        assertThat(event.getLocation().getValue()).isEqualTo("Room 3 · https://meet.example/1");
        assertThat(event.getDescription().getValue()).isEqualTo("Account: Acme 精密\n\nPlans; of \"2027\", all\n\nAgenda\n– Results (30 min)");
        assertThat(event.getAlarms().getFirst().getTrigger().getDuration().toMillis()).isEqualTo(-Duration.ofMinutes(15).toMillis());
        assertThat(event.getOrganizer().getEmail()).isEqualTo("member@example.com");
        assertThat(event.getAttendees()).extracting(Attendee::getEmail).containsExactly("member@example.com", "colleague@example.com", "stranger@example.com");
        // Whose contacts somebody does not see, their address that person does not get either.
        assertThat(read(address(company.member())).getEvents().getFirst().getAttendees()).extracting(Attendee::getEmail).contains("chen@acme.example");
        assertThat(read(address(company.stranger())).getEvents().getFirst().getAttendees()).extracting(Attendee::getEmail).doesNotContain("chen@acme.example");
    }

    @Test
    void onlyWhatSomebodyTakesPartInAndHasNotDeclined() throws Exception {
        long mine = plan(draft("Mine", TEN, "Asia/Shanghai", List.of()));
        long declined = plan(draft("Declined", TEN.plusDays(1), "Asia/Shanghai", List.of(company.colleague().id())));
        long cancelled = plan(draft("Cancelled", TEN.plusDays(2), "Asia/Shanghai", List.of(company.colleague().id())));
        plan(draft("Both", TEN.plusDays(3), "Asia/Shanghai", List.of(company.colleague().id())));
        plan(draft("Long ago", TEN.minusYears(1), "Asia/Shanghai", List.of(company.colleague().id())));
        fixtures.as(company.colleague(), () -> attendance.respond(declined, Response.DECLINED, Extent.THIS));
        fixtures.as(company.member(), () -> meetings.cancel(cancelled, meetings.get(cancelled).draft().version(), Extent.THIS, null));

        // The manager sees all of them through the account, but takes part in none.
        assertThat(read(address(company.manager())).getEvents()).isEmpty();
        assertThat(read(address(company.colleague())).getEvents()).extracting(event -> event.getSummary().getValue()).containsExactly("Both");
        assertThat(read(address(company.member())).getEvents()).extracting(event -> event.getSummary().getValue()).containsExactly("Mine", "Declined", "Both");
        assertThat(mine).isPositive();
    }

    @Test
    void aSeriesWithExceptionsShowsTheSameInstantsElsewhereAcrossSummerTime() throws Exception {
        var start = LocalDateTime.of(2026, 12, 7, 9, 0);
        plan(draft("Weekly", start, "America/New_York", List.of(company.colleague().id())).repeating("FREQ=WEEKLY;BYDAY=MO"));
        var ids = occurrences();
        change(ids.get(1), draft -> draft.at(draft.start().plusHours(3), draft.end().plusHours(3), draft.zone()), Extent.THIS);
        fixtures.as(company.member(), () -> meetings.cancel(ids.get(2), meetings.get(ids.get(2)).draft().version(), Extent.THIS, null));
        fixtures.as(company.colleague(), () -> attendance.respond(ids.get(3), Response.DECLINED, Extent.THIS));

        var zone = ZoneId.of("America/New_York");
        Instant before = LocalDateTime.of(2027, 6, 1, 0, 0).atZone(zone).toInstant();
        var expected = IntStream.range(0, 26).filter(week -> week != 2).mapToObj(week -> start.plusWeeks(week).plusHours(week == 1 ? 3 : 0).atZone(zone).toInstant())
                .filter(instant -> instant.isBefore(before)).toList();
        assertThat(shown(read(address(company.member())), before)).hasSize(expected.size()).containsExactlyElementsOf(expected);
        assertThat(shown(read(address(company.colleague())), before)).containsExactlyElementsOf(expected.stream()
                .filter(instant -> !instant.equals(start.plusWeeks(3).atZone(zone).toInstant())).toList());
        var calendar = read(address(company.member()));
        assertThat(calendar.getEvents()).extracting(event -> event.getUid().getValue()).containsOnly("series-" + series() + "@mainstay");
    }

    private String series() {
        return app.mainstay.shared.Ids.text(jdbc.sql("select id from meeting_series").query(Long.class).single());
    }

    @Test
    void thisAndFollowingBecomesASeriesOfItsOwn() throws Exception {
        plan(draft("Daily", TEN, "Asia/Shanghai", List.of()).repeating("FREQ=DAILY;COUNT=10"));
        change(occurrences().get(4), draft -> draft.at(draft.start().plusHours(5), draft.end().plusHours(5), draft.zone()), Extent.FOLLOWING);

        var calendar = read(address(company.member()));

        assertThat(calendar.getEvents()).hasSize(2);
        assertThat(shown(calendar, Instant.MAX)).containsExactlyElementsOf(IntStream.range(0, 10)
                .mapToObj(day -> TEN.plusDays(day).plusHours(day < 4 ? 0 : 5).atZone(SHANGHAI).toInstant()).toList());
    }

    @Test
    void whoIsInvitedToOneOccurrenceGetsThisOne() throws Exception {
        plan(draft("Weekly", TEN, "Asia/Shanghai", List.of()).repeating("FREQ=WEEKLY;COUNT=5"));
        long third = occurrences().get(2);
        change(third, draft -> new MeetingDraft(draft.id(), draft.subject(), draft.kind(), draft.accounts(), draft.place(), draft.link(), draft.purpose(), draft.start(), draft.end(),
                draft.zone(), draft.rule(), draft.hostId(), List.of(company.stranger().id()), draft.contacts(), draft.guests(), draft.agenda(), draft.reminder(), draft.busy(),
                draft.version()), Extent.THIS);

        var calendar = read(address(company.stranger()));

        assertThat(shown(calendar, Instant.MAX)).containsExactly(TEN.plusWeeks(2).atZone(SHANGHAI).toInstant());
        assertThat(calendar.getEvents().getFirst().getRecurrenceId()).isNull();
    }

    @Test
    void theSequenceRisesWithEachChange() {
        long id = plan(draft("One", TEN, "Asia/Shanghai", List.of()));
        int first = event(id).sequence();
        clock.advance(Duration.ofMinutes(1));
        change(id, draft -> draft.at(draft.start().plusDays(1), draft.end().plusDays(1), draft.zone()), Extent.THIS);
        assertThat(event(id).sequence()).isGreaterThan(first);
    }

    private IcalEvent event(long id) {
        return fixtures.as(company.member(), () -> exchange.file(id, Locale.ENGLISH)).events().getFirst();
    }

    @Test
    void anAddressWorksUntilItIsRenewedRevokedOrItsOwnerLeaves() throws Exception {
        String first = address(company.member());
        assertThat(ask(first).getStatus()).isEqualTo(200);
        assertThat(jdbc.sql("select token_hash from security_feed").query(String.class).single()).isNotEqualTo(first.substring(6, 49)).hasSize(64);

        String second = address(company.member());
        assertThat(ask(first).getStatus()).isEqualTo(404);
        assertThat(ask(second).getStatus()).isEqualTo(200);
        assertThat(fixtures.as(company.member(), () -> feeds.mine()).orElseThrow().readAt()).isEqualTo(TestClock.START);

        fixtures.as(company.member(), () -> feeds.revoke());
        assertThat(ask(second).getStatus()).isEqualTo(404);

        String colleague = address(company.colleague());
        fixtures.as(company.administrator(), () -> users.deactivate(company.colleague().id()));
        assertThat(ask(colleague).getStatus()).isEqualTo(404);
        assertThat(jdbc.sql("select event from security_log order by id").query(String.class).list()).contains("FEED_MADE", "FEED_REVOKED");
    }

    @Test
    void theSchemaKeepsOneAddressForEachPersonAndEachSecretOnce() throws Exception {
        address(company.member());
        address(company.colleague());
        ask(address(company.member()));
        String mine = " where user_id = " + company.member().id();
        for (String attack : List.of("token_hash = (select x.token_hash from (select token_hash from security_feed where user_id = " + company.colleague().id() + ") x)", "token_hash = null",
                "user_id = 1", "user_id = " + company.colleague().id(), "language = null", "created_at = null", "read_at = '2000-01-01 00:00:00'")) {
            Attacks.refused(attack, () -> jdbc.sql("update security_feed set " + attack + mine).update());
        }
    }

    @Test
    void whoGuessesWaitsAndTheOwnerDoesNot() throws Exception {
        String good = address(company.member());
        MockHttpServletResponse last = ask("/feed/guess.ics");
        for (int i = 0; i < 25 && last.getStatus() == 404; i++) {
            last = ask("/feed/guess" + i + ".ics");
        }
        assertThat(last.getStatus()).isEqualTo(429);
        assertThat(Integer.parseInt(last.getHeader("Retry-After"))).isPositive();
        assertThat(ask(good).getStatus()).isEqualTo(200);
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() throws Exception {
        plan(draft("One", TEN, "Asia/Shanghai", List.of()));
        String address = address(company.member());
        var first = ask(address);
        assertThat(first.getHeader("ETag")).isNotNull();
        // Nobody is signed in by an address.
        assertThat(first.getHeader("Set-Cookie")).isNull();
        assertThat(ask(address, "If-None-Match", first.getHeader("ETag")).getStatus()).isEqualTo(304);
        plan(draft("Two", TEN.plusDays(1), "Asia/Shanghai", List.of()));
        assertThat(ask(address, "If-None-Match", first.getHeader("ETag")).getStatus()).isEqualTo(200);
    }
}
