package app.mainstay.sales;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.base.list.Milestones;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Money;
import app.mainstay.shared.Slice;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.util.AopTestUtils;

/** Whoever moves between units, and whatever accounts and deals change hands: lists, board and analysis go by what account and owner say now. */
@DatabaseTest
class DealUnitsTest {

    private static final int FEW = 8_000;

    @Autowired
    private Opportunities deals;
    @Autowired
    private FewDeals fewDeals;
    @Autowired
    private SalesAnalysis analysis;
    @Autowired
    private Stages stages;
    @Autowired
    private UserService users;
    @Autowired
    private SettingsService settings;
    @Autowired
    private Fixtures fixtures;
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private OpportunityStore store;
    @Autowired
    private OpportunityText text;
    @Autowired
    private OpportunityQuestions questions;
    @Autowired
    private SalesSums sums;
    @Autowired
    private JdbcClient client;

    private final Random random = new Random(102);
    private Fixtures.Company company;
    private List<Viewer> people;
    private List<Long> places;
    private List<Long> open;
    private LocalDate today;

    @BeforeEach
    void company() {
        company = fixtures.company();
        people = List.of(company.member(), company.colleague(), company.stranger(), company.manager(), company.outsider());
        places = List.of(fixtures.account(company, "Acme", company.member()), fixtures.account(company, "Bolt", company.stranger()),
                fixtures.account(company, "Cog", company.manager()));
        open = fixtures.as(company.director(), () -> stages.active().stream().filter(StageRow::isOpen).limit(2).map(stage -> Objects.requireNonNull(stage.id())).toList());
        today = settings.today();
        // One who leads a unit also sees what another unit has.
        jdbc.update("insert into account_member (id, version, account_id, user_id, role, since) values (?, 0, ?, ?, 'SERVICE', ?)", Ids.next(), places.getFirst(),
                company.outsider().id(), LocalDateTime.of(2026, 1, 1, 0, 0));
    }

    @AfterEach
    void many() {
        few(FEW);
    }

    private void few(int number) {
        FewDeals target = AopTestUtils.getUltimateTargetObject(fewDeals);
        target.most = number;
    }

    /** Pages as they are found far down a long list, from the fourth row on. */
    private List<Long> far(OpportunityFinder finder, OpportunityFilter filter, List<Slice.Order<OpportunitySort>> orders, int from, int limit) {
        return finder.page(questions.question(filter), orders, from, limit, reader()).stream()
                .map(OpportunityRow::id).toList();
    }

    private OpportunityFinder finder() {
        var milestones = new Milestones(Clock.systemUTC(), () -> random.nextLong(20_000_000), 3, DealUnitsTest::inNobodysName);
        return new OpportunityFinder(client, store, fewDeals, text, new OpportunityGroups(client, sums, milestones), new OpportunityAccounts(client, milestones), milestones);
    }

    /** As a thread does that goes along a list for whoever asked. */
    private static void inNobodysName(Runnable work) {
        var who = SecurityContextHolder.getContext();
        SecurityContextHolder.clearContext();
        try {
            work.run();
        } finally {
            SecurityContextHolder.setContext(who);
        }
    }

