package app.mainstay.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountService;
import app.mainstay.sales.SalesBreakdown.By;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The sums that are kept are what the deals add up to, whatever happened to them; and the analysis says the same whichever way it reads. */
@DatabaseTest
class SalesSumsTest {

    @Autowired
    private SalesSums sums;
    @Autowired
    private SalesAnalysis analysis;
    @Autowired
    private SalesBreakdown breakdown;
    @Autowired
    private Opportunities deals;
    @Autowired
    private Stages stages;
    @Autowired
    private Products products;
    @Autowired
    private AccountService accounts;
    @Autowired
    private UserService users;
    @Autowired
    private SettingsService settings;
    @Autowired
    private Fixtures fixtures;
    @Autowired
    private JdbcTemplate jdbc;
    @Autowired
    private TransactionTemplate transaction;

    private final Random random = new Random(8);
    private Fixtures.Company company;
    private LocalDate today;
    private List<Long> places;
    private List<Long> goods;

    @BeforeEach
    void company() {
        company = fixtures.company();
        today = settings.today();
        places = List.of(fixtures.account(company, "Acme", company.member()), fixtures.account(company, "Bolt", company.colleague()));
        goods = fixtures.as(company.manager(), () -> List.of(products.save(new ProductDraft(null, "One", null, true, 0)),
                products.save(new ProductDraft(null, "Two", null, true, 0))));
    }

    @Test
    void theSumsFollowWhateverHappensToDealsOwnersAndSectors() {
        live(60);
        assertThat(differences()).isEmpty();

        moveColleague();
        assertThat(differences()).isEmpty();
        live(20);
        assertThat(differences()).isEmpty();
        assertThat(jdbc.queryForObject("select sum(deals) from sales_sum where kind = 'VIA'", Long.class)).isPositive();

        long before = rows();
        // Ids tell the machine's time, not that of the test.
        transaction.executeWithoutResult(status -> sums.gather(Instant.now().plus(Duration.ofDays(1))));
        assertThat(rows()).isLessThan(before);
        assertThat(differences()).isEmpty();

        jdbc.update("delete from sales_sum where kind = 'OWNER'");
        jdbc.update("update sales_sum set base = base + 1 where kind = 'PRODUCT'");
        // Lists of the wrong deals in a cell that adds up.
        jdbc.update("update sales_sum set listed = replace(listed, '\"', '\"1') where kind = 'SECTOR' and outcome = 'WON'");
        jdbc.update("update sales_sum set listed = replace(replace(listed, '|energy|', '|x|'), '|technology|', '|x|') where kind = 'DEAL'");
        assertThat(sums.differences().keySet().stream().map(SalesSums.Key::kind)).contains(SalesSums.Kind.OWNER, SalesSums.Kind.PRODUCT, SalesSums.Kind.SECTOR,
                SalesSums.Kind.DEAL);
        Integer mended = transaction.execute(status -> sums.mend());
        assertThat(mended).isPositive();
        assertThat(differences()).isEmpty();
    }

    @Test
    void everyoneIsToldWhatTheirDealsAddUpTo() {
        live(30);
        moveColleague();
        live(30);
        LocalDate from = today.withDayOfMonth(1).minusMonths(11);
        LocalDate to = from.plusMonths(12);
        for (Viewer who : List.of(company.member(), company.colleague(), company.manager(), company.director(), company.stranger(), company.outsider())) {
            Fixtures.signIn(who);
            var whole = OpportunityFilter.ALL.closed(from, to);
            check(who.displayName(), whole);
            check(who.displayName() + " some days", OpportunityFilter.ALL.closed(from.plusDays(3), to.minusDays(2)));
            check(who.displayName() + " of an owner", new OpportunityFilter(null, null, Set.of(), Set.of(), Set.of(company.colleague().id()), Set.of(), Set.of(), Set.of(),
                    Set.of(), false, false, from, to));
            check(who.displayName() + " of a product", new OpportunityFilter(null, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(goods.getFirst()), Set.of(), Set.of(),
                    false, false, from, to));
            check(who.displayName() + " of a sector", new OpportunityFilter(null, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of("energy"), Set.of(), false,
                    false, from, to));
            check(who.displayName() + " of a product in a sector, some days", new OpportunityFilter(null, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(goods.getLast()),
                    Set.of("technology", OpportunityFilter.NO_SECTOR), Set.of(), false, false, from.plusDays(9), to.minusDays(5)));
            check(who.displayName() + " of an owner in a unit, without a product", new OpportunityFilter(null, null, Set.of(), Set.of(), Set.of(company.member().id()),
                    Set.of(company.north()), Set.of(OpportunityFilter.NO_PRODUCT), Set.of(), Set.of(), false, false, from, to));
            check(who.displayName() + " of a text", new OpportunityFilter(null, "ea", Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of("energy"), Set.of(), false,
                    false, from, to));
            check(who.displayName() + " of a unit", new OpportunityFilter(null, null, Set.of(), Set.of(), Set.of(), Set.of(company.north()), Set.of(), Set.of(), Set.of(),
                    false, false, from, to));
        }
    }

