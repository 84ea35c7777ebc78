package app.mainstay.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.account.Tier;
import app.mainstay.importing.ImportField;
import app.mainstay.importing.ImportMapping;
import app.mainstay.importing.ImportMapping.Amounts;
import app.mainstay.importing.ImportMapping.Unit;
import app.mainstay.importing.ImportProgress;
import app.mainstay.importing.ImportReading;
import app.mainstay.importing.ImportReport;
import app.mainstay.importing.ImportService;
import app.mainstay.importing.ImportTarget;
import app.mainstay.importing.TableFile;
import app.mainstay.shared.Slice;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real sales export through the import engine, and its reference figures through the services that the screens use. */
@DatabaseTest
class RealPipelineTest {

    private static final Path REAL = Path.of("../shared/data/maven-crm");

    @Autowired
    private ImportService imports;
    @Autowired
    private ImportReading reading;
    @Autowired
    private Opportunities deals;
    @Autowired
    private SalesAnalysis analysis;
    @Autowired
    private Fixtures fixtures;
    @Autowired
    private JdbcClient jdbc;
    @TempDir
    private Path folder;

    @Test
    void theWholePipelineComesInAndAddsUpToItsReferenceFigures() throws IOException {
        assumeTrue(Files.exists(REAL.resolve("sales_pipeline.csv")), REAL + " is not beside this repository");
        var company = fixtures.company();
        Fixtures.signIn(company.administrator());
        var people = reading.read(REAL.resolve("sales_teams.csv"), "sales_teams.csv");
        run("people", people, reading.guess(target("people"), people));
        Fixtures.signIn(company.director());
        var accounts = reading.read(REAL.resolve("accounts.csv"), "accounts.csv");
        run("accounts", accounts, known(accounts, reading.guess(target("accounts"), accounts)
                .withDefault(field("accounts", "primaryRepId"), company.member().id()).withDefault(field("accounts", "tier"), Tier.STANDARD)
                .withAmounts(field("accounts", "revenue"), new Amounts("USD", Unit.MILLION))));
        var products = reading.read(REAL.resolve("products.csv"), "products.csv");
        var priced = reading.guess(target("products"), products).withAmounts(field("products", "price"), new Amounts("CNY", Unit.ONE));
        assertThat(run("products", products, priced)).extracting(ImportReport::created, ImportReport::rejected).containsExactly(7L, 0L);

        var pipeline = reading.read(REAL.resolve("sales_pipeline.csv"), "sales_pipeline.csv");
        var guessed = reading.guess(target("opportunities"), pipeline).withKey(0, "maven").withAmounts(field("opportunities", "amount"), new Amounts("CNY", Unit.ONE));
        // "GTXPro" is the list's "GTX Pro": names are compared without their spaces.
        var report = run("opportunities", pipeline, known(pipeline, guessed));

        assertThat(report).extracting(ImportReport::created, ImportReport::rejected).as(() -> String.valueOf(report.rejections().stream().limit(5).toList()))
                .containsExactly(8_800L, 0L);
        assertThat(jdbc.sql("select count(distinct opportunity_id) from sales_line l join sales_product p on p.id = l.product_id where p.name = 'GTX Pro'")
                .query(Long.class).single()).isPositive();
        assertThat(jdbc.sql("select count(*) from sales_line where quantity <> 1").query(Long.class).single()).isZero();
        assertThat(stages()).isEqualTo(Map.of("won", 4_238L, "lost", 2_473L, "engaging", 1_589L, "prospecting", 500L));
        assertThat(deals.count(new OpportunityFilter(null, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), true, false, null, null),
                Long.MAX_VALUE)).isEqualTo(1_425);

