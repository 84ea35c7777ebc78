package app.mainstay.audit;

import app.mainstay.audit.AuditContent.FieldChange;
import app.mainstay.audit.AuditField.Kind;
import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The history of rows that belong to one of another kind, such as an account's contacts: also of those that are gone. */
@Service
public class PartHistory {

    /** Where the next older page begins. */
    public record Position(long revision, long id) {
    }

    /** @param actorId null: the system @param fields those that differ; of an added row those that hold something */
    public record PartChange(long revision, long id, AuditAct act, Instant at, @Nullable Long actorId, @Nullable String reason, List<FieldChange> fields) {

        public Position position() {
            return new Position(revision, id);
        }

        /** What the column held before; null where it held nothing, or was not changed. */
        public @Nullable Object before(String column) {
            return fields.stream().filter(field -> field.field().column().equals(column)).findFirst().map(FieldChange::before).orElse(null);
        }

        public boolean changed(String column) {
            return fields.stream().anyMatch(field -> field.field().column().equals(column));
        }
    }

    private final JdbcClient jdbc;
    private final Map<String, AuditNames> things;

    PartHistory(JdbcClient jdbc, List<AuditNames> things) {
        this.jdbc = jdbc;
        this.things = things.stream().collect(Collectors.toMap(AuditNames::thing, Function.identity()));
    }

    /**
     * What happened to rows while they belonged to the owner, newest first. The caller has checked that its user may read the owner's parts. Costs
     * as much as those rows have history.
     *
     * @param thing  as {@link AuditNames} calls it
     * @param column of its history table: the owner's id
     * @param rows   on {@code h.id}: what the viewer may read of the parts
     * @param before null for the newest
     */
    @PreAuthorize("isAuthenticated()")
    @Transactional(propagation = Propagation.MANDATORY, readOnly = true)
    public List<PartChange> page(String thing, String column, long owner, Sql rows, @Nullable Position before, int limit) {
        var fields = things.get(thing).fields().stream().filter(field -> field.kind() != Kind.ELEMENTS).toList();
        var where = new Sql().and("(h." + column + " = :partOwner or p." + column + " = :partOwner)", "partOwner", owner).and(rows);
        if (before != null) {
            where.and("h.rev <= :partRev and (h.rev < :partRev or h.id < :partId)").with("partRev", before.revision()).with("partId", before.id());
        }
        var columns = new StringBuilder();
        for (int i = 0; i < fields.size(); i++) {
            columns.append(", h.").append(fields.get(i).column()).append(" now").append(i).append(", p.").append(fields.get(i).column()).append(" old").append(i);
        }
        // A row that was deleted says no more whose it was: the one that it ended does.
        return jdbc.sql("select h.rev part_rev, h.id part_id, h.revtype, r.created_at at_time, r.actor_id by_id, r.reason say" + columns
                        + " from (select distinct x.id from " + thing + "_aud x where x." + column + " = :partOwner) o join " + thing + "_aud h on h.id = o.id"
                        + " left join " + thing + "_aud p on p.id = h.id and p.revend = h.rev join audit_revision r on r.id = h.rev" + where.where()
                        + " order by h.rev desc, h.id desc limit :partLimit").params(where.params()).param("partLimit", limit)
                .query((row, n) -> new PartChange(row.getLong("part_rev"), row.getLong("part_id"), act(row.getInt("revtype")),
                        Sql.instant(row.getObject("at_time", LocalDateTime.class)), row.getObject("by_id", Long.class), row.getString("say"),
                        changes(row, fields))).list();
    }

    private static AuditAct act(int revtype) {
        return revtype == 0 ? AuditAct.ADDED : revtype == 1 ? AuditAct.CHANGED : AuditAct.DELETED;
    }

    private static List<FieldChange> changes(ResultSet row, List<AuditField> fields) throws SQLException {
        var changes = new ArrayList<FieldChange>();
        boolean gone = row.getInt("revtype") == 2;
        for (int i = 0; i < fields.size(); i++) {
            @Nullable Object before = AuditContents.value(row, "old" + i, fields.get(i).kind());
            @Nullable Object after = gone ? null : AuditContents.value(row, "now" + i, fields.get(i).kind());
            if (!AuditContents.same(before, after)) {
                changes.add(new FieldChange(fields.get(i), before, after));
            }
        }
        return changes;
    }
}
