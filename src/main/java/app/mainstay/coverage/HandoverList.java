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
        return "coverage-handovers";
    }

    @Override
    public String titleKey() {
        return "handover.list";
    }

    @Override
    public List<ListColumn<HandoverRow, HandoverSort>> columns() {
        return List.of(
                column("giver", "handover.giver", HandoverRow::giverName).sort(HandoverSort.GIVER).width(170),
                column("taker", "handover.taker", HandoverRow::takerName).sort(HandoverSort.TAKER).width(150),
                column("accounts", "handover.accounts", row -> row.accounts()).sort(HandoverSort.ACCOUNTS).asNumber().width(110),
                column("on", "handover.on", HandoverRow::effectiveOn).sort(HandoverSort.EFFECTIVE).asNumber().width(128),
                column("state", "handover.state", HandoverRow::state).width(170),
                column("giverSigned", "handover.giverSigned", HandoverRow::giverSignedAt).asNumber().width(140),
                column("takerSigned", "handover.takerSigned", HandoverRow::takerSignedAt).asNumber().width(140),
                column("responsible", "handover.responsible", HandoverRow::responsibleName).width(130),
                column("created", "handover.created", HandoverRow::createdAt).sort(HandoverSort.CREATED).asNumber().onDemand().width(128));
    }

    private static ListColumn<HandoverRow, HandoverSort> column(String key, String labelKey, Function<HandoverRow, @Nullable Object> value) {
        return ListColumn.of(key, labelKey, value);
    }

    @Override
    public List<ListFilter> filters() {
        return List.of(ListFilter.text("handover.filter"), ListFilter.constants("state", "handover.state", HandoverState.class),
                ListFilter.choice("of", "handover.people", new People(users)), ListFilter.flag("mine", "handover.mine"));
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
        return new HandoverFilter(query.string("q"), query.constants("state", HandoverState.class), query.ids("of"), query.has("mine"));
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
        return (int) Math.min(bound + 1L, handovers.count(filter, bound + 1L));
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
