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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /**
     * What of the story is asked for; nothing means everything.
     *
     * @param actorId who did it
     */
    public record Asked(Set<String> kinds, @Nullable Long actorId) {

        public static final Asked ALL = new Asked(Set.of(), null);

        public Asked {
            kinds = Set.copyOf(kinds);
        }
    }

    /** Somebody who did something in a story. */
    public record Actor(long id, String name) {
    }

    /** Where the next older page begins. */
    public record Position(Instant occurredAt, long id) {
    }

    /** A moment of the past. @param actorId null: the system */
    public record Past(long accountId, Instant occurredAt, String kind, @Nullable Long sourceId, @Nullable Long actorId, Map<String, String> parameters) {
    }

    private static final TypeReference<Map<String, String>> PARAMETERS = new TypeReference<>() {
    };
    private static final String INSERT = "insert into account_timeline (account_id, occurred_at, id, kind, actor_id, source_module, source_id, parameters) "
            + "values (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final int[] TYPES = {Types.BIGINT, Types.TIMESTAMP, Types.BIGINT, Types.VARCHAR, Types.BIGINT, Types.VARCHAR, Types.BIGINT, Types.VARCHAR};

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
        jdbc.sql(INSERT).param(accountId).param(Sql.utc(occurredAt)).param(Ids.next()).param(kind).param(currentUser.currentActor().orElse(null))
                .param(kind.substring(0, kind.indexOf('.'))).param(sourceId).param(json.writeValueAsString(parameters)).update();
    }

    /** The same moment for many accounts, in sets, as {@link #record}. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordAll(Collection<Long> accountIds, Instant occurredAt, String kind, @Nullable Long sourceId, Map<String, String> parameters) {
        Long actor = currentUser.currentActor().orElse(null);
        String module = kind.substring(0, kind.indexOf('.'));
        String text = json.writeValueAsString(parameters);
        write(accountIds.stream().map(account -> new @Nullable Object[] {account, Sql.utc(occurredAt), Ids.next(), kind, actor, module, sourceId, text}).toList());
    }

    /** A moment to be written, see {@link #record}. */
    public record Told(long accountId, Instant occurredAt, String kind, @Nullable Long sourceId, Map<String, String> parameters) {
    }

    /** Many moments in sets, as {@link #record}. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordEach(Collection<Told> moments) {
        Long actor = currentUser.currentActor().orElse(null);
        write(moments.stream().map(told -> new @Nullable Object[] {told.accountId(), Sql.utc(told.occurredAt()), Ids.next(), told.kind(), actor,
                told.kind().substring(0, told.kind().indexOf('.')), told.sourceId(), json.writeValueAsString(told.parameters())}).toList());
    }

    private void write(List<@Nullable Object[]> rows) {
        if (!rows.isEmpty()) {
            batches.batchUpdate(INSERT, rows, TYPES);
        }
    }

    /** Takes away what was told of something that is gone as if it had never been. @param module the part of its kind before the point */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(long accountId, String module, long sourceId) {
        jdbc.sql("delete from account_timeline where account_id = ? and source_module = ? and source_id = ?").param(accountId).param(module).param(sourceId).update();
    }

    /** Moments that others had, in sets, as {@link #record}; for what is brought in from elsewhere. */
    @RolesAllowed(Role.IS_SYSTEM)
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordPast(Collection<Past> moments) {
        if (!moments.isEmpty()) {
            batches.batchUpdate(INSERT, moments.stream().map(moment -> new @Nullable Object[] {moment.accountId(), Sql.utc(moment.occurredAt()), Ids.next(), moment.kind(),
                    moment.actorId(), moment.kind().substring(0, moment.kind().indexOf('.')), moment.sourceId(), json.writeValueAsString(moment.parameters())}).toList(), TYPES);
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
        return page(accountId, Asked.ALL, before, limit);
    }

    /** As {@link #page(long, Position, int)}, of some kinds or of a person only: each kind is read in its own index's order. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<TimelineEntry> page(long accountId, Asked asked, @Nullable Position before, int limit) {
        scope.require(accountId);
        var where = new Sql().and("t.account_id = :account", "account", accountId);
        if (before != null) {
            where.and("t.occurred_at <= :at and (t.occurred_at < :at or t.id < :id)").with("at", Sql.utc(before.occurredAt())).with("id", before.id());
        }
        if (asked.actorId() != null) {
            where.and("t.actor_id = :actor", "actor", asked.actorId());
        }
        String order = " order by occurred_at desc, id desc limit :limit";
        String rows = "select t.id, t.occurred_at, t.kind, t.actor_id, t.source_module, t.source_id, t.parameters from account_timeline t" + where.where();
        List<String> parts = new ArrayList<>();
        if (asked.kinds().isEmpty()) {
            parts.add("(" + rows + order + ")");
        }
        for (String kind : asked.kinds()) {
            String name = "kind" + parts.size();
            where.with(name, kind);
            parts.add("(" + rows + " and t.kind = :" + name + order + ")");
        }
        return jdbc.sql("select m.*, u.display_name from (" + String.join(" union all ", parts) + ") m left join security_user u on u.id = m.actor_id" + order)
                .params(where.params()).param("limit", limit)
                .query((row, n) -> new TimelineEntry(row.getLong("id"), Sql.instant(row.getObject("occurred_at", LocalDateTime.class)),
                        row.getString("kind"), row.getString("display_name"), row.getString("source_module"),
                        row.getObject("source_id", Long.class), json.readValue(row.getString("parameters"), PARAMETERS))).list();
    }

    /**
     * The kinds of what has happened, by their names in the code.
     *
     * @throws app.mainstay.shared.NotFoundException when the account is not in scope
     */
    @SignedIn
    @Transactional(readOnly = true)
    public List<String> kinds(long accountId) {
        scope.require(accountId);
        return jdbc.sql("select distinct kind from account_timeline where account_id = ? order by kind").param(accountId).query(String.class).list();
    }

    /** Who did something there, by name; see {@link #kinds}. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Actor> actors(long accountId) {
        scope.require(accountId);
        return jdbc.sql("""
                        select u.id, u.display_name from (select distinct actor_id from account_timeline where account_id = ?) t
                        join security_user u on u.id = t.actor_id order by u.name_sort, u.id""")
                .param(accountId).query((row, n) -> new Actor(row.getLong(1), row.getString(2))).list();
    }
}
