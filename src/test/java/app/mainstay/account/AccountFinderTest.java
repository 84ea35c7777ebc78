package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.TestDatabase;
import app.mainstay.account.AccountConditions.Narrow;
import app.mainstay.account.AccountConditions.Question;
import app.mainstay.account.AccountConditions.Rare;
import app.mainstay.account.search.TextSearch;
import app.mainstay.account.search.TextSearch.Candidates;
import app.mainstay.base.list.Milestones;
import app.mainstay.shared.Slice.Order;
import app.mainstay.shared.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;

/** Pages far down a list, as long ones are read: with five accounts in each of three tiers, and names in their order. */
@DatabaseTest
class AccountFinderTest {

    /** Rows that are far from the beginning here. */
    private static final int FAR = 1;

    @Autowired
    Fixtures fixtures;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TextSearch search;
    @Autowired
    TestClock clock;

    private final List<Long> inOrder = new ArrayList<>();
    private long nanos;
    private Fixtures.Company company;
    private AccountFinder finder;

    @BeforeEach
    void accounts() {
        company = fixtures.company();
        for (Tier tier : Tier.values()) {
            for (int i = 0; i < 5; i++) {
                long id = fixtures.account(company, tier.ordinal() + " " + i, company.member());
                tier(id, tier);
                inOrder.add(id);
            }
        }
        finder = finder();
    }

    private AccountFinder finder() {
        return finder(UnitPages.SOON_SORTED);
    }

    private AccountFinder finder(int soonSorted) {
        return finder(soonSorted, OrderPages.WIDEST);
    }

    private AccountFinder finder(int soonSorted, int widest) {
        return new AccountFinder(jdbc, search, new Milestones(clock, () -> 0, FAR, Runnable::run), FAR, soonSorted, widest);
    }

    /** As where each way is so long that milestones are laid along the list, in nobody's name. */
    private AccountFinder ofLongWays() {
        return new AccountFinder(jdbc, search, new Milestones(clock, () -> nanos += 10_000_000, FAR, work -> {
            SecurityContextHolder.clearContext();
            work.run();
        }), FAR, UnitPages.SOON_SORTED, OrderPages.WIDEST);
    }

    private void tier(long id, Tier tier) {
        jdbc.sql("update account set tier = ? where id = ?").param(tier.name()).param(id).update();
    }

    private static Question all(String condition) {
        return new Question(new Sql().and("a.archived_at is null").and(condition), false, null, null, List.of(), new Sql(), List.of());
    }

    private List<Long> page(String condition, long offset, int limit) {
        return finder.find(all(condition), AccountOrder.of(List.of(new Order<>(AccountSort.TIER, false))), offset, limit);
    }

    private List<Long> page(long offset, int limit) {
        return page("1 = 1", offset, limit);
    }

    /** In any order, by one and by two columns, many of whose values are equal or missing: whichever pages were asked for before. */
    @Test
    void everyPageIsPartOfTheWhole() {
        jdbc.sql("update account set employees = 7, next_meeting_at = null, sector = 'energy', region = 'CN-E' where tier = 'CORE'").update();
        jdbc.sql("update account set employees = null, sector = null, next_meeting_at = '2026-01-02 10:00:00', lifecycle = 'ACTIVE' where name in ('0 1', '1 3', '2 4')").update();
        jdbc.sql("update account set primary_rep_id = ?, unit_id = ? where name in ('0 2', '0 3', '2 1')").param(company.stranger().id()).param(company.south()).update();
        for (var first : AccountSort.values()) {
            for (var second : AccountSort.values()) {
                boolean descending = (first.ordinal() + second.ordinal()) % 2 == 1;
                var order = AccountOrder.of(List.of(new Order<>(first, descending), new Order<>(second, first != second && !descending)));
                var whole = AccountIds.of(all("1 = 1").where(), "", order, 0, 100).read(jdbc);
                var onTheWay = descending ? finder() : ofLongWays();
                for (int offset : new int[] {14, 3, 7, 0}) {
                    assertThat(onTheWay.find(all("1 = 1"), order, offset, 8)).as("%s from %d", order, offset)
                            .isEqualTo(whole.subList(offset, Math.min(offset + 8, 15)));
                }
            }
        }
    }

