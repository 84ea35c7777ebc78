package app.mainstay.account;

import app.mainstay.base.bulk.BulkTarget;
import app.mainstay.shared.Money;
import app.mainstay.shared.Names;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads accounts for lists, one query a page, without counting: the exact number is the expensive part. */
@Repository
class AccountQueries {

    private static final String ROWS = """
            select a.id, a.name, a.short_name, a.credit_code, a.tier, a.sector, a.region, p.name parent_name, a.revenue_amount,
                   a.revenue_currency, a.employees, a.primary_rep_id, u.display_name, n.name unit_name, a.updated_at
            from (%s) k
            join account a on a.id = k.id
            join security_user u on u.id = a.primary_rep_id
            join security_unit n on n.id = a.unit_id
            left join account p on p.id = a.parent_id and %s
            order by %s""";
    /** A text with more hits than this is soon found on the way through the list. */
    private static final int FEW = 1_000;

    /** Each answered by one index. */
    private static final List<String> TEXT_CONDITIONS = List.of(
            "(a.name_key like :text escape '!' or lower(a.short_name) like :text escape '!')",
            "a.name_initials like :start escape '!'", "a.name_sort like :start escape '!'", "a.credit_code like :code escape '!'");

    private final JdbcClient jdbc;

    AccountQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Finds the page's ids first and the names beside them afterwards: with all tables in one join the database is tempted to start from
     * the small ones and to sort the whole list.
     *
     * @param scope   whose accounts: conditions on {@code a}
     * @param wide    the scope holds a good part of all accounts
     * @param parents which parents may be named: conditions on {@code p}
     */
    List<AccountRow> page(AccountFilter filter, Sql scope, boolean wide, Sql parents, Slice<AccountSort> slice) {
        var where = where(filter).and(scope);
        if (filter.text() != null && !filter.text().isBlank() && wide) {
            List<Long> found = few(filter.text());
            if (found.isEmpty()) {
                return List.of();
            }
            if (found.size() <= FEW) {
                where.and("a.id in (:found)", "found", found);
            }
        }
        List<String> order = new ArrayList<>();
        slice.orders().forEach(o -> order.add(o.by().column + (o.descending() ? " desc" : "")));
        // The id runs with the first column, so that an index on (column, id) serves both directions.
        order.add(slice.orders().isEmpty() || !slice.orders().getFirst().descending() ? "a.id" : "a.id desc");
        String orderBy = String.join(", ", order);
        var sorts = slice.orders().stream().map(Slice.Order::by).toList();
        String ids = "select a.id from account a"
                + (sorts.contains(AccountSort.REPRESENTATIVE) ? " join security_user u on u.id = a.primary_rep_id" : "")
                + (sorts.contains(AccountSort.UNIT) ? " join security_unit n on n.id = a.unit_id" : "") + where.where()
                + " order by " + orderBy + " limit :limit offset :offset";
        return jdbc.sql(ROWS.formatted(ids, parents.condition(), orderBy))
                .params(where.params()).params(parents.params()).param("limit", slice.limit()).param("offset", slice.offset())
                .query(AccountQueries::row).list();
    }

    /**
     * The accounts anywhere that a text may mean, or more than {@link #FEW} of some. For wide scopes: there a rare text would be looked for
     * through all rows, here it is in indexes a tenth their size. Narrow ones are gone through.
     */
    private List<Long> few(String text) {
        return jdbc.sql("(" + String.join(") union (", TEXT_CONDITIONS.stream()
                        .map(condition -> "select a.id from account a where " + condition + " limit " + (FEW + 1)).toList()) + ")")
                .params(textParams(text)).query(Long.class).list();
    }

    /** Ids and versions by id, so that a long list is gone through in portions of equal cost. */
    List<BulkTarget.Ref> refs(Sql where, long afterId, int limit) {
        var behind = new Sql().and(where).and("a.id > :after", "after", afterId);
        return jdbc.sql("select a.id, a.version from account a" + behind.where() + " order by a.id limit :limit")
                .params(behind.params()).param("limit", limit)
                .query((row, n) -> new BulkTarget.Ref(row.getLong("id"), row.getInt("version"))).list();
    }

