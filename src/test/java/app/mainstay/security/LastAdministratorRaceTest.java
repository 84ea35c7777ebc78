package app.mainstay.security;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.shared.RefusedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two administrators who remove each other at the same moment: each finds the other when asked, and one must stay. */
@DatabaseTest
class LastAdministratorRaceTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    UserService users;
    @Autowired
    JdbcClient jdbc;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final CyclicBarrier together = new CyclicBarrier(2);
    private Viewer first;
    private Viewer second;

    @BeforeEach
    void administrators() {
        var company = fixtures.company();
        first = company.administrator();
        second = fixtures.user("second", Role.ADMINISTRATOR, company.root());
        jdbc.sql("insert into security_password (user_id, hash, must_change, changed_at) select id, 'none', false, '2026-11-24 00:00:00' "
                + "from security_user where role = 'ADMINISTRATOR'").update();
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @RepeatedTest(5)
    void oneOfTwoThatDeactivateEachOtherStays() {
        race(() -> fixtures.as(first, () -> users.deactivate(second.id())), () -> fixtures.as(second, () -> users.deactivate(first.id())));
    }

    @RepeatedTest(5)
    void oneOfTwoThatDemoteThemselvesStays() {
        race(() -> fixtures.as(first, () -> demote(first)), () -> fixtures.as(second, () -> demote(second)));
    }

    @RepeatedTest(5)
    void oneStaysWhenOneIsDemotedAndTheOtherDeactivated() {
        race(() -> fixtures.as(first, () -> demote(first)), () -> fixtures.as(first, () -> users.deactivate(second.id())));
    }

    private void demote(Viewer administrator) {
        UserDraft draft = users.get(administrator.id());
        users.save(new UserDraft(draft.id(), draft.username(), draft.displayName(), draft.email(), Role.MEMBER, draft.unitId(), draft.version()));
    }

    private void race(Runnable one, Runnable other) {
        var outcomes = Stream.of(one, other).map(act -> CompletableFuture.supplyAsync(() -> attempt(act), threads)).toList();
        assertThat(outcomes.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder("done", "problem.lastAdministrator");
        assertThat(jdbc.sql("select count(*) from security_user where role = 'ADMINISTRATOR' and active = true").query(Long.class).single()).isEqualTo(1);
    }

    private String attempt(Runnable act) {
        try {
            together.await();
            act.run();
            return "done";
        } catch (RefusedException refused) {
            return refused.problems().getFirst().key();
        } catch (Exception failure) {
            return failure.toString();
        }
    }
}
