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
        return "leaves";
    }

    @Override
    public String titleKey() {
        return "leave.list";
    }

    @Override
    public List<ListColumn<LeaveRow, LeaveSort>> columns() {
        return List.of(
                column("user", "leave.userId", LeaveRow::userName).sort(LeaveSort.PERSON).width(160),
                column("from", "leave.from", LeaveRow::from).sort(LeaveSort.FROM).width(120),
                column("until", "leave.until", LeaveRow::until).sort(LeaveSort.UNTIL).width(120),
                column("standIn", "leave.standInId", LeaveRow::standInName).sort(LeaveSort.STAND_IN).width(160),
                column("state", "leave.state", LeaveRow::state).width(110),
                column("kind", "leave.kind", LeaveRow::kind).width(120),
                column("unit", "leave.unit", LeaveRow::unitName).width(150),
                column("note", "leave.note", LeaveRow::note).width(220).onDemand(),
                column("by", "leave.createdBy", LeaveRow::createdByName).width(140).onDemand());
    }

    private static ListColumn<LeaveRow, LeaveSort> column(String key, String labelKey, Function<LeaveRow, @Nullable Object> value) {
        return ListColumn.of(key, labelKey, value);
    }

    /** Not by what is not everybody's to know: who could ask for it would know. */
    @Override
    public List<ListFilter> filters() {
        return List.of(ListFilter.text("leave.filter.text"), ListFilter.constants("state", "leave.state", LeaveState.class),
                ListFilter.choice("user", "leave.userId", new PeopleOptions(users)), ListFilter.days("days", "leave.filter.days"),
                ListFilter.flag("uncovered", "leave.filter.uncovered"));
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
        return new LeaveFilter(query.string("q"), query.constants("state", LeaveState.class), query.ids("user"),
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
        return (int) leaves.count(filter, bound + 1L);
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
