package app.mainstay.sales;

import app.mainstay.account.SectorFollower;
import app.mainstay.account.UnitFollower;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Sql;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What deals add up to, kept in the transaction that writes them: see the table sales_sum. Whoever changes deals takes them away before and adds
 * them again afterwards; both cost a statement.
 */
@Component
class SalesSums implements SectorFollower, UnitFollower {

    /**
     * @param item   by kind: the owner's id, the code of a sector or reason, the product's id, the stage's id; "" for none
     * @param listed what {@link SumsSql} lists of its deals
     */
    record Cell(Kind kind, LocalDate month, long unitId, Outcome outcome, String item, long deals, BigDecimal base, long days, long unrated, Listed listed) {
    }

    enum Kind {
        OWNER, SECTOR, REASON, PRODUCT, OPEN, DEAL, VIA
    }

    private static final int PORTION = 500;
    private static final Set<Kind> ALL = Set.of(Kind.values());
    private static final Set<Kind> CELLS = Set.of(Kind.OWNER, Kind.SECTOR, Kind.REASON, Kind.PRODUCT, Kind.OPEN);
    private static final String VALUES = "deals, base, days, unrated, listed, struck";
    private static final String INTO = "insert into sales_sum (" + SumsSql.KEY + ", part, " + VALUES + ") ";
    private static final String PART = ", cast(:part as decimal(20)), ";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final ThroughUnits through;
    /** For lists: row by row as they come, instead of some ten megabytes in memory first. The connection answers nobody else meanwhile. */
    private final JdbcClient streamed;
    private final boolean mysql;

    SalesSums(JdbcClient jdbc, JdbcTemplate template, ThroughUnits through) {
        this.jdbc = jdbc;
        this.template = template;
        this.through = through;
        String database = template.execute((ConnectionCallback<String>) connection -> connection.getMetaData().getDatabaseProductName());
        mysql = "MySQL".equals(database);
        var streaming = new JdbcTemplate(Objects.requireNonNull(template.getDataSource()));
        if (mysql) {
            // Its driver's word for it.
            streaming.setFetchSize(Integer.MIN_VALUE);
        }
        streamed = JdbcClient.create(streaming);
    }

    // ---- writing ----

    /** Whoever wrote the deals comes by here, so that their account's unit is looked up here, too. */
    void add(Collection<Long> ids) {
        portions(ids).forEach(through::keep);
        portions(ids).forEach(portion -> come("o.id in (:ids)", ALL, new Sql().with("ids", portion)));
    }

    /** Comes first: it holds the accounts, so that no sector changes between the two. A new deal's foreign key holds its account. */
    void subtract(Collection<Long> ids) {
        for (var portion : portions(ids)) {
            jdbc.sql("select a.id from account a where a.id in (select o.account_id from sales_opportunity o where o.id in (:ids)) order by a.id for update")
                    .param("ids", portion).query(Long.class).list();
        }
        portions(ids).forEach(portion -> go("o.id in (:ids)", ALL, SumsSql.SECTOR, new Sql().with("ids", portion)));
    }

