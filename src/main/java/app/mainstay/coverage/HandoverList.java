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

/** Handovers as a list, the latest first. */
@Component
public class HandoverList implements ListSource<HandoverRow, HandoverFilter, HandoverSort> {

    private final Handovers handovers;
    private final UserService users;

    HandoverList(Handovers handovers, UserService users) {
        this.handovers = handovers;
        this.users = users;
    }

    @Override
    public String id() {
        return "handovers";
    }

    @Override
    public String titleKey() {
        return "handover.list";
    }

    @Override
    public List<ListColumn<HandoverRow, HandoverSort>> columns() {
        return List.of(
                column("people", "handover.people", row -> row.giverName() + " → " + row.takerName()).sort(HandoverSort.GIVER).width(240),
                column("taker", "handover.takerId", HandoverRow::takerName).sort(HandoverSort.TAKER).width(150).onDemand(),
                column("state", "handover.state", HandoverRow::state).width(130),
                column("effective", "handover.effectiveOn", HandoverRow::effectiveOn).sort(HandoverSort.EFFECTIVE).width(130),
                column("accounts", "handover.accountIds", row -> (long) row.accounts()).sort(HandoverSort.ACCOUNTS).width(110).asNumber(),
                column("giverSigned", "handover.giverSigned", HandoverRow::giverSignedAt).width(130),
                column("takerSigned", "handover.takerSigned", HandoverRow::takerSignedAt).width(130),
                column("responsible", "handover.responsible", HandoverRow::responsibleName).width(150).onDemand(),
                column("created", "handover.createdAt", HandoverRow::createdAt).sort(HandoverSort.CREATED).width(130).onDemand(),
                column("ended", "handover.endedAt", HandoverRow::endedAt).width(130).onDemand());
    }

    private static ListColumn<HandoverRow, HandoverSort> column(String key, String labelKey, Function<HandoverRow, @Nullable Object> value) {
        return ListColumn.of(key, labelKey, value);
    }

    @Override
    public List<ListFilter> filters() {
        return List.of(ListFilter.text("handover.filter.text"), ListFilter.constants("state", "handover.state", HandoverState.class),
                ListFilter.choice("user", "handover.filter.user", new PeopleOptions(users)), ListFilter.flag("mine", "handover.filter.mine"));
    }

    @Override
    public Class<HandoverSort> sorts() {
        return HandoverSort.class;
    }

    @Override
    public Slice.Order<HandoverSort> standardOrder() {
        return new Slice.Order<>(HandoverSort.EFFECTIVE, true);
    }

    @Override
    public HandoverFilter filter(ListQuery query) {
        return new HandoverFilter(query.string("q"), query.constants("state", HandoverState.class), query.ids("user"), query.has("mine"));
    }

    @Override
    public long id(HandoverRow row) {
        return row.id();
    }

    @Override
    public List<HandoverRow> page(HandoverFilter filter, Slice<HandoverSort> slice) {
        return handovers.page(filter, slice);
    }

    @Override
    public int estimate(HandoverFilter filter, int bound) {
        return (int) handovers.count(filter, bound + 1L);
    }

    @Override
    public long count(HandoverFilter filter) {
        return handovers.count(filter, Long.MAX_VALUE);
    }

    @Override
    public void stream(HandoverFilter filter, List<Slice.Order<HandoverSort>> orders, Consumer<HandoverRow> consumer) {
        handovers.stream(filter, orders, consumer);
    }

    @Override
    public String changeKind() {
        return Handovers.CHANGED;
    }

    @Override
    public boolean sees(long id) {
        return handovers.sees(id);
    }
}
