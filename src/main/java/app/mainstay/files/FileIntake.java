package app.mainstay.files;

import app.mainstay.shared.Ids;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a content in from a stream: measures it, sums it up, and looks at its beginning for what it is. Keeps one buffer, however long it is. */
final class FileIntake {

    /** What was taken in; nothing refers to it yet. */
    record Content(long id, FileStore.Place place, String type, long size, String sha256) {
    }

    /** Enough for what is known of types. */
    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_TYPE = 150;
    private static final long MEGABYTE = 1024 * 1024;
    private static final Set<String> PROGRAMS = Set.of("application/x-msdownload", "application/x-dosexec", "application/x-ms-installer", "application/x-bat",
            "application/x-elf", "application/x-executable", "application/x-sharedlib", "application/x-object", "application/java-vm", "application/x-sh");
    private static final Logger LOG = LoggerFactory.getLogger(FileIntake.class);
    private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();

    private FileIntake() {
    }

    /**
     * @throws RefusedException     when it is empty, larger than allowed, a program, or when it cannot be kept; nothing is left then
     * @throws UncheckedIOException when the stream breaks off; nothing is left then
     */
    static Content take(FileStore store, long maxBytes, String name, InputStream in) {
        long id = Ids.next();
        try (var writing = open(store, id)) {
            var digest = digest();
            byte[] buffer = new byte[BUFFER];
            long size = 0;
            String type = "";
            for (int length = fill(in, buffer); length > 0; length = fill(in, buffer)) {
                if (size == 0) {
                    type = type(buffer, length, name);
                    if (isProgram(type)) {
                        throw new RefusedException(Problem.of("file", "files.problem.program"));
                    }
                }
                size += length;
                if (size > maxBytes) {
                    throw new RefusedException(Problem.of("file", "files.problem.tooLarge", megabytes(maxBytes)));
                }
                digest.update(buffer, 0, length);
                write(writing, buffer, length);
            }
            if (size == 0) {
                throw new RefusedException(Problem.of("file", "files.problem.empty"));
            }
            complete(writing);
            return new Content(id, store.place(), type, size, HexFormat.of().formatHex(digest.digest()));
        }
    }

    /** What a click starts on somebody's computer has no business among documents, whatever it is called. */
    private static boolean isProgram(String type) {
        return PROGRAMS.contains(type) || type.startsWith("application/x-mach-o");
    }

    private static FileStore.Writing open(FileStore store, long id) {
        try {
            return store.write(id);
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    private static void write(FileStore.Writing writing, byte[] buffer, int length) {
        try {
            writing.write(buffer, length);
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    private static void complete(FileStore.Writing writing) {
        try {
            writing.complete();
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    /** Most likely there is no room left. Whose disk it is, an administrator reads in the log. */
    private static RefusedException notKept(IOException e) {
        String reference = Ids.text(Ids.next());
        LOG.error("Reference {}: a file could not be stored", reference, e);
        return new RefusedException(Problem.of("file", "files.problem.notKept", reference));
    }

    /** Full, except at the end. */
    private static int fill(InputStream in, byte[] buffer) {
        try {
            return in.readNBytes(buffer, 0, buffer.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String type(byte[] beginning, int length, String name) {
        var metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        try {
            String type = TYPES.detect(new ByteArrayInputStream(Arrays.copyOf(beginning, length)), metadata).getBaseType().toString();
            return type.length() > LONGEST_TYPE ? "application/octet-stream" : type;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long megabytes(long bytes) {
        return bytes / MEGABYTE;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
