package app.mainstay.base.bulk;

import app.mainstay.shared.Problem;
import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of batches. */
@Repository
class BatchStore {

    /** What happened to a row; {@code before} and {@code version} of changed ones only. */
    record Done(long id, BatchLine.State state, @Nullable List<String> before, @Nullable Integer version, List<Problem> problems) {
    }

    /** A row as the batch left it. */
    record Changed(long id, List<String> before, int version) {
    }

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {
    };
    private static final TypeReference<List<Problem>> PROBLEMS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final JsonMapper json;

    BatchStore(JdbcClient jdbc, JdbcTemplate template, JsonMapper json) {
        this.jdbc = jdbc;
        this.template = template;
        this.json = json;
    }

    void add(long id, BulkRequest request, long createdBy, Instant now, long jobId) {
        jdbc.sql("""
                        insert into base_batch (id, target, field, new_value, query, reason, created_by, created_at, job_id, changed, unchanged, refused)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0)""")
                .param(id).param(request.target()).param(request.field()).param(json.writeValueAsString(request.value()))
                .param(request.selection().query()).param(request.reason()).param(createdBy).param(Sql.utc(now)).param(jobId).update();
    }

    /** @param lock keeps others from deciding about the batch until the transaction ends */
    Optional<BatchRow> find(long id, boolean lock) {
        return jdbc.sql("select * from base_batch where id = ?" + (lock ? " for update" : "")).param(id).query(this::batch).optional();
    }

    List<BatchRow> newest(String target, long createdBy, int limit) {
        return jdbc.sql("select * from base_batch where created_by = ? and target = ? order by created_at desc limit ?")
                .param(createdBy).param(target).param(limit).query(this::batch).list();
    }

    private BatchRow batch(ResultSet row, int number) throws SQLException {
        var undone = row.getObject("undone_at", LocalDateTime.class);
        return new BatchRow(row.getLong("id"), row.getString("target"), row.getString("field"), json.readValue(row.getString("new_value"), TEXTS),
                row.getString("query"), row.getString("reason"), row.getLong("created_by"),
                Sql.instant(row.getObject("created_at", LocalDateTime.class)), row.getLong("job_id"), row.getObject("undo_job_id", Long.class),
                undone == null ? null : Sql.instant(undone), row.getInt("changed"), row.getInt("unchanged"), row.getInt("refused"), false);
    }

    void count(long id, long changed, long unchanged, long refused) {
        jdbc.sql("update base_batch set changed = ?, unchanged = ?, refused = ? where id = ?")
                .param(changed).param(unchanged).param(refused).param(id).update();
    }

    void undoing(long id, long jobId) {
        jdbc.sql("update base_batch set undo_job_id = ? where id = ?").param(jobId).param(id).update();
    }

    void undone(long id, Instant now) {
        jdbc.sql("update base_batch set undone_at = ? where id = ?").param(Sql.utc(now)).param(id).update();
    }

    void addRows(long batchId, Collection<Done> rows) {
        template.batchUpdate("insert into base_batch_row (batch_id, row_id, state, before_value, row_version, problems) values (?, ?, ?, ?, ?, ?)",
                rows.stream().map(row -> new Object[]{batchId, row.id(), row.state().name(),
                        row.before() == null ? null : json.writeValueAsString(row.before()), row.version(), problems(row.problems())}).toList());
    }

    void setRows(long batchId, Collection<Done> rows) {
        template.batchUpdate("update base_batch_row set state = ?, problems = ? where batch_id = ? and row_id = ?",
                rows.stream().map(row -> new Object[]{row.state().name(), problems(row.problems()), batchId, row.id()}).toList());
    }

    private @Nullable String problems(List<Problem> problems) {
        return problems.isEmpty() ? null : json.writeValueAsString(problems);
    }

    /** What is still to be undone. */
    List<Changed> changed(long batchId, long afterId, int limit) {
        return jdbc.sql("""
                        select row_id, before_value, row_version from base_batch_row
                        where batch_id = ? and state = 'CHANGED' and row_id > ? order by row_id limit ?""")
                .param(batchId).param(afterId).param(limit)
                .query((row, n) -> new Changed(row.getLong("row_id"), json.readValue(row.getString("before_value"), TEXTS), row.getInt("row_version")))
                .list();
    }

    long rows(long batchId, BatchLine.State state) {
        return jdbc.sql("select count(*) from base_batch_row where batch_id = ? and state = ?").param(batchId).param(state.name())
                .query(Long.class).single();
    }

    List<BatchLine> lines(long batchId, Collection<BatchLine.State> states, long offset, int limit) {
        return jdbc.sql("""
                        select row_id, state, problems from base_batch_row where batch_id = :batch and state in (:states)
                        order by row_id limit :limit offset :offset""")
                .param("batch", batchId).param("states", states.stream().map(Enum::name).toList()).param("limit", limit).param("offset", offset)
                .query((row, n) -> new BatchLine(row.getLong("row_id"), "", BatchLine.State.valueOf(row.getString("state")),
                        row.getString("problems") == null ? List.of() : json.readValue(row.getString("problems"), PROBLEMS))).list();
    }
}
