package app.mainstay.meeting;

import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Of series only those of which the viewer sees an occurrence; called as that one is. */
@Component
class SeriesAuditNames implements AuditNames {

    private final JdbcClient jdbc;
    private final MeetingScope scope;

    SeriesAuditNames(JdbcClient jdbc, MeetingScope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    @Override
    public String thing() {
        return "meeting_series";
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        var where = scope.rows().and("m.series_id in (:ids)", "ids", ids);
        return jdbc.sql("select m.series_id, m.subject from meeting m" + where.where() + " order by m.original_start").params(where.params())
                .query((row, n) -> Map.entry(row.getLong(1), row.getString(2))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.text("rule", "meeting.rule"), AuditField.text("zone", "meeting.zone"));
    }

    @Override
    public Sql visible(String id) {
        var rows = scope.rows();
        return new Sql().and(id + " in (select m.series_id from meeting m" + rows.where() + ")").with(rows.params());
    }
}
