package app.mainstay.files;

import app.mainstay.shared.Sql;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** In pieces of a quarter of a megabyte, each in a transaction of its own: neither memory, nor a packet, nor a log grows with the file. */
@Component
class DatabaseStore implements FileStore {

    static final int PIECE = 256 * 1024;
    private static final int PORTION = 100;
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseStore.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate apart;
    private final Clock clock;

    DatabaseStore(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public Place place() {
        return Place.DATABASE;
    }

    @Override
    public Writing write(long id) throws IOException {
        apart(() -> jdbc.sql("insert into files_content (id, begun_at) values (?, ?)").param(id).param(Sql.utc(clock.instant())).update());
        return new Pieces(id);
    }

    /** A full disk reaches us as a failure of the database. */
    private void apart(Runnable work) throws IOException {
        try {
            apart.executeWithoutResult(status -> work.run());
        } catch (DataAccessException | TransactionException e) {
            throw new IOException(e);
        }
    }

    private final class Pieces implements Writing {

        private final long id;
        private final byte[] piece = new byte[PIECE];
        private int filled;
        private int position;
        private boolean complete;

        Pieces(long id) {
            this.id = id;
        }

        @Override
        public void write(byte[] bytes, int length) throws IOException {
            for (int from = 0; from < length; ) {
                int taken = Math.min(length - from, piece.length - filled);
                System.arraycopy(bytes, from, piece, filled, taken);
                filled += taken;
                from += taken;
                if (filled == piece.length) {
                    store();
                }
            }
        }

        private void store() throws IOException {
            byte[] full = filled == piece.length ? piece : Arrays.copyOf(piece, filled);
            apart(() -> jdbc.sql("insert into files_chunk (content_id, position, bytes) values (?, ?, ?)").param(id).param(position).param(full).update());
            position++;
            filled = 0;
        }

        @Override
        public void complete() throws IOException {
            if (filled > 0) {
                store();
            }
            complete = true;
        }

        @Override
        public void close() {
            if (!complete) {
                try {
                    apart(() -> delete(id));
                } catch (IOException e) {
                    LOG.warn("What was written of file {} stays until the nightly sweep: {}", id, e.toString());
                }
            }
        }
    }

    private void delete(long id) {
        jdbc.sql("delete from files_chunk where content_id = ?").param(id).update();
        jdbc.sql("delete from files_content where id = ?").param(id).update();
    }

    @Override
    public void read(long id, OutputStream out) throws IOException {
        for (int position = 0; ; position++) {
            var piece = jdbc.sql("select bytes from files_chunk where content_id = ? and position = ?").param(id).param(position)
                    .query((row, number) -> row.getBytes(1)).optional();
            if (piece.isEmpty()) {
                if (position == 0) {
                    throw new NoSuchFileException("content " + id);
                }
                return;
            }
            out.write(piece.get());
        }
    }

    @Override
    public boolean holds(long id, long size) {
        return jdbc.sql("select coalesce(sum(octet_length(bytes)), 0) from files_chunk where content_id = ?").param(id).query(Long.class).single() == size;
    }

    @Override
    public void forget(long id) {
        delete(id);
    }

    @Override
    public long sweep(Instant before, BooleanSupplier run) throws IOException {
        long swept = 0;
        List<Long> portion;
        do {
            portion = jdbc.sql("""
                            select c.id from files_content c where c.begun_at < ? and not exists (select 1 from files_file f where f.content_id = c.id)
                            order by c.id limit""" + " " + PORTION).param(Sql.utc(before)).query(Long.class).list();
            for (long id : portion) {
                if (!run.getAsBoolean()) {
                    return swept;
                }
                apart(() -> delete(id));
                swept++;
            }
        } while (portion.size() == PORTION);
        return swept;
    }

    @Override
    public @Nullable Long free() {
        return null;
    }
}
