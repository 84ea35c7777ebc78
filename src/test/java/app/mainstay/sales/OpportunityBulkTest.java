package app.mainstay.sales;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.base.bulk.BatchLine;
import app.mainstay.base.bulk.Bulk;
import app.mainstay.base.bulk.BulkField;
import app.mainstay.base.bulk.BulkReport;
import app.mainstay.base.bulk.BulkRequest;
import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.jobs.JobDriver;
import app.mainstay.jobs.Jobs;
import app.mainstay.security.Viewer;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Money;
import app.mainstay.shared.Problem;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Deals of the list in bulk: as the form would change each. */
@DatabaseTest
class OpportunityBulkTest {

    @Autowired
    private Fixtures fixtures;
    @Autowired
    private Bulk bulk;
    @Autowired
    private Jobs jobs;
    @Autowired
    private JobDriver driver;
    @Autowired
    private Opportunities deals;
    @Autowired
    private Stages stages;
    @Autowired
    private SettingsService settings;
    @Autowired
    private OpportunityBulk target;

    private Fixtures.Company company;
    private LocalDate today;
    private long acme;
    private long old;
    private long south;

    @BeforeEach
    void threeDeals() {
        company = fixtures.company();
        today = settings.today();
        acme = deal("Acme deal", company.member(), today.minusDays(10));
        old = deal("Old deal", company.colleague(), today);
        south = deal("South deal", company.stranger(), today.minusDays(10));
    }

    @Test
    void whoMayEditIsOfferedTheFields() {
        assertThat(fields(company.member())).containsExactly("stage", "owner", "expected", "nextStep", "source");
        assertThat(fields(company.administrator())).isEmpty();
    }

    @Test
    void aDayIsSetWhereTheRulesAllowItAndPutBack() {
        var batch = run(company.manager(), "expected", today.minusDays(3).toString());

        assertThat(report(batch)).isEqualTo(new BulkReport(batch.batchId(), 1, 0, 1));
        assertThat(draft(acme).expectedOn()).isEqualTo(today.minusDays(3));
        assertThat(draft(old).expectedOn()).as("before it was opened").isNull();
        assertThat(draft(south).expectedOn()).as("outside the manager's unit").isNull();
        assertThat(fixtures.as(company.manager(), () -> bulk.lines(batch.batchId(), Set.of(BatchLine.State.REFUSED), 0, 10)).stream().map(BatchLine::name))
                .containsExactly("Old deal");

        fixtures.as(company.manager(), () -> bulk.undo(batch.batchId()));
        driver.runDue();
        assertThat(draft(acme).expectedOn()).isNull();
    }

    @Test
    void dealsAreHandedToAColleagueWithTheirStory() {
        var batch = run(company.manager(), "owner", String.valueOf(company.colleague().id()));

        assertThat(report(batch)).isEqualTo(new BulkReport(batch.batchId(), 1, 1, 0));
        assertThat(draft(acme).ownerId()).isEqualTo(company.colleague().id());
        assertThat(fixtures.as(company.manager(), () -> deals.get(acme)).changes()).extracting(change -> change.kind()).contains(ChangeKind.OWNER);
        assertThat(target.changedBy(acme)).contains(company.manager().displayName());
    }

