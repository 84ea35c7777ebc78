package app.mainstay.sales;

import app.mainstay.sales.SalesSums.Cell;
import app.mainstay.sales.SalesSums.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds up deals that are listed, whatever a filter asks of their owner, sector, products and days. Each is what other cells list of it, its sector, its day,
 * its value, and its products with their part of the value: {@code 35|energy|07|100.5|17:60.5,18:40.}
 */
final class ListedDeals {

    /** Before the stage of an open deal that is expected to close in the period. */
    private static final String EXPECTED = "!";

    private final OpportunityFilter filter;
    private final LocalDate from;
    private final LocalDate to;
    private final Map<Wanted, Consumer<Cell>> readers;
    private final boolean wholeMonths;
    private final Set<String> owners;
    private final long[] products;

    private final String firstDay;
    private final String dayAfter;

    private final List<Cell> ofOwners = new ArrayList<>();
    private final Map<Outcome, Map<Kind, Map<Object, Sum>>> sums = new EnumMap<>(Outcome.class);
    private final Decimals.Read value = new Decimals.Read();
    private final Decimals.Read share = new Decimals.Read();
    private long[] lines = new long[8];

    /** @param filter its units are not asked, nor its account and text. @param readers of each question */
    ListedDeals(OpportunityFilter filter, LocalDate from, LocalDate to, Map<Wanted, Consumer<Cell>> readers) {
        this.filter = filter;
        this.from = from;
        this.to = to;
        this.readers = readers;
        firstDay = from.toString();
        dayAfter = to.toString();
        wholeMonths = SalesCells.wholeMonths(from, to);
        owners = filter.owners().stream().map(String::valueOf).collect(Collectors.toSet());
        products = filter.products().stream().mapToLong(Long::longValue).toArray();
    }

    private static final class Sum {

        private long deals;
        private long days;
        private long unrated;
        private final Decimals base = new Decimals();
        private final @Nullable Map<String, Long> told;

        /** @param lists whether somebody wants to know what is told of each deal */
        Sum(boolean lists) {
            told = lists ? new HashMap<>() : null;
        }

        void add(String what, int sign, long took) {
            deals += sign;
            days += sign * took;
            if (told != null) {
                told.merge(what, (long) sign, Long::sum);
            }
        }

        Cell cell(Kind kind, LocalDate month, long unit, Outcome outcome, String item) {
            Map<String, Long> counts = told == null ? Map.of() : told;
            return new Cell(kind, month, unit, outcome, item, deals, base.sum(), days, unrated, () -> counts);
        }
    }

    /** The products of a deal in an order of their own, so that it reads the same whoever listed it. */
    static String inOrder(String deal) {
        int at = deal.lastIndexOf('|') + 1;
        return deal.indexOf(',', at) < 0 ? deal : deal.substring(0, at) + Arrays.stream(deal.substring(at).split(",")).sorted().collect(Collectors.joining(","));
    }

    /** A row of in_month, unit_id, outcome, item, listed and struck. */
    void read(ResultSet row) throws SQLException {
        read(row, row.getString("item"), row.getLong("unit_id"));
    }

    /** The same by units of accounts, with the owner's unit in the item. @param units of owners that are asked */
    void readVia(ResultSet row, LongPredicate units) throws SQLException {
        String item = row.getString("item");
        int bar = item.indexOf('|');
        long unit = Long.parseLong(item.substring(bar + 1));
        if (units.test(unit)) {
            read(row, item.substring(0, bar), unit);
        }
    }

    private void read(ResultSet row, String owner, long unit) throws SQLException {
        var outcome = Outcome.valueOf(row.getString("outcome"));
        if (!owners.isEmpty() && !owners.contains(owner)) {
            return;
        }
        var month = row.getObject("in_month", LocalDate.class);
        var ofOwner = sum(Kind.OWNER, outcome);
        each(row.getString("listed"), 1, month, outcome, ofOwner);
        each(row.getString("struck"), -1, month, outcome, ofOwner);
        ofOwners.add(ofOwner.cell(Kind.OWNER, month, unit, outcome, owner));
    }

    /** Tells everything; not before, since who is told may ask the connection from which the rows come. */
    void end() {
        ofOwners.forEach(this::tell);
        sums.forEach((outcome, kinds) -> kinds.forEach((kind, items) -> items.forEach((item, sum) -> {
            String key = item.toString();
            boolean unexpected = kind == Kind.OPEN && !key.startsWith(EXPECTED);
            tell(sum.cell(kind, unexpected ? SumsSql.UNKNOWN : from, 0, outcome, kind == Kind.OPEN && !unexpected ? key.substring(1) : key));
        })));
    }

    private void tell(Cell cell) {
        readers.forEach((wanted, reader) -> {
            if (wanted.asks(cell)) {
                reader.accept(cell);
            }
        });
    }

