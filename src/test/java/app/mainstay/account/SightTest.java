package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
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
