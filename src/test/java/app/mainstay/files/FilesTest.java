package app.mainstay.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.AccountService;
import app.mainstay.jobs.JobDriver;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Sql;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** Both places keep the same promises. Files belong to an account here; its room decides who may see them. */
@DatabaseTest
class FilesTest {

    private static final long LIMIT = 3 * 1024 * 1024;

    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountService accounts;
    @Autowired
    Files bean;
    @Autowired
    DatabaseStore database;
    @Autowired
    ObjectProvider<FileOwner> owners;
    @Autowired
    ObjectProvider<FileActor> actor;
    @Autowired
    JobDriver driver;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    TestClock clock;
    @TempDir
    Path folder;

    private Fixtures.Company company;
    private long acme;
    private FileStores stores;
    private Files files;

    @BeforeEach
    void company() {
        ((Logger) LoggerFactory.getLogger("app.mainstay.files")).setLevel(Level.OFF);
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
    }

    @AfterEach
    void aloud() {
        ((Logger) LoggerFactory.getLogger("app.mainstay.files")).setLevel(null);
    }

    private void keepIn(FileStore.Place place) {
        keepIn(place == FileStore.Place.DATABASE ? null : new DirectoryStore(folder, jdbc, clock), database);
    }

    private void keepIn(@Nullable FileStore directory, FileStore inDatabase) {
        stores = new FileStores(inDatabase, directory, new FileSettings(directory == null ? null : folder.toString(), DataSize.ofBytes(LIMIT)));
        files = new Files(jdbc, transaction, stores, owners, actor, clock);
    }

    // ---- there and back ----

    @ParameterizedTest
    @EnumSource(FileStore.Place.class)
    void whatGoesInComesOut(FileStore.Place place) throws Exception {
        keepIn(place);
        byte[] content = random(2 * 1024 * 1024 + 17);
        var file = fixtures.as(company.member(), () -> files.add("account", acme, "C:\\plans\\年度 plan\u202e.bin", new ByteArrayInputStream(content)));

        assertThat(file).extracting(StoredFile::name, StoredFile::size, StoredFile::contentType, StoredFile::uploadedBy, StoredFile::uploadedAt)
                .containsExactly("年度 plan.bin", (long) content.length, "application/octet-stream", company.member().id(), TestClock.START);
        assertThat(file.sha256()).isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        assertThat(fixtures.as(company.manager(), () -> files.of("account", acme))).containsExactly(file);
        assertThat(read(company.manager(), file.id())).isEqualTo(content);
        assertThat(fixtures.as(company.manager(), () -> files.isThere(file.id()))).isTrue();
        assertThat(kept()).isEqualTo(1);
    }

    /** Half a gigabyte through a store that keeps nothing: what the product holds of it is one buffer. */
    @Test
    void noFileIsEverInMemoryAsAWhole() {
        long gigabyte = 1L << 30;
        var largest = new long[1];
        var content = FileIntake.take(store(new FileStore.Writing() {
            @Override
            public void write(byte[] bytes, int length) {
                largest[0] = Math.max(largest[0], bytes.length);
            }

            @Override
            public void complete() {
            }

            @Override
            public void close() {
            }
        }), gigabyte, "big.bin", endless(gigabyte / 2));
        assertThat(content.size()).isEqualTo(gigabyte / 2);
        assertThat(largest[0]).isEqualTo(64 * 1024);
    }

    /** No piece is larger than what any server takes in one packet. */
    @Test
    void theDatabaseGetsSmallPieces() {
        keepIn(FileStore.Place.DATABASE);
        add("x.bin", random(1024 * 1024 + 1));
        assertThat(jdbc.sql("select max(octet_length(bytes)) from files_chunk").query(Integer.class).single()).isEqualTo(DatabaseStore.PIECE);
        assertThat(jdbc.sql("select count(*) from files_chunk").query(Integer.class).single()).isEqualTo(5);
    }

    // ---- what it is ----

