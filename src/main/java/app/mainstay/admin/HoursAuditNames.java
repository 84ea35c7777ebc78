package app.mainstay.admin;

import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.security.UnitService;
import app.mainstay.settings.BusinessHours;
import app.mainstay.shared.Sql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Business hours by the unit that has them. Settings lie below the audit trail, hence here. */
@Component
class HoursAuditNames implements AuditNames {

    private final BusinessHours hours;
    private final UnitService units;

    HoursAuditNames(BusinessHours hours, UnitService units) {
        this.hours = hours;
        this.units = units;
    }

    @Override
    public String thing() {
        return "settings_hours";
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.reference("unit_id", "admin.hours.unit", "security_unit"), AuditField.text("monday", "admin.hours.monday"),
                AuditField.text("tuesday", "admin.hours.tuesday"), AuditField.text("wednesday", "admin.hours.wednesday"),
                AuditField.text("thursday", "admin.hours.thursday"), AuditField.text("friday", "admin.hours.friday"),
                AuditField.text("saturday", "admin.hours.saturday"), AuditField.text("sunday", "admin.hours.sunday"),
                AuditField.flag("on_holidays", "admin.hours.onHolidays"));
    }

    /** Business hours are everybody’s to read. */
    @Override
    public Sql visible(String id) {
        return new Sql();
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        Map<Long, String> names = new HashMap<>();
        hours.units().forEach((id, unit) -> {
            if (ids.contains(id)) {
                units.find(unit).ifPresent(found -> names.put(id, found.name()));
            }
        });
        return names;
    }
}