    @Test
    void everyoneSeesWhatAccountAndOwnerSayWhoeverMoves() {
        List<Long> ids = new ArrayList<>();
        for (int step = 0; step < 70; step++) {
            Fixtures.signIn(company.director());
            switch (ids.isEmpty() ? 0 : random.nextInt(5)) {
                case 0, 1 -> ids.add(deals.save(draft(null, 0)));
                case 2 -> {
                    long id = ids.get(random.nextInt(ids.size()));
                    deals.save(draft(id, deals.get(id).draft().version()));
                }
                case 3 -> fixtures.reassign(company.director(), places.get(random.nextInt(3)), people.get(random.nextInt(5)));
                default -> fixtures.as(company.administrator(), () -> {
                    var draft = users.get(people.get(random.nextInt(3)).id());
                    return users.save(new UserDraft(draft.id(), draft.username(), draft.displayName(), draft.email(), draft.role(),
                            List.of(company.city(), company.south(), company.north()).get(random.nextInt(3)), draft.version()));
                });
            }
        }
        assertThat(jdbc.queryForList("select o.id from sales_opportunity o left join account a on a.id = o.account_id where coalesce(o.via_unit_id, 0) "
                + "<> case when a.unit_id <> o.unit_id then a.unit_id else 0 end", Long.class)).isEmpty();
        assertThat(jdbc.queryForObject("select count(*) from sales_opportunity where via_unit_id is not null", Integer.class)).isPositive();

        for (int few : new int[] {FEW, 2}) {
            few(few);
            for (var who : List.of(company.director(), company.manager(), company.outsider(), company.member(), company.stranger())) {
                check(who, Set.of(), few);
                check(who, Set.of(company.south()), few);
            }
        }
    }

    private void check(Viewer who, Set<Long> units, int few) {
        Fixtures.signIn(who);
        String as = who.displayName() + " of " + units + ", few are " + few;
        var filter = OpportunityFilter.ALL.ofUnits(units);
        Set<Long> seen = seen(who, units);
        assertThat(deals.count(filter, Long.MAX_VALUE)).as(as).isEqualTo(seen.size());
        for (int bound : new int[] {0, 3, seen.size() - 1, seen.size()}) {
            assertThat(deals.count(filter, bound)).as(as + " up to " + bound).isEqualTo(Math.min(bound + 1, seen.size()));
        }
        for (var sort : OpportunitySort.values()) {
            for (boolean descending : new boolean[] {false, true}) {
                var orders = List.of(new Slice.Order<>(sort, descending));
                var whole = deals.page(filter, new Slice<>(0, 500, orders)).stream().map(OpportunityRow::id).toList();
                assertThat(whole).as(as + " by " + sort).doesNotHaveDuplicates().hasSameElementsAs(seen);
                List<Long> paged = new ArrayList<>();
                for (int from = 0; from < seen.size(); from += 4) {
                    deals.page(filter, new Slice<>(from, 4, orders)).forEach(row -> paged.add(row.id()));
                }
                assertThat(paged).as(as + " by " + sort + " in pages").isEqualTo(whole);
                var finder = finder();
                for (int i = 0; i < 6; i++) {
                    int from = random.nextInt(seen.size() + 3);
                    assertThat(far(finder, filter, orders, from, 5)).as(as + " by " + sort + " from " + from)
                            .isEqualTo(whole.subList(Math.min(from, whole.size()), Math.min(from + 5, whole.size())));
                }
            }
        }
        List<OpportunityRow> rows = new ArrayList<>();
        deals.stream(filter, List.of(), rows::add);
        checkText(as, filter, rows, few);
        assertThat(rows).as(as).extracting(OpportunityRow::id).containsExactlyInAnyOrderElementsOf(seen);
        for (var column : deals.board(filter, 3)) {
            var here = rows.stream().filter(row -> column.stage().id().equals(row.stageId())).toList();
            assertThat(column.deals()).as(as).isEqualTo(here.size());
            assertThat(column.base().amount()).as(as).isEqualByComparingTo(here.stream().map(row -> row.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add));
            assertThat(column.cards()).as(as).extracting(OpportunityRow::id).isEqualTo(here.stream().sorted((one, other) -> {
                int byDay = one.expectedOn() == null ? other.expectedOn() == null ? 0 : 1 : other.expectedOn() == null ? -1 : one.expectedOn().compareTo(other.expectedOn());
                return byDay == 0 ? Long.compare(one.id(), other.id()) : byDay;
            }).limit(3).map(OpportunityRow::id).toList());
        }
        var told = analysis.analyse(filter.closed(today.withDayOfMonth(1), today.withDayOfMonth(1).plusMonths(1)));
        assertThat(told.open()).as(as).isEqualTo(rows.stream().filter(row -> row.outcome() == Outcome.OPEN).count());
    }

