package app.mainstay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.mainstay.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The packaged application as compose starts it: profiles server and mysql, the password from a file, a real MySQL, a user with rights in one database. */
class ServerStory {

    private static final String PASSWORD = "its \"own\" pässword";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final List<Process> started = new ArrayList<>();
    private int port;

    @BeforeEach
    void database() throws Exception {
        assumeTrue(Boolean.getBoolean("mainstay.full"), "the packaged application meets a real MySQL in the full run only: ./mainstay test --full");
        String url = TestDatabase.anotherOnMySql();
        try (var connection = DriverManager.getConnection(url, "root", ""); var statement = connection.createStatement()) {
            statement.execute("create user packaged@'%' identified by '" + PASSWORD + "'");
            statement.execute("grant all on " + connection.getCatalog() + ".* to packaged@'%'");
        }
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("spring.datasource.password"), PASSWORD + "\n");
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        environment.putAll(Map.of("SPRING_PROFILES_ACTIVE", "server,mysql", "SPRING_DATASOURCE_URL", url, "SPRING_DATASOURCE_USERNAME", "packaged",
                "SPRING_CONFIG_IMPORT", "configtree:" + secrets + "/", "MAINSTAY_FILES_DIRECTORY", folder.resolve("files").toString(),
                "SERVER_PORT", String.valueOf(port), "MAINSTAY_BACKUP_CLIENTS", TestDatabase.mySqlPrograms().toString()));
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (var process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void itStartsServesIsSavedWhileItRunsIsKilledAndComesBack() throws Exception {
        var first = start("first");
        awaitHealthy(first, "first");
        // One JSON object a line; the first administrator's password stands there once.
        var lines = Files.readAllLines(log("first"));
        assertThat(lines).isNotEmpty().allSatisfy(line -> assertThat(JsonMapper.builder().build().readTree(line).has("message")).isTrue());
        assertThat(lines).filteredOn(line -> line.contains("one-time password")).hasSize(1);
        assertThat(String.join("\n", lines)).doesNotContain("pässword");

        var login = get("login");
        assertThat(login.statusCode()).isEqualTo(200);
        assertThat(login.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(login.headers().allValues("Set-Cookie")).isNotEmpty().allSatisfy(cookie -> assertThat(cookie).contains("Secure", "HttpOnly", "SameSite=Lax"));
        assertThat(get("files/0000000000001").statusCode()).isEqualTo(302);
        assertThat(get("actuator/env").statusCode()).isNotEqualTo(200);

        var backup = launch("backup", "backup", folder.resolve("saved.zip").toString());
        assertThat(backup.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(log("backup")).content().contains("saved in");
        assertThat(folder.resolve("saved.zip")).isNotEmptyFile();

        // What restores while somebody works would take the ground from under their feet.
        var refused = launch("refused", "restore", folder.resolve("saved.zip").toString(), "--replace");
        assertThat(refused.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(log("refused")).content().contains("Somebody else is connected");

        // kill -9, as a machine that loses its power.
        first.destroyForcibly().waitFor();
        var second = start("second");
        awaitHealthy(second, "second");
        assertThat(log("second")).content().doesNotContain("one-time password");

        second.destroy();
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).as("stops when asked").isTrue();
        assertThat(healthy()).isFalse();
        var restored = launch("restored", "restore", folder.resolve("saved.zip").toString(), "--replace");
        assertThat(restored.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(log("restored")).content().contains("restored as of");
    }

    private Process start(String name) throws IOException {
        return launch(name);
    }

    private Process launch(String name, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-jar", Path.of(System.getProperty("mainstay.jar")).toAbsolutePath().toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log(name).toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        started.add(process);
        return process;
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    /** By the image's own health check. */
    private boolean healthy() throws IOException, InterruptedException {
        String line = Files.readString(Path.of("Dockerfile")).replace("\\\n", " ").lines().filter(text -> text.startsWith("HEALTHCHECK")).findFirst().orElseThrow();
        String[] command = JsonMapper.builder().build().readValue(line.replaceFirst("^.*CMD ", ""), String[].class);
        command[2] = command[2].replace("/8080", "/" + port);
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }

    private void awaitHealthy(Process process, String name) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!healthy()) {
            if (process.waitFor(500, TimeUnit.MILLISECONDS) || System.nanoTime() - start > TimeUnit.MINUTES.toNanos(4)) {
                throw new IllegalStateException("the application does not start:\n" + Files.readString(log(name)));
            }
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            // As a proxy that speaks TLS asks.
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + path)).header("X-Forwarded-Proto", "https").build(),
                    BodyHandlers.ofString());
        }
    }
}
