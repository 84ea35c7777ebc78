package app.mainstay.security;

import app.mainstay.audit.AuditNames;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

@Component
class UnitAuditNames implements AuditNames {

    private final UnitService units;

    UnitAuditNames(UnitService units) {
        this.units = units;
    }

    @Override
    public String thing() {
        return "security_unit";
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        return units.all().stream().filter(unit -> ids.contains(unit.id())).collect(Collectors.toMap(UnitService.UnitRow::id, UnitService.UnitRow::name));
    }
}