    @Test
    void othersConditionsHaveOtherMilestones() {
        assertThat(page(6, 2)).isEqualTo(inOrder.subList(6, 8));
        var rest = inOrder.subList(3, 15);
        assertThat(page("a.name_key >= '0 3'", 6, 2)).isEqualTo(rest.subList(6, 8));
    }

    @Test
    void whatIsWrittenMeanwhileIsInItsPlaceAfterAMinuteAtTheLatest() {
        assertThat(page(12, 2)).isEqualTo(inOrder.subList(12, 14));
        tier(inOrder.get(14), Tier.STRATEGIC);

        var moved = new ArrayList<>(inOrder);
        moved.add(5, moved.removeLast());
        clock.advance(Duration.ofSeconds(61));
        assertThat(page(12, 2)).isEqualTo(moved.subList(12, 14));
    }

    @Test
    void ofSomeUnitsGroupsOfAnySizeAreReadAlike() {
        var noTier = fixtures.account(company, "9", company.colleague());
        jdbc.sql("update account set tier = null, sector = null where id = ?").param(noTier).update();
        inOrder.add(noTier);
        for (int soonSorted : new int[] {0, 3, 5, 9, UnitPages.SOON_SORTED}) {
            var units = finder(soonSorted);
            for (int offset = 0; offset < 18; offset++) {
                for (int limit : new int[] {1, 4, 7, 20}) {
                    for (boolean descending : new boolean[] {false, true}) {
                        var all = descending ? inOrder.reversed() : inOrder;
                        assertThat(units.find(new Question(new Sql().and("a.archived_at is null and a.unit_id = :unit", "unit", company.city()), false, null,
                                Narrow.UNITS, List.of(), new Sql(), List.of()), AccountOrder.of(List.of(new Order<>(AccountSort.TIER, descending))), offset, limit))
                                .as("%d from %d, %d soon sorted, %s", limit, offset, soonSorted, descending)
                                .isEqualTo(all.subList(Math.min(offset, 16), Math.min(offset + limit, 16)));
                    }
                }
            }
        }
    }

