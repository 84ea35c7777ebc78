package app.mainstay.jobs;

import app.mainstay.shared.Problem;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of jobs. Whoever runs one writes under the number of its own start: zero rows means that another has taken over. */
@Repository
class JobStore {

    /** What running it takes. */
    record Begun(long id, String kind, String payload, @Nullable Long submittedBy, int attempt, @Nullable String checkpoint, long done, long total) {
    }

    enum Standing { GOES_ON, CANCELLED, LOST }

    private static final TypeReference<List<Problem>> SENTENCES = new TypeReference<>() {
    };
    private static final String ROWS = """
            select j.id, j.kind, j.state, j.cancel_requested, j.submitted_by, j.submitted_at, j.started_at, j.ended_at, j.done, j.total,
                   j.sentences, j.reference from jobs_job j""";
    private static final String MINE = " where id = :id and attempt = :attempt and state = 'RUNNING'";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JobStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(long id, String kind, Object payload, @Nullable Long submittedBy, Instant now, @Nullable Instant dueAt) {
        jdbc.sql("""
                        insert into jobs_job (id, kind, payload, state, submitted_by, submitted_at, due_at, cancel_requested, attempt, done, total)
                        values (?, ?, ?, 'WAITING', ?, ?, ?, false, 0, 0, 0)""")
                .param(id).param(kind).param(json.writeValueAsString(payload)).param(submittedBy).param(Sql.utc(now))
                .param(dueAt == null ? null : Sql.utc(dueAt)).update();
    }

    boolean exists(String kind, Instant dueAt) {
        return jdbc.sql("select id from jobs_job where kind = ? and due_at = ?").param(kind).param(Sql.utc(dueAt)).query(Long.class).optional()
                .isPresent();
    }

    // ---- reading ----

    List<JobRow> page(Sql where, Slice<JobSort> slice) {
        String order = slice.orders().stream().map(o -> o.by().column + (o.descending() ? " desc" : "")).collect(Collectors.joining(", "));
        return jdbc.sql(ROWS + where.where() + " order by " + (order.isEmpty() ? "j.submitted_at desc" : order) + ", j.id desc limit :limit offset :offset")
                .params(where.params()).param("limit", slice.limit()).param("offset", slice.offset()).query(this::row).list();
    }

    long count(Sql where, @Nullable Integer most) {
        String bound = most == null ? "" : " limit " + most;
        return jdbc.sql("select count(*) from (select j.id from jobs_job j" + where.where() + bound + ") found").params(where.params())
                .query(Long.class).single();
    }

    Optional<JobRow> find(Sql where) {
        return jdbc.sql(ROWS + where.where()).params(where.params()).query(this::row).optional();
    }

    Optional<String> result(long id, @Nullable Long submittedBy) {
        return jdbc.sql("select result from jobs_job where id = :id and result is not null and "
                        + (submittedBy == null ? "submitted_by is null" : "submitted_by = :by"))
                .param("id", id).param("by", submittedBy).query(String.class).optional();
    }

