package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.account.AccountConditions.Narrow;
import app.mainstay.account.AccountConditions.Question;
import app.mainstay.account.search.TextSearch;
import app.mainstay.shared.Slice.Order;
import app.mainstay.shared.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pages behind groups whose sizes are remembered: with five accounts in each of three tiers, and names in their order. */
@DatabaseTest
class GroupSizesTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TextSearch search;

    private final AtomicLong nanos = new AtomicLong();
    private final List<Long> inOrder = new ArrayList<>();
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
        finder = finder(1);
    }

    private AccountFinder finder(long large) {
        return new AccountFinder(jdbc, search, new GroupSizes(large, nanos::get));
    }

    private void tier(long id, Tier tier) {
        jdbc.sql("update account set tier = ? where id = ?").param(tier.name()).param(id).update();
    }

    private List<Long> page(AccountFinder from, String condition, long offset, int limit) {
        return from.find(new Question(new Sql().and("a.archived_at is null").and(condition), false, null, null, List.of()),
                AccountOrder.of(List.of(new Order<>(AccountSort.TIER, false))), offset, limit);
    }

    private List<Long> page(long offset, int limit) {
        return page(finder, "1 = 1", offset, limit);
    }

    @Test
    void everyPageIsAsWithoutThem() {
        for (int round = 0; round < 2; round++) {
            for (int offset = 0; offset < 17; offset++) {
                for (int limit : new int[] {1, 4, 7, 20}) {
                    assertThat(page(offset, limit)).as("%d from %d", limit, offset)
                            .isEqualTo(inOrder.subList(Math.min(offset, 15), Math.min(offset + limit, 15)));
                }
            }
        }
    }

    @Test
    void othersConditionsHaveOtherSizes() {
        assertThat(page(6, 2)).isEqualTo(inOrder.subList(6, 8));
        var rest = inOrder.subList(3, 15);
        assertThat(page(finder, "a.name_key >= '0 3'", 6, 2)).isEqualTo(rest.subList(6, 8));
    }

    @Test
    void aPageAtTheEndOfItsGroupSeesThatASizeIsWrong() {
        assertThat(page(6, 2)).isEqualTo(inOrder.subList(6, 8));
        // The first group has six now, the second four.
        tier(inOrder.get(5), Tier.STRATEGIC);
        assertThat(page(5, 2)).as("as it was known").isEqualTo(inOrder.subList(6, 8));
        assertThat(page(4, 2)).as("the end of the first").isEqualTo(inOrder.subList(4, 6));
        assertThat(page(5, 2)).isEqualTo(inOrder.subList(5, 7));

        // Five and five again: the end comes sooner than it was known.
        tier(inOrder.get(5), Tier.CORE);
        assertThat(page(4, 3)).isEqualTo(inOrder.subList(4, 7));
        assertThat(page(6, 9)).isEqualTo(inOrder.subList(6, 15));
    }

    @Test
    void sizesAreForgottenAfterAMinuteAndSmallListsHaveNone() {
        page(6, 2);
        tier(inOrder.get(5), Tier.STRATEGIC);
        assertThat(page(finder(16), "1 = 1", 6, 2)).isEqualTo(inOrder.subList(6, 8));
        nanos.addAndGet(GroupSizes.KEPT.toNanos() + 1);
        assertThat(page(6, 2)).isEqualTo(inOrder.subList(6, 8));
        assertThat(page(5, 2)).isEqualTo(inOrder.subList(5, 7));
    }

    @Test
    void ofSomeUnitsGroupsOfAnySizeAreReadAlike() {
        var noTier = fixtures.account(company, "9", company.colleague());
        jdbc.sql("update account set tier = null, sector = null where id = ?").param(noTier).update();
        inOrder.add(noTier);
        for (int soonSorted : new int[] {0, 3, 5, 9, AccountFinder.SOON_SORTED}) {
            var units = new AccountFinder(jdbc, search, new GroupSizes(), soonSorted);
            for (int offset = 0; offset < 18; offset++) {
                for (int limit : new int[] {1, 4, 7, 20}) {
                    for (boolean descending : new boolean[] {false, true}) {
                        var all = descending ? inOrder.reversed() : inOrder;
                        assertThat(units.find(new Question(new Sql().and("a.archived_at is null and a.unit_id = :unit", "unit", company.city()), false, null,
                                Narrow.UNITS, List.of()), AccountOrder.of(List.of(new Order<>(AccountSort.TIER, descending))), offset, limit))
                                .as("%d from %d, %d soon sorted, %s", limit, offset, soonSorted, descending)
                                .isEqualTo(all.subList(Math.min(offset, 16), Math.min(offset + limit, 16)));
                    }
                }
            }
        }
    }
}