    @Test
    void aStageIsSetWhereNothingMoreIsToBeSaidAndPutBack() {
        fixtures.as(company.colleague(), () -> deals.save(draft(old).into(stage("won"))));
        var demanding = run(company.manager(), "stage", "negotiation");
        assertThat(report(demanding)).isEqualTo(new BulkReport(demanding.batchId(), 0, 0, 2));
        assertThat(reasons(demanding)).containsExactlyInAnyOrder("sales.problem.demanded.CLOSE", "sales.problem.demanded.NEXT_STEP",
                "sales.problem.closed");

        var batch = run(company.manager(), "stage", "engaging");
        assertThat(report(batch)).isEqualTo(new BulkReport(batch.batchId(), 1, 0, 1));
        assertThat(draft(acme).stageId()).isEqualTo(stage("engaging"));
        assertThat(draft(old).closedOn()).as("closed as before").isEqualTo(today);
        assertThat(fixtures.as(company.manager(), () -> deals.get(acme)).changes()).extracting(change -> change.kind()).contains(ChangeKind.STAGE);

        // What was closed by a batch is opened again by its undoing, and by nothing else.
        var won = run(company.manager(), "stage", "won");
        assertThat(draft(acme).stageId()).isEqualTo(stage("won"));
        fixtures.as(company.manager(), () -> bulk.undo(won.batchId()));
        driver.runDue();
        assertThat(draft(acme).stageId()).isEqualTo(stage("engaging"));
        assertThat(draft(acme).closedOn()).isNull();
    }

    private List<String> reasons(Bulk.Submitted batch) {
        return fixtures.as(company.manager(), () -> bulk.lines(batch.batchId(), Set.of(BatchLine.State.REFUSED), 0, 10)).stream()
                .flatMap(line -> line.problems().stream()).map(Problem::key).toList();
    }

    private long stage(String code) {
        return fixtures.as(company.manager(), () -> stages.all()).stream().filter(stage -> stage.code().equals(code)).findFirst().orElseThrow().id();
    }

    @Test
    void whatNoFieldMeansIsRefusedBeforeAnyRow() {
        var expected = fixtures.as(company.manager(), () -> bulk.fields("opportunities")).get(2);
        assertThat(target.problems(expected, List.of("soon"))).extracting(Problem::key).containsExactly("problem.unknownCode");
        assertThat(target.problems(expected, List.of())).isEmpty();
        var owner = fixtures.as(company.manager(), () -> bulk.fields("opportunities")).get(1);
        assertThat(target.problems(owner, List.of(String.valueOf(Long.MAX_VALUE)))).as("ids grow").isEmpty();
        assertThat(target.problems(owner, List.of("99999999999999999999"))).extracting(Problem::key).containsExactly("problem.unknownCode");
    }

    @Test
    void aListsQueryIsReadAsTheListReadsItWithinTheScope() {
        fixtures.as(company.manager(), () -> {
            assertThat(target.count("outcome=open")).isEqualTo(2);
            assertThat(target.matching("outcome=open", Long.MIN_VALUE, 1)).containsExactly(Math.min(acme, old));
            assertThat(target.matching("outcome=won", Long.MIN_VALUE, 10)).isEmpty();
            assertThat(target.names(List.of(acme, south))).containsExactly(Map.entry(acme, "Acme deal"));
            assertThat(target.among(List.of(acme, south)).stream().map(ref -> ref.id())).containsExactly(acme);
        });
    }

    private List<String> fields(Viewer person) {
        return fixtures.as(person, () -> bulk.fields("opportunities")).stream().map(BulkField::id).toList();
    }

    private Bulk.Submitted run(Viewer person, String field, String... value) {
        var batch = fixtures.as(person, () -> bulk.submit(new BulkRequest("opportunities", BulkSelection.of(List.of(acme, old, south)), field, List.of(value), null)));
        driver.runDue();
        return batch;
    }

    private BulkReport report(Bulk.Submitted batch) {
        return fixtures.as(company.manager(), () -> jobs.result(batch.jobId(), BulkReport.class)).orElseThrow();
    }

    private OpportunityDraft draft(long id) {
        return fixtures.as(company.director(), () -> deals.get(id)).draft();
    }

    private long deal(String name, Viewer owner, LocalDate opened) {
        long account = fixtures.account(company, name + " account", owner);
        return fixtures.as(owner, () -> deals.save(new OpportunityDraft(null, name, account, owner.id(),
                stages.all().stream().filter(stage -> stage.code().equals("prospecting")).findFirst().orElseThrow().id(), Money.of("100", "CNY"), List.of(), null, opened,
                null, null, null, null, null, null, null, Set.of(), Set.of(), 0)));
    }
}