    private JobRow row(ResultSet row, int number) throws SQLException {
        String sentences = row.getString("sentences");
        return new JobRow(row.getLong("id"), row.getString("kind"), JobState.valueOf(row.getString("state")), row.getBoolean("cancel_requested"),
                row.getObject("submitted_by", Long.class), null, Sql.instant(row.getObject("submitted_at", LocalDateTime.class)),
                instant(row, "started_at"), instant(row, "ended_at"), row.getLong("done"), row.getLong("total"),
                sentences == null ? List.of() : json.readValue(sentences, SENTENCES), row.getString("reference"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, LocalDateTime.class);
        return value == null ? null : Sql.instant(value);
    }

    // ---- the life of a job ----

    /** Takes the job in hand; empty when it has ended, or ends here because it was cancelled before it began again. */
    Optional<Begun> begin(long id, Instant now) {
        jdbc.sql("update jobs_job set ended_at = :now, state = 'CANCELLED' where id = :id and state in ('WAITING', 'RUNNING') and cancel_requested = true")
                .param("now", Sql.utc(now)).param("id", id).update();
        int begun = jdbc.sql("""
                        update jobs_job set state = 'RUNNING', attempt = attempt + 1, started_at = coalesce(started_at, :now)
                        where id = :id and state in ('WAITING', 'RUNNING')""")
                .param("now", Sql.utc(now)).param("id", id).update();
        return begun == 0 ? Optional.empty()
                : jdbc.sql("select id, kind, payload, submitted_by, attempt, checkpoint, done, total from jobs_job where id = ?").param(id)
                .query((row, n) -> new Begun(row.getLong("id"), row.getString("kind"), row.getString("payload"),
                        row.getObject("submitted_by", Long.class), row.getInt("attempt"), row.getString("checkpoint"),
                        row.getLong("done"), row.getLong("total"))).optional();
    }

    boolean progress(long id, int attempt, long done, long total) {
        return jdbc.sql("update jobs_job set done = :done, total = :total" + MINE)
                .param("done", done).param("total", total).param("id", id).param("attempt", attempt).update() == 1;
    }

    boolean checkpoint(long id, int attempt, Object checkpoint, long done, long total) {
        return jdbc.sql("update jobs_job set checkpoint = :checkpoint, done = :done, total = :total" + MINE)
                .param("checkpoint", json.writeValueAsString(checkpoint)).param("done", done).param("total", total)
                .param("id", id).param("attempt", attempt).update() == 1;
    }

    Standing standing(long id, int attempt) {
        return jdbc.sql("select cancel_requested from jobs_job" + MINE).param("id", id).param("attempt", attempt).query(Boolean.class).optional()
                .map(cancelled -> cancelled ? Standing.CANCELLED : Standing.GOES_ON).orElse(Standing.LOST);
    }

    /** Lets it wait for its next start. */
    boolean putBack(long id, int attempt) {
        return jdbc.sql("update jobs_job set state = 'WAITING'" + MINE).param("id", id).param("attempt", attempt).update() == 1;
    }

    boolean end(long id, int attempt, JobState state, Instant now, long done, long total, @Nullable Object result, List<Problem> sentences,
                @Nullable String reference) {
        return jdbc.sql("""
                        update jobs_job set state = :state, ended_at = :now, done = :done, total = :total, result = :result,
                        sentences = :sentences, reference = :reference""" + MINE)
                .param("state", state.name()).param("now", Sql.utc(now)).param("done", done).param("total", total)
                .param("result", result == null ? null : json.writeValueAsString(result))
                .param("sentences", sentences.isEmpty() ? null : json.writeValueAsString(sentences)).param("reference", reference)
                .param("id", id).param("attempt", attempt).update() == 1;
    }

    /** Ends a waiting job, asks a running one to stop; nothing for one that has ended. */
    boolean cancel(long id, Instant now) {
        // MySQL assigns from left to right: the state comes last, since the others depend on it.
        return jdbc.sql("""
                        update jobs_job set cancel_requested = true, ended_at = case state when 'WAITING' then cast(:now as datetime(6)) end,
                        state = case state when 'WAITING' then 'CANCELLED' else state end
                        where id = :id and state in ('WAITING', 'RUNNING')""")
                .param("now", Sql.utc(now)).param("id", id).update() == 1;
    }

    // ---- cleaning ----

    /** Deletes at most {@code limit} jobs that ended before and returns their number. */
    int deleteEndedBefore(Instant before, int limit) {
        List<Long> ids = jdbc.sql("select id from jobs_job where ended_at < :before order by id limit :limit")
                .param("before", Sql.utc(before)).param("limit", limit).query(Long.class).list();
        return ids.isEmpty() ? 0 : jdbc.sql("delete from jobs_job where id in (:ids)").param("ids", ids).update();
    }

    /** Jobs that nobody will ever start, because their kind has gone with a version of the product. */
    List<Long> forgotten(Instant submittedBefore) {
        return jdbc.sql("""
                        select j.id from jobs_job j where j.state in ('WAITING', 'RUNNING') and j.submitted_at < :before
                        and not exists (select 1 from jobs_task t where t.task_name = j.kind and t.task_instance = cast(j.id as char(20)))""")
                .param("before", Sql.utc(submittedBefore)).query(Long.class).list();
    }

    void giveUp(long id, Instant now, Problem sentence) {
        jdbc.sql("""
                        update jobs_job set state = 'FAILED', ended_at = :now, sentences = :sentences
                        where id = :id and state in ('WAITING', 'RUNNING')""")
                .param("now", Sql.utc(now)).param("sentences", json.writeValueAsString(List.of(sentence))).param("id", id).update();
    }
}
