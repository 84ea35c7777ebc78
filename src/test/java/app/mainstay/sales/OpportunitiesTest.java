package app.mainstay.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.Attacks;
import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.account.AccountPeople;
import app.mainstay.account.AccountService;
import app.mainstay.account.TeamRole;
import app.mainstay.account.Timeline;
import app.mainstay.account.TimelineEntry;
import app.mainstay.account.contact.Consent;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.Contacts;
import app.mainstay.coverage.HandoverPart;
import app.mainstay.market.CompetitorDraft;
import app.mainstay.market.Competitors;
import app.mainstay.security.UserService;
import app.mainstay.settings.CodeEntry;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Money;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class OpportunitiesTest {

    @Autowired
    private Opportunities deals;
    @Autowired
    private CodeLists codes;
    @Autowired
    private AccountService accounts;
    @Autowired
    private AccountPeople people;
    @Autowired
    private Stages stages;
    @Autowired
    private Products products;
    @Autowired
    private Competitors competitors;
    @Autowired
    private Contacts contacts;
    @Autowired
    private Timeline timeline;
    @Autowired
    private UserService users;
    @Autowired
    private SettingsService settings;
    @Autowired
    private Fixtures fixtures;
    @Autowired
    private JdbcTemplate jdbc;
    @Autowired
    private List<HandoverPart> parts;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private Clock clock;

    private Fixtures.Company company;
    private long account;
    private LocalDate today;

    @BeforeEach
    void company() {
        company = fixtures.company();
        account = fixtures.account(company, "Acme", company.member());
        today = settings.today();
    }

    // ---- what is stored ----

    @Test
    void aDealIsKeptWithItsLinesPeopleAndCompetitors() {
        long product = product("GTX Pro");
        long rival = rival("Rival");
        Fixtures.signIn(company.member());
        long person = contacts.save(new ContactDraft(null, account, "Wang", null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, Consent.UNKNOWN, null, false, null, null, null, null, 0));
        var draft = new OpportunityDraft(null, " Renewal  2027 ", account, company.member().id(), stage("negotiation"), null,
                List.of(line(product, "2", "100.005", "10"), line(product, "1.5", "0.0001", "0")), today.plusDays(30), today, null, "tender", "Call Wang",
                today.plusDays(2), null, null, null, Set.of(rival), Set.of(person), 0);

        long id = deals.save(draft);

        var stored = deals.get(id).draft();
        assertThat(stored.name()).isEqualTo("Renewal 2027");
        // 2 × 100.005 × 0.9 = 180.009; 1.5 × 0.0001 = 0.00015, half up 0.0002
        assertThat(stored.amount()).isEqualTo(Money.of("180.0092", "CNY"));
        assertThat(stored.lines()).isEqualTo(draft.lines());
        assertThat(stored.competitors()).containsExactly(rival);
        assertThat(stored.contacts()).containsExactly(person);
        assertThat(deals.get(id).contacts()).containsEntry(person, "Wang");
        assertThat(kinds()).contains("sales.opened");
    }

    /** Sums of parts equal the whole to the last decimal, and every line is rounded by itself. */
    @Test
    void theSumOfTheLinesIsTheAmountWhateverTheNumbers() {
        long product = product("GTX Pro");
        Fixtures.signIn(company.member());
        var random = new Random(20_261_126);
        int runs = 0;
        for (; runs < 40; runs++) {
            var lines = random.ints(1 + random.nextInt(5)).mapToObj(any -> new LineDraft(product, BigDecimal.valueOf(1 + random.nextInt(9_999_999), 3),
                    BigDecimal.valueOf(random.nextInt(2_000_000_000), 4), BigDecimal.valueOf(random.nextInt(10_001), 2))).toList();
            long id = deals.save(with(deal("Run"), lines));
            BigDecimal sum = jdbc.queryForObject("select sum(amount) from sales_line where opportunity_id = ?", BigDecimal.class, id);
            assertThat(deals.get(id).draft().amount().amount()).isEqualByComparingTo(sum)
                    .isEqualByComparingTo(lines.stream().map(LineDraft::amount).reduce(BigDecimal.ZERO, BigDecimal::add));
        }
        assertThat(runs).isEqualTo(40);
    }

    @Test
    void everyChangeOfStageAmountCloseAndOwnerIsRecorded() {
        Fixtures.signIn(company.manager());
        long id = deals.save(deal("Renewal"));

        change(id, draft -> new Edit(draft).stage(stage("engaging")).amount("500").expected(today.plusDays(9)).owner(company.colleague().id()).done());

        assertThat(deals.get(id).changes()).extracting(change -> change.kind() + " " + change.from() + " " + change.to()).containsExactlyInAnyOrder(
                "STAGE null prospecting", "STAGE prospecting engaging", "AMOUNT CNY 0 CNY 500", "EXPECTED null " + today.plusDays(9), "OWNER Member Colleague");
        assertThat(deals.get(id).changes()).allSatisfy(change -> assertThat(change.actorName()).isEqualTo("Manager"));
    }

    @Test
    void aDayOfClosingThatIsCorrectedIsRecorded() {
        Fixtures.signIn(company.member());
        long id = deals.save(new Edit(deal("Renewal")).opened(today.minusDays(9)).done());
        change(id, draft -> new Edit(draft).stage(stage("won")).amount("5").closed(today).done());
        change(id, draft -> new Edit(draft).closed(today.minusDays(2)).done());

        assertThat(deals.get(id).changes()).extracting(change -> change.kind() + " " + change.from() + " " + change.to())
                .contains("CLOSED null " + today, "CLOSED " + today + " " + today.minusDays(2));
    }

    // ---- what a stage demands ----

    @Test
    void aStageIsNotEnteredWithLessKnownThanItDemands() {
        Fixtures.signIn(company.member());
        long id = deals.save(deal("Renewal"));

        refused(() -> change(id, draft -> new Edit(draft).stage(stage("negotiation")).done()), "amount sales.problem.demanded.AMOUNT",
                "expectedOn sales.problem.demanded.CLOSE", "nextStep sales.problem.demanded.NEXT_STEP");
        assertThat(deals.missing(new Edit(deals.get(id).draft()).account(null).done(), stage("proposal"))).containsExactlyInAnyOrder(Demand.ACCOUNT, Demand.AMOUNT,
                Demand.CLOSE);
        refused(() -> change(id, draft -> new Edit(draft).stage(stage("won")).account(null).amount("5").done()), "accountId sales.problem.demanded.ACCOUNT");
        assertThat(deals.get(id).draft().stageId()).isEqualTo(stage("prospecting"));
    }

    @Test
    void lostAndCancelledSayWhyAndOnlyLostSaysToWhom() {
        long rival = rival("Rival");
        Fixtures.signIn(company.member());
        long id = deals.save(deal("Renewal"));

        refused(() -> change(id, draft -> new Edit(draft).stage(stage("lost")).done()), "lossReason sales.problem.lossReason");
        change(id, draft -> new Edit(draft).stage(stage("lost")).loss("price", rival).done());

        var lost = deals.get(id).draft();
        assertThat(lost.closedOn()).isEqualTo(today);
        assertThat(lost.lostToId()).isEqualTo(rival);
        assertThat(lost.competitors()).contains(rival);
        assertThat(kinds()).contains("sales.lost");

        change(id, draft -> new Edit(draft).stage(stage("engaging")).done());
        var again = deals.get(id).draft();
        assertThat(again.closedOn()).isNull();
        assertThat(again.lossReason()).isNull();
        assertThat(kinds()).contains("sales.reopened");
    }

    @Test
    void badInputIsNamedAtItsField() {
        long product = product("GTX Pro");
        Fixtures.signIn(company.member());

        refused(() -> deals.save(with(deal("x"), List.of(line(product, "-1", "1", "0")))), "lines sales.problem.line.quantity");
        refused(() -> deals.save(with(deal("x"), List.of(line(product, "1", "-1", "0")))), "lines sales.problem.line.price");
        refused(() -> deals.save(with(deal("x"), List.of(line(product, "1", "1", "100.01")))), "lines sales.problem.line.discount");
        refused(() -> deals.save(with(deal("x"), List.of(line(Ids.next(), "1", "1", "0")))), "lines sales.problem.line.product");
        assertThatThrownBy(() -> deals.save(with(deal("x"), List.of(line(product, "1", "1", "0"), line(product, "1", "-1", "0")))))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problems()).as("which of the two")
                        .containsExactly(Problem.of("lines", "sales.problem.line.price", 2)));
        refused(() -> deals.save(with(deal("x"), List.of(line(product, "999999999999", "99999999999", "0")))), "lines problem.amount");
        refused(() -> deals.save(new Edit(deal(" ")).expected(today.minusDays(1)).done()), "name problem.required", "expectedOn sales.problem.expectedOn");
        refused(() -> deals.save(new Edit(deal("x")).stage(stage("won")).amount("1").closed(today.plusDays(1)).done()), "closedOn sales.problem.closedOn");
        refused(() -> deals.save(new Edit(deal("x")).stage(stage("won")).amount("1").opened(today.minusDays(3)).closed(today.minusDays(4)).done()),
                "closedOn sales.problem.closedOn");
        refused(() -> deals.save(new Edit(deal("x")).amount("-1").done()), "amount problem.negative");
        refused(() -> deals.save(new Edit(deal("x")).owner(company.colleague().id()).done()), "ownerId sales.problem.owner");
        refused(() -> deals.save(new Edit(deal("x")).owner(company.administrator().id()).done()), "ownerId problem.inactive");
        assertThat(deals.count(OpportunityFilter.ALL, 10)).isZero();
    }

    @Test
    void whoLeadsUnitsIsToldThatThereAreMoreOnlyWhereThereAre() {
        Fixtures.signIn(company.member());
        List.of("One", "Two", "Three").forEach(name -> deals.save(deal(name)));
        Fixtures.signIn(company.manager());
        assertThat(List.of(deals.count(OpportunityFilter.ALL, 1), deals.count(OpportunityFilter.ALL, 2), deals.count(OpportunityFilter.ALL, 3), deals.count(OpportunityFilter.ALL, 4)))
                .containsExactly(2L, 3L, 3L, 3L);
    }

    @Test
    void aPriceAboveTheListPriceIsAllowedAndACurrencyWithoutARateIsInNoSum() {
        long product = product("GTX Pro");
        Fixtures.signIn(company.member());
        long above = deals.save(with(deal("Above"), List.of(line(product, "1", "9999", "0"))));
        long foreign = deals.save(new Edit(deal("Foreign")).money(Money.of("700", "JPY")).done());

        assertThat(deals.get(above).draft().amount()).isEqualTo(Money.of("9999", "CNY"));
        assertThat(deals.get(foreign).draft().amount()).isEqualTo(Money.of("700", "JPY"));
        assertThat(deals.get(foreign).rated()).isFalse();
        assertThat(deals.get(above).rated()).isTrue();
        var column = deals.board(OpportunityFilter.ALL, 9).getFirst();
        assertThat(column.deals()).isEqualTo(2);
        assertThat(column.base()).isEqualTo(Money.of("9999", "CNY"));
        assertThat(column.unrated()).isEqualTo(1);
    }

    @Test
    void twoWhoChangeOneDealAreToldOfEachOther() {
        Fixtures.signIn(company.member());
        long id = deals.save(deal("Renewal"));
        var read = deals.get(id).draft();
        change(id, draft -> new Edit(draft).amount("5").done());

        assertThatThrownBy(() -> deals.save(new Edit(read).amount("6").done())).isInstanceOf(ConflictException.class);
    }

    // ---- who sees ----

    @Test
    void aDealIsSeenThroughItsAccountOrByItsOwnerAndTheOwnersManagers() {
        Fixtures.signIn(company.member());
        long ofAccount = deals.save(deal("Of the account"));
        Fixtures.signIn(company.stranger());
        long ofNobody = deals.save(new Edit(deal("To be completed")).account(null).owner(company.stranger().id()).done());

        for (var who : List.of(company.member(), company.manager(), company.director())) {
            Fixtures.signIn(who);
            assertThat(deals.sees(ofAccount)).as(who.displayName()).isTrue();
        }
        for (var who : List.of(company.stranger(), company.outsider(), company.director())) {
            Fixtures.signIn(who);
            assertThat(deals.sees(ofNobody)).as(who.displayName()).isTrue();
        }
        for (var who : List.of(company.colleague(), company.administrator(), company.stranger(), company.outsider())) {
            Fixtures.signIn(who);
            assertThat(deals.sees(ofAccount)).as(who.displayName()).isFalse();
            assertThat(names(OpportunityFilter.ALL)).doesNotContain("Of the account");
            assertThatThrownBy(() -> deals.get(ofAccount)).isInstanceOf(NotFoundException.class);
        }
        Fixtures.signIn(company.administrator());
        assertThat(deals.count(OpportunityFilter.ALL, 10)).isZero();
        assertThatThrownBy(() -> deals.board(OpportunityFilter.ALL, 5)).isInstanceOf(AccessDeniedException.class);
        Fixtures.signIn(company.stranger());
        assertThatThrownBy(() -> deals.save(deal("Into a foreign account"))).isInstanceOf(RefusedException.class);
    }

    /** A page supposes what its viewer saw elsewhere before, and must not believe it. */
    @Test
    void whoJoinsOrLeavesATeamSeesItsDealsInTheNextPageOrNoMore() {
        Fixtures.signIn(company.member());
        deals.save(deal("Of the account"));
        Fixtures.signIn(company.stranger());
        deals.save(new Edit(deal("Own")).account(null).owner(company.stranger().id()).done());
        for (var who : List.of(company.stranger(), company.outsider(), company.colleague())) {
            var own = who == company.colleague() ? List.<String>of() : List.of("Own");
            for (int i = 0; i < 2; i++) {
                Fixtures.signIn(who);
                assertThat(names(OpportunityFilter.ALL)).as(who.displayName()).isEqualTo(own);
                Fixtures.signIn(company.director());
                people.setMember(account, who.id(), TeamRole.SPONSOR);
                Fixtures.signIn(who);
                assertThat(names(OpportunityFilter.ALL)).as(who.displayName()).contains("Of the account").hasSize(own.size() + 1);
                Fixtures.signIn(company.director());
                people.removeMember(account, who.id(), TeamRole.SPONSOR);
            }
        }
    }

    @Test
    void filtersCombine() {
        long product = product("GTX Pro");
        Fixtures.signIn(company.member());
        deals.save(with(deal("With product"), List.of(line(product, "1", "1", "0"))));
        deals.save(new Edit(deal("Without account")).account(null).done());
        deals.save(new Edit(deal("Won")).stage(stage("won")).amount("5").done());
        jdbc.update("update sales_opportunity set stage_since = ? where name = 'With product'", java.sql.Date.valueOf(today.minusDays(400)));

        assertThat(names(filter(Set.of(), Set.of(product), false, false))).containsExactly("With product");
        assertThat(names(filter(Set.of(), Set.of(OpportunityFilter.NO_PRODUCT), false, false))).containsExactly("Without account", "Won");
        assertThat(names(filter(Set.of(), Set.of(), true, false))).containsExactly("Without account");
        assertThat(names(filter(Set.of(), Set.of(), false, true))).containsExactly("With product");
        assertThat(names(filter(Set.of(Outcome.WON), Set.of(), false, false))).containsExactly("Won");
        assertThat(names(OpportunityFilter.ALL.with(Set.of(Outcome.WON)).closed(today.minusDays(9), today))).isEmpty();
    }

    @Test
    void whatAnAdministratorSaysOfALossReasonDemandsTheCompetitor() {
        long rival = rival("Rival");
        var price = codes.find(CodeList.LOSS_REASON, "price").orElseThrow();
        Fixtures.signIn(company.member());
        long before = deals.save(deal("Before"));
        change(before, draft -> new Edit(draft).stage(stage("lost")).loss("price", null).done());
        long id = deals.save(deal("Renewal"));
        fixtures.as(company.administrator(), () -> codes.save(new CodeEntry(price.id(), price.list(), price.code(), price.labelEn(), price.labelZh(), price.position(), true,
                true, price.version())));

        refused(() -> change(id, draft -> new Edit(draft).stage(stage("lost")).loss("price", null).done()), "lostToId sales.problem.lostTo");
        change(id, draft -> new Edit(draft).stage(stage("lost")).loss("price", rival).done());
        assertThat(deals.get(id).draft().lostToId()).isEqualTo(rival);
        refused(() -> deals.save(new Edit(deal("Lost from the start")).stage(stage("lost")).loss("price", null).done()), "lostToId sales.problem.lostTo");
        // What was said before the mark is left in peace.
        change(before, draft -> new Edit(draft).amount("5").done());
        assertThat(deals.get(before).draft().amount()).isEqualTo(Money.of("5", "CNY"));
    }

    @Test
    void dealsAreFoundByATextOfTheirAccountWhereThatIsSeen() {
        long other = fixtures.account(company, "Globex", company.colleague());
        Fixtures.signIn(company.manager());
        deals.save(new Edit(deal("Of colleague")).owner(company.colleague().id()).done());
        deals.save(new Edit(deal("Renewal")).done());
        deals.save(new Edit(deal("Elsewhere")).account(other).done());
        deals.save(new Edit(deal("Acme too")).account(other).done());
        var asked = text("acme");

        assertThat(names(asked)).containsExactly("Acme too", "Of colleague", "Renewal");
        assertThat(deals.count(asked, 50)).isEqualTo(3);
        assertThat(deals.count(asked, Long.MAX_VALUE)).isEqualTo(3);
        List<String> all = new ArrayList<>();
        deals.stream(asked, List.of(new Slice.Order<>(OpportunitySort.NAME, true)), row -> all.add(row.name()));
        assertThat(all).containsExactly("Renewal", "Of colleague", "Acme too");
        assertThat(names(asked.ofAccount(other))).containsExactly("Acme too");
        Fixtures.signIn(company.member());
        // Two are the member's own, at an account of which the member sees nothing.
        assertThat(names(text("globe"))).isEmpty();
        assertThat(names(asked)).containsExactly("Acme too", "Of colleague", "Renewal");
        // Seen by its owner, who sees nothing of the account.
        Fixtures.signIn(company.colleague());
        assertThat(names(text("colleague"))).containsExactly("Of colleague");
        assertThat(names(asked)).containsExactly("Acme too");
        // Of a text that more have, none are named.
        Fixtures.signIn(company.director());
        fixtures.account(company, "Acme West", company.member());
        assertThat(accounts.withText("acme", 2)).hasSize(2);
        assertThat(accounts.withText("acme", 1)).isEmpty();
    }

    @Test
    void dealsAreFoundByTheDayOnWhichTheyAreExpected() {
        Fixtures.signIn(company.member());
        deals.save(new Edit(deal("Late")).opened(today.minusDays(90)).expected(today.minusDays(3)).done());
        deals.save(new Edit(deal("Late, but won")).opened(today.minusDays(90)).expected(today.minusDays(3)).stage(stage("won")).amount("5").done());
        deals.save(new Edit(deal("To come")).expected(today.plusDays(40)).done());
        deals.save(deal("Whenever"));

        assertThat(names(OpportunityFilter.ALL.expected(today.minusDays(3), today.plusDays(40), false))).containsExactly("Late", "Late, but won");
        assertThat(names(OpportunityFilter.ALL.expected(today.minusDays(2), null, false))).containsExactly("To come");
        assertThat(names(OpportunityFilter.ALL.expected(null, null, true))).containsExactly("Late");
        assertThat(deals.count(OpportunityFilter.ALL.expected(null, null, true), 50)).isEqualTo(1);
    }

    @Test
    void dealsFollowTheirOwnerToAnotherUnitAndHoldTheOwner() {
        Fixtures.signIn(company.member());
        deals.save(new Edit(deal("To be completed")).account(null).done());
        Fixtures.signIn(company.administrator());
        assertThatThrownBy(() -> users.deactivate(company.member().id())).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.problems()).extracting(Problem::key).contains("sales.problem.ownsDeals"));
    }

    @Test
    void openDealsGoWithAHandoverAndClosedOnesStayWithWhomTheyCountFor() {
        Fixtures.signIn(company.member());
        long open = deals.save(new Edit(deal("Open")).amount("5").done());
        long won = deals.save(new Edit(deal("Won")).stage(stage("won")).amount("5").done());
        long loose = deals.save(new Edit(deal("To be completed")).account(null).done());
        var scope = new HandoverPart.Scope(1, List.of(account), company.member().id(), company.colleague().id(), false);
        var all = new HandoverPart.Scope(1, List.of(account), company.member().id(), company.colleague().id(), true);
        Fixtures.signIn(company.manager());
        var part = parts.stream().filter(DealPart.class::isInstance).findFirst().orElseThrow();

        assertThat(part.open(scope)).extracting(HandoverPart.Open::parameters).containsExactly(Map.of("name", "Open", "amount", "CNY 5"));
        assertThat(part.open(all)).hasSize(2);
        transaction.executeWithoutResult(status -> part.move(scope, clock.instant()));

        assertThat(deals.get(open).draft().ownerId()).isEqualTo(company.colleague().id());
        assertThat(deals.get(open).changes()).extracting(change -> change.kind() + " " + change.from() + " " + change.to()).contains("OWNER Member Colleague");
        assertThat(deals.get(won).draft().ownerId()).isEqualTo(company.member().id());
        assertThat(deals.get(loose).draft().ownerId()).isEqualTo(company.member().id());
        assertThat(jdbc.queryForObject("select count(*) from sales_opportunity_aud where id = ? and revend is null and owner_id = ?", Integer.class, open,
                company.colleague().id())).isEqualTo(1);
        transaction.executeWithoutResult(status -> part.move(all, clock.instant()));
        assertThat(deals.get(loose).draft().ownerId()).isEqualTo(company.colleague().id());
    }

    // ---- the schema ----

    @Test
    void theSchemaRefusesWhatTheServiceWould() {
        long product = product("GTX Pro");
        Fixtures.signIn(company.member());
        long id = deals.save(with(deal("Renewal"), List.of(line(product, "1", "1", "0"))));

        for (String attack : List.of("outcome = 'WON'", "closed_on = '2020-01-01'", "amount = -1", "loss_reason = 'price'", "stage_id = 99", "account_id = 1",
                "owner_id = 1", "outcome = 'GONE'", "outcome = 'LOST', closed_on = opened_on, cycle_days = 0", "lost_to_id = 5",
                "outcome = 'WON', account_id = null, closed_on = opened_on, cycle_days = 0")) {
            Attacks.refused(attack, () -> jdbc.update("update sales_opportunity set " + attack + " where id = ?", id));
        }
        for (String attack : List.of("quantity = 0", "unit_price = -1", "discount = 100.01", "discount = -1", "product_id = 1")) {
            Attacks.refused(attack, () -> jdbc.update("update sales_line set " + attack + " where opportunity_id = ?", id));
        }
        for (String attack : List.of("category = 'CLOSED'", "probability = 101", "norm_days = 0", "outcome = 'WON'")) {
            Attacks.refused(attack, () -> jdbc.update("update sales_stage set " + attack + " where code = 'engaging'"));
        }
    }

    // ---- helpers ----

    /** A draft that is changed field by field. */
    private static final class Edit {

        private final OpportunityDraft from;
        private @Nullable Long account;
        private @Nullable Long owner;
        private @Nullable Long stage;
        private @Nullable Money money;
        private @Nullable LocalDate expected;
        private @Nullable LocalDate opened;
        private @Nullable LocalDate closed;
        private @Nullable String reason;
        private @Nullable Long lostTo;

        Edit(OpportunityDraft from) {
            this.from = from;
            account = from.accountId();
            owner = from.ownerId();
            stage = from.stageId();
            money = from.amount();
            expected = from.expectedOn();
            opened = from.openedOn();
            reason = from.lossReason();
            lostTo = from.lostToId();
        }

        Edit account(@Nullable Long id) {
            account = id;
            return this;
        }

        Edit owner(long id) {
            owner = id;
            return this;
        }

        Edit stage(long id) {
            stage = id;
            return this;
        }

        Edit amount(String number) {
            return money(Money.of(number, "CNY"));
        }

        Edit money(Money amount) {
            money = amount;
            return this;
        }

        Edit expected(LocalDate day) {
            expected = day;
            return this;
        }

        Edit opened(LocalDate day) {
            opened = day;
            return this;
        }

        Edit closed(LocalDate day) {
            closed = day;
            return this;
        }

        Edit loss(String code, @Nullable Long competitor) {
            reason = code;
            lostTo = competitor;
            return this;
        }

        OpportunityDraft done() {
            return new OpportunityDraft(from.id(), from.name(), account, owner, stage, money, from.lines(), expected, opened, closed, from.source(),
                    from.nextStep(), from.nextStepOn(), reason, lostTo, from.closingNote(), from.competitors(), from.contacts(), from.version());
        }
    }

    private OpportunityDraft deal(String name) {
        return new OpportunityDraft(null, name, account, company.member().id(), stage("prospecting"), null, List.of(), null, null, null, null, null, null, null,
                null, null, Set.of(), Set.of(), 0);
    }

    private static OpportunityDraft with(OpportunityDraft draft, List<LineDraft> lines) {
        return new OpportunityDraft(draft.id(), draft.name(), draft.accountId(), draft.ownerId(), draft.stageId(), null, lines, draft.expectedOn(), draft.openedOn(),
                null, null, null, null, null, null, null, Set.of(), Set.of(), 0);
    }

    private static LineDraft line(long product, String quantity, String price, String discount) {
        return new LineDraft(product, new BigDecimal(quantity), new BigDecimal(price), new BigDecimal(discount));
    }

    private static OpportunityFilter filter(Set<Outcome> outcomes, Set<Long> products, boolean noAccount, boolean stalled) {
        return new OpportunityFilter(null, null, Set.of(), outcomes, Set.of(), Set.of(), products, Set.of(), Set.of(), noAccount, stalled, null, null);
    }

    private static OpportunityFilter text(String text) {
        return new OpportunityFilter(null, text, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), false, false, null, null);
    }

    private List<String> names(OpportunityFilter filter) {
        return deals.page(filter, Slice.first(50, OpportunitySort.NAME)).stream().map(OpportunityRow::name).toList();
    }

    private List<String> kinds() {
        return timeline.page(account, null, 50).stream().map(TimelineEntry::kind).toList();
    }

    private long stage(String code) {
        return stages.all().stream().filter(stage -> stage.code().equals(code)).findFirst().orElseThrow().id();
    }

    private long product(String name) {
        return fixtures.as(company.manager(), () -> products.save(new ProductDraft(null, name, null, true, 0)));
    }

    private long rival(String name) {
        return fixtures.as(company.manager(), () -> competitors.save(new CompetitorDraft(null, name, List.of(), null, null, true, 0)));
    }

    private void change(long id, UnaryOperator<OpportunityDraft> change) {
        deals.save(change.apply(deals.get(id).draft()));
    }

    private static void refused(Runnable act, String... problems) {
        assertThatThrownBy(act::run).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problems())
                .extracting(problem -> problem.field() + " " + problem.key()).containsExactlyInAnyOrder(problems));
    }
}
