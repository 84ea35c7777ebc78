package app.mainstay.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountService;
import app.mainstay.account.Tier;
import app.mainstay.coverage.Capacity;
import app.mainstay.importing.ImportMapping.Amounts;
import app.mainstay.importing.ImportMapping.Unit;
import app.mainstay.importing.ImportReport.Rejection;
import app.mainstay.jobs.JobDriver;
import app.mainstay.security.Role;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Money;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;

@DatabaseTest
class ImportServiceTest {

    private static final Path REAL = Path.of("../shared/data/maven-crm");

    @Autowired
    ImportReading reading;
    @Autowired
    ImportHistory history;
    @Autowired
    ImportService imports;
    @Autowired
    AccountService accounts;
    @Autowired
    UserService users;
    @Autowired
    Capacity capacity;
    @Autowired
    JobDriver driver;
    @Autowired
    Fixtures fixtures;
    @Autowired
    JdbcClient jdbc;
    @TempDir
    Path folder;

    Fixtures.Company company;

    @BeforeEach
    void makeCompany() {
        company = fixtures.company();
    }

    // ---- the real files ----

    @Test
    void anAdministratorImportsTheRealPeopleOnce() {
        Fixtures.signIn(company.administrator());
        var file = real("sales_teams.csv");
        var target = target("people");
        var mapping = reading.guess(target, file);
        long usersBefore = count("security_user");
        long unitsBefore = count("security_unit");

        var report = run(target, file, mapping);

        assertCounts(report, 35, 0, 0, 0);
        assertThat(report.notes()).containsExactly(Problem.of(null, "import.people.created", 41, 9));
        assertThat(count("security_user") - usersBefore).isEqualTo(41);
        assertThat(count("security_unit") - unitsBefore).isEqualTo(3 + 6);
        assertThat(jdbc.sql("select count(*) from security_user where role = 'MANAGER' and username in ('dustin.brinkmann', 'melvin.marxen', "
                + "'cara.losch', 'rocco.neubert', 'celia.rouche', 'summer.sewald')").query(Integer.class).single()).isEqualTo(6);
        assertThat(jdbc.sql("""
                        select u.username from security_user u join security_unit team on team.id = u.unit_id
                        join security_unit office on office.id = team.parent_id where team.name = 'Team Dustin Brinkmann' and office.name = 'Central'
                        and office.parent_id = ? order by u.username""").param(company.root()).query(String.class).list())
                .containsExactly("anna.snelling", "cecily.lampkin", "dustin.brinkmann", "lajuana.vencill", "moses.frase", "versie.hillebrand");
        assertThat(count("security_password")).isZero();

        var before = written();
        assertCounts(run(target, file, mapping), 0, 0, 35, 0);
        assertThat(written()).isEqualTo(before);
    }

