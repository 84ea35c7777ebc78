package app.mainstay.account.duplicate;

import app.mainstay.shared.Names;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes pairs, and finds who shares a key with whom. */
@Repository
class DuplicateQueries {

    private static final String FROM = " from account_duplicate_pair p join account a on a.id = p.one_id join account b on b.id = p.other_id";
    /** So many accounts with one key are looked at while somebody types. */
    private static final int TYPED = 50;
    /** So many ids in one statement: with tens of thousands the database reads the whole table instead. */
    private static final int NAMED = 1_000;

    private final JdbcClient jdbc;

    DuplicateQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // ---- who shares a key ----

    /** Accounts with any of these keys, some of each. */
    Set<Long> sharing(Collection<DuplicateKeys.Key> keys) {
        List<String> selects = new ArrayList<>();
        Map<String, Object> params = new HashMap<>(Map.of("most", TYPED));
        for (var key : keys) {
            int n = selects.size();
            selects.add("(select account_id from account_duplicate_key where kind = :kind" + n + " and match_key = :key" + n + " order by account_id limit :most)");
            params.put("kind" + n, key.kind().name());
            params.put("key" + n, key.text());
        }
        return selects.isEmpty() ? Set.of() : new LinkedHashSet<>(jdbc.sql(String.join(" union ", selects)).params(params).query(Long.class).list());
    }

    /** The keys of these accounts, by kind. */
    Map<KeyKind, Map<String, List<Long>>> keys(Collection<Long> accountIds) {
        Map<KeyKind, Map<String, List<Long>>> keys = new LinkedHashMap<>();
        jdbc.sql("select kind, match_key, account_id from account_duplicate_key where account_id in (:ids) order by kind, match_key, account_id")
                .param("ids", accountIds).query(row -> {
                    keys.computeIfAbsent(KeyKind.valueOf(row.getString(1)), none -> new LinkedHashMap<>())
                            .computeIfAbsent(row.getString(2), none -> new ArrayList<>()).add(row.getLong(3));
                });
        return keys;
    }

    /**
     * Of these keys those that more than one account has, and not more than {@code most}, with all who have them.
     *
     * @param common keys that more accounts have; those that are found are added, so that whoever asks again does not count them again
     */
    Map<String, List<Long>> shared(KeyKind kind, Collection<String> keys, int most, Set<String> common) {
        List<String> asked = keys.stream().filter(key -> !common.contains(key)).toList();
        Map<String, List<Long>> shared = new LinkedHashMap<>();
        if (asked.isEmpty()) {
            return shared;
        }
        List<String> several = new ArrayList<>();
        jdbc.sql("""
                        select match_key, count(*) from account_duplicate_key where kind = :kind and match_key in (:keys)
                        group by match_key having count(*) > 1""")
                .param("kind", kind.name()).param("keys", asked).query(row -> {
                    (row.getLong(2) > most ? common : several).add(row.getString(1));
                });
        if (!several.isEmpty()) {
            jdbc.sql("select match_key, account_id from account_duplicate_key where kind = :kind and match_key in (:keys) order by match_key, account_id")
                    .param("kind", kind.name()).param("keys", several).query(row -> {
                        shared.computeIfAbsent(row.getString(1), none -> new ArrayList<>()).add(row.getLong(2));
                    });
        }
        return shared;
    }

    Map<Long, Compared> compared(Collection<Long> ids, Sql scope) {
        Map<Long, Compared> found = new LinkedHashMap<>();
        List<Long> sorted = ids.stream().sorted().toList();
        for (int from = 0; from < sorted.size(); from += NAMED) {
            found.putAll(comparedAtOnce(sorted.subList(from, Math.min(sorted.size(), from + NAMED)), scope));
        }
        return found;
    }

