package app.mainstay.admin;

import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.settings.PlanRates;
import app.mainstay.shared.Sql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Plan rates by year and currency, for administrators, who alone read them. Settings lie below the audit trail, hence here. */
@Component
class RateAuditNames implements AuditNames {

    private final PlanRates rates;
    private final CurrentUser currentUser;

    RateAuditNames(PlanRates rates, CurrentUser currentUser) {
        this.rates = rates;
        this.currentUser = currentUser;
    }

    @Override
    public String thing() {
        return "settings_plan_rate";
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.year("plan_year", "admin.rate.year"), AuditField.text("currency", "admin.rate.currency"),
                AuditField.number("rate", "admin.rate.rate"));
    }

    /** For administrators, who alone read rates. */
    @Override
    public Sql visible(String id) {
        return new Sql().and(currentUser.require().is(Role.ADMINISTRATOR) ? "1 = 1" : "1 = 0");
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        if (!currentUser.require().is(Role.ADMINISTRATOR)) {
            return Map.of();
        }
        Map<Long, String> names = new HashMap<>();
        rates.all().forEach(rate -> {
            if (rate.id() != null && ids.contains(rate.id())) {
                names.put(rate.id(), rate.year() + " " + rate.currency());
            }
        });
        return names;
    }
}
