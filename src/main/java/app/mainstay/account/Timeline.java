package app.mainstay.account;

import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The door to an account's story: rooms above write through it in the transaction of what happened. */
@Service
public class Timeline {

    /** Where the next older page begins. */
    public record Position(Instant occurredAt, long id) {
    }

    private static final TypeReference<Map<String, String>> PARAMETERS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final JsonMapper json;
    private final AccountScope scope;
    private final CurrentUser currentUser;

    Timeline(JdbcClient jdbc, JdbcTemplate batches, JsonMapper json, AccountScope scope, CurrentUser currentUser) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.json = json;
        this.scope = scope;
        this.currentUser = currentUser;
    }

    /**
     * Writes a moment. The caller has checked that its user may write what happened.
     *
     * @param parameters what the text needs: names as they were then, never ids; 4,000 characters in all
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(long accountId, Instant occurredAt, String kind, @Nullable Long sourceId, Map<String, String> parameters) {
        jdbc.sql("""
                        insert into account_timeline (account_id, occurred_at, id, kind, actor_id, source_module, source_id, parameters)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(accountId).param(Sql.utc(occurredAt)).param(Ids.next()).param(kind).param(currentUser.currentActor().orElse(null))
                .param(kind.substring(0, kind.indexOf('.'))).param(sourceId).param(json.writeValueAsString(parameters)).update();
    }

    /** The same moment for many accounts, in sets, as {@link #record}. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordAll(Collection<Long> accountIds, Instant occurredAt, String kind, @Nullable Long sourceId, Map<String, String> parameters) {
        Long actor = currentUser.currentActor().orElse(null);
        String module = kind.substring(0, kind.indexOf('.'));
        String text = json.writeValueAsString(parameters);
        var rows = accountIds.stream().map(account -> new @Nullable Object[] {account, Sql.utc(occurredAt), Ids.next(), kind, actor, module, sourceId, text})
                .toList();
        if (!rows.isEmpty()) {
            batches.batchUpdate("""
                    insert into account_timeline (account_id, occurred_at, id, kind, actor_id, source_module, source_id, parameters)
                    values (?, ?, ?, ?, ?, ?, ?, ?)""", rows, new int[] {Types.BIGINT, Types.TIMESTAMP, Types.BIGINT, Types.VARCHAR, Types.BIGINT,
                    Types.VARCHAR, Types.BIGINT, Types.VARCHAR});
        }
    }

    /**
     * The newest moments before a position, newest first, by the primary key: the thousandth page costs what the first does.
     *
     * @param before null for the newest
     * @throws app.mainstay.shared.NotFoundException when the account is not in scope
     */
    @SignedIn
    @Transactional(readOnly = true)
    public List<TimelineEntry> page(long accountId, @Nullable Position before, int limit) {
        scope.require(accountId);
        var where = new Sql().and("t.account_id = :account", "account", accountId);
        if (before != null) {
            where.and("(t.occurred_at < :at or t.occurred_at = :at and t.id < :id)").with("at", Sql.utc(before.occurredAt())).with("id", before.id());
        }
        return jdbc.sql("""
                        select t.id, t.occurred_at, t.kind, u.display_name, t.source_module, t.source_id, t.parameters
                        from account_timeline t left join security_user u on u.id = t.actor_id""" + where.where()
                        + " order by t.occurred_at desc, t.id desc limit :limit")
                .params(where.params()).param("limit", limit)
                .query((row, n) -> new TimelineEntry(row.getLong("id"), Sql.instant(row.getObject("occurred_at", LocalDateTime.class)),
                        row.getString("kind"), row.getString("display_name"), row.getString("source_module"),
                        row.getObject("source_id", Long.class), json.readValue(row.getString("parameters"), PARAMETERS))).list();
    }
}
