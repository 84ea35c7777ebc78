package app.mainstay.coverage;

import app.mainstay.shared.Sql;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Which accounts a handover holds, and what was open when it was carried out. Written in sets: a portfolio may be ten thousand. */
@Repository
class HandoverAccounts {

    /** Another open handover that holds some of the accounts. @param accountName one of them */
    record Elsewhere(long handoverId, String accountName, int accounts, String byName, Instant at) {
    }

    private static final int PORTION = 1_000;

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final JsonMapper json;

    HandoverAccounts(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        client = JdbcClient.create(jdbc);
    }

    /** Locks a handover until the transaction ends. */
    boolean lock(long handoverId) {
        return client.sql("select id from coverage_handover where id = ? for update").param(handoverId).query(Long.class).optional().isPresent();
    }

    List<Long> of(long handoverId) {
        return client.sql("select account_id from coverage_handover_account where handover_id = ? order by account_id").param(handoverId)
                .query(Long.class).list();
    }

    /** All accounts of a representative that no other open handover holds. */
    List<Long> portfolio(long giverId, @Nullable Long handoverId) {
        return client.sql("""
                        select a.id from account a where a.primary_rep_id = :giver and not exists (select 1 from coverage_handover_account x
                        where x.open_account_id = a.id and x.handover_id <> :handover) order by a.id""")
                .param("giver", giverId).param("handover", handoverId == null ? 0 : handoverId).query(Long.class).list();
    }

    /** Those of the accounts whose primary representative that person is. */
    Set<Long> ofRepresentative(Collection<Long> accountIds, long userId) {
        Set<Long> found = new HashSet<>();
        for (var portion : portions(accountIds)) {
            found.addAll(client.sql("select id from account where id in (:ids) and primary_rep_id = :user").param("ids", portion)
                    .param("user", userId).query(Long.class).list());
        }
        return found;
    }

    /** The same, locked in the order of their ids until the transaction ends. */
    List<Long> lockThoseOf(Collection<Long> accountIds, long userId) {
        List<Long> found = new ArrayList<>();
        for (var portion : portions(accountIds)) {
            found.addAll(client.sql("select id from account where id in (:ids) and primary_rep_id = :user order by id for update")
                    .param("ids", portion).param("user", userId).query(Long.class).list());
        }
        return found;
    }

    Optional<Elsewhere> elsewhere(Collection<Long> accountIds, @Nullable Long handoverId) {
        for (var portion : portions(accountIds)) {
            var found = client.sql("""
                            select h.id, min(a.name) name, count(*) accounts, min(u.display_name) by_name, min(h.created_at) at
                            from coverage_handover_account x join coverage_handover h on h.id = x.handover_id join account a on a.id = x.account_id
                            join security_user u on u.id = h.responsible_id
                            where x.open_account_id in (:ids) and x.handover_id <> :handover group by h.id order by h.id limit 1""")
                    .param("ids", portion).param("handover", handoverId == null ? 0 : handoverId)
                    .query((row, n) -> new Elsewhere(row.getLong("id"), row.getString("name"), row.getInt("accounts"), row.getString("by_name"),
                            Sql.instant(row.getObject("at", LocalDateTime.class)))).optional();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The handover holds exactly these accounts from now on. */
    void set(long handoverId, Collection<Long> accountIds) {
        Set<Long> before = new HashSet<>(of(handoverId));
        Set<Long> wanted = new HashSet<>(accountIds);
        for (var portion : portions(before.stream().filter(id -> !wanted.contains(id)).toList())) {
            client.sql("delete from coverage_handover_account where handover_id = :handover and account_id in (:ids)").param("handover", handoverId)
                    .param("ids", portion).update();
        }
        var added = wanted.stream().filter(id -> !before.contains(id)).sorted().map(id -> new Object[] {handoverId, id}).toList();
        if (!added.isEmpty()) {
            jdbc.batchUpdate("insert into coverage_handover_account (handover_id, account_id, is_open) values (?, ?, true)", added,
                    new int[] {Types.BIGINT, Types.BIGINT});
        }
    }

    /** Keeps what the accounts were like and what was open, before everything moves. */
    void keep(long handoverId, Collection<Long> moved, List<Kept> lines) {
        client.sql("update coverage_handover_account set moved = false where handover_id = ?").param(handoverId).update();
        for (var portion : portions(moved)) {
            client.sql("""
                            update coverage_handover_account set moved = true,
                            tier = (select a.tier from account a where a.id = coverage_handover_account.account_id),
                            last_contact_at = (select a.last_contact_at from account a where a.id = coverage_handover_account.account_id),
                            next_meeting_at = (select a.next_meeting_at from account a where a.id = coverage_handover_account.account_id)
                            where handover_id = :handover and account_id in (:ids)""").param("handover", handoverId).param("ids", portion).update();
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (var line : lines) {
            rows.add(new @Nullable Object[] {handoverId, rows.size() + 1L, line.part(), line.open().accountId(), line.open().textKey(),
                    json.writeValueAsString(line.open().parameters())});
        }
        if (!rows.isEmpty()) {
            jdbc.batchUpdate("insert into coverage_handover_line (handover_id, id, part, account_id, text_key, parameters) values (?, ?, ?, ?, ?, ?)",
                    rows, new int[] {Types.BIGINT, Types.BIGINT, Types.VARCHAR, Types.BIGINT, Types.VARCHAR, Types.VARCHAR});
        }
    }

    /** @param part which part told it */
    record Kept(String part, HandoverPart.Open open) {
    }

    static List<List<Long>> portions(Collection<Long> ids) {
        var all = ids.stream().distinct().sorted().toList();
        List<List<Long>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PORTION) {
            portions.add(all.subList(from, Math.min(all.size(), from + PORTION)));
        }
        return portions;
    }
}
