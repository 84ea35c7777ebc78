package app.mainstay.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.Races;
import app.mainstay.account.AccountPeople;
import app.mainstay.account.TeamRole;
import app.mainstay.coverage.Coverage.Assignment;
import app.mainstay.coverage.PlannedAssignments.Planning;
import app.mainstay.security.UserService;
import app.mainstay.shared.Problem;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Two at the same moment, in real transactions: exactly one is written, and the other reads what happened. */
@DatabaseTest
class CoverageRaceTest {

    private static final LocalDate TOMORROW = LocalDate.of(2026, 11, 25);

    @Autowired
    Fixtures fixtures;
    @Autowired
    Coverage coverage;

    @Autowired
    PlannedAssignments planned;
    @Autowired
    AccountPeople people;
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
        acme = fixtures.account(company, "Acme", company.member());
    }

    @AfterEach
    void end() {
        races.close();
    }

    @Test
    void twoManagersReassignTheSameAccountAndTheSecondReadsWhoWasQuicker() {
        var second = races.second(
                () -> fixtures.as(company.director(), () -> coverage.assign(new Assignment(acme, company.member().id(), company.stranger().id(), "one", null))),
                () -> fixtures.as(company.manager(), () -> coverage.assign(new Assignment(acme, company.member().id(), company.colleague().id(), "two", null))));

        assertThat(second).containsExactly(Problem.of(null, "problem.reassignedMeanwhile", "Stranger", "Director", "2026-11-24 10:30"));
        assertThat(jdbc.sql("select reason from account_representative where account_id = ? order by valid_from").param(acme).query(String.class).list())
                .containsExactly(null, "one");
        assertThat(jdbc.sql("select primary_rep_id from account").query(Long.class).single()).isEqualTo(company.stranger().id());
    }

    @Test
    void twoPlanTheSameDayAndOneIsPlanned() {
        var second = races.second(
                () -> fixtures.as(company.director(), () -> planned.plan(new Planning(acme, company.stranger().id(), TOMORROW, "one", null))),
                () -> fixtures.as(company.manager(), () -> planned.plan(new Planning(acme, company.colleague().id(), TOMORROW, "two", null))));

        assertThat(second).containsExactly(Problem.of("on", "coverage.problem.plannedAlready", "Stranger"));
        assertThat(jdbc.sql("select reason from coverage_planned").query(String.class).list()).containsExactly("one");
    }

    @Test
    void nobodyLeavesWhileBeingPlannedFor() {
        var second = races.second(
                () -> fixtures.as(company.manager(), () -> planned.plan(new Planning(acme, company.colleague().id(), TOMORROW, "one", null))),
                () -> fixtures.as(company.administrator(), () -> users.deactivate(company.colleague().id())));

        assertThat(second).containsExactly(Problem.of(null, "problem.plannedTo", 1));
    }

    @Test
    void nobodyIsPlannedForWhileLeaving() {
        var second = races.second(
                () -> fixtures.as(company.administrator(), () -> users.deactivate(company.colleague().id())),
                () -> fixtures.as(company.manager(), () -> planned.plan(new Planning(acme, company.colleague().id(), TOMORROW, "one", null))));

        assertThat(second).containsExactly(Problem.of("toUserId", "problem.inactive"));
    }

    @Test
    void theBackupDoesNotBecomeTheRepresentativeUnnoticed() {
        var second = races.second(
                () -> fixtures.as(company.manager(), () -> coverage.assign(new Assignment(acme, company.member().id(), company.colleague().id(), "one", null))),
                () -> fixtures.as(company.director(), () -> people.setMember(acme, company.colleague().id(), TeamRole.BACKUP)));

        assertThat(second).containsExactly(Problem.of("userId", "account.problem.primaryIsBackup"));
        assertThat(jdbc.sql("select count(*) from account_member").query(Integer.class).single()).isZero();
    }
}