    /** Whatever is taken for few or many, and however far a list is gone through, a page is that of the plain order. */
    @Test
    void textsAndRareFiltersAreFoundAlikeOnEveryWay() {
        jdbc.sql("update account set employees = 7, last_contact_at = '2026-01-02 10:00:00', sector = 'energy' where tier = 'CORE' or name = '0 3'").update();
        jdbc.sql("update account set revenue_amount = 5, revenue_currency = 'CNY', region = 'TR' where name in ('1 0', '1 1', '0 4', '2 2')").update();
        inOrder.subList(3, 12).forEach(id -> jdbc.sql("insert into account_tag (account_id, tag) values (?, 'a')").param(id).update());
        jdbc.sql("update account set primary_rep_id = ?, unit_id = ? where name in ('0 2', '0 3', '2 1')").param(company.stranger().id()).param(company.south()).update();
        var live = new Sql().and("a.archived_at is null");
        var city = new Sql().and("a.unit_id in (:units)", "units", List.of(company.city()));
        var sector = new Sql().and("a.sector in (:sectors)", "sectors", List.of("energy"));
        var energy = new Rare("select r.id from account r where r.sector in (:sectors)", new Sql().with(sector.params()), AccountSort.SECTOR, sector);
        var tag = new Sql().with("tag0", "a");
        var tagged = Rare.of(Rare.TAGS + "tag0", tag);
        var bearsIt = new Sql().and("exists (select 1 from account_tag t where t.account_id = a.id and t.tag = :tag0)").with(tag.params());
        List<Question> questions = new ArrayList<>();
        for (String text : List.of("1", "0 ", "1 1")) {
            questions.add(new Question(live, false, text, null, List.of(), new Sql(), List.of()));
            questions.add(new Question(new Sql().and(live).and(city), false, text, Narrow.UNITS, List.of(), city, List.of()));
        }
        questions.add(new Question(new Sql().and(live).and(sector), true, null, null, List.of(), new Sql(), List.of(energy)));
        questions.add(new Question(new Sql().and(live).and(bearsIt), true, null, null, List.of(), new Sql(), List.of(tagged)));
        questions.add(new Question(new Sql().and(live).and(sector).and(bearsIt), true, null, null, List.of(), new Sql(), List.of(energy, tagged)));
        var core = new Sql().and("a.tier_rank in (:tierRanks)", "tierRanks", List.of(1, 2));
        var tier = new Rare("select r.id from account r where r.tier_rank in (:tierRanks)", new Sql().with(core.params()), null, new Sql());
        questions.add(new Question(new Sql().and(live).and(sector).and(core), true, null, null, List.of(), new Sql(), List.of(energy, tier)));
        var region = new Sql().and("a.region in (:regions)", "regions", List.of("TR"));
        questions.add(new Question(new Sql().and(live).and(sector).and(region), true, null, null, List.of(), new Sql(), List.of(energy)));
        questions.add(new Question(new Sql().and(live).and(city).and(bearsIt), true, null, Narrow.UNITS, List.of(), city, List.of(tagged)));
        var large = new Sql().and("a.unit_id in (:" + AccountConditions.NARROW_UNITS + ")", AccountConditions.NARROW_UNITS, List.of(company.city(), company.south()));
        questions.add(new Question(new Sql().and(live).and(large), true, null, null, List.of(), large, List.of()));
        questions.add(new Question(new Sql().and(live).and(sector).and(large), true, null, null, List.of(), large, List.of(energy)));
        questions.add(new Question(new Sql().and(live).and(large), false, null, Narrow.UNITS, List.of(), large, List.of()));
        var one = new Sql().and("a.unit_id in (:" + AccountConditions.NARROW_UNITS + ")", AccountConditions.NARROW_UNITS, Set.of(company.city()));
        questions.add(new Question(new Sql().and(live).and(one), false, null, Narrow.UNITS, List.of(), one, List.of()));
        int[][] ways = {{0, 4}, {1, 9}, {4, 60}, {UnitPages.SOON_SORTED, OrderPages.WIDEST}};
        for (int[] way : ways) {
            var finder = finder(way[0], way[1]);
            for (var sort : AccountSort.values()) {
                for (boolean descending : new boolean[] {false, true}) {
                    var by = new Order<>(sort, descending);
                    // Half of the orders by two columns are enough for each way.
                    for (var orders : descending == (way[0] % 2 == 0) ? List.of(List.of(by)) : List.of(List.of(by), List.of(by, new Order<>(AccountSort.EMPLOYEES, true)))) {
                        for (var question : questions) {
                            var whole = AccountIds.of(question.withText(), "", AccountOrder.of(orders), 0, 100).read(jdbc);
                            var order = AccountOrder.of(orders).among(question);
                            assertThat(order.orders().size() > 1 ? whole.size() : finder.count(question, 100)).isEqualTo(whole.size());
                            for (int[] page : new int[][] {{0, 1}, {3, 4}}) {
                                var expected = whole.subList(Math.min(page[0], whole.size()), Math.min(page[0] + page[1], whole.size()));
                                assertThat(finder.find(question, order, page[0], page[1])).as("%s by %s, %s", question, order, List.of(way[0], way[1], page[0], page[1]))
                                        .isEqualTo(expected);
                                finder.surely(question, order, page[0], page[1]).ifPresent(ids -> assertThat(ids.read(jdbc)).as("%s by %s surely", question, order).isEqualTo(expected));
                                finder.perhaps(question, order, page[0], page[1]).map(ids -> ids.read(jdbc)).filter(ids -> ids.size() == page[1])
                                        .ifPresent(ids -> assertThat(ids).as("%s by %s at once", question, order).isEqualTo(expected));
                            }
                        }
                    }
                }
            }
        }
    }

