package app.mainstay.coverage;

import app.mainstay.account.AccountService;
import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.coverage.PlannedAssignments.Planned;
import app.mainstay.security.UserService;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Planned changes of representative as a list, the next one first. */
@Component
public class PlannedList implements ListSource<Planned, PlannedFilter, PlannedSort> {

    private static final int PAGE = 500;

    private final PlannedAssignments planned;
    private final UserService users;
    private final AccountService accounts;

    PlannedList(PlannedAssignments planned, UserService users, AccountService accounts) {
        this.planned = planned;
        this.users = users;
        this.accounts = accounts;
    }

    @Override
    public String id() {
        return "coverage-planned";
    }

    @Override
    public String titleKey() {
        return "coverage.planned";
    }

    @Override
    public List<ListColumn<Planned, PlannedSort>> columns() {
        return List.of(
                column("account", "coverage.account", Planned::accountName).sort(PlannedSort.ACCOUNT).width(220),
                column("on", "coverage.on", Planned::on).sort(PlannedSort.EFFECTIVE).width(120),
                column("state", "coverage.state", Planned::state).width(200),
                column("from", "coverage.fromRep", Planned::fromName).width(130),
                column("to", "coverage.toRep", Planned::toName).sort(PlannedSort.TO).width(140),
                column("reason", "coverage.reason", Planned::reason).width(220),
                column("by", "coverage.by", Planned::actorName).width(120),
                column("created", "coverage.planned.at", Planned::createdAt).sort(PlannedSort.CREATED).asNumber().onDemand().width(128),
                column("over", "coverage.overReason", Planned::overReason).onDemand().width(200));
    }

    private static ListColumn<Planned, PlannedSort> column(String key, String labelKey, Function<Planned, @Nullable Object> value) {
        return ListColumn.of(key, labelKey, value);
    }

    @Override
    public List<ListFilter> filters() {
        return List.of(ListFilter.text("coverage.account"), ListFilter.constants("state", "coverage.state", PlannedState.class),
                ListFilter.choice("to", "coverage.to", new PeopleOptions(users)));
    }

    @Override
    public Class<PlannedSort> sorts() {
        return PlannedSort.class;
    }

    @Override
    public Slice.Order<PlannedSort> standardOrder() {
        return new Slice.Order<>(PlannedSort.EFFECTIVE, true);
    }

    @Override
    public PlannedFilter filter(ListQuery query) {
        return new PlannedFilter(query.string("q"), query.constants("state", PlannedState.class), query.ids("to"), null, null, null);
    }

    @Override
    public long id(Planned row) {
        return row.id();
    }

    @Override
    public List<Planned> page(PlannedFilter filter, Slice<PlannedSort> slice) {
        return planned.page(filter, slice);
    }

    @Override
    public int estimate(PlannedFilter filter, int bound) {
        return (int) Math.min(bound + 1L, planned.count(filter, bound + 1L));
    }

    @Override
    public long count(PlannedFilter filter) {
        return planned.count(filter, Long.MAX_VALUE);
    }

    /** By pages: there are thousands at most. */
    @Override
    public void stream(PlannedFilter filter, List<Slice.Order<PlannedSort>> orders, Consumer<Planned> consumer) {
        int offset = 0;
        List<Planned> rows;
        do {
            rows = planned.page(filter, new Slice<>(offset, PAGE, orders));
            rows.forEach(consumer);
            offset += PAGE;
        } while (rows.size() == PAGE);
    }

    /** A planned change is a matter of its account. */
    @Override
    public String changeKind() {
        return AccountService.CHANGED;
    }

    @Override
    public boolean sees(long id) {
        return accounts.sees(id);
    }
}
