package app.mainstay.coverage;

import app.mainstay.coverage.PlannedAssignments.Planned;
import app.mainstay.coverage.PlannedAssignments.Planning;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Names;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The rows of planned changes. */
@Repository
class PlannedStore {

    /** One that is to be applied. */
    record Due(long id, long accountId, LocalDate on, long toUserId, String reason, @Nullable String overReason, long actorId) {
    }

    /** One that somebody wants to end. */
    record Open(long accountId, int version, PlannedState state, LocalDate on) {
    }

    private static final String FROM = """
             from coverage_planned p join account a on a.id = p.account_id join security_user f on f.id = a.primary_rep_id
            join security_user t on t.id = p.to_user_id join security_user x on x.id = p.actor_id""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PlannedStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    long add(Planning planning, long actorId, Instant now) {
        long id = Ids.next();
        jdbc.sql("""
                        insert into coverage_planned (id, version, account_id, effective_on, to_user_id, to_active, reason, over_reason, actor_id, created_at, state)
                        values (?, 0, ?, ?, ?, true, ?, ?, ?, ?, 'PLANNED')""")
                .param(id).param(planning.accountId()).param(planning.on()).param(planning.toUserId()).param(planning.reason().strip())
                .param(Names.blankToNull(planning.overReason())).param(actorId).param(Sql.utc(now)).update();
        return id;
    }

    /** Who is planned to come on that day. */
    Optional<String> planned(long accountId, LocalDate on) {
        return jdbc.sql("""
                        select u.display_name from coverage_planned p join security_user u on u.id = p.to_user_id
                        where p.account_id = ? and p.effective_on = ? and p.state = 'PLANNED'""")
                .param(accountId).param(on).query(String.class).optional();
    }

    Optional<Open> lock(long id) {
        return jdbc.sql("select account_id, version, state, effective_on from coverage_planned where id = ? for update").param(id)
                .query((row, n) -> new Open(row.getLong(1), row.getInt(2), PlannedState.valueOf(row.getString(3)), row.getObject(4, LocalDate.class)))
                .optional();
    }

    /** Due ones in the order of their days; those of handovers are the handover's. */
    List<Due> due(LocalDate today, Set<Long> except, int limit) {
        return jdbc.sql("""
                        select id, account_id, effective_on, to_user_id, reason, over_reason, actor_id from coverage_planned
                        where state = 'PLANNED' and effective_on <= :today and handover_id is null and id not in (:except)
                        order by effective_on, id limit :limit""")
                .param("today", today).param("except", except.isEmpty() ? Set.of(0L) : except).param("limit", limit)
                .query((row, n) -> new Due(row.getLong("id"), row.getLong("account_id"), row.getObject("effective_on", LocalDate.class),
                        row.getLong("to_user_id"), row.getString("reason"), row.getString("over_reason"), row.getLong("actor_id"))).list();
    }

    String accountName(long accountId) {
        return jdbc.sql("select name from account where id = ?").param(accountId).query(String.class).single();
    }

    void end(long id, PlannedState state, Instant now, @Nullable Long by, @Nullable Problem why) {
        jdbc.sql("update coverage_planned set version = version + 1, state = ?, to_active = null, ended_at = ?, ended_by = ?, outcome = ? where id = ?")
                .param(state.name()).param(Sql.utc(now)).param(by).param(why == null ? null : json.writeValueAsString(why)).param(id).update();
    }

    int openTo(long userId) {
        return jdbc.sql("select count(*) from coverage_planned where to_user_id = ? and state = 'PLANNED'").param(userId).query(Integer.class).single();
    }

    /** @param assignable condition on a: where the viewer may cancel; null: nowhere */
    List<Planned> page(PlannedFilter filter, Sql scope, @Nullable Sql assignable, Slice<PlannedSort> slice) {
        var where = where(filter).and(scope);
        String order = slice.orders().stream().map(by -> by.by().column + (by.descending() ? " desc" : "") + ", ").collect(Collectors.joining());
        String may = assignable == null ? "0" : "case when " + assignable.condition() + " then 1 else 0 end";
        var sql = jdbc.sql("select p.*, a.name, a.primary_rep_id, f.display_name from_name, t.display_name to_name, x.display_name actor_name, " + may + " may"
                + FROM + where.where() + " order by " + order + "p.id limit :limit offset :offset");
        return (assignable == null ? sql : sql.params(assignable.params())).params(where.params()).param("limit", slice.limit()).param("offset", slice.offset())
                .query(this::row).list();
    }

    long count(PlannedFilter filter, Sql scope, long atMost) {
        var where = where(filter).and(scope);
        return jdbc.sql("select count(*) from (select p.id from coverage_planned p join account a on a.id = p.account_id" + where.where() + " limit :most) x")
                .params(where.params()).param("most", atMost).query(Long.class).single();
    }

    private static Sql where(PlannedFilter filter) {
        var where = new Sql();
        if (filter.text() != null) {
            where.and("a.name_key like :text escape '!'", "text", "%" + Sql.like(Names.key(filter.text())) + "%");
        }
        if (!filter.states().isEmpty()) {
            where.and("p.state in (:states)", "states", filter.states().stream().map(Enum::name).toList());
        }
        if (!filter.toUsers().isEmpty()) {
            where.and("p.to_user_id in (:to)", "to", filter.toUsers());
        }
        if (filter.accountId() != null) {
            where.and("p.account_id = :account", "account", filter.accountId());
        }
        if (filter.from() != null) {
            where.and("p.effective_on >= :from", "from", filter.from());
        }
        if (filter.until() != null) {
            where.and("p.effective_on <= :until", "until", filter.until());
        }
        return where;
    }

    private Planned row(ResultSet row, int number) throws SQLException {
        var ended = row.getObject("ended_at", LocalDateTime.class);
        String outcome = row.getString("outcome");
        var state = PlannedState.valueOf(row.getString("state"));
        return new Planned(row.getLong("id"), row.getInt("version"), row.getLong("account_id"), row.getString("name"), row.getLong("primary_rep_id"),
                row.getString("from_name"), row.getLong("to_user_id"), row.getString("to_name"), row.getObject("effective_on", LocalDate.class),
                row.getString("reason"), row.getString("over_reason"), row.getLong("actor_id"), row.getString("actor_name"),
                Sql.instant(row.getObject("created_at", LocalDateTime.class)), row.getObject("handover_id", Long.class), state,
                ended == null ? null : Sql.instant(ended), outcome == null ? null : json.readValue(outcome, Problem.class),
                state == PlannedState.PLANNED && row.getInt("may") == 1);
    }
}
