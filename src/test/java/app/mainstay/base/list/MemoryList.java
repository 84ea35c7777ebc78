package app.mainstay.base.list;

import app.mainstay.account.Tier;
import app.mainstay.base.list.ListColumn.CodeValue;
import app.mainstay.settings.CodeList;
import app.mainstay.shared.Money;
import app.mainstay.shared.Slice;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A list over rows in memory, for tests of what all lists have in common. */
class MemoryList implements ListSource<MemoryList.Row, String, MemoryList.Sort> {

    record Row(long id, String name, @Nullable Integer employees, @Nullable Money revenue, @Nullable Instant updated, @Nullable LocalDate founded,
               @Nullable Tier tier, @Nullable String sector) {

        Row(long id, String name, @Nullable Integer employees) {
            this(id, name, employees, null, null, null, null, null);
        }
    }

    enum Sort {
        NAME, EMPLOYEES
    }

    final List<Row> rows = new ArrayList<>();
    /** Rows asked for by pages. */
    final List<Slice<Sort>> pages = new ArrayList<>();
    /** Streams that were begun. */
    int streams;
    Consumer<Integer> afterRow = row -> {
    };

    @Override
    public String id() {
        return "memory";
    }

    @Override
    public String titleKey() {
        return "account.list";
    }

    @Override
    public List<ListColumn<Row, Sort>> columns() {
        return List.of(ListColumn.<Row, Sort>of("name", "account.name", Row::name).sort(Sort.NAME).width(280),
                ListColumn.<Row, Sort>of("employees", "account.employees", Row::employees).sort(Sort.EMPLOYEES).asNumber(),
                ListColumn.<Row, Sort>of("revenue", "account.revenue", Row::revenue).asMoney(),
                ListColumn.<Row, Sort>of("updated", "account.updated", Row::updated),
                ListColumn.<Row, Sort>of("founded", "account.founded", Row::founded),
                ListColumn.<Row, Sort>of("tier", "account.tier", Row::tier).onDemand(),
                ListColumn.<Row, Sort>of("sector", "account.sector", row -> new CodeValue(CodeList.SECTOR, row.sector())).onDemand(),
                ListColumn.<Row, Sort>of("undeclared", "account.revenue", Row::revenue).onDemand());
    }

    @Override
    public List<ListFilter> filters() {
        return List.of(ListFilter.text("account.name"));
    }

    @Override
    public Class<Sort> sorts() {
        return Sort.class;
    }

    @Override
    public Slice.Order<Sort> standardOrder() {
        return new Slice.Order<>(Sort.NAME, false);
    }

    @Override
    public String filter(ListQuery query) {
        String text = query.string("q");
        return text == null ? "" : text;
    }

    @Override
    public long id(Row row) {
        return row.id();
    }

    private List<Row> sorted(String filter, List<Slice.Order<Sort>> orders) {
        Comparator<Row> comparator = Comparator.comparing(row -> 0);
        for (var order : orders) {
            Comparator<Row> by = switch (order.by()) {
                case NAME -> Comparator.comparing(Row::name);
                case EMPLOYEES -> Comparator.comparing(Row::employees, Comparator.nullsFirst(Comparator.naturalOrder()));
            };
            comparator = comparator.thenComparing(order.descending() ? by.reversed() : by);
        }
        return rows.stream().filter(row -> row.name().contains(filter)).sorted(comparator.thenComparing(Row::id)).toList();
    }

    @Override
    public List<Row> page(String filter, Slice<Sort> slice) {
        pages.add(slice);
        return sorted(filter, slice.orders()).stream().skip(slice.offset()).limit(slice.limit()).toList();
    }

    @Override
    public int estimate(String filter, int bound) {
        return Math.min(bound + 1, sorted(filter, List.of()).size());
    }

    @Override
    public long count(String filter) {
        return sorted(filter, List.of()).size();
    }

    @Override
    public void stream(String filter, List<Slice.Order<Sort>> orders, Consumer<Row> consumer) {
        streams++;
        int done = 0;
        for (Row row : sorted(filter, orders)) {
            consumer.accept(row);
            afterRow.accept(++done);
        }
    }

    @Override
    public String changeKind() {
        return "memory";
    }

    @Override
    public boolean sees(long id) {
        return rows.stream().anyMatch(row -> row.id() == id);
    }
}
