package app.mainstay.account.contact;

import app.mainstay.shared.Names;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads contacts for lists and charts, one query each. */
@Repository
class ContactQueries {

    private static final String FROM = " from account_contact c join account a on a.id = c.account_id";
    private static final String ROWS = """
            select c.id, c.account_id, a.name account_name, c.name, c.title, c.department, c.decision_role, c.attitude, c.influence, b.name boss,
                   c.mobile, c.email, c.channel, c.do_not_contact, c.last_met_on, c.left_on, c.updated_at""" + FROM
            + " left join account_contact b on b.id = c.reports_to_id";

    private final JdbcClient jdbc;

    ContactQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<ContactRow> page(Sql where, Slice<ContactSort> slice) {
        String order = slice.orders().stream().map(o -> o.by().column + (o.descending() ? " desc" : "")).collect(Collectors.joining(", "));
        return jdbc.sql(ROWS + where.where() + " order by " + (order.isEmpty() ? "" : order + ", ") + "c.id limit :limit offset :offset")
                .params(where.params()).param("limit", slice.limit()).param("offset", slice.offset()).query(ContactQueries::row).list();
    }

    long count(Sql where, long bound) {
        return jdbc.sql("select count(*) from (select 1" + FROM + where.where() + " limit :bound) x").params(where.params())
                .param("bound", bound == Long.MAX_VALUE ? bound : bound + 1).query(Long.class).single();
    }

    List<ContactRow> successors(ContactDraft left, @Nullable String text, int offset, int limit) {
        var where = new Sql().and("c.account_id = :account", "account", left.accountId()).and("c.left_on is null").and("c.id <> :left", "left", left.id());
        if (text != null && !text.isBlank()) {
            where.and("(lower(c.name) like :text escape '!' or c.name_initials like :start escape '!' or c.name_sort like :start escape '!')")
                    .with("text", "%" + Sql.like(Names.key(text)) + "%").with("start", Sql.like(Names.key(text)) + "%");
        }
        return jdbc.sql(ROWS + where.where() + " order by case when c.reports_to_id = :left then 0 when c.department = :department then 1 else 2 end, "
                        + "c.name_sort, c.id limit :limit offset :offset")
                .params(where.params()).param("department", left.department() == null ? "" : left.department()).param("limit", limit)
                .param("offset", offset).query(ContactQueries::row).list();
    }

    Map<Long, String> names(Collection<Long> ids) {
        return ids.isEmpty() ? Map.of() : jdbc.sql("select id, name from account_contact where id in (:ids)").param("ids", ids)
                .query((row, n) -> Map.entry(row.getLong("id"), row.getString("name"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Map<Long, Integer> versions(long accountId, Collection<Long> ids) {
        return jdbc.sql("select id, version from account_contact where account_id = :account and id in (:ids)").param("account", accountId).param("ids", ids)
                .query((row, n) -> Map.entry(row.getLong("id"), row.getInt("version"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    String accountName(long accountId) {
        return jdbc.sql("select name from account where id = ?").param(accountId).query(String.class).single();
    }

    boolean archived(long accountId) {
        return jdbc.sql("select 1 from account where id = ? and archived_at is not null").param(accountId).query(Integer.class).optional().isPresent();
    }

    /** Whether it is, and stays so: nobody archives or merges the account meanwhile. */
    boolean lockArchived(long accountId) {
        return jdbc.sql("select archived_at from account where id = ? for update").param(accountId).query((row, n) -> row.getObject(1) != null).single();
    }

    boolean isThere(long id, long accountId) {
        return jdbc.sql("select 1 from account_contact where id = ? and account_id = ? and left_on is null").param(id).param(accountId)
                .query(Integer.class).optional().isPresent();
    }

    /** Who reports to them and is there. */
    List<Long> below(long id) {
        return jdbc.sql("select id from account_contact where reports_to_id = ? and left_on is null order by id").param(id).query(Long.class).list();
    }

    Map<Long, Long> bosses(long accountId) {
        return bosses(accountId, "");
    }

    Map<Long, Long> lockBosses(long accountId) {
        return bosses(accountId, " for update");
    }

    private Map<Long, Long> bosses(long accountId, String lock) {
        Map<Long, Long> bosses = new HashMap<>();
        jdbc.sql("select id, reports_to_id from account_contact where account_id = ? and reports_to_id is not null order by id" + lock).param(accountId)
                .query((row, n) -> bosses.put(row.getLong("id"), row.getLong("reports_to_id"))).list();
        return bosses;
    }

    private static ContactRow row(ResultSet row, int number) throws SQLException {
        return new ContactRow(row.getLong("id"), row.getLong("account_id"), row.getString("account_name"), row.getString("name"),
                row.getString("title"), row.getString("department"), value(DecisionRole.class, row.getString("decision_role")),
                value(Attitude.class, row.getString("attitude")), value(Influence.class, row.getString("influence")), row.getString("boss"),
                row.getString("mobile"), row.getString("email"), value(PreferredChannel.class, row.getString("channel")),
                row.getBoolean("do_not_contact"), row.getObject("last_met_on", LocalDate.class), row.getObject("left_on", LocalDate.class),
                Sql.instant(row.getObject("updated_at", LocalDateTime.class)));
    }

    private static <E extends Enum<E>> @Nullable E value(Class<E> type, @Nullable String code) {
        return code == null ? null : Enum.valueOf(type, code);
    }
}