    @Test
    void aDirectorImportsTheRealAccountsOnce() {
        Fixtures.signIn(company.director());
        var file = real("accounts.csv");
        var target = target("accounts");
        var guessed = reading.guess(target, file);
        assertThat(guessed.columns().keySet().stream().map(ImportField::id))
                .containsExactlyInAnyOrder("name", "sector", "founded", "revenue", "employees", "region", "parentId");
        assertThat(reading.missing(target, guessed)).containsExactly(Problem.of("primaryRepId", "import.problem.columnOrDefault"));
        var unknown = reading.unknownValues(file, guessed);
        assertThat(unknown.stream().map(ImportReading.UnknownValue::text)).containsExactlyInAnyOrder("technolgy", "Philipines");
        var mapping = guessed.withDefault(field(target, "primaryRepId"), company.member().id()).withDefault(field(target, "tier"), Tier.STANDARD)
                .withAmounts(field(target, "revenue"), new Amounts("USD", Unit.MILLION));

        // The rows with unknown values are refused until somebody says what they mean.
        assertThat(imports.check(target, file, mapping, new ImportProgress(() -> { })).rejected()).isGreaterThan(10);
        for (var value : unknown) {
            mapping = mapping.withValue(value.field(), value.text(), value.suggestion().orElseThrow());
        }
        var before = written();
        assertCounts(imports.check(target, file, mapping, new ImportProgress(() -> { })), 85, 0, 0, 0);
        assertThat(written()).isEqualTo(before);
        assertThat(count("account")).isZero();

        var report = run(target, file, mapping);
        assertCounts(report, 85, 0, 0, 0);
        assertThat(count("account")).isEqualTo(85);
        assertThat(jdbc.sql("select count(*) from account where parent_id is not null").query(Integer.class).single()).isEqualTo(15);
        assertThat(jdbc.sql("select count(*) from account where unit_id = ?").param(company.city()).query(Integer.class).single()).isEqualTo(85);
        assertThat(jdbc.sql("select count(*) from account_representative").query(Integer.class).single()).isEqualTo(85);
        var bluth = accounts.get(accounts.findByKey("Bluth Company", null).orElseThrow());
        assertThat(bluth.parentName()).isEqualTo("Acme Corporation");
        assertThat(bluth.draft().sector()).isEqualTo("technology");
        assertThat(bluth.draft().region()).isEqualTo("US");
        assertThat(bluth.draft().revenue()).isEqualTo(Money.of("1242320000", "USD"));
        // Golddex stands below Funholding, its subsidiary.
        assertThat(accounts.get(accounts.findByKey("Funholding", null).orElseThrow()).parentName()).isEqualTo("Golddex");
        assertThat(jdbc.sql("select distinct rev from account_aud").query(Long.class).list()).hasSize(1);
        assertThat(jdbc.sql("select batch_id from audit_revision where id = (select max(rev) from account_aud)").query(Long.class).single())
                .isEqualTo(report.batchId());
        assertThat(history.batches(5)).singleElement().satisfies(batch -> assertThat(batch.created()).isEqualTo(85));

        before = written();
        assertCounts(run(target, file, mapping), 0, 0, 85, 0);
        assertThat(written()).isEqualTo(before);
    }

    // ---- what becomes of rows ----

    @Test
    void keepsWhatTheFileDoesNotSay() {
        Fixtures.signIn(company.director());
        long id = accounts.save(new AccountDraft(null, "华为技术", "华为", null, Tier.STRATEGIC, "telecommunications", "CN-S", null,
                Money.of("1000", "CNY"), 100, 1987, "huawei.com", "深圳", List.of("重点"), company.colleague().id(), 0));

        var report = accounts("客户名称,员工人数,客户等级\n华为技术,195000,\n", Map.of("primaryRepId", company.member().id(), "tier", Tier.STANDARD));

        assertCounts(report, 0, 1, 0, 0);
        assertThat(accounts.get(id).draft()).satisfies(draft -> {
            assertThat(draft.employees()).isEqualTo(195_000);
            assertThat(draft.tier()).isEqualTo(Tier.STRATEGIC);
            assertThat(draft.primaryRepId()).isEqualTo(company.colleague().id());
            assertThat(draft.tags()).containsExactly("重点");
            assertThat(draft.website()).isEqualTo("huawei.com");
        });
    }

    @Test
    void storesTagsInOneRevisionAcrossChunks() {
        Fixtures.signIn(company.director());
        var csv = new StringBuilder("name,tags\n");
        for (int i = 0; i < 120; i++) {
            csv.append("Account ").append(i).append(",a;b").append(i).append('\n');
        }
        assertCounts(accounts(csv.toString(), rep()), 120, 0, 0, 0);
        assertCounts(accounts(csv.toString().replace("a;", "c;"), rep()), 0, 120, 0, 0);

        assertThat(count("account_tag")).isEqualTo(240);
        assertThat(jdbc.sql("select distinct rev from account_tag_aud").query(Long.class).list()).hasSize(2);
        assertThat(jdbc.sql("select count(*) from account_tag_aud where revend is null and revtype <> 2").query(Integer.class).single()).isEqualTo(240);
    }

