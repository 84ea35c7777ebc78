package app.mainstay.admin;

import app.mainstay.audit.AuditNames;
import app.mainstay.security.UnitService;
import app.mainstay.settings.BusinessHours;
import java.util.HashMap;
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
