package app.mainstay.security;

import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

@Component
class UserAuditNames implements AuditNames {

    private final UserQueries users;
    private final UnitService units;
    private final CurrentUser currentUser;

    UserAuditNames(UserQueries users, UnitService units, CurrentUser currentUser) {
        this.users = users;
        this.units = units;
        this.currentUser = currentUser;
    }

    @Override
    public String thing() {
        return "security_user";
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.text("display_name", "admin.user.displayName"), AuditField.text("username", "admin.user.username"),
                AuditField.text("email", "admin.user.email"), AuditField.constant("role", "admin.user.role", "enum.Role."),
                AuditField.reference("unit_id", "admin.user.unit", "security_unit"), AuditField.flag("active", "admin.user.active"));
    }

    /** Administrators read everybody's, others those of the people in their unit and below. */
    @Override
    public Sql visible(String id) {
        var viewer = currentUser.require();
        return viewer.is(Role.ADMINISTRATOR) ? new Sql()
                : new Sql().and(id + " in (select u.id from security_user u where u.unit_id in (:userUnits))", "userUnits", units.subtree(viewer.unitId()));
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        return users.names(ids);
    }
}