    @ParameterizedTest
    @CsvSource({"'%PDF-1.7 x', plan.txt, application/pdf", "'<html><script>alert(1)</script></html>', picture.png, text/html",
            "'<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>', picture.png, image/svg+xml", "just words, note.txt, text/plain",
            "just words, evil.pdf, text/plain", "'MZ\u0090', letter.docx, application/x-msdownload"})
    void itsTypeIsWhatItHoldsAndNotWhatItIsCalled(String content, String name, String type) {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        // Text that claims to be a PDF is no picture and no PDF, hence never shown.
        assertThat(FileIntake.type(bytes, bytes.length, name)).satisfiesAnyOf(found -> assertThat(found).isEqualTo(type),
                found -> assertThat(name.equals("evil.pdf") && !found.startsWith("image/") && !found.equals("application/pdf")).isTrue());
    }

    // ---- refused ----

    @ParameterizedTest
    @EnumSource(FileStore.Place.class)
    void nothingStaysOfWhatIsRefused(FileStore.Place place) {
        keepIn(place);
        assertThatThrownBy(() -> add("large.bin", random((int) LIMIT + 1))).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.problems()).containsExactly(Problem.of("file", "files.problem.tooLarge", 3L)));
        assertThatThrownBy(() -> add("empty", new byte[0])).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.problems()).containsExactly(Problem.of("file", "files.problem.empty")));
        assertThatThrownBy(() -> fixtures.as(company.member(), () -> files.add("account", acme, "x", breaking(1024 * 1024))))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(kept()).isZero();
        assertThat(fixtures.as(company.member(), () -> files.of("account", acme))).isEmpty();

        add("just.bin", random((int) LIMIT));
        assertThat(kept()).isEqualTo(1);
    }

    /** Full at the beginning, in the middle, and at the very end. */
    @ParameterizedTest
    @CsvSource({"0", "300000", "1000000"})
    void aFullDiskIsASentenceAndLeavesNothing(int room) {
        var directory = new DirectoryStore(folder, jdbc, clock);
        keepIn(new Full(directory, room), database);

        assertThatThrownBy(() -> add("x.bin", random(1_000_000))).isInstanceOfSatisfying(RefusedException.class, refused ->
                assertThat(refused.problems()).singleElement().satisfies(problem -> {
                    assertThat(problem.key()).isEqualTo("files.problem.notKept");
                    assertThat(Ids.parse((String) problem.args().getFirst())).isPresent();
                }));
        assertThat(kept()).isZero();
        assertThat(jdbc.sql("select count(*) from files_file").query(Integer.class).single()).isZero();
    }

    // ---- rights ----

    @Test
    void whoDoesNotSeeTheAccountDoesNotSeeItsFiles() {
        var file = fixtures.as(company.member(), () -> bean.add("account", acme, "plan.txt", new ByteArrayInputStream(new byte[] {1})));
        for (Viewer person : List.of(company.colleague(), company.stranger(), company.outsider(), company.administrator())) {
            fixtures.as(person, () -> {
                assertThat(bean.of("account", acme)).isEmpty();
                assertThatThrownBy(() -> bean.get(file.id())).isInstanceOf(NotFoundException.class);
                assertThatThrownBy(() -> bean.read(file.id(), OutputStream.nullOutputStream())).isInstanceOf(NotFoundException.class);
                assertThatThrownBy(() -> bean.isThere(file.id())).isInstanceOf(NotFoundException.class);
                assertThatThrownBy(() -> bean.remove(file.id())).isInstanceOf(NotFoundException.class);
                assertThatThrownBy(() -> bean.add("account", acme, "x", new ByteArrayInputStream(new byte[] {1}))).isInstanceOf(NotFoundException.class);
            });
        }
        fixtures.as(company.director(), () -> accounts.archive(acme, accounts.get(acme).draft().version()));
        fixtures.as(company.member(), () -> {
            assertThat(bean.of("account", acme)).hasSize(1);
            assertThatThrownBy(() -> bean.remove(file.id())).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> bean.add("account", acme, "x", new ByteArrayInputStream(new byte[] {1}))).isInstanceOf(AccessDeniedException.class);
        });
        fixtures.as(company.member(), () -> assertThatThrownBy(() -> bean.place()).isInstanceOf(AccessDeniedException.class));
        assertThat(fixtures.as(company.administrator(), () -> bean.place())).isEqualTo(new FilePlace(null, null, 20L << 20, 1, 1));
    }

    @Test
    void aKindThatNobodyOwnsHasNoFiles() {
        keepIn(FileStore.Place.DATABASE);
        assertThatThrownBy(() -> fixtures.as(company.member(), () -> files.add("nothing", acme, "x", new ByteArrayInputStream(new byte[] {1}))))
                .isInstanceOf(NotFoundException.class);
    }

    // ---- sweeping ----

    /** Killed in the middle of writing, or after it and before the row: both look like this. */
    @ParameterizedTest
    @EnumSource(FileStore.Place.class)
    void whatACrashLeavesIsSweptAfterADayAndNothingElse(FileStore.Place place) throws Exception {
        keepIn(place);
        var stays = add("stays.bin", random(300_000));
        var killed = stores.forNew().write(Ids.next());
        killed.write(random(300_000), 300_000);
        if (place == FileStore.Place.DIRECTORY) {
            java.nio.file.Files.setLastModifiedTime(files().stream().filter(file -> file.toString().endsWith(".part")).findFirst().orElseThrow(),
                    FileTime.from(clock.instant()));
        }
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
            add("rolledBack.bin", random(300_000));
            throw new IllegalStateException("the caller's transaction ends here");
        })).isInstanceOf(IllegalStateException.class);
        var sweep = new FileSweep(stores, jdbc, clock);
        assertThat(kept()).isEqualTo(3);
        assertThat(fixtures.as(company.member(), () -> files.of("account", acme))).containsExactly(stays);

        clock.advance(Duration.ofHours(23));
        assertThat(sweep.leftovers(() -> true)).isZero();
        clock.advance(Duration.ofHours(2));
        assertThat(sweep.leftovers(() -> true)).isEqualTo(2);

        assertThat(kept()).isEqualTo(1);
        assertThat(read(company.member(), stays.id())).hasSize(300_000);
        assertThat(sweep.missing(() -> true)).isZero();
    }

    @Test
    void aFileThatWasRemovedLiesInTheDirectoryForADayMore() throws Exception {
        keepIn(FileStore.Place.DIRECTORY);
        var file = add("x.bin", random(10));
        clock.advance(Duration.ofDays(30));
        fixtures.as(company.member(), () -> files.remove(file.id()));
        var sweep = new FileSweep(stores, jdbc, clock);
        assertThat(sweep.leftovers(() -> true)).isZero();
        assertThat(kept()).isEqualTo(1);

        clock.advance(Duration.ofHours(25));
        java.nio.file.Files.writeString(folder.resolve("readme"), "not ours");
        java.nio.file.Files.setLastModifiedTime(folder.resolve("readme"), FileTime.from(Instant.EPOCH));
        assertThat(sweep.leftovers(() -> true)).isEqualTo(1);
        assertThat(files()).containsExactly(folder.resolve("readme"));
    }

    @Test
    void aFileThatWasRemovedIsGoneFromTheDatabaseAtOnce() {
        keepIn(FileStore.Place.DATABASE);
        var file = add("x.bin", random(300_000));
        fixtures.as(company.member(), () -> files.remove(file.id()));
        assertThat(kept()).isZero();
        assertThatThrownBy(() -> fixtures.as(company.member(), () -> files.get(file.id()))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aContentThatIsGoneIsToldAndItsRowStays() throws Exception {
        keepIn(FileStore.Place.DIRECTORY);
        var gone = add("gone.bin", random(10));
        var cut = add("cut.bin", random(10));
        var whole = add("whole.bin", random(10));
        java.nio.file.Files.delete(path(gone));
        java.nio.file.Files.write(path(cut), new byte[3]);

        assertThat(new FileSweep(stores, jdbc, clock).missing(() -> true)).isEqualTo(2);

        fixtures.as(company.member(), () -> {
            assertThat(files.of("account", acme)).containsExactly(gone, cut, whole);
            assertThat(files.isThere(gone.id())).isFalse();
            assertThat(files.isThere(cut.id())).isFalse();
            assertThat(files.isThere(whole.id())).isTrue();
        });
    }

    @Test
    void theNightSweeps() {
        jdbc.sql("insert into files_content (id, begun_at) values (1, ?)").param(Sql.utc(clock.instant())).update();
        Runnable nights = driver.nights();
        clock.advance(Duration.ofDays(2));
        nights.run();
        assertThat(kept()).isZero();
        assertThat(jdbc.sql("select state from jobs_job where kind = 'files-sweep'").query(String.class).single()).isEqualTo("DONE");
    }

    /** The setting may change: what lies elsewhere is still read. */
    @Test
    void filesStayWhereTheyWereKept() throws Exception {
        keepIn(FileStore.Place.DATABASE);
        var before = add("before.bin", random(10));
        keepIn(FileStore.Place.DIRECTORY);
        var after = add("after.bin", random(10));
        assertThat(read(company.member(), before.id())).hasSize(10);
        assertThat(read(company.member(), after.id())).hasSize(10);

        keepIn(FileStore.Place.DATABASE);
        assertThatThrownBy(() -> read(company.member(), after.id())).isInstanceOf(NotFoundException.class);
        assertThat(new FileSweep(stores, jdbc, clock).missing(() -> true)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"../../etc/passwd, passwd", "'  plan.pdf ', plan.pdf", "'a\u0000b\nc.txt', abc.txt", ".., file", "'', file", "'photo\u202egnp.exe', photognp.exe"})
    void namesAreNamesAndNoPaths(String typed, String name) {
        assertThat(Files.called(typed)).isEqualTo(name);
        assertThat(Files.called("x".repeat(300) + ".xlsx")).hasSize(200).endsWith(".xlsx");
    }

    // ---- helpers ----

    private StoredFile add(String name, byte[] content) {
        return fixtures.as(company.member(), () -> files.add("account", acme, name, new ByteArrayInputStream(content)));
    }

    private byte[] read(Viewer person, long id) {
        return fixtures.as(person, () -> {
            var out = new ByteArrayOutputStream();
            try {
                files.read(id, out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        });
    }

    /** Contents in both places, whole or not. */
    private long kept() {
        return jdbc.sql("select count(*) from files_content").query(Long.class).single() + files().size();
    }

    private List<Path> files() {
        try (var paths = java.nio.file.Files.walk(folder)) {
            return paths.filter(java.nio.file.Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path(StoredFile file) {
        return files().stream().filter(path -> path.endsWith(Ids.text(file.id()))).findFirst().orElseThrow();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Zeros without end are no trouble to make. */
    private static InputStream endless(long length) {
        return new InputStream() {
            private long left = length;

            @Override
            public int read() {
                throw new IllegalStateException("byte by byte");
            }

            @Override
            public int read(byte[] bytes, int from, int most) {
                if (left == 0) {
                    return -1;
                }
                int given = (int) Math.min(most, left);
                left -= given;
                return given;
            }
        };
    }

    /** A connection that breaks. */
    private static InputStream breaking(int after) {
        return new InputStream() {
            private int left = after;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new IOException("connection reset");
                }
                return 0;
            }
        };
    }

    private static FileStore store(FileStore.Writing writing) {
        return new FileStore() {
            @Override
            public Place place() {
                return Place.DIRECTORY;
            }

            @Override
            public Writing write(long id) {
                return writing;
            }

            @Override
            public void read(long id, OutputStream out) {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean holds(long id, long size) {
                return true;
            }

            @Override
            public void forget(long id) {
            }

            @Override
            public long sweep(Instant before, BooleanSupplier run) {
                return 0;
            }

            @Override
            public @Nullable Long free() {
                return null;
            }
        };
    }

    /** A directory with room for so many bytes. */
    private record Full(FileStore store, int room) implements FileStore {

        @Override
        public Place place() {
            return store.place();
        }

        @Override
        public Writing write(long id) throws IOException {
            var writing = store.write(id);
            return new Writing() {
                private int left = room;

                @Override
                public void write(byte[] bytes, int length) throws IOException {
                    if (length > left) {
                        throw new IOException("No space left on device");
                    }
                    left -= length;
                    writing.write(bytes, length);
                }

                @Override
                public void complete() throws IOException {
                    throw new IOException("No space left on device");
                }

                @Override
                public void close() {
                    writing.close();
                }
            };
        }

        @Override
        public void read(long id, OutputStream out) throws IOException {
            store.read(id, out);
        }

        @Override
        public boolean holds(long id, long size) {
            return store.holds(id, size);
        }

        @Override
        public void forget(long id) {
            store.forget(id);
        }

        @Override
        public long sweep(Instant before, BooleanSupplier run) throws IOException {
            return store.sweep(before, run);
        }

        @Override
        public @Nullable Long free() {
            return 0L;
        }
    }
}