    /** Into another unit than that of some of the accounts. */
    private void moveColleague() {
        fixtures.as(company.administrator(), () -> {
            var draft = users.get(company.colleague().id());
            return users.save(new UserDraft(draft.id(), draft.username(), draft.displayName(), draft.email(), draft.role(), company.south(), draft.version()));
        });
    }

    private void check(String as, OpportunityFilter filter) {
        var told = analysis.analyse(filter);
        List<OpportunityRow> rows = new ArrayList<>();
        deals.stream(filter, List.of(), rows::add);
        List<OpportunityRow> open = new ArrayList<>();
        deals.stream(filter.closed(null, null).with(Set.of(Outcome.OPEN)), List.of(), open::add);

        assertThat(told.won()).as(as).isEqualTo(rows.stream().filter(row -> row.outcome() == Outcome.WON).count());
        assertThat(told.lost()).as(as).isEqualTo(rows.stream().filter(row -> row.outcome() == Outcome.LOST).count());
        assertThat(told.cancelled()).as(as).isEqualTo(rows.stream().filter(row -> row.outcome() == Outcome.CANCELLED).count());
        assertThat(told.open()).as(as).isEqualTo(open.size());
        BigDecimal won = rows.stream().filter(row -> row.outcome() == Outcome.WON).map(row -> row.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(told.wonValue()).as(as).isEqualByComparingTo(won);
        for (var parts : List.of(told.months(), told.owners(), told.teams(), told.offices(), told.sectors())) {
            assertThat(parts.stream().map(SalesAnalysis.Group::wonValue).reduce(BigDecimal.ZERO, BigDecimal::add)).as(as).isEqualByComparingTo(won);
        }
        // A third of an amount has no end: to the cent.
        assertThat(told.products().stream().map(SalesAnalysis.Group::wonValue).reduce(BigDecimal.ZERO, BigDecimal::add)).as(as)
                .isCloseTo(won, within(new BigDecimal("0.001")));
        checkBars(as, filter, rows, open, told);
        assertThat(told.openValue()).as(as).isEqualByComparingTo(open.stream().map(row -> row.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** What a deal counts under, as the database has it. */
    private Map<By, Set<String>> keys(long id) {
        var row = jdbc.queryForMap("select o.owner_id, o.unit_id, a.sector, substring(cast(o.closed_on as char(10)), 1, 7) in_month from sales_opportunity o "
                + "left join account a on a.id = o.account_id where o.id = ?", id);
        var lines = Set.copyOf(jdbc.queryForList("select cast(product_id as char(20)) from sales_line where opportunity_id = ?", String.class, id));
        return Map.of(By.OWNER, Set.of(row.get("owner_id").toString()), By.TEAM, Set.of(row.get("unit_id").toString()), By.SECTOR,
                Set.of(row.get("sector") == null ? "" : row.get("sector").toString()), By.MONTH, Set.of(String.valueOf(row.get("in_month"))), By.PRODUCT,
                lines.isEmpty() ? Set.of("") : lines);
    }

    private Map<By, Map<String, List<OpportunityRow>>> grouped(List<OpportunityRow> rows) {
        Map<By, Map<String, List<OpportunityRow>>> grouped = new EnumMap<>(By.class);
        rows.forEach(row -> keys(row.id()).forEach((by, keys) -> keys.forEach(key -> grouped.computeIfAbsent(by, each -> new TreeMap<>())
                .computeIfAbsent(key, each -> new ArrayList<>()).add(row))));
        return grouped;
    }

    private void checkBars(String as, OpportunityFilter filter, List<OpportunityRow> rows, List<OpportunityRow> open, SalesAnalysis.Result told) {
        var won = grouped(rows.stream().filter(row -> row.outcome() == Outcome.WON).toList());
        var cycles = breakdown.cycles(filter);
        won.forEach((by, groups) -> {
            assertThat(cycles.get(by)).as(as + " by " + by).extracting(SalesBreakdown.Bar::key).containsExactlyElementsOf(groups.keySet());
            cycles.get(by).forEach(bar -> {
                var days = groups.get(bar.key()).stream().map(row -> jdbc.queryForObject("select cycle_days from sales_opportunity where id = ?", Integer.class, row.id()))
                        .sorted().toList();
                int number = days.size();
                assertThat(bar.value().won()).as(as + " by " + by).isEqualTo(number);
                assertThat(bar.value().mean().doubleValue()).as(as + " by " + by).isCloseTo(days.stream().mapToInt(day -> day).average().orElseThrow(), within(0.0001));
                assertThat(bar.value().median().doubleValue()).as(as + " by " + by).isEqualTo((days.get((number - 1) / 2) + days.get(number / 2)) / 2.0);
            });
        });
        assertThat(cycles.get(By.OFFICE).stream().mapToLong(bar -> bar.value().won()).sum()).as(as).isEqualTo(told.won());

        var lost = grouped(rows.stream().filter(row -> row.lossReason() != null).toList());
        var reasons = breakdown.reasons(filter);
        lost.forEach((by, groups) -> assertThat(reasons.get(by).stream().collect(Collectors.toMap(SalesBreakdown.Bar::key, SalesBreakdown.Bar::value))).as(as + " by " + by)
                .isEqualTo(groups.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                        group -> group.getValue().stream().collect(Collectors.groupingBy(OpportunityRow::lossReason, Collectors.counting()))))));

        // The velocity of all, of who has only one unit, is that of the unit.
        var velocities = breakdown.velocities(filter);
        if (told.teams().size() == 1 && told.velocity() != null && open.stream().allMatch(row -> keys(row.id()).get(By.TEAM).contains(told.teams().getFirst().key()))) {
            assertThat(velocities.get(By.TEAM)).as(as).hasSize(told.velocity().signum() == 0 ? 0 : 1)
                    .allSatisfy(bar -> assertThat(bar.value().aDay()).isCloseTo(told.velocity(), within(new BigDecimal("0.1"))));
        }
        // Read together it is the same.
        assertThat(breakdown.page(filter, SalesBreakdown.Measure.CYCLE)).as(as).isEqualTo(new SalesBreakdown.Page(told, cycles, Map.of(), Map.of()));
        assertThat(breakdown.page(filter, SalesBreakdown.Measure.VELOCITY)).as(as).isEqualTo(new SalesBreakdown.Page(told, Map.of(), velocities, Map.of()));
        assertThat(breakdown.page(filter, SalesBreakdown.Measure.REASONS)).as(as).isEqualTo(new SalesBreakdown.Page(told, Map.of(), Map.of(), reasons));
        assertThat(velocities.get(By.OWNER)).as(as).allSatisfy(bar -> assertThat(bar.value().open()).isLessThanOrEqualTo(open.size()));
    }

    /** Deals come, change and close, and the accounts' sectors and representatives change meanwhile. */
    private void live(int steps) {
        List<Long> ids = new ArrayList<>();
        List<StageRow> all = fixtures.as(company.manager(), stages::active);
        for (int i = 0; i < steps; i++) {
            int what = ids.isEmpty() ? 0 : random.nextInt(6);
            long place = places.get(random.nextInt(2));
            Fixtures.signIn(company.director());
            if (what == 0) {
                ids.add(deals.save(draft(null, 0, place, all)));
            } else if (what == 4) {
                var draft = accounts.get(place).draft();
                String sector = List.of("technology", "energy").get(random.nextInt(2));
                accounts.save(new AccountDraft(draft.id(), draft.name(), draft.shortName(), draft.creditCode(), draft.tier(), sector, draft.region(), draft.parentId(),
                        draft.revenue(), draft.employees(), draft.founded(), draft.website(), draft.address(), draft.tags(), draft.primaryRepId(), draft.version()));
            } else if (what == 5) {
                fixtures.reassign(company.director(), place, random.nextBoolean() ? company.member() : company.colleague());
            } else {
                long id = ids.get(random.nextInt(ids.size()));
                deals.save(draft(id, deals.get(id).draft().version(), place, all));
            }
        }
    }

    private OpportunityDraft draft(Long id, int version, long place, List<StageRow> all) {
        var stage = all.get(random.nextInt(all.size()));
        LocalDate opened = today.minusDays(100 + random.nextInt(300));
        boolean lost = stage.outcome() == Outcome.LOST || stage.outcome() == Outcome.CANCELLED;
        List<LineDraft> lines = random.nextBoolean() ? List.of() : random.ints(1 + random.nextInt(3)).mapToObj(any -> new LineDraft(goods.get(random.nextInt(2)),
                BigDecimal.valueOf(1 + random.nextInt(9_999), 3), BigDecimal.valueOf(random.nextInt(9_999_999), 4), BigDecimal.valueOf(random.nextInt(101)))).toList();
        return new OpportunityDraft(id, "Deal", place, List.of(company.member().id(), company.colleague().id()).get(random.nextInt(2)), stage.id(),
                lines.isEmpty() ? new Money(BigDecimal.valueOf(1 + random.nextInt(99_999), 2), "CNY") : null, lines, today.plusDays(random.nextInt(90)), opened,
                stage.isOpen() ? null : today.minusDays(random.nextInt(99)), null, "Call", null, lost ? List.of("price", "product").get(random.nextInt(2)) : null, null, null,
                Set.of(), Set.of(), version);
    }

    private List<String> differences() {
        return sums.differences().keySet().stream().map(String::valueOf).toList();
    }

    private long rows() {
        return jdbc.queryForObject("select count(*) from sales_sum", Long.class);
    }
}
