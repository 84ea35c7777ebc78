package app.mainstay.market;

import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Competitors are everybody's to read. */
@Component
class CompetitorAuditNames implements AuditNames {

    private final JdbcClient jdbc;

    CompetitorAuditNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String thing() {
        return "market_competitor";
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        return jdbc.sql("select id, name from market_competitor where id in (:ids)").param("ids", ids)
                .query((row, n) -> Map.entry(row.getLong(1), row.getString(2))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.text("name", "market.name"), AuditField.text("aliases", "market.aliases"), AuditField.text("website", "market.website"),
                AuditField.text("about", "market.about"), AuditField.flag("active", "market.active"));
    }

    @Override
    public Sql visible(String id) {
        return new Sql();
    }
}
