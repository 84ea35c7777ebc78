package app.mainstay.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.Races;
import app.mainstay.jobs.JobDriver;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Problem;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Two people do what only one can do, in transactions that run at the same time: one is written, the other reads who was first. */
@DatabaseTest
class HandoverRaceTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    @Autowired
    Fixtures fixtures;
    @Autowired
    Handovers handovers;
    @Autowired
    HandoverRun handoverRun;
    @Autowired
    Leaves leaves;
    @Autowired
    Coverage coverage;
    @Autowired
    JobDriver driver;
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
    void aHandoverIsSignedOnceAndTheSecondReadsByWhom() {
        long id = opened();
        int edition = fixtures.as(company.member(), () -> handovers.get(id).edition());
        var refusal = races.second(() -> fixtures.as(company.manager(), () -> sign(id, HandoverSide.GIVER, edition, "On leave")),
                () -> fixtures.as(company.member(), () -> sign(id, HandoverSide.GIVER, edition, null)));

        assertThat(refusal).containsExactly(Problem.of(null, "handover.problem.signedAlready", "Manager", "2026-11-24 10:30"));
        assertThat(jdbc.sql("select giver_signed_by from coverage_handover").query(Long.class).single()).isEqualTo(company.manager().id());
        assertThat(jdbc.sql("select count(*) from coverage_handover_aud where giver_signed_by is not null").query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void giverAndTakerSignAtTheSameTimeAndBothCount() {
        long id = opened();
        int edition = fixtures.as(company.member(), () -> handovers.get(id).edition());
        assertThat(races.second(() -> fixtures.as(company.member(), () -> sign(id, HandoverSide.GIVER, edition, null)),
                () -> fixtures.as(company.colleague(), () -> sign(id, HandoverSide.TAKER, edition, null)))).isEmpty();
        driver.runDue();
        assertThat(representative()).isEqualTo(company.colleague().id());
    }

    @Test
    void whoSignsWhileItIsBeingCancelledReadsSo() {
        long id = opened();
        var read = fixtures.as(company.manager(), () -> handovers.get(id));
        assertThat(races.second(() -> fixtures.as(company.manager(), () -> run(() -> handovers.cancel(id, read.version(), "Stays"))),
                () -> fixtures.as(company.member(), () -> sign(id, HandoverSide.GIVER, read.edition(), null))))
                .containsExactly(Problem.of(null, "handover.problem.cancelled", "Manager", "2026-11-24 10:30"));
    }

    @Test
    void anAccountComesIntoOneOfTwoHandoversThatAreWrittenAtOnce() {
        assertThat(races.second(() -> fixtures.as(company.manager(), () -> handovers.save(wanted(company.colleague()))),
                () -> fixtures.as(company.director(), () -> handovers.save(wanted(company.stranger())))))
                .containsExactly(Problem.of("accountIds", "handover.problem.elsewhere", 1, "Acme", "Manager", "2026-11-24 10:30"));
        assertThat(jdbc.sql("select count(*) from coverage_handover_account").query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void twoServersCarryItOutOnce() {
        long id = signed();
        assertThat(races.second(this::carryOut, this::carryOut)).isEmpty();
        assertThat(representative()).isEqualTo(company.colleague().id());
        assertThat(starts()).containsExactly(company.member().id(), company.colleague().id());
        assertThat(jdbc.sql("select count(*) from account_timeline where kind = 'coverage.handover'").query(Integer.class).single()).isEqualTo(1);
        assertThat(fixtures.as(company.manager(), () -> handovers.get(id).state())).isEqualTo(HandoverState.DONE);
    }

    @Test
    void whoReassignsDuringTheHandoverReadsThatItWentElsewhere() {
        signed();
        var refusal = races.second(() -> carryOut(), () -> fixtures.as(company.manager(), () -> run(() -> coverage.assign(
                new Coverage.Assignment(acme, company.member().id(), company.manager().id(), "Sooner", null)))));
        assertThat(refusal).extracting(Problem::key).containsExactly("problem.reassignedMeanwhile");
        assertThat(starts()).containsExactly(company.member().id(), company.colleague().id());
    }

    @Test
    void aHandoverDuringAReassignmentLeavesTheAccountOut() {
        long id = signed();
        assertThat(races.second(() -> fixtures.as(company.manager(), () -> run(() -> coverage.assign(
                new Coverage.Assignment(acme, company.member().id(), company.manager().id(), "Sooner", null)))), this::carryOut)).isEmpty();
        assertThat(starts()).containsExactly(company.member().id(), company.manager().id());
        assertThat(fixtures.as(company.manager(), () -> handovers.get(id).accounts())).extracting(HandoverDetails.Line::moved).containsExactly(false);
    }

    @Test
    void ofTwoLeavesThatOverlapOneIsWritten() {
        var refusal = races.second(() -> fixtures.as(company.manager(), () -> leaves.save(leave(company.member(), null, 1, 5))),
                () -> fixtures.as(company.member(), () -> leaves.save(leave(company.member(), null, 5, 7))));
        assertThat(refusal).containsExactly(Problem.of("from", "coverage.problem.leaveOverlaps", "2026-11-25", "2026-11-29", "Manager", "2026-11-24 10:30"));
        assertThat(jdbc.sql("select count(*) from coverage_leave").query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void whoGoesOnLeaveWhileBeingMadeAStandInReadsSo() {
        assertThat(races.second(() -> fixtures.as(company.member(), () -> leaves.save(leave(company.member(), company.colleague(), 1, 5))),
                () -> fixtures.as(company.colleague(), () -> leaves.save(leave(company.colleague(), null, 5, 7)))))
                .extracting(Problem::key).containsExactly("coverage.problem.standsInThen");
    }

    @Test
    void whoIsMadeAStandInWhileGoingOnLeaveIsNot() {
        assertThat(races.second(() -> fixtures.as(company.colleague(), () -> leaves.save(leave(company.colleague(), null, 5, 7))),
                () -> fixtures.as(company.member(), () -> leaves.save(leave(company.member(), company.colleague(), 1, 5)))))
                .extracting(Problem::key).containsExactly("coverage.problem.standInAway");
        assertThat(jdbc.sql("select count(*) from coverage_day where part = 'STAND_IN'").query(Integer.class).single()).isZero();
    }

    private boolean carryOut() {
        return handoverRun.attempt(jdbc.sql("select id from coverage_handover").query(Long.class).single());
    }

    private long opened() {
        long id = fixtures.as(company.manager(), () -> handovers.save(wanted(company.colleague())));
        fixtures.as(company.manager(), () -> handovers.open(id, 0));
        return id;
    }

    private long signed() {
        long id = opened();
        int edition = fixtures.as(company.member(), () -> handovers.get(id).edition());
        fixtures.as(company.member(), () -> sign(id, HandoverSide.GIVER, edition, null));
        fixtures.as(company.colleague(), () -> sign(id, HandoverSide.TAKER, edition, null));
        return id;
    }

    private boolean sign(long id, HandoverSide side, int edition, @Nullable String reason) {
        handovers.sign(id, side, edition, reason);
        return true;
    }

    private static boolean run(Runnable work) {
        work.run();
        return true;
    }

    private HandoverDraft wanted(Viewer taker) {
        return new HandoverDraft(null, company.member().id(), taker.id(), false, Set.of(acme), TODAY, "Moves", null, 0);
    }

    private static LeaveDraft leave(Viewer user, @Nullable Viewer standIn, int from, int until) {
        return new LeaveDraft(null, user.id(), standIn == null ? null : standIn.id(), TODAY.plusDays(from), TODAY.plusDays(until), LeaveKind.VACATION, null, 0);
    }

    private long representative() {
        return jdbc.sql("select primary_rep_id from account where id = ?").param(acme).query(Long.class).single();
    }

    private List<Long> starts() {
        return jdbc.sql("select user_id from account_representative where account_id = ? order by valid_from").param(acme).query(Long.class).list();
    }
}
