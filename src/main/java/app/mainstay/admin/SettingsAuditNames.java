package app.mainstay.admin;

import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The company's settings: one row, which needs no name. Settings lie below the audit trail, hence here. */
@Component
class SettingsAuditNames implements AuditNames {

    @Override
    public String thing() {
        return "settings_business";
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        return Map.of();
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.text("zone", "admin.settings.zone"), AuditField.year("fiscal_start_month", "admin.settings.fiscalStart"),
                AuditField.text("base_currency", "admin.settings.baseCurrency"));
    }

    /** They are everybody’s to read. */
    @Override
    public Sql visible(String id) {
        return new Sql();
    }
}