    private Map<Long, Compared> comparedAtOnce(Collection<Long> ids, Sql scope) {
        Map<Long, Compared> found = new LinkedHashMap<>();
        Map<Long, Set<String>> phones = new HashMap<>();
        jdbc.sql("select account_id, match_key from account_duplicate_key where account_id in (:ids) and kind = 'PHONE'").param("ids", ids).query(row -> {
            phones.computeIfAbsent(row.getLong(1), none -> new HashSet<>()).add(row.getString(2));
        });
        var where = new Sql().and("a.id in (:ids)", "ids", ids).and("a.merged = false").and(scope);
        jdbc.sql("select a.id, a.name, a.website, a.credit_code, a.parent_id, a.archived_at from account a" + where.where() + " order by a.id")
                .params(where.params()).query(row -> {
                    long id = row.getLong("id");
                    found.put(id, new Compared(id, CompanyName.of(row.getString("name")), WebHost.of(row.getString("website")), row.getString("credit_code"),
                            row.getObject("parent_id", Long.class), phones.getOrDefault(id, Set.of()), row.getObject("archived_at") != null,
                            row.getString("name")));
                });
        return found;
    }

    Set<Long> among(Collection<Long> ids, Sql scope) {
        var where = new Sql().and("a.id in (:ids)", "ids", ids).and(scope);
        return ids.isEmpty() ? Set.of() : Set.copyOf(jdbc.sql("select a.id from account a" + where.where()).params(where.params()).query(Long.class).list());
    }

    /** Live accounts in the order of their ids, by the table's key: any other index would find all that are left, and sort them for each portion. */
    List<Long> live(Sql scope, long afterId, int limit) {
        var where = new Sql().and("a.archived_at is null").and("a.id > :after", "after", afterId).and(scope);
        return jdbc.sql("select /*+ INDEX(a PRIMARY) */ a.id from account a" + where.where() + " order by a.id limit :limit").params(where.params()).param("limit", limit)
                .query(Long.class).list();
    }

    long countLive(Sql scope) {
        var where = new Sql().and("a.archived_at is null").and(scope);
        return jdbc.sql("select count(*) from account a" + where.where()).params(where.params()).query(Long.class).single();
    }

    // ---- pairs ----

    List<DuplicatePair> page(Sql where, Slice<PairSort> slice) {
        String order = slice.orders().stream().map(o -> o.by().column + (o.descending() ? " desc" : "")).collect(Collectors.joining(", "));
        return jdbc.sql("""
                        select p.id, p.one_id, a.name one_name, p.other_id, b.name other_name, p.score, p.reasons, p.state, p.found_at, u.display_name,
                        p.decided_at""" + FROM + " left join security_user u on u.id = p.decided_by" + where.where() + " order by "
                        + (order.isEmpty() ? "" : order + ", ") + "p.id limit :limit offset :offset")
                .params(where.params()).param("limit", slice.limit()).param("offset", slice.offset()).query(DuplicateQueries::pair).list();
    }

    long count(Sql where, long bound) {
        return jdbc.sql("select count(*) from (select 1" + FROM + where.where() + " limit :bound) x").params(where.params())
                .param("bound", bound == Long.MAX_VALUE ? bound : bound + 1).query(Long.class).single();
    }

    static Sql filtered(PairFilter filter) {
        var where = new Sql();
        var states = filter.states().isEmpty() ? Set.of(PairState.OPEN) : filter.states();
        // What is archived is nobody's work; what was decided is told all the same.
        where.and("p.state in (:states)", "states", states.stream().map(Enum::name).toList())
                .and("(p.state <> 'OPEN' or a.archived_at is null and b.archived_at is null)");
        if (filter.text() != null && !filter.text().isBlank()) {
            where.and("(a.search_text like :text escape '!' or b.search_text like :text escape '!')", "text", "%" + Sql.like(Names.key(filter.text())) + "%");
        }
        return where;
    }

    static Sql both(long oneId, long otherId) {
        return new Sql().and("p.one_id = :one", "one", Math.min(oneId, otherId)).and("p.other_id = :other", "other", Math.max(oneId, otherId));
    }

    record Stored(long id, long oneId, long otherId, PairState state) {
    }

    /** Pairs whose older account is one of these. */
    List<Stored> ofOlder(Collection<Long> oneIds) {
        return jdbc.sql("select id, one_id, other_id, state from account_duplicate_pair where one_id in (:ids)").param("ids", oneIds)
                .query((row, n) -> stored(row)).list();
    }

