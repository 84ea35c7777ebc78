package app.mainstay.sales;

import app.mainstay.invariants.Invariant;
import app.mainstay.invariants.InvariantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** What must hold among deals. */
@Component
class SalesInvariants implements InvariantSource {

    private final SalesSums sums;

    SalesInvariants(SalesSums sums) {
        this.sums = sums;
    }

    @Override
    public List<Invariant> invariants() {
        return List.of(
                Invariant.none("sales-lines", """
                        select l.opportunity_id from sales_line l left join sales_opportunity o on o.id = l.opportunity_id
                        group by l.opportunity_id, o.amount having o.amount is null or sum(l.amount) <> o.amount"""),
                Invariant.none("sales-stage", "select o.id from sales_opportunity o join sales_stage s on s.id = o.stage_id where s.outcome <> o.outcome"),
                Invariant.none("sales-unit", "select o.id from sales_opportunity o join security_user u on u.id = o.owner_id where u.unit_id <> o.unit_id"),
                Invariant.none("sales-via", """
                        select o.id from sales_opportunity o left join account a on a.id = o.account_id
                        where coalesce(o.via_unit_id, 0) <> case when a.unit_id <> o.unit_id then a.unit_id else 0 end"""),
                Invariant.none("sales-outcomes", "select min(id) from sales_stage having count(case when outcome <> 'OPEN' then 1 end) <> 3"),
                // A cell has no id: its kind and month.
                Invariant.of("sales-sums", found -> sums.differences().keySet().forEach(cell -> found.add(cell.kind() + " " + cell.month().toString().substring(0, 7)))));
    }
}
