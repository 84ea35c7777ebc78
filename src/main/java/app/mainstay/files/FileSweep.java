package app.mainstay.files;

import app.mainstay.jobs.DailyJob;
import app.mainstay.jobs.JobRun;
import app.mainstay.shared.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Both ways: contents that no row refers to, as a crash, a broken upload or a removal leaves them, go after a day; rows whose content is gone are
 * told, for nobody but a backup can bring it back.
 */
@Component
class FileSweep implements DailyJob<FileSweep.Nothing> {

    record Nothing() {
    }

    /** Longer than an upload and its transaction last, and than a backup takes. */
    static final Duration PATIENCE = Duration.ofDays(1);
    private static final int PORTION = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(FileSweep.class);

    private record Row(long id, long size) {
    }

    private final FileStores stores;
    private final JdbcClient jdbc;
    private final Clock clock;

    FileSweep(FileStores stores, JdbcClient jdbc, Clock clock) {
        this.stores = stores;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "files-sweep";
    }

    @Override
    public Class<Nothing> payloadType() {
        return Nothing.class;
    }

    @Override
    public LocalTime at() {
        return LocalTime.of(3, 30);
    }

    @Override
    public Nothing payload() {
        return new Nothing();
    }

    @Override
    public void run(Nothing payload, JobRun run) {
        BooleanSupplier goingOn = () -> {
            run.check();
            return true;
        };
        long swept = leftovers(goingOn);
        long missing = missing(goingOn);
        run.say(missing == 0 ? "files.swept" : "files.swept.missing", swept, missing);
    }

    long leftovers(BooleanSupplier goingOn) {
        Instant before = clock.instant().minus(PATIENCE);
        var directory = stores.directory();
        try {
            return stores.database().sweep(before, goingOn) + (directory == null ? 0 : directory.sweep(before, goingOn));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the directory only: in the database a foreign key keeps them, and the invariants count the pieces. */
    long missing(BooleanSupplier goingOn) {
        long missing = 0;
        long last = Long.MIN_VALUE;
        var directory = stores.directory();
        List<Row> portion;
        do {
            goingOn.getAsBoolean();
            portion = jdbc.sql("select id, size_bytes from files_file where place = 'DIRECTORY' and id > ? order by id limit " + PORTION).param(last)
                    .query((row, number) -> new Row(row.getLong(1), row.getLong(2))).list();
            for (var row : portion) {
                last = row.id();
                if (directory == null || !directory.holds(row.id(), row.size())) {
                    LOG.error("The content of file {} is not in the directory as it should be", Ids.text(row.id()));
                    missing++;
                }
            }
        } while (portion.size() == PORTION);
        return missing;
    }
}
