package app.mainstay.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.TestDatabase;
import app.mainstay.jobs.ScriptedJob.Place;
import app.mainstay.jobs.ScriptedJob.Words;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A process that is killed with SIGKILL in the middle of a portion; another one takes its job over, and nothing is done twice or left out. */
@DatabaseTest
class KilledJobTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    Jobs jobs;
    @Autowired
    JobDriver driver;
    @Autowired
    ScriptedJob kind;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    DataSource dataSource;
    @Autowired
    TestClock clock;

    @Test
    void itsJobGoesOnElsewhereBehindTheLastWholePortion() throws Exception {
        assumeTrue(TestDatabase.CURRENT == TestDatabase.MYSQL, "two processes need a server; ./mainstay test --full runs this on MySQL");
        var company = fixtures.company();
        long id = fixtures.as(company.member(), () -> jobs.submit(kind, new Words(List.of())));
        var process = otherProcess();
        try {
            awaitTheMiddle(process);
        } finally {
            // SIGKILL: no finally, no shutdown hook, no rollback of its own.
            process.destroyForcibly().waitFor();
        }
        assertThat(process.exitValue()).isEqualTo(128 + 9);
        kind.does(run -> {
            for (int next = run.lastCheckpoint(Place.class).orElseThrow().next(); next < KilledServer.PORTIONS; next++) {
                int portion = next;
                transaction.executeWithoutResult(status -> KilledServer.portion(jdbc, run, portion));
            }
        });

        // The other process had the machine's clock.
        clock.set(Instant.now().plus(JobDriver.HEARTBEAT.multipliedBy(7)));
        var server = driver.server();
        server.takeOver();
        server.runDue();

        assertThat(jdbc.sql("select reason from audit_revision where reason like 'portion %' order by id").query(String.class).list())
                .containsExactlyElementsOf(IntStream.range(0, KilledServer.PORTIONS).mapToObj(portion -> "portion " + portion).toList());
        assertThat(fixtures.as(company.member(), () -> jobs.find(id))).get().extracting(JobRow::state, JobRow::done)
                .containsExactly(JobState.DONE, (long) KilledServer.PORTIONS);
        assertThat(jdbc.sql("select count(*) from jobs_task where task_name = 'test'").query(Integer.class).single()).isZero();
    }

    private Process otherProcess() throws Exception {
        var pool = dataSource.unwrap(HikariDataSource.class);
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Dvaadin.productionMode=true", "-cp", System.getProperty("java.class.path"), KilledServer.class.getName(), "--server.port=0",
                "--spring.profiles.active=mysql", "--spring.datasource.url=" + pool.getJdbcUrl(), "--spring.datasource.username=" + pool.getUsername(),
                "--spring.datasource.password="));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static void awaitTheMiddle(Process process) throws IOException {
        List<String> said = new ArrayList<>();
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(KilledServer.IN_THE_MIDDLE)) {
                return;
            }
            said.add(line);
        }
        throw new AssertionError("the other process ended:\n" + String.join("\n", said));
    }
}
