package app.mainstay.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The company is saved, destroyed and there again. Restored is into a database beside the one of the other tests. */
@DatabaseTest
class BackupTest {

    private static final boolean MYSQL = TestDatabase.CURRENT == TestDatabase.MYSQL;
    /** What breaks files of options and SQL that are put together carelessly. */
    private static final String PASSWORD = "p\"a'ss\\ #wörd";
    private static final String NASTY = "O'Neill \"& Söhne\" \\ 100% 联想\r\n; drop table account -- \u0000 \uD83D\uDE00";

    record Outcome(int code, String words) {
    }

    record Place(String url, String username, String password, DataSource source) {

        Place(String url, String username, String password) {
            this(url, username, password, new DriverManagerDataSource(url, username, password));
        }
    }

    @TempDir
    Path folder;
    @Autowired
    DataSource dataSource;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    Fixtures fixtures;
    @Autowired
    Flyway flyway;

    private Place product;
    private Path archive;

    @BeforeEach
    void company() throws SQLException {
        var pool = dataSource.unwrap(HikariDataSource.class);
        product = ordinary(new Place(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword(), dataSource));
        archive = folder.resolve("saved.zip");
        var company = fixtures.company();
        long acme = fixtures.account(company, "Acme", company.member());
        jdbc.sql("update account set address = ?, archived_at = '2026-01-02 03:04:05.123456', revenue_amount = 12345678901.2345, "
                + "revenue_currency = 'CNY' where id = ?").param(NASTY).param(acme).update();
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        jdbc.sql("insert into jobs_task (task_name, task_instance, task_data, execution_time, picked, version) values ('x', '1', ?, ?, false, 1)")
                .param(bytes).param(LocalDateTime.of(2026, 1, 1, 0, 0)).update();
    }

