package app.mainstay.meeting.cadence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import app.mainstay.Attacks;
import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.AccountService;
import app.mainstay.account.Tier;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.Contacts;
import app.mainstay.account.contact.DecisionRole;
import app.mainstay.account.duplicate.MergeDraft;
import app.mainstay.account.duplicate.Merging;
import app.mainstay.base.list.ListQuery;
import app.mainstay.meeting.Attendee;
import app.mainstay.meeting.Extent;
import app.mainstay.meeting.Attendance;
import app.mainstay.meeting.MeetingDraft;
import app.mainstay.meeting.MeetingKind;
import app.mainstay.meeting.Meetings;
import app.mainstay.meeting.minutes.Minutes;
import app.mainstay.security.Viewer;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.access.AccessDeniedException;

/** Fixtures make core accounts: an executive meeting every 6 months, a working one every 2. */
@DatabaseTest
class CadenceTest {

    @Autowired
    private Cadence cadence;
    @Autowired
    private CadenceWork work;
    @Autowired
    private CadenceStore store;
    @Autowired
    private CadenceList list;
    @Autowired
    private Attendance attendance;
    @Autowired
    private Meetings meetings;
    @Autowired
    private Minutes minutes;
    @Autowired
    private Contacts contacts;
    @Autowired
    private AccountService accounts;
    @Autowired
    private Merging merging;
    @Autowired
    private Fixtures fixtures;
    @Autowired
    private JdbcTemplate jdbc;
    @Autowired
    private TestClock clock;

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    private Fixtures.Company company;
    private long acme;
    private long boss;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        var empty = ContactDraft.empty(acme);
        boss = fixtures.as(company.member(), () -> contacts.save(new ContactDraft(null, acme, "Chen Wei", "CEO", null, DecisionRole.DECISION_MAKER, null, null, null, null, null, null,
                null, null, null, null, null, empty.consent(), null, false, null, null, null, null, 0)));
        work.run();
    }

    private long meeting(LocalDateTime start, MeetingKind kind, Long... with) {
        return fixtures.as(company.member(), () -> meetings.save(new MeetingDraft(null, "Meeting", kind, List.of(acme), null, null, null, start, start.plusHours(1), "Asia/Shanghai",
                null, company.member().id(), List.of(), List.of(with), List.of(), List.of(), null, true, 0), Extent.THIS));
    }

    private void hold(long meeting, String at) {
        clock.set(Instant.parse(at));
        fixtures.as(company.member(), () -> minutes.publish(meeting, 0, "Agreed", List.of()));
    }

    private List<String> lines() {
        return fixtures.as(company.member(), () -> cadence.of(acme)).stream().map(row -> row.level() + " " + row.lastOn() + " " + row.plannedOn() + " " + row.dueOn() + " " + row.state())
                .toList();
    }

    @Test
    void aNewAccountIsFirstDueAnIntervalAfterItsBeginningAndThenAfterEachMeeting() {
        assertThat(lines()).containsExactly("EXECUTIVE null null 2027-05-24 DUE", "WORKING null null 2027-01-24 DUE");

        long visit = meeting(LocalDateTime.of(2026, 12, 1, 10, 0), MeetingKind.VISIT);
        assertThat(lines()).containsExactly("EXECUTIVE null null 2027-05-24 DUE", "WORKING null 2026-12-01 2027-01-24 PLANNED");
        hold(visit, "2026-12-01T04:00:00Z");
        assertThat(lines()).containsExactly("EXECUTIVE null null 2027-05-24 DUE", "WORKING 2026-12-01 null 2027-02-01 COVERED");

        // With somebody who decides it counts for both, and by the day of the business zone.
        long dinner = meeting(LocalDateTime.of(2026, 12, 10, 23, 0), MeetingKind.RELATIONSHIP, boss);
        assertThat(lines()).containsExactly("EXECUTIVE null 2026-12-10 2027-05-24 PLANNED", "WORKING 2026-12-01 2026-12-10 2027-02-01 PLANNED");
        hold(dinner, "2026-12-10T17:00:00Z");
        assertThat(lines()).containsExactly("EXECUTIVE 2026-12-10 null 2027-06-10 COVERED", "WORKING 2026-12-10 null 2027-02-10 COVERED");

        // Who did not come was not met.
        fixtures.as(company.member(), () -> attendance.attended(dinner, Map.of(meetings.get(dinner).attendees().stream().filter(one -> one.contactId() != null).map(Attendee::id)
                .findFirst().orElseThrow(), false)));
        assertThat(lines().getFirst()).isEqualTo("EXECUTIVE null null 2027-05-24 DUE");

        clock.set(Instant.parse("2027-02-10T15:59:00Z"));
        assertThat(lines().getLast()).endsWith("DUE");
        clock.set(Instant.parse("2027-02-10T16:00:00Z"));
        assertThat(lines().getLast()).as("midnight in Shanghai").endsWith("OVERDUE");
    }

    @Test
    void whatIsCalledOffOrPassedWithoutMinutesIsNeitherPlannedNorHeld() {
        long first = meeting(LocalDateTime.of(2026, 12, 1, 10, 0), MeetingKind.VISIT);
        fixtures.as(company.member(), () -> meetings.cancel(first, 0, Extent.THIS, null));
        assertThat(lines().getLast()).isEqualTo("WORKING null null 2027-01-24 DUE");
        meeting(LocalDateTime.of(2026, 12, 2, 10, 0), MeetingKind.VISIT);
        clock.set(Instant.parse("2026-12-03T04:00:00Z"));
        work.run();
        assertThat(lines().getLast()).isEqualTo("WORKING null null 2027-01-24 DUE");
    }

    @Test
    void tierArchiveAndRulesAreFollowed() {
        clock.set(Instant.parse("2026-12-24T02:00:00Z"));
        fixtures.as(company.director(), () -> {
            var draft = accounts.get(acme).draft();
            jdbc.update("update account set tier = 'STANDARD' where id = ?", acme);
            jdbc.update("insert into account_tier_period (account_id, valid_from, tier, reason, recorded_at) values (?, '2026-12-24', 'STANDARD', 'x', '2026-12-24 00:00:00')", acme);
            assertThat(draft.tier()).isEqualTo(Tier.CORE);
        });
        work.run();
        assertThat(lines()).containsExactly("WORKING null null 2027-06-24 DUE");

        fixtures.as(company.director(), () -> cadence.save(cadence.rules().stream().map(rule -> rule.tier() == Tier.STANDARD
                ? new Cadence.Rule(rule.tier(), rule.level(), 2, rule.level() == ContactLevel.WORKING ? IntervalUnit.WEEK : IntervalUnit.MONTH, rule.version()) : rule).toList()));
        work.run();
        assertThat(lines()).containsExactly("EXECUTIVE null null 2027-02-24 DUE", "WORKING null null 2027-01-07 DUE");

        fixtures.as(company.director(), () -> cadence.save(cadence.rules().stream().map(rule -> rule.tier() == Tier.STANDARD
                ? new Cadence.Rule(rule.tier(), rule.level(), null, rule.unit(), rule.version()) : rule).toList()));
        work.run();
        assertThat(lines()).isEmpty();
    }

    @Test
    void thoseThatLackRowsAndThoseWhoseRowsAreOldAreGoneThroughByTheirIdsOnce() {
        List<Long> ids = new ArrayList<>(List.of(acme));
        for (int i = 0; i < 6; i++) {
            ids.add(fixtures.account(company, "Account " + i, company.member()));
        }
        work.run();
        assertThat(store.stale(0, TODAY, 2)).isEmpty();
        jdbc.update("delete from meeting_cadence where account_id in (?, ?, ?)", ids.get(1), ids.get(2), ids.get(5));
        jdbc.update("delete from meeting_cadence where account_id = ? and contact_level = 'WORKING'", ids.get(6));
        jdbc.update("update account set lifecycle = 'CHURNED' where id in (?, ?)", ids.get(0), ids.get(3));
        for (int about : List.of(1, 2, 3, 50)) {
            List<Long> met = new ArrayList<>();
            for (var some = store.stale(0, TODAY, about); !some.isEmpty(); some = store.stale(some.getLast(), TODAY, about)) {
                assertThat(some.size()).isLessThanOrEqualTo(2 * about);
                met.addAll(some);
            }
            assertThat(met).containsExactly(ids.get(0), ids.get(1), ids.get(2), ids.get(3), ids.get(5), ids.get(6));
        }
    }

    @Test
    void onTheSameDayOnlyWhatWasWrittenIsLookedAtAgain() {
        long other = fixtures.account(company, "Bolt", company.member());
        work.run();
        clock.set(TestClock.START.plus(Duration.ofHours(3)));
        work.run();
        jdbc.update("delete from meeting_cadence where account_id in (?, ?)", acme, other);
        fixtures.reassign(company.director(), acme, company.colleague());
        work.run();
        assertThat(store.stale(0, TODAY, 9)).containsExactly(other);
        clock.set(TestClock.START.plus(Duration.ofDays(1)));
        work.run();
        assertThat(store.stale(0, TODAY, 9)).isEmpty();
    }

    @Test
    void whatWasNotAskedIsAskedFromThatDayOn() {
        fixtures.as(company.administrator(), () -> cadence.save(asked(null)));
        clock.set(Instant.parse("2027-10-01T02:00:00Z"));
        fixtures.as(company.administrator(), () -> cadence.save(asked(1)));
        work.run();
        assertThat(lines().getLast()).isEqualTo("WORKING null null 2027-11-01 DUE");
    }

    private List<Cadence.Rule> asked(@Nullable Integer number) {
        return cadence.rules().stream().map(rule -> rule.tier() == Tier.CORE && rule.level() == ContactLevel.WORKING
                ? new Cadence.Rule(rule.tier(), rule.level(), number, IntervalUnit.MONTH, rule.version()) : rule).toList();
    }

    @Test
    void rulesAreChangedByDirectorsAndAdministratorsWithinBounds() {
        for (var viewer : List.of(company.member(), company.manager())) {
            fixtures.as(viewer, () -> {
                assertThat(cadence.rules()).hasSize(6);
                assertThatThrownBy(() -> cadence.save(cadence.rules())).isInstanceOf(AccessDeniedException.class);
            });
        }
        fixtures.as(company.director(), () -> {
            assertThatThrownBy(() -> cadence.save(asked(0))).isInstanceOfSatisfying(RefusedException.class,
                    refused -> assertThat(refused.problems()).extracting(Problem::field, Problem::key).containsExactly(tuple("CORE_WORKING", "problem.between")));
            assertThatThrownBy(() -> cadence.save(asked(61))).isInstanceOf(RefusedException.class);
            var before = asked(3);
            cadence.save(before);
            assertThatThrownBy(() -> cadence.save(before)).isInstanceOf(ConflictException.class);
        });
        assertThat(jdbc.queryForList("select every_number from meeting_cadence_rule_aud where id = 4 order by rev", Integer.class)).containsExactly(2, 3);
    }

    // ---- the list ----

    @Test
    void whoSeesTheAccountSeesItsCadence() {
        long bolt = fixtures.account(company, "Bolt", company.stranger());
        work.run();
        Map<Viewer, Set<Long>> expected = Map.of(company.member(), Set.of(acme), company.colleague(), Set.of(), company.manager(), Set.of(acme), company.director(), Set.of(acme, bolt),
                company.administrator(), Set.of(), company.outsider(), Set.of(bolt), company.stranger(), Set.of(bolt));
        expected.forEach((viewer, seen) -> fixtures.as(viewer, () -> {
            assertThat(page("")).as(viewer.getUsername()).extracting(CadenceRow::accountId).hasSize(seen.size() * 2).hasSameElementsAs(seen);
            assertThat(cadence.count(CadenceFilter.ALL, 99)).isEqualTo(seen.size() * 2L);
            assertThat(cadence.rate(CadenceFilter.ALL)).isEqualTo(new Cadence.Rate(seen.size(), seen.size()));
            if (!seen.contains(acme)) {
                assertThatThrownBy(() -> cadence.of(acme)).isInstanceOf(NotFoundException.class);
            }
        }));
    }

    private List<CadenceRow> page(String query) {
        return cadence.page(list.filter(ListQuery.parse(query)), Slice.first(50, CadenceSort.DUE));
    }

    @Test
    void theFiltersFindEachStateAsItIsShown() {
        fixtures.account(company, "Bolt", company.member());
        fixtures.account(company, "Cube", company.member());
        work.run();
        // Of each row what decides its state, around today and the day from which it is to be planned.
        LocalDate today = LocalDate.of(2026, 11, 24);
        int number = 0;
        for (var key : jdbc.queryForList("select account_id, contact_level from meeting_cadence order by account_id, contact_level")) {
            LocalDate due = today.plusDays(List.of(-3, -1, 0, 14, 15, 40).get(number));
            jdbc.update("update meeting_cadence set started_on = '2020-01-01', due_on = ?, last_on = ?, planned_on = ? where account_id = ? and contact_level = ?", due,
                    number % 2 == 0 ? null : due.minusMonths(2), number == 1 || number == 2 ? due.plusDays(2L * (2 - number)) : null, key.get("account_id"), key.get("contact_level"));
            number++;
        }
        Fixtures.signIn(company.member());
        for (var state : CadenceState.values()) {
            assertThat(page("state=" + state.name().toLowerCase(java.util.Locale.ROOT))).as(state.name()).containsExactlyElementsOf(page("").stream().filter(row -> row.state() == state).toList());
        }
        assertThat(page("")).extracting(CadenceRow::state).containsExactly(CadenceState.OVERDUE, CadenceState.OVERDUE, CadenceState.PLANNED, CadenceState.DUE, CadenceState.DUE,
                CadenceState.COVERED);
        assertThat(page("missing")).containsExactlyElementsOf(page("").stream().filter(CadenceRow::isMissing).toList()).hasSize(3);
        assertThat(page("q=bo")).extracting(CadenceRow::accountName).containsOnly("Bolt").hasSize(2);
        assertThat(page("level=executive&mine&tier=core")).hasSize(3);
        for (var sort : CadenceSort.values()) {
            assertThat(cadence.page(CadenceFilter.ALL, Slice.first(50, sort))).hasSize(6);
        }
        assertThat(cadence.rate(CadenceFilter.ALL)).isEqualTo(new Cadence.Rate(2, 3));
        assertThat(cadence.proposed(LocalDate.of(2026, 12, 6))).as("a Sunday").isEqualTo(LocalDate.of(2026, 12, 4));
        assertThat(cadence.proposed(LocalDate.of(2026, 1, 1))).as("late already").isEqualTo(LocalDate.of(2026, 11, 25));
    }

    @Test
    void cadenceFollowsAMerge() {
        long into = fixtures.account(company, "Acme Corporation", company.member());
        hold(meeting(LocalDateTime.of(2026, 12, 1, 10, 0), MeetingKind.VISIT), "2026-12-01T04:00:00Z");
        fixtures.as(company.manager(), () -> merging.merge(new MergeDraft(acme, accounts.get(acme).draft().version(), into, accounts.get(into).draft().version(), Set.of(), true)));
        work.run();
        assertThat(fixtures.as(company.member(), () -> cadence.of(into)).getLast().lastOn()).isEqualTo(LocalDate.of(2026, 12, 1));
        assertThat(jdbc.queryForObject("select count(*) from meeting_cadence where account_id = ?", Long.class, acme)).isZero();
    }

    @Test
    void theSchemaRefusesWhatTheServiceWould() {
        for (String attack : List.of("tier = 'GOLD'", "contact_level = 'MIDDLE'", "every_number = 0", "every_number = 61", "every_unit = 'DAY'", "since = null", "contact_level = 'EXECUTIVE'")) {
            Attacks.refused(attack, () -> jdbc.update("update meeting_cadence_rule set " + attack + " where id = 4"));
        }
        Attacks.refused("a rule that vanishes", () -> jdbc.update("delete from meeting_cadence_rule where id = 4"));
        for (String attack : List.of("account_id = 1", "contact_level = 'MIDDLE'", "tier = 'GOLD'", "every_number = 0", "every_unit = 'DAY'", "due_on = null", "due_on = started_on",
                "last_on = due_on", "started_on = null")) {
            Attacks.refused(attack, () -> jdbc.update("update meeting_cadence set " + attack + " where account_id = ? and contact_level = 'WORKING'", acme));
        }
    }
}
