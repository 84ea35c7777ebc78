package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.Statements;
import app.mainstay.TestClock;
import app.mainstay.account.Sight.SightRule;
import app.mainstay.security.SystemWork;
import app.mainstay.security.Viewer;
import app.mainstay.shared.NotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Why can I see this: whoever sees an account is told a rule, whoever is told a rule sees it. */
@DatabaseTest
class SightTest {

    private static final Instant UNTIL = TestClock.START.plus(Duration.ofDays(3));

    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountScope scope;
    @Autowired
    AccountPeople people;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    PlatformTransactionManager transactions;
    @Autowired
    TestClock clock;

    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void anAccount() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
    }

    @Test
    void everyRuleIsNamed() {
        assertThat(why(company.member())).containsExactly(new Sight(SightRule.OWN, "", null));
        assertThat(why(company.manager())).containsExactly(new Sight(SightRule.UNIT, "City", null));
        assertThat(why(company.director())).containsExactly(new Sight(SightRule.UNIT, "City", null));
        nobody(company.colleague(), company.outsider(), company.stranger(), company.administrator());

        fixtures.as(company.manager(), () -> people.setMember(acme, company.colleague().id(), TeamRole.BACKUP));
        fixtures.as(company.director(), () -> people.setMember(acme, company.outsider().id(), TeamRole.SPONSOR));
        fixtures.as(company.director(), () -> people.setMember(acme, company.manager().id(), TeamRole.PRESALES));
        SystemWork.run(() -> transaction.execute(status -> {
            people.letRead(List.of(acme), company.stranger().id(), UNTIL);
            people.standIn(1, company.member().id(), company.colleague().id(), TestClock.START.minusSeconds(9), UNTIL);
            return null;
        }));
        assertThat(why(company.colleague())).containsExactlyInAnyOrder(new Sight(SightRule.BACKUP, "Member", null),
                new Sight(SightRule.STAND_IN, "Member", UNTIL));
        assertThat(why(company.outsider())).containsExactly(new Sight(SightRule.SPONSOR, "Member", null));
        assertThat(why(company.stranger())).containsExactly(new Sight(SightRule.READER, "Member", UNTIL));
        assertThat(why(company.manager())).containsExactlyInAnyOrder(new Sight(SightRule.UNIT, "City", null), new Sight(SightRule.PRESALES, "Member", null));

        clock.set(UNTIL);
        nobody(company.stranger());
        assertThat(why(company.colleague())).containsExactly(new Sight(SightRule.BACKUP, "Member", null));
    }

    @Test
    void aTransactionThatReadsAsksOnceWhatIsSeenElsewhere() {
        fixtures.as(company.colleague(), () -> {
            var statements = Statements.of(() -> reading().executeWithoutResult(status -> {
                assertThat(scope.sees(acme)).isFalse();
                assertThat(scope.sees(acme)).isFalse();
                assertThat(scope.writes(acme)).isFalse();
            }));
            assertThat(statements).filteredOn(one -> one.contains("account_stand_in")).hasSize(1);
            assertThat(statements).filteredOn(one -> one.contains("from account a where")).hasSize(1);
        });
    }

    @Test
    void whatIsGivenAndTakenCountsAtOnce() {
        fixtures.as(company.colleague(), () -> {
            // In the same transaction.
            transaction.executeWithoutResult(status -> {
                assertThat(scope.sees(acme)).isFalse();
                standIn(UNTIL);
                assertThat(scope.sees(acme)).isTrue();
                standIn(TestClock.START);
                assertThat(scope.sees(acme)).isFalse();
            });
            // In another one within it, as in another request.
            reading().executeWithoutResult(status -> {
                assertThat(scope.sees(acme)).isFalse();
                apart().executeWithoutResult(within -> standIn(UNTIL));
                assertThat(scope.sees(acme)).isTrue();
                apart().executeWithoutResult(within -> standIn(TestClock.START));
                assertThat(scope.sees(acme)).isFalse();
            });
            transaction.executeWithoutResult(status -> {
                people.letRead(List.of(acme), company.colleague().id(), UNTIL);
                people.letRead(List.of(acme), company.stranger().id(), TestClock.START.plusSeconds(1));
            });
            reading().executeWithoutResult(status -> {
                assertThat(scope.sees(acme)).isTrue();
                assertThat(scope.writes(acme)).isFalse();
                assertThat(fixtures.as(company.outsider(), () -> scope.sees(acme))).isFalse();
                assertThat(fixtures.as(company.stranger(), () -> scope.sees(acme))).isTrue();
            });
            clock.set(UNTIL);
            reading().executeWithoutResult(status -> assertThat(scope.sees(acme)).isFalse());
        });
        fixtures.as(company.member(), () -> reading().executeWithoutResult(status -> {
            assertThat(scope.writes(acme)).isTrue();
            apart().executeWithoutResult(within -> fixtures.reassign(company.director(), acme, company.stranger()));
            assertThat(scope.writes(acme)).isFalse();
            assertThat(fixtures.as(company.stranger(), () -> scope.writes(acme))).isTrue();
        }));
    }

    private void standIn(Instant until) {
        people.standIn(1, company.member().id(), company.colleague().id(), TestClock.START.minusSeconds(9), until);
    }

    private TransactionTemplate reading() {
        var reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        return reading;
    }

    private TransactionTemplate apart() {
        return new TransactionTemplate(transactions, new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
    }

    private List<Sight> why(Viewer viewer) {
        return fixtures.as(viewer, () -> scope.why(acme));
    }

    private void nobody(Viewer... viewers) {
        for (var viewer : viewers) {
            assertThat(fixtures.as(viewer, () -> scope.sees(acme))).isFalse();
            assertThatThrownBy(() -> why(viewer)).isInstanceOf(NotFoundException.class);
        }
    }
}
