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

/** Products are everybody's to read. */
@Component
class ProductAuditNames implements AuditNames {

    private final JdbcClient jdbc;

    ProductAuditNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String thing() {
        return "sales_product";
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        return jdbc.sql("select id, name from sales_product where id in (:ids)").param("ids", ids)
                .query((row, n) -> Map.entry(row.getLong(1), row.getString(2))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.text("name", "sales.product.name"), AuditField.text("series", "sales.product.series"), AuditField.flag("active", "sales.product.active"));
    }

    @Override
    public Sql visible(String id) {
        return new Sql();
    }
}