    /** Sizes of groups and what was counted are remembered to be quick; somebody else's change counts at once all the same. */
    @Test
    void whatIsRememberedDecidesNothing() {
        jdbc.sql("update account set sector = 'energy', region = 'CN-E' where tier in ('STRATEGIC', 'CORE')").update();
        var city = new Sql().and("a.unit_id in (:" + AccountConditions.NARROW_UNITS + ")", AccountConditions.NARROW_UNITS, List.of(company.city(), company.south()));
        var ofUnits = new Question(new Sql().and("a.archived_at is null").and(city), false, null, Narrow.UNITS, List.of(), city, List.of());
        var ofAll = new Question(new Sql().and("a.archived_at is null and a.sector = 'energy'"), true, null, null, List.of(), new Sql(), List.of());
        List<String> changes = List.of("update account set region = null, lifecycle = 'ACTIVE' where name in ('0 1', '1 4')",
                "update account set sector = 'software', region = 'CN-N' where name >= '1 1' and name <= '1 4'",
                "update account set sector = null, region = 'CN-E', lifecycle = 'CHURNED' where name < '0 4'",
                "update account set primary_rep_id = " + company.colleague().id() + " where name in ('0 0', '2 2')");
        for (int soonSorted : new int[] {8, 12, UnitPages.SOON_SORTED}) {
            var finder = finder(soonSorted);
            for (String change : changes) {
                for (var sort : List.of(AccountSort.SECTOR, AccountSort.REGION, AccountSort.LIFECYCLE, AccountSort.REPRESENTATIVE)) {
                    for (boolean descending : new boolean[] {false, true}) {
                        var order = AccountOrder.of(List.of(new Order<>(sort, descending)));
                        var whole = AccountIds.of(ofUnits.where(), "", order, 0, 100).read(jdbc);
                        for (int[] page : new int[][] {{0, 4}, {0, 8}, {2, 5}}) {
                            // Asked twice: the second time it is remembered.
                            for (int i = 0; i < 2; i++) {
                                assertThat(finder.find(ofUnits, order, page[0], page[1])).as("%s from %d, %d soon sorted", order, page[0], soonSorted)
                                        .isEqualTo(whole.subList(page[0], page[0] + page[1]));
                            }
                        }
                    }
                }
                int energetic = jdbc.sql("select count(*) from account where sector = 'energy'").query(Integer.class).single();
                assertThat(finder.count(ofAll, 4)).isEqualTo(Math.min(energetic, 4));
                jdbc.sql(change).update();
            }
        }
        jdbc.sql("update account set sector = null").update();
        assertThat(finder.count(ofAll, 4)).isZero();
    }

    /** Of one value as of many: otherwise MySQL reads all entries of it again for each candidate. */
    @Test
    void candidatesAreHashed() {
        assumeThat(TestDatabase.CURRENT).isEqualTo(TestDatabase.MYSQL);
        var candidates = new Candidates(new Sql().with("gram", "0"), "select account_id id from account_gram where gram = :gram", 5);
        var name = AccountOrder.of(List.of(new Order<>(AccountSort.NAME, false)));
        var live = new Sql().and("a.archived_at is null");
        var unit = new Sql().and("a.unit_id in (:units)", "units", List.of(company.city()));
        var person = new Sql().and("a.primary_rep_id in (:groups)", "groups", List.of(company.member().id()));
        for (var ids : List.of(AccountIds.met(candidates, AccountSort.NAME.index, new Sql().and("a.name_sort <= :bound", "bound", "1"), live, name, true, 0, 9),
                AccountIds.met(candidates, AccountSort.UNIT.index, unit, live, name, true, 0, 9), AccountIds.met(candidates, Narrow.UNITS.index, unit, live, name, false, 0, 9),
                AccountIds.met(candidates, "account_rep_live", person, live, name, false, 0, 9))) {
            assertThat(jdbc.sql("explain format=tree " + ids.sql()).params(ids.params()).query(String.class).single()).contains("hash join (w.id = c.id)");
        }
    }
}
