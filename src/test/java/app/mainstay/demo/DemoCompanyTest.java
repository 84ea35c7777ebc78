package app.mainstay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountMassWriter;
import app.mainstay.account.AccountPeople;
import app.mainstay.account.AccountRow;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountSort;
import app.mainstay.account.contact.ContactMassWriter;
import app.mainstay.account.note.NoteMassWriter;
import app.mainstay.coverage.Capacity;
import app.mainstay.coverage.CoverageBoard;
import app.mainstay.coverage.HandoverFilter;
import app.mainstay.coverage.Handovers;
import app.mainstay.coverage.Leaves;
import app.mainstay.coverage.PlannedAssignments;
import app.mainstay.invariants.InvariantState;
import app.mainstay.invariants.Invariants;
import app.mainstay.jobs.JobDriver;
import app.mainstay.jobs.JobHost;
import app.mainstay.meeting.MeetingMassWriter;
import app.mainstay.meeting.cadence.Cadence;
import app.mainstay.meeting.minutes.Minutes;
import app.mainstay.meeting.minutes.MinutesMassWriter;
import app.mainstay.meeting.minutes.MinutesPreview;
import app.mainstay.security.Passwords;
import app.mainstay.security.SystemWork;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewers;
import app.mainstay.settings.PlanRates;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Money;
import app.mainstay.shared.Names;
import app.mainstay.shared.Slice;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class DemoCompanyTest {

    private static final Comparator<String> BY_SORT_KEY = Comparator.comparing(name -> Names.sortKey(name, 600));

    @Autowired
    private DemoMarker marker;
    @Autowired
    private AccountMassWriter writer;
    @Autowired
    private ContactMassWriter contactWriter;
    @Autowired
    private NoteMassWriter noteWriter;
    @Autowired
    private MeetingMassWriter meetingWriter;
    @Autowired
    private MinutesMassWriter agreements;
    @Autowired
    private Minutes minutes;
    @Autowired
    private Cadence cadence;
    @Autowired
    private Clock clock;
    @Autowired
    private AccountService accounts;
    @Autowired
    private PlanRates rates;
    @Autowired
    private SettingsService settings;
    @Autowired
    private UnitService units;
    @Autowired
    private UserService users;
    @Autowired
    private Passwords passwords;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private PasswordEncoder encoder;
    @Autowired
    private Capacity capacity;
    @Autowired
    private PlannedAssignments planned;
    @Autowired
    private CoverageBoard board;
    @Autowired
    private Leaves leaves;
    @Autowired
    private Handovers handovers;
    @Autowired
    private AccountPeople accountPeople;
    @Autowired
    private JobHost host;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Fixtures fixtures;
    @Autowired
    private Viewers viewers;

    @Autowired
    private Invariants invariants;
    @Autowired
    private JobDriver driver;

    private DemoPeople people() {
        return new DemoPeople(units, users, passwords, transaction);
    }

    private void make(int number) {
        new DemoCompany(marker, people(), writer, rates, settings, List.of(), number).run();
    }

    private long count(String from) {
        return jdbc.sql("select count(*) from " + from).query(Long.class).single();
    }

    private long user(String username) {
        return jdbc.sql("select id from security_user where username = ?").param(username).query(Long.class).single();
    }

    @Test
    void makesTheWholeCompanyOnce() {
        make(120);
        assertThat(marker.state()).isEqualTo(DemoMarker.State.COMPLETE);
        assertThat(count("account")).isEqualTo(120);
        assertThat(count("security_unit")).isEqualTo(4);
        assertThat(count("security_user")).isEqualTo(12);
        assertThat(rates.toBase(Money.of("10", "EUR"), settings.today().getYear())).isPresent();
        make(120);
        assertThat(count("account")).isEqualTo(120);
    }

    @Test
    void peopleStandAtTheAccountsOnce() {
        make(120);
        var contacts = new DemoContacts(marker, contactWriter, settings, jdbc);
        contacts.run();
        long people = count("account_contact");
        assertThat(count("account a where not exists (select 1 from account_contact c where c.account_id = a.id)")).isZero();
        assertThat(count("account_contact c join account_contact_aud h on h.id = c.id and h.name = c.name")).isEqualTo(people);
        assertThat(count("account_contact c, demo_marker m where c.last_met_on > m.made_at or c.left_on > m.made_at")).isZero();
        contacts.run();
        assertThat(count("account_contact")).isEqualTo(people);
    }

    @Test
    void notesStandAtTheAccountsOnce() {
        make(120);
        var notes = new DemoNotes(marker, noteWriter, jdbc, clock);
        notes.run();
        long written = count("account_note");
        assertThat(written).isBetween(100L, 360L);
        assertThat(count("account_note n join account_note_aud h on h.id = n.id and h.note_text = n.note_text")).isEqualTo(written);
        assertThat(count("account_note n join account a on a.id = n.account_id where n.written_at < a.created_at or n.author_id <> a.primary_rep_id")).isZero();
        notes.run();
        assertThat(count("account_note")).isEqualTo(written);
    }

    /** Lists, calendars and minutes tell the same story, and every rule of meetings holds in it. */
    @Test
    void meetingsTellWhatTheAccountsSayOnce() {
        make(120);
        new DemoContacts(marker, contactWriter, settings, jdbc).run();
        var meetings = new DemoMeetings(marker, meetingWriter, agreements, cadence, settings, jdbc, clock);
        meetings.run();
        long written = count("meeting");
        assertThat(written).isGreaterThan(250);
        assertThat(count("meeting m join meeting_aud h on h.id = m.id and h.subject = m.subject and h.state = m.state")).isEqualTo(written);
        assertThat(count("meeting where series_id is not null and own = true")).isEqualTo(1);
        assertThat(count("meeting m, demo_marker d where m.state = 'PLANNED' and m.ends_at < d.made_at")).isBetween(1L, 30L);
        assertThat(count("meeting m, demo_marker d where m.state = 'HELD' and m.starts_at > d.made_at")).isZero();
        assertThat(count("account a, demo_marker d where a.archived_at is null and a.next_meeting_at <> (select min(m.starts_at) from meeting_account x join meeting m "
                + "on m.id = x.meeting_id where x.account_id = a.id and m.state = 'PLANNED' and m.starts_at >= d.made_at)")).isZero();
        assertThat(count("account a where a.archived_at is null and a.last_contact_at is not null and not exists (select 1 from meeting_account x join meeting m "
                + "on m.id = x.meeting_id where x.account_id = a.id and m.state = 'HELD' and m.starts_at = a.last_contact_at)")).isZero();
        assertThat(jdbc.sql("select distinct kind from meeting_mark").query(String.class).list()).hasSize(5);
        assertThat(count("meeting_mark k where k.task_id is null and (k.kind = 'ACTION' or k.kind = 'PROMISE')")).isZero();
        assertThat(count("meeting_mark k join task_item t on t.id = k.task_id join meeting_account x on x.meeting_id = k.meeting_id where t.source_id = k.meeting_id "
                + "and t.account_id = x.account_id and t.owner_id = k.owner_id and t.due_on = k.due_on and t.title = k.body")).isEqualTo(count("task_item")).isGreaterThan(100);
        assertThat(count("task_item where state = 'OPEN' and due_on < '" + settings.today() + "'")).isPositive();
        assertThat(count("task_item where state = 'OPEN' and due_on >= '" + settings.today() + "'")).isPositive();
        // Whoever publishes them again, having changed nothing, makes nothing a second time.
        long held = jdbc.sql("select max(k.meeting_id) from meeting_mark k where k.kind = 'ACTION'").query(Long.class).single();
        var host = viewers.of(jdbc.sql("select host_id from meeting where id = ?").param(held).query(Long.class).single());
        assertThat(fixtures.as(host, () -> minutes.preview(held, minutes.get(held).body())).lines()).isNotEmpty().allMatch(line -> line.state() == MinutesPreview.State.SAME);
        assertThat(count("account a join meeting_cadence_rule r on r.tier = a.tier and r.every_number is not null left join meeting_cadence c on c.account_id = a.id "
                + "and c.contact_level = r.contact_level where a.archived_at is null and a.lifecycle <> 'CHURNED' and c.account_id is null")).isZero();
        for (String state : List.of("due_on < '" + settings.today() + "'", "last_on is not null", "planned_on is not null")) {
            assertThat(count("meeting_cadence where " + state)).as(state).isPositive();
        }
        long marks = count("meeting_mark");
        meetings.run();
        assertThat(count("meeting")).isEqualTo(written);
        assertThat(count("meeting_mark")).isEqualTo(marks);
        var administrator = viewers.of(user("admin"));
        fixtures.as(administrator, () -> invariants.checkNow());
        driver.runDue();
        assertThat(fixtures.as(administrator, () -> invariants.all())).allMatch(row -> row.state() == InvariantState.HOLDS);
    }

    @Test
    void everybodySignsInWithTheOnePassword() {
        make(1);
        var hashes = jdbc.sql("select hash from security_password where must_change = false").query(String.class).list();
        assertThat(hashes).hasSize(12).containsOnly(hashes.getFirst());
        assertThat(encoder.matches(DemoPeople.PASSWORD, hashes.getFirst())).isTrue();
        assertThat(List.of("admin", "director", "manager", "member")).allMatch(name -> user(name) > 0);
    }

    @Test
    void everyAccountHasExactlyOneRepresentativeAtEveryInstant() {
        make(2_500);
        assertThat(count("account")).isEqualTo(2_500);
        assertThat(count("""
                account a where a.primary_rep_id <> (select r.user_id from account_representative r where r.account_id = a.id
                order by r.valid_from desc limit 1)""")).isZero();
        assertThat(count("account a where a.created_at <> (select min(r.valid_from) from account_representative r where r.account_id = a.id)"))
                .isZero();
        assertThat(count("account a join security_user u on u.id = a.primary_rep_id where u.unit_id <> a.unit_id")).isZero();
        assertThat(count("account_representative r, demo_marker m where r.valid_from > m.made_at")).isZero();
        assertThat(count("account_timeline t, demo_marker m where t.occurred_at > m.made_at")).isZero();
    }

    @Test
    void historyHasOneRevisionAndEveryRow() {
        make(2_500);
        assertThat(count("account a join account_aud h on h.id = a.id and h.name = a.name and h.primary_rep_id = a.primary_rep_id "
                + "and h.revtype = 0 and h.revend is null")).isEqualTo(2_500);
        assertThat(jdbc.sql("select count(distinct rev) from account_aud").query(Long.class).single()).isEqualTo(1);
        assertThat(count("account_tag")).isPositive().isEqualTo(count("account_tag_aud"));
        assertThat(count("account_timeline where kind = 'account.created'")).isEqualTo(2_500);
    }

    @Test
    void allInvariantsHold() {
        make(500);
        var administrator = viewers.of(user("admin"));
        fixtures.as(administrator, () -> invariants.checkNow());
        driver.runDue();
        assertThat(fixtures.as(administrator, () -> invariants.all())).allMatch(row -> row.state() == InvariantState.HOLDS);
    }

    @Test
    void peopleWorkOnWithWhatWasWrittenPastHibernate() {
        make(120);
        var director = viewers.of(user("director"));
        fixtures.as(director, () -> {
            var rows = accounts.page(AccountFilter.ALL, Slice.first(200, AccountSort.NAME));
            assertThat(rows).hasSize((int) count("account where archived_at is null")).hasSizeGreaterThan(110);
            var details = accounts.get(rows.getFirst().id());
            accounts.save(renamed(details.draft(), "新名称有限公司"));
            accounts.archive(details.id(), accounts.get(details.id()).draft().version());
            assertThat(count("account_aud where id = " + details.id())).isEqualTo(3);
            assertThat(count("account_aud where revend is null and id = " + details.id())).isEqualTo(1);
        });
        fixtures.as(viewers.of(user("member")), () ->
                assertThat(accounts.page(AccountFilter.ALL, Slice.first(200, AccountSort.NAME))).hasSizeBetween(3, 40));
    }

    @Test
    void listIsWholeAndInOrderBySortsAndTexts() {
        make(2_500);
        long live = count("account where archived_at is null");
        fixtures.as(viewers.of(user("director")), () -> {
            for (var sort : AccountSort.values()) {
                for (boolean descending : new boolean[] {false, true}) {
                    Set<Long> seen = new HashSet<>();
                    var order = List.of(new Slice.Order<>(sort, descending));
                    for (int offset = 0; offset < 3_000; offset += 1_000) {
                        accounts.page(AccountFilter.ALL, new Slice<>(offset, 1_000, order)).forEach(row -> seen.add(row.id()));
                    }
                    assertThat(seen).as(sort + (descending ? " descending" : "")).hasSize((int) live);
                }
            }
            assertThat(ranks(accounts.page(AccountFilter.ALL, Slice.first(2_500, AccountSort.TIER)))).isSorted();
            // More hits than are looked up beforehand, and fewer.
            assertThat(names(AccountFilter.text("有限公司"))).hasSizeGreaterThan(1_500).isSortedAccordingTo(BY_SORT_KEY)
                    .allMatch(name -> name.contains("有限公司"));
            assertThat(names(AccountFilter.text("半导体"))).hasSizeBetween(20, 200).isSortedAccordingTo(BY_SORT_KEY)
                    .allMatch(name -> name.contains("半导体"));
            assertThat(names(AccountFilter.text("SHLH"))).anyMatch(name -> name.startsWith("上海澜衡"));
            assertThat(names(AccountFilter.text("没有这样的客户"))).isEmpty();
            assertThat(accounts.tags()).contains("重点突破", "海外", "Renewal");
        });
        var all = jdbc.sql("select count(*) from account where archived_at is null and name like '%半导体%'").query(Long.class).single();
        long seen = 0;
        for (String manager : List.of("manager", "fang.hao", "emma.whitfield")) {
            seen += fixtures.as(viewers.of(user(manager)), () -> names(AccountFilter.text("半导体")).size());
        }
        assertThat(seen).isEqualTo(all);
    }

    private List<String> names(AccountFilter filter) {
        return accounts.page(filter, Slice.first(2_500, AccountSort.NAME)).stream().map(AccountRow::name).toList();
    }

    private static List<Integer> ranks(List<AccountRow> rows) {
        return rows.stream().map(row -> row.tier() == null ? 4 : row.tier().ordinal() + 1).toList();
    }

    private static AccountDraft renamed(AccountDraft draft, String name) {
        return new AccountDraft(draft.id(), name, draft.shortName(), draft.creditCode(), draft.tier(), draft.sector(), draft.region(),
                draft.parentId(), draft.revenue(), draft.employees(), draft.founded(), draft.website(), draft.address(), draft.tags(),
                draft.primaryRepId(), draft.version());
    }

    /** Made through the services, so that no rule was passed over; each kind of thing there is to see is there. */
    @Test
    void coverageHasSomethingToSee() {
        var part = new DemoCoverage(capacity, planned, leaves, handovers, accountPeople, accounts, settings, host);
        new DemoCompany(marker, people(), writer, rates, settings, List.of(part), 120).run();
        fixtures.as(viewers.of(user("director")), () -> {
            var columns = board.board(new CoverageBoard.Query(null, null, 0, 50)).columns();
            assertThat(columns).anyMatch(column -> column.load().overloaded()).anyMatch(CoverageBoard.Column::uncovered)
                    .anyMatch(column -> column.load().absence() != null && column.load().absence().standInId() != null);
            assertThat(columns).flatExtracting(CoverageBoard.Column::cards).anyMatch(card -> card.plannedTo() != null)
                    .anyMatch(card -> !card.gaps().contains(CoverageBoard.Gap.NO_BACKUP));
        });
        assertThat(fixtures.as(viewers.of(user("member")), () -> handovers.count(new HandoverFilter(null, Set.of(), Set.of(), true), 10))).isEqualTo(1);
    }

    @Test
    void largerScaleHasMorePeopleInTeams() {
        var company = Objects.requireNonNull(SystemWork.run(() -> people().create(66_000)));
        assertThat(company.units()).hasSize(3).flatExtracting(teams -> teams).hasSize(3 + 3);
        assertThat(count("security_user")).isEqualTo(12 + 3 * DemoPeople.TEAM);
        assertThat(count("security_password")).isEqualTo(12);
    }
}
