package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Money;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Slice.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class AccountServiceTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountService accounts;
    @Autowired
    Timeline timeline;
    @Autowired
    UserService users;
    @Autowired
    TestClock clock;

    private Fixtures.Company company;

    @BeforeEach
    void signedInAsDirector() {
        company = fixtures.company();
        Fixtures.signIn(company.director());
    }

    @Test
    void storesEveryFact() {
        long parent = accounts.save(Fixtures.draft("Group", company.member()));
        var draft = new AccountDraft(null, " 华为技术　有限公司 ", "华为", " 914403001922038216 ", Tier.STRATEGIC, "technology", "CN-S", parent,
                Money.of("704200000000.5", "CNY"), 207_000, 1987, "www.huawei.com/cn", "深圳市龙岗区坂田", List.of("5G", " gold ", "5G", " "),
                company.member().id(), 0);
        long id = accounts.save(draft);

        var stored = accounts.get(id);
        assertThat(stored.draft()).isEqualTo(new AccountDraft(id, "华为技术 有限公司", "华为", "914403001922038216", Tier.STRATEGIC, "technology", "CN-S",
                parent, Money.of("704200000000.5", "CNY"), 207_000, 1987, "www.huawei.com/cn", "深圳市龙岗区坂田", List.of("5G", "gold"),
                company.member().id(), stored.draft().version()));
        assertThat(stored.parentName()).isEqualTo("Group");
        assertThat(stored.primaryRepName()).isEqualTo("Member");
        assertThat(stored.unitName()).isEqualTo("City");
        assertThat(stored.repSince()).isEqualTo(TestClock.START);
    }

    @Test
    void tellsEverythingWrongAtOnceAndWritesNothing() {
        accounts.save(Fixtures.draft("Acme", company.member()));
        var draft = new AccountDraft(null, "ＡＣＭＥ", "x".repeat(81), "914403001922038217", null, "unheard", "nowhere", 1L, null, -1, 999,
                "not a website", "x".repeat(401), List.of("x".repeat(41)), company.administrator().id(), 0);

        assertThat(problems(draft)).extracting(Problem::field, Problem::key).containsExactlyInAnyOrder(
                tuple("shortName", "problem.tooLong"),
                tuple("employees", "problem.negative"),
                tuple("founded", "problem.year"),
                tuple("website", "problem.website"),
                tuple("address", "problem.tooLong"),
                tuple("tags[0].<list element>", "problem.tagTooLong"),
                tuple("creditCode", "problem.creditCode"),
                tuple("name", "problem.taken"),
                tuple("sector", "problem.unknownCode"),
                tuple("region", "problem.unknownCode"),
                tuple("parentId", "problem.notFound"),
                tuple("primaryRepId", "problem.notAssignable"));
        assertThat(accounts.count(AccountFilter.ALL)).isEqualTo(1);
    }

    @Test
    void needsANameThatFits() {
        assertThat(problems(Fixtures.draft(" \u3000 ", company.member()))).extracting(Problem::key).containsExactly("problem.required");
        assertThat(problems(Fixtures.draft("x".repeat(201), company.member()))).extracting(Problem::key).containsExactly("problem.tooLong");
        assertThat(problems(Fixtures.draft("㍿".repeat(200), company.member()))).extracting(Problem::key).containsExactly("problem.tooLong");
        accounts.save(Fixtures.draft("华".repeat(200), company.member()));
        accounts.save(Fixtures.draft("𠮷".repeat(100), company.member()));
    }

    @Test
    void refusesARepresentativeWhoIsInactive() {
        fixtures.as(company.administrator(), () -> users.deactivate(company.stranger().id()));
        assertThat(problems(Fixtures.draft("Acme", company.stranger()))).extracting(Problem::key).containsExactly("problem.inactive");
    }

    @Test
    void refusesACycleOfParents() {
        long a = accounts.save(Fixtures.draft("A", company.member()));
        long b = accounts.save(below(accounts.get(accounts.save(Fixtures.draft("B", company.member()))).draft(), a));
        long c = accounts.save(below(accounts.get(accounts.save(Fixtures.draft("C", company.member()))).draft(), b));

        assertThat(problems(below(accounts.get(a).draft(), c))).extracting(Problem::key).containsExactly("problem.parentCycle");
        assertThat(problems(below(accounts.get(a).draft(), a))).extracting(Problem::key).containsExactly("problem.parentCycle");
    }

    @Test
    void aStaleDraftIsAConflict() {
        long id = accounts.save(Fixtures.draft("Acme", company.member()));
        var read = accounts.get(id).draft();
        accounts.save(named(read, "Acme Group"));

        assertThatThrownBy(() -> accounts.save(named(read, "Acme Limited"))).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> accounts.archive(id, read.version())).isInstanceOf(ConflictException.class);
        assertThat(accounts.get(id).draft().name()).isEqualTo("Acme Group");
    }

    @Test
    void anArchivedAccountLeavesTheListAndIsNotChanged() {
        long id = accounts.save(Fixtures.draft("Acme", company.member()));
        accounts.archive(id, 0);

        assertThat(accounts.count(AccountFilter.ALL)).isZero();
        assertThat(accounts.count(AccountFilter.ALL.withArchived(true))).isEqualTo(1);
        assertThat(accounts.get(id).mayEdit()).isFalse();
        assertThat(problems(named(accounts.get(id).draft(), "B"))).extracting(Problem::key).containsExactly("problem.archived");

        accounts.restore(id, accounts.get(id).draft().version());
        assertThat(accounts.count(AccountFilter.ALL)).isEqualTo(1);
        assertThat(kinds(id)).containsExactly("account.restored", "account.archived", "account.created");
    }

    @Test
    void everyInstantHasOneRepresentative() {
        long id = accounts.save(Fixtures.draft("Acme", company.member()));
        var random = new Random(20261124);
        var people = List.of(company.member(), company.colleague(), company.stranger(), company.manager());
        List<Instant> starts = new ArrayList<>(List.of(TestClock.START));
        List<Long> held = new ArrayList<>(List.of(company.member().id()));
        for (int i = 0; i < 30; i++) {
            // Also several within one tick of the clock.
            clock.advance(Duration.ofMinutes(random.nextInt(3)));
            var next = people.get(random.nextInt(people.size()));
            var before = accounts.get(id);
            fixtures.reassign(company.director(), id, next);
            if (next.id() != before.draft().primaryRepId()) {
                starts.add(accounts.get(id).repSince());
                held.add(next.id());
            }
            assertThat(accounts.get(id).unitId()).as("the account's unit is its representative's").isEqualTo(next.unitId());
        }
        assertThat(held).hasSizeGreaterThan(10);
        assertThat(starts).isSorted().doesNotHaveDuplicates();
        assertThat(accounts.representativeAt(id, TestClock.START.minusNanos(1_000))).isEmpty();
        for (int i = 0; i < held.size(); i++) {
            assertThat(accounts.representativeAt(id, starts.get(i))).contains(held.get(i));
            Instant last = i + 1 < held.size() ? starts.get(i + 1).minusNanos(1_000) : starts.get(i).plus(Duration.ofDays(9_999));
            assertThat(accounts.representativeAt(id, last)).contains(held.get(i));
        }
    }

    @Test
    void anAccountChangesHandsThroughItsOwnDoorOnly() {
        long id = accounts.save(Fixtures.draft("Acme", company.member()));
        var draft = accounts.get(id).draft();

        assertThat(problems(change(draft, "Acme Group", null, null, company.colleague().id())))
                .containsExactly(Problem.of("primaryRepId", "problem.useReassign"));
        assertThat(accounts.get(id).draft()).isEqualTo(draft);
    }

    @Test
    void theTimelineTellsWhatHappenedNewestFirstAndPageByPage() {
        long id = accounts.save(Fixtures.draft("Acme", company.member()));
        clock.advance(Duration.ofDays(1));
        fixtures.reassign(company.director(), id, company.colleague());
        clock.advance(Duration.ofDays(1));
        fixtures.as(company.colleague(), () -> accounts.save(named(accounts.get(id).draft(), "Acme Group")));

        assertThat(kinds(id)).containsExactly("account.changed", "account.assigned", "account.created");
        var first = timeline.page(id, null, 2);
        assertThat(first.getFirst().actorName()).isEqualTo("Colleague");
        assertThat(first.getLast().parameters()).containsEntry("from", "Member").containsEntry("to", "Colleague");
        var position = new Timeline.Position(first.getLast().occurredAt(), first.getLast().id());
        assertThat(timeline.page(id, position, 2)).extracting(TimelineEntry::kind).containsExactly("account.created");
    }

    @ParameterizedTest
    @CsvSource({"acme, 1", "ＡＣＭＥ, 1", "hw, 1", "hua wei, 1", "huawei, 1", "HUAWEI j, 1", "uawei, 0", "wj, 1", "js, 1", "ＨＷ, 1", "华为, 1", "为技, 1", "技术华, 0", "ton_l, 1", "144, 0", "100%, 1", "'%', 1", "_, 1", "!, 1", "9144, 1", "zzz, 0", "'  ', 4", "\\, 0"})
    void findsByWhatPeopleType(String text, int found) {
        accounts.save(Fixtures.draft("Acme", company.member()));
        accounts.save(Fixtures.draft("100% Cotton_Ltd", company.member()));
        accounts.save(Fixtures.draft("Yahoo!", company.member()));
        accounts.save(coded(Fixtures.draft("华为技术", company.member()), "914403001922038216"));

        assertThat(accounts.page(AccountFilter.text(text), Slice.first(10, AccountSort.NAME))).hasSize(found);
        assertThat(accounts.count(AccountFilter.text(text))).isEqualTo(found);
    }

    @Test
    void isFoundByItsNewNameAtOnceAndNoLongerByTheOld() {
        long id = accounts.save(Fixtures.draft("华为技术", company.member()));
        accounts.save(named(accounts.get(id).draft(), "霁屿科技"));
        assertThat(accounts.count(AccountFilter.text("霁屿"))).isEqualTo(1);
        assertThat(accounts.count(AccountFilter.text("jykj"))).isEqualTo(1);
        assertThat(accounts.count(AccountFilter.text("华为"))).isZero();
        assertThat(accounts.count(AccountFilter.text("hwjs"))).isZero();

        var draft = accounts.get(id).draft();
        accounts.save(new AccountDraft(id, draft.name(), "ＢＥＴＡ", null, draft.tier(), null, null, null, null, null, null, null, null, List.of(),
                draft.primaryRepId(), draft.version()));
        assertThat(accounts.count(AccountFilter.text("eta"))).isEqualTo(1);

        accounts.archive(id, accounts.get(id).draft().version());
        assertThat(accounts.count(AccountFilter.text("霁屿"))).isZero();
        assertThat(accounts.count(AccountFilter.text("霁屿").withArchived(true))).isEqualTo(1);
    }

    /** The dates are facts of other rooms: an open form stays valid, and the history is theirs. */
    @Test
    void whatOtherRoomsKnowIsNoChangeOfTheAccount(@Autowired AccountFacts facts, @Autowired TransactionTemplate transaction,
                                                  @Autowired JdbcClient jdbc) {
        long id = accounts.save(Fixtures.draft("Acme", company.member()));
        var before = accounts.get(id).draft();
        transaction.executeWithoutResult(status -> {
            facts.lastContact(id, TestClock.START);
            facts.nextMeeting(id, TestClock.START.plusSeconds(60));
        });
        var row = accounts.page(AccountFilter.ALL, Slice.first(1, AccountSort.NAME)).getFirst();
        assertThat(row.lastContactAt()).isEqualTo(TestClock.START);
        assertThat(row.nextMeetingAt()).isEqualTo(TestClock.START.plusSeconds(60));
        assertThat(accounts.get(id).draft()).isEqualTo(before);
        assertThat(jdbc.sql("select count(*) from account_aud where id = ?").param(id).query(Integer.class).single()).isEqualTo(1);

        // A form that was opened before writes nothing of them.
        accounts.save(named(before, "Acme Group"));
        transaction.executeWithoutResult(status -> facts.lifecycle(id, Lifecycle.ACTIVE, "First order"));
        row = accounts.page(AccountFilter.ALL, Slice.first(1, AccountSort.NAME)).getFirst();
        assertThat(row.lastContactAt()).isEqualTo(TestClock.START);
        assertThat(row.lifecycle()).isEqualTo(Lifecycle.ACTIVE);
        assertThat(jdbc.sql("select lifecycle from account_aud where id = ? and revend is null").param(id).query(String.class).single())
                .isEqualTo("ACTIVE");
        assertThatThrownBy(() -> facts.lastContact(id, null)).isInstanceOf(IllegalTransactionStateException.class);
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> facts.nextMeeting(1, null))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void findsByNameAndByCreditCode() {
        long id = accounts.save(coded(Fixtures.draft("华为技术", company.member()), "914403001922038216"));

        assertThat(accounts.findByKey("华为技术 ", null)).contains(id);
        assertThat(accounts.findByKey("another", "9144 0300 1922 0382 16")).contains(id);
        assertThat(accounts.findByKey("华为", null)).isEmpty();
        assertThat(accounts.findByKey(null, null)).isEmpty();
    }

    @Test
    void sortsChineseByPinyinBesideLatin() {
        List.of("张裕", "Zeta", "阿里", "Beta", "北京").forEach(name -> accounts.save(Fixtures.draft(name, company.member())));
        assertThat(accounts.page(AccountFilter.ALL, Slice.first(9, AccountSort.NAME))).extracting(AccountRow::name)
                .containsExactly("阿里", "北京", "Beta", "Zeta", "张裕");
    }

    /** Whatever the order, pages add up to the whole list: nothing twice, nothing missing, also where many rows are equal. */
    @ParameterizedTest
    @EnumSource(AccountSort.class)
    void pagesAddUp(AccountSort sort) {
        IntStream.range(0, 23).forEach(i -> accounts.save(Fixtures.draft("Account " + i, i % 2 == 0 ? company.member() : company.stranger())));
        for (boolean descending : new boolean[]{false, true}) {
            List<AccountRow> rows = new ArrayList<>();
            for (int offset = 0; offset < 25; offset += 5) {
                rows.addAll(accounts.page(AccountFilter.ALL, new Slice<>(offset, 5, List.of(new Order<>(sort, descending)))));
            }
            assertThat(rows).extracting(AccountRow::id).hasSize(23).doesNotHaveDuplicates();
        }
        var there = accounts.page(AccountFilter.ALL, new Slice<>(0, 50, List.of(new Order<>(sort, false))));
        var back = new ArrayList<>(accounts.page(AccountFilter.ALL, new Slice<>(0, 50, List.of(new Order<>(sort, true)))));
        Collections.reverse(back);
        assertThat(back).isEqualTo(there);
    }

    @Test
    void filtersAreCombined() {
        accounts.save(Fixtures.draft("A", company.member()));
        accounts.save(Fixtures.draft("B", company.stranger()));
        var filter = AccountFilter.ALL.withTiers(Set.of(Tier.CORE)).withRepresentatives(Set.of(company.stranger().id()));
        assertThat(accounts.page(filter, Slice.first(9, AccountSort.NAME))).extracting(AccountRow::name).containsExactly("B");
        assertThat(accounts.count(AccountFilter.ALL.withTiers(Set.of(Tier.STRATEGIC)))).isZero();
        assertThat(accounts.count(AccountFilter.ALL.withSectors(Set.of("technology")).withRegions(Set.of("CN-S")))).isZero();
    }

    @Test
    void anUnknownIdIsNotFound() {
        assertThatThrownBy(() -> accounts.get(1)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> timeline.page(1, null, 1)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> accounts.archive(1, 0)).isInstanceOf(NotFoundException.class);
    }

    private List<Problem> problems(AccountDraft draft) {
        return catchThrowableOfType(RefusedException.class, () -> accounts.save(draft)).problems();
    }

    private List<String> kinds(long id) {
        return timeline.page(id, null, 50).stream().map(TimelineEntry::kind).toList();
    }

    private static AccountDraft named(AccountDraft draft, String name) {
        return change(draft, name, draft.creditCode(), draft.parentId(), draft.primaryRepId());
    }

    private static AccountDraft coded(AccountDraft draft, String creditCode) {
        return change(draft, draft.name(), creditCode, draft.parentId(), draft.primaryRepId());
    }

    private static AccountDraft below(AccountDraft draft, long parentId) {
        return change(draft, draft.name(), draft.creditCode(), parentId, draft.primaryRepId());
    }

    private static AccountDraft change(AccountDraft draft, String name, @Nullable String creditCode, @Nullable Long parentId,
                                       @Nullable Long representativeId) {
        return new AccountDraft(draft.id(), name, draft.shortName(), creditCode, draft.tier(), draft.sector(), draft.region(), parentId,
                draft.revenue(), draft.employees(), draft.founded(), draft.website(), draft.address(), draft.tags(), representativeId,
                draft.version());
    }
}
