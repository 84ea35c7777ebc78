package app.mainstay.sales;

import app.mainstay.account.SectorFollower;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Sql;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What deals add up to, kept in the transaction that writes them: see the table sales_sum. Whoever changes deals takes them away before and adds
 * them again afterwards; both cost a statement.
 */
@Component
class SalesSums implements SectorFollower {

    /** @param item by kind: the owner's id, the code of a sector or reason, the product's id, days, the stage's id; "" for none */
    record Cell(Kind kind, LocalDate month, long unitId, Outcome outcome, String item, long deals, BigDecimal base, long days, long unrated) {
    }

    enum Kind {
        OWNER, SECTOR, REASON, CYCLE, PRODUCT, OPEN
    }

    /** Where an open deal stands of which nobody knows when it closes. */
    static final LocalDate UNKNOWN = LocalDate.of(1000, 1, 1);
    private static final int PORTION = 1_000;
    private static final String CLOSED = "cast(concat(substring(cast(o.closed_on as char(10)), 1, 7), '-01') as date)";
    private static final String EXPECTED = "case when o.expected_on is null then cast('1000-01-01' as date) else "
            + "cast(concat(substring(cast(o.expected_on as char(10)), 1, 7), '-01') as date) end";
    private static final String UNRATED = "sum(case when o.base_amount is null then 1 else 0 end)";
    private static final String BASE = "coalesce(sum(o.base_amount), 0)";
    private static final String SECTORS = part("SECTOR", CLOSED, "coalesce(a.sector, '')", BASE, "0", "0", "count(*)",
            "left join account a on a.id = o.account_id", "o.outcome in ('WON', 'LOST')");
    /** As the migration that filled the table first. In it %1$s stands for joins and %2$s for a condition on {@code o}. */
    private static final String CLOSED_ONES = String.join(" union all ",
            part("OWNER", CLOSED, "cast(o.owner_id as char(20))", BASE, "sum(o.cycle_days)", UNRATED, "count(*)", "%1$s", "o.outcome <> 'OPEN'"), SECTORS,
            part("REASON", CLOSED, "coalesce(o.loss_reason, '')", BASE, "0", "0", "count(*)", "%1$s", "o.outcome in ('LOST', 'CANCELLED')"),
            part("CYCLE", CLOSED, "cast(o.cycle_days as char(20))", "0", "0", "0", "count(*)", "%1$s", "o.outcome = 'WON'"),
            part("PRODUCT", CLOSED, "coalesce(cast(l.product_id as char(20)), '')", "coalesce(sum(case when l.amount is null then o.base_amount when o.amount = 0 "
                    + "then 0 else cast(l.amount * o.base_amount / o.amount as decimal(31, 12)) end), 0)", "0", "0", "count(distinct o.id)",
                    "%1$s left join sales_line l on l.opportunity_id = o.id", "o.outcome in ('WON', 'LOST')"));
    private static final String OPEN_ONES = part("OPEN", EXPECTED, "cast(o.stage_id as char(20))", BASE, "0", UNRATED, "count(*)", "%1$s", "o.outcome = 'OPEN'");
    private static final String ALL = CLOSED_ONES + " union all " + OPEN_ONES;
    private static final String KEY = "kind, in_month, unit_id, outcome, item";
    private static final String INTO = "insert into sales_sum (kind, in_month, unit_id, outcome, item, part, deals, base, days, unrated) ";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final ThroughUnits through;

    SalesSums(JdbcClient jdbc, JdbcTemplate template, ThroughUnits through) {
        this.jdbc = jdbc;
        this.template = template;
        this.through = through;
    }

    private static String part(String kind, String month, String item, String base, String days, String unrated, String deals, String joins, String which) {
        return "select '" + kind + "' kind, " + month + " in_month, o.unit_id, o.outcome, " + item + " item, " + deals + " deals, " + base + " base, " + days + " days, "
                + unrated + " unrated from sales_opportunity o " + joins + " where " + which + "%2$s group by " + month + ", o.unit_id, o.outcome, " + item;
    }

    // ---- writing ----

    /** Whoever wrote the deals comes by here, so that their account's unit is looked up here, too. */
    void add(Collection<Long> ids) {
        portions(ids).forEach(through::keep);
        write(ids, "1");
    }

