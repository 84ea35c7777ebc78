package app.mainstay.base.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.audit.Because;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountMassWriter;
import app.mainstay.account.AccountMassWriter.Holder;
import app.mainstay.account.AccountMassWriter.State;
import app.mainstay.account.AccountMassWriter.Story;
import app.mainstay.account.AccountService;
import app.mainstay.account.Lifecycle;
import app.mainstay.account.Tier;
import app.mainstay.account.Timeline;
import app.mainstay.account.TimelineEntry;
import app.mainstay.jobs.JobDriver;
import app.mainstay.jobs.JobRow;
import app.mainstay.jobs.JobRun;
import app.mainstay.jobs.JobState;
import app.mainstay.jobs.Jobs;
import app.mainstay.jobs.ScriptedJob;
import app.mainstay.security.SystemWork;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

/** Bulk edit from the door to the rows, on accounts. */
@DatabaseTest
class BulkTest {

    private static final int ROWS = 300;
    private static final List<Problem> ARCHIVED = List.of(Problem.of(null, "problem.archived"));

    @Autowired
    Fixtures fixtures;
    @Autowired
    Bulk bulk;
    @Autowired
    Jobs jobs;
    @Autowired
    JobDriver driver;
    @Autowired
    ScriptedJob scripted;
    @Autowired
    BulkTarget accountBulk;
    @Autowired
    BatchStore store;
    @Autowired
    Portions portions;
    @Autowired
    AccountService accounts;
    @Autowired
    AccountMassWriter writer;
    @Autowired
    Timeline timeline;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TestClock clock;

