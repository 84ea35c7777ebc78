package app.mainstay.task;

import app.mainstay.audit.AuditAct;
import app.mainstay.audit.LastActor;
import app.mainstay.audit.Revisions;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads tasks for lists, one query each, and writes sets of them past Hibernate. */
@Repository
class TaskStore {

    private static final String COLUMNS = """
            select t.id, t.title, t.kind, t.state, t.owner_id, u.display_name owner_name, t.unit_id, t.creator_id, c.display_name creator_name, a.id account_id,
                   a.name account_name, t.due_on, t.source_module, t.source_id, t.source_label, t.ended_at, e.display_name ended_name, t.drop_reason, t.created_at,
                   t.version""";
    private static final String PEOPLE = " join security_user u on u.id = t.owner_id join security_user c on c.id = t.creator_id"
            + " left join security_user e on e.id = t.ended_by";
    private static final int PORTION = 1_000;

    private final JdbcClient jdbc;
    private final Revisions revisions;

    TaskStore(JdbcClient jdbc, Revisions revisions) {
        this.jdbc = jdbc;
        this.revisions = revisions;
    }

    /** Whether a row may be changed. */
    interface EditRule {

        boolean test(long ownerId, long creatorId, long unitId, @Nullable Long accountId);
    }

    /** @param today to tell which are overdue */
    record Reader(LocalDate today, EditRule mayEdit) {

        TaskRow row(ResultSet row, int number) throws SQLException {
            var state = TaskState.valueOf(row.getString("state"));
            var due = row.getObject("due_on", LocalDate.class);
            long overdue = state == TaskState.OPEN && due != null ? Math.max(0, ChronoUnit.DAYS.between(due, today)) : 0;
            Long account = row.getObject("account_id", Long.class);
            String module = row.getString("source_module");
            var ended = row.getObject("ended_at", LocalDateTime.class);
            long owner = row.getLong("owner_id");
            long creator = row.getLong("creator_id");
            return new TaskRow(row.getLong("id"), row.getString("title"), TaskKind.valueOf(row.getString("kind")), state, owner, row.getString("owner_name"), creator,
                    row.getString("creator_name"), account, row.getString("account_name"), due, (int) overdue,
                    module == null ? null : new TaskSource(module, row.getObject("source_id", Long.class), row.getString("source_label")),
                    ended == null ? null : Sql.instant(ended), row.getString("ended_name"), row.getString("drop_reason"),
                    Sql.instant(row.getObject("created_at", LocalDateTime.class)), row.getInt("version"),
                    mayEdit.test(owner, creator, row.getLong("unit_id"), account));
        }
    }

    List<TaskRow> page(TaskScope.From from, Sql where, Slice<TaskSort> slice, Reader reader) {
        return jdbc.sql(COLUMNS + from.sql() + PEOPLE + where.where() + " order by " + order(slice.orders()) + " limit :limit offset :offset")
                .params(from.params().params()).params(where.params()).param("limit", slice.limit()).param("offset", slice.offset()).query(reader::row).list();
    }

    private static String order(List<Slice.Order<TaskSort>> orders) {
        String order = orders.stream().map(o -> o.by().column + (o.descending() ? " desc" : "")).collect(Collectors.joining(", "));
        return order.isEmpty() ? "t.id" : order + ", t.id";
    }

    void each(TaskScope.From from, Sql where, List<Slice.Order<TaskSort>> orders, Reader reader, Consumer<TaskRow> consumer) {
        jdbc.sql(COLUMNS + from.sql() + PEOPLE + where.where() + " order by " + order(orders)).params(from.params().params()).params(where.params()).query(row -> {
            consumer.accept(reader.row(row, 0));
        });
    }

    long count(TaskScope.From from, Sql where, long bound) {
        return jdbc.sql("select count(*) from (select 1 one" + from.sql() + where.where() + " limit :bound) x").params(from.params().params())
                .params(where.params()).param("bound", bound == Long.MAX_VALUE ? bound : bound + 1).query(Long.class).single();
    }

    /** Ids of those that match, ascending, behind that id. */
    List<Long> ids(TaskScope.From from, Sql where, long afterId, int limit) {
        return jdbc.sql("select t.id" + from.sql() + new Sql().and(where).and("t.id > :after", "after", afterId).where() + " order by t.id limit :limit")
                .params(from.params().params()).params(where.params()).param("after", afterId).param("limit", limit).query(Long.class).list();
    }

    Map<Long, Integer> versions(TaskScope.From from, Collection<Long> ids) {
        return ids.isEmpty() ? Map.of() : jdbc.sql("select t.id, t.version" + from.sql() + " where t.id in (:ids)").params(from.params().params()).param("ids", ids)
                .query((row, n) -> Map.entry(row.getLong(1), row.getInt(2))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Map<Long, String> titles(TaskScope.From from, Collection<Long> ids) {
        return ids.isEmpty() ? Map.of() : jdbc.sql("select t.id, t.title" + from.sql() + " where t.id in (:ids)").params(from.params().params()).param("ids", ids)
                .query((row, n) -> Map.entry(row.getLong(1), row.getString(2))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Optional<String> changedBy(long id) {
        return LastActor.of(jdbc, "task_item_aud", id);
    }

    /** Held until the transaction ends, so that it is neither archived nor merged meanwhile. */
    boolean isArchived(long accountId) {
        return jdbc.sql("select archived_at from account where id = ? for update").param(accountId).query((row, n) -> row.getObject(1) != null).optional().orElse(true);
    }

    long openOf(long ownerId) {
        return jdbc.sql("select count(*) from task_item where owner_id = ? and state = 'OPEN'").param(ownerId).query(Long.class).single();
    }

    List<Tasks.Due> due(LocalDate today) {
        return jdbc.sql("""
                        select owner_id, sum(case when due_on = :today then 1 else 0 end) today, sum(case when due_on < :today then 1 else 0 end) overdue
                        from task_item where due_sort <= :today and state = 'OPEN' group by owner_id order by owner_id""").param("today", today)
                .query((row, n) -> new Tasks.Due(row.getLong(1), row.getLong(2), row.getLong(3))).list();
    }

    /** Past Hibernate in one revision: nobody touched the tasks, their owner sits elsewhere now. */
    void moveUnit(long ownerId, long unitId, @Nullable Long actorId) {
        List<Long> ids = jdbc.sql("select id from task_item where owner_id = ? and unit_id <> ? order by id for update").param(ownerId).param(unitId)
                .query(Long.class).list();
        if (ids.isEmpty()) {
            return;
        }
        long revision = revisions.open(actorId, "unit of the owner", null);
        for (int from = 0; from < ids.size(); from += PORTION) {
            var portion = ids.subList(from, Math.min(ids.size(), from + PORTION));
            jdbc.sql("update task_item set unit_id = :unit, version = version + 1 where id in (:ids)").param("unit", unitId).param("ids", portion).update();
            history(revision, portion);
        }
        revisions.holds(revision, "task_item", AuditAct.CHANGED, ids);
    }

    /** Ends the history rows that stood until now and writes those that stand from now on. */
    void history(long revision, Collection<Long> ids) {
        jdbc.sql("update task_item_aud set revend = :revision where revend is null and id in (:ids)").param("revision", revision).param("ids", ids).update();
        jdbc.sql("insert into task_item_aud (id, rev, revtype, " + TaskMassWriter.FACTS + ") select id, :revision, 1, " + TaskMassWriter.FACTS
                + " from task_item where id in (:ids)").param("revision", revision).param("ids", ids).update();
    }
}
