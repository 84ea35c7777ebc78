package app.mainstay.account;

import app.mainstay.audit.LastActor;
import app.mainstay.base.bulk.BulkTarget;
import app.mainstay.security.Role;
import app.mainstay.shared.Sql;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads single facts of accounts, and who looks after them since when. */
@Repository
class AccountQueries {

    private final JdbcClient jdbc;
    /** Portions of an import that are written side by side hold the same people; one of the databases knows no such hold. */
    private final String holding;

    AccountQueries(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        String database = template.execute((ConnectionCallback<String>) connection -> connection.getMetaData().getDatabaseProductName());
        holding = "MySQL".equals(database) ? " for share" : " for update";
    }

    /** Ids and versions, by id. */
    List<BulkTarget.Ref> refs(Sql where) {
        return jdbc.sql("select a.id, a.version from account a" + where.where() + " order by a.id").params(where.params())
                .query((row, n) -> new BulkTarget.Ref(row.getLong("id"), row.getInt("version"))).list();
    }

    Map<Long, String> names(Sql where) {
        return jdbc.sql("select a.id, a.name from account a" + where.where()).params(where.params())
                .query((row, n) -> Map.entry(row.getLong("id"), row.getString("name"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Who changed it last; empty for the system. */
    Optional<String> changedBy(long id) {
        return LastActor.of(jdbc, "account_aud", id);
    }

    Optional<String> name(@Nullable Long id) {
        return id == null ? Optional.empty() : jdbc.sql("select name from account where id = ?").param(id).query(String.class).optional();
    }

    Optional<Long> idByNameKey(String nameKey) {
        return jdbc.sql("select id from account where name_key = ?").param(nameKey).query(Long.class).optional();
    }

    Optional<Long> idByCreditCode(String creditCode) {
        return jdbc.sql("select id from account where credit_code = ?").param(creditCode).query(Long.class).optional();
    }

    /** Ids by what a unique column holds. */
    Map<String, Long> idsBy(String column, Collection<String> values) {
        Map<String, Long> ids = new HashMap<>();
        if (!values.isEmpty()) {
            jdbc.sql("select " + column + ", id from account where " + column + " in (:values)").param("values", values).query(row -> {
                ids.put(row.getString(1), row.getLong(2));
            });
        }
        return ids;
    }

    /** What an assignment asks of a person. */
    record Person(long id, String name, boolean active, Role role, long unitId) {
    }

    /** @param hold nobody moves or deactivates them until the caller's transaction ends */
    Map<Long, Person> people(Collection<Long> ids, boolean hold) {
        return ids.isEmpty() ? Map.of() : jdbc.sql("select id, display_name, active, role, unit_id from security_user where id in (:ids) order by id"
                        + (hold ? holding : "")).param("ids", ids)
                .query((row, n) -> new Person(row.getLong("id"), row.getString("display_name"), row.getBoolean("active"), Role.valueOf(row.getString("role")),
                        row.getLong("unit_id"))).list().stream().collect(Collectors.toMap(Person::id, person -> person));
    }

    int version(long id) {
        return jdbc.sql("select version from account where id = ?").param(id).query(Integer.class).single();
    }

    Optional<Long> parentOf(long id) {
        return jdbc.sql("select parent_id from account where id = ? and parent_id is not null").param(id).query(Long.class).optional();
    }

    /** The name of the account that it became part of. */
    Optional<String> mergedInto(long id) {
        return jdbc.sql("select a.name from account_merged m join account a on a.id = m.into_id where m.from_id = ?").param(id).query(String.class).optional();
    }

    int placesOf(long userId) {
        return jdbc.sql("select count(*) from account_member where user_id = ?").param(userId).query(Integer.class).single();
    }

    /**
     * Locks the account and everything from the parent upwards, in the order of ids, until the caller's transaction ends. Of two changes that
     * together would make a circle, each has the other's account on its way up.
     */
    void lockAbove(long accountId, long parentId) {
        var locked = new HashSet<Long>();
        while (true) {
            var path = new TreeSet<Long>();
            path.add(accountId);
            for (Optional<Long> above = Optional.of(parentId); above.isPresent() && path.add(above.get()); above = parentOf(above.get())) {
                // Whatever is found is on the way.
            }
            path.removeAll(locked);
            if (path.isEmpty()) {
                return;
            }
            locked.addAll(jdbc.sql("select id from account where id in (:path) order by id for update").param("path", path).query(Long.class).list());
            locked.addAll(path);
        }
    }

    int heldBy(long userId) {
        return jdbc.sql("select count(*) from account where primary_rep_id = ?").param(userId).query(Integer.class).single();
    }

    // ---- who looks after an account since when ----

    void addRepresentative(long accountId, Instant from, long userId, @Nullable Long actorId, @Nullable String reason) {
        jdbc.sql("insert into account_representative (account_id, valid_from, user_id, actor_id, reason) values (?, ?, ?, ?, ?)")
                .param(accountId).param(Sql.utc(from)).param(userId).param(actorId).param(reason).update();
    }

    /** @param since null where no history tells */
    record Holder(String name, @Nullable Instant since) {
    }

    Holder holder(long accountId) {
        return jdbc.sql("""
                        select u.display_name, (select max(r.valid_from) from account_representative r where r.account_id = a.id) since
                        from account a join security_user u on u.id = a.primary_rep_id where a.id = ?""")
                .param(accountId).query((row, n) -> {
                    var since = row.getObject("since", LocalDateTime.class);
                    return new Holder(row.getString("display_name"), since == null ? null : Sql.instant(since));
                }).single();
    }

    Optional<Long> representativeAt(long accountId, Instant at) {
        return jdbc.sql("""
                        select user_id from account_representative where account_id = ? and valid_from <= ?
                        order by valid_from desc limit 1""")
                .param(accountId).param(Sql.utc(at)).query(Long.class).optional();
    }
}