    Map<Long, String> names(Sql where) {
        return jdbc.sql("select a.id, a.name from account a" + where.where()).params(where.params())
                .query((row, n) -> Map.entry(row.getLong("id"), row.getString("name"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Who changed it last; empty for the system. */
    Optional<String> changedBy(long id) {
        return jdbc.sql("""
                        select u.display_name from account_aud h join audit_revision r on r.id = h.rev left join security_user u on u.id = r.actor_id
                        where h.id = ? order by h.rev desc limit 1""")
                .param(id).query((row, n) -> Optional.ofNullable(row.getString("display_name"))).optional().flatMap(name -> name);
    }

    long count(Sql where) {
        return jdbc.sql("select count(*) from account a" + where.where()).params(where.params()).query(Long.class).single();
    }

    List<String> tags(Sql scope) {
        // For who sees everything the index of tags alone answers.
        String accounts = scope.isEmpty() ? "" : " join account a on a.id = t.account_id" + scope.where();
        return jdbc.sql("select distinct t.tag from account_tag t" + accounts + " order by t.tag limit 200")
                .params(scope.params()).query(String.class).list();
    }

    static Sql where(AccountFilter filter) {
        var where = new Sql().and(filter.archived() ? "a.archived_at is not null" : "a.archived_at is null");
        if (filter.text() != null && !filter.text().isBlank()) {
            where.and("(" + String.join(" or ", TEXT_CONDITIONS) + ")");
            textParams(filter.text()).forEach(where::with);
        }
        if (!filter.tiers().isEmpty()) {
            where.and("a.tier in (:tiers)", "tiers", filter.tiers().stream().map(Enum::name).toList());
        }
        if (filter.sector() != null) {
            where.and("a.sector = :sector", "sector", filter.sector());
        }
        if (filter.region() != null) {
            where.and("a.region = :region", "region", filter.region());
        }
        if (filter.representativeId() != null) {
            where.and("a.primary_rep_id = :representative", "representative", filter.representativeId());
        }
        return where;
    }

    private static Map<String, Object> textParams(String text) {
        String key = Sql.like(Names.key(text));
        return Map.of("text", "%" + key + "%", "start", key + "%", "code", key.toUpperCase(Locale.ROOT) + "%");
    }

    private static AccountRow row(ResultSet row, int number) throws SQLException {
        var amount = row.getBigDecimal("revenue_amount");
        String tier = row.getString("tier");
        return new AccountRow(row.getLong("id"), row.getString("name"), row.getString("short_name"), row.getString("credit_code"),
                tier == null ? null : Tier.valueOf(tier), row.getString("sector"), row.getString("region"), row.getString("parent_name"),
                amount == null ? null : new Money(amount, row.getString("revenue_currency")), row.getObject("employees", Integer.class),
                row.getLong("primary_rep_id"), row.getString("display_name"), row.getString("unit_name"),
                Sql.instant(row.getObject("updated_at", LocalDateTime.class)));
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

    int version(long id) {
        return jdbc.sql("select version from account where id = ?").param(id).query(Integer.class).single();
    }

    Optional<Long> parentOf(long id) {
        return jdbc.sql("select parent_id from account where id = ? and parent_id is not null").param(id).query(Long.class).optional();
    }

    int heldBy(long userId) {
        return jdbc.sql("select count(*) from account where primary_rep_id = ?").param(userId).query(Integer.class).single();
    }

    // ---- who looks after an account since when ----

    void addRepresentative(long accountId, Instant from, long userId, @Nullable Long actorId) {
        jdbc.sql("insert into account_representative (account_id, valid_from, user_id, actor_id) values (?, ?, ?, ?)")
                .param(accountId).param(Sql.utc(from)).param(userId).param(actorId).update();
    }

    Optional<Instant> representativeSince(long accountId) {
        return jdbc.sql("select max(valid_from) from account_representative where account_id = ?").param(accountId)
                .query(LocalDateTime.class).optional().map(Sql::instant);
    }

    Optional<Long> representativeAt(long accountId, Instant at) {
        return jdbc.sql("""
                        select user_id from account_representative where account_id = ? and valid_from <= ?
                        order by valid_from desc limit 1""")
                .param(accountId).param(Sql.utc(at)).query(Long.class).optional();
    }
}
