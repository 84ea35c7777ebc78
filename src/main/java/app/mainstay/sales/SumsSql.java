package app.mainstay.sales;

import app.mainstay.sales.SalesSums.Kind;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Statements that add deals up to the cells of {@link SalesSums}. Beside its sums a cell of an owner, a sector or a product lists its deals one by one:
 * of a won one the days, of a lost or cancelled one the reason, of an open one the stage. The list is JSON, since both databases write that.
 */
final class SumsSql {

    /** Where open deals stand of which nobody knows when they close, and those of owners, sectors and products, of which nobody asks it. */
    static final LocalDate UNKNOWN = LocalDate.of(1000, 1, 1);
    static final Set<Kind> CLOSED = Set.of(Kind.OWNER, Kind.SECTOR, Kind.PRODUCT, Kind.REASON, Kind.DEAL, Kind.VIA);
    static final Set<Kind> OPEN = Set.of(Kind.OWNER, Kind.SECTOR, Kind.PRODUCT, Kind.OPEN, Kind.DEAL, Kind.VIA);
    /** The longest text that the embedded database makes; {@link SalesSums} asks MySQL for more. */
    static final String LENGTH = "char(1000000)";
    static final String SECTOR = "coalesce(a.sector, '')";
    static final String KEY = "kind, in_month, unit_id, outcome, item";
    static final String SUMS = "sum(deals) deals, sum(base) base, sum(days) days, sum(unrated) unrated";
    private static final String DEALS = "with d as (select o.id, " + month("o.closed_on") + " closed_in, o.unit_id, o.outcome, o.owner_id, o.loss_reason, o.amount, "
            + "o.base_amount, coalesce(o.cycle_days, 0) days, %s sector, ";
    private static final String VIA = ", o.via_unit_id";
    private static final String STAGES = month("o.expected_on") + " expected_in, o.stage_id, "
            + "case o.outcome when 'WON' then cast(o.cycle_days as char(20)) when 'OPEN' then cast(o.stage_id as char(20)) else o.loss_reason end told, "
            + "case o.outcome when 'OPEN' then cast(o.expected_on as char(10)) else substring(cast(o.closed_on as char(10)), 9, 2) end on_day" + VIA;
    /** Of closed deals only: all of it stands in an index. */
    private static final String NO_STAGES = "case o.outcome when 'WON' then cast(o.cycle_days as char(20)) else o.loss_reason end told, "
            + "substring(cast(o.closed_on as char(10)), 9, 2) on_day";
    private static final String FROM = " from sales_opportunity o left join account a on a.id = o.account_id where ";
    private static final String BASE = "coalesce(sum(d.base_amount), 0)";
    private static final String UNRATED = "sum(case when d.base_amount is null then 1 else 0 end)";
    private static final String NO_LIST = "null";
    private static final String OF_DEALS = " from d";
    /** A deal may have a product in several lines and counts once; looked up once for all that is asked of it. */
    private static final String OF_LINES = " from (select d.*, l.product_id, l.amount line_amount, case when not exists (select 1 from sales_line e "
            + "where e.opportunity_id = l.opportunity_id and e.product_id = l.product_id and e.line_no < l.line_no) then 1 end first_one "
            + "from d left join sales_line l on l.opportunity_id = d.id) d";
    /** Each line's product, with its part of the value where that is not all of it. */
    private static final String PRODUCTS = "coalesce((select replace(replace(replace(replace(cast(json_arrayagg(concat(cast(l.product_id as char(20)), "
            + "case when d.base_amount is null or l.amount = d.amount then '' when d.amount = 0 then ':0' else concat(':', "
            + "trim(trailing '0' from cast(cast(l.amount * d.base_amount / d.amount as decimal(31, 12)) as char(40)))) end)) "
            + "as " + LENGTH + "), '\"', ''), '[', ''), ']', ''), ', ', ',') from sales_line l where l.opportunity_id = d.id), '')";
    private static final String DEAL = "concat(d.told, '|', d.sector, '|', coalesce(d.on_day, ''), '|', "
            + "coalesce(trim(trailing '0' from cast(d.base_amount as char(40))), ''), '|', " + PRODUCTS + ")";
    private static final String FIRST = "case when d.first_one = 1 then %s end";

    private SumsSql() {
    }

    private static String month(String day) {
        return "case when " + day + " is null then cast('" + UNKNOWN + "' as date) else cast(concat(substring(cast(" + day + " as char(10)), 1, 7), '-01') as date) end";
    }

