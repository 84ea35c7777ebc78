package app.mainstay.security;

import app.mainstay.shared.Names;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads users for lists, one query each. */
@Repository
class UserQueries {

    private static final String ROWS = """
            select u.id, u.username, u.display_name, u.email, u.role, u.unit_id, n.name unit_name, u.active,
                   p.user_id is not null has_password
            from security_user u join security_unit n on n.id = u.unit_id left join security_password p on p.user_id = u.id""";

    private final JdbcClient jdbc;

    UserQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<UserRow> page(Sql where, Slice<UserSort> slice) {
        String order = slice.orders().stream().map(o -> o.by().column + (o.descending() ? " desc" : "")).collect(Collectors.joining(", "));
        return jdbc.sql(ROWS + where.where() + " order by " + (order.isEmpty() ? "" : order + ", ") + "u.id limit :limit offset :offset")
                .params(where.params()).param("limit", slice.limit()).param("offset", slice.offset())
                .query((row, n) -> new UserRow(row.getLong("id"), row.getString("username"), row.getString("display_name"),
                        row.getString("email"), Role.valueOf(row.getString("role")), row.getLong("unit_id"), row.getString("unit_name"),
                        row.getBoolean("active"), row.getBoolean("has_password"))).list();
    }

    long count(Sql where) {
        return jdbc.sql("select count(*) from security_user u" + where.where()).params(where.params()).query(Long.class).single();
    }

    static Sql where(UserFilter filter) {
        var where = new Sql();
        if (filter.text() != null && !filter.text().isBlank()) {
            String key = Sql.like(Names.key(filter.text()));
            where.and("(lower(u.display_name) like :text escape '!' or u.username like :text escape '!' or u.name_initials like :start escape '!' "
                    + "or u.name_sort like :start escape '!')").with("text", "%" + key + "%").with("start", key + "%");
        }
        if (!filter.roles().isEmpty()) {
            where.and("u.role in (:roles)", "roles", filter.roles().stream().map(Enum::name).toList());
        }
        if (!filter.units().isEmpty()) {
            where.and("u.unit_id in (:units)", "units", filter.units());
        }
        if (filter.active() != null) {
            where.and("u.active = :active", "active", filter.active());
        }
        return where;
    }

    /** The person behind a user name with the password's hash, for sign-in. */
    Optional<Viewer> viewer(String username) {
        return viewer("u.username = :value", username);
    }

    Optional<Viewer> viewer(long id) {
        return viewer("u.id = :value", id);
    }

    private Optional<Viewer> viewer(String condition, Object value) {
        return jdbc.sql("select u.*, p.hash from security_user u left join security_password p on p.user_id = u.id where " + condition)
                .param("value", value)
                .query((row, n) -> new Viewer(row.getLong("id"), row.getString("username"), row.getString("display_name"),
                        Role.valueOf(row.getString("role")), row.getLong("unit_id"), row.getBoolean("active"), row.getString("hash")))
                .optional();
    }

    /** What of a person makes a bad password. */
    Optional<PasswordRules.Owner> owner(long id) {
        return jdbc.sql("select username, display_name, email from security_user where id = ?").param(id)
                .query((row, n) -> new PasswordRules.Owner(row.getString("username"), row.getString("display_name"), row.getString("email")))
                .optional();
    }

    Map<Long, String> names(Collection<Long> ids) {
        return ids.isEmpty() ? Map.of() : jdbc.sql("select id, display_name from security_user where id in (:ids)").param("ids", ids)
                .query((row, n) -> Map.entry(row.getLong("id"), row.getString("display_name"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    boolean usernameTaken(String username, @Nullable Long exceptId) {
        return jdbc.sql("select count(*) from security_user where username = :name and id <> :id")
                .param("name", username).param("id", exceptId == null ? -1 : exceptId).query(Integer.class).single() > 0;
    }

    /**
     * Those who can let themselves in, locked until the transaction ends: two administrators who remove each other would both find the other.
     *
     * @param oneTimeSince one-time passwords from before do not count
     */
    List<Long> lockAdministrators(Instant oneTimeSince) {
        return jdbc.sql("""
                select u.id from security_user u where u.role = 'ADMINISTRATOR' and u.active = true
                and exists (select 1 from security_password p where p.user_id = u.id and (p.must_change = false or p.changed_at > ?))
                order by u.id for update""").param(Sql.utc(oneTimeSince)).query(Long.class).list();
    }

    Optional<Long> oldestAdministrator() {
        return jdbc.sql("select id from security_user where role = 'ADMINISTRATOR' and active = true order by id limit 1").query(Long.class).optional();
    }

    boolean isOneTimeBefore(long userId, Instant before) {
        return jdbc.sql("select count(*) from security_password where user_id = ? and must_change = true and changed_at <= ?").param(userId)
                .param(Sql.utc(before)).query(Integer.class).single() > 0;
    }

    List<Long> oneTimeBefore(Instant before) {
        return jdbc.sql("select user_id from security_password where must_change = true and changed_at <= ? order by user_id")
                .param(Sql.utc(before)).query(Long.class).list();
    }

    /** Locks one person until the transaction ends. After {@link #lockAdministrators} where both are needed, so that nobody waits in a circle. */
    void lock(long id) {
        jdbc.sql("select id from security_user where id = ? for update").param(id).query(Long.class).optional();
    }

    boolean anyUser() {
        return !jdbc.sql("select id from security_user limit 1").query(Long.class).list().isEmpty();
    }
}
