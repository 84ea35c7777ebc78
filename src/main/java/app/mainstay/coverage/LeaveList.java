package app.mainstay.coverage;

import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.security.UserService;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Leaves as a list, the latest first. */
@Component
public class LeaveList implements ListSource<LeaveRow, LeaveFilter, LeaveSort> {

    private final Leaves leaves;
    private final UserService users;

    LeaveList(Leaves leaves, UserService users) {
        this.leaves = leaves;
        this.users = users;
    }

    @Override
    public String id() {
        return "coverage-leaves";
    }

    @Override
    public String titleKey() {
        return "leave.title";
    }

    @Override
    public List<ListColumn<LeaveRow, LeaveSort>> columns() {
        return List.of(
                column("person", "leave.person", LeaveRow::userName).sort(LeaveSort.PERSON).width(180),
                column("from", "leave.from", LeaveRow::from).sort(LeaveSort.FROM).asNumber().width(128),
                column("until", "leave.until", LeaveRow::until).sort(LeaveSort.UNTIL).asNumber().width(128),
                column("state", "leave.state", LeaveRow::state).width(120),
                column("standIn", "leave.standIn", LeaveRow::standInName).sort(LeaveSort.STAND_IN).width(150),
                column("kind", "leave.kind", LeaveRow::kind).width(130),
                column("unit", "leave.unit", LeaveRow::unitName).width(130),
                column("note", "leave.note", LeaveRow::note).width(200),
                column("by", "leave.by", LeaveRow::createdByName).onDemand().width(130));
    }

    private static ListColumn<LeaveRow, LeaveSort> column(String key, String labelKey, Function<LeaveRow, @Nullable Object> value) {
        return ListColumn.of(key, labelKey, value);
    }

    @Override
    public List<ListFilter> filters() {
        return List.of(ListFilter.text("leave.filter"), ListFilter.constants("state", "leave.state", LeaveState.class),
                ListFilter.choice("of", "leave.person", new People(users)), ListFilter.days("days", "leave.days"),
                ListFilter.flag("uncovered", "leave.uncovered"));
    }

    @Override
    public Class<LeaveSort> sorts() {
        return LeaveSort.class;
    }

    @Override
    public Slice.Order<LeaveSort> standardOrder() {
        return new Slice.Order<>(LeaveSort.FROM, true);
    }

    @Override
    public LeaveFilter filter(ListQuery query) {
        return new LeaveFilter(query.string("q"), query.constants("state", LeaveState.class), query.ids("of"),
                query.number("days", 0, ListFilter.MOST_DAYS), query.has("uncovered"));
    }

    @Override
    public long id(LeaveRow row) {
        return row.id();
    }

    @Override
    public List<LeaveRow> page(LeaveFilter filter, Slice<LeaveSort> slice) {
        return leaves.page(filter, slice);
    }

    @Override
    public int estimate(LeaveFilter filter, int bound) {
        return (int) Math.min(bound + 1L, leaves.count(filter, bound + 1L));
    }

    @Override
    public long count(LeaveFilter filter) {
        return leaves.count(filter, Long.MAX_VALUE);
    }

    @Override
    public void stream(LeaveFilter filter, List<Slice.Order<LeaveSort>> orders, Consumer<LeaveRow> consumer) {
        leaves.stream(filter, orders, consumer);
    }

    @Override
    public String changeKind() {
        return Leaves.CHANGED;
    }

    @Override
    public boolean sees(long id) {
        return leaves.sees(id);
    }
}
