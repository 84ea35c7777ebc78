package app.mainstay.sales;

import app.mainstay.sales.SalesSums.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which cells a question reads, and how they are selected: from the sums that are kept, or from the deals. */
enum Wanted {

    /** All sums, and the days of each deal that was won. */
    ANALYSIS(Set.of(Kind.OWNER, Kind.SECTOR, Kind.PRODUCT, Kind.REASON), Set.of(Outcome.WON, Outcome.LOST, Outcome.CANCELLED), Set.of(Kind.OWNER), Set.of(Kind.OPEN)),
    CYCLES(Bars.KINDS, Set.of(Outcome.WON), Bars.KINDS, Set.of()),
    /** Of closed deals the sums, of open ones the stages. */
    VELOCITIES(Bars.KINDS, Set.of(Outcome.WON, Outcome.LOST), Set.of(), Bars.KINDS),
    REASONS(Bars.KINDS, Set.of(Outcome.LOST, Outcome.CANCELLED), Bars.KINDS, Set.of());

    private static final class Bars {

        private static final Set<Kind> KINDS = Set.of(Kind.OWNER, Kind.SECTOR, Kind.PRODUCT);
    }

    private final Set<Kind> closed;
    private final Set<Outcome> outcomes;
    private final Set<Kind> listed;
    private final Set<Kind> open;

    /** @param listed those of the closed ones whose lists are read */
    Wanted(Set<Kind> closed, Set<Outcome> outcomes, Set<Kind> listed, Set<Kind> open) {
        this.closed = closed;
        this.outcomes = outcomes;
        this.listed = listed;
        this.open = open;
    }

    boolean asks(SalesSums.Cell cell) {
        return cell.outcome() == Outcome.OPEN ? open.contains(cell.kind()) : closed.contains(cell.kind()) && outcomes.contains(cell.outcome());
    }

    /** Whether what is told of each deal is asked of such cells. */
    boolean lists(Kind kind, Outcome outcome) {
        return outcome == Outcome.OPEN ? open.contains(kind) && kind != Kind.OPEN : listed.contains(kind) && outcomes.contains(outcome);
    }

    /**
     * Selects where the deals that any of them asks are listed. Parameters are from (the first day of a month), to, units, owners and unknown.
     */
    static String ofLists(Set<Wanted> wanted, Kind kind, boolean ofUnits, boolean ofOwners) {
        String where = (ofUnits ? " and unit_id in (:units)" : "") + (ofOwners ? " and item in (:owners)" : "");
        String select = "select in_month, unit_id, outcome, item, listed, struck from sales_sum where kind = '" + kind + "' and ";
        return select + "in_month >= :from and in_month < :to and outcome in (" + names(all(wanted, one -> one.outcomes)) + ")" + where
                + (all(wanted, one -> one.open).isEmpty() ? "" : " union all " + select + "in_month = :unknown and outcome = 'OPEN'" + where);
    }

    /** Parameters are from, to, units, and unknown for {@link SumsSql#UNKNOWN}. Sums that bars add up anyway are added up by the database. */
    String ofSums(boolean ofUnits) {
        String units = ofUnits ? " and unit_id in (:units)" : "";
        String period = " and in_month >= :from and in_month < :to" + (outcomes.size() == 3 ? "" : " and outcome in (" + names(outcomes) + ")") + units;
        List<String> parts = new ArrayList<>();
        if (!listed.isEmpty()) {
            parts.add("select " + SumsSql.KEY + ", deals, base, days, unrated, listed, struck from sales_sum where kind in (" + names(listed) + ")" + period);
        }
        for (var kind : closed.stream().filter(kind -> !listed.contains(kind)).sorted().toList()) {
            boolean owner = kind == Kind.OWNER;
            parts.add("select kind, " + (owner ? "in_month, unit_id" : "min(in_month) in_month, 0 unit_id") + ", outcome, item, " + SumsSql.SUMS
                    + ", null listed, null struck from sales_sum where kind = '" + kind + "'" + period + " group by kind, " + (owner ? "in_month, unit_id, " : "") + "outcome, item");
        }
        if (open.contains(Kind.OPEN)) {
            parts.add("select kind, in_month, 0 unit_id, outcome, item, " + SumsSql.SUMS + ", null listed, null struck from sales_sum where kind = 'OPEN' and in_month >= :unknown"
                    + units + " group by kind, in_month, outcome, item");
        } else if (!open.isEmpty()) {
            parts.add("select " + SumsSql.KEY + ", deals, base, days, unrated, listed, struck from sales_sum where kind in (" + names(open)
                    + ") and in_month = :unknown and outcome = 'OPEN'" + units);
        }
        return String.join(" union all ", parts);
    }

    /** Statements with the parameters from and to that select what any of them wants. @param which a condition on {@code o} and its account {@code a} */
    static List<String> ofDeals(Set<Wanted> wanted, String which) {
        Set<Kind> open = all(wanted, one -> one.open);
        List<String> statements = new ArrayList<>();
        statements.add(SumsSql.closedCells(which + " and o.closed_on >= :from and o.closed_on < :to and o.outcome in (" + names(all(wanted, one -> one.outcomes)) + ")",
                all(wanted, one -> one.closed), all(wanted, one -> one.listed)));
        if (!open.isEmpty()) {
            statements.add(SumsSql.cells(which + " and o.outcome = 'OPEN' and o.closed_on is null", open, open));
        }
        return statements;
    }

    private static <T> Set<T> all(Set<Wanted> wanted, Function<Wanted, Set<T>> of) {
        return wanted.stream().flatMap(one -> of.apply(one).stream()).collect(Collectors.toSet());
    }

    private static String names(Set<? extends Enum<?>> names) {
        return names.stream().map(Enum::name).sorted().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }
}
