package app.mainstay.security.signin;

import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The settings for signing in, for administrators: one row, which needs no name. */
@Component
class SignInAuditNames implements AuditNames {

    private final CurrentUser currentUser;

    SignInAuditNames(CurrentUser currentUser) {
        this.currentUser = currentUser;
    }

    @Override
    public String thing() {
        return "security_settings";
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        return Map.of();
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.number("idle_minutes", "admin.signIn.idleMinutes"), AuditField.number("session_hours", "admin.signIn.sessionHours"),
                AuditField.number("remember_days", "admin.signIn.rememberDays"), AuditField.number("log_days", "admin.signIn.logDays"));
    }

    @Override
    public Sql visible(String id) {
        return new Sql().and(currentUser.require().is(Role.ADMINISTRATOR) ? "1 = 1" : "1 = 0");
    }
}
