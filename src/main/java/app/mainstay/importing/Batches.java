package app.mainstay.importing;

import app.mainstay.security.CurrentUser;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The history of imports. */
@Repository
class Batches {

    private static final int LONGEST_NAME = 200;

    private final JdbcClient jdbc;
    private final CurrentUser currentUser;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Batches(JdbcClient jdbc, CurrentUser currentUser, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
        this.events = events;
        this.clock = clock;
    }

    /** In the transaction that stores the rows: a batch that failed has left nothing. */
    void record(long id, String target, String fileName, ImportReport report) {
        String name = fileName.length() <= LONGEST_NAME ? fileName : fileName.substring(0, LONGEST_NAME);
        jdbc.sql("""
                        insert into importing_batch (id, target, file_name, actor_id, finished_at, new_rows, changed_rows, unchanged_rows, rejected_rows)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(id).param(target).param(name).param(currentUser.require().id()).param(Sql.utc(clock.instant()))
                .param(report.created()).param(report.changed()).param(report.unchanged()).param(report.rejected()).update();
        events.publishEvent(new ImportService.Imported(id, currentUser.require().id(), name, report.created(), report.changed(), report.rejected()));
    }

    List<ImportBatch> newest(long actorId, int limit) {
        return jdbc.sql("select * from importing_batch where actor_id = ? order by id desc limit ?").param(actorId).param(limit)
                .query((row, n) -> new ImportBatch(row.getLong("id"), row.getString("target"), row.getString("file_name"),
                        Sql.instant(row.getObject("finished_at", LocalDateTime.class)), row.getLong("new_rows"), row.getLong("changed_rows"),
                        row.getLong("unchanged_rows"), row.getLong("rejected_rows"))).list();
    }}