        var all = analysis.analyse(OpportunityFilter.ALL.closed(LocalDate.of(2016, 1, 1), LocalDate.of(2018, 1, 1)));
        assertThat(all.wonValue()).isEqualByComparingTo("10005534");
        assertThat(all.won()).isEqualTo(4_238);
        assertThat(all.winRate().setScale(3, RoundingMode.HALF_UP)).isEqualByComparingTo("63.150");
        assertThat(all.meanCycle().setScale(3, RoundingMode.HALF_UP)).isEqualByComparingTo("51.782");
        assertThat(all.medianCycle()).isEqualByComparingTo("57");
        assertThat(values(all.offices())).containsEntry("West", new BigDecimal("3568647")).containsEntry("Central", new BigDecimal("3346293"))
                .containsEntry("East", new BigDecimal("3090594"));
        assertThat(values(all.teams())).containsEntry("Team Melvin Marxen", new BigDecimal("2251930")).containsEntry("Team Cara Losch", new BigDecimal("1130049"))
                .containsEntry("Team Summer Sewald", new BigDecimal("1964750")).containsEntry("Team Rocco Neubert", new BigDecimal("1960545"))
                .containsEntry("Team Celia Rouche", new BigDecimal("1603897")).containsEntry("Team Dustin Brinkmann", new BigDecimal("1094363"));
        assertThat(all.owners().getFirst().label()).isEqualTo("Darcel Schlecht");
        assertThat(all.owners().getFirst().wonValue()).isEqualByComparingTo("1153214");
        // The parts equal the whole.
        assertThat(sum(all.products())).isEqualByComparingTo(all.wonValue());
        assertThat(sum(all.sectors())).isEqualByComparingTo(all.wonValue());
        assertThat(sum(all.months())).isEqualByComparingTo(all.wonValue());
        for (var quarter : Map.of(1, "1134672 531", 2, "3086111 1254", 3, "2982255 1257", 4, "2802496 1196").entrySet()) {
            LocalDate from = LocalDate.of(2017, 3 * quarter.getKey() - 2, 1);
            var part = analysis.analyse(OpportunityFilter.ALL.closed(from, from.plusMonths(3)));
            assertThat(part.wonValue().stripTrailingZeros().toPlainString() + " " + part.won()).isEqualTo(quarter.getValue());
        }
        // The best account, through what the list exports.
        Map<String, BigDecimal> byAccount = new HashMap<>();
        deals.stream(OpportunityFilter.ALL.with(Set.of(Outcome.WON)), List.of(new Slice.Order<>(OpportunitySort.ACCOUNT, false)),
                row -> byAccount.merge(String.valueOf(row.accountName()), row.amount().amount(), BigDecimal::add));
        var best = byAccount.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        assertThat(best.getKey() + " " + best.getValue().stripTrailingZeros().toPlainString()).isEqualTo("Kan-code 341455");
        // What is kept is what the deals themselves add up to: a period of days is asked of them.
        var asked = analysis.analyse(OpportunityFilter.ALL.closed(LocalDate.of(2016, 1, 1), LocalDate.of(2017, 12, 31)));
        var until = analysis.analyse(OpportunityFilter.ALL.closed(LocalDate.of(2017, 12, 31), LocalDate.of(2018, 1, 1)));
        assertThat(asked.wonValue().add(until.wonValue())).isEqualByComparingTo(all.wonValue());
        assertThat(asked.openValue()).isEqualByComparingTo(all.openValue());
        long kanCode = jdbc.sql("select id from account where name = 'Kan-code'").query(Long.class).single();
        assertThat(deals.page(OpportunityFilter.ALL.ofAccount(kanCode).with(Set.of(Outcome.WON)), Slice.first(500, OpportunitySort.NAME)).stream()
                .map(row -> row.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo("341455");

        // The same rows again change nothing.
        Path part = Files.write(folder.resolve("part.csv"), Files.readAllLines(REAL.resolve("sales_pipeline.csv")).subList(0, 301));
        var again = reading.read(part, "part.csv");
        long history = jdbc.sql("select count(*) from sales_opportunity_aud").query(Long.class).single();
        assertThat(run("opportunities", again, known(again, guessed))).extracting(ImportReport::created, ImportReport::changed, ImportReport::unchanged)
                .containsExactly(0L, 0L, 300L);
        assertThat(jdbc.sql("select count(*) from sales_opportunity_aud").query(Long.class).single()).isEqualTo(history);
    }

    private Map<String, Long> stages() {
        return jdbc.sql("select s.code, count(*) from sales_opportunity o join sales_stage s on s.id = o.stage_id group by s.code")
                .query((row, n) -> Map.entry(row.getString(1), row.getLong(2))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, BigDecimal> values(List<SalesAnalysis.Group> groups) {
        return groups.stream().collect(Collectors.toMap(group -> String.valueOf(group.label()), group -> group.wonValue().setScale(0, RoundingMode.UNNECESSARY),
                BigDecimal::add, TreeMap::new));
    }

    private static BigDecimal sum(List<SalesAnalysis.Group> groups) {
        return groups.stream().map(SalesAnalysis.Group::wonValue).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Every unknown value means what is proposed for it. */
    private ImportMapping known(TableFile file, ImportMapping mapping) {
        var result = mapping;
        for (var value : reading.unknownValues(file, mapping)) {
            result = result.withValue(value.field(), value.text(), value.suggestion().orElseThrow());
        }
        return result;
    }

    private ImportReport run(String target, TableFile file, ImportMapping mapping) {
        return imports.run(target(target), file, mapping, "more than they carry", new ImportProgress(() -> { }));
    }

    private ImportTarget target(String id) {
        return imports.targets().stream().filter(target -> target.id().equals(id)).findFirst().orElseThrow();
    }

    private ImportField<?> field(String target, String id) {
        return target(target).fields().stream().filter(field -> field.id().equals(id)).findFirst().orElseThrow();
    }
}
