package app.mainstay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The MySQL of a test run: started when the first test asks for it, stopped and deleted with the JVM. {@code ./mainstay test --full}
 * unpacks the server into the cache.
 */
final class MySqlServer {

    private static @Nullable MySqlServer running;

    private final Path home;
    private final Path directory;
    private final int port;
    private Process process;

    private MySqlServer(Path home, Path directory, int port, Process process) {
        this.home = home;
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    static synchronized MySqlServer running() {
        if (running == null) {
            running = start();
        }
        return running;
    }

    String newDatabase(String name) {
        try (var connection = DriverManager.getConnection(url(""), "root", ""); var statement = connection.createStatement()) {
            statement.execute("create database " + name + " character set utf8mb4");
            return url(name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String url(String database) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + database + "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }

    private static MySqlServer start() {
        Path home = home();
        try {
            Path directory = Files.createTempDirectory("mainstay-mysql-");
            var log = directory.resolve("log").toFile();
            var initialize = command(home, directory, List.of("--initialize-insecure"));
            int code = new ProcessBuilder(initialize).redirectErrorStream(true).redirectOutput(log).start().waitFor();
            if (code != 0) {
                throw new IllegalStateException("mysqld --initialize-insecure ended with " + code + ":\n" + Files.readString(log.toPath()));
            }
            int port = freePort();
            var server = new MySqlServer(home, directory, port, launch(home, directory, port));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server.process, directory)));
            server.awaitConnection(log.toPath());
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Process launch(Path home, Path directory, int port) throws IOException {
        return new ProcessBuilder(command(home, directory, settings(directory, port))).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile())).start();
    }

    /** Stops as a server does that is being restarted; its data stays. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("MySQL does not stop");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts again at the same port with the same data; nothing where it runs. */
    void startAgain() {
        if (process.isAlive()) {
            return;
        }
        try {
            process = launch(home, directory, port);
            awaitConnection(directory.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> command(Path home, Path directory, List<String> options) {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/mysqld").toString(), "--no-defaults",
                "--basedir=" + home, "--datadir=" + directory.resolve("data"), "--tmpdir=" + directory));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root");
        }
        command.addAll(options);
        return command;
    }

    private static List<String> settings(Path directory, int port) {
        return List.of("--bind-address=127.0.0.1", "--port=" + port, "--socket=" + directory.resolve("sock"),
                "--pid-file=" + directory.resolve("pid"), "--mysqlx=OFF",
                // As in production: README and compose.
                "--innodb-ft-enable-stopword=OFF",
                // A zone that nobody has, so that a time which depends on the server's is seen.
                "--default-time-zone=+05:45",
                // Only durability is given up: the data lives as long as the run.
                "--skip-log-bin", "--innodb-flush-log-at-trx-commit=0", "--innodb-flush-method=nosync", "--innodb-doublewrite=OFF", "--innodb-buffer-pool-size=256M", "--performance-schema=OFF");
    }

    static Path home() {
        String version = System.getProperty("mainstay.mysql", "");
        Path cache = Optional.ofNullable(System.getenv("MAINSTAY_CACHE")).map(Path::of)
                .or(() -> Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).map(base -> Path.of(base, "mainstay")))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "mainstay"));
        Path unpacked = cache.resolve("mysql-" + version);
        if (Files.exists(unpacked.resolve("ready"))) {
            try (var paths = Files.find(unpacked, 3, (path, attributes) -> path.endsWith("bin/mysqld"))) {
                var server = paths.findFirst();
                if (server.isPresent()) {
                    return server.get().getParent().getParent();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no MySQL server in " + unpacked + ": ./mainstay test --full unpacks it");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Asks until the server answers; the wait ends with the server's own words when it dies or takes more than a minute. */
    private void awaitConnection(Path log) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try (var connection = DriverManager.getConnection(url(""), "root", "")) {
                return;
            } catch (SQLException e) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() - start > TimeUnit.MINUTES.toNanos(1)) {
                    throw new IllegalStateException("MySQL does not start:\n" + Files.readString(log), e);
                }
            }
        }
    }

    private static void stop(Process process, Path directory) {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException | InterruptedException e) {
            System.err.println("left behind: " + directory + " (" + e + ")");
        }
    }
}
