package app.mainstay.files;

import app.mainstay.shared.Ids;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A file each, named by its id and never by what people call it, in folders by the id's last characters, which are the random ones. Written beside
 * under another name and moved, so that what has the name is whole.
 */
class DirectoryStore implements FileStore {

    private static final String PART = ".part";
    private static final int FOLDER = 2;
    private static final int PORTION = 500;
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryStore.class);

    private final Path directory;
    private final JdbcClient jdbc;
    private final Clock clock;

    DirectoryStore(Path directory, JdbcClient jdbc, Clock clock) {
        this.directory = directory;
        this.jdbc = jdbc;
        this.clock = clock;
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, "probe", PART));
        } catch (IOException e) {
            throw new UncheckedIOException("The directory of stored files, mainstay.files.directory, cannot be written: " + directory, e);
        }
    }

    @Override
    public Place place() {
        return Place.DIRECTORY;
    }

    private Path path(long id) {
        String name = Ids.text(id);
        return directory.resolve(name.substring(name.length() - FOLDER)).resolve(name);
    }

    @Override
    public Writing write(long id) throws IOException {
        Path path = path(id);
        Files.createDirectories(path.getParent());
        return new Part(path);
    }

    private final class Part implements Writing {

        private final Path path;
        private final Path part;
        private final FileChannel channel;
        private boolean complete;

        Part(Path path) throws IOException {
            this.path = path;
            part = path.resolveSibling(path.getFileName() + PART);
            channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

        @Override
        public void write(byte[] bytes, int length) throws IOException {
            var buffer = ByteBuffer.wrap(bytes, 0, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        /** On the disk before a row says so. */
        @Override
        public void complete() throws IOException {
            channel.force(true);
            channel.close();
            Files.setLastModifiedTime(part, FileTime.from(clock.instant()));
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
            complete = true;
        }

        @Override
        public void close() {
            try {
                channel.close();
                if (!complete) {
                    Files.deleteIfExists(part);
                }
            } catch (IOException e) {
                LOG.warn("{} stays until the nightly sweep: {}", part, e.toString());
            }
        }
    }

    @Override
    public void read(long id, OutputStream out) throws IOException {
        Files.copy(path(id), out);
    }

    @Override
    public boolean holds(long id, long size) {
        try {
            return Files.size(path(id)) == size;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Left to the sweep a day later: a backup that has just read the rows still finds it. */
    @Override
    public void forget(long id) {
        try {
            Files.setLastModifiedTime(path(id), FileTime.from(clock.instant()));
        } catch (IOException gone) {
            LOG.debug("{} was gone already", path(id));
        }
    }

    @Override
    public long sweep(Instant before, BooleanSupplier run) throws IOException {
        var sweep = new Sweep(FileTime.from(before), run);
        Files.walkFileTree(directory, sweep);
        sweep.sweep();
        return sweep.swept;
    }

    private final class Sweep extends SimpleFileVisitor<Path> {

        private final FileTime before;
        private final BooleanSupplier run;
        private final List<Path> found = new ArrayList<>();
        private long swept;

        Sweep(FileTime before, BooleanSupplier run) {
            this.before = before;
            this.run = run;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.lastModifiedTime().compareTo(before) < 0 && isOurs(file)) {
                found.add(file);
            }
            if (found.size() == PORTION) {
                sweep();
            }
            return run.getAsBoolean() ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        void sweep() throws IOException {
            var rows = found.isEmpty() ? List.<Long>of() : jdbc.sql("select id from files_file where place = 'DIRECTORY' and id in (:ids)")
                    .param("ids", found.stream().map(DirectoryStore::id).toList()).query(Long.class).list();
            for (Path file : found) {
                if (isPart(file) || !rows.contains(id(file))) {
                    Files.deleteIfExists(file);
                    swept++;
                }
            }
            found.clear();
        }
    }

    /** Whatever else somebody has put into the directory is not ours to delete. */
    private static boolean isOurs(Path file) {
        return Ids.parse(name(file)).isPresent() && file.getParent().endsWith(name(file).substring(name(file).length() - FOLDER));
    }

    private static boolean isPart(Path file) {
        return file.getFileName().toString().endsWith(PART);
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return isPart(file) ? name.substring(0, name.length() - PART.length()) : name;
    }

    private static long id(Path file) {
        return Ids.parse(name(file)).orElseThrow();
    }

    @Override
    public @Nullable Long free() {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            return null;
        }
    }
}
