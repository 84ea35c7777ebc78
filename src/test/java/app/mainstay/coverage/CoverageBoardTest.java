package app.mainstay.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountPeople;
import app.mainstay.account.AccountService;
import app.mainstay.account.TeamRole;
import app.mainstay.account.Tier;
import app.mainstay.coverage.CoverageBoard.Card;
import app.mainstay.coverage.CoverageBoard.Column;
import app.mainstay.coverage.CoverageBoard.Gap;
import app.mainstay.coverage.CoverageBoard.Query;
import app.mainstay.security.SystemWork;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class CoverageBoardTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    @Autowired
    Fixtures fixtures;
    @Autowired
    CoverageBoard board;
    @Autowired
    PlannedAssignments planned;
    @Autowired
    Capacity capacity;
    @Autowired
    AccountService accounts;
    @Autowired
    AccountPeople people;
    @Autowired
    UserService users;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    TestClock clock;

    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        account("Zeta", Tier.STRATEGIC, company.member());
        account("Beta", null, company.member());
        fixtures.account(company, "South", company.stranger());
    }

    @Test
    void representativesStandWithWhatTheyCarryAndTheirAccountsByTier() {
        fixtures.as(company.manager(), () -> capacity.setCapacity(company.member().id(), 8));
        var columns = board(company.manager(), null, null);

        assertThat(columns).extracting(Column::name).as("who has none of the role and no account is no column").containsExactly("Colleague", "Member");
        var member = columns.getLast();
        assertThat(member.cards()).extracting(Card::name).containsExactly("Zeta", "Acme", "Beta");
        assertThat(List.of(member.load().points(), member.load().capacity())).containsExactly(9, 8);
        assertThat(member.load().overloaded()).isTrue();
        assertThat(member.cards()).allSatisfy(card -> assertThat(card.movable()).isTrue());
        assertThat(columns.getFirst().cards()).isEmpty();
    }

    @Test
    void everybodySeesTheOwnUnitsOnly() {
        assertThat(board(company.director(), null, null)).extracting(Column::name).containsExactly("Colleague", "Member", "Stranger");
        assertThat(board(company.director(), company.south(), null)).extracting(Column::name).containsExactly("Stranger");
        assertThat(board(company.manager(), company.south(), null)).isEmpty();
        assertThat(fixtures.as(company.manager(), () -> board.cards(new Query(null, null, 0, 9), company.stranger().id(), 0, 9))).isEmpty();
        assertThat(fixtures.as(company.manager(), () -> board.gaps(company.south()))).isEqualTo(new CoverageBoard.Gaps(0, 0, 0));
        assertThatThrownBy(() -> board(company.member(), null, null)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> board(company.administrator(), null, null)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void aPageOfRepresentativesSaysWhetherThereAreMore() {
        var first = fixtures.as(company.director(), () -> board.board(new Query(null, null, 0, 2)));
        var second = fixtures.as(company.director(), () -> board.board(new Query(null, null, 2, 2)));
        assertThat(first.columns()).extracting(Column::name).containsExactly("Colleague", "Member");
        assertThat(first.more()).isTrue();
        assertThat(second.columns()).extracting(Column::name).containsExactly("Stranger");
        assertThat(second.more()).isFalse();
    }

    @Test
    void aLongColumnShowsItsFirstCardsAndHowManyFollow() {
        for (int i = 0; i < CoverageBoard.CARDS; i++) {
            account("C" + (100 + i), Tier.STANDARD, company.member());
        }
        var member = board(company.manager(), null, null).getLast();
        assertThat(member.cards()).hasSize(CoverageBoard.CARDS);
        assertThat(member.moreCards()).isEqualTo(3);
        assertThat(fixtures.as(company.manager(), () -> board.cards(new Query(null, null, 0, 9), company.member().id(), CoverageBoard.CARDS, 9)))
                .extracting(Card::name).containsExactly("C138", "C139", "Beta");
    }

    @Test
    void aPastDayShowsWhoHadWhatAtItsEndAlsoThoseWhoLeft() {
        clock.advance(Duration.ofDays(3));
        fixtures.reassign(company.manager(), acme, company.colleague());
        clock.advance(Duration.ofDays(3));

        assertThat(names(company.manager(), TODAY.plusDays(2))).isEqualTo(Map.of("Colleague", List.of(), "Member", List.of("Zeta", "Acme", "Beta")));
        assertThat(names(company.manager(), TODAY.plusDays(3))).isEqualTo(Map.of("Colleague", List.of("Acme"), "Member", List.of("Zeta", "Beta")));
        assertThat(names(company.manager(), TODAY.minusDays(1))).isEqualTo(Map.of("Colleague", List.of(), "Member", List.of()));
        var past = board(company.manager(), null, TODAY.plusDays(2)).getLast();
        assertThat(past.load().points()).isEqualTo(9);
        assertThat(past.cards()).noneSatisfy(card -> assertThat(card.movable()).isTrue());

        fixtures.reassign(company.manager(), acme, company.member());
        fixtures.as(company.administrator(), () -> users.deactivate(company.colleague().id()));
        assertThat(names(company.manager(), TODAY.plusDays(4))).containsEntry("Colleague", List.of("Acme"));
        assertThat(names(company.manager(), null)).doesNotContainKey("Colleague");
    }

    @Test
    void aDayAheadShowsWhatIsPlannedUntilThen() {
        plan(company.colleague(), TODAY.plusDays(5));
        plan(company.member(), TODAY.plusDays(9));

        assertThat(names(company.manager(), TODAY.plusDays(4))).containsEntry("Colleague", List.of());
        assertThat(names(company.manager(), TODAY.plusDays(5))).isEqualTo(Map.of("Colleague", List.of("Acme"), "Member", List.of("Zeta", "Beta")));
        assertThat(names(company.manager(), TODAY.plusDays(9))).containsEntry("Colleague", List.of());
        assertThat(board(company.manager(), null, TODAY.plusDays(5)).getFirst().load().points()).isEqualTo(3);
        var card = board(company.manager(), null, null).getLast().cards().get(1);
        assertThat(card.plannedTo()).isEqualTo("Colleague");
        assertThat(card.plannedOn()).isEqualTo(TODAY.plusDays(5));
        assertThat(board(company.manager(), null, TODAY.plusDays(6)).getFirst().cards().getFirst().plannedTo()).isEqualTo("Member");
    }

    @Test
    void whatIsNotCoveredIsMarked() {
        fixtures.as(company.manager(), () -> people.setMember(acme, company.colleague().id(), TeamRole.BACKUP));
        var cards = board(company.manager(), null, null).getLast().cards().stream().collect(Collectors.toMap(Card::name, Card::gaps));
        assertThat(cards.get("Acme")).isEmpty();
        assertThat(cards.get("Beta")).containsExactly(Gap.NO_BACKUP);
        assertThat(fixtures.as(company.manager(), () -> board.gaps(null))).isEqualTo(new CoverageBoard.Gaps(0, 2, 0));
    }

    @Test
    void whoIsAwayIsShownWithTheStandIn() {
        SystemWork.run(() -> transaction.execute(status -> {
            people.standIn(7, company.member().id(), company.colleague().id(), TestClock.START, TestClock.START.plus(Duration.ofDays(2)));
            return null;
        }));
        var absence = board(company.manager(), null, null).getLast().load().absence();
        assertThat(absence).isEqualTo(new Absences.Absence(company.member().id(), TODAY.plusDays(2), company.colleague().id(), "Colleague"));
        assertThat(board(company.manager(), null, null).getLast().uncovered()).isFalse();
    }

    private List<Column> board(Viewer viewer, @Nullable Long unitId, @Nullable LocalDate on) {
        return fixtures.as(viewer, () -> board.board(new Query(unitId, on, 0, 20))).columns();
    }

    private Map<String, List<String>> names(Viewer viewer, @Nullable LocalDate on) {
        return board(viewer, null, on).stream().collect(Collectors.toMap(Column::name, column -> column.cards().stream().map(Card::name).toList()));
    }

    private void plan(Viewer to, LocalDate on) {
        fixtures.as(company.manager(), () -> planned.plan(new PlannedAssignments.Planning(acme, to.id(), on, "x", null)));
    }

    private void account(String name, @Nullable Tier tier, Viewer representative) {
        fixtures.as(company.director(), () -> accounts.save(new AccountDraft(null, name, null, null, tier, null, null, null, null, null, null, null, null,
                List.of(), representative.id(), 0)));
    }
}
