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

/** Of meetings only those that the viewer sees. */
@Component
class MeetingAuditNames implements AuditNames {

    private final JdbcClient jdbc;
    private final MeetingScope scope;

    MeetingAuditNames(JdbcClient jdbc, MeetingScope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    @Override
    public String thing() {
        return "meeting";
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        var where = scope.rows().and("m.id in (:ids)", "ids", ids);
        return jdbc.sql("select m.id, m.subject from meeting m" + where.where()).params(where.params()).query((row, n) -> Map.entry(row.getLong(1), row.getString(2))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.text("subject", "meeting.subject"), AuditField.constant("kind", "meeting.kind", "enum.MeetingKind."),
                AuditField.constant("state", "meeting.state", "enum.MeetingState."), AuditField.text("place", "meeting.place"), AuditField.text("link", "meeting.link"),
                AuditField.text("purpose", "meeting.purpose"), AuditField.text("zone", "meeting.zone"), AuditField.moment("starts_at", "meeting.start"),
                AuditField.moment("ends_at", "meeting.end"), AuditField.reference("host_id", "meeting.hostId", "security_user"), AuditField.flag("busy", "meeting.busy"),
                AuditField.number("reminder_minutes", "meeting.reminder"), AuditField.reference("series_id", "meeting.series", "meeting_series"),
                AuditField.flag("own", "meeting.own"), AuditField.text("cancel_reason", "meeting.cancelReason"));
    }

    @Override
    public Sql visible(String id) {
        var rows = scope.rows();
        return new Sql().and(id + " in (select m.id from meeting m" + rows.where() + ")").with(rows.params());
    }
}
