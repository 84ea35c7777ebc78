package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.Races;
import app.mainstay.security.Role;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.shared.RefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** One gives an account to a person in the moment in which another moves that person: whoever comes second waits for the first. */
@DatabaseTest
class RepresentativeRaceTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    UserService users;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    JdbcClient jdbc;

    private Races races;
    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void company() {
        company = fixtures.company();
        races = new Races(transaction, jdbc);
        acme = fixtures.account(company, "Acme", company.colleague());
    }

    @AfterEach
    void end() {
        races.close();
    }

    @Test
    void anAccountThatIsGivenDuringTheMoveComesToTheNewUnit() {
        var problems = races.second(() -> fixtures.as(company.administrator(), () -> change(Role.MEMBER, company.south())),
                () -> fixtures.as(company.director(), this::giveAcme));

        assertThat(problems).isEmpty();
        assertThat(unitOf(acme)).isEqualTo(company.south());
    }

    @Test
    void anAccountThatIsCreatedDuringTheMoveComesToTheNewUnit() {
        var problems = races.second(() -> fixtures.as(company.administrator(), () -> change(Role.MEMBER, company.south())),
                () -> fixtures.account(company, "Bolt", company.member()));

        assertThat(problems).isEmpty();
        assertThat(unitOf(jdbc.sql("select id from account where name = 'Bolt'").query(Long.class).single())).isEqualTo(company.south());
    }

    @Test
    void aMoveDuringTheGivingTakesTheAccountAlong() {
        var problems = races.second(() -> fixtures.as(company.director(), this::giveAcme),
                () -> fixtures.as(company.administrator(), () -> change(Role.MEMBER, company.south())));

        assertThat(problems).isEmpty();
        assertThat(unitOf(acme)).isEqualTo(company.south());
    }

    @Test
    void nobodyBecomesAdministratorOrLeavesWhileBeingGivenAnAccount() {
        var problems = races.second(() -> fixtures.as(company.director(), this::giveAcme),
                () -> fixtures.as(company.administrator(), () -> change(Role.ADMINISTRATOR, company.city())));

        assertThat(problems).isNotEmpty();
        assertThatThrownBy(() -> fixtures.as(company.administrator(), () -> users.deactivate(company.member().id())))
                .isInstanceOf(RefusedException.class);
    }

    private long giveAcme() {
        fixtures.reassign(company.director(), acme, company.member());
        return acme;
    }

    private long change(Role role, long unitId) {
        UserDraft draft = users.get(company.member().id());
        return users.save(new UserDraft(draft.id(), draft.username(), draft.displayName(), draft.email(), role, unitId, draft.version()));
    }

    private long unitOf(long accountId) {
        return jdbc.sql("select unit_id from account where id = ?").param(accountId).query(Long.class).single();
    }
}
