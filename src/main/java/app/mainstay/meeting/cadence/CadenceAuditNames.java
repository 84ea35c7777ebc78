package app.mainstay.meeting.cadence;

import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Rules are no secret, and their facts say which they are. */
@Component
class CadenceAuditNames implements AuditNames {

    @Override
    public String thing() {
        return "meeting_cadence_rule";
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        return Map.of();
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.constant("tier", "account.tier", "enum.Tier."), AuditField.constant("contact_level", "cadence.level", "enum.ContactLevel."),
                AuditField.number("every_number", "cadence.every"), AuditField.constant("every_unit", "cadence.unit", "enum.IntervalUnit."),
                AuditField.date("since", "cadence.since"));
    }

    @Override
    public Sql visible(String id) {
        return new Sql();
    }
}
