package app.mainstay.backup;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.FileSystemUtils;

/**
 * {@code backup FILE} and {@code restore FILE [--replace]}. Which database and which directory is meant, the product's own configuration says:
 * profiles, SPRING_DATASOURCE_*, MAINSTAY_FILES_DIRECTORY.
 */
public final class BackupCommand {

    private static final Set<String> COMMANDS = Set.of("backup", "restore");
    private static final String REPLACE = "--replace";
    private static final int REFUSED = 1;
    private static final int MISUSED = 2;

    private final Environment environment;
    private final PrintStream out;

    private BackupCommand(Environment environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /** Is the product started for this instead of for serving? */
    public static boolean isMeant(String... args) {
        return args.length > 0 && COMMANDS.contains(args[0]);
    }

    /**
     * Does what the words say, in sentences.
     *
     * @return 0: done; 1: refused, with everything as it was; 2: the words say nothing
     */
    public static int run(PrintStream out, PrintStream err, String... args) {
        List<String> words = Arrays.stream(args).filter(word -> !word.startsWith("--")).toList();
        boolean replace = Arrays.asList(args).contains(REPLACE);
        if (words.size() != 2 || replace && words.getFirst().equals("backup")) {
            err.println("usage: backup FILE | restore FILE [" + REPLACE + "]");
            return MISUSED;
        }
        String[] settings = Arrays.stream(args).filter(word -> word.startsWith("--") && !word.equals(REPLACE)).toArray(String[]::new);
        // No bean is made: only the configuration is read, as the product reads it.
        try (var context = new SpringApplicationBuilder(Object.class).web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF).logStartupInfo(false)
                .registerShutdownHook(false).run(settings)) {
            var command = new BackupCommand(context.getEnvironment(), out);
            Path file = Path.of(words.get(1)).toAbsolutePath().normalize();
            if (words.getFirst().equals("backup")) {
                command.backup(file);
            } else {
                command.restore(file, replace);
            }
            return 0;
        } catch (BackupException e) {
            err.println("mainstay: " + e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            err.println("mainstay: reading or writing failed: " + e.getMessage());
        } catch (SQLException e) {
            err.println("mainstay: the database refuses: " + e.getMessage());
        }
        return REFUSED;
    }

    // ---- backup ----

    private void backup(Path file) throws IOException, SQLException {
        if (Files.exists(file)) {
            throw new BackupException("There is a file " + file + " already. Give another name.");
        }
        if (!Files.isDirectory(file.getParent())) {
            throw new BackupException("There is no folder " + file.getParent() + ".");
        }
        var database = database(true);
        var version = Optional.ofNullable(database.version())
                .orElseThrow(() -> new BackupException("The database " + database.shown() + " holds no Mainstay."));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Path scratch = scratch(file.getParent());
        try {
            Files.deleteIfExists(part);
            Files.createFile(part, secret("rw-------"));
            Long files;
            try (var archive = new Archive.Writer(Files.newOutputStream(part, StandardOpenOption.WRITE))) {
                var sql = archive.database();
                database.dump(sql, scratch);
                // After the database: a file that comes meanwhile is one too many, never one too few.
                Path directory = directory();
                files = directory == null ? null : archive.files(directory, relative -> !isUnfinished(relative));
                archive.contents(new Archive.Contents(Archive.FORMAT, product(), Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS),
                        database.kind(), version.getVersion(), database.collation(), files));
            }
            // A move within the folder: there is a whole backup under this name or none.
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            out.println("mainstay: " + database.shown() + (files == null ? "" : " and " + files + " stored files") + " saved in " + file);
        } finally {
            Files.deleteIfExists(part);
            FileSystemUtils.deleteRecursively(scratch);
        }
    }

    /** What an upload has begun to write. */
    private static boolean isUnfinished(Path relative) {
        return relative.toString().endsWith(".part");
    }

    // ---- restore ----