    @Test
    void whatWasSavedIsThereAgainAfterEverythingWasDestroyed() throws Exception {
        Path files = Files.createDirectories(folder.resolve("files/2026/11"));
        Files.writeString(files.resolve("plan"), "the plan");
        Files.writeString(files.resolve("half.part"), "hal");
        var before = content(product.source());
        assertThat(before).hasSizeGreaterThan(20);

        assertThat(run(product, "backup", archive.toString(), "--mainstay.files.directory=" + folder.resolve("files")))
                .isEqualTo(new Outcome(0, "mainstay: " + product.url().replaceFirst("[;?].*", "") + " and 1 stored files saved in " + archive));
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive))).isEqualTo("rw-------");
        }
        assertThat(left()).containsExactly("files", "saved.zip");

        var target = another();
        String kept = "--mainstay.files.directory=" + folder.resolve("kept");
        assertThat(run(target, "restore", archive.toString(), kept).code()).isZero();
        assertThat(content(target.source())).isEqualTo(before);
        assertThat(folder.resolve("kept/2026/11/plan")).hasContent("the plan");
        assertThat(folder.resolve("kept/2026/11/half.part")).doesNotExist();

        // Rows gone, tables gone, one too many, a file lost and one too many: nothing is thrown away unless told.
        var destroyed = new JdbcTemplate(target.source());
        destroyed.execute("delete from account_timeline");
        destroyed.execute("drop table base_draft");
        destroyed.execute("create table stray (id int)");
        Files.delete(folder.resolve("kept/2026/11/plan"));
        Files.writeString(folder.resolve("kept/stray"), "stray");
        var refused = run(target, "restore", archive.toString(), kept);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.words()).contains("is not empty", "--replace");
        assertThat(content(target.source())).containsKey("stray");
        assertThat(folder.resolve("kept/stray")).exists();

        assertThat(run(target, "restore", archive.toString(), "--replace", kept).code()).isZero();
        assertThat(content(target.source())).isEqualTo(before);
        assertThat(folder.resolve("kept/2026/11/plan")).hasContent("the plan");
        assertThat(folder.resolve("kept/stray")).doesNotExist();

        // The product would start on it, and the schema still defends itself.
        var restored = Flyway.configure().configuration(flyway.getConfiguration()).dataSource(target.source()).load();
        assertThat(restored.validateWithResult().validationSuccessful).isTrue();
        assertThat(restored.info().pending()).isEmpty();
        assertThatThrownBy(() -> destroyed.execute("update account set primary_rep_active = false")).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> destroyed.execute("update account set tier = 'GOLD'")).isInstanceOf(Exception.class);
        if (MYSQL) {
            assertThat(destroyed.queryForObject("select @@collation_database", String.class)).isEqualTo("utf8mb4_0900_bin");
        }
    }

    /** Everybody on the machine sees command lines. */
    @Test
    void thePasswordOfMySqlStandsOnNoCommandLineAndInNoFileThatStays() throws Exception {
        assumeTrue(MYSQL, "H2 needs no program beside the product; ./mainstay test --full runs this on MySQL");
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String program : List.of("mysqldump", "mysql")) {
            Path spy = programs.resolve(program);
            Files.writeString(spy, "#!/bin/sh\n{ printf '%s\\n' \"$@\"; env; } >> " + folder.resolve("seen") + "\nexec "
                    + TestDatabase.mySqlPrograms().resolve(program) + " \"$@\"\n");
            assertThat(spy.toFile().setExecutable(true)).isTrue();
        }
        assertThat(run(programs, product, "backup", archive.toString()).code()).isZero();
        assertThat(run(programs, another(), "restore", archive.toString()).code()).isZero();
        assertThat(folder.resolve("seen")).content().contains("--single-transaction", "--database=").doesNotContain(PASSWORD, "p\"a");
        assertThat(left()).containsExactly("programs", "saved.zip", "seen");
    }

    @Test
    void anArchiveThatCannotBeReadDestroysNothing() throws Exception {
        run(product, "backup", archive.toString());
        byte[] whole = Files.readAllBytes(archive);
        var before = content(product.source());

        byte[] damaged = whole.clone();
        damaged[damaged.length / 3] ^= 0x55;
        Files.write(folder.resolve("damaged.zip"), damaged);
        Files.write(folder.resolve("half.zip"), Arrays.copyOf(whole, whole.length / 2));
        var target = another();
        run(target, "restore", archive.toString());

        refuses(target, "damaged.zip", "The backup is damaged at database.sql. Nothing was changed.");
        refuses(target, "half.zip", "is no backup of Mainstay, or an incomplete one.");
        refuses(target, "nowhere.zip", "There is no file");
        changed("newer.zip", "\"schemaVersion\":\"[^\"]*\"", "\"schemaVersion\":\"999\"");
        refuses(target, "newer.zip", "was made by a newer Mainstay");
        changed("format.zip", "\"format\":1", "\"format\":2");
        refuses(target, "format.zip", "whose backups this version cannot read");
        changed("other.zip", "\"database\":\"[^\"]*\"", "\"database\":\"oracle\"");
        refuses(target, "other.zip", "of the kind oracle");
        changed("files.zip", "\"files\":null", "\"files\":3");
        refuses(target, "files.zip", "no directory is set");
        assertThat(content(target.source())).isEqualTo(before);
    }

    /** SQL that ends in the middle leaves an empty database, not half a company on which the product would start. */
    @Test
    void aRestoreThatFailsHalfwayLeavesNothing() throws Exception {
        run(product, "backup", archive.toString());
        Path broken = folder.resolve("broken.zip");
        copy(broken, "database.sql", text -> text + "\ninsert into nowhere values (1);\n");
        var target = another();

        assertThat(run(target, "restore", broken.toString()).code()).isEqualTo(1);

        assertThat(content(target.source())).isEmpty();
    }

    @Test
    void nothingIsOverwrittenAndNothingIsMadeOfNothing() throws Exception {
        Files.writeString(archive, "precious");
        assertThat(run(product, "backup", archive.toString())).isEqualTo(new Outcome(1, "mainstay: There is a file " + archive + " already. Give another name."));
        assertThat(archive).hasContent("precious");

        assertThat(run(product, "backup", folder.resolve("no/where.zip").toString()).words()).contains("There is no folder");
        var empty = another();
        if (!MYSQL) {
            assertThat(run(empty, "backup", folder.resolve("new.zip").toString()).words()).contains("There is no database");
        }
        new JdbcTemplate(empty.source()).execute("create table stray (id int)");
        assertThat(run(empty, "backup", folder.resolve("new.zip").toString()).words()).contains("holds no Mainstay");
        assertThat(left()).doesNotContain("new.zip", "new.zip.part");
    }

    @Test
    void aRunningMainstayMustBeStoppedFirst() throws Exception {
        run(product, "backup", archive.toString());
        var target = another();
        if (MYSQL) {
            try (var open = target.source().getConnection()) {
                assertThat(open.isValid(1)).isTrue();
                assertThat(run(target, "restore", archive.toString()).words()).contains("Somebody else is connected");
            }
        } else {
            run(target, "restore", archive.toString());
            Path file = Path.of(target.url().replaceFirst("jdbc:h2:file:([^;]*).*", "$1.mv.db"));
            // As another process holds it.
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE); var lock = channel.lock()) {
                assertThat(lock.isValid()).isTrue();
                assertThat(run(target, "backup", folder.resolve("b.zip").toString()).words()).contains("open in a running Mainstay", "stop Mainstay");
                assertThat(run(target, "restore", archive.toString(), "--replace").words()).contains("open in a running Mainstay");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"backup", "restore", "backup a b", "backup a --replace"})
    void whatIsMeantIsSaidIfTheWordsSayNothing(String words) {
        assertThat(run(product, words.split(" "))).isEqualTo(new Outcome(2, "usage: backup FILE | restore FILE [--replace]"));
    }

    @Test
    void aSettingWithoutValueIsNamed() {
        var outcome = run(product, "backup", archive.toString(), "--spring.datasource.username=${NOBODY_SET_THIS}");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.words()).contains("spring.datasource.username", "NOBODY_SET_THIS");
    }

    /** A name in a tampered archive must not lead out of the directory. */
    @Test
    void noFileIsWrittenOutsideTheDirectory() throws Exception {
        run(product, "backup", archive.toString());
        Path evil = folder.resolve("evil.zip");
        copy(evil, "mainstay.json", text -> text.replace("\"files\":null", "\"files\":1"));
        appendEntry(evil, "files/../outside", "x");

        var outcome = run(another(), "restore", evil.toString(), "--mainstay.files.directory=" + folder.resolve("kept"));

        assertThat(outcome.words()).contains("which it cannot have made");
        assertThat(folder.resolve("outside")).doesNotExist();
    }

    // ---- helpers ----

    private void refuses(Place target, String file, String why) {
        var outcome = run(target, "restore", folder.resolve(file).toString(), "--replace");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.words()).contains(why);
    }

    private void changed(String file, String pattern, String replacement) throws IOException {
        copy(folder.resolve(file), "mainstay.json", text -> {
            assertThat(text).containsPattern(pattern);
            return text.replaceFirst(pattern, replacement);
        });
    }

    private void copy(Path target, String changedEntry, UnaryOperator<String> change) throws IOException {
        try (var from = new ZipFile(archive.toFile()); var to = new ZipOutputStream(Files.newOutputStream(target))) {
            for (var entry : from.stream().toList()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                byte[] bytes = from.getInputStream(entry).readAllBytes();
                to.write(entry.getName().equals(changedEntry) ? change.apply(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8) : bytes);
                to.closeEntry();
            }
        }
    }

    private void appendEntry(Path zip, String name, String content) throws IOException {
        Path with = folder.resolve("with.zip");
        try (var from = new ZipFile(zip.toFile()); var to = new ZipOutputStream(Files.newOutputStream(with))) {
            for (var entry : from.stream().toList()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                from.getInputStream(entry).transferTo(to);
                to.closeEntry();
            }
            to.putNextEntry(new ZipEntry(name));
            to.write(content.getBytes(StandardCharsets.UTF_8));
        }
        Files.move(with, zip, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Outcome run(Place place, String... words) {
        return run(MYSQL ? TestDatabase.mySqlPrograms() : null, place, words);
    }

    private static Outcome run(@Nullable Path programs, Place place, String... words) {
        var said = new ByteArrayOutputStream();
        var args = new ArrayList<>(List.of(words));
        // What the test itself gives wins.
        Stream.of("--spring.datasource.url=" + place.url(), "--spring.datasource.username=" + place.username(),
                        "--spring.datasource.password=" + place.password())
                .filter(arg -> args.stream().noneMatch(word -> word.startsWith(arg.substring(0, arg.indexOf('='))))).forEach(args::add);
        if (programs != null) {
            args.add("--mainstay.backup.clients=" + programs);
        }
        int code;
        try (var stream = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            code = BackupCommand.run(stream, stream, args.toArray(String[]::new));
        }
        return new Outcome(code, said.toString(StandardCharsets.UTF_8).strip());
    }

    /** An empty database beside the product's. */
    private Place another() throws SQLException {
        if (!MYSQL) {
            return new Place("jdbc:h2:file:" + folder.resolve("target-" + System.nanoTime())
                    + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;WRITE_DELAY=0", product.username(), product.password());
        }
        return ordinary(new Place(TestDatabase.anotherOnMySql(), "root", ""));
    }

    /** A user with rights in that one database, as an installation has. */
    private static Place ordinary(Place place) throws SQLException {
        if (!MYSQL) {
            return place;
        }
        try (var connection = DriverManager.getConnection(place.url(), "root", ""); var statement = connection.createStatement()) {
            statement.execute("create user if not exists ordinary@'%' identified by '" + PASSWORD.replace("\\", "\\\\").replace("'", "''") + "'");
            statement.execute("grant all on " + connection.getCatalog() + ".* to ordinary@'%'");
        }
        return new Place(place.url(), "ordinary", PASSWORD);
    }

    private List<String> left() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith("target-")).sorted().toList();
        }
    }

    /** All tables with all their rows in a fixed order. */
    private static TreeMap<String, List<String>> content(DataSource source) {
        var jdbc = new JdbcTemplate(source);
        var content = new TreeMap<String, List<String>>();
        for (String table : jdbc.queryForList("select table_name from information_schema.tables where table_type = 'BASE TABLE' and table_schema = "
                + (MYSQL ? "database()" : "current_schema()"), String.class)) {
            content.put(table, jdbc.query("select * from " + table, (row, number) -> {
                var values = new ArrayList<String>();
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    Object value = row.getObject(column);
                    values.add(value instanceof byte[] || value instanceof Blob ? HexFormat.of().formatHex(row.getBytes(column))
                            : value instanceof Clob ? row.getString(column) : String.valueOf(value));
                }
                return values.toString();
            }).stream().sorted().toList());
        }
        return content;
    }
}
