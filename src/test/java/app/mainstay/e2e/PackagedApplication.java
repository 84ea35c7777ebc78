package app.mainstay.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** The packaged application with the demonstration company, started once per run in a folder of its own. */
final class PackagedApplication {

    private static @Nullable PackagedApplication running;

    final String address;

    private final Path directory;
    private final Path log;
    private final int port;
    private Process process;

    private PackagedApplication(Path directory, Path log, int port) throws IOException, InterruptedException {
        this.directory = directory;
        this.log = log;
        this.port = port;
        address = "http://127.0.0.1:" + port + "/";
        process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        awaitReady(process, address, log);
    }

    static synchronized PackagedApplication running() {
        if (running == null) {
            running = start("application.log");
        }
        return running;
    }

    /** One of its own, for whoever does to it what others must not feel. */
    static PackagedApplication start(String logName) {
        try {
            Path log = Path.of("target", "e2e").toAbsolutePath().resolve(logName);
            Files.createDirectories(log.getParent());
            return new PackagedApplication(Files.createTempDirectory("mainstay-e2e-"), log, freePort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process launch() throws IOException {
        Path jar = Path.of(System.getProperty("mainstay.jar", "target/mainstay.jar")).toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new IllegalStateException("there is no " + jar + ": mvn package makes it");
        }
        var command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-jar", jar.toString(), "--spring.profiles.active=demo", "--server.port=" + port);
        // The database lies in "data" below the working directory.
        return new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /** kill -9, as a machine that loses its power. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Where it stood before. */
    void startAgain() throws IOException, InterruptedException {
        process = launch();
        awaitReady(process, address, log);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Asks until the application says that it is ready; ends with its own words when it dies or takes more than three minutes. */
    private static void awaitReady(Process process, String address, Path log) throws IOException, InterruptedException {
        long start = System.nanoTime();
        var request = HttpRequest.newBuilder(URI.create(address + "actuator/health/readiness")).build();
        try (var client = HttpClient.newHttpClient()) {
            while (!ready(client, request)) {
                if (process.waitFor(200, TimeUnit.MILLISECONDS) || System.nanoTime() - start > TimeUnit.MINUTES.toNanos(3)) {
                    throw new IllegalStateException("the application does not start:\n" + Files.readString(log));
                }
            }
        }
    }

    private static boolean ready(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException | InterruptedException e) {
            System.err.println("left behind: " + directory + " (" + e + ")");
        }
    }
}
