package app.mainstay.sales;

import app.mainstay.sales.SalesSums.Cell;
import app.mainstay.shared.Sql;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The cells of what a viewer sees and a filter asks. Whole months of everything, or of units, are read from the sums that are kept, what is asked of owners,
 * sectors, products and days from lists of the deals beside them; to them come, for who does not see everything, the deals that are seen through an account
 * alone, listed where it is an account of a unit that the viewer leads. Anything else is added up from the deals themselves.
 */
@Component
class SalesCells {

    private final OpportunityQuestions questions;
    private final DealScope deals;
    private final SalesSums sums;
    private final JdbcClient jdbc;

    SalesCells(OpportunityQuestions questions, DealScope deals, SalesSums sums, JdbcClient jdbc) {
        this.questions = questions;
        this.deals = deals;
        this.sums = sums;
        this.jdbc = jdbc;
    }

    /** What is asked beside the period, stages and outcomes. */
    static OpportunityFilter bare(OpportunityFilter filter) {
        return new OpportunityFilter(filter.accountId(), filter.text(), Set.of(), Set.of(), filter.owners(), filter.units(), filter.products(), filter.sectors(),
                Set.of(), false, false, null, null);
    }

    static boolean wholeMonths(LocalDate from, LocalDate to) {
        return from.getDayOfMonth() == 1 && to.getDayOfMonth() == 1;
    }

    /** @param filter closing days must be given; stages and outcomes in it are not asked. @param readers of each question; deals are added up once for all */
    void read(OpportunityFilter filter, Map<Wanted, Consumer<Cell>> readers) {
        LocalDate from = Objects.requireNonNull(filter.closedFrom());
        LocalDate to = Objects.requireNonNull(filter.closedTo());
        var bare = bare(filter);
        boolean kept = wholeMonths(from, to) && bare.equals(OpportunityFilter.ALL.ofUnits(bare.units()));
        boolean listed = bare.accountId() == null && (bare.text() == null || bare.text().isBlank());
        var conditions = questions.conditions(bare);
        if (deals.all()) {
            var units = bare.units().isEmpty() ? null : questions.below(bare.units());
            if (kept) {
                readers.forEach((wanted, reader) -> sums.read(wanted, units, from, to, reader));
            } else if (listed) {
                sums.read(readers, units, bare, from, to);
            } else {
                sums.read(readers, conditions, from, to);
            }
            return;
        }
        var seen = deals.ways();
        if (seen.via() != null) {
            var led = questions.led(bare);
            if (kept) {
                readers.forEach((wanted, reader) -> sums.read(wanted, led, from, to, reader));
            } else if (listed) {
                sums.read(readers, led, bare, from, to);
            } else {
                sums.read(readers, new Sql().and(seen.own()).and(conditions), from, to);
            }
            if (listed) {
                var below = questions.below(bare.units());
                sums.readVia(readers, seen.units(), unit -> !seen.units().contains(unit) && (bare.units().isEmpty() || below.contains(unit)), bare, from, to);
            } else {
                sums.read(readers, seen.onlyVia().and(conditions), from, to);
            }
        }
        sums.read(readers, ids(seen, conditions, from, to));
    }

    /**
     * Deals closed in the period and open ones that no unit of the viewer holds: the own ones of who leads none, and those seen through accounts. Each way by
     * its index; asked for all at once, the database would look at every deal.
     */
    private Set<Long> ids(DealScope.Ways seen, Sql conditions, LocalDate from, LocalDate to) {
        Set<Long> ids = new HashSet<>();
        for (String which : List.of("o.outcome = 'OPEN' and o.closed_on is null", "o.closed_on >= :from and o.closed_on < :to")) {
            if (seen.via() == null) {
                ids.addAll(jdbc.sql("select o.id" + OpportunityStore.FROM + " where " + seen.own().condition() + " and " + which + " and " + conditions.condition())
                        .params(seen.own().params()).params(conditions.params()).param("from", from).param("to", to).query(Long.class).list());
            }
            for (var part : seen.beyond()) {
                ids.addAll(jdbc.sql(DealQuestion.throughAccounts("o.id", seen, part, which, conditions)).params(part.params())
                        .params(seen.own().params()).params(conditions.params()).param("from", from).param("to", to).query(Long.class).list());
            }
        }
        return ids;
    }
}
