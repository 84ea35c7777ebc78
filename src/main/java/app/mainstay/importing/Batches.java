package app.mainstay.importing;

import app.mainstay.importing.ImportReport.Rejection;
import app.mainstay.importing.ImportTarget.Done;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The history of imports, and what each has done to which rows. */
@Repository
class Batches {

    private static final int LONGEST_NAME = 200;
    private static final String IN_USE = "%import.undo.problem.used%";
    private static final TypeReference<List<Problem>> PROBLEMS = new TypeReference<>() {
    };
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {
    };
    private static final TypeReference<List<Done>> DONE = new TypeReference<>() {
    };

    /** A row of the file that was not taken. */
    record Refused(long line, List<Problem> problems, List<String> cells) {
    }

    record Portion(int position, List<Done> done) {
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final JsonMapper json;
    private final Clock clock;

    Batches(JdbcClient jdbc, JdbcTemplate batches, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.json = json;
        this.clock = clock;
    }

    void begin(long id, String target, String fileName, long actorId, List<String> headers, @Nullable Long jobId) {
        String name = fileName.length() <= LONGEST_NAME ? fileName : fileName.substring(0, LONGEST_NAME);
        jdbc.sql("""
                        insert into importing_batch (id, target, file_name, actor_id, finished_at, new_rows, changed_rows, unchanged_rows, rejected_rows,
                        state, headers, job_id) values (?, ?, ?, ?, ?, 0, 0, 0, 0, 'RUNNING', ?, ?)""")
                .param(id).param(target).param(name).param(actorId).param(Sql.utc(clock.instant())).param(json.writeValueAsString(headers)).param(jobId)
                .update();
    }

    void submitted(long id, long jobId) {
        jdbc.sql("update importing_batch set job_id = ? where id = ?").param(jobId).param(id).update();
    }

    void add(long id, Counts more) {
        jdbc.sql("""
                        update importing_batch set new_rows = new_rows + ?, changed_rows = changed_rows + ?, unchanged_rows = unchanged_rows + ?,
                        rejected_rows = rejected_rows + ? where id = ?""")
                .param(more.created()).param(more.changed()).param(more.unchanged()).param(more.rejected()).param(id).update();
    }

    void end(long id, ImportState state, List<Problem> notes) {
        jdbc.sql("update importing_batch set state = ?, finished_at = ?, notes = ? where id = ?").param(state.name()).param(Sql.utc(clock.instant()))
                .param(notes.isEmpty() ? null : json.writeValueAsString(notes)).param(id).update();
    }

    // ---- what became of rows ----

    void addPortion(long id, int position, List<Done> done) {
        jdbc.sql("insert into importing_portion (batch_id, position, done) values (?, ?, ?)").param(id).param(position)
                .param(json.writeValueAsString(done)).update();
    }

    void replace(long id, Portion portion) {
        jdbc.sql("update importing_portion set done = ? where batch_id = ? and position = ?").param(json.writeValueAsString(portion.done())).param(id)
                .param(portion.position()).update();
    }

    /** The first one not before the position. */
    Optional<Portion> portionFrom(long id, int position) {
        return jdbc.sql("select position, done from importing_portion where batch_id = ? and position >= ? order by position limit 1").param(id).param(position)
                .query(this::portion).optional();
    }

    /** The last one before the position. */
    Optional<Portion> portionBefore(long id, int position) {
        return jdbc.sql("select position, done from importing_portion where batch_id = ? and position < ? order by position desc limit 1").param(id)
                .param(position).query(this::portion).optional();
    }

    private Portion portion(ResultSet row, int number) throws SQLException {
        return new Portion(row.getInt("position"), json.readValue(row.getString("done"), DONE));
    }

    void refuse(long id, Collection<Refused> rows) {
        batches.batchUpdate("insert into importing_rejection (batch_id, line, problems, cells) values (?, ?, ?, ?)", rows.stream()
                .map(row -> new Object[] {id, row.line(), json.writeValueAsString(row.problems()), json.writeValueAsString(row.cells())}).toList());
    }

    Set<Long> refusedLines(long id) {
        return jdbc.sql("select line from importing_rejection where batch_id = ?").param(id).query(Long.class).list().stream().collect(Collectors.toSet());
    }

    List<Rejection> rejections(long id, int limit) {
        return jdbc.sql("select line, problems from importing_rejection where batch_id = ? order by line limit ?").param(id).param(limit)
                .query((row, n) -> new Rejection(row.getLong("line"), json.readValue(row.getString("problems"), PROBLEMS))).list();
    }

