package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.base.bulk.BatchLine;
import app.mainstay.base.bulk.Bulk;
import app.mainstay.base.bulk.BulkField;
import app.mainstay.base.bulk.BulkReport;
import app.mainstay.base.bulk.BulkRequest;
import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.base.bulk.BulkTarget;
import app.mainstay.jobs.JobDriver;
import app.mainstay.jobs.Jobs;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

/** Each field of accounts that can be set in bulk, by the rules of the form. */
@DatabaseTest
class AccountBulkTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    Bulk bulk;
    @Autowired
    Jobs jobs;
    @Autowired
    JobDriver driver;
    @Autowired
    AccountService accounts;
    @Autowired
    AccountBulk target;

    private Fixtures.Company company;
    private long acme;
    private long bolt;
    private long south;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        bolt = fixtures.account(company, "Bolt", company.colleague());
        south = fixtures.account(company, "South", company.stranger());
    }

    @Test
    void offersWhatTheRoleMaySet() {
        assertThat(fields(company.member())).containsExactly("tier", "sector", "region", "addTag", "removeTag");
        assertThat(fields(company.manager())).containsExactly("tier", "sector", "region", "addTag", "removeTag", "archived");
        assertThat(fields(company.administrator())).isEmpty();
        assertThatThrownBy(() -> accounts.problems(Fixtures.draft("Acme", company.member())))
                .isInstanceOfAny(AccessDeniedException.class, org.springframework.security.core.AuthenticationException.class);
    }

    @Test
    void setsAndClearsASectorAndPutsItBack() {
        run(company.manager(), "sector", "energy");
        assertThat(draft(acme).sector()).isEqualTo("energy");

        var cleared = run(company.manager(), "sector");
        assertThat(draft(acme).sector()).isNull();

        undo(company.manager(), cleared);
        assertThat(List.of(draft(acme).sector(), draft(bolt).sector())).containsOnly("energy");
        assertThat(draft(south).sector()).isNull();
    }

    @Test
    void tagsJoinAndLeaveThoseOfTheRow() {
        run(company.manager(), "addTag", "b");
        fixtures.as(company.manager(), () -> bulk.submit(request(List.of(acme), "addTag", " a ", "b")));
        driver.runDue();
        assertThat(draft(acme).tags()).containsExactly("a", "b");

        var removed = run(company.manager(), "removeTag", "b", "never there");
        assertThat(draft(acme).tags()).containsExactly("a");
        assertThat(draft(bolt).tags()).isEmpty();

        undo(company.manager(), removed);
        assertThat(draft(acme).tags()).containsExactly("a", "b");
        assertThat(draft(bolt).tags()).containsExactly("b");
    }

    @Test
    void archivesAndRestores() {
        var batch = run(company.manager(), "archived", "yes");
        assertThat(List.of(isArchived(acme), isArchived(bolt), isArchived(south))).containsExactly(true, true, false);

        undo(company.manager(), batch);
        assertThat(isArchived(acme)).isFalse();
    }

    @Test
    void aListsQueryIsReadAsTheListReadsItWithinTheScope() {
        long north = fixtures.account(company, "Acme North", company.member());

        fixtures.as(company.manager(), () -> {
            assertThat(target.count("q=acme&tier=core")).isEqualTo(2);
            assertThat(target.matching("q=acme&tier=core", Long.MIN_VALUE, 1)).containsExactly(acme);
            assertThat(target.matching("q=acme", acme, 10)).containsExactly(north);
            assertThat(target.matching("q=south", Long.MIN_VALUE, 10)).isEmpty();
            assertThat(target.among(List.of(acme, south, 1L))).containsExactly(new BulkTarget.Ref(acme, 0));
            assertThat(target.names(List.of(acme, south))).containsExactly(Map.entry(acme, "Acme"));
        });
    }

    @Test
    void changesEverythingThatMatchesThoughItMatchesNoLonger() {
        var batch = fixtures.as(company.manager(),
                () -> bulk.submit(new BulkRequest("accounts", BulkSelection.matching("tier=core"), "tier", List.of("STRATEGIC"), "review")));
        driver.runDue();

        assertThat(fixtures.as(company.manager(), () -> jobs.result(batch.jobId(), BulkReport.class)))
                .contains(new BulkReport(batch.batchId(), 2, 0, 0));
        assertThat(List.of(draft(acme).tier(), draft(bolt).tier(), draft(south).tier())).containsExactly(Tier.STRATEGIC, Tier.STRATEGIC, Tier.CORE);
    }

    private List<String> fields(Viewer person) {
        return fixtures.as(person, () -> bulk.fields("accounts")).stream().map(BulkField::id).toList();
    }

    private Bulk.Submitted run(Viewer person, String field, String... value) {
        var batch = fixtures.as(person, () -> bulk.submit(request(List.of(acme, bolt, south), field, value)));
        driver.runDue();
        return batch;
    }

    private void undo(Viewer person, Bulk.Submitted batch) {
        fixtures.as(person, () -> bulk.undo(batch.batchId()));
        driver.runDue();
    }

    private List<BatchLine> lines(Viewer person, Bulk.Submitted batch) {
        return fixtures.as(person, () -> bulk.lines(batch.batchId(), Set.of(BatchLine.State.REFUSED), 0, 10));
    }

    private AccountDraft draft(long id) {
        return fixtures.as(company.director(), () -> accounts.get(id).draft());
    }

    private boolean isArchived(long id) {
        return fixtures.as(company.director(), () -> accounts.get(id)).archivedAt() != null;
    }

    private static BulkRequest request(List<Long> ids, String field, String... value) {
        return new BulkRequest("accounts", BulkSelection.of(ids), field, List.of(value), null);
    }
}