    private Sum sum(Kind kind, Outcome outcome) {
        return new Sum(readers.keySet().stream().anyMatch(wanted -> wanted.lists(kind, outcome)));
    }

    private Sum of(Kind kind, Outcome outcome, Object item) {
        return sums.computeIfAbsent(outcome, each -> new EnumMap<>(Kind.class)).computeIfAbsent(kind, each -> new HashMap<>())
                .computeIfAbsent(item, each -> sum(kind, outcome));
    }

    private void each(@Nullable String list, int sign, LocalDate month, Outcome outcome, Sum ofOwner) {
        if (list == null) {
            return;
        }
        for (int begin = list.indexOf('"') + 1; begin > 0; ) {
            int end = list.indexOf('"', begin);
            deal(list, begin, end, sign, month, outcome, ofOwner);
            begin = list.indexOf('"', end + 1) + 1;
        }
    }

    private void deal(String list, int begin, int end, int sign, LocalDate month, Outcome outcome, Sum ofOwner) {
        int sectorAt = list.indexOf('|', begin) + 1;
        int dayAt = list.indexOf('|', sectorAt) + 1;
        int valueAt = list.indexOf('|', dayAt) + 1;
        int productsAt = list.indexOf('|', valueAt) + 1;
        String sector = list.substring(sectorAt, dayAt - 1);
        if (!filter.sectors().isEmpty() && !filter.sectors().contains(sector)) {
            return;
        }
        int number = lines(list, productsAt, end);
        boolean closed = outcome != Outcome.OPEN;
        if (products.length > 0 && !hasProduct(number) || closed && !wholeMonths && !within(month.withDayOfMonth(Integer.parseInt(list, dayAt, valueAt - 1, 10)))) {
            return;
        }
        String told = list.substring(begin, sectorAt - 1);
        long days = outcome == Outcome.WON ? Long.parseLong(told) : 0;
        boolean rated = valueAt < productsAt - 1;
        value.of(list, valueAt, productsAt - 1);

        add(ofOwner, told, sign, days, value);
        ofOwner.unrated += rated ? 0 : sign;
        add(of(Kind.SECTOR, outcome, sector), told, sign, days, value);
        if (outcome == Outcome.LOST || outcome == Outcome.CANCELLED) {
            add(of(Kind.REASON, outcome, told), told, sign, 0, value);
        } else if (!closed) {
            String day = list.substring(dayAt, valueAt - 1);
            var standing = of(Kind.OPEN, outcome, day.compareTo(firstDay) >= 0 && day.compareTo(dayAfter) < 0 ? EXPECTED + told : told);
            add(standing, told, sign, 0, value);
            standing.unrated += rated ? 0 : sign;
        }
        if (number == 0) {
            add(of(Kind.PRODUCT, outcome, ""), told, sign, days, value);
        } else {
            products(list, productsAt, end, told, sign, days, outcome);
        }
    }

    private static void add(Sum sum, String told, int sign, long days, Decimals.Read value) {
        sum.add(told, sign, days);
        sum.base.add(value, sign);
    }

    private boolean within(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(to);
    }

    /** Notes the product of each line and tells their number. */
    private int lines(String list, int at, int end) {
        int number = 0;
        for (int next = at; next < end; ) {
            long product = 0;
            for (; next < end && list.charAt(next) >= '0' && list.charAt(next) <= '9'; next++) {
                product = 10 * product + list.charAt(next) - '0';
            }
            if (number == lines.length) {
                lines = Arrays.copyOf(lines, 2 * number);
            }
            lines[number++] = product;
            while (next < end && list.charAt(next++) != ',') {
                // To the next line.
            }
        }
        return number;
    }

    private boolean hasProduct(int number) {
        for (long product : products) {
            if (number == 0 && product == OpportunityFilter.NO_PRODUCT) {
                return true;
            }
            for (int line = 0; line < number; line++) {
                if (lines[line] == product) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A deal may have a product in several lines and counts once. */
    private void products(String list, int productsAt, int end, String told, int sign, long days, Outcome outcome) {
        int at = productsAt;
        for (int line = 0; at < end; line++) {
            int comma = list.indexOf(',', at);
            int to = comma < 0 || comma > end ? end : comma;
            int colon = list.indexOf(':', at, to);
            var sum = of(Kind.PRODUCT, outcome, lines[line]);
            if (isFirst(line)) {
                sum.add(told, sign, days);
            }
            if (colon < 0) {
                sum.base.add(value, sign);
            } else {
                share.of(list, colon + 1, to);
                sum.base.add(share, sign);
            }
            at = to + 1;
        }
    }

    private boolean isFirst(int line) {
        for (int before = 0; before < line; before++) {
            if (lines[before] == lines[line]) {
                return false;
            }
        }
        return true;
    }
}
