package app.mainstay.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountService;
import app.mainstay.account.Tier;
import app.mainstay.importing.ImportMapping.Amounts;
import app.mainstay.importing.ImportMapping.Unit;
import app.mainstay.importing.ImportReport.ChangedRow;
import app.mainstay.importing.ImportReport.Rejection;
import app.mainstay.jobs.JobDriver;
import app.mainstay.jobs.JobState;
import app.mainstay.jobs.Jobs;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Money;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Imports as jobs: their history, their rejected rows, taking them back, and going on after a crash. */
@DatabaseTest
class ImportBatchesTest {

    private static final Path REAL = Path.of("../shared/data/maven-crm");
    private static final Map<String, String> CHINESE = Map.ofEntries(Map.entry("account", "客户名称"), Map.entry("sector", "所属行业"),
            Map.entry("year_established", "成立年份"), Map.entry("revenue", "营业收入（百万美元）"), Map.entry("employees", "员工人数"),
            Map.entry("office_location", "国家"), Map.entry("subsidiary_of", "母公司"), Map.entry("sales_agent", "姓名"), Map.entry("manager", "主管"),
            Map.entry("regional_office", "办事处"));

    @Autowired
    ImportReading reading;
    @Autowired
    ImportHistory history;
    @Autowired
    ImportService imports;
    @Autowired
    SetEngine sets;
    @Autowired
    Batches batches;
    @Autowired
    AccountService accounts;
    @Autowired
    Jobs jobs;
    @Autowired
    JobDriver driver;
    @Autowired
    Fixtures fixtures;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TransactionTemplate transaction;
    @TempDir
    Path folder;

    Fixtures.Company company;

    @BeforeEach
    void makeCompany() {
        company = fixtures.company();
    }

    // ---- the real files in other forms ----

    enum Form {
        AS_IT_CAME, WORKBOOK, GB18030_SEMICOLONS, OTHER_COLUMNS
    }