    /** Comes first: it holds the accounts, so that no sector changes between the two. A new deal's foreign key holds its account. */
    void subtract(Collection<Long> ids) {
        for (var portion : portions(ids)) {
            jdbc.sql("select a.id from account a where a.id in (select o.account_id from sales_opportunity o where o.id in (:ids)) order by a.id for update")
                    .param("ids", portion).query(Long.class).list();
        }
        write(ids, "-1");
    }

    private void write(Collection<Long> ids, String sign) {
        for (var portion : portions(ids)) {
            insert(ALL.formatted("", " and o.id in (:ids)"), sign, "x.item", new Sql().with("ids", portion));
        }
    }

    private static List<List<Long>> portions(Collection<Long> ids) {
        var all = List.copyOf(ids);
        List<List<Long>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PORTION) {
            portions.add(all.subList(from, Math.min(all.size(), from + PORTION)));
        }
        return portions;
    }

    private void insert(String cells, String sign, String item, Sql params) {
        // The number is cast because H2 must know a parameter's type, and to a decimal because MySQL knows no bigint there.
        jdbc.sql(INTO + "select x.kind, x.in_month, x.unit_id, x.outcome, " + item + ", cast(:part as decimal(20)), " + sign + " * x.deals, " + sign + " * x.base, " + sign
                + " * x.days, " + sign + " * x.unrated from (" + cells + ") x").params(params.params()).param("part", Ids.next()).update();
    }

    @Override
    public void sectorChanged(long accountId, @Nullable String before, @Nullable String after) {
        // The account says the new one already.
        String cells = SECTORS.formatted("", " and o.account_id = :account");
        insert(cells, "-1", "coalesce(:before, '')", new Sql().with("account", accountId).with("before", before == null ? "" : before));
        insert(cells, "1", "x.item", new Sql().with("account", accountId));
    }

    /** Puts the rows of each cell together that were written before: the transactions of those have ended. */
    void gather(Instant before) {
        List<Long> parts = jdbc.sql("select distinct part from sales_sum").query(Long.class).list().stream().filter(part -> part == 0 || Ids.madeAt(part).isBefore(before))
                .toList();
        if (parts.size() < 2) {
            return;
        }
        long last = parts.stream().mapToLong(Long::longValue).max().orElseThrow();
        long next = Ids.next();
        List<Object[]> gone = new ArrayList<>();
        List<Object[]> come = new ArrayList<>();
        jdbc.sql("select " + KEY + ", sum(deals) deals, sum(base) base, sum(days) days, sum(unrated) unrated from sales_sum where part <= ? group by " + KEY
                + " having count(*) > 1").param(last).query(row -> {
                    var cell = cell(row);
                    gone.add(new Object[] {cell.kind().name(), cell.month(), cell.unitId(), cell.outcome().name(), cell.item(), last});
                    if (cell.deals() != 0) {
                        come.add(new Object[] {cell.kind().name(), cell.month(), cell.unitId(), cell.outcome().name(), cell.item(), next, cell.deals(), cell.base(),
                                cell.days(), cell.unrated()});
                    }
                });
        template.batchUpdate("delete from sales_sum where kind = ? and in_month = ? and unit_id = ? and outcome = ? and item = ? and part <= ?", gone);
        template.batchUpdate(INTO + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", come);
    }

    /** Adds what the cells lack of what the deals add up to, in one statement: so it is right whoever writes meanwhile. Tells how many cells were wrong. */
    int mend() {
        return jdbc.sql(INTO + "select d.kind, d.in_month, d.unit_id, d.outcome, d.item, cast(:part as decimal(20)), d.deals, d.base, d.days, d.unrated from ("
                + differences() + ") d").param("part", Ids.next()).update();
    }

    /** Cells as they are kept less than they should be. */
    static String differences() {
        return "select " + KEY + ", sum(deals) deals, sum(base) base, sum(days) days, sum(unrated) unrated from (" + ALL.formatted("", "") + " union all select " + KEY
                + ", -deals, -base, -days, -unrated from sales_sum) c group by " + KEY + " having sum(deals) <> 0 or sum(base) <> 0 or sum(days) <> 0 or sum(unrated) <> 0";
    }

    // ---- reading ----

    /** @param units null for all. @param from the first day of a month, as {@code to}, the month after the last */
    void read(@Nullable Collection<Long> units, LocalDate from, LocalDate to, Consumer<Cell> reader) {
        if (units != null && units.isEmpty()) {
            return;
        }
        var where = new Sql();
        if (units != null) {
            where.and("unit_id in (:units)", "units", units);
        }
        String sums = "sum(deals) deals, sum(base) base, sum(days) days, sum(unrated) unrated from sales_sum where ";
        where.with("from", from).with("to", to).with("unknown", UNKNOWN);
        String mine = units == null ? "" : " and " + where.condition();
        jdbc.sql("select kind, in_month, unit_id, outcome, item, " + sums + "kind = 'OWNER' and in_month >= :from and in_month < :to" + mine
                        + " group by kind, in_month, unit_id, outcome, item union all select kind, min(in_month), 0, outcome, item, " + sums
                        + "kind in ('SECTOR', 'REASON', 'CYCLE', 'PRODUCT') and in_month >= :from and in_month < :to" + mine
                        + " group by kind, outcome, item union all select kind, in_month, 0, outcome, item, " + sums + "kind = 'OPEN' and in_month >= :unknown" + mine
                        + " group by kind, in_month, outcome, item").params(where.params()).query(row -> {
                            reader.accept(cell(row));
                        });
    }

    /** What open deals add up to by stage. @param units null for all */
    void standing(@Nullable Collection<Long> units, Consumer<Cell> reader) {
        var where = new Sql().and("kind = 'OPEN'");
        if (units != null) {
            where.and(units.isEmpty() ? "1 = 0" : "unit_id in (:units)").with("units", units);
        }
        jdbc.sql("select kind, min(in_month) in_month, 0 unit_id, outcome, item, sum(deals) deals, sum(base) base, sum(days) days, sum(unrated) unrated from sales_sum"
                + where.where() + " group by kind, outcome, item").params(where.params()).query(row -> {
                    reader.accept(cell(row));
                });
    }

    /** How many deals stand in each stage, closed ones too. @param units null for all */
    Map<Long, Long> stages(@Nullable Collection<Long> units) {
        Map<Long, Long> stages = new HashMap<>();
        standing(units, cell -> stages.merge(Long.parseLong(cell.item()), cell.deals(), Long::sum));
        // Each closed deal is in one of these, of which there are fewest.
        var where = new Sql().and("(kind = 'SECTOR' and outcome = 'WON' or kind = 'REASON')");
        if (units != null) {
            where.and("unit_id in (:units)", "units", units);
        }
        // Of each way to close there is one stage.
        jdbc.sql("select s.id, x.deals from (select outcome, sum(deals) deals from sales_sum" + where.where()
                        + " group by outcome) x join sales_stage s on s.outcome = x.outcome").params(where.params()).query(row -> {
                    stages.merge(row.getLong(1), row.getLong(2), Long::sum);
                });
        return stages;
    }

    /** The same of what conditions on {@code o} and its account {@code a} find, from the deals themselves. */
    void read(Sql which, LocalDate from, LocalDate to, Consumer<Cell> reader) {
        String join = which.condition().contains("a.") ? "left join account a on a.id = o.account_id" : "";
        String condition = " and " + which.condition();
        jdbc.sql(CLOSED_ONES.formatted(join, condition + " and o.closed_on >= :from and o.closed_on < :to") + " union all "
                        + OPEN_ONES.formatted(join, condition + " and o.closed_on is null"))
                .params(which.params()).param("from", from).param("to", to).query(row -> {
                    reader.accept(cell(row));
                });
    }

    /** The same of deals that are named. */
    void read(Collection<Long> ids, Consumer<Cell> reader) {
        for (var portion : portions(ids)) {
            jdbc.sql(ALL.formatted("", " and o.id in (:ids)")).param("ids", portion).query(row -> {
                reader.accept(cell(row));
            });
        }
    }

    private static Cell cell(ResultSet row) throws SQLException {
        return new Cell(Kind.valueOf(row.getString("kind")), row.getObject("in_month", LocalDate.class), row.getLong("unit_id"), Outcome.valueOf(row.getString("outcome")),
                row.getString("item"), row.getLong("deals"), row.getBigDecimal("base"), row.getLong("days"), row.getLong("unrated"));
    }
}
