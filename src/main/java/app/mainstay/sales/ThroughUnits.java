package app.mainstay.sales;

import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps with each deal the unit of its account, where that is another than the owner's: a unit of 80,000 accounts asks its deals in milliseconds, and not
 * each account for its deals. It is no fact of the deal, so that neither version nor history tells of it.
 */
@Component
class ThroughUnits {

    private static final String KEEP = """
            update sales_opportunity set via_unit_id = (select case when a.unit_id <> sales_opportunity.unit_id then a.unit_id end from account a
                where a.id = sales_opportunity.account_id)
            where %s in (:ids) and (via_unit_id is not null or exists (select 1 from account a where a.id = sales_opportunity.account_id
                and a.unit_id <> sales_opportunity.unit_id))""";

    private final JdbcClient jdbc;

    ThroughUnits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** After deals came or changed account or unit, in the transaction that holds them and their accounts. */
    void keep(Collection<Long> ids) {
        jdbc.sql(KEEP.formatted("id")).param("ids", ids).update();
    }

    /** After accounts came into another unit. */
    void follow(Collection<Long> accountIds) {
        jdbc.sql(KEEP.formatted("account_id")).param("ids", accountIds).update();
    }
}
