package app.mainstay.task;

import app.mainstay.audit.AuditAct;
import app.mainstay.audit.Revisions;
import app.mainstay.security.Role;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Names;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.sql.Date;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** New tasks in sets of rows with their history, past Hibernate; tells no story, nobody and no open screen. */
@Service
public class TaskMassWriter {

    /**
     * A task with its past.
     *
     * @param draft   title, kind and owner are there
     * @param unitId  the owner's
     * @param endedAt null: it is open
     * @param reason  of dropping; null: it is open or done
     */
    public record Written(TaskDraft draft, long unitId, long creatorId, Instant createdAt, @Nullable Instant endedAt, @Nullable String reason) {
    }

    static final String FACTS = "title, kind, state, owner_id, unit_id, account_id, due_on, drop_reason";

    private final JdbcTemplate jdbc;
    private final Revisions revisions;

    TaskMassWriter(JdbcTemplate jdbc, Revisions revisions) {
        this.jdbc = jdbc;
        this.revisions = revisions;
    }

    /** Writes all of them or none and returns their ids in that order; what breaks the schema ends it with its exception. */
    @RolesAllowed(Role.IS_SYSTEM)
    @Transactional
    public List<Long> write(List<Written> tasks, String reason) {
        if (tasks.isEmpty()) {
            return List.of();
        }
        long revision = revisions.open(null, reason, null);
        List<@Nullable Object[]> rows = new ArrayList<>();
        List<@Nullable Object[]> history = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (var task : tasks) {
            long id = Ids.next();
            ids.add(id);
            var draft = task.draft();
            boolean open = task.endedAt() == null;
            String state = (open ? TaskState.OPEN : task.reason() == null ? TaskState.DONE : TaskState.DROPPED).name();
            @Nullable Object due = draft.dueOn() == null ? null : Date.valueOf(draft.dueOn());
            String kind = Objects.requireNonNull(draft.kind()).name();
            var source = draft.source();
            rows.add(new @Nullable Object[] {id, draft.title(), kind, state, draft.ownerId(), task.unitId(), draft.accountId(), due, task.reason(),
                    Names.sortKey(draft.title(), 600), open ? true : null, task.creatorId(), source == null ? null : source.module(), source == null ? null : source.id(),
                    source == null ? null : source.label(), open ? null : Sql.utc(task.endedAt()), open ? null : draft.ownerId(), Sql.utc(task.createdAt()),
                    Sql.utc(open ? task.createdAt() : task.endedAt())});
            history.add(new @Nullable Object[] {id, revision, draft.title(), kind, state, draft.ownerId(), task.unitId(), draft.accountId(), due, task.reason()});
        }
        jdbc.batchUpdate("insert into task_item (id, version, " + FACTS + ", title_sort, owner_active, creator_id, source_module, source_id, source_label, ended_at, "
                + "ended_by, created_at, updated_at) values (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows);
        jdbc.batchUpdate("insert into task_item_aud (id, rev, revtype, " + FACTS + ") values (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?)", history);
        revisions.holds(revision, "task_item", AuditAct.ADDED, tasks.size());
        return ids;
    }
}