    List<Stored> of(long accountId) {
        return jdbc.sql("select id, one_id, other_id, state from account_duplicate_pair where one_id = :id or other_id = :id order by id")
                .param("id", accountId).query((row, n) -> stored(row)).list();
    }

    Optional<Stored> lock(long oneId, long otherId) {
        return jdbc.sql("select id, one_id, other_id, state from account_duplicate_pair where one_id = ? and other_id = ? for update")
                .param(Math.min(oneId, otherId)).param(Math.max(oneId, otherId)).query((row, n) -> stored(row)).optional();
    }

    /** Nothing happens where the pair is there already, written by another scan at the same moment. */
    void add(long id, long oneId, long otherId, Compared.Verdict verdict, Instant now) {
        jdbc.sql("""
                        insert ignore into account_duplicate_pair (id, one_id, other_id, score, reasons, state, found_at)
                        values (?, ?, ?, ?, ?, 'OPEN', ?)""")
                .param(id).param(Math.min(oneId, otherId)).param(Math.max(oneId, otherId)).param(verdict.score()).param(text(verdict.reasons()))
                .param(Sql.utc(now)).update();
    }

    void again(long id, Compared.Verdict verdict, Instant now) {
        jdbc.sql("update account_duplicate_pair set score = ?, reasons = ?, found_at = ? where id = ? and state = 'OPEN'")
                .param(verdict.score()).param(text(verdict.reasons())).param(Sql.utc(now)).param(id).update();
    }

    void forget(Collection<Long> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("delete from account_duplicate_pair where id in (:ids) and state = 'OPEN'").param("ids", ids).update();
        }
    }

    void decide(long id, PairState state, @Nullable Long by, @Nullable Instant at) {
        jdbc.sql("update account_duplicate_pair set state = ?, decided_by = ?, decided_at = ? where id = ?").param(state.name()).param(by)
                .param(at == null ? null : Sql.utc(at)).param(id).update();
    }

    /** Lets a pair be one of another account; false where those two are a pair already, or would be one and the same. */
    boolean isFree(long oneId, long otherId) {
        return oneId != otherId && jdbc.sql("select 1 from account_duplicate_pair where one_id = ? and other_id = ?").param(Math.min(oneId, otherId))
                .param(Math.max(oneId, otherId)).query(Integer.class).optional().isEmpty();
    }

    void repoint(long id, long oneId, long otherId) {
        jdbc.sql("update account_duplicate_pair set one_id = ?, other_id = ? where id = ?").param(Math.min(oneId, otherId)).param(Math.max(oneId, otherId))
                .param(id).update();
    }

    void copy(long id, long newId, long oneId, long otherId) {
        jdbc.sql("""
                        insert into account_duplicate_pair (id, one_id, other_id, score, reasons, state, found_at, decided_by, decided_at)
                        select ?, ?, ?, score, reasons, state, found_at, decided_by, decided_at from account_duplicate_pair where id = ?""")
                .param(newId).param(Math.min(oneId, otherId)).param(Math.max(oneId, otherId)).param(id).update();
    }

    private static String text(List<DuplicateReason> reasons) {
        return reasons.stream().map(Enum::name).collect(Collectors.joining(","));
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(row.getLong("id"), row.getLong("one_id"), row.getLong("other_id"), PairState.valueOf(row.getString("state")));
    }

    private static DuplicatePair pair(ResultSet row, int number) throws SQLException {
        var decidedAt = row.getObject("decided_at", LocalDateTime.class);
        return new DuplicatePair(row.getLong("id"), row.getLong("one_id"), row.getString("one_name"), row.getLong("other_id"), row.getString("other_name"),
                row.getInt("score"), Arrays.stream(row.getString("reasons").split(",")).filter(name -> !name.isEmpty()).map(DuplicateReason::valueOf).toList(),
                PairState.valueOf(row.getString("state")), Sql.instant(row.getObject("found_at", LocalDateTime.class)), row.getString("display_name"),
                decidedAt == null ? null : Sql.instant(decidedAt));
    }
}