    /**
     * The cells, of which those without deals may be missing.
     *
     * @param which  condition on {@code o} and its account {@code a}
     * @param listed kinds whose lists are wanted
     */
    static String cells(String which, Collection<Kind> kinds, Collection<Kind> listed) {
        return DEALS.formatted(SECTOR) + STAGES + FROM + which + ") " + select(kinds, listed);
    }

    /** The same of closed deals. */
    static String closedCells(String which, Collection<Kind> kinds, Collection<Kind> listed) {
        return DEALS.formatted(SECTOR) + NO_STAGES + (kinds.contains(Kind.VIA) ? VIA : "") + FROM + which + ") " + select(kinds, listed);
    }

    /** The same as rows of the table. @param sector of a deal. @param columns of {@code x}, the cells */
    static String rows(String which, Collection<Kind> kinds, String sector, String columns) {
        return DEALS.formatted(sector) + STAGES + FROM + which + ") select " + columns + " from (" + select(kinds, kinds) + ") x";
    }

    private static String select(Collection<Kind> kinds, Collection<Kind> listed) {
        return kinds.stream().sorted().map(kind -> cell(kind, listed.contains(kind))).collect(Collectors.joining(" union all "));
    }

    private static String cell(Kind kind, boolean listed) {
        return switch (kind) {
            case OWNER -> cell(kind, "d.closed_in", "d.owner_id", "cast(d.owner_id as char(20))", "count(*)", BASE, "sum(d.days)", UNRATED, list(listed, "d.told"), OF_DEALS);
            case SECTOR -> cell(kind, "d.closed_in", "d.sector", "d.sector", "count(*)", BASE, "sum(d.days)", "0", list(listed, "d.told"), OF_DEALS);
            case PRODUCT -> cell(kind, "d.closed_in", "d.product_id", "coalesce(cast(d.product_id as char(20)), '')", "count(d.first_one)",
                    "coalesce(sum(case when d.line_amount is null then d.base_amount when d.amount = 0 then 0 else cast(d.line_amount * d.base_amount / d.amount as decimal(31, 12)) end), 0)",
                    "coalesce(sum(" + FIRST.formatted("d.days") + "), 0)", "0", list(listed, FIRST.formatted("d.told")), OF_LINES);
            case REASON -> cell(kind, "d.closed_in", "d.loss_reason", "coalesce(d.loss_reason, '')", "count(*)", BASE, "0", "0", NO_LIST, OF_DEALS + " where d.outcome in ('LOST', 'CANCELLED')");
            case DEAL -> cell(kind, "d.closed_in", "d.owner_id", "cast(d.owner_id as char(20))", "count(*)", "0", "0", "0", list(listed, DEAL), OF_DEALS);
            case VIA -> cell(kind, "d.closed_in", "d.via_unit_id", "d.owner_id, d.unit_id", "concat(cast(d.owner_id as char(19)), '|', cast(d.unit_id as char(19)))", "count(*)",
                    "0", "0", "0", list(listed, DEAL), OF_DEALS + " where d.via_unit_id is not null");
            case OPEN -> cell(kind, "d.expected_in", "d.stage_id", "cast(d.stage_id as char(20))", "count(*)", BASE, "0", UNRATED, NO_LIST, OF_DEALS + " where d.outcome = 'OPEN'");
        };
    }

    private static String cell(Kind kind, String month, String by, String item, String deals, String base, String days, String unrated, String list, String from) {
        return cell(kind, month, "d.unit_id", by, item, deals, base, days, unrated, list, from);
    }

    private static String cell(Kind kind, String month, String unit, String by, String item, String deals, String base, String days, String unrated, String list,
                               String from) {
        return "select '" + kind + "' kind, " + month + " in_month, " + unit + " unit_id, d.outcome, " + item + " item, " + deals + " deals, " + base + " base, " + days + " days, "
                + unrated + " unrated, " + list + " listed, null struck" + from + " group by " + month + ", " + unit + ", d.outcome, " + by;
    }

    /** As text of a {@linkplain #LENGTH length}, since JSON meets no other text in a union: not of the same kind in the embedded database, not in the same order in MySQL. */
    private static String list(boolean listed, String told) {
        return listed ? "cast(json_arrayagg(" + told + ") as " + LENGTH + ")" : NO_LIST;
    }
}