    @Test
    void theRealAccountsInWhateverFormMakeTheSameDatabase() throws IOException {
        Fixtures.signIn(company.director());
        var target = target("accounts");
        List<String> first = null;
        for (var form : Form.values()) {
            var file = real("accounts.csv", form);
            var mapping = reading.guess(target, file).withDefault(field(target, "primaryRepId"), company.member().id())
                    .withAmounts(field(target, "revenue"), new Amounts("USD", Unit.MILLION));
            for (var value : reading.unknownValues(file, mapping)) {
                mapping = mapping.withValue(value.field(), value.text(), value.suggestion().orElseThrow());
            }
            var batch = start(target, file, mapping);
            assertCounts(batch, 85, 0, 0, 0);
            assertThat(undoable(batch.id())).isTrue();
            var stored = stored();
            first = first == null ? stored : first;
            assertThat(stored).as(form.name()).hasSize(85).isEqualTo(first);

            // The next form meets the same empty database.
            undo(batch.id());
            assertThat(count("account")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void theRealPeopleComeInWhateverForm(Form form) throws IOException {
        Fixtures.signIn(company.administrator());
        var target = target("people");
        var file = real("sales_teams.csv", form);

        assertCounts(start(target, file, reading.guess(target, file)), 35, 0, 0, 0);

        var expected = lines("sales_teams.csv").stream().skip(1).map(row -> row.get(0) + "/Team " + row.get(1) + "/" + row.get(2)).sorted().toList();
        assertThat(jdbc.sql("""
                        select concat(u.display_name, '/', team.name, '/', office.name) from security_user u join security_unit team on team.id = u.unit_id
                        join security_unit office on office.id = team.parent_id where team.name like 'Team %' and u.role = 'MEMBER'""")
                .query(String.class).list().stream().sorted().toList()).isEqualTo(expected);
    }

    // ---- rejected rows ----

    @Test
    void rejectedRowsComeBackAsAFileThatCanBeCorrectedAndImported() throws IOException {
        Fixtures.signIn(company.director());
        var target = target("accounts");
        var file = file("Account,Employees,Remark\nGood,10,\n\"Bad, \"\"the\"\" one\",many,\"two\nlines\"\nWide,1,x,y\n");
        var batch = start(target, file, guess(target, file, rep()));
        assertCounts(batch, 1, 0, 0, 2);

        String rejected = rejected(batch.id(), Locale.ENGLISH);
        assertThat(rejected).isEqualTo("\ufeffAccount,Employees,Remark,Reason for rejection\r\n\"Bad, \"\"the\"\" one\",many,\"two\nlines\",employees:import.problem.number\r\n"
                + "Wide,1,x,y,null:import.problem.rowTooWide\r\n");
        assertThat(rejected(batch.id(), Locale.SIMPLIFIED_CHINESE)).startsWith("\ufeffAccount,Employees,Remark,拒绝原因\r\n");
        assertThatThrownBy(() -> fixtures.as(company.manager(), () -> history.report(batch.id()))).isInstanceOf(NotFoundException.class);

        var corrected = file(rejected.replace("many", "7").replace(",y,null", ",null"));
        var again = guess(target, corrected, rep());
        assertThat(again.columns().keySet().stream().map(ImportField::id)).containsExactlyInAnyOrder("name", "employees");
        assertCounts(start(target, corrected, again), 2, 0, 0, 0);
        assertThat(accounts.get(accounts.findByKey("Bad, \"the\" one", null).orElseThrow()).draft().employees()).isEqualTo(7);
    }

    // ---- memory ----

    @Test
    void remembersTheColumnsOfAFileInAnyOrderAndWhatItsValuesMean() {
        Fixtures.signIn(company.director());
        var target = target("accounts");
        var file = file("Firma,Branche,Umsatz\nAcme,technolgy,\"1.234,5\"\nBeta,Gizmos,\"2,5\"\n");
        assertThat(reading.remembered(target, file)).isEmpty();
        var mapping = ImportMapping.empty().withColumn(0, field(target, "name")).withColumn(1, field(target, "sector")).withColumn(2, field(target, "revenue"))
                .withAmounts(field(target, "revenue"), new Amounts("EUR", Unit.THOUSAND)).withNumbers(field(target, "revenue"), NumberStyle.COMMA)
                .withDefault(field(target, "primaryRepId"), company.member().id()).withValue(field(target, "sector"), "technolgy", "technology")
                .withValue(field(target, "sector"), "Gizmos", ImportMapping.EMPTY);
        assertCounts(start(target, file, mapping), 2, 0, 0, 0);

        var next = file("Branche,Umsatz,Firma\nTECHNOLGY,\"3,5\",Gamma\n");
        var remembered = reading.remembered(target, next).orElseThrow();
        assertCounts(start(target, next, remembered), 1, 0, 0, 0);

        assertThat(accounts.get(accounts.findByKey("Gamma", null).orElseThrow()).draft()).satisfies(draft -> {
            assertThat(draft.sector()).isEqualTo("technology");
            assertThat(draft.revenue()).isEqualTo(Money.of("3500", "EUR"));
        });
        // Values are known whatever the columns are called, but to nobody else.
        var other = file("name,sector\nDelta,technolgy\n");
        assertThat(reading.guess(target, other).meaning(field(target, "sector"), "technolgy")).isEqualTo("technology");
        Fixtures.signIn(company.manager());
        assertThat(reading.guess(target, other).meaning(field(target, "sector"), "technolgy")).isNull();
        assertThat(reading.remembered(target, next)).isEmpty();
    }

    @Test
    void asksHowDatesAndNumbersAreWrittenWhereTheFileLeavesItOpen() {
        Fixtures.signIn(company.director());
        var target = target("opportunities");
        var file = file("key,engage_date,close_value\n1,01-03-17,\"1,234\"\n2,02-04-17,\"2,5\"\n");
        var mapping = reading.guess(target, file);

        var look = reading.look(file, mapping);

        assertThat(look.dates().get(field(target, "openedOn"))).containsExactlyInAnyOrder(DateOrder.values());
        assertThat(look.numbers().get(field(target, "amount"))).containsExactly(NumberStyle.COMMA);
        assertThat(look.open(look.applied(mapping))).containsExactly(Problem.of("openedOn", "import.problem.dateOrder"));
        var certain = reading.look(file("key,engage_date\n1,13-03-17\n2,02-04-17\n3,01-14-17\n"), mapping);
        assertThat(certain.dates().get(field(target, "openedOn"))).as("they contradict each other, so somebody has to say").hasSizeGreaterThan(1);
        assertThat(reading.look(file("key,engage_date\n1,31-03-2017\n2,02-04-2017\n"), mapping).dates().get(field(target, "openedOn"))).containsExactly(DateOrder.DMY);
    }

    // ---- before and after, taking back ----

    @Test
    void showsBeforeAndAfterAndTakesUpdatedRowsBackUnlessSomebodyHasChangedThemSince() {
        Fixtures.signIn(company.director());
        long kept = account("Kept", 10, Tier.CORE);
        long restored = account("Restored", 20, null);
        long same = account("Same", 30, null);
        var target = target("accounts");
        var file = file("""
                name,employees,tier,tags,parent
                Kept,11,,,
                Restored,21,STRATEGIC,a;b,Later
                Same,30,,,
                Later,5,,,
                Touched,6,,,
                """);
        var mapping = guess(target, file, rep());

        assertThat(imports.check(target, file, mapping, new ImportProgress(() -> { })).changes()).containsExactly(
                new ChangedRow(2, Map.of(field(target, "employees"), 10), Map.of(field(target, "employees"), 11)),
                new ChangedRow(3, Map.of(field(target, "employees"), 20), Map.of(field(target, "employees"), 21, field(target, "tier"), Tier.STRATEGIC,
                        field(target, "tags"), List.of("a", "b"), field(target, "parentId"), "Later")));
        var batch = start(target, file, mapping);
        assertCounts(batch, 2, 2, 1, 0);
        assertThat(accounts.get(restored).parentName()).isEqualTo("Later");
        long sameVersion = accounts.get(same).draft().version();
        change(kept, 12);
        change(accounts.findByKey("Touched", null).orElseThrow(), 7);

        undo(batch.id());

        var undone = history.find(batch.id()).orElseThrow();
        assertThat(undone).extracting(ImportBatch::state, ImportBatch::undone, ImportBatch::kept, ImportBatch::undoable)
                .containsExactly(ImportState.UNDONE, 2L, 2L, false);
        assertThat(history.kept(batch.id())).containsExactly(new Rejection(2, List.of(Problem.of(null, "import.undo.problem.changed"))),
                new Rejection(6, List.of(Problem.of(null, "import.undo.problem.changed"))));
        assertThat(accounts.get(kept).draft().employees()).isEqualTo(12);
        assertThat(accounts.get(restored).draft()).satisfies(draft -> {
            assertThat(draft.employees()).isEqualTo(20);
            assertThat(draft.tier()).isNull();
            assertThat(draft.tags()).isEmpty();
            assertThat(draft.parentId()).isNull();
        });
        assertThat(accounts.get(same).draft().version()).isEqualTo(sameVersion);
        assertThat(accounts.findByKey("Later", null)).isEmpty();
        assertThat(accounts.findByKey("Touched", null)).isPresent();
        assertThat(jdbc.sql("select count(*) from account_aud where revtype = 2").query(Integer.class).single())
                .as("the history tells that a row came and went").isEqualTo(1);
        assertThatThrownBy(() -> history.undo(batch.id())).isInstanceOf(RefusedException.class).hasMessageContaining("import.undo.problem.not");
    }

    @Test
    void aNewRowThatSomethingRefersToByNowStays() {
        Fixtures.signIn(company.director());
        var target = target("accounts");
        var file = file("name\nParent\nFree\n");
        var batch = start(target, file, guess(target, file, rep()));
        long parent = accounts.findByKey("Parent", null).orElseThrow();
        accounts.save(new AccountDraft(null, "Child", null, null, null, null, null, parent, null, null, null, null, null, List.of(), company.member().id(), 0));

        undo(batch.id());

        assertThat(history.kept(batch.id())).containsExactly(new Rejection(2, List.of(Problem.of(null, "import.undo.problem.used"))));
        assertThat(jdbc.sql("select name from account order by name").query(String.class).list()).containsExactly("Child", "Parent");
    }

    @Test
    void dealsAndProductsAreTakenBackUnlessSomebodyUsesOrHasChangedThem() {
        Fixtures.signIn(company.director());
        account("Acme", 1, Tier.CORE);
        var products = target("products");
        var list = file("product,series,sales price\nGTX,G,100\nMG,M,50\n");
        var listed = start(products, list, reading.guess(products, list).withAmounts(field(products, "price"), new Amounts("CNY", Unit.ONE)));
        assertCounts(listed, 2, 0, 0, 0);
        var target = target("opportunities");
        var first = file("id,deal,account,product,close value,stage\nD1,One,Acme,GTX,100,Prospecting\nD2,Two,,,,Engaging\nD3,Three,Acme,MG,7,Engaging\n");
        var brought = start(target, first, deals(target, first));
        assertCounts(brought, 3, 0, 0, 0);
        var before = deals();
        assertThat(before).hasSize(3);

        var second = file("id,deal,account,product,close value,stage\nD1,Won,Acme,MG,70,Lost\nD2,Two,Acme,GTX,30,Engaging\n");
        var changed = start(target, second, deals(target, second));
        assertCounts(changed, 0, 2, 0, 0);
        assertThat(deals()).doesNotContainAnyElementsOf(before.subList(0, 2));
        undo(changed.id());
        assertThat(history.kept(changed.id())).isEmpty();
        assertThat(deals()).isEqualTo(before);

        // Only the third is as the first file left it.
        undo(brought.id());
        assertThat(history.kept(brought.id())).extracting(Rejection::line).containsExactly(2L, 3L);
        assertThat(deals()).isEqualTo(before.subList(0, 2));
        assertThat(jdbc.sql("select sum(deals) from sales_sum where kind = 'OPEN'").query(Long.class).single()).isEqualTo(2);
        assertThat(jdbc.sql("select count(*) from account_timeline where kind = 'sales.opened'").query(Long.class).single()).isEqualTo(1);

        undo(listed.id());
        assertThat(history.kept(listed.id())).containsExactly(new Rejection(2, List.of(Problem.of(null, "import.undo.problem.used"))));
        assertThat(jdbc.sql("select name from sales_product").query(String.class).list()).containsExactly("GTX");
    }

    @Test
    void whatCannotBeTakenBackIsRefusedInWords() {
        Fixtures.signIn(company.director());
        var products = target("products");
        for (String price : List.of("100", "120")) {
            var list = file("product,sales price\nGTX," + price + "\n");
            start(products, list, reading.guess(products, list).withAmounts(field(products, "price"), new Amounts("CNY", Unit.ONE)));
        }
        var repriced = history.batches(1).getFirst();
        assertCounts(repriced, 0, 1, 0, 0);
        assertThat(repriced.undoable()).as("only a changed product").isFalse();
        Fixtures.signIn(company.administrator());
        var people = target("people");
        var list = file("name\nZhang Wei\n");
        var joined = start(people, list, reading.guess(people, list));
        assertCounts(joined, 1, 0, 0, 0);
        assertThatThrownBy(() -> history.undo(joined.id())).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.problems()).containsExactly(Problem.of(null, "import.undo.problem.stays")));
    }

    private ImportMapping deals(ImportTarget target, TableFile file) {
        return guess(target, file, Map.of("ownerId", company.member().id())).withKey(0, "crm").withAmounts(field(target, "amount"), new Amounts("CNY", Unit.ONE));
    }

    private List<String> deals() {
        return jdbc.sql("""
                        select concat_ws('|', o.name, coalesce(o.account_id, 0), o.owner_id, o.stage_id, o.amount, o.currency, o.opened_on, coalesce(cast(o.closed_on as char(10)), ''),
                        coalesce(o.loss_reason, ''), (select count(*) from sales_line l where l.opportunity_id = o.id),
                        (select coalesce(max(l.product_id), 0) from sales_line l where l.opportunity_id = o.id)) from sales_opportunity o order by o.id""")
                .query(String.class).list();
    }

    // ---- crashes and cancelling ----

    /** It breaks off again and again, before a portion is committed or right after, and goes on at its last checkpoint each time. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnAfterCrashesAsIfNothingHadHappened(boolean withParents) {
        Fixtures.signIn(company.director());
        if (withParents) {
            account("Account 77", 1, Tier.CORE);
            account("Account 4100", 1, null);
        }
        var target = target("accounts");
        var csv = new StringBuilder("id,name,employees,tags" + (withParents ? ",parent" : "") + "\n");
        int rows = 2 * SetEngine.PORTION + 600;
        for (int i = 0; i < rows; i++) {
            // Every hundredth row is refused; parents stand before, after, or in another portion.
            int parent = i * 31 % rows;
            csv.append("K-").append(i).append(",Account ").append(i).append(',').append(i % 100 == 99 ? "many" : i).append(",t").append(i % 3)
                    .append(!withParents ? "" : i % 5 != 0 || parent == i ? "," : ",Account " + parent).append('\n');
        }
        // The same row once more, in another portion than the first.
        csv.append("K-0,Account 0,0,t0").append(withParents ? "," : "").append('\n');
        var file = file(csv.toString());
        var mapping = guess(target, file, rep()).withKey(0, "crm");
        long before = count("account");
        long calm = begin(target, file);
        sets.run(target, file, mapping, calm, "all to one", new Crashing(false));
        var expected = fresh();
        var counts = counts(calm);
        long keys = count("importing_reference");
        assertThat(counts.getFirst()).isGreaterThan(rows / 2);
        finish(calm);
        undo(calm);
        assertThat(count("account")).isEqualTo(before);
        assertThat(jdbc.sql("select count(*) from importing_reference r where not exists (select 1 from account a where a.id = r.row_id)")
                .query(Long.class).single()).isZero();

        long rough = begin(target, file);
        var course = new Crashing(true);
        while (true) {
            try {
                sets.run(target, file, mapping, rough, "all to one", course);
                break;
            } catch (Crash crash) {
                // Once more, from the last checkpoint on.
            }
        }

        assertThat(course.moment.get()).as("at least three crashes").isGreaterThan(6);
        assertThat(counts(rough)).isEqualTo(counts);
        assertThat(fresh()).isEqualTo(expected);
        assertThat(count("importing_reference")).isEqualTo(keys);
    }

    @Test
    void aCancelledImportKeepsWhatItHasAndCanBeTakenBack() {
        Fixtures.signIn(company.director());
        var target = target("accounts");
        var file = file("name\nA\nB\n");
        var started = imports.start(target, file, guess(target, file, rep()));
        jobs.cancel(started.jobId());
        driver.runDue();

        assertThat(history.find(started.batchId())).get().extracting(ImportBatch::state, ImportBatch::undoable).containsExactly(ImportState.CANCELLED, false);
        assertThat(count("account")).isZero();
        assertThat(history.batches(5)).extracting(ImportBatch::id).containsExactly(started.batchId());
        assertThat(fixtures.as(company.manager(), () -> history.batches(5))).isEmpty();
    }

    @Test
    void theBellTellsOnceOfAnImportThatIsDoneAndOfOneThatIsRefused() {
        Fixtures.signIn(company.director());
        var target = target("accounts");
        start(target, file("name\nA\n"), guess(target, file("name\nA\n"), rep()));
        assertThat(told()).containsExactly("notification.imported");

        var file = file("name\nB\n");
        var started = imports.start(target, file, guess(target, file, rep()));
        // The role is taken away between the order and its turn.
        jdbc.sql("update security_user set role = 'MEMBER' where id = ?").param(company.director().id()).update();
        driver.runDue();
        assertThat(told()).containsExactly("notification.imported", "notification.jobFailed");
        assertThat(jdbc.sql("select state from importing_batch where id = ?").param(started.batchId()).query(String.class).single()).isEqualTo("FAILED");
    }

    private List<String> told() {
        return jdbc.sql("select kind from notification_entry where user_id = ? order by id").param(company.director().id()).query(String.class).list();
    }

    private static final class Crash extends RuntimeException {
    }

    /** Remembers checkpoints as a job does. An undisturbed run of three portions asks it more than six times. */
    private static final class Crashing implements Course {

        private static final Set<Integer> MOMENTS = Set.of(3, 5, 6, 8, 11, 12);

        private final boolean crashes;
        private final AtomicInteger moment = new AtomicInteger();
        private volatile @Nullable Place written;

        Crashing(boolean crashes) {
            this.crashes = crashes;
        }

        @Override
        public void progress(long done, long total) {
        }

        @Override
        public void check() {
            perhaps();
        }

        @Override
        public void checkpoint(Place place) {
            perhaps();
            written = place;
        }

        @Override
        public Optional<Place> last() {
            return Optional.ofNullable(written);
        }

        private void perhaps() {
            if (crashes && MOMENTS.contains(moment.incrementAndGet())) {
                throw new Crash();
            }
        }
    }

    private long begin(ImportTarget target, TableFile file) {
        long id = Ids.next();
        transaction.executeWithoutResult(status -> batches.begin(id, target.id(), file.name(), company.director().id(), file.headers(), null));
        return id;
    }

    private void finish(long batchId) {
        transaction.executeWithoutResult(status -> batches.end(batchId, ImportState.DONE, List.of()));
    }

    private List<Long> counts(long batchId) {
        var batch = batches.find(batchId).orElseThrow();
        return List.of(batch.created(), batch.changed(), batch.unchanged(), batch.rejected());
    }

    // ---- helpers ----

    private ImportBatch start(ImportTarget target, TableFile file, ImportMapping mapping) {
        var started = imports.start(target, file, mapping, "more than they carry");
        driver.runDue();
        assertThat(jobs.find(started.jobId())).get().satisfies(job -> assertThat(job.state()).as(job.toString()).isEqualTo(JobState.DONE));
        return history.find(started.batchId()).orElseThrow();
    }

    private void undo(long batchId) {
        long job = history.undo(batchId);
        driver.runDue();
        assertThat(jobs.find(job)).get().satisfies(row -> assertThat(row.state()).as(row.toString()).isEqualTo(JobState.DONE));
    }

    private boolean undoable(long batchId) {
        return history.find(batchId).orElseThrow().undoable();
    }

    private String rejected(long batchId, Locale locale) throws IOException {
        var out = new ByteArrayOutputStream();
        history.rejected(batchId, locale, problems -> problems.stream().map(problem -> problem.field() + ":" + problem.key()).collect(Collectors.joining(" ")), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private long account(String name, int employees, @Nullable Tier tier) {
        return accounts.save(new AccountDraft(null, name, null, null, tier, null, null, null, null, employees, null, null, null, List.of(), company.member().id(), 0));
    }

    private void change(long id, int employees) {
        var old = accounts.get(id).draft();
        accounts.save(new AccountDraft(id, old.name(), old.shortName(), old.creditCode(), old.tier(), old.sector(), old.region(), old.parentId(), old.revenue(),
                employees, old.founded(), old.website(), old.address(), old.tags(), old.primaryRepId(), old.version()));
    }

    /** The history of those that were there before goes on. */
    private List<String> fresh() {
        return stored().stream().filter(row -> !row.startsWith("Account 77|") && !row.startsWith("Account 4100|")).toList();
    }

    /** All that is stored of accounts, without what differs from run to run. */
    private List<String> stored() {
        return jdbc.sql("""
                        select a.name, a.name_key, a.name_sort, a.short_name, a.credit_code, a.tier, a.lifecycle, a.sector, a.region, p.name as parent,
                        a.revenue_amount, a.revenue_currency, a.employees, a.founded, a.website, a.address, r.username, u.name as unit, a.version, a.search_text,
                        (select count(*) from account_aud h where h.id = a.id) as history,
                        (select count(*) from account_aud h where h.id = a.id and h.revend is null and coalesce(h.parent_id, 0) = coalesce(a.parent_id, 0)) as latest,
                        (select count(*) from account_timeline t where t.account_id = a.id) as moments,
                        (select count(*) from account_representative h where h.account_id = a.id) as holders,
                        (select max(t.tag) from account_tag t where t.account_id = a.id) as tag,
                        (select count(*) from account_tag_aud t where t.account_id = a.id) as tags
                        from account a left join account p on p.id = a.parent_id join security_user r on r.id = a.primary_rep_id
                        join security_unit u on u.id = a.unit_id order by a.name_key""")
                .query((row, n) -> {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        values.add(String.valueOf(row.getObject(i)));
                    }
                    return String.join("|", values);
                }).list();
    }

    private TableFile real(String name, Form form) throws IOException {
        var lines = lines(name);
        if (form == Form.OTHER_COLUMNS) {
            var target = target(name.equals("accounts.csv") ? "accounts" : "people");
            lines = lines.stream().map(row -> row.reversed()).map(List::copyOf).toList();
            List<List<String>> translated = new ArrayList<>();
            translated.add(lines.getFirst().stream().map(CHINESE::get).toList());
            lines.stream().skip(1).forEach(row -> translated.add(row.stream().map(cell -> chinese(target, cell)).toList()));
            lines = translated;
        }
        return switch (form) {
            case AS_IT_CAME -> reading.read(REAL.resolve(name), name);
            case WORKBOOK -> workbook(lines);
            case GB18030_SEMICOLONS -> written(lines, ";", Charset.forName("GB18030"));
            case OTHER_COLUMNS -> written(lines, "\t", StandardCharsets.UTF_16LE);
        };
    }

    /** Words of the lists in Chinese, all others as they are. */
    private String chinese(ImportTarget target, String cell) {
        return target.fields().stream().filter(field -> field.kind() == ImportField.Kind.CODE).flatMap(field -> reading.choices(field).stream())
                .filter(choice -> choice.labelEn().equalsIgnoreCase(cell)).map(ImportField.Choice::labelZh).findFirst().orElse(cell);
    }

    private TableFile written(List<List<String>> lines, String delimiter, Charset charset) throws IOException {
        String text = lines.stream().map(row -> String.join(delimiter, row)).collect(Collectors.joining("\r\n"));
        return reading.read(Files.write(Files.createTempFile(folder, "form", ""), text.getBytes(charset)), "form.csv");
    }

    private TableFile workbook(List<List<String>> lines) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "test", "1.0")) {
            var remarks = workbook.newWorksheet("Remarks");
            remarks.value(0, 0, (String) null);
            var sheet = workbook.newWorksheet("Data");
            sheet.value(0, 0, "Exported by somebody");
            for (int row = 0; row < lines.size(); row++) {
                for (int column = 0; column < lines.get(row).size(); column++) {
                    String cell = lines.get(row).get(column);
                    if (row > 0 && cell.matches("\\d+(\\.\\d+)?")) {
                        sheet.value(row + 2, column, Double.parseDouble(cell));
                    } else if (!cell.isEmpty()) {
                        sheet.value(row + 2, column, cell);
                    }
                }
            }
        }
        return reading.read(Files.write(Files.createTempFile(folder, "form", ""), bytes.toByteArray()), "form.xlsx");
    }

    private static List<List<String>> lines(String name) throws IOException {
        assumeTrue(Files.exists(REAL.resolve(name)), REAL + " is not beside this repository");
        return Files.readAllLines(REAL.resolve(name)).stream().map(line -> Arrays.asList(line.replace("\ufeff", "").split(",", -1))).toList();
    }

    private TableFile file(String csv) {
        try {
            return reading.read(Files.writeString(Files.createTempFile(folder, "upload", ""), csv), "test.csv");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ImportTarget target(String id) {
        return imports.targets().stream().filter(target -> target.id().equals(id)).findFirst().orElseThrow();
    }

    private static ImportField<?> field(ImportTarget target, String id) {
        return target.fields().stream().filter(field -> field.id().equals(id)).findFirst().orElseThrow();
    }

    private Map<String, Object> rep() {
        return Map.of("primaryRepId", company.member().id());
    }

    private ImportMapping guess(ImportTarget target, TableFile file, Map<String, Object> defaults) {
        var mapping = reading.guess(target, file);
        for (var entry : defaults.entrySet()) {
            mapping = mapping.withDefault(field(target, entry.getKey()), entry.getValue());
        }
        return mapping;
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private void assertCounts(ImportBatch batch, long created, long changed, long unchanged, long rejected) {
        assertThat(batch).extracting(ImportBatch::created, ImportBatch::changed, ImportBatch::unchanged, ImportBatch::rejected)
                .as(() -> String.valueOf(history.report(batch.id()).rejections())).containsExactly(created, changed, unchanged, rejected);
    }
}
