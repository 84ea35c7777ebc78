package app.mainstay.sales;

import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** History rows of deals that were changed past Hibernate. */
final class DealHistory {

    private static final int MODIFIED = 1;
    private static final String FACTS = "name, name_sort, account_id, owner_id, unit_id, stage_id, outcome, amount, currency, base_amount, expected_on, opened_on, "
            + "cycle_from, closed_on, stage_since, source, next_step, next_step_on, loss_reason, lost_to_id, closing_note";

    private DealHistory() {
    }

    /** Ends the rows that stood until now and writes those that stand from now on. */
    static void write(JdbcClient jdbc, long revision, Collection<Long> ids) {
        jdbc.sql("update sales_opportunity_aud set revend = :revision where revend is null and id in (:ids)").param("revision", revision).param("ids", ids).update();
        jdbc.sql("insert into sales_opportunity_aud (id, rev, revtype, " + FACTS + ") select id, :revision, :kind, " + FACTS + " from sales_opportunity where id in (:ids)")
                .param("revision", revision).param("kind", MODIFIED).param("ids", ids).update();
    }
}
