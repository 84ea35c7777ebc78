package app.mainstay.account.duplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountFacts;
import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountPeople;
import app.mainstay.account.AccountService;
import app.mainstay.account.Lifecycle;
import app.mainstay.account.MergePart;
import app.mainstay.account.MergedAccounts;
import app.mainstay.account.TeamRole;
import app.mainstay.account.Tier;
import app.mainstay.account.Timeline;
import app.mainstay.account.TimelineEntry;
import app.mainstay.account.contact.Consent;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.Contacts;
import app.mainstay.coverage.PlannedAssignments;
import app.mainstay.jobs.JobDriver;
import app.mainstay.security.Viewer;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Money;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class MergingTest {

    /** What refers to accounts and stays where it is, with the reason. */
    private static final Map<String, String> STAYS = Map.of(
            "account_tag", "chosen like a field; the account that ends keeps its own as it keeps its address",
            "account_representative", "the history of each stays as it was: who looked after it on that day?");

    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountService accounts;
    @Autowired
    AccountFacts facts;
    @Autowired
    Contacts contacts;
    @Autowired
    Timeline timeline;
    @Autowired
    AccountPeople people;
    @Autowired
    PlannedAssignments planned;
    @Autowired
    Duplicates duplicates;
    @Autowired
    Merging merging;
    @Autowired
    MergedAccounts merged;
    @Autowired
    List<MergePart> parts;
    @Autowired
    JobDriver driver;
    @Autowired
    TestClock clock;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    DataSource dataSource;
    @Autowired
    JdbcClient jdbc;

    private Fixtures.Company company;

    @BeforeEach
    void signedInAsDirector() {
        company = fixtures.company();
        Fixtures.signIn(company.director());
    }

    @Test
    void fieldsAreTakenAsTheyWereChosen() {
        long parent = account("Group");
        long from = accounts.save(new AccountDraft(null, "华为技术有限公司", "华为", "914403001922038216", Tier.STRATEGIC, "technology", "CN-S", parent,
                Money.of("7", "CNY"), 10, 1987, "huawei.com", "Shenzhen", List.of("5G", "gold"), company.colleague().id(), 0));
        long into = accounts.save(new AccountDraft(null, "Huawei", "HW", null, Tier.CORE, "telecommunications", null, null, null, 20, null, "www.huawei.com", null,
                List.of("gold", "old"), company.member().id(), 0));
        transaction.executeWithoutResult(status -> facts.lifecycle(from, Lifecycle.ACTIVE, "lost"));

        merge(from, into, Set.of("name", "creditCode", "tier", "lifecycle", "parentId", "revenue", "founded", "address"), true);

        assertThat(accounts.get(into).draft()).isEqualTo(new AccountDraft(into, "华为技术有限公司", "HW", "914403001922038216", Tier.STRATEGIC, "telecommunications",
                null, parent, Money.of("7", "CNY"), 20, 1987, "www.huawei.com", "Shenzhen", List.of("5G", "gold", "old"), company.member().id(),
                accounts.get(into).draft().version()));
        assertThat(merging.side(into).lifecycle()).isEqualTo(Lifecycle.ACTIVE);
        // The other one is over, but what it was stands in its history, code and all.
        assertThat(accounts.get(from).archivedAt()).isNotNull();
        assertThat(accounts.get(from).draft().name()).isEqualTo("华为技术有限公司");
        assertThat(accounts.get(from).draft().creditCode()).isNull();
        assertThat(jdbc.sql("select count(*) from account_aud where id = ? and credit_code = '914403001922038216' and revtype = 0").param(from).query(Integer.class).single())
                .isEqualTo(1);
        assertThat(accounts.findByKey("华为技术有限公司", null)).contains(into);
        assertThat(accounts.findByKey(null, "914403001922038216")).contains(into);
        assertThat(accounts.findByKey("Huawei", null)).isEmpty();
    }

    @Test
    void tagsMayBeThoseOfEither() {
        long one = tagged("One", "a", "b");
        long two = tagged("Two", "b", "c");
        long three = tagged("Three", "d");
        merge(one, two, Set.of("tags"), false);
        assertThat(accounts.get(two).draft().tags()).containsExactly("a", "b");
        merge(two, three, Set.of(), false);
        assertThat(accounts.get(three).draft().tags()).containsExactly("d");
    }

    @Test
    void everythingMovesAndBothStoriesAreOne() {
        long from = account("From");
        long into = account("Into");
        clock.advance(Duration.ofHours(1));
        long boss = contact(from, "Boss", null, "13800138000", null, null);
        clock.advance(Duration.ofHours(1));
        long other = contact(into, "Other", null, null, null, null);
        long low = contact(from, "Low", boss, null, null, null);
        long gone = contact(from, "Gone", null, null, LocalDate.of(2026, 11, 1), low);
        long child = accounts.save(child("Child", from));
        clock.advance(Duration.ofHours(1));
        transaction.executeWithoutResult(status -> {
            facts.lastContact(from, TestClock.START);
            facts.nextMeeting(from, TestClock.START.plus(Duration.ofDays(3)));
            facts.nextMeeting(into, TestClock.START.plus(Duration.ofDays(2)));
        });

        merge(from, into, Set.of(), true);

        assertThat(jdbc.sql("select id, reports_to_id, successor_id from account_contact where account_id = ? order by id").param(into)
                .query((row, n) -> tuple(row.getLong(1), row.getObject(2, Long.class), row.getObject(3, Long.class))).list())
                .containsExactly(tuple(boss, null, null), tuple(other, null, null), tuple(low, boss, null), tuple(gone, null, low));
        assertThat(contacts.map(into).roots()).isNotEmpty();
        assertThat(accounts.get(child).draft().parentId()).isEqualTo(into);
        assertThat(story(into)).extracting(TimelineEntry::kind).containsExactly("account.merged", "account.contact.succeeded", "account.contact.added", "account.contact.added",
                "account.contact.added", "account.contact.added", "account.created", "account.created");
        assertThat(story(into)).extracting(TimelineEntry::occurredAt).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(story(from)).extracting(TimelineEntry::kind).containsExactly("account.mergedInto");
        var row = accounts.page(AccountFilter.text("Into"), Slice.first(1, app.mainstay.account.AccountSort.NAME)).getFirst();
        assertThat(row.lastContactAt()).isEqualTo(TestClock.START);
        assertThat(row.nextMeetingAt()).isEqualTo(TestClock.START.plus(Duration.ofDays(2)));
        // Representatives are history of each.
        assertThat(jdbc.sql("select count(*) from account_representative where account_id in (?, ?)").param(from).param(into).query(Integer.class).single()).isEqualTo(2);
        // The people's history tells of the move, in one revision.
        assertThat(jdbc.sql("select count(*) from account_contact_aud where account_id = ? and revend is null and id in (?, ?, ?)").param(into).param(boss).param(low)
                .param(gone).query(Integer.class).single()).isEqualTo(3);
        assertThat(jdbc.sql("select row_count from audit_change c join audit_revision r on r.id = c.rev where thing = 'account_contact' and r.reason = 'merge'")
                .query(Integer.class).list()).containsExactly(3);
        assertThat(jdbc.sql("select count(*) from account_duplicate_key where account_id = ?").param(from).query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("select match_key from account_duplicate_key where account_id = ? and kind = 'PHONE'").param(into).query(String.class).list())
                .containsExactly("13800138000");
    }

    /** Random groups of accounts are merged into one another until one is left: every row that hung on any of them hangs on the last one. */
    @Test
    void nothingIsLost() {
        var random = new Random(20_261_126);
        int merges = 0;
        for (int round = 0; round < 6; round++) {
            List<Long> ids = new ArrayList<>();
            Set<String> tags = new TreeSet<>();
            for (int i = 0; i < 4; i++) {
                long id = tagged("R" + round + " " + "abcd".charAt(i), "t" + random.nextInt(5));
                tags.addAll(accounts.get(id).draft().tags());
                ids.add(id);
                Long boss = null;
                for (int people = random.nextInt(4); people > 0; people--) {
                    boss = contact(id, "P" + people, random.nextBoolean() ? boss : null, null, null, null);
                }
                for (int children = random.nextInt(3); children > 0; children--) {
                    accounts.save(child("R" + round + "c" + i + children, id));
                }
            }
            var before = rows(ids);
            long ties = ties(ids);
            while (ids.size() > 1) {
                long from = ids.remove(random.nextInt(ids.size()));
                merge(from, ids.get(random.nextInt(ids.size())), Set.of(), true);
                merges++;
            }
            var after = rows(ids);
            assertThat(after.get("people")).isNotNull().isEqualTo(before.get("people"));
            assertThat(after.get("children")).isNotNull().isEqualTo(before.get("children"));
            assertThat(after.get("moments")).hasSizeGreaterThan(before.get("moments").size()).containsAll(before.get("moments"));
            assertThat(ties(ids)).isEqualTo(ties);
            assertThat(accounts.get(ids.getFirst()).draft().tags()).containsExactlyElementsOf(tags);
            assertThat(jdbc.sql("select count(*) from account_merged where into_id = ?").param(ids.getFirst()).query(Integer.class).single()).isEqualTo(3);
        }
        assertThat(merges).isEqualTo(18);
    }

    @Test
    void theTeamAndItsReadersMove() {
        long from = account("From");
        long into = account("Into");
        people.setMember(from, company.colleague().id(), TeamRole.BACKUP);
        people.setMember(from, company.colleague().id(), TeamRole.SERVICE);
        people.setMember(from, company.stranger().id(), TeamRole.PRESALES);
        people.setMember(into, company.manager().id(), TeamRole.BACKUP);
        people.setMember(into, company.stranger().id(), TeamRole.PRESALES);
        transaction.executeWithoutResult(status -> {
            people.letRead(List.of(from), company.outsider().id(), TestClock.START.plus(Duration.ofDays(9)));
            people.letRead(List.of(into), company.outsider().id(), TestClock.START.plus(Duration.ofDays(3)));
            people.letRead(List.of(from), company.administrator().id(), TestClock.START.plus(Duration.ofDays(2)));
        });

        merge(from, into, Set.of(), true);

        assertThat(people.of(into)).extracting(AccountPeople.Member::userId, AccountPeople.Member::role).containsExactlyInAnyOrder(
                tuple(company.manager().id(), TeamRole.BACKUP), tuple(company.stranger().id(), TeamRole.PRESALES), tuple(company.colleague().id(), TeamRole.SERVICE));
        assertThat(people.of(from)).isEmpty();
        // There is one backup, and who was the other one is told.
        assertThat(story(into)).filteredOn(entry -> entry.kind().equals("account.left")).singleElement().extracting(TimelineEntry::parameters)
                .isEqualTo(Map.of("name", "Colleague", "role", "BACKUP"));
        assertThat(jdbc.sql("select user_id, until_at from account_reader where account_id = ? order by until_at").param(into)
                .query((row, n) -> tuple(row.getLong(1), row.getObject(2, java.time.LocalDateTime.class).getDayOfMonth())).list())
                .containsExactly(tuple(company.administrator().id(), 26), tuple(company.outsider().id(), 3));
        assertThat(jdbc.sql("select count(*) from account_reader where account_id = ?").param(from).query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("select revtype from account_member_aud where revend is null order by revtype").query(Integer.class).list()).containsExactly(0, 0, 1, 2, 2);
    }

    @Test
    void whoOnlyReadsMergesNothing() {
        long one = account("One");
        long elsewhere = fixtures.account(company, "Elsewhere", company.stranger());
        transaction.executeWithoutResult(status -> people.letRead(List.of(elsewhere), company.manager().id(), TestClock.START.plus(Duration.ofDays(9))));
        Fixtures.signIn(company.manager());
        assertThat(refused(one, elsewhere)).extracting(Problem::key).containsExactly("problem.readOnly");
        assertThat(refused(elsewhere, one)).extracting(Problem::key).containsExactly("problem.readOnly");
        assertThat(merging.obstacles(elsewhere, one)).extracting(Problem::key).containsExactly("problem.readOnly");
        assertThat(problems(() -> duplicates.dismiss(one, elsewhere))).extracting(Problem::key).containsExactly("problem.readOnly");
    }

    @Test
    void whatIsPlannedIsDecidedFirst() {
        long from = account("From");
        long into = account("Into");
        planned.plan(new PlannedAssignments.Planning(from, company.colleague().id(), LocalDate.of(2026, 12, 1), "reason", null));
        assertThat(refused(from, into)).containsExactly(Problem.of(null, "merge.problem.planned", "From", "2026-12-01"));
        merge(into, from, Set.of(), true);
        assertThat(jdbc.sql("select count(*) from coverage_planned where account_id = ? and state = 'PLANNED'").param(from).query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void thePairIsMergedAndWhatPeopleThoughtOfOthersStays() {
        long one = account("Acme Ltd");
        long two = account("Acme GmbH");
        long three = account("Acme Inc");
        long four = account("Acme SA");
        duplicates.scan();
        driver.runDue();
        duplicates.dismiss(one, three);
        duplicates.dismiss(two, four);

        merge(one, two, Set.of(), true);

        assertThat(duplicates.find(one, two)).get().extracting(DuplicatePair::state, DuplicatePair::decidedBy).containsExactly(PairState.MERGED, "Director");
        assertThat(duplicates.find(two, four)).get().extracting(DuplicatePair::state).isEqualTo(PairState.DISMISSED);
        assertThat(duplicates.find(two, three)).get().extracting(DuplicatePair::state).isEqualTo(PairState.OPEN);
        assertThat(duplicates.find(one, three)).get().extracting(DuplicatePair::state).isEqualTo(PairState.DISMISSED);
        assertThat(duplicates.find(one, four)).isEmpty();
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> duplicates.dismiss(one, two));
    }

    @Test
    void theOldAddressLeadsOnHoweverOften() {
        long one = account("One");
        long two = account("Two");
        long three = account("Three");
        merge(one, two, Set.of(), true);
        assertThat(merged.into(one)).contains(two);
        merge(two, three, Set.of(), true);
        assertThat(merged.into(one)).contains(three);
        assertThat(merged.into(two)).contains(three);
        assertThat(merged.into(three)).isEmpty();
        Fixtures.signIn(company.stranger());
        assertThat(merged.into(one)).isEmpty();
    }

    @Test
    void whatIsOverIsNotRestored() {
        long one = account("One");
        long two = account("Two");
        merge(one, two, Set.of(), true);
        assertThat(problems(() -> accounts.restore(one, accounts.get(one).draft().version()))).extracting(Problem::key).containsExactly("merge.problem.restore");
        // Its name is free.
        assertThat(account("One")).isNotEqualTo(one);
    }

    @Test
    void whoMayNotDoesNot() {
        long one = account("One");
        long two = account("Two");
        long elsewhere = fixtures.account(company, "Elsewhere", company.stranger());
        for (Viewer viewer : List.of(company.member(), company.administrator())) {
            Fixtures.signIn(viewer);
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> merging.merge(new MergeDraft(one, 0, two, 0, Set.of(), true)));
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> merging.side(one));
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> merging.obstacles(one, two));
        }
        Fixtures.signIn(company.manager());
        for (var way : List.of(new MergeDraft(one, 0, elsewhere, 0, Set.of(), true), new MergeDraft(elsewhere, 0, one, 0, Set.of(), true))) {
            assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> merging.merge(way));
            assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> merging.obstacles(way.fromId(), way.intoId()));
        }
        Fixtures.signIn(company.outsider());
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> merging.side(one));
        assertThat(jdbc.sql("select count(*) from account where archived_at is not null").query(Integer.class).single()).isZero();
    }

    @Test
    void refusalsAreInWordsAndNothingIsWritten() {
        long top = account("Top");
        long middle = accounts.save(child("Middle", top));
        long low = accounts.save(child("Low", middle));
        long archived = account("Archived");
        accounts.archive(archived, accounts.get(archived).draft().version());
        String before = state();

        assertThat(refused(top, low)).containsExactly(Problem.of(null, "merge.problem.related", "Top", "Low"));
        assertThat(refused(middle, top)).containsExactly(Problem.of(null, "merge.problem.related", "Top", "Middle"));
        assertThat(refused(archived, low)).containsExactly(Problem.of(null, "merge.problem.archived", "Archived"));
        assertThat(refused(low, archived)).containsExactly(Problem.of(null, "merge.problem.archived", "Archived"));
        assertThat(refused(low, low)).containsExactly(Problem.of(null, "merge.problem.self"));
        assertThat(problems(() -> merge(low, top, Set.of("primaryRepId"), true))).extracting(Problem::key).containsExactly("merge.problem.field");
        long other = account("Other");
        String with = state();
        // A rule of the account itself, found when everything else has been done already.
        jdbc.sql("update account set website = 'nonsense' where id = ?").param(other).update();
        assertThat(problems(() -> merge(other, low, Set.of("website"), true))).containsExactly(Problem.of("website", "problem.website"));
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> merging.merge(new MergeDraft(other, 7, low, accounts.get(low).draft().version(), Set.of(), true)));
        assertThat(state()).isEqualTo(with).isNotEqualTo(before);
    }

    /** Somebody who adds a feature decides what a merge does with it. */
    @Test
    void everythingThatRefersToAnAccountIsCaredFor() throws SQLException {
        Set<String> cared = parts.stream().flatMap(part -> part.tables().stream()).collect(Collectors.toCollection(TreeSet::new));
        cared.addAll(STAYS.keySet());
        Set<String> referring = new TreeSet<>();
        try (var connection = dataSource.getConnection(); var keys = connection.getMetaData().getExportedKeys(connection.getCatalog(), connection.getSchema(), "account")) {
            while (keys.next()) {
                referring.add(keys.getString("FKTABLE_NAME"));
            }
        }
        assertThat(referring).contains("account_contact", "account_timeline").isSubsetOf(cared);
    }

    @Test
    void theSchemaRefusesHalfAMerge() {
        long one = account("One");
        long two = account("Two");
        long three = account("Three");
        sqlRefused("update account set merged = true where id = " + two);
        sqlRefused(way(one, two));
        merge(one, two, Set.of(), true);
        sqlRefused("update account set archived_at = null where id = " + one);
        sqlRefused("update account set credit_code = '91350100M000100Y43' where id = " + one);
        sqlRefused("update account set merged = false where id = " + one);
        sqlRefused("update account set merged = true, archived_at = '2026-11-24 00:00:00' where id = " + two);
        sqlRefused(way(one, three));
        sqlRefused(way(two, one));
        sqlRefused(way(two, two));
        sqlRefused("update account_merged set into_id = from_id");
        sqlRefused("update account_merged set into_merged = true");
        sqlRefused("update account_merged set from_merged = false");
        sqlRefused("update account_merged set merged_by = 1");
        sqlRefused("delete from account where id = " + one);
        jdbc.sql("update account_merged set into_id = ?").param(three).update();
    }

    private static String way(long from, long into) {
        return "insert into account_merged (from_id, into_id, merged_by, merged_at) select " + from + ", " + into + ", id, '2026-11-24 00:00:00' "
                + "from security_user where username = 'director'";
    }

    private void sqlRefused(String sql) {
        assertThatExceptionOfType(DataAccessException.class).as(sql).isThrownBy(() -> jdbc.sql(sql).update())
                .satisfies(e -> assertThat(e.toString()).doesNotContainIgnoringCase("grammar"));
    }

    private List<Problem> refused(long from, long into) {
        return problems(() -> merge(from, into, Set.of(), true));
    }

    private static List<Problem> problems(Runnable act) {
        return catchThrowableOfType(RefusedException.class, act::run).problems();
    }

    private void merge(long from, long into, Set<String> taken, boolean bothTags) {
        assertThat(merging.merge(new MergeDraft(from, accounts.get(from).draft().version(), into, accounts.get(into).draft().version(), taken, bothTags))).isEqualTo(into);
    }

    private List<TimelineEntry> story(long account) {
        return timeline.page(account, null, 50);
    }

    /** The ids of everything that hangs on any of these accounts. */
    private Map<String, Set<Long>> rows(List<Long> ids) {
        return Map.of("people", ids("select id from account_contact where account_id in (:ids)", ids),
                "moments", ids("select id from account_timeline where account_id in (:ids)", ids),
                "children", ids("select id from account where parent_id in (:ids)", ids));
    }

    private Set<Long> ids(String sql, List<Long> of) {
        return new TreeSet<>(jdbc.sql(sql).param("ids", of).query(Long.class).list());
    }

    private long ties(List<Long> ids) {
        return jdbc.sql("select count(reports_to_id) from account_contact where account_id in (:ids)").param("ids", ids).query(Long.class).single();
    }

    private String state() {
        return jdbc.sql("select concat(id, ' ', name_key, ' ', version, ' ', case when archived_at is null then '-' else 'archived' end, ' ', merged) from account order by id").query(String.class).list()
                + " " + jdbc.sql("select count(*) from account_timeline").query(Integer.class).single()
                + " " + jdbc.sql("select count(*) from account_merged").query(Integer.class).single();
    }

    private long account(String name) {
        return accounts.save(Fixtures.draft(name, company.member()));
    }

    private long tagged(String name, String... tags) {
        return accounts.save(new AccountDraft(null, name, null, null, null, null, null, null, null, null, null, null, null, List.of(tags), company.member().id(), 0));
    }

    private AccountDraft child(String name, long parent) {
        return new AccountDraft(null, name, null, null, null, null, null, parent, null, null, null, null, null, List.of(), company.member().id(), 0);
    }

    private long contact(long account, String name, @Nullable Long boss, @Nullable String mobile, @Nullable LocalDate leftOn, @Nullable Long successor) {
        long id = contacts.save(new ContactDraft(null, account, name, null, null, null, null, null, boss, null, null, mobile, null, null, null, null, null,
                Consent.UNKNOWN, null, false, null, null, null, null, 0));
        if (leftOn != null) {
            contacts.save(new ContactDraft(id, account, name, null, null, null, null, null, boss, null, null, mobile, null, null, null, null, null, Consent.UNKNOWN,
                    null, false, null, leftOn, successor, null, contacts.get(id).draft().version()));
        }
        return id;
    }
}
