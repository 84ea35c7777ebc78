package app.mainstay.audit;

import app.mainstay.shared.Ids;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** For mass writes, which fill history tables in sets: they open their one revision here. */
@Service
public class Revisions {

    private final JdbcClient jdbc;
    private final Clock clock;

    Revisions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Writes a revision in the caller's transaction and returns its id, to be used as {@code rev} of history rows. */
    @PreAuthorize("hasAnyRole('SYSTEM', 'MANAGER', 'DIRECTOR', 'ADMINISTRATOR')")
    @Transactional(propagation = Propagation.MANDATORY)
    public long open(@Nullable Long actorId, String reason, @Nullable Long batchId) {
        long id = Ids.next();
        jdbc.sql("insert into audit_revision (id, created_at, actor_id, reason, batch_id) values (?, ?, ?, ?, ?)")
                .param(id).param(Sql.utc(clock.instant())).param(actorId).param(reason).param(batchId).update();
        return id;
    }

    /**
     * Says what a revision of {@link #open} holds, in the caller's transaction; once for each portion that is committed on its own.
     *
     * @param thing the table
     */
    @PreAuthorize("hasAnyRole('SYSTEM', 'MANAGER', 'DIRECTOR', 'ADMINISTRATOR')")
    @Transactional(propagation = Propagation.MANDATORY)
    public void holds(long revision, String thing, AuditAct act, long rows) {
        write(revision, thing, act, rows, null);
    }

    /** The same for rows that are known: a single one is named in the audit trail. */
    @PreAuthorize("hasAnyRole('SYSTEM', 'MANAGER', 'DIRECTOR', 'ADMINISTRATOR')")
    @Transactional(propagation = Propagation.MANDATORY)
    public void holds(long revision, String thing, AuditAct act, Collection<Long> ids) {
        write(revision, thing, act, ids.size(), ids.size() == 1 ? ids.iterator().next() : null);
    }

    private void write(long revision, String thing, AuditAct act, long rows, @Nullable Long rowId) {
        if (rows > 0 && jdbc.sql("update audit_change set row_count = row_count + ?, row_id = null where rev = ? and thing = ? and act = ?")
                .param(rows).param(revision).param(thing).param(act.name()).update() == 0) {
            jdbc.sql("insert into audit_change (id, rev, thing, act, row_count, row_id) values (?, ?, ?, ?, ?, ?)")
                    .param(Ids.next()).param(revision).param(thing).param(act.name()).param(rows).param(rowId).update();
        }
    }
}
