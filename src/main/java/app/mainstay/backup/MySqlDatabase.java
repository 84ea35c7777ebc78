package app.mainstay.backup;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * MySQL by its own programs mysqldump and mysql, which stream. They read the password from a file that only this user may read and that is gone
 * afterwards: whatever stands on a command line, everybody on the machine can read.
 */
final class MySqlDatabase extends Database {

    private static final int PORT = 3306;
    private static final int WORDS = 600;
    private static final Pattern SSL_MODE = Pattern.compile("[?&]sslMode=([A-Za-z_]+)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");

    private final URI address;
    private final @Nullable Path clients;

    MySqlDatabase(String url, String username, String password, @Nullable Path clients) {
        super(url, username, password);
        this.clients = clients;
        try {
            address = URI.create(url.substring("jdbc:".length()));
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
        if (address.getHost() == null || address.getPath() == null || address.getPath().length() < 2 || address.getUserInfo() != null) {
            throw unreadable();
        }
    }

    private BackupException unreadable() {
        return new BackupException("Backup reads addresses like jdbc:mysql://host:3306/mainstay, with user and password given apart; not " + shown() + ".");
    }

    @Override
    String kind() {
        return "mysql";
    }

    private String name() {
        return address.getPath().substring(1);
    }

    @Override
    void dump(OutputStream out, Path scratch) throws IOException {
        run(scratch, "mysqldump", process -> {
            process.getOutputStream().close();
            process.getInputStream().transferTo(out);
        }, List.of(
                // One snapshot for all tables, and nobody is kept waiting.
                "--single-transaction", "--quick",
                // Neither needs a right beyond the database's own tables, nor is it for a restored database.
                "--no-tablespaces", "--set-gtid-purged=OFF",
                "--hex-blob", "--default-character-set=utf8mb4", "--max-allowed-packet=1G", name()));
    }

    @Override
    void load(InputStream sql, Path scratch) throws IOException {
        run(scratch, "mysql", process -> {
            try (var in = process.getOutputStream()) {
                sql.transferTo(in);
            } catch (IOException e) {
                // It has ended early; its own words tell why.
                if (process.isAlive()) {
                    throw e;
                }
            }
        }, List.of(
                // Bytes as they are, and no commands of the client within the dump.
                "--binary-mode", "--default-character-set=utf8mb4", "--max-allowed-packet=1G", "--database=" + name()));
    }

    private interface Talk {

        void with(Process process) throws IOException;
    }

    private void run(Path scratch, String program, Talk talk, List<String> options) throws IOException {
        Path login = scratch.resolve("mysql.cnf");
        Path words = scratch.resolve("words");
        Files.deleteIfExists(login);
        writeLogin(login);
        try {
            List<String> command = new ArrayList<>(List.of(find(program).toString(), "--defaults-file=" + login));
            command.addAll(options);
            var process = new ProcessBuilder(command).redirectError(words.toFile()).start();
            try {
                talk.with(process);
                int code = process.waitFor();
                if (code != 0) {
                    throw new BackupException(program + " ended with " + code + ": " + said(words));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BackupException(program + " was interrupted.", e);
            } finally {
                process.destroy();
            }
        } finally {
            Files.deleteIfExists(login);
        }
    }

    private static String said(Path words) throws IOException {
        String text = Files.readString(words).strip();
        return text.length() > WORDS ? text.substring(0, WORDS) + " …" : text;
    }

    private void writeLogin(Path login) throws IOException {
        var lines = new ArrayList<>(List.of("[client]", "host=" + quoted(address.getHost().replaceAll("[\\[\\]]", "")),
                "port=" + (address.getPort() < 0 ? PORT : address.getPort()), "protocol=tcp", "user=" + quoted(username), "password=" + quoted(password),
                // What the driver does, too, when it is allowed to: without TLS the password travels under the server's key.
                "get-server-public-key"));
        Matcher mode = SSL_MODE.matcher(url);
        if (mode.find()) {
            lines.add("ssl-mode=" + mode.group(1));
        }
        if (Files.getFileStore(login.getParent()).supportsFileAttributeView("posix")) {
            Files.createFile(login, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(login, String.join("\n", lines) + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE);
    }

    /** As MySQL's files of options want it. */
    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private Path find(String program) throws IOException {
        String path = clients == null ? System.getenv().getOrDefault("PATH", "") : clients.toString();
        Path found = Stream.of(path.split(File.pathSeparator)).filter(folder -> !folder.isBlank()).map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable).findFirst().orElseThrow(() -> new BackupException("There is no " + program + (clients == null ? " on PATH"
                        : " in " + clients) + ". Install MySQL's client programs (8.0 or newer), or name their folder in MAINSTAY_BACKUP_CLIENTS."));
        var version = new ProcessBuilder(found.toString(), "--version").redirectErrorStream(true).start();
        if (new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains("MariaDB")) {
            throw new BackupException(found + " is MariaDB's, which does not know all of MySQL. Install MySQL's own client programs (8.0 or newer),"
                    + " or name their folder in MAINSTAY_BACKUP_CLIENTS.");
        }
        return found;
    }

    @Override
    String collation() throws SQLException {
        return query("select default_collation_name from information_schema.schemata where schema_name = database()").getFirst();
    }

    @Override
    void setCollation(String collation) throws SQLException {
        if (!NAME.matcher(collation).matches()) {
            throw new BackupException("The archive names a collation that is none.");
        }
        execute(List.of("alter database collate " + collation));
    }

    @Override
    void empty() throws SQLException {
        List<String> statements = new ArrayList<>(List.of("set foreign_key_checks = 0"));
        tables().forEach(table -> statements.add("drop table `" + table.replace("`", "``") + "`"));
        execute(statements);
    }

    /** A user sees the own connections, and the product has the same user. */
    @Override
    void requireNobodyElse() throws SQLException {
        if (!query("select id from information_schema.processlist where db = database() and id <> connection_id()").isEmpty()) {
            throw new BackupException("Somebody else is connected to " + shown() + ", most likely a running Mainstay. Stop it and begin again.");
        }
    }

    @Override
    List<String> tables() throws SQLException {
        return query("select table_name from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE'");
    }
}
