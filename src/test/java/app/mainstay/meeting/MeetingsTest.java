package app.mainstay.meeting;

import static app.mainstay.meeting.MeetingState.CANCELLED;
import static app.mainstay.meeting.MeetingState.HELD;
import static app.mainstay.meeting.MeetingState.PLANNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountSort;
import app.mainstay.account.Timeline;
import app.mainstay.account.TimelineEntry;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.Contacts;
import app.mainstay.security.Role;
import app.mainstay.security.SystemWork;
import app.mainstay.security.Viewer;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class MeetingsTest {

    private static final String SHANGHAI = "Asia/Shanghai";
    /** A Tuesday, a week after the clock's. */
    private static final LocalDateTime TEN = LocalDateTime.of(2026, 12, 1, 10, 0);

    @Autowired
    Fixtures fixtures;
    @Autowired
    Attendance attendance;
    @Autowired
    Meetings meetings;
    @Autowired
    MeetingCalendar calendar;
    @Autowired
    MeetingFacts facts;
    @Autowired
    LayingWork laying;
    @Autowired
    AccountService accounts;
    @Autowired
    Contacts contacts;
    @Autowired
    Timeline timeline;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TestClock clock;

    private Fixtures.Company company;
    private long acme;
    private long chen;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        chen = contact(company.member(), acme, "Chen Wei");
    }

    private long contact(Viewer by, long account, String name) {
        var empty = ContactDraft.empty(account);
        return fixtures.as(by, () -> contacts.save(new ContactDraft(null, account, name, "CFO", null, null, null, null, null, name.replace(" ", ".") + "@acme.example", null, null,
                null, null, null, null, null, empty.consent(), null, false, null, null, null, null, 0)));
    }

    private MeetingDraft draft() {
        return new MeetingDraft(null, "Quarter review", MeetingKind.BUSINESS_REVIEW, List.of(acme), "Room 3", null, null, TEN, TEN.plusHours(1), SHANGHAI, null,
                company.member().id(), List.of(company.colleague().id()), List.of(chen), List.of(new Guest("Lena", "lena@example.com")), List.of(new AgendaItem("Results", 30)), 15,
                true, 0);
    }

    private long plan(MeetingDraft draft) {
        return fixtures.as(company.member(), () -> meetings.save(draft, Extent.THIS));
    }

    private long series(String rule) {
        return plan(draft().repeating(rule));
    }

    private MeetingDetails get(long id) {
        return fixtures.as(company.member(), () -> meetings.get(id));
    }

    private void change(long id, UnaryOperator<MeetingDraft> change, Extent extent) {
        fixtures.as(company.member(), () -> meetings.save(change.apply(meetings.get(id).draft()), extent));
    }

    private static MeetingDraft called(MeetingDraft draft, String subject) {
        return new MeetingDraft(draft.id(), subject, draft.kind(), draft.accounts(), draft.place(), draft.link(), draft.purpose(), draft.start(), draft.end(), draft.zone(),
                draft.rule(), draft.hostId(), draft.people(), draft.contacts(), draft.guests(), draft.agenda(), draft.reminder(), draft.busy(), draft.version());
    }

    private static MeetingDraft later(MeetingDraft draft, Duration by) {
        return draft.at(draft.start().plus(by), draft.end().plus(by), draft.zone());
    }

    /** Of what takes place, by start. */
    private List<MeetingRow> rows() {
        return fixtures.as(company.member(), () -> calendar.show(new CalendarQuery(CalendarQuery.Whose.ACCOUNT, acme, Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2027-02-01T00:00:00Z"), Set.of(), false))).meetings();
    }

    private List<LocalDateTime> starts() {
        return rows().stream().map(MeetingRow::start).toList();
    }

    private static List<LocalDateTime> weekly(LocalDateTime from, int number) {
        return java.util.stream.Stream.iterate(from, time -> time.plusWeeks(1)).limit(number).toList();
    }

    // ---- one meeting ----

    @Test
    void aMeetingComesBackAsItWasPlanned() {
        long id = plan(draft());

        var read = get(id);
        var draft = draft();
        assertThat(read.draft()).isEqualTo(new MeetingDraft(id, draft.subject(), draft.kind(), draft.accounts(), draft.place(), null, null, draft.start(), draft.end(), SHANGHAI, null,
                draft.hostId(), draft.people(), draft.contacts(), draft.guests(), draft.agenda(), 15, true, 0));
        assertThat(read.startsAt()).isEqualTo(Instant.parse("2026-12-01T02:00:00Z"));
        assertThat(read.attendees()).extracting(Attendee::name, Attendee::response).containsExactly(org.assertj.core.api.Assertions.tuple("Colleague", Response.NEEDS_ACTION),
                org.assertj.core.api.Assertions.tuple("Member", Response.ACCEPTED), org.assertj.core.api.Assertions.tuple("Chen Wei", Response.NEEDS_ACTION),
                org.assertj.core.api.Assertions.tuple("Lena", Response.NEEDS_ACTION));
        assertThat(jdbc.sql("select cast(start_local as char(19)) from meeting where id = ?").param(id).query(String.class).single()).isEqualTo("2026-12-01 10:00:00");
        assertThat(nextMeeting()).isEqualTo(Instant.parse("2026-12-01T02:00:00Z"));
        assertThat(kinds()).startsWith("meeting.planned");
        assertThat(told(company.colleague())).containsExactly("notification.meetingInvited");
        assertThat(told(company.member())).isEmpty();
    }

    private @Nullable Instant nextMeeting() {
        return fixtures.as(company.member(), () -> accounts.page(AccountFilter.ALL, Slice.first(9, AccountSort.NAME))).stream().filter(row -> row.id() == acme).findFirst()
                .orElseThrow().nextMeetingAt();
    }

    private List<String> kinds() {
        return fixtures.as(company.member(), () -> timeline.page(acme, null, 9)).stream().map(TimelineEntry::kind).toList();
    }

    private List<String> told(Viewer user) {
        return jdbc.sql("select kind from notification_entry where user_id = ? order by id").param(user.id()).query(String.class).list();
    }

    @Test
    void movingAsksAgainAndTellsEverybody() {
        long id = plan(draft());
        fixtures.as(company.colleague(), () -> attendance.respond(id, Response.ACCEPTED, Extent.THIS));

        fixtures.as(company.member(), () -> meetings.move(id, 0, TEN.plusDays(1), TEN.plusDays(1).plusHours(2), SHANGHAI, Extent.THIS));

        assertThat(get(id).attendees()).filteredOn(attendee -> attendee.userId() != null).extracting(Attendee::response)
                .containsExactly(Response.NEEDS_ACTION, Response.ACCEPTED);
        assertThat(jdbc.sql("select count(*) from meeting_attendee t join meeting m on m.id = t.meeting_id where t.starts_at <> m.starts_at or t.ends_at <> m.ends_at")
                .query(Integer.class).single()).isZero();
        assertThat(nextMeeting()).isEqualTo(Instant.parse("2026-12-02T02:00:00Z"));
        assertThat(kinds()).startsWith("meeting.moved");
        assertThat(told(company.colleague())).containsExactly("notification.meetingInvited", "notification.meetingMoved");
        assertThat(told(company.member())).containsExactly("notification.meetingAnswered");
    }

    @Test
    void whoReadAnOlderVersionIsToldWhoChangedIt() {
        long id = plan(draft());
        var old = get(id).draft();
        fixtures.as(company.manager(), () -> meetings.move(id, 0, TEN.plusHours(3), TEN.plusHours(4), SHANGHAI, Extent.THIS));

        assertThatThrownBy(() -> fixtures.as(company.member(), () -> meetings.save(called(old, "Other"), Extent.THIS))).isInstanceOf(ConflictException.class);
        assertThat(get(id).changedBy()).isEqualTo("Manager");
        assertThat(get(id).draft().start()).isEqualTo(TEN.plusHours(3));
    }

    @Test
    void aCancelledOneStaysToBeReadAndCanComeBack() {
        long id = plan(draft());

        fixtures.as(company.member(), () -> meetings.cancel(id, 0, Extent.THIS, "Chen is away"));

        assertThat(get(id).state()).isEqualTo(CANCELLED);
        assertThat(get(id).cancelReason()).isEqualTo("Chen is away");
        assertThat(rows()).isEmpty();
        assertThat(nextMeeting()).isNull();
        refused(() -> change(id, draft -> called(draft, "Other"), Extent.THIS), null, "meeting.problem.cancelled");
        fixtures.as(company.member(), () -> meetings.restore(id, get(id).draft().version()));
        assertThat(get(id).state()).isEqualTo(PLANNED);
        assertThat(nextMeeting()).isEqualTo(Instant.parse("2026-12-01T02:00:00Z"));
        assertThat(kinds()).startsWith("meeting.planned", "meeting.cancelled", "meeting.planned");
    }

    @Test
    void heldOnlyWithMinutes() {
        long id = plan(draft());
        refused(() -> hold(id), null, "meeting.problem.ahead");
        clock.set(Instant.parse("2026-12-01T04:00:00Z"));
        refused(() -> hold(id), null, "meeting.problem.noMinutes");

        minutes(id);
        hold(id);

        assertThat(get(id).state()).isEqualTo(HELD);
        assertThat(kinds()).startsWith("meeting.held");
        var row = fixtures.as(company.member(), () -> accounts.page(AccountFilter.ALL, Slice.first(9, AccountSort.NAME))).getFirst();
        assertThat(row.lastContactAt()).isEqualTo(Instant.parse("2026-12-01T02:00:00Z"));
        assertThat(row.nextMeetingAt()).isNull();
        assertThat(fixtures.as(company.member(), () -> contacts.get(chen)).draft().lastMetOn()).isEqualTo(LocalDate.of(2026, 12, 1));
        refused(() -> change(id, draft -> later(draft, Duration.ofHours(1)), Extent.THIS), "start", "meeting.problem.held");
        refused(() -> fixtures.as(company.member(), () -> meetings.cancel(id, get(id).draft().version(), Extent.THIS, null)), null, "meeting.problem.held");
    }

    private void hold(long id) {
        fixtures.as(company.member(), () -> transaction.executeWithoutResult(status -> attendance.held(id)));
    }

    private void minutes(long id) {
        jdbc.sql("insert into meeting_minutes (meeting_id, version, body, written_by, updated_at) values (?, 0, 'Agreed', ?, '2026-12-01 03:00:00')").param(id)
                .param(company.member().id()).update();
    }

    @Test
    void timeAloneMovesTheNextMeeting() {
        plan(draft());
        plan(later(draft(), Duration.ofDays(2)));
        assertThat(nextMeeting()).isEqualTo(Instant.parse("2026-12-01T02:00:00Z"));

        clock.set(Instant.parse("2026-12-01T04:00:00Z"));
        SystemWork.run(() -> {
            facts.run();
            return true;
        });
        assertThat(nextMeeting()).isEqualTo(Instant.parse("2026-12-03T02:00:00Z"));
        clock.set(Instant.parse("2026-12-05T04:00:00Z"));
        SystemWork.run(() -> {
            facts.run();
            return true;
        });
        assertThat(jdbc.sql("select count(*) from account where next_meeting_at is not null").query(Integer.class).single()).isZero();
    }

    // ---- series ----

    @Test
    void aSeriesKeepsTheClockOnTheWallThroughASummer() {
        long id = plan(draft().at(LocalDateTime.of(2026, 12, 3, 9, 0), LocalDateTime.of(2026, 12, 3, 10, 0), "America/New_York").repeating("FREQ=WEEKLY;BYDAY=TH;UNTIL=20270601"));

        var instants = jdbc.sql("select start_local, starts_at from meeting where series_id = ? order by starts_at").param(get(id).seriesId())
                .query((row, n) -> Map.entry(row.getObject(1, LocalDateTime.class), Sql.instant(row.getObject(2, LocalDateTime.class)))).list();
        assertThat(instants).hasSize(26).allSatisfy(one -> assertThat(one.getKey().toLocalTime()).hasToString("09:00"))
                .allSatisfy(one -> assertThat(one.getValue()).isEqualTo(one.getKey().atZone(ZoneId.of("America/New_York")).toInstant()));
        assertThat(instants.stream().map(one -> one.getValue().atOffset(java.time.ZoneOffset.UTC).getHour()).distinct()).containsExactly(14, 13);
        assertThat(kinds()).startsWith("meeting.plannedSeries");
        assertThat(told(company.colleague())).containsExactly("notification.meetingInvitedSeries");
    }

    @Test
    void thisOneAloneDiffers() {
        long first = series("FREQ=WEEKLY;COUNT=6");
        long third = rows().get(2).id();

        change(third, draft -> later(draft, Duration.ofHours(26)), Extent.THIS);

        var expected = new java.util.ArrayList<>(weekly(TEN, 6));
        expected.set(2, TEN.plusWeeks(2).plusHours(26));
        assertThat(starts()).isEqualTo(expected);
        assertThat(get(third).own()).isTrue();
        assertThat(get(third).originalStart()).isEqualTo(TEN.plusWeeks(2));
        assertThat(get(third).seriesId()).isEqualTo(get(first).seriesId());
        // Words of all do not touch what differs.
        change(first, draft -> called(draft, "Weekly"), Extent.ALL);
        assertThat(rows()).extracting(MeetingRow::subject).containsExactly("Weekly", "Weekly", "Quarter review", "Weekly", "Weekly", "Weekly");
    }

    @Test
    void thisAndFollowingBecomeASeriesOfTheirOwn() {
        long first = series("FREQ=WEEKLY;COUNT=6");
        long third = rows().get(2).id();

        change(third, draft -> called(draft, "Second part"), Extent.FOLLOWING);
        assertThat(starts()).isEqualTo(weekly(TEN, 6));
        assertThat(rows()).extracting(MeetingRow::subject).containsExactly("Quarter review", "Quarter review", "Second part", "Second part", "Second part", "Second part");
        assertThat(get(third).seriesId()).isNotEqualTo(get(first).seriesId());
        assertThat(get(third).draft().rule()).contains("COUNT=4");

        change(third, draft -> later(draft, Duration.ofHours(25)), Extent.FOLLOWING);
        var expected = new java.util.ArrayList<>(weekly(TEN, 2));
        expected.addAll(weekly(TEN.plusWeeks(2).plusHours(25), 4));
        assertThat(starts()).isEqualTo(expected);
        assertThat(rows().get(2).id()).isEqualTo(third);
    }

    @Test
    void allOfThemMoveAndWhatIsOverStays() {
        long first = series("FREQ=WEEKLY;BYDAY=TU;COUNT=6");
        var ids = rows().stream().map(MeetingRow::id).toList();
        clock.set(Instant.parse("2026-12-10T00:00:00Z"));

        change(ids.get(3), draft -> later(draft, Duration.ofHours(25)), Extent.ALL);

        var expected = new java.util.ArrayList<>(weekly(TEN, 2));
        expected.addAll(weekly(TEN.plusWeeks(2).plusHours(25), 4));
        assertThat(starts()).isEqualTo(expected);
        assertThat(rows()).extracting(MeetingRow::id).isEqualTo(ids);
        assertThat(get(ids.get(3)).draft().rule()).contains("WE").contains("COUNT=4");
        assertThat(get(first).draft().start()).isEqualTo(TEN);
        assertThat(kinds()).startsWith("meeting.movedSeries");
    }

    @Test
    void theTimeOfAnExceptionIsWhatTheOthersGetWithIt() {
        series("FREQ=WEEKLY;COUNT=4");
        long second = rows().get(1).id();
        change(second, draft -> later(draft, Duration.ofHours(2)), Extent.THIS);

        change(second, draft -> draft.at(draft.start().plusHours(1), draft.end().plusHours(1), SHANGHAI), Extent.FOLLOWING);

        assertThat(starts()).containsExactly(TEN, TEN.plusWeeks(1).plusHours(3), TEN.plusWeeks(2).plusHours(3), TEN.plusWeeks(3).plusHours(3));
        assertThat(get(second).own()).isFalse();
    }

    /** A week later is where the next one stands: nobody may get into anybody's way. */
    @Test
    void allOfThemMoveByAWeek() {
        series("FREQ=WEEKLY;COUNT=6");
        var ids = rows().stream().map(MeetingRow::id).toList();

        change(ids.getFirst(), draft -> later(draft, Duration.ofDays(7)), Extent.ALL);

        assertThat(starts()).isEqualTo(weekly(TEN.plusWeeks(1), 6));
        assertThat(rows()).extracting(MeetingRow::id).isEqualTo(ids);
    }

    @Test
    void anotherRuleKeepsWhatFallsOnItsDaysAndWhatWasCancelled() {
        long first = series("FREQ=WEEKLY;COUNT=6");
        var ids = rows().stream().map(MeetingRow::id).toList();
        fixtures.as(company.member(), () -> meetings.cancel(ids.get(4), 0, Extent.THIS, null));

        change(first, draft -> draft.repeating("FREQ=WEEKLY;INTERVAL=2;COUNT=4"), Extent.ALL);

        assertThat(starts()).containsExactly(TEN, TEN.plusWeeks(2), TEN.plusWeeks(6));
        assertThat(rows()).extracting(MeetingRow::id).startsWith(ids.get(0), ids.get(2));
        assertThat(get(ids.get(4)).state()).isEqualTo(CANCELLED);
        assertThat(get(ids.get(4)).originalStart()).isEqualTo(TEN.plusWeeks(4));
    }

    @Test
    void aSeriesThatEndsLeavesTheOneThatWasKept() {
        long first = series("FREQ=WEEKLY;COUNT=6");
        long third = rows().get(2).id();

        change(third, draft -> draft.repeating(null), Extent.FOLLOWING);
        assertThat(starts()).isEqualTo(weekly(TEN, 3));
        assertThat(get(third).seriesId()).isNull();

        fixtures.as(company.member(), () -> meetings.cancel(first, get(first).draft().version(), Extent.ALL, null));
        assertThat(rows()).extracting(MeetingRow::id).containsExactly(third);
        assertThat(kinds()).startsWith("meeting.cancelledSeries");
    }

    @Test
    void aSingleOneBecomesASeries() {
        long id = plan(draft());

        change(id, draft -> draft.repeating("FREQ=DAILY;COUNT=3"), Extent.THIS);

        assertThat(starts()).containsExactly(TEN, TEN.plusDays(1), TEN.plusDays(2));
        assertThat(rows().getFirst().id()).isEqualTo(id);
        assertThat(rows()).allSatisfy(row -> assertThat(row.accounts()).extracting(MeetingDetails.Account::name).containsExactly("Acme"));
    }

    @Test
    void whatWasHeldKeepsItsTimeWhateverBecomesOfItsSeries() {
        long first = series("FREQ=WEEKLY;COUNT=4");
        clock.set(Instant.parse("2026-12-01T04:00:00Z"));
        minutes(first);
        hold(first);

        change(first, draft -> draft.repeating("FREQ=WEEKLY;INTERVAL=3;COUNT=2"), Extent.ALL);

        assertThat(get(first).state()).isEqualTo(HELD);
        assertThat(get(first).draft().start()).isEqualTo(TEN);
        assertThat(starts()).containsExactly(TEN, TEN.plusWeeks(3));
        assertThat(get(first).originalStart()).isEqualTo(TEN);

        change(rows().getLast().id(), draft -> later(draft, Duration.ofDays(1)), Extent.ALL);
        assertThat(starts()).containsExactly(TEN, TEN.plusWeeks(3).plusDays(1));
    }

    /** What never ends is laid out as far as the horizon, and goes on as time does; cancelled and changed ones stay as they are. */
    @Test
    void aSeriesWithoutEndGoesOn() {
        long first = series("FREQ=WEEKLY");
        long series = java.util.Objects.requireNonNull(get(first).seriesId());
        int laid = laid(series);
        assertThat(laid).isBetween(56, 58);
        change(first, draft -> called(draft, "Weekly"), Extent.ALL);
        fixtures.as(company.member(), () -> meetings.cancel(first, get(first).draft().version(), Extent.THIS, null));

        clock.advance(Duration.ofDays(77));
        for (int turn = 0; turn < 2; turn++) {
            SystemWork.run(() -> {
                laying.run();
                return true;
            });
            assertThat(laid(series)).isEqualTo(laid + 10);
        }
        assertThat(jdbc.sql("select distinct subject from meeting where series_id = ?").param(series).query(String.class).list()).containsExactly("Weekly");
        assertThat(jdbc.sql("select count(*) from meeting_attendee t join meeting m on m.id = t.meeting_id where m.series_id = ?").param(series).query(Integer.class).single())
                .isEqualTo(4 * (laid + 10));
        assertThat(jdbc.sql("select count(*) from meeting_aud where series_id = ? and revtype = 0").param(series).query(Integer.class).single()).isEqualTo(laid + 10);
    }

    private int laid(long series) {
        return jdbc.sql("select count(*) from meeting where series_id = ?").param(series).query(Integer.class).single();
    }

    @Test
    void whatCameFromElsewhereIsFoundByItsName() {
        long first = fixtures.as(company.member(), () -> meetings.add(draft().repeating("FREQ=DAILY;COUNT=3"), "7@elsewhere"));

        var found = fixtures.as(company.member(), () -> meetings.byUid("7@elsewhere"));
        assertThat(found).hasSize(3).startsWith(first).isEqualTo(rows().stream().map(MeetingRow::id).toList());
        assertThat(fixtures.as(company.colleague(), () -> meetings.byUid("7@elsewhere"))).isEmpty();
    }

    // ---- answers and rights ----

    @Test
    void anAnswerToASeries() {
        long first = series("FREQ=WEEKLY;COUNT=4");
        var ids = rows().stream().map(MeetingRow::id).toList();

        fixtures.as(company.colleague(), () -> attendance.respond(ids.get(1), Response.ACCEPTED, Extent.FOLLOWING));
        fixtures.as(company.colleague(), () -> attendance.respond(ids.get(3), Response.DECLINED, Extent.THIS));

        assertThat(ids.stream().map(id -> fixtures.as(company.colleague(), () -> meetings.get(id)).mine()))
                .containsExactly(Response.NEEDS_ACTION, Response.ACCEPTED, Response.ACCEPTED, Response.DECLINED);
        refused(() -> fixtures.as(company.manager(), () -> attendance.respond(first, Response.ACCEPTED, Extent.THIS)), null, "meeting.problem.notInvited");
    }

    private enum May {
        NOTHING, SEE, CHANGE
    }

    @Test
    void whoSeesAndWhoChanges() {
        long bolt = fixtures.account(company, "Bolt", company.stranger());
        long about = plan(draft());
        long internal = plan(new MeetingDraft(null, "Team", MeetingKind.INTERNAL, List.of(), null, null, null, TEN, TEN.plusHours(1), SHANGHAI, null, company.member().id(),
                List.of(company.colleague().id(), company.stranger().id()), List.of(), List.of(), List.of(), null, true, 0));
        long foreign = fixtures.as(company.stranger(), () -> meetings.save(new MeetingDraft(null, "Bolt visit", MeetingKind.VISIT, List.of(bolt), null, null, null, TEN,
                TEN.plusHours(1), SHANGHAI, null, company.stranger().id(), List.of(), List.of(), List.of(), List.of(), null, true, 0), Extent.THIS));
        Map<Viewer, List<May>> expected = new HashMap<>();
        expected.put(company.member(), List.of(May.CHANGE, May.CHANGE, May.NOTHING));
        expected.put(company.colleague(), List.of(May.SEE, May.SEE, May.NOTHING));
        expected.put(company.manager(), List.of(May.CHANGE, May.NOTHING, May.NOTHING));
        expected.put(company.director(), List.of(May.CHANGE, May.NOTHING, May.CHANGE));
        expected.put(company.outsider(), List.of(May.NOTHING, May.NOTHING, May.CHANGE));
        expected.put(company.stranger(), List.of(May.NOTHING, May.SEE, May.CHANGE));
        expected.put(company.administrator(), List.of(May.NOTHING, May.NOTHING, May.NOTHING));
        expected.forEach((viewer, may) -> fixtures.as(viewer, () -> {
            var ids = List.of(about, internal, foreign);
            for (int i = 0; i < ids.size(); i++) {
                assertThat(may(viewer, ids.get(i))).as("%s and %s", viewer, i).isEqualTo(may.get(i));
            }
            Set<Long> shown = new java.util.HashSet<>();
            for (var person : List.of(company.member(), company.colleague(), company.stranger())) {
                calendar.show(new CalendarQuery(CalendarQuery.Whose.PERSON, person.id(), Instant.parse("2026-11-30T00:00:00Z"), Instant.parse("2026-12-05T00:00:00Z"), Set.of(), false))
                        .meetings().forEach(row -> shown.add(row.id()));
            }
            assertThat(shown).as("%s", viewer).isEqualTo(ids.stream().filter(id -> may.get(ids.indexOf(id)) != May.NOTHING).collect(java.util.stream.Collectors.toSet()));
        }));
        assertThatThrownBy(() -> fixtures.as(company.administrator(), () -> meetings.save(draft(), Extent.THIS))).isInstanceOf(AccessDeniedException.class);
    }

    private May may(Viewer viewer, long id) {
        if (!meetings.sees(id)) {
            assertThatThrownBy(() -> meetings.get(id)).isInstanceOf(NotFoundException.class);
            if (!viewer.is(Role.ADMINISTRATOR)) {
                assertThatThrownBy(() -> meetings.cancel(id, 0, Extent.THIS, null)).isInstanceOf(NotFoundException.class);
                assertThatThrownBy(() -> attendance.respond(id, Response.ACCEPTED, Extent.THIS)).isInstanceOf(NotFoundException.class);
            }
            return May.NOTHING;
        }
        boolean mayEdit = meetings.get(id).mayEdit();
        int version = meetings.get(id).draft().version();
        if (mayEdit) {
            meetings.move(id, version, TEN, TEN.plusHours(1), SHANGHAI, Extent.THIS);
            return May.CHANGE;
        }
        refused(() -> meetings.move(id, version, TEN, TEN.plusHours(2), SHANGHAI, Extent.THIS), null, "problem.readOnly");
        return May.SEE;
    }

    /** Who sees nothing of a meeting reads when its people are taken, and no more. */
    @Test
    void othersReadBusyOnly() {
        plan(draft());
        plan(later(draft(), Duration.ofMinutes(30)));
        long declined = plan(later(draft(), Duration.ofDays(1)));
        fixtures.as(company.colleague(), () -> attendance.respond(declined, Response.DECLINED, Extent.THIS));

        var from = Instant.parse("2026-11-30T00:00:00Z");
        var to = Instant.parse("2026-12-05T00:00:00Z");
        fixtures.as(company.stranger(), () -> {
            var span = calendar.show(new CalendarQuery(CalendarQuery.Whose.PERSON, company.colleague().id(), from, to, Set.of(), false));
            assertThat(span.meetings()).isEmpty();
            assertThat(span.busy()).hasSize(2);
            assertThat(calendar.busy(List.of(company.colleague().id(), company.stranger().id()), from, to, null)).isEqualTo(Map.of(company.stranger().id(), List.of(),
                    company.colleague().id(), List.of(new CalendarSpan.Busy(company.colleague().id(), Instant.parse("2026-12-01T02:00:00Z"), Instant.parse("2026-12-01T03:30:00Z")))));
        });
        fixtures.as(company.manager(), () -> {
            var span = calendar.show(new CalendarQuery(CalendarQuery.Whose.UNIT, company.city(), from, to, Set.of(), false));
            assertThat(span.meetings()).hasSize(3);
            assertThat(span.meetings().getFirst().people()).containsExactlyInAnyOrder(company.member().id(), company.colleague().id());
            assertThat(span.meetings().getLast().people()).containsExactly(company.member().id());
        });
    }

    // ---- bad input ----

    @Test
    void whatADraftMayNotSay() {
        long bolt = fixtures.account(company, "Bolt", company.stranger());
        long theirs = contact(company.stranger(), bolt, "Bo");
        refused(d -> d.at(TEN, TEN, SHANGHAI), "end", "meeting.problem.end");
        refused(d -> d.at(TEN, TEN.minusHours(1), SHANGHAI), "end", "meeting.problem.end");
        refused(d -> d.at(TEN, TEN.plusDays(15), SHANGHAI), "end", "meeting.problem.long");
        refused(d -> d.at(TEN.withYear(1970), TEN.withYear(1970).plusHours(1), SHANGHAI), "start", "meeting.problem.year");
        refused(d -> d.at(TEN, TEN.plusHours(1), "Asia/Shangai"), "zone", "problem.zone");
        refused(d -> d.at(TEN, TEN.plusHours(1), "GMT+25:00"), "zone", "problem.zone");
        refused(d -> d.repeating("FREQ=SECONDLY"), "rule", "meeting.problem.rule.tooOften");
        refused(d -> d.repeating("FREQ=DAILY;COUNT=1000000"), "rule", "meeting.problem.rule.count");
        refused(d -> d.repeating("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), "rule", "meeting.problem.rule.none");
        refused(d -> called(d, "  "), "subject", "problem.required");
        refused(d -> with(d, List.of(), List.of(), List.of(), null), "accounts", "meeting.problem.account");
        refused(d -> with(d, List.of(acme, bolt), List.of(), List.of(), null), "accounts", "problem.notFound");
        refused(d -> with(d, List.of(acme), List.of(theirs), List.of(), null), "contacts", "meeting.problem.contact");
        refused(d -> with(d, List.of(acme), List.of(), List.of(new Guest("Lena", "nowhere")), null), "guests", "problem.email");
        refused(d -> with(d, List.of(acme), List.of(), List.of(), "javascript:alert(1)"), "link", "meeting.problem.link");
        refused(d -> new MeetingDraft(null, d.subject(), null, d.accounts(), null, null, null, null, null, null, null, null, List.of(company.administrator().id()), List.of(),
                List.of(), List.of(), -1, true, 0), "people", "meeting.problem.inactive");
        assertThat(rows()).isEmpty();
        assertThat(jdbc.sql("select count(*) from meeting_series").query(Integer.class).single()).isZero();
    }

    private static MeetingDraft with(MeetingDraft d, List<Long> accounts, List<Long> contacts, List<Guest> guests, @Nullable String link) {
        return new MeetingDraft(d.id(), d.subject(), d.kind(), accounts, d.place(), link, d.purpose(), d.start(), d.end(), d.zone(), d.rule(), d.hostId(), d.people(), contacts, guests,
                d.agenda(), d.reminder(), d.busy(), d.version());
    }

    private void refused(UnaryOperator<MeetingDraft> change, String field, String key) {
        refused(() -> plan(change.apply(draft())), field, key);
    }

    private static void refused(Runnable act, @Nullable String field, String key) {
        assertThatThrownBy(act::run).as(key).isInstanceOfSatisfying(RefusedException.class,
                refusal -> assertThat(refusal.problems()).extracting(problem -> problem.field() + " " + problem.key()).contains(field + " " + key));
    }

    @Test
    void agendasToBeginWith() {
        for (var kind : MeetingKind.values()) {
            for (var locale : List.of(java.util.Locale.ENGLISH, java.util.Locale.SIMPLIFIED_CHINESE)) {
                assertThat(fixtures.as(company.member(), () -> meetings.agenda(kind, locale))).as("%s %s", kind, locale).hasSizeBetween(3, 6)
                        .allMatch(item -> item.minutes() > 0 && !item.title().isBlank());
            }
        }
    }
}
