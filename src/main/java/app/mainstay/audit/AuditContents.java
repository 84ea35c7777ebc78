package app.mainstay.audit;

import app.mainstay.audit.AuditContent.FieldChange;
import app.mainstay.audit.AuditContent.RowChange;
import app.mainstay.audit.AuditField.Kind;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The old and new values of a change, out of the history tables: the new ones stand in the rows of its revision, the old ones in those that
 * it ended. Whose contents the viewer may read is part of the query, so nothing is read and left out afterwards.
 */
@Service
public class AuditContents {

    /** So many rows are counted; nobody pages further. */
    public static final int COUNTED = 20_000;
    private static final int LARGEST_PAGE = 100;

    private final JdbcClient jdbc;
    private final AuditReader reader;
    private final Map<String, AuditNames> things;

    AuditContents(JdbcClient jdbc, AuditReader reader, List<AuditNames> things) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.things = things.stream().collect(Collectors.toMap(AuditNames::thing, Function.identity()));
    }

    /**
     * What an entry of the audit trail did, row by row in the order of their ids; no rows for an act. Empty when there is no such entry.
     *
     * @param limit 1 to 100
     */
    @RolesAllowed({"ADMINISTRATOR", "DIRECTOR"})
    @Transactional(readOnly = true)
    public Optional<AuditContent> find(long entryId, long offset, int limit) {
        return reader.find(entryId).map(change -> content(change, offset, Math.clamp(limit, 1, LARGEST_PAGE)));
    }

    private AuditContent content(AuditRow change, long offset, int limit) {
        var names = things.get(change.thing().name());
        long rows = change.rows() == null ? 0 : change.rows();
        if (change.act() == AuditAct.DONE || names == null || names.fields().isEmpty()) {
            return new AuditContent(change, change.act() == AuditAct.DONE, List.of(), 0, rows);
        }
        long revision = jdbc.sql("select rev from audit_change where id = ?").param(change.id()).query(Long.class).single();
        var where = new Sql().and("h.rev = :rev", "rev", revision).and("h.revtype = :kind", "kind", kind(change.act())).and(names.visible("h.id"));
        String table = names.thing() + "_aud";
        long seen = jdbc.sql("select count(*) from (select h.id from " + table + " h" + where.where() + " limit " + (COUNTED + 1) + ") found")
                .params(where.params()).query(Long.class).single();
        List<Long> ids = jdbc.sql("select h.id from " + table + " h" + where.where() + " order by h.id limit :limit offset :offset")
                .params(where.params()).param("limit", limit).param("offset", offset).query(Long.class).list();
        return new AuditContent(change, true, ids.isEmpty() ? List.of() : changes(names, revision, ids, change.act()), seen,
                seen > COUNTED ? 0 : Math.max(0, rows - seen));
    }

    private static int kind(AuditAct act) {
        return switch (act) {
            case ADDED -> 0;
            case CHANGED -> 1;
            case DELETED -> 2;
            case DONE -> throw new IllegalArgumentException("an act has no history");
        };
    }

    private List<RowChange> changes(AuditNames names, long revision, List<Long> ids, AuditAct act) {
        var before = act == AuditAct.ADDED ? Map.<Long, Map<String, Object>>of() : rows(names, "revend", revision, ids);
        var after = act == AuditAct.DELETED ? Map.<Long, Map<String, Object>>of() : rows(names, "rev", revision, ids);
        return ids.stream().map(id -> new RowChange(id, names.fields().stream()
                .map(field -> new FieldChange(field, value(before, id, field), value(after, id, field)))
                .filter(field -> !same(field.before(), field.after())).toList())).toList();
    }

    private static @Nullable Object value(Map<Long, Map<String, Object>> rows, long id, AuditField field) {
        return rows.getOrDefault(id, Map.of()).get(field.column());
    }

    static boolean same(@Nullable Object one, @Nullable Object other) {
        return one instanceof BigDecimal a && other instanceof BigDecimal b ? a.compareTo(b) == 0 : Objects.equals(one, other);
    }

    /** Values by row and column. */
    private Map<Long, Map<String, Object>> rows(AuditNames names, String at, long revision, List<Long> ids) {
        var columns = names.fields().stream().filter(field -> field.kind() != Kind.ELEMENTS).toList();
        Map<Long, Map<String, Object>> rows = new HashMap<>();
        jdbc.sql("select h.id, " + columns.stream().map(field -> "h." + field.column()).collect(Collectors.joining(", ")) + " from " + names.thing()
                        + "_aud h where h." + at + " = :rev and h.id in (:ids)").param("rev", revision).param("ids", ids)
                .query((row, n) -> Map.entry(row.getLong("id"), values(row, columns))).list()
                .forEach(row -> rows.put(row.getKey(), row.getValue()));
        names.fields().stream().filter(field -> field.kind() == Kind.ELEMENTS)
                .forEach(field -> elements(names.thing(), field, at.equals("rev"), revision, ids).forEach((id, texts) -> {
                    // Without the row itself there is nothing that the elements belong to.
                    if (rows.containsKey(id)) {
                        rows.get(id).put(field.column(), texts);
                    }
                }));
        return rows;
    }

    private static Map<String, Object> values(ResultSet row, List<AuditField> columns) throws SQLException {
        Map<String, Object> values = new HashMap<>();
        for (AuditField field : columns) {
            Object value = value(row, field.column(), field.kind());
            if (value != null) {
                values.put(field.column(), value);
            }
        }
        return values;
    }

    /** Null for an empty text, too. */
    static @Nullable Object value(ResultSet row, String column, Kind kind) throws SQLException {
        Object value = switch (kind) {
            case NUMBER -> row.getBigDecimal(column);
            case YEAR -> row.getObject(column, Integer.class);
            case DATE -> row.getObject(column, LocalDate.class);
            case MOMENT -> Optional.ofNullable(row.getObject(column, LocalDateTime.class)).map(Sql::instant).orElse(null);
            case LOCAL -> Optional.ofNullable(row.getObject(column, LocalDateTime.class)).map(time -> time.toString().replace('T', ' ')).orElse(null);
            case FLAG -> {
                boolean flag = row.getBoolean(column);
                yield row.wasNull() ? null : flag;
            }
            case REFERENCE -> row.getObject(column, Long.class);
            case TEXT, CODE, CONSTANT, ELEMENTS -> row.getString(column);
        };
        return "".equals(value) ? null : value;
    }

    /** What a row's elements were right after the revision, or right before. */
    private Map<Long, List<String>> elements(String thing, AuditField field, boolean after, long revision, List<Long> ids) {
        String owner = thing + "_id";
        String valid = after ? "e.rev <= :rev and (e.revend is null or e.revend > :rev)" : "e.rev < :rev and (e.revend is null or e.revend >= :rev)";
        Map<Long, List<String>> elements = new TreeMap<>();
        jdbc.sql("select e." + owner + " id, e." + field.column() + " text from " + field.of() + " e where e." + owner + " in (:ids) and e.revtype <> 2 and "
                        + valid + " order by e." + field.column()).param("ids", ids).param("rev", revision)
                .query((row, n) -> Map.entry(row.getLong("id"), row.getString("text"))).list()
                .forEach(row -> elements.computeIfAbsent(row.getKey(), id -> new ArrayList<>()).add(row.getValue()));
        return elements;
    }
}