    /** As is found without an index of texts, by MySQL's index of them, and once they are known to be frequent. */
    private void checkText(String as, OpportunityFilter filter, List<OpportunityRow> rows, int few) {
        var order = OpportunityOrder.of(List.of(new Slice.Order<>(OpportunitySort.UPDATED, true)));
        for (String words : List.of("Deal 3", "EAL", "deal 77", "zz")) {
            var asked = new OpportunityFilter(null, words, Set.of(), Set.of(), Set.of(), filter.units(), Set.of(), Set.of(), Set.of(), false, false, null, null);
            var expected = rows.stream().filter(row -> row.name().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT)))
                    .sorted(Comparator.comparing(OpportunityRow::updatedAt).thenComparing(OpportunityRow::id).reversed()).map(OpportunityRow::id).toList();
            var question = questions.question(asked);
            var candidates = text.candidates(question);
            if (candidates.isPresent()) {
                assertThat(store.rows(fewDeals.sorted(candidates.get().ids(), question, question.where(), order, 0, 500), order, reader())).as(as + " with " + words)
                        .extracting(OpportunityRow::id).isEqualTo(expected);
            }
            if (few == 2 && words.equals("EAL")) {
                assertThat(text.soonMet(question)).as("a text of nearly all deals is known to be frequent, where there is an index of texts").isEqualTo(text.indexed());
            }
            if (words.equals("zz")) {
                assertThat(text.nobodyHas(question)).isEqualTo(text.indexed());
                assertThat(text.isRare(question)).as("a text that nobody has is known to be rare, where there is an index of texts").isEqualTo(text.indexed());
            }
            assertThat(deals.page(asked, new Slice<>(1, 7, order.orders()))).as(as + " with " + words).extracting(OpportunityRow::id)
                    .isEqualTo(expected.stream().skip(1).limit(7).toList());
            assertThat(deals.count(asked, 1)).as(as + " with " + words).isEqualTo(Math.min(2, expected.size()));
        }
    }

    private OpportunityStore.Reader reader() {
        return OpportunityStore.Reader.of(today, (account, owner, unit) -> true);
    }

    /** As the rule says it, from the accounts themselves. */
    private Set<Long> seen(Viewer who, Set<Long> units) {
        boolean leads = who.role().seesUnit();
        Set<Long> led = who.unitId() == company.root() ? Set.of(company.root(), company.north(), company.city(), company.south())
                : who.unitId() == company.north() ? Set.of(company.north(), company.city()) : Set.of(who.unitId());
        Set<Long> seen = new HashSet<>();
        jdbc.query("select o.id, o.owner_id, o.unit_id, a.unit_id, a.primary_rep_id, o.account_id from sales_opportunity o left join account a on a.id = o.account_id", row -> {
            boolean sees = who.id() == company.outsider().id() && row.getLong(6) == places.getFirst() || (leads ? led.contains(row.getLong(3)) || led.contains(row.getLong(4)) : row.getLong(2) == who.id() || row.getLong(5) == who.id());
            if (sees && (units.isEmpty() || units.contains(row.getLong(3)))) {
                seen.add(row.getLong(1));
            }
        });
        return seen;
    }

    private OpportunityDraft draft(@Nullable Long id, int version) {
        return new OpportunityDraft(id, "Deal " + random.nextInt(9), random.nextInt(5) == 0 ? null : places.get(random.nextInt(3)),
                people.get(random.nextInt(5)).id(), open.get(random.nextInt(2)), new Money(BigDecimal.valueOf(random.nextInt(99_999), 2), "CNY"), List.of(),
                random.nextInt(4) == 0 ? null : today.plusDays(random.nextInt(5)), today, null, null, null, null, null, null, null, Set.of(), Set.of(), version);
    }
}