    /** Row by row, in the order of the file. */
    void rejected(long id, BiConsumer<List<String>, List<Problem>> reader) {
        long last = -1;
        while (true) {
            long after = last;
            var rows = jdbc.sql("select line, problems, cells from importing_rejection where batch_id = ? and line > ? order by line limit 1000").param(id)
                    .param(after).query((row, n) -> new Refused(row.getLong("line"), json.readValue(row.getString("problems"), PROBLEMS),
                            json.readValue(row.getString("cells"), TEXTS))).list();
            if (rows.isEmpty()) {
                return;
            }
            rows.forEach(row -> reader.accept(row.cells(), row.problems()));
            last = rows.getLast().line();
        }
    }

    List<String> headers(long id) {
        return jdbc.sql("select headers from importing_batch where id = ? and headers is not null").param(id).query(String.class).optional()
                .map(text -> json.readValue(text, TEXTS)).orElse(List.of());
    }

    List<Problem> notes(long id) {
        return jdbc.sql("select notes from importing_batch where id = ? and notes is not null").param(id).query(String.class).optional()
                .map(text -> json.readValue(text, PROBLEMS)).orElse(List.of());
    }

    // ---- taking back ----

    void undoing(long id, long jobId) {
        jdbc.sql("update importing_batch set undo_job_id = ? where id = ?").param(jobId).param(id).update();
    }

    void undone(long id, long undone, Map<Done, Problem> kept) {
        jdbc.sql("update importing_batch set undone_rows = undone_rows + ?, kept_rows = kept_rows + ? where id = ?").param(undone).param(kept.size()).param(id)
                .update();
        batches.batchUpdate("insert into importing_kept (batch_id, line, row_id, problem) values (?, ?, ?, ?)", kept.entrySet().stream()
                .map(entry -> new Object[] {id, entry.getKey().line(), entry.getKey().id(), json.writeValueAsString(List.of(entry.getValue()))}).toList());
    }

    /** Rows that were kept because something referred to them. */
    Set<Long> inUse(long id, Collection<Long> lines) {
        return lines.isEmpty() ? Set.of() : jdbc.sql("select line from importing_kept where batch_id = :id and line in (:lines) and problem like :used")
                .param("id", id).param("lines", lines).param("used", IN_USE).query(Long.class).list().stream().collect(Collectors.toSet());
    }

    boolean isAnyInUse(long id) {
        return jdbc.sql("select line from importing_kept where batch_id = ? and problem like ? limit 1").param(id).param(IN_USE).query(Long.class).optional()
                .isPresent();
    }

    /** Kept rows that could be taken back after all. */
    void freed(long id, Collection<Long> lines) {
        if (!lines.isEmpty()) {
            jdbc.sql("delete from importing_kept where batch_id = :id and line in (:lines)").param("id", id).param("lines", lines).update();
            jdbc.sql("update importing_batch set undone_rows = undone_rows + :n, kept_rows = kept_rows - :n where id = :id").param("n", lines.size())
                    .param("id", id).update();
        }
    }

    void allUndone(long id) {
        jdbc.sql("update importing_batch set state = 'UNDONE', undone_at = ? where id = ?").param(Sql.utc(clock.instant())).param(id).update();
    }

    List<Rejection> kept(long id, int limit) {
        return jdbc.sql("select line, problem from importing_kept where batch_id = ? order by line limit ?").param(id).param(limit)
                .query((row, n) -> new Rejection(row.getLong("line"), json.readValue(row.getString("problem"), PROBLEMS))).list();
    }

    // ---- reading ----

    List<ImportBatch> newest(long actorId, int offset, int limit) {
        return jdbc.sql("select * from importing_batch where actor_id = ? order by id desc limit ? offset ?").param(actorId).param(limit).param(offset)
                .query(Batches::row).list();
    }

    Optional<ImportBatch> find(long id) {
        return jdbc.sql("select * from importing_batch where id = ?").param(id).query(Batches::row).optional();
    }

    private static ImportBatch row(ResultSet row, int number) throws SQLException {
        var undone = row.getObject("undone_at", LocalDateTime.class);
        return new ImportBatch(row.getLong("id"), row.getString("target"), row.getString("file_name"), ImportState.valueOf(row.getString("state")),
                row.getLong("actor_id"), Sql.instant(row.getObject("finished_at", LocalDateTime.class)), row.getLong("new_rows"), row.getLong("changed_rows"),
                row.getLong("unchanged_rows"), row.getLong("rejected_rows"), row.getObject("job_id", Long.class), row.getObject("undo_job_id", Long.class),
                undone == null ? null : Sql.instant(undone), row.getLong("undone_rows"), row.getLong("kept_rows"), false);
    }
}