    private void restore(Path file, boolean replace) throws IOException, SQLException {
        try (var archive = Archive.open(file)) {
            var contents = archive.contents;
            var database = database(false);
            requireReadable(contents, database);
            Path directory = directory();
            if (contents.files() != null && contents.files() > 0 && directory == null) {
                throw new BackupException("The backup holds " + contents.files() + " stored files, and no directory is set to put them in:"
                        + " set mainstay.files.directory (MAINSTAY_FILES_DIRECTORY).");
            }
            database.requireNobodyElse();
            if (!replace && (!database.isEmpty() || directory != null && contents.files() != null && !isEmpty(directory))) {
                throw new BackupException("The database " + database.shown() + " or the directory of files is not empty, so nothing was restored. With "
                        + REPLACE + " everything in them is thrown away first.");
            }
            archive.verify();
            // An archive may lie where nothing can be written.
            Path scratch = scratch(Files.isWritable(file.getParent()) ? file.getParent() : Path.of(System.getProperty("java.io.tmpdir")));
            try {
                database.empty();
                fill(archive, database, scratch);
                if (directory != null && contents.files() != null) {
                    empty(directory);
                    archive.extractFiles(directory);
                }
            } finally {
                FileSystemUtils.deleteRecursively(scratch);
            }
            out.println("mainstay: " + database.shown() + (contents.files() == null ? "" : " and " + contents.files() + " stored files")
                    + " restored as of " + contents.madeAt());
        }
    }

    private static void fill(Archive archive, Database database, Path scratch) throws IOException, SQLException {
        boolean whole = false;
        try (var sql = archive.database()) {
            if (!archive.contents.collation().isEmpty()) {
                database.setCollation(archive.contents.collation());
            }
            database.load(sql, scratch);
            whole = true;
        } finally {
            // Half a company is worse than none: the product would start on it.
            if (!whole) {
                database.empty();
            }
        }
    }

    private void requireReadable(Archive.Contents contents, Database database) throws IOException {
        if (contents.format() > Archive.FORMAT) {
            throw new BackupException("The backup was made by Mainstay " + contents.product() + ", whose backups this version cannot read.");
        }
        if (!contents.database().equals(database.kind())) {
            throw new BackupException("The backup is of a database of the kind " + contents.database() + ", and " + database.shown() + " is "
                    + database.kind() + ".");
        }
        var newest = newestMigration(database.kind());
        if (MigrationVersion.fromVersion(contents.schemaVersion()).compareTo(newest) > 0) {
            throw new BackupException("The backup was made by a newer Mainstay (" + contents.product() + ", schema " + contents.schemaVersion()
                    + "; this one knows schema " + newest.getVersion() + "). Restore it with that version or a later one.");
        }
    }

    static MigrationVersion newestMigration(String kind) throws IOException {
        var resolver = new PathMatchingResourcePatternResolver();
        return Stream.of("common", kind).flatMap(folder -> {
            try {
                return Arrays.stream(resolver.getResources("classpath*:db/migration/" + folder + "/V*.sql"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).map(script -> Objects.requireNonNull(script.getFilename()).replaceFirst("^V(.*?)__.*", "$1"))
                .map(MigrationVersion::fromVersion).max(MigrationVersion::compareTo).orElseThrow();
    }

    // ---- what is meant ----

    private Database database(boolean mustExist) {
        String url = setting("spring.datasource.url", "");
        String clients = setting("mainstay.backup.clients", "");
        return Database.of(url, setting("spring.datasource.username", ""), setting("spring.datasource.password", ""), mustExist,
                clients.isBlank() ? null : Path.of(clients));
    }

    private @Nullable Path directory() {
        String directory = setting("mainstay.files.directory", "");
        return directory.isBlank() ? null : Path.of(directory).toAbsolutePath().normalize();
    }

    private String setting(String name, String otherwise) {
        try {
            return environment.getProperty(name, otherwise);
        } catch (IllegalArgumentException e) {
            throw new BackupException("The setting " + name + " has no value: " + e.getMessage() + ".", e);
        }
    }

    private static String product() {
        return Optional.ofNullable(BackupCommand.class.getPackage().getImplementationVersion()).orElse("unpackaged");
    }

    private static boolean isEmpty(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return true;
        }
        try (var files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /** The directory itself stays: it may be a mounted volume. */
    private static void empty(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            List<Path> inside = new ArrayList<>();
            try (var files = Files.list(directory)) {
                files.forEach(inside::add);
            }
            for (Path path : inside) {
                FileSystemUtils.deleteRecursively(path);
            }
        }
    }

    /** Beside the archive where possible, where there is room for a database; readable by nobody else. */
    private static Path scratch(Path folder) throws IOException {
        return Files.createTempDirectory(folder, ".mainstay-", secret("rwx------"));
    }

    private static FileAttribute<?>[] secret(String permissions) {
        return Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))} : new FileAttribute<?>[0];
    }
}
