package app.mainstay.coverage;

import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.security.UserService;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

@Component
class CapacityAuditNames implements AuditNames {

    private final UserService users;

    CapacityAuditNames(UserService users) {
        this.users = users;
    }

    @Override
    public String thing() {
        return "coverage_capacity";
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        return users.names(ids);
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.number("points", "coverage.settings.capacity"));
    }

    /** How much somebody carries is no secret inside the company. */
    @Override
    public Sql visible(String id) {
        return new Sql();
    }
}