    private Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
    }

    // ---- preview ----

    @Test
    void aPreviewCountsAndShowsAndWritesNothing() {
        var ids = accounts(ROWS, company.member());
        archive(ids.get(10), ids.get(20), ids.get(250));
        tier(ids.get(0), Tier.STRATEGIC);
        int history = history();

        var preview = fixtures.as(company.manager(), () -> bulk.preview(request(ids, "tier", "STRATEGIC")));

        assertThat(preview).extracting(BulkPreview::count, BulkPreview::changed, BulkPreview::unchanged, BulkPreview::refused)
                .containsExactly(300L, 296L, 1L, 3L);
        assertThat(preview.reasons()).containsExactly(new BulkPreview.Reason(ARCHIVED, 3));
        assertThat(preview.lines()).hasSize(BulkPreview.LINES).first()
                .isEqualTo(new BulkPreview.Line(ids.get(1), "Account 1", List.of("CORE"), List.of("STRATEGIC"), List.of()));
        assertThat(preview.lines()).contains(new BulkPreview.Line(ids.get(10), "Account 10", List.of("CORE"), List.of("STRATEGIC"), ARCHIVED));
        assertThat(history()).isEqualTo(history);
    }

    @Test
    void aPreviewInTheBackgroundTellsTheSame() {
        var ids = accounts(5, company.member());
        var request = request(ids, "addTag", "key");
        long job = fixtures.as(company.member(), () -> bulk.submitPreview(request));

        driver.runDue();

        fixtures.as(company.member(), () -> {
            assertThat(jobs.find(job).orElseThrow()).extracting(JobRow::state, JobRow::done, JobRow::total).containsExactly(JobState.DONE, 5L, 5L);
            assertThat(jobs.result(job, BulkPreview.class)).contains(bulk.preview(request));
        });
    }

    @Test
    void aRefusalOfARuleIsFoldedByItsReason() {
        var ids = accounts(4, company.member());
        var preview = fixtures.as(company.manager(), () -> bulk.preview(request(ids, "sector", "nonsense")));

        assertThat(preview.refused()).isEqualTo(4);
        assertThat(preview.reasons()).containsExactly(new BulkPreview.Reason(List.of(Problem.of("sector", "problem.unknownCode", "nonsense")), 4));
    }

    // ---- doing it ----

    @Test
    void changesWhatItMayAndListsWhatIsRefused() {
        var ids = accounts(ROWS, company.member());
        archive(ids.get(10), ids.get(20), ids.get(250));
        tier(ids.get(0), Tier.STRATEGIC);
        clock.advance(Duration.ofMinutes(1));

        var batch = submit(company.manager(), request(ids, "tier", "STRATEGIC"));
        driver.runDue();

        assertThat(report(company.manager(), batch)).isEqualTo(new BulkReport(batch.batchId(), 296, 1, 3));
        assertThat(job(batch.jobId())).extracting(JobRow::state, JobRow::done, JobRow::total).containsExactly(JobState.DONE, 300L, 300L);
        assertThat(job(batch.jobId()).sentences()).containsExactly(Problem.of(null, "bulk.done", 296, 1, 3));
        assertThat(count("select count(*) from account where tier = 'STRATEGIC'")).isEqualTo(297);
        assertThat(lines(company.manager(), batch, BatchLine.State.REFUSED)).containsExactly(
                new BatchLine(ids.get(10), "Account 10", BatchLine.State.REFUSED, ARCHIVED),
                new BatchLine(ids.get(20), "Account 20", BatchLine.State.REFUSED, ARCHIVED),
                new BatchLine(ids.get(250), "Account 250", BatchLine.State.REFUSED, ARCHIVED));
        // The history says who, why and in which batch, the story of each account what.
        assertThat(count("select count(*) from account_aud h join audit_revision r on r.id = h.rev where r.batch_id = " + batch.batchId()
                + " and r.reason = 'because' and r.actor_id = " + company.manager().id())).isEqualTo(296);
        assertThat(story(ids.get(5))).startsWith("account.tier");
        assertThat(version(ids.get(5))).isEqualTo(1);

        // Back come those that were changed, and no others.
        long undo = fixtures.as(company.manager(), () -> bulk.undo(batch.batchId()));
        driver.runDue();
        assertThat(fixtures.as(company.manager(), () -> jobs.result(undo, UndoReport.class))).contains(new UndoReport(batch.batchId(), 296, 0));
        assertThat(count("select count(*) from account where tier = 'CORE'")).isEqualTo(299);
    }

    @Test
    void whatIsOutOfScopeIsSilentlyNone() {
        var mine = accounts(3, company.member());
        var others = accounts(3, company.stranger(), 100);
        var all = new ArrayList<>(mine);
        all.addAll(others);
        all.add(1L);
        var request = request(all, "addTag", "key");
        assertThat(fixtures.as(company.manager(), () -> bulk.count("accounts", request.selection()))).isEqualTo(3);
        assertThat(fixtures.as(company.manager(), () -> bulk.preview(request)).count()).isEqualTo(3);

        var batch = submit(company.manager(), request);
        driver.runDue();

        assertThat(report(company.manager(), batch)).isEqualTo(new BulkReport(batch.batchId(), 3, 0, 0));
        assertThat(count("select count(*) from base_batch_row")).isEqualTo(3);
        assertThat(count("select count(*) from account_tag")).isEqualTo(3);
    }

    @Test
    void onlyFieldsOfTheOwnRoleCanBeSet() {
        var ids = accounts(2, company.member());

        assertThatThrownBy(() -> submit(company.member(), request(ids, "archived", "yes"))).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> submit(company.member(), request(ids, "nonsense", "yes"))).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> submit(company.administrator(), request(ids, "tier", "CORE"))).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> submit(company.member(), new BulkRequest("nonsense", BulkSelection.of(ids), "tier", List.of("CORE"), null)))
                .isInstanceOf(NotFoundException.class);
        assertThat(count("select count(*) from base_batch")).isZero();
        assertThat(count("select count(*) from jobs_job")).isZero();
    }

    @Test
    void aValueThatIsNoneIsSaidAtOnce() {
        var ids = accounts(2, company.member());

        assertThat(problems(request(ids, "tier", "nonsense"))).containsExactly(Problem.of("value", "problem.unknownCode", "nonsense"));
        assertThat(problems(request(ids, "archived"))).containsExactly(Problem.of("value", "problem.required"));
        assertThat(problems(request(ids, "addTag", "x".repeat(41)))).containsExactly(Problem.of("value", "problem.tagTooLong"));
        assertThat(problems(new BulkRequest("accounts", BulkSelection.matching("q=" + "x".repeat(5_000)), "tier", List.of(), "r".repeat(501))))
                .extracting(Problem::field).containsExactly("query", "reason");
        assertThat(catchThrowableOfType(RefusedException.class, () -> BulkSelection.of(java.util.stream.LongStream.range(0, 10_001).boxed().toList()))
                .problems()).containsExactly(Problem.of(null, "bulk.problem.tooMany", 10_000));
    }

    @Test
    void theRightsOfTodayCount() {
        var ids = accounts(2, company.member());
        var batch = submit(company.manager(), request(ids, "archived", "yes"));
        jdbc.sql("update security_user set role = 'MEMBER' where username = 'manager'").update();

        driver.runDue();

        assertThat(job(batch.jobId())).extracting(JobRow::state, row -> row.sentences().getFirst().key())
                .containsExactly(JobState.FAILED, "jobs.problem.denied");
        assertThat(count("select count(*) from account where archived_at is not null")).isZero();
    }

    @Test
    void stoppedInTheMiddleWhatIsDoneStaysAndCanBeUndone() {
        var ids = accounts(ROWS, company.member());
        var batch = submitWith(company.manager(), request(ids, "tier", "STRATEGIC"), (run, calls) -> {
            if (calls == 50) {
                fixtures.as(company.manager(), () -> jobs.cancel(run.jobId()));
            }
        });

        driver.runDue();

        assertThat(job(batch.jobId())).extracting(JobRow::state, JobRow::done).containsExactly(JobState.CANCELLED, 200L);
        assertThat(report(company.manager(), batch)).isEqualTo(new BulkReport(batch.batchId(), 200, 0, 0));
        assertThat(count("select count(*) from account where tier = 'STRATEGIC'")).isEqualTo(200);

        fixtures.as(company.manager(), () -> bulk.undo(batch.batchId()));
        driver.runDue();
        assertThat(count("select count(*) from account where tier = 'CORE'")).isEqualTo(300);
    }

    @Test
    void goesOnAfterACrashWithoutDoingAnythingTwice() {
        var ids = accounts(ROWS, company.member());
        var crashes = new ArrayList<Integer>();
        var batch = submitWith(company.manager(), request(ids, "addTag", "key"), (run, calls) -> {
            if (calls == 250 && crashes.isEmpty()) {
                crashes.add(calls);
                throw new DataAccessResourceFailureException("the database is gone");
            }
        });
        driver.runDue();
        assertThat(count("select count(*) from account_tag")).isEqualTo(200);
        assertThat(job(batch.jobId()).state()).isEqualTo(JobState.WAITING);

        clock.advance(Duration.ofMinutes(1));
        driver.runDue();

        assertThat(crashes).hasSize(1);
        assertThat(report(company.manager(), batch)).isEqualTo(new BulkReport(batch.batchId(), 300, 0, 0));
        assertThat(count("select count(*) from account where version = 1")).isEqualTo(300);
        assertThat(count("select count(*) from account_timeline where kind = 'account.changed'")).isEqualTo(300);
    }

    // ---- two at once ----

    @Test
    void whereTwoBatchesCrossTheLaterOfTwoWritersIsRefused() {
        var ids = accounts(10, company.member());
        var batch = submitWith(company.manager(), request(ids, "tier", "STRATEGIC"), (run, calls) -> {
            if (calls == 1) {
                // The first batch has read its rows and not yet written any.
                elsewhere(() -> {
                    var other = submit(company.director(), request(ids.subList(3, 6), "addTag", "key"));
                    driver.runDue();
                    assertThat(report(company.director(), other)).isEqualTo(new BulkReport(other.batchId(), 3, 0, 0));
                });
            }
        });

        driver.runDue();

        assertThat(report(company.manager(), batch)).isEqualTo(new BulkReport(batch.batchId(), 7, 0, 3));
        assertThat(lines(company.manager(), batch, BatchLine.State.REFUSED)).extracting(BatchLine::id).containsExactlyElementsOf(ids.subList(3, 6));
        assertThat(lines(company.manager(), batch, BatchLine.State.REFUSED)).extracting(BatchLine::problems)
                .containsOnly(List.of(Problem.of(null, "bulk.problem.changedBy", "Director")));
        assertThat(count("select count(*) from account where tier = 'STRATEGIC'")).isEqualTo(7);
        assertThat(count("select count(*) from account where version <> 1")).isZero();
        assertThat(count("select count(*) from account_tag")).isEqualTo(3);
    }

    // ---- undoing ----

    @Test
    void undoRestoresWhatNobodyTouchedAndListsTheRest() {
        var ids = accounts(ROWS, company.member());
        tier(ids.get(7), Tier.STANDARD);
        var batch = submit(company.manager(), request(ids, "tier", "STRATEGIC"));
        driver.runDue();
        tier(ids.get(42), Tier.STANDARD);
        clock.advance(Duration.ofMinutes(1));

        assertThat(undoable(company.manager(), batch)).isTrue();
        long job = fixtures.as(company.manager(), () -> bulk.undo(batch.batchId()));
        driver.runDue();

        assertThat(fixtures.as(company.manager(), () -> jobs.result(job, UndoReport.class))).contains(new UndoReport(batch.batchId(), 299, 1));
        assertThat(lines(company.manager(), batch, BatchLine.State.KEPT)).containsExactly(new BatchLine(ids.get(42), "Account 42",
                BatchLine.State.KEPT, List.of(Problem.of(null, "bulk.problem.changedBy", "Director"))));
        assertThat(count("select count(*) from account where tier = 'CORE'")).isEqualTo(298);
        assertThat(fixtures.as(company.manager(), () -> accounts.get(ids.get(7)).draft().tier())).isEqualTo(Tier.STANDARD);
        assertThat(fixtures.as(company.manager(), () -> accounts.get(ids.get(42)).draft().tier())).isEqualTo(Tier.STANDARD);
    }

    @Test
    void undoneOnceIsUndone() {
        var ids = accounts(3, company.member());
        var batch = submit(company.manager(), request(ids, "tier"));
        assertThat(undoProblem(company.manager(), batch)).isEqualTo("bulk.problem.running");
        driver.runDue();

        fixtures.as(company.manager(), () -> bulk.undo(batch.batchId()));
        assertThat(undoProblem(company.manager(), batch)).isEqualTo("bulk.problem.undoing");
        driver.runDue();
        assertThat(undoProblem(company.manager(), batch)).isEqualTo("bulk.problem.undone");
        assertThat(undoable(company.manager(), batch)).isFalse();
        assertThat(count("select count(*) from account where tier = 'CORE' and version = 2")).isEqualTo(3);
    }

    @Test
    void anUndoingThatWasStoppedMayBeTakenUpAgain() {
        var ids = accounts(3, company.member());
        var batch = submit(company.manager(), request(ids, "tier", "STRATEGIC"));
        driver.runDue();
        long stopped = fixtures.as(company.manager(), () -> bulk.undo(batch.batchId()));
        fixtures.as(company.manager(), () -> jobs.cancel(stopped));

        fixtures.as(company.manager(), () -> bulk.undo(batch.batchId()));
        driver.runDue();

        assertThat(count("select count(*) from account where tier = 'CORE' and version = 2")).isEqualTo(3);
        assertThat(undoProblem(company.manager(), batch)).isEqualTo("bulk.problem.undone");
    }

    @Test
    void aBatchThatChangedNothingHasNothingToUndo() {
        var ids = accounts(3, company.member());
        var batch = submit(company.manager(), request(ids, "tier", "CORE"));
        driver.runDue();

        assertThat(report(company.manager(), batch)).isEqualTo(new BulkReport(batch.batchId(), 0, 3, 0));
        assertThat(undoProblem(company.manager(), batch)).isEqualTo("bulk.problem.nothing");
    }

    @Test
    void aBatchIsItsOwnersAndTheDirectors() {
        var ids = accounts(3, company.member());
        var batch = submit(company.manager(), request(ids, "addTag", "key"));
        driver.runDue();

        for (Viewer other : List.of(company.member(), company.outsider(), company.administrator())) {
            fixtures.as(other, () -> {
                assertThat(bulk.find(batch.batchId())).isEmpty();
                assertThatThrownBy(() -> bulk.lines(batch.batchId(), Set.of(BatchLine.State.CHANGED), 0, 10)).isInstanceOf(NotFoundException.class);
                assertThatThrownBy(() -> bulk.undo(batch.batchId())).isInstanceOf(NotFoundException.class);
            });
        }
        fixtures.as(company.director(), () -> bulk.undo(batch.batchId()));
        driver.runDue();
        assertThat(count("select count(*) from account_tag")).isZero();
    }

    /** Undone by somebody who no longer sees some of the rows: those stay, and their names are not told. */
    @Test
    void undoingStaysWithinTheScopeOfToday() {
        var ids = accounts(3, company.member());
        var batch = submit(company.manager(), request(ids, "addTag", "key"));
        driver.runDue();
        jdbc.sql("update account set unit_id = ?, primary_rep_id = ? where id = ?").param(company.south()).param(company.stranger().id())
                .param(ids.get(1)).update();

        fixtures.as(company.manager(), () -> bulk.undo(batch.batchId()));
        driver.runDue();

        assertThat(lines(company.manager(), batch, BatchLine.State.KEPT)).containsExactly(
                new BatchLine(ids.get(1), "", BatchLine.State.KEPT, List.of(Problem.of(null, "problem.notFound"))));
        assertThat(count("select count(*) from account_tag")).isEqualTo(1);
    }

    // ---- helpers ----

    private interface Meddling {
        void before(JobRun run, int call);
    }

    /** Submits the batch in such a way that something happens before its n-th row is changed. */
    private Bulk.Submitted submitWith(Viewer person, BulkRequest request, Meddling meddling) {
        long batchId = Ids.next();
        int[] calls = {0};
        var current = new JobRun[1];
        var target = new Disturbed(accountBulk, call -> meddling.before(Objects.requireNonNull(current[0]), ++calls[0]));
        var run = new BulkRun(new BulkTargets(new StaticListableBeanFactory(Map.of("target", target)).getBeanProvider(BulkTarget.class)), store, portions);
        scripted.does(job -> {
            current[0] = job;
            run.run(new BulkRun.Order(batchId, request), job);
        });
        return fixtures.as(person, () -> {
            long jobId = jobs.submit(scripted, new ScriptedJob.Words(List.of()));
            store.add(batchId, request, person.id(), Clock.systemUTC().instant(), jobId);
            return new Bulk.Submitted(batchId, jobId);
        });
    }

    private record Disturbed(BulkTarget target, IntConsumer before) implements BulkTarget {

        @Override
        public Applied apply(Ref row, BulkField field, List<String> value) {
            before.accept(0);
            return target.apply(row, field, value);
        }

        @Override
        public String id() {
            return target.id();
        }

        @Override
        public List<BulkField> fields() {
            return target.fields();
        }

        @Override
        public List<Problem> problems(BulkField field, List<String> value) {
            return target.problems(field, value);
        }

        @Override
        public long count(String query) {
            return target.count(query);
        }

        @Override
        public List<Long> matching(String query, long afterId, int limit) {
            return target.matching(query, afterId, limit);
        }

        @Override
        public List<Ref> among(Collection<Long> ids) {
            return target.among(ids);
        }

        @Override
        public Map<Long, String> names(Collection<Long> ids) {
            return target.names(ids);
        }

        @Override
        public void load(Collection<Long> ids) {
            target.load(ids);
        }

        @Override
        public Look look(long id, BulkField field, List<String> value) {
            return target.look(id, field, value);
        }

        @Override
        public Applied restore(Ref row, BulkField field, List<String> before) {
            return target.restore(row, field, before);
        }

        @Override
        public Optional<String> changedBy(long id) {
            return target.changedBy(id);
        }
    }

    private static void elsewhere(Runnable work) {
        CompletableFuture.runAsync(work, command -> new Thread(command).start()).join();
    }

    private Bulk.Submitted submit(Viewer person, BulkRequest request) {
        return fixtures.as(person, () -> bulk.submit(request));
    }

    private static BulkRequest request(List<Long> ids, String field, String... value) {
        return new BulkRequest("accounts", BulkSelection.of(ids), field, List.of(value), "because");
    }

    private List<Problem> problems(BulkRequest request) {
        return catchThrowableOfType(RefusedException.class, () -> submit(company.manager(), request)).problems();
    }

    private @Nullable BulkReport report(Viewer person, Bulk.Submitted batch) {
        var report = fixtures.as(person, () -> jobs.result(batch.jobId(), BulkReport.class)).orElse(null);
        var row = fixtures.as(person, () -> bulk.find(batch.batchId())).orElseThrow();
        assertThat(new BulkReport(row.id(), row.changed(), row.unchanged(), row.refused())).isEqualTo(report);
        return report;
    }

    private JobRow job(long id) {
        return SystemWork.run(() -> jobs.find(id)).orElseThrow();
    }

    private List<BatchLine> lines(Viewer person, Bulk.Submitted batch, BatchLine.State state) {
        return fixtures.as(person, () -> bulk.lines(batch.batchId(), Set.of(state), 0, 50));
    }

    private boolean undoable(Viewer person, Bulk.Submitted batch) {
        return fixtures.as(person, () -> bulk.find(batch.batchId())).orElseThrow().undoable();
    }

    private String undoProblem(Viewer person, Bulk.Submitted batch) {
        return catchThrowableOfType(RefusedException.class, () -> fixtures.as(person, () -> bulk.undo(batch.batchId()))).problems().getFirst().key();
    }

    private List<Long> accounts(int number, Viewer representative) {
        return accounts(number, representative, 0);
    }

    private List<Long> accounts(int number, Viewer representative, int from) {
        var stories = new ArrayList<Story>();
        for (int i = from; i < from + number; i++) {
            var draft = Fixtures.draft("Account " + i, representative);
            stories.add(new Story(new AccountDraft(Ids.next(), draft.name(), null, null, Tier.CORE, null, null, null, null, null, null, null, null,
                    List.of(), representative.id(), 0), TestClock.START, null,
                    new State(Lifecycle.ACTIVE, null, null), List.of(new Holder(TestClock.START, representative.id(), null)),
                    List.of()));
        }
        SystemWork.run(() -> writer.write(stories.iterator(), "test"));
        return stories.stream().map(story -> story.draft().id()).toList();
    }

    private void archive(Long... ids) {
        fixtures.as(company.director(), () -> {
            for (Long id : ids) {
                accounts.archive(id, 0);
            }
        });
    }

    private void tier(long id, Tier tier) {
        fixtures.as(company.director(), () -> {
            var draft = accounts.get(id).draft();
            Because.of("by hand", null, () -> accounts.save(new AccountDraft(id, draft.name(), null, null, tier, null, null, null, null, null, null, null,
                    null, draft.tags(), draft.primaryRepId(), draft.version())));
        });
    }

    private List<String> story(long id) {
        return fixtures.as(company.director(), () -> timeline.page(id, null, 10)).stream().map(TimelineEntry::kind).toList();
    }

    private int version(long id) {
        return count("select version from account where id = " + id);
    }

    private int history() {
        return count("select count(*) from account_aud");
    }

    private int count(String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }
}