    @Test
    void findsRowsByCreditCodeThenByName() {
        Fixtures.signIn(company.director());
        assertCounts(accounts("name,creditCode\nAcme,91350100M000100Y43\nBeta,\n", rep()), 2, 0, 0, 0);

        assertCounts(accounts("name,creditCode\nAcme Renamed,91350100M000100Y43\nbeta,\n", rep()), 0, 2, 0, 0);

        assertThat(accounts.findByKey("Acme Renamed", null)).isPresent();
        assertThat(count("account")).isEqualTo(2);
    }

    @Test
    void findsRowsByTheKeyOfTheOtherSystem() {
        Fixtures.signIn(company.director());
        var target = target("accounts");
        var first = file("id,name\nA-1,Acme\nA-2,Beta\n");
        var mapping = guess(target, first, rep()).withKey(0, "crm");
        assertCounts(run(target, first, mapping), 2, 0, 0, 0);

        assertCounts(run(target, file("id,name\nA-1,Acme Renamed\nA-2,Beta\n"), mapping), 0, 1, 1, 0);

        assertThat(accounts.findByKey("Acme Renamed", null)).isPresent();
        assertThat(count("importing_reference")).isEqualTo(2);
        assertThat(count("account")).isEqualTo(2);
    }

    @Test
    void refusesEachWrongRowWithASentenceAndTakesTheOthers() {
        Fixtures.signIn(company.manager());
        var retired = fixtures.user("retired", Role.MEMBER, company.city());
        fixtures.as(company.administrator(), () -> users.deactivate(retired.id()));
        fixtures.account(company, "Elsewhere", company.stranger());

        var report = accounts("""
                name,creditCode,representative,employees,sector,parent
                Good,,Member,10,Finance,
                Wrong checksum,91350100M000100Y44,Member,,,
                Inactive,,retired,,,
                Outside,,Stranger,,,
                Nobody,,Jane Doe,,,
                Elsewhere,,Member,,,
                Number,,Member,many,,
                Negative,,Member,-1,,
                Unknown sector,,Member,,Alchemy,
                good,,Member,,,
                ,,Member,5,,
                Child of nobody,,Member,,,Atlantis
                Grandchild of nobody,,Member,,,Child of nobody
                Cycle A,,Member,,,Cycle B
                Cycle B,,Member,,,Cycle A
                Own parent,,Member,,,Own parent
                Child of elsewhere,,Member,,,Elsewhere
                Three more,,Member,1,,,x,y,z
                """, Map.of());

        assertThat(sentences(report)).containsExactlyInAnyOrderEntriesOf(new TreeMap<>(Map.ofEntries(
                Map.entry(3L, "creditCode problem.creditCode []"),
                Map.entry(4L, "primaryRepId problem.inactive []"),
                Map.entry(5L, "primaryRepId problem.notAssignable []"),
                Map.entry(6L, "primaryRepId import.problem.unknownUser [Jane Doe]"),
                Map.entry(7L, "name problem.taken []"),
                Map.entry(8L, "employees import.problem.number [many]"),
                Map.entry(9L, "employees problem.negative []"),
                Map.entry(10L, "sector import.problem.unknownValue [Alchemy]"),
                Map.entry(11L, "null import.problem.duplicateRow [2]"),
                Map.entry(12L, "name problem.required []"),
                Map.entry(13L, "parentId import.accounts.problem.parent [Atlantis]"),
                Map.entry(14L, "parentId import.accounts.problem.parent [Child of nobody]"),
                Map.entry(15L, "parentId problem.parentCycle []"),
                Map.entry(16L, "parentId import.accounts.problem.parent [Cycle A]"),
                Map.entry(17L, "parentId problem.parentCycle []"),
                Map.entry(18L, "parentId import.accounts.problem.parent [Elsewhere]"),
                Map.entry(19L, "null import.problem.rowTooWide [9, 6]"))));
        assertCounts(report, 1, 0, 0, 17);
        assertThat(jdbc.sql("select name from account order by name").query(String.class).list()).containsExactly("Elsewhere", "Good");
        assertThat(accounts.count(AccountFilter.ALL)).isEqualTo(1);
    }

