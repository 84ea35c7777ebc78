package app.mainstay.files;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Where contents are kept. Whoever writes one has no row for it yet; what never gets one is swept away. */
interface FileStore {

    enum Place { DATABASE, DIRECTORY }

    Place place();

    /** Begins to write. Nobody sees anything of it before {@link Writing#complete}. */
    Writing write(long id) throws IOException;

    /** A content being written; closing it before it is complete throws it away. */
    interface Writing extends AutoCloseable {

        void write(byte[] bytes, int length) throws IOException;

        void complete() throws IOException;

        @Override
        void close();
    }

    /** @throws java.nio.file.NoSuchFileException when the content is gone */
    void read(long id, OutputStream out) throws IOException;

    boolean holds(long id, long size);

    /** The row is gone, with this transaction. */
    void forget(long id);

    /**
     * Throws away what has been without a row since before that instant.
     *
     * @param run asked between portions whether to go on
     * @return how many contents it were
     */
    long sweep(Instant before, BooleanSupplier run) throws IOException;

    /** Room left; null where nobody can tell. */
    @Nullable Long free();
}
