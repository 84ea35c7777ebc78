package app.mainstay.sales;

import app.mainstay.account.MergePart;
import app.mainstay.audit.AuditAct;
import app.mainstay.audit.Revisions;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deals go with their account when that turns out to be another one. */
@Component
class DealMerge implements MergePart {

    private final JdbcClient jdbc;
    private final Revisions revisions;
    private final SalesSums sums;

    DealMerge(JdbcClient jdbc, Revisions revisions, SalesSums sums) {
        this.jdbc = jdbc;
        this.revisions = revisions;
        this.sums = sums;
    }

    @Override
    public Set<String> tables() {
        return Set.of("sales_opportunity");
    }

    @Override
    public String labelKey() {
        return "merge.part.deals";
    }

    @Override
    public long count(long accountId) {
        return jdbc.sql("select count(*) from sales_opportunity where account_id = ?").param(accountId).query(Long.class).single();
    }

    @Override
    public void move(Merge merge) {
        List<Long> ids = jdbc.sql("select id from sales_opportunity where account_id = ? order by id for update").param(merge.fromId()).query(Long.class).list();
        if (ids.isEmpty()) {
            return;
        }
        sums.subtract(ids);
        jdbc.sql("update sales_opportunity set account_id = ?, version = version + 1, updated_at = ? where account_id = ?").param(merge.intoId())
                .param(Sql.utc(merge.at())).param(merge.fromId()).update();
        sums.add(ids);
        DealHistory.write(jdbc, merge.revision(), ids);
        revisions.holds(merge.revision(), "sales_opportunity", AuditAct.CHANGED, ids);
    }
}
