package app.mainstay.security;

import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.shared.Sql;
import java.util.List;
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
    public List<AuditField> fields() {
        return List.of(AuditField.text("name", "admin.unit.name"), AuditField.reference("parent_id", "admin.unit.parent", "security_unit"));
    }

    /** The tree is everybody's to see. */
    @Override
    public Sql visible(String id) {
        return new Sql();
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        return units.all().stream().filter(unit -> ids.contains(unit.id())).collect(Collectors.toMap(UnitService.UnitRow::id, UnitService.UnitRow::name));
    }
}