    @Test
    void takesRowsBeyondAPersonsCapacityOnlyWithAReason() {
        Fixtures.signIn(company.director());
        fixtures.account(company, "Held", company.member());
        int core = capacity.settings().core();
        capacity.setCapacity(company.member().id(), 2 * core);
        var target = target("accounts");
        var file = file("""
                name,tier,representative
                Fits,Core,Member
                Beyond,Core,Member
                Somebody else,Standard,Colleague
                """);
        var mapping = reading.guess(target, file);
        var checked = imports.check(target, file, mapping, new ImportProgress(() -> { }));
        assertCounts(checked, 3, 0, 0, 0);
        assertThat(checked.limits()).containsExactly(Problem.of(null, "import.accounts.limit", "Member", 3 * core, 2 * core));
        assertThat(count("account")).isEqualTo(1);

        var without = imports.start(target, file, mapping, "  ");
        driver.runDue();
        assertCounts(history.report(without.batchId()), 2, 0, 0, 1);
        assertThat(sentences(history.report(without.batchId()))).containsExactly(Map.entry(3L, "primaryRepId import.accounts.problem.limit ["
                + 3 * core + ", " + 2 * core + "]"));

        assertThatThrownBy(() -> imports.start(target, file, mapping, "x".repeat(ImportService.LONGEST_REASON + 1))).isInstanceOf(RefusedException.class);
        var with = imports.start(target, file, mapping, "Nobody else speaks French");
        driver.runDue();
        assertCounts(history.report(with.batchId()), 1, 0, 2, 0);
        assertThat(jdbc.sql("select r.reason from account_aud h join audit_revision r on r.id = h.rev where h.name = 'Beyond'").query(String.class).single())
                .isEqualTo("import accounts: test.csv / Nobody else speaks French");
    }

    @Test
    void aRefusedPersonLeavesNoUnitBehind() {
        Fixtures.signIn(company.administrator());
        var target = target("people");
        var file = file("""
                name,manager,office,email
                张伟,李娜,上海,zhang@example.com
                Wrong Mail,Some Boss,Nowhere,not an address
                Member,Other Boss,Elsewhere,
                """);

        var report = run(target, file, reading.guess(target, file));

        assertThat(sentences(report)).containsExactlyInAnyOrderEntriesOf(Map.of(3L, "email problem.email []",
                4L, "displayName import.people.problem.otherUnit [Member, City]"));
        assertThat(jdbc.sql("select name from security_unit").query(String.class).list())
                .containsExactlyInAnyOrder("Company", "North", "City", "South", "上海", "李娜团队");
        assertThat(jdbc.sql("select username from security_user where display_name in ('张伟', '李娜')").query(String.class).list())
                .containsExactlyInAnyOrder("zhang.wei", "li.na");
    }

    @Test
    void namesakesGetUserNamesOfTheirOwn() {
        Fixtures.signIn(company.administrator());
        fixtures.user("anna.snelling", Role.MEMBER, company.city());
        var target = target("people");
        var file = file("name\nAnna Snelling\nÅsa Öberg\n");

        assertCounts(run(target, file, reading.guess(target, file)), 2, 0, 0, 0);

        assertThat(users.findByUsername("anna.snelling2")).isPresent();
        assertThat(users.findByUsername("asa.oberg")).isPresent();
    }

    // ---- what stops a whole file ----

