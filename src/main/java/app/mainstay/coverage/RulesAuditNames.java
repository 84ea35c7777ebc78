package app.mainstay.coverage;

import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The rules of coverage: one row, which needs no name. */
@Component
class RulesAuditNames implements AuditNames {

    @Override
    public String thing() {
        return "coverage_settings";
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        return Map.of();
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.number("strategic_weight", "enum.Tier.STRATEGIC"), AuditField.number("core_weight", "enum.Tier.CORE"),
                AuditField.number("standard_weight", "enum.Tier.STANDARD"), AuditField.number("other_weight", "account.noTier"),
                AuditField.number("standard_capacity", "coverage.settings.capacity"), AuditField.number("reading_days", "coverage.settings.readingDays"));
    }

    @Override
    public Sql visible(String id) {
        return new Sql();
    }
}
