package app.mainstay.admin;

import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** How mail leaves: one row, which needs no name. The password is kept nowhere, so none is shown. */
@Component
class MailAuditNames implements AuditNames {

    private final CurrentUser currentUser;

    MailAuditNames(CurrentUser currentUser) {
        this.currentUser = currentUser;
    }

    @Override
    public String thing() {
        return "mail_settings";
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        return Map.of();
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.flag("enabled", "admin.mailing.enabled"), AuditField.text("host", "admin.mailing.host"),
                AuditField.year("port", "admin.mailing.port"), AuditField.constant("security", "admin.mailing.security", "enum.MailSecurity."),
                AuditField.text("username", "admin.mailing.username"), AuditField.text("sender", "admin.mailing.sender"),
                AuditField.text("sender_name", "admin.mailing.senderName"), AuditField.text("base_url", "admin.mailing.baseUrl"));
    }

    /** Whoever sets mail up. */
    @Override
    public Sql visible(String id) {
        return currentUser.require().is(Role.ADMINISTRATOR) ? new Sql() : new Sql().and("1 = 0");
    }
}