    @Test
    void refusesAFileWithoutARequiredColumn() {
        Fixtures.signIn(company.director());
        var target = target("accounts");
        var file = file("colour,shape\nred,round\n");

        assertThatThrownBy(() -> run(target, file, reading.guess(target, file))).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.problems()).contains(Problem.of("name", "import.problem.column")));
        assertThat(count("account")).isZero();
    }

    @Test
    void aCancelledRunHasWrittenNothing() {
        Fixtures.signIn(company.director());
        var target = target("accounts");
        var file = file("name\nA\nB\nC\n");
        var progress = new AtomicReference<ImportProgress>();
        progress.set(new ImportProgress(() -> progress.get().cancel()));

        assertThatThrownBy(() -> imports.run(target, file, guess(target, file, rep()), "more than they carry", progress.get())).isInstanceOf(ImportCancelledException.class);

        assertThat(count("account")).isZero();
        assertThat(history.batches(5)).singleElement().extracting(ImportBatch::state).isEqualTo(ImportState.CANCELLED);
        assertThat(count("account_aud")).isZero();
    }

    @Test
    void onlyThoseMayImportWhoseBusinessItIs() {
        for (Viewer viewer : List.of(company.manager(), company.director())) {
            assertThat(fixtures.as(viewer, () -> imports.targets().stream().map(ImportTarget::id).toList())).containsExactlyInAnyOrder("accounts", "opportunities", "products");
        }
        var people = fixtures.as(company.administrator(), () -> imports.targets());
        assertThat(people.stream().map(ImportTarget::id)).containsExactly("people", "workdays");
        assertThatThrownBy(() -> fixtures.as(company.member(), () -> imports.targets())).isInstanceOf(AccessDeniedException.class);
        Fixtures.signIn(company.director());
        var file = file("name\nSomebody\n");
        assertThatThrownBy(() -> run(people.getFirst(), file, reading.guess(people.getFirst(), file))).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void worksOnInTheBackgroundInTheNameOfItsStarterWhoSignsOut() throws Exception {
        Fixtures.signIn(company.director());
        var target = target("accounts");
        var file = file("name\nA\n");
        var mapping = guess(target, file, rep());
        var result = imports.inBackground(() -> imports.run(target, file, mapping, "more than they carry", new ImportProgress(() -> { })));
        SecurityContextHolder.getContext().setAuthentication(null);
        SecurityContextHolder.clearContext();

        assertCounts(result.get(), 1, 0, 0, 0);
        assertThat(jdbc.sql("select actor_id from audit_revision where batch_id is not null").query(Long.class).single()).isEqualTo(company.director().id());
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

    private ImportReport accounts(String csv, Map<String, Object> defaults) {
        var target = target("accounts");
        var file = file(csv);
        return run(target, file, guess(target, file, defaults));
    }

    private ImportReport run(ImportTarget target, TableFile file, ImportMapping mapping) {
        return imports.run(target, file, mapping, "more than they carry", new ImportProgress(() -> { }));
    }

    private TableFile file(String csv) {
        try {
            return reading.read(Files.writeString(Files.createTempFile(folder, "upload", ""), csv), "test.csv");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private TableFile real(String name) {
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(REAL.resolve(name)), REAL + " is not beside this repository");
        return reading.read(REAL.resolve(name), name);
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    /** Rows of every history table, the revisions too. */
    private List<Long> written() {
        List<Long> counts = new ArrayList<>();
        for (String table : List.of("audit_revision", "account_aud", "account_tag_aud", "security_user_aud", "security_unit_aud",
                "account_timeline", "account_representative")) {
            counts.add(count(table));
        }
        return counts;
    }

    private static void assertCounts(ImportReport report, long created, long changed, long unchanged, long rejected) {
        assertThat(report).extracting(ImportReport::created, ImportReport::changed, ImportReport::unchanged, ImportReport::rejected)
                .as(() -> String.valueOf(report.rejections())).containsExactly(created, changed, unchanged, rejected);
    }

    private static Map<Long, String> sentences(ImportReport report) {
        Map<Long, String> result = new TreeMap<>();
        for (Rejection rejection : report.rejections()) {
            assertThat(rejection.problems()).hasSize(1);
            Problem problem = rejection.problems().getFirst();
            result.put(rejection.line(), problem.field() + " " + problem.key() + " " + problem.args());
        }
        return result;
    }
}
