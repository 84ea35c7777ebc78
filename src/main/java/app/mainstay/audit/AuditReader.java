package app.mainstay.audit;

import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Changes and acts in one list by time. It tells that a row was changed, not how, which {@link AuditContents} does: an administrator sees
 * accounts being worked on without seeing into them. Each half is cut to what a page needs before the two are merged.
 */
@Service
public class AuditReader {

    private static final String CHANGES = """
            select c.id, r.created_at at_time, r.actor_id, c.thing, c.act, c.row_count, c.row_id, r.reason say, cast(null as char(4000)) parameters
            from audit_change c join audit_revision r on r.id = c.rev""";
    private static final String ENTRIES = """
            select e.id, e.happened_at at_time, e.actor_id, e.kind thing, 'DONE' act, cast(null as signed) row_count, cast(null as signed) row_id,
            e.subject say, e.parameters from audit_entry e""";
    private static final int PORTION = 1_000;
    private static final TypeReference<Map<String, Object>> PARAMETERS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final List<String> tables;

    AuditReader(JdbcClient jdbc, JsonMapper json, Clock clock, EntityManagerFactory entities) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        tables = auditedTables(entities);
    }

    static List<String> auditedTables(EntityManagerFactory entities) {
        return entities.getMetamodel().getEntities().stream().map(type -> type.getJavaType()).filter(type -> type.isAnnotationPresent(Audited.class))
                .map(AuditReader::table).sorted().toList();
    }

    /** The table of an entity is what its changes are listed under. */
    static String table(Class<?> entity) {
        return entity.getAnnotation(Table.class).name();
    }

    /** Every kind of thing that can occur. */
    @RolesAllowed({"ADMINISTRATOR", "DIRECTOR"})
    @Transactional(readOnly = true)
    public List<AuditThing> things() {
        var kinds = jdbc.sql("select distinct kind from audit_entry order by kind").query(String.class).list();
        return Stream.concat(tables.stream(), kinds.stream()).map(AuditThing::new).toList();
    }

    /** One entry, a change or an act; empty when there is none. */
    @RolesAllowed({"ADMINISTRATOR", "DIRECTOR"})
    @Transactional(readOnly = true)
    public Optional<AuditRow> find(long id) {
        return jdbc.sql("select * from ((" + CHANGES + " where c.id = :id) union all (" + ENTRIES + " where e.id = :id)) both_halves").param("id", id)
                .query((row, n) -> row(row)).optional();
    }

    @RolesAllowed({"ADMINISTRATOR", "DIRECTOR"})
    @Transactional(readOnly = true)
    public List<AuditRow> page(AuditFilter filter, Slice<AuditSort> slice) {
        return read(filter, isDescending(slice.orders()), null, slice.offset(), slice.limit());
    }

    /** How many there are, up to {@code most}; all where it is null. */
    @RolesAllowed({"ADMINISTRATOR", "DIRECTOR"})
    @Transactional(readOnly = true)
    public long count(AuditFilter filter, @Nullable Integer most) {
        var changes = changes(filter, null, true);
        var entries = entries(filter, null, true);
        String bound = most == null ? "" : " limit " + most;
        long found = 0;
        if (changes != null) {
            found += jdbc.sql("select count(*) from (select c.id from audit_change c join audit_revision r on r.id = c.rev" + changes.where() + bound
                    + ") found").params(changes.params()).query(Long.class).single();
        }
        if (entries != null) {
            found += jdbc.sql("select count(*) from (select e.id from audit_entry e" + entries.where() + bound + ") found").params(entries.params())
                    .query(Long.class).single();
        }
        return most == null ? found : Math.min(most, found);
    }

    /** All in order, in portions that each begin where the one before ended. */
    @RolesAllowed({"ADMINISTRATOR", "DIRECTOR"})
    @Transactional(readOnly = true)
    public void stream(AuditFilter filter, List<Slice.Order<AuditSort>> orders, Consumer<List<AuditRow>> consumer) {
        boolean descending = isDescending(orders);
        Long last = null;
        List<AuditRow> portion;
        do {
            portion = read(filter, descending, last, 0, PORTION);
            consumer.accept(portion);
            last = portion.isEmpty() ? null : portion.getLast().id();
        } while (portion.size() == PORTION);
    }

    private static boolean isDescending(List<Slice.Order<AuditSort>> orders) {
        return orders.stream().findFirst().map(Slice.Order::descending).orElse(true);
    }

    /** @param after the id behind which the rows lie in that order */
    private List<AuditRow> read(AuditFilter filter, boolean descending, @Nullable Long after, long offset, int limit) {
        var changes = changes(filter, after, descending);
        var entries = entries(filter, after, descending);
        String order = descending ? " desc" : "";
        String half = " limit " + (offset + limit);
        var halves = Stream.of(changes == null ? null : "(" + CHANGES + changes.where() + " order by c.id" + order + half + ")",
                entries == null ? null : "(" + ENTRIES + entries.where() + " order by e.id" + order + half + ")").filter(Objects::nonNull).toList();
        if (halves.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("select * from (" + String.join(" union all ", halves) + ") both_halves order by id" + order + " limit :limit offset :offset")
                .params(changes == null ? Map.of() : changes.params()).params(entries == null ? Map.of() : entries.params())
                .param("limit", limit).param("offset", offset).query((row, n) -> row(row)).list();
    }

    /** Null where the filter asks for no changes. */
    private @Nullable Sql changes(AuditFilter filter, @Nullable Long after, boolean descending) {
        var where = new Sql();
        if (!filter.things().isEmpty()) {
            var asked = filter.things().stream().filter(tables::contains).toList();
            if (asked.isEmpty()) {
                return null;
            }
            where.and("c.thing in (:things)", "things", asked);
        }
        if (!filter.acts().isEmpty()) {
            var asked = filter.acts().stream().filter(act -> act != AuditAct.DONE).map(Enum::name).toList();
            if (asked.isEmpty()) {
                return null;
            }
            where.and("c.act in (:acts)", "acts", asked);
        }
        return common(where, filter, "c.id", "r.actor_id", "r.created_at", after, descending);
    }

    private @Nullable Sql entries(AuditFilter filter, @Nullable Long after, boolean descending) {
        var where = new Sql();
        if (!filter.acts().isEmpty() && !filter.acts().contains(AuditAct.DONE)) {
            return null;
        }
        if (!filter.things().isEmpty()) {
            var asked = filter.things().stream().filter(thing -> !tables.contains(thing)).toList();
            if (asked.isEmpty()) {
                return null;
            }
            where.and("e.kind in (:kinds)", "kinds", asked);
        }
        return common(where, filter, "e.id", "e.actor_id", "e.happened_at", after, descending);
    }

    private Sql common(Sql where, AuditFilter filter, String id, String actor, String at, @Nullable Long after, boolean descending) {
        if (filter.actorId() != null) {
            where.and(actor + " = :actor", "actor", filter.actorId());
        }
        if (filter.days() != null) {
            where.and(at + " >= :since", "since", Sql.utc(clock.instant().minus(Duration.ofDays(filter.days()))));
        }
        if (after != null) {
            where.and(id + (descending ? " < " : " > ") + ":after", "after", after);
        }
        return where;
    }

    private AuditRow row(ResultSet row) throws SQLException {
        String parameters = row.getString("parameters");
        return new AuditRow(row.getLong("id"), Sql.instant(row.getObject("at_time", LocalDateTime.class)), row.getObject("actor_id", Long.class),
                new AuditThing(row.getString("thing")), AuditAct.valueOf(row.getString("act").strip()), row.getObject("row_count", Long.class),
                row.getObject("row_id", Long.class), row.getString("say"), parameters == null ? Map.of() : json.readValue(parameters, PARAMETERS));
    }
}
