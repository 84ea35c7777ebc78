package app.mainstay.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.base.Changes;
import app.mainstay.jobs.JobDriver.Server;
import app.mainstay.jobs.ScriptedJob.Place;
import app.mainstay.jobs.ScriptedJob.Words;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class JobsTest {

    /** After it, a server that gave no sign is taken for dead. */
    private static final Duration SILENCE = JobDriver.HEARTBEAT.multipliedBy(7);

    @Autowired
    Fixtures fixtures;
    @Autowired
    Jobs jobs;
    @Autowired
    JobDriver driver;
    @Autowired
    ScriptedJob kind;
    @Autowired
    UserService users;
    @Autowired
    CurrentUser currentUser;
    @Autowired
    Changes changes;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TestClock clock;

    private Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
    }

    // ---- submitting ----

    @Test
    void runsWithItsPayloadAndKeepsWhatCameOut() {
        kind.does(run -> {
            run.progress(2, 2);
            run.result(new Words(List.of("out")));
            run.say("jobs.cleaned", 2);
        });
        long id = submit(company.member(), "one", "two");
        assertThat(row(id)).extracting(JobRow::state, JobRow::submittedByName, JobRow::submittedAt)
                .containsExactly(JobState.WAITING, "Member", TestClock.START);

        clock.advance(Duration.ofSeconds(3));
        driver.runDue();

        assertThat(kind.payloads()).containsExactly(new Words(List.of("one", "two")));
        var row = row(id);
        assertThat(row.state()).isEqualTo(JobState.DONE);
        assertThat(row.startedAt()).isEqualTo(TestClock.START.plusSeconds(3)).isEqualTo(row.endedAt());
        assertThat(row.done()).isEqualTo(2);
        assertThat(row.sentences()).containsExactly(Problem.of(null, "jobs.cleaned", 2));
        assertThat(fixtures.as(company.member(), () -> jobs.result(id, Words.class))).contains(new Words(List.of("out")));
        assertThat(tasks()).isZero();
    }

    @Test
    void aCallerWhoRollsBackLeavesNoJob() {
        fixtures.as(company.member(), () -> transaction.executeWithoutResult(status -> {
            jobs.submit(kind, new Words(List.of()));
            status.setRollbackOnly();
        }));

        assertThat(jdbc.sql("select count(*) from jobs_job").query(Integer.class).single()).isZero();
        assertThat(tasks()).isZero();
    }

    @Test
    void theWorkIsDoneInThePersonsNameWithTheRoleOfToday() {
        var acting = new ArrayList<Viewer>();
        kind.does(run -> acting.add(currentUser.require()));
        submit(company.member());
        fixtures.as(company.administrator(), () -> {
            var draft = users.get(company.member().id());
            users.save(new UserDraft(draft.id(), draft.username(), draft.displayName(), draft.email(), Role.MANAGER, company.south(),
                    draft.version()));
        });

        driver.runDue();

        assertThat(acting).singleElement().satisfies(viewer -> {
            assertThat(viewer.id()).isEqualTo(company.member().id());
            assertThat(viewer.role()).isEqualTo(Role.MANAGER);
            assertThat(viewer.unitId()).isEqualTo(company.south());
        });
        assertThat(currentUser.find()).isEmpty();
    }

    @Test
    void whoIsNoLongerActiveHasNothingDone() {
        long id = submit(company.stranger());
        fixtures.as(company.administrator(), () -> users.deactivate(company.stranger().id()));
        kind.does(run -> { });

        driver.runDue();

        assertThat(kind.payloads()).isEmpty();
        assertThat(row(id).state()).isEqualTo(JobState.FAILED);
        assertThat(row(id).sentences()).containsExactly(Problem.of(null, "jobs.problem.inactive"));
        assertThat(row(id).reference()).isNotNull();
    }

    // ---- progress ----

    @Test
    void progressIsToldWhileItRuns() throws InterruptedException {
        var heard = new LinkedBlockingQueue<Changes.Change>();
        Runnable end = changes.listen(heard::add);
        try {
            var during = new ArrayList<JobRow>();
            kind.does(run -> {
                run.progress(3, 10);
                during.add(row(run.jobId()));
            });
            long id = submit(company.member());
            driver.runDue();

            assertThat(during).singleElement().extracting(JobRow::state, JobRow::done, JobRow::total)
                    .containsExactly(JobState.RUNNING, 3L, 10L);
            // Submitted, begun, progress, ended.
            for (int i = 0; i < 4; i++) {
                assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(new Changes.Change(Changes.JOB, id));
            }
        } finally {
            end.run();
        }
    }

    // ---- cancelling ----

    @Test
    void aWaitingJobIsCancelledAtOnce() {
        kind.does(run -> { });
        long id = submit(company.member());
        fixtures.as(company.member(), () -> jobs.cancel(id));
        assertThat(row(id).state()).isEqualTo(JobState.CANCELLED);

        driver.runDue();

        assertThat(kind.payloads()).isEmpty();
        assertThat(row(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(tasks()).isZero();
    }

    @Test
    void aRunningJobStopsAtItsNextCheckAndKeepsWhatItDid() {
        var reached = new ArrayList<String>();
        kind.does(run -> {
            run.check();
            run.progress(1, 2);
            run.say("jobs.cleaned", 1);
            fixtures.as(company.member(), () -> jobs.cancel(run.jobId()));
            assertThat(row(run.jobId()).cancelling()).isTrue();
            reached.add("first");
            run.check();
            reached.add("second");
        });
        long id = submit(company.member());

        driver.runDue();

        assertThat(reached).containsExactly("first");
        assertThat(row(id)).extracting(JobRow::state, JobRow::done).containsExactly(JobState.CANCELLED, 1L);
        assertThat(row(id).sentences()).containsExactly(Problem.of(null, "jobs.cleaned", 1));
    }

    @Test
    void whatHasEndedStaysAsItIs() {
        kind.does(run -> { });
        long id = submit(company.member());
        driver.runDue();

        fixtures.as(company.member(), () -> jobs.cancel(id));

        assertThat(row(id)).extracting(JobRow::state, JobRow::cancelling).containsExactly(JobState.DONE, false);
    }

    // ---- failing ----

    @Test
    void aFailureIsASentenceWithANumberThatStandsInTheLogAndNoStackTrace() {
        kind.does(run -> {
            throw new IllegalStateException("select secret from somewhere");
        });
        long id = submit(company.member());

        var log = new ListAppender<ILoggingEvent>();
        logged(log, driver::runDue);

        var row = row(id);
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage()).contains(row.reference());
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("select secret from somewhere");
        });
        assertThat(row.state()).isEqualTo(JobState.FAILED);
        assertThat(row.reference()).satisfies(reference -> assertThat(Ids.parse(reference)).isPresent());
        assertThat(row.sentences()).containsExactly(Problem.of(null, "jobs.problem.unexpected", row.reference()));
        assertThat(jdbc.sql("select sentences from jobs_job").query(String.class).single()).doesNotContain("secret");
        assertThat(tasks()).isZero();
    }

    @Test
    void aRefusalKeepsItsReasons() {
        kind.does(run -> {
            throw new RefusedException(Problem.of("name", "problem.tooLong", 200));
        });
        long id = submit(company.member());

        driver.runDue();

        assertThat(row(id).sentences()).containsExactly(Problem.of("name", "problem.tooLong", 200));
    }

    @Test
    void aPassingFailureOfTheDatabaseIsTriedAgainAndAtLastGivenUp() {
        kind.does(run -> {
            throw new TransientDataAccessResourceException("gone for a moment");
        });
        long id = submit(company.member());
        for (int i = 0; i < 5; i++) {
            driver.runDue();
            assertThat(row(id).state()).isEqualTo(JobState.WAITING);
            driver.runDue();
            assertThat(kind.payloads()).as("not before a pause").hasSize(i + 1);
            clock.advance(Duration.ofMinutes(5));
        }

        logged(new ListAppender<>(), driver::runDue);

        assertThat(row(id).state()).isEqualTo(JobState.FAILED);
        assertThat(kind.payloads()).hasSize(6);
    }

    // ---- crashes and several servers ----

    @Test
    void twoServersRunAJobOnce() {
        Server other = driver.server();
        kind.does(run -> other.runDue());
        long id = submit(company.member());

        driver.server().runDue();
        other.runDue();

        assertThat(kind.payloads()).hasSize(1);
        assertThat(row(id).state()).isEqualTo(JobState.DONE);
    }

    /** The first server stops dead behind its second portion; it wakes up later, in the middle of its third, and must not write that one. */
    @Test
    void aJobGoesOnBehindTheLastPortionOfADeadServer() throws Exception {
        var portions = new CopyOnWriteArrayList<String>();
        var dead = new CountDownLatch(1);
        var awake = new CountDownLatch(1);
        var server = new ThreadLocal<String>();
        kind.does(run -> {
            for (int next = run.lastCheckpoint(Place.class).map(Place::next).orElse(0); next < 4; next++) {
                int portion = next;
                if (portion == 2 && "first".equals(server.get())) {
                    dead.countDown();
                    await(awake);
                }
                transaction.executeWithoutResult(status -> {
                    write(portion);
                    run.progress(portion + 1, 4);
                    run.checkpoint(new Place(portion + 1));
                });
                portions.add(server.get() + " " + portion);
            }
        });
        long id = submit(company.member());
        Server first = driver.server();
        var crashing = CompletableFuture.runAsync(() -> {
            server.set("first");
            first.runDue();
        }, command -> new Thread(command).start());
        await(dead);
        assertThat(written()).containsExactly(0, 1);

        server.set("second");
        Server second = driver.server();
        second.takeOver();
        second.runDue();
        assertThat(portions).as("too early").containsExactly("first 0", "first 1");

        clock.advance(SILENCE);
        second.takeOver();
        second.runDue();
        assertThat(row(id)).extracting(JobRow::state, JobRow::done).containsExactly(JobState.DONE, 4L);

        awake.countDown();
        crashing.get(30, TimeUnit.SECONDS);
        assertThat(portions).containsExactly("first 0", "first 1", "second 2", "second 3");
        assertThat(written()).containsExactly(0, 1, 2, 3);
        assertThat(row(id).state()).isEqualTo(JobState.DONE);
        assertThat(tasks()).isZero();
    }

    @Test
    void aPortionAndItsCheckpointAreWrittenTogetherOrNotAtAll() {
        kind.does(run -> {
            int next = run.lastCheckpoint(Place.class).map(Place::next).orElse(0);
            transaction.executeWithoutResult(status -> {
                write(next);
                run.checkpoint(new Place(next + 1));
                if (kind.payloads().size() == 1) {
                    throw new TransientDataAccessResourceException("before the commit");
                }
            });
        });
        long id = submit(company.member());
        driver.runDue();
        assertThat(written()).isEmpty();

        clock.advance(Duration.ofMinutes(1));
        driver.runDue();

        assertThat(written()).containsExactly(0);
        assertThat(row(id).state()).isEqualTo(JobState.DONE);
    }

    @Test
    void aServerThatShutsDownLeavesTheJobToTheNext() {
        Server first = driver.server();
        kind.does(run -> {
            run.lastCheckpoint(Place.class).ifPresentOrElse(place -> run.say("jobs.cleaned", place.next()), () -> {
                run.checkpoint(new Place(7));
                first.scheduler().stop();
            });
            run.check();
        });
        long id = submit(company.member());
        first.runDue();
        assertThat(row(id).state()).isEqualTo(JobState.WAITING);

        driver.runDue();

        assertThat(row(id).sentences()).containsExactly(Problem.of(null, "jobs.cleaned", 7));
        assertThat(row(id).state()).isEqualTo(JobState.DONE);
    }

    // ---- rights ----

    @Test
    void everybodySeesTheOwnJobsAndAnAdministratorAll() {
        kind.does(run -> run.result(new Words(List.of("for the owner"))));
        long mine = submit(company.member());
        clock.advance(Duration.ofSeconds(1));
        long other = submit(company.manager());
        driver.runDue();

        assertThat(seenBy(company.member())).containsExactly(mine);
        assertThat(seenBy(company.director())).isEmpty();
        assertThat(seenBy(company.administrator())).containsExactly(other, mine);
        fixtures.as(company.member(), () -> {
            assertThat(jobs.find(mine)).isPresent();
            assertThat(jobs.find(other)).isEmpty();
            assertThatThrownBy(() -> jobs.cancel(other)).isInstanceOf(NotFoundException.class);
            assertThat(jobs.result(mine, Words.class)).isPresent();
            assertThat(jobs.result(other, Words.class)).isEmpty();
        });
        fixtures.as(company.administrator(), () -> {
            assertThat(jobs.find(mine)).isPresent();
            assertThat(jobs.result(mine, Words.class)).isEmpty();
        });
        assertThatThrownBy(() -> jobs.page(JobFilter.ALL, Slice.first(10, JobSort.SUBMITTED)))
                .isInstanceOfAny(AuthenticationCredentialsNotFoundException.class, AccessDeniedException.class);
    }

    @Test
    void anAdministratorCancelsAnybodysJob() {
        long id = submit(company.member());

        fixtures.as(company.administrator(), () -> jobs.cancel(id));

        assertThat(row(id).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void theListIsFilteredByState() {
        kind.does(run -> { });
        long done = submit(company.member());
        driver.runDue();
        long waiting = submit(company.member());

        fixtures.as(company.administrator(), () -> {
            assertThat(jobs.page(new JobFilter(Set.of(JobState.WAITING, JobState.RUNNING)), Slice.first(10, JobSort.KIND)))
                    .extracting(JobRow::id).containsExactly(waiting);
            assertThat(jobs.page(new JobFilter(Set.of(JobState.DONE)), Slice.first(10, JobSort.STATE))).extracting(JobRow::id)
                    .containsExactly(done);
        });
    }

    // ---- every day ----

    @Test
    void theNightlyCleaningRunsOnceANightInTheBusinessZone() {
        kind.does(run -> { });
        long id = submit(company.member());
        driver.runDue();
        Server first = driver.server();
        first.start();
        driver.server().start();
        first.runDue();
        assertThat(cleanings()).isEmpty();

        // 03:00 in Shanghai
        clock.set(Instant.parse("2026-11-24T19:00:00Z"));
        first.runDue();
        driver.runDue();
        assertThat(cleanings()).containsExactly(JobState.DONE);
        assertThat(row(id).state()).isEqualTo(JobState.DONE);

        // Not started for weeks: made up once, and by now the first job is old.
        clock.set(Instant.parse("2026-12-25T05:00:00Z"));
        driver.runDue();
        driver.runDue();
        assertThat(cleanings()).hasSize(1);
        fixtures.as(company.administrator(), () -> {
            assertThat(jobs.find(id)).isEmpty();
            assertThat(jobs.page(JobFilter.ALL, Slice.first(10, JobSort.SUBMITTED))).filteredOn(row -> row.kind().equals("jobs-cleaning"))
                    .singleElement().satisfies(row -> {
                assertThat(row.submittedBy()).isNull();
                // The job above and the daily work of that first night, however much of it there is.
                assertThat(row.sentences()).singleElement().satisfies(sentence -> {
                    assertThat(sentence.key()).isEqualTo("jobs.cleaned");
                    assertThat((Integer) sentence.args().getFirst()).isGreaterThan(1);
                });
            });
        });
    }

    @Test
    void theHourFollowsTheZoneOfTheSettings() {
        jdbc.sql("update settings_business set zone = 'Europe/Berlin'").update();
        driver.server().start();

        assertThat(jdbc.sql("select cast(execution_time as char(19)) from jobs_task where task_name = 'daily-jobs-cleaning'")
                .query(String.class).single()).isEqualTo("2026-11-25 02:00:00");
    }

    @Test
    void aKindThatHasGoneIsGivenUpInTheEnd() {
        long id = submit(company.member());
        jdbc.sql("delete from jobs_task").update();
        driver.server().start();
        clock.advance(Duration.ofDays(20));

        driver.runDue();
        driver.runDue();

        assertThat(row(id).state()).isEqualTo(JobState.FAILED);
        assertThat(row(id).sentences()).containsExactly(Problem.of(null, "jobs.problem.forgotten"));
    }

    // ---- helpers ----

    private long submit(Viewer person, String... words) {
        return fixtures.as(person, () -> jobs.submit(kind, new Words(List.of(words))));
    }

    private JobRow row(long id) {
        return fixtures.as(company.administrator(), () -> jobs.find(id)).orElseThrow();
    }

    private List<Long> seenBy(Viewer person) {
        return fixtures.as(person, () -> jobs.page(JobFilter.ALL,
                new Slice<>(0, 10, List.of(new Slice.Order<>(JobSort.SUBMITTED, true))))).stream().map(JobRow::id).toList();
    }

    private int tasks() {
        return jdbc.sql("select count(*) from jobs_task").query(Integer.class).single();
    }

    private List<JobState> cleanings() {
        return jdbc.sql("select state from jobs_job where kind = 'jobs-cleaning' order by id").query(String.class).list().stream()
                .map(JobState::valueOf).toList();
    }

    /** Work of a portion: a row that comes with its commit, twice if it is done twice. */
    private void write(int portion) {
        jdbc.sql("insert into audit_revision (id, created_at, reason) values (?, now(), ?)").param(Ids.next()).param(String.valueOf(portion)).update();
    }

    private List<Integer> written() {
        return jdbc.sql("select reason from audit_revision where reason is not null and length(reason) = 1 order by reason").query(String.class).list()
                .stream().map(Integer::valueOf).toList();
    }

    /** What the product logs as an error meanwhile, instead of the test run saying it. */
    private static void logged(ListAppender<ILoggingEvent> log, Runnable work) {
        var logger = (Logger) LoggerFactory.getLogger(JobRunner.class);
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
        try {
            work.run();
        } finally {
            logger.setAdditive(true);
            logger.detachAppender(log);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing happened");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
