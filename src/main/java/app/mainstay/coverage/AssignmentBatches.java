package app.mainstay.coverage;

import app.mainstay.account.AccountMassWriter.Reassigned;
import app.mainstay.coverage.BulkAssignments.Batch;
import app.mainstay.coverage.BulkAssignments.BatchLine;
import app.mainstay.coverage.BulkAssignments.BulkAssignment;
import app.mainstay.shared.Names;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The rows of bulk reassignments. */
@Repository
class AssignmentBatches {

    /** An account as the batch left it. */
    record Assigned(long accountId, long fromUserId, int version) {
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final JsonMapper json;

    AssignmentBatches(JdbcClient jdbc, JdbcTemplate template, JsonMapper json) {
        this.jdbc = jdbc;
        this.template = template;
        this.json = json;
    }

    void add(long id, BulkAssignment wanted, long actorId, Instant now, long jobId) {
        jdbc.sql("""
                        insert into coverage_batch (id, to_user_id, query, reason, over_reason, actor_id, created_at, job_id, assigned, unchanged, refused)
                        values (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0)""")
                .param(id).param(wanted.toUserId()).param(wanted.selection().query()).param(wanted.reason().strip())
                .param(Names.blankToNull(wanted.overReason())).param(actorId).param(Sql.utc(now)).param(jobId).update();
    }

    void count(long id, long assigned, long unchanged, long refused) {
        jdbc.sql("update coverage_batch set assigned = ?, unchanged = ?, refused = ? where id = ?").param(assigned).param(unchanged).param(refused).param(id)
                .update();
    }

    void undoing(long id, long jobId) {
        jdbc.sql("update coverage_batch set undo_job_id = ? where id = ?").param(jobId).param(id).update();
    }

    void undone(long id, Instant now) {
        jdbc.sql("update coverage_batch set undone_at = ? where id = ?").param(Sql.utc(now)).param(id).update();
    }

    void lock(long id) {
        jdbc.sql("select id from coverage_batch where id = ? for update").param(id).query(Long.class).optional();
    }

    Optional<Batch> find(long id) {
        return jdbc.sql("select b.*, u.display_name from coverage_batch b join security_user u on u.id = b.to_user_id where b.id = ?").param(id)
                .query(AssignmentBatches::batch).optional();
    }

    List<Batch> newest(long actorId, int limit) {
        return jdbc.sql("""
                        select b.*, u.display_name from coverage_batch b join security_user u on u.id = b.to_user_id where b.actor_id = ?
                        order by b.created_at desc, b.id desc limit ?""").param(actorId).param(limit).query(AssignmentBatches::batch).list();
    }

    private static Batch batch(ResultSet row, int number) throws SQLException {
        var undone = row.getObject("undone_at", LocalDateTime.class);
        return new Batch(row.getLong("id"), row.getLong("to_user_id"), row.getString("display_name"), row.getString("query"), row.getString("reason"),
                row.getLong("actor_id"), Sql.instant(row.getObject("created_at", LocalDateTime.class)), row.getLong("job_id"),
                row.getObject("undo_job_id", Long.class), undone == null ? null : Sql.instant(undone), row.getInt("assigned"), row.getInt("unchanged"),
                row.getInt("refused"), false);
    }

    void addAssigned(long batchId, Collection<Reassigned> accounts) {
        template.batchUpdate("insert into coverage_batch_account (batch_id, account_id, state, from_id, row_version) values (?, ?, 'ASSIGNED', ?, ?)",
                accounts.stream().map(row -> new Object[] {batchId, row.accountId(), row.fromUserId(), row.version()}).toList());
    }

    void addRefused(long batchId, Map<Long, Problem> accounts) {
        template.batchUpdate("insert into coverage_batch_account (batch_id, account_id, state, problem) values (?, ?, 'REFUSED', ?)",
                accounts.entrySet().stream().map(row -> new Object[] {batchId, row.getKey(), json.writeValueAsString(row.getValue())}).toList());
    }

    /** What is still to be undone, by account id. */
    List<Assigned> assigned(long batchId, long afterId, int limit) {
        return jdbc.sql("""
                        select account_id, from_id, row_version from coverage_batch_account
                        where batch_id = ? and state = 'ASSIGNED' and account_id > ? order by account_id limit ?""")
                .param(batchId).param(afterId).param(limit).query((row, n) -> new Assigned(row.getLong(1), row.getLong(2), row.getInt(3))).list();
    }

    long assigned(long batchId) {
        return jdbc.sql("select count(*) from coverage_batch_account where batch_id = ? and state = 'ASSIGNED'").param(batchId).query(Long.class).single();
    }

    void setUndone(long batchId, Collection<Long> accountIds) {
        if (!accountIds.isEmpty()) {
            jdbc.sql("update coverage_batch_account set state = 'UNDONE' where batch_id = :batch and account_id in (:ids)").param("batch", batchId)
                    .param("ids", accountIds).update();
        }
    }

    void setKept(long batchId, Map<Long, Problem> accounts) {
        template.batchUpdate("update coverage_batch_account set state = 'KEPT', problem = ? where batch_id = ? and account_id = ?",
                accounts.entrySet().stream().map(row -> new Object[] {json.writeValueAsString(row.getValue()), batchId, row.getKey()}).toList());
    }

    /** Refused and kept ones; named only in scope. */
    List<BatchLine> lines(long batchId, Sql scope, long offset, int limit) {
        return jdbc.sql("select b.account_id, a.name, b.state, b.problem from coverage_batch_account b left join account a on a.id = b.account_id and "
                        + scope.condition() + " where b.batch_id = :batch and b.state in ('REFUSED', 'KEPT') order by b.account_id limit :limit offset :offset")
                .params(scope.params()).param("batch", batchId).param("limit", limit).param("offset", offset)
                .query((row, n) -> new BatchLine(row.getLong(1), row.getString(2) == null ? "" : row.getString(2), row.getString(3),
                        row.getString(4) == null ? null : json.readValue(row.getString(4), Problem.class))).list();
    }
}
