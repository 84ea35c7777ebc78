package app.mainstay.backup;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One backup: a zip with the database as SQL, the stored files, and last what it is. Its directory is written at the very end, so a backup that
 * was broken off is none.
 */
final class Archive implements AutoCloseable {

    /**
     * @param format        of the archive itself
     * @param product       version of the product that made it
     * @param schemaVersion highest migration script in it
     * @param database      kind of the database
     * @param collation     how the database compares texts; "" where that is no choice
     * @param files         number of stored files in it; null when they were not kept in a directory
     */
    record Contents(int format, String product, Instant madeAt, String database, String schemaVersion, String collation, @Nullable Long files) {
    }

    static final int FORMAT = 1;

    private static final String CONTENTS = "mainstay.json";
    private static final String SQL = "database.sql";
    private static final String FILES = "files/";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ZipFile zip;
    final Contents contents;

    private Archive(ZipFile zip, Contents contents) {
        this.zip = zip;
        this.contents = contents;
    }

    // ---- writing ----

    static final class Writer implements AutoCloseable {

        private final ZipOutputStream zip;

        Writer(OutputStream out) {
            zip = new ZipOutputStream(new BufferedOutputStream(out));
            // Most of a backup's time would else go into the last few percent of its size.
            zip.setLevel(Deflater.BEST_SPEED);
        }

        OutputStream database() throws IOException {
            zip.putNextEntry(new ZipEntry(SQL));
            return zip;
        }

        /** @return how many files it were */
        long files(Path directory, Predicate<Path> wanted) throws IOException {
            long[] count = {0};
            if (Files.isDirectory(directory)) {
                Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        Path relative = directory.relativize(file);
                        if (attributes.isRegularFile() && wanted.test(relative)) {
                            add(file, relative);
                            count[0]++;
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    /** A running product may sweep one away between the listing and the look. */
                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw e;
                    }
                });
            }
            return count[0];
        }

        private void add(Path file, Path relative) throws IOException {
            zip.putNextEntry(new ZipEntry(FILES + relative.toString().replace('\\', '/')));
            Files.copy(file, zip);
            zip.closeEntry();
        }

        void contents(Contents contents) throws IOException {
            zip.putNextEntry(new ZipEntry(CONTENTS));
            zip.write(JSON.writeValueAsBytes(contents));
            zip.closeEntry();
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    // ---- reading ----

    static Archive open(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (NoSuchFileException e) {
            throw new BackupException("There is no file " + file + ".", e);
        } catch (ZipException e) {
            throw new BackupException(file + " is no backup of Mainstay, or an incomplete one.", e);
        }
        try {
            var entry = zip.getEntry(CONTENTS);
            if (entry == null || zip.getEntry(SQL) == null) {
                throw new BackupException(file + " is no backup of Mainstay.");
            }
            try (var in = zip.getInputStream(entry)) {
                return new Archive(zip, JSON.readValue(in.readAllBytes(), Contents.class));
            }
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /** Reads everything once: what is damaged is to be known before anything is thrown away for it. */
    void verify() throws IOException {
        var entries = zip.entries();
        while (entries.hasMoreElements()) {
            var entry = entries.nextElement();
            target(Path.of(""), entry);
            try (var in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
                in.transferTo(OutputStream.nullOutputStream());
                if (in.getChecksum().getValue() != entry.getCrc()) {
                    throw damaged(entry, null);
                }
            } catch (ZipException | java.io.EOFException e) {
                throw damaged(entry, e);
            }
        }
    }

    private BackupException damaged(ZipEntry entry, @Nullable IOException e) {
        return new BackupException("The backup is damaged at " + entry.getName() + ". Nothing was changed.", e == null ? new IOException() : e);
    }

    InputStream database() throws IOException {
        return new BufferedInputStream(zip.getInputStream(zip.getEntry(SQL)));
    }

    void extractFiles(Path directory) throws IOException {
        var entries = zip.entries();
        while (entries.hasMoreElements()) {
            var entry = entries.nextElement();
            Path target = target(directory, entry);
            if (target != null) {
                Files.createDirectories(target.getParent());
                try (var in = zip.getInputStream(entry)) {
                    Files.copy(in, target);
                } catch (FileAlreadyExistsException e) {
                    throw new BackupException("There is a file " + target + " already.", e);
                }
            }
        }
    }

    /** Where a stored file goes; null for what is none. A name that leads out of the directory is no name. */
    private static @Nullable Path target(Path directory, ZipEntry entry) {
        if (!entry.getName().startsWith(FILES)) {
            return null;
        }
        Path relative = Path.of(entry.getName().substring(FILES.length()));
        if (relative.isAbsolute() || !relative.equals(relative.normalize()) || relative.startsWith("..") || relative.toString().isEmpty()) {
            throw new BackupException("The backup holds a file with the name " + entry.getName() + ", which it cannot have made.");
        }
        return directory.resolve(relative);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
