package app.mainstay.account.duplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountMassWriter;
import app.mainstay.account.AccountMassWriter.Holder;
import app.mainstay.account.AccountMassWriter.State;
import app.mainstay.account.AccountMassWriter.Story;
import app.mainstay.account.AccountService;
import app.mainstay.account.Lifecycle;
import app.mainstay.account.contact.Consent;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.Contacts;
import app.mainstay.jobs.JobDriver;
import app.mainstay.jobs.JobRow;
import app.mainstay.jobs.JobState;
import app.mainstay.jobs.Jobs;
import app.mainstay.security.SystemWork;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

@DatabaseTest
class DuplicatesTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountService accounts;
    @Autowired
    AccountMassWriter writer;
    @Autowired
    Contacts contacts;
    @Autowired
    Duplicates duplicates;
    @Autowired
    Jobs jobs;
    @Autowired
    JobDriver driver;
    @Autowired
    JdbcClient jdbc;

    private Fixtures.Company company;

    @BeforeEach
    void signedInAsDirector() {
        company = fixtures.company();
        Fixtures.signIn(company.director());
    }

    // ---- while typing ----

    @Test
    void whatIsTypedIsFoundWithReasons() {
        long huawei = account("上海华为技术有限公司", "914403001922038216", "https://www.huawei.com/cn", company.member());
        account("Acme Industries Ltd", null, "acme.com", company.member());

        assertThat(duplicates.like(new TypedAccount("华为技术股份有限公司", null, null, null))).containsExactly(found("name", huawei, "上海华为技术有限公司", DuplicateReason.NAME));
        assertThat(duplicates.like(new TypedAccount("北京华为技术", null, "huawei.com", null)))
                .containsExactly(found("name", huawei, "上海华为技术有限公司", DuplicateReason.NAME_ELSEWHERE, DuplicateReason.SITE));
        assertThat(duplicates.like(new TypedAccount("华伟技术", null, null, null))).extracting(DuplicateMatch::found).extracting(DuplicateMatch.Found::reasons)
                .containsExactly(List.of(DuplicateReason.SOUND));
        assertThat(duplicates.like(new TypedAccount("Something", "9144 0300 1922 0382 16", null, null)))
                .containsExactly(found("creditCode", huawei, "上海华为技术有限公司", DuplicateReason.CODE));
        assertThat(duplicates.like(new TypedAccount("", "", "shop.huawei.com", null))).containsExactly(found("website", huawei, "上海华为技术有限公司", DuplicateReason.SITE));
        assertThat(duplicates.like(new TypedAccount("Acme Industires GmbH", null, null, null))).extracting(DuplicateMatch::field).containsExactly("name");
        assertThat(duplicates.like(new TypedAccount("Bolt", "x", "nowhere", null))).isEmpty();
        assertThat(duplicates.like(new TypedAccount(null, null, null, null))).isEmpty();
    }

    @Test
    void aSubsidiaryWithTheGroupsWebsiteIsNoDuplicate() {
        long group = account("Acme Group", null, "acme.com", company.member());
        assertThat(duplicates.like(new TypedAccount("Bolt", null, "acme.com", group))).isEmpty();
        assertThat(duplicates.like(new TypedAccount("Bolt", null, "acme.com", null))).hasSize(1);
    }

    @Test
    void atMostFiveAreShownAndTheLikeliestFirst() {
        IntStream.range(0, 8).forEach(i -> account("Company number " + "abcdefgh".charAt(i), null, "same.com", company.member()));
        long best = account("Acme Ltd", null, "same.com", company.member());
        assertThat(duplicates.like(new TypedAccount("Acme", null, "same.com", null))).hasSize(Duplicates.SHOWN)
                .first().extracting(DuplicateMatch::found).extracting(DuplicateMatch.Found::id).isEqualTo(best);
    }

    @Test
    void whatIsOutOfSightExistsInAnotherUnitAndNothingMore() {
        account("Acme Ltd", "914403001922038216", null, company.stranger());
        account("Acme GmbH", null, null, company.stranger());
        long own = account("Acme Inc", null, null, company.member());

        Fixtures.signIn(company.manager());
        assertThat(duplicates.like(new TypedAccount("Acme", null, null, null)))
                .containsExactlyInAnyOrder(new DuplicateMatch("name", null), found("name", own, "Acme Inc", DuplicateReason.NAME));
        assertThat(duplicates.like(new TypedAccount("Bolt", "914403001922038216", null, null))).containsExactly(new DuplicateMatch("creditCode", null));
        for (var other : List.of(company.member(), company.administrator())) {
            Fixtures.signIn(other);
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> duplicates.like(new TypedAccount("Acme", null, null, null)));
        }
    }

    // ---- the scan ----

    @Test
    void theScanFindsPairsAndExplainsThem() {
        long one = account("上海鑫源机械有限公司", null, null, company.member());
        long other = account("新源机械有限公司", null, null, company.colleague());
        long third = account("Bolt", null, null, company.stranger());
        long fourth = account("Nut", null, null, company.member());
        account("Washer", null, null, company.member());
        phone(third, "+86 138 0013 8000");
        phone(fourth, "138-0013-8000");

        assertThat(scan(company.director()).state()).isEqualTo(JobState.DONE);

        assertThat(open()).extracting(DuplicatePair::oneId, DuplicatePair::otherId, DuplicatePair::score, DuplicatePair::reasons).containsExactlyInAnyOrder(
                tuple(one, other, 60, List.of(DuplicateReason.SOUND)), tuple(third, fourth, 50, List.of(DuplicateReason.PHONE)));
    }

    @Test
    void onlyPairsOfWhichOneSeesBothAreSeen() {
        account("Acme Ltd", null, null, company.member());
        account("Acme GmbH", null, null, company.stranger());
        scan(company.director());
        long pair = open().getFirst().id();

        for (var blind : List.of(company.manager(), company.outsider())) {
            Fixtures.signIn(blind);
            assertThat(open()).isEmpty();
            assertThat(duplicates.count(PairFilter.OPEN, 10)).isZero();
            assertThat(duplicates.sees(pair)).isFalse();
        }
        // Nor does the scan of somebody who sees less tell of it, or take it away.
        var job = scan(company.manager());
        assertThat(job.sentences().getFirst().args().toString()).isEqualTo("[1, 0]");
        Fixtures.signIn(company.director());
        assertThat(open()).hasSize(1);
        Fixtures.signIn(company.member());
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> duplicates.page(PairFilter.OPEN, Slice.first(9, PairSort.SCORE)));
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> duplicates.scan());
    }

    @Test
    void whatWasDismissedIsRememberedAndCanBeTakenBack() {
        long one = account("Acme Ltd", null, null, company.member());
        long other = account("Acme GmbH", null, null, company.member());
        scan(company.manager());
        Fixtures.signIn(company.manager());
        duplicates.dismiss(other, one);
        scan(company.director());

        Fixtures.signIn(company.director());
        assertThat(open()).isEmpty();
        assertThat(duplicates.page(new PairFilter("gmbh", Set.of(PairState.DISMISSED)), Slice.first(9, PairSort.DECIDED))).singleElement().satisfies(pair -> {
            assertThat(pair.decidedBy()).isEqualTo("Manager");
            assertThat(pair.decidedAt()).isNotNull();
        });
        duplicates.reopen(one, other);
        assertThat(open()).hasSize(1);
    }

    @Test
    void whoDoesNotSeeBothDecidesNothing() {
        long one = account("Acme Ltd", null, null, company.member());
        long other = account("Acme GmbH", null, null, company.stranger());
        Fixtures.signIn(company.manager());
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> duplicates.dismiss(one, other));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> duplicates.reopen(one, other));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> duplicates.reasons(one, other));
        assertThat(duplicates.find(one, other)).isEmpty();
        assertThat(jdbc.sql("select count(*) from account_duplicate_pair").query(Integer.class).single()).isZero();
    }

    @Test
    void aPairThatIsNoneAnyMoreGoes() {
        long one = account("Acme Ltd", null, null, company.member());
        long other = account("Acme GmbH", null, null, company.member());
        long archived = account("Acme Inc", null, null, company.member());
        scan(company.director());
        Fixtures.signIn(company.director());
        assertThat(open()).hasSize(3);

        accounts.archive(archived, accounts.get(archived).draft().version());
        assertThat(open()).hasSize(1);
        var draft = accounts.get(other).draft();
        accounts.save(new AccountDraft(other, "Bolt", null, null, null, null, null, null, null, null, null, null, null, List.of(), draft.primaryRepId(), draft.version()));
        scan(company.director());
        Fixtures.signIn(company.director());
        assertThat(open()).isEmpty();
        assertThat(duplicates.find(one, other)).isEmpty();
    }

    /** The two lie in different portions, and a third beginning in the middle finds them no second time. */
    @Test
    void portionsKnowOfOneAnother() {
        List<Long> ids = new ArrayList<>();
        SystemWork.run(() -> writer.write(IntStream.range(0, 1_201).mapToObj(i -> {
            long id = Ids.next();
            ids.add(id);
            String name = i % 600 == 0 ? "Twin " + "abc".charAt(i / 600) + i : Integer.toString(i * 7_919 + 100_000, 36) + " unique " + Integer.toString(i * 104_729, 36);
            return new Story(new AccountDraft(id, name, null, null, null, null, null, null, null, null, null, i % 600 == 0 ? "twin.com" : null, null, List.of(),
                    company.member().id(), 0), TestClock.START, null, new State(Lifecycle.ACTIVE, null, null),
                    List.of(new Holder(TestClock.START, company.member().id(), null)), List.of());
        }).iterator(), "test"));

        var job = scan(company.director());

        assertThat(job.done()).isEqualTo(1_201);
        assertThat(job.sentences()).containsExactly(Problem.of(null, "duplicate.scan.done", 1_201, 3));
        Fixtures.signIn(company.director());
        assertThat(open()).extracting(DuplicatePair::oneId, DuplicatePair::otherId).containsExactlyInAnyOrder(tuple(ids.get(0), ids.get(600)),
                tuple(ids.get(0), ids.get(1_200)), tuple(ids.get(600), ids.get(1_200)));
        assertThat(scan(company.director()).sentences()).isEqualTo(job.sentences());
    }

    /** A key that very many share stays bearable. */
    @Test
    void manyAccountsAreScannedAndAJobThatWasCancelledKeepsWhatItFound() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ids.add(account("Acme" + ".".repeat(i), null, null, company.member()));
            account("Common brand " + Integer.toString(i * 7919 + 9_999, 36), null, "common.com", company.member());
        }
        var job = scan(company.director());
        assertThat(job.state()).isEqualTo(JobState.DONE);
        assertThat(job.done()).isEqualTo(120);
        // Of sixty with one name each is compared with the next twenty, a website of sixty says nothing.
        assertThat(jdbc.sql("select count(*) from account_duplicate_pair where one_id = ?").param(ids.getFirst()).query(Integer.class).single()).isEqualTo(20);
        assertThat(jdbc.sql("select count(*) from account_duplicate_pair where reasons like '%SITE%'").query(Integer.class).single()).isZero();

        Fixtures.signIn(company.director());
        long again = duplicates.scan();
        assertThat(duplicates.scan()).isEqualTo(again);
        assertThat(duplicates.running()).contains(again);
        jobs.cancel(again);
        driver.runDue();
        assertThat(jobs.find(again).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
        assertThat(duplicates.running()).isEmpty();
    }

    // ---- what the schema refuses ----

    @Test
    void aPairIsWrittenOnceAndItsStateMakesSense() {
        long one = account("Acme Ltd", null, null, company.member());
        long other = account("Bolt", null, null, company.member());
        refused(pair(other, one, 50, "'OPEN'", "null", "null"));
        refused(pair(one, one, 50, "'OPEN'", "null", "null"));
        refused(pair(one, 1, 50, "'OPEN'", "null", "null"));
        refused(pair(one, other, 101, "'OPEN'", "null", "null"));
        refused(pair(one, other, 50, "'open'", "null", "null"));
        refused(pair(one, other, 50, "'DISMISSED'", "null", "null"));
        refused(pair(one, other, 50, "'DISMISSED'", String.valueOf(company.manager().id()), "null"));
        refused(pair(one, other, 50, "'OPEN'", String.valueOf(company.manager().id()), "'2026-11-24 00:00:00'"));
        refused("insert into account_duplicate_key (kind, match_key, account_id) values ('COLOUR', 'x', " + one + ")");
        refused("insert into account_duplicate_key (kind, match_key, account_id) values ('NAME', '', " + one + ")");
        refused("insert into account_duplicate_key (kind, match_key, account_id) values ('NAME', 'x', 1)");
        jdbc.sql(pair(one, other, 50, "'DISMISSED'", String.valueOf(company.manager().id()), "'2026-11-24 00:00:00'")).update();
        refused(pair(one, other, 50, "'OPEN'", "null", "null"));
    }

    private void refused(String sql) {
        assertThatExceptionOfType(DataAccessException.class).as(sql).isThrownBy(() -> jdbc.sql(sql).update())
                .satisfies(e -> assertThat(e.toString()).doesNotContainIgnoringCase("grammar"));
    }

    private static String pair(long one, long other, int score, String state, String by, String at) {
        return "insert into account_duplicate_pair (id, one_id, other_id, score, reasons, state, found_at, decided_by, decided_at) values (" + (one ^ other) + ", "
                + one + ", " + other + ", " + score + ", '', " + state + ", '2026-11-24 00:00:00', " + by + ", " + at + ")";
    }

    private static DuplicateMatch found(String field, long id, String name, DuplicateReason... reasons) {
        return new DuplicateMatch(field, new DuplicateMatch.Found(id, name, false, List.of(reasons)));
    }

    private List<DuplicatePair> open() {
        return duplicates.page(PairFilter.OPEN, Slice.first(100, PairSort.NAME));
    }

    private JobRow scan(Viewer viewer) {
        return fixtures.as(viewer, () -> {
            long id = duplicates.scan();
            driver.runDue();
            return jobs.find(id).orElseThrow();
        });
    }

    private long account(String name, @Nullable String code, @Nullable String website, Viewer representative) {
        return fixtures.as(company.director(), () -> accounts.save(new AccountDraft(null, name, null, code, null, null, null, null, null, null, null, website,
                null, List.of(), representative.id(), 0)));
    }

    private void phone(long account, String mobile) {
        contacts.save(new ContactDraft(null, account, "Wang", null, null, null, null, null, null, null, null, mobile, null, null, null, null, null,
                Consent.UNKNOWN, null, false, null, null, null, null, 0));
    }
}