    static List<List<Long>> portions(Collection<Long> ids) {
        var all = List.copyOf(ids);
        List<List<Long>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PORTION) {
            portions.add(all.subList(from, Math.min(all.size(), from + PORTION)));
        }
        return portions;
    }

    private void come(String which, Set<Kind> kinds, Sql params) {
        insert(which, kinds, SumsSql.SECTOR, "x.deals, x.base, x.days, x.unrated, x.listed, null", params);
    }

    private void go(String which, Set<Kind> kinds, String sector, Sql params) {
        insert(which, kinds, sector, "-x.deals, -x.base, -x.days, -x.unrated, null, x.listed", params);
    }

    private void insert(String which, Set<Kind> kinds, String sector, String values, Sql params) {
        // The number is cast because H2 must know a parameter's type, and to a decimal because MySQL knows no bigint there.
        statement(INTO + SumsSql.rows(which, kinds, sector, "x.kind, x.in_month, x.unit_id, x.outcome, x.item" + PART + values)).params(params.params()).param("part", Ids.next())
                .update();
    }

    @Override
    public void sectorChanged(long accountId, @Nullable String before, @Nullable String after) {
        // The account says the new one already.
        var kinds = Set.of(Kind.SECTOR, Kind.DEAL, Kind.VIA);
        go("o.account_id = :account", kinds, "coalesce(:before, a.sector)", new Sql().with("account", accountId).with("before", before == null ? "" : before));
        come("o.account_id = :account", kinds, new Sql().with("account", accountId));
    }

    @Override
    public void unitChanged(Collection<Long> accountIds) {
        String which = "o.account_id in (:ids) and o.via_unit_id is not null";
        var kinds = Set.of(Kind.VIA);
        go(which, kinds, SumsSql.SECTOR, new Sql().with("ids", accountIds));
        through.follow(accountIds);
        come(which, kinds, new Sql().with("ids", accountIds));
    }

    /** Puts the rows of each cell together that were written before: the transactions of those have ended. */
    void gather(Instant before) {
        List<Long> parts = jdbc.sql("select distinct part from sales_sum").query(Long.class).list().stream().filter(part -> part == 0 || Ids.madeAt(part).isBefore(before))
                .toList();
        if (parts.size() < 2) {
            return;
        }
        long last = parts.stream().mapToLong(Long::longValue).max().orElseThrow();
        // Month by month, since that is little at once.
        jdbc.sql("select distinct kind, in_month from (select " + SumsSql.KEY + " from sales_sum where part <= :last group by " + SumsSql.KEY + " having count(*) > 1) k")
                .param("last", last).query((row, number) -> Map.entry(row.getString(1), row.getObject(2, LocalDate.class))).list()
                .forEach(each -> gather(each.getKey(), each.getValue(), last));
    }

    private void gather(String kind, LocalDate month, long last) {
        Map<Key, Total> totals = new HashMap<>();
        jdbc.sql("select s.* from (select " + SumsSql.KEY + " from sales_sum where kind = :kind and in_month = :month and part <= :last group by " + SumsSql.KEY
                + " having count(*) > 1) k join sales_sum s "
                + "on s.kind = k.kind and s.in_month = k.in_month and s.unit_id = k.unit_id and s.outcome = k.outcome and s.item = k.item and s.part <= :last")
                .param("kind", kind).param("month", month).param("last", last).query(row -> {
                    var cell = cell(row);
                    totals.computeIfAbsent(Key.of(cell), key -> new Total()).add(cell);
                });
        template.batchUpdate("delete from sales_sum where kind = ? and in_month = ? and unit_id = ? and outcome = ? and item = ? and part <= ?",
                totals.keySet().stream().map(key -> new Object[] {key.kind().name(), key.month(), key.unitId(), key.outcome().name(), key.item(), last}).toList());
        write(totals);
    }

    private void write(Map<Key, Total> totals) {
        long part = Ids.next();
        template.batchUpdate(INTO + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", totals.entrySet().stream().filter(each -> !each.getValue().isNothing()).map(each -> {
            var key = each.getKey();
            var total = each.getValue();
            return new @Nullable Object[] {key.kind().name(), key.month(), key.unitId(), key.outcome().name(), key.item(), part, total.deals, total.base, total.days,
                    total.unrated, total.list(1), total.list(-1)};
        }).toList());
    }

    /** Adds what the cells lack of what the deals add up to; since it adds, it is right whoever writes meanwhile. Tells how many cells were wrong. */
    int mend() {
        var wrong = differences();
        write(wrong);
        return wrong.size();
    }

    record Key(Kind kind, LocalDate month, long unitId, Outcome outcome, String item) {

        static Key of(Cell cell) {
            return new Key(cell.kind(), cell.month(), cell.unitId(), cell.outcome(), cell.item());
        }
    }

    /** What rows of a cell come to. */
    static final class Total {

        private long deals;
        private BigDecimal base = BigDecimal.ZERO;
        private long days;
        private long unrated;
        private final Map<String, Long> listed = new TreeMap<>();

        private void add(Cell cell) {
            deals += cell.deals();
            base = base.add(cell.base());
            days += cell.days();
            unrated += cell.unrated();
            cell.listed().counts().forEach((value, times) -> listed.merge(cell.kind() == Kind.DEAL || cell.kind() == Kind.VIA ? ListedDeals.inOrder(value) : value, times, Long::sum));
            listed.values().removeIf(times -> times == 0);
        }

        private boolean isNothing() {
            return deals == 0 && base.signum() == 0 && days == 0 && unrated == 0 && listed.isEmpty();
        }

        private @Nullable String list(int sign) {
            List<String> values = new ArrayList<>();
            listed.forEach((value, times) -> values.addAll(Collections.nCopies((int) Math.max(0, sign * times), value)));
            return Listed.list(values);
        }
    }

    /**
     * Cells as they should be less what is kept of them, where they differ. Month by month, since that is little at once; the cells and deals of a month in one
     * statement, which sees all of a change or nothing.
     */
    Map<Key, Total> differences() {
        Map<Key, Total> differences = new HashMap<>();
        compare(SumsSql.cells("o.outcome = 'OPEN'", SumsSql.OPEN, SumsSql.OPEN), "outcome = 'OPEN'", new Sql(), differences);
        Set<LocalDate> months = new TreeSet<>(jdbc.sql("select distinct in_month from sales_sum where outcome <> 'OPEN'").query(LocalDate.class).list());
        jdbc.sql("select min(closed_on), max(closed_on) from sales_opportunity").query(row -> {
            var first = row.getObject(1, LocalDate.class);
            if (first != null) {
                first.withDayOfMonth(1).datesUntil(row.getObject(2, LocalDate.class).plusDays(1), Period.ofMonths(1)).forEach(months::add);
            }
        });
        for (var month : months) {
            compare(SumsSql.closedCells("o.outcome in ('WON', 'LOST', 'CANCELLED') and o.closed_on >= :from and o.closed_on < :to", SumsSql.CLOSED, SumsSql.CLOSED),
                    "in_month = :from and outcome <> 'OPEN'", new Sql().with("from", month).with("to", month.plusMonths(1)), differences);
        }
        return differences;
    }

    private void compare(String cells, String kept, Sql params, Map<Key, Total> differences) {
        Map<Key, Total> totals = new HashMap<>();
        statement(cells + " union all select " + SumsSql.KEY + ", -deals, -base, -days, -unrated, struck, listed from sales_sum where " + kept)
                .params(params.params()).query(row -> {
                    var cell = cell(row);
                    totals.computeIfAbsent(Key.of(cell), key -> new Total()).add(cell);
                });
        totals.values().removeIf(Total::isNothing);
        differences.putAll(totals);
    }

    // ---- reading ----

    /** @param units null for all. @param from the first day of a month, as {@code to}, the month after the last */
    void read(Wanted wanted, @Nullable Collection<Long> units, LocalDate from, LocalDate to, Consumer<Cell> reader) {
        if (units == null || !units.isEmpty()) {
            ask(wanted.ofSums(units != null), new Sql().with("from", from).with("to", to).with("unknown", SumsSql.UNKNOWN).with("units", units == null ? Set.of() : units), reader);
        }
    }

    /**
     * The same of what is asked of owners, products, sectors and days, from lists of the deals.
     *
     * @param filter its units are not asked, nor its account and text
     */
    void read(Map<Wanted, Consumer<Cell>> readers, @Nullable Collection<Long> units, OpportunityFilter filter, LocalDate from, LocalDate to) {
        if (units != null && units.isEmpty()) {
            return;
        }
        var listed = new ListedDeals(filter, from, to, readers);
        streamed.sql(Wanted.ofLists(readers.keySet(), Kind.DEAL, units != null, !filter.owners().isEmpty())).param("from", from.withDayOfMonth(1)).param("to", to)
                .param("unknown", SumsSql.UNKNOWN).param("units", units == null ? Set.of() : units)
                .param("owners", filter.owners().stream().map(String::valueOf).toList()).query(listed::read);
        listed.end();
    }

    /**
     * The same of deals of other units that are seen through accounts of units.
     *
     * @param units  of the accounts
     * @param others units of the deals
     */
    void readVia(Map<Wanted, Consumer<Cell>> readers, Collection<Long> units, LongPredicate others, OpportunityFilter filter, LocalDate from, LocalDate to) {
        var listed = new ListedDeals(filter, from, to, readers);
        streamed.sql(Wanted.ofLists(readers.keySet(), Kind.VIA, true, false)).param("from", from.withDayOfMonth(1)).param("to", to).param("unknown", SumsSql.UNKNOWN)
                .param("units", units).query(row -> {
                    listed.readVia(row, others);
                });
        listed.end();
    }

    /** The same of what conditions on {@code o} and its account {@code a} find, from the deals themselves. */
    void read(Map<Wanted, Consumer<Cell>> readers, Sql which, LocalDate from, LocalDate to) {
        for (String cells : Wanted.ofDeals(readers.keySet(), which.condition())) {
            ask(cells, new Sql().with(which.params()).with("from", from).with("to", to), cell -> tell(readers, cell));
        }
    }

    /** The same of deals that are named, open or closed in the period. */
    void read(Map<Wanted, Consumer<Cell>> readers, Collection<Long> ids) {
        for (var portion : portions(ids)) {
            ask(SumsSql.cells("o.id in (:ids)", CELLS, CELLS), new Sql().with("ids", portion), cell -> tell(readers, cell));
        }
    }

    private static void tell(Map<Wanted, Consumer<Cell>> readers, Cell cell) {
        readers.forEach((wanted, reader) -> {
            if (wanted.asks(cell)) {
                reader.accept(cell);
            }
        });
    }

    private void ask(String sql, Sql params, Consumer<Cell> reader) {
        statement(sql).params(params.params()).query(row -> {
            reader.accept(cell(row));
        });
    }

    /** What open deals add up to by stage. @param units null for all */
    void standing(@Nullable Collection<Long> units, Consumer<Cell> reader) {
        var where = new Sql().and("kind = 'OPEN'");
        if (units != null) {
            where.and(units.isEmpty() ? "1 = 0" : "unit_id in (:units)").with("units", units);
        }
        ask("select kind, min(in_month) in_month, 0 unit_id, outcome, item, " + SumsSql.SUMS + ", null listed, null struck from sales_sum" + where.where()
                + " group by kind, outcome, item", where, reader);
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

    /** An owner may have more deals than the embedded database can list. */
    private JdbcClient.StatementSpec statement(String sql) {
        return jdbc.sql(mysql ? sql.replace(SumsSql.LENGTH, "char(16000000)") : sql);
    }

    private static Cell cell(ResultSet row) throws SQLException {
        return new Cell(Kind.valueOf(row.getString("kind")), row.getObject("in_month", LocalDate.class), row.getLong("unit_id"), Outcome.valueOf(row.getString("outcome")),
                row.getString("item"), row.getLong("deals"), row.getBigDecimal("base"), row.getLong("days"), row.getLong("unrated"),
                Listed.of(row.getString("listed"), row.getString("struck")));
    }
}
