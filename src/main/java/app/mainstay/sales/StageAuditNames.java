package app.mainstay.sales;

import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stages are everybody's to read. */
@Component
class StageAuditNames implements AuditNames {

    private final JdbcClient jdbc;

    StageAuditNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String thing() {
        return "sales_stage";
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        return jdbc.sql("select id, code from sales_stage where id in (:ids)").param("ids", ids)
                .query((row, n) -> Map.entry(row.getLong(1), row.getString(2))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.text("code", "sales.audit.code"), AuditField.text("label_en", "admin.code.labelEn"), AuditField.text("label_zh", "admin.code.labelZh"),
                AuditField.number("position", "admin.code.position"), AuditField.constant("category", "sales.audit.category", "enum.ForecastCategory."),
                AuditField.constant("outcome", "sales.outcome", "enum.Outcome."), AuditField.number("probability", "sales.audit.probability"),
                AuditField.number("norm_days", "sales.audit.normDays"), AuditField.flag("starts_cycle", "sales.audit.startsCycle"),
                AuditField.text("demands", "sales.audit.demands"), AuditField.flag("active", "sales.audit.active"));
    }

    @Override
    public Sql visible(String id) {
        return new Sql();
    }
}
