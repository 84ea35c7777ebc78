package app.mainstay.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.mainstay.Application;
import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Servers that are killed with SIGKILL at random moments of an import, one after the other ({@code -Dmainstay.kills}, 2 unless told otherwise):
 * the last one leaves what an undisturbed one would have left.
 */
@DatabaseTest
class KilledImportTest {

    private static final int KILLS = Integer.getInteger("mainstay.kills", 2);
    private static final int ROWS = Math.max(10, 3 * KILLS) * SetEngine.PORTION;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Autowired
    Fixtures fixtures;
    @Autowired
    ImportReading reading;
    @Autowired
    ImportHistory history;
    @Autowired
    ImportService imports;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    DataSource dataSource;
    @TempDir
    Path folder;

    @Test
    void theEndStateIsThatOfAnUndisturbedRun() throws Exception {
        assumeTrue(TestDatabase.CURRENT == TestDatabase.MYSQL, "two processes need a server; ./mainstay test --full runs this on MySQL");
        var company = fixtures.company();
        Fixtures.signIn(company.director());
        var csv = new StringBuilder("key,name,employees,tags\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append('K').append(i).append(",Account ").append(i).append(',').append(i % 1_000 == 7 ? "many" : i).append(",t").append(i % 7).append('\n');
        }
        var file = reading.read(Files.writeString(folder.resolve("accounts.csv"), csv), "accounts.csv");
        var target = imports.targets().stream().filter(each -> each.id().equals("accounts")).findFirst().orElseThrow();
        var representative = target.fields().stream().filter(field -> field.id().equals("primaryRepId")).findFirst().orElseThrow();
        var mapping = reading.guess(target, file).withKey(0, "crm").withDefault(representative, company.member().id());
        long batch = imports.start(target, file, mapping, "one person for all").batchId();
        var random = new Random(20_261_126);
        var output = folder.resolve("server.log");

        for (int kill = 0; kill < KILLS; kill++) {
            var process = server(output);
            try {
                // A moment somewhere in the next portions: while rows are read, written or committed.
                long enough = rows(batch) + random.nextInt(2 * SetEngine.PORTION);
                await(() -> !process.isAlive() || rows(batch) >= enough && rows(batch) > 0, output);
                LockSupport.parkNanos(random.nextLong(Duration.ofMillis(400).toNanos()));
            } finally {
                // SIGKILL: no finally, no shutdown hook, no rollback of its own.
                process.destroyForcibly().waitFor();
            }
            assertThat(process.exitValue()).as(() -> text(output)).isEqualTo(128 + 9);
        }
        var last = server(output);
        try {
            await(() -> !last.isAlive() || history.find(batch).orElseThrow().state() != ImportState.RUNNING, output);
        } finally {
            last.destroyForcibly().waitFor();
        }

        long stored = ROWS - ROWS / 1_000;
        assertThat(history.find(batch)).get().extracting(ImportBatch::state, ImportBatch::created, ImportBatch::changed, ImportBatch::unchanged, ImportBatch::rejected)
                .containsExactly(ImportState.DONE, stored, 0L, 0L, (long) ROWS / 1_000);
        for (String table : List.of("account", "account_aud", "account_tag", "account_tag_aud", "account_representative", "account_timeline", "account_tier_period",
                "account_lifecycle_period", "importing_reference")) {
            assertThat(count(table)).as(table).isEqualTo(stored);
        }
        assertThat(jdbc.sql("select count(*) from account where name = concat('Account ', employees)").query(Long.class).single()).isEqualTo(stored);
        assertThat(count("importing_rejection")).isEqualTo(ROWS / 1_000);
        assertThat(jdbc.sql("select sum(row_count) from audit_change where thing = 'account'").query(Long.class).single()).isEqualTo(stored);
        assertThat(count("files_file")).as("the uploaded file is gone with the job").isZero();
    }

    private long rows(long batch) {
        return jdbc.sql("select new_rows + rejected_rows from importing_batch where id = ?").param(batch).query(Long.class).single();
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private Process server(Path output) throws Exception {
        var pool = dataSource.unwrap(HikariDataSource.class);
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Dvaadin.productionMode=true", "-cp", System.getProperty("java.class.path"), Application.class.getName(),
                "--server.port=0", "--spring.profiles.active=mysql", "--spring.datasource.url=" + pool.getJdbcUrl(),
                "--spring.datasource.username=" + pool.getUsername(), "--spring.datasource.password=", "--mainstay.jobs.heartbeat=1s", "--mainstay.jobs.poll=1s"));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    private static void await(java.util.function.BooleanSupplier condition, Path output) {
        for (long until = System.nanoTime() + PATIENCE.toNanos(); !condition.getAsBoolean(); LockSupport.parkNanos(10_000_000)) {
            if (System.nanoTime() > until) {
                throw new AssertionError("not in time:\n" + text(output));
            }
        }
    }

    private static String text(Path output) {
        try {
            return Files.readString(output);
        } catch (java.io.IOException unreadable) {
            return unreadable.toString();
        }
    }
}
