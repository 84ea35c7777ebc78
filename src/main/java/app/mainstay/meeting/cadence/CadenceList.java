package app.mainstay.meeting.cadence;

import app.mainstay.account.Tier;
import app.mainstay.base.list.FilterChoices;
import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Accounts by when they are to be met next. */
@Component
public class CadenceList implements ListSource<CadenceRow, CadenceFilter, CadenceSort> {

    public static final String PLAN = "plan";

    private final Cadence cadence;
    private final FilterChoices choices;

    CadenceList(Cadence cadence, FilterChoices choices) {
        this.cadence = cadence;
        this.choices = choices;
    }

    @Override
    public String id() {
        return "cadence";
    }

    @Override
    public String titleKey() {
        return "cadence.title";
    }

    @Override
    public List<ListColumn<CadenceRow, CadenceSort>> columns() {
        return List.of(column("account", "account.name", CadenceRow::accountName).sort(CadenceSort.ACCOUNT).width(220),
                column("level", "cadence.level", CadenceRow::level).sort(CadenceSort.LEVEL).width(110),
                column("state", "cadence.state", CadenceRow::state).width(110),
                column("due", "cadence.due", CadenceRow::dueOn).sort(CadenceSort.DUE).asNumber().width(116),
                column(PLAN, "cadence.planned", CadenceRow::plannedOn).sort(CadenceSort.PLANNED).width(130),
                column("last", "cadence.last", CadenceRow::lastOn).sort(CadenceSort.LAST).asNumber().width(116),
                column("overdue", "cadence.overdueDays", row -> row.overdueDays() == 0 ? null : row.overdueDays()).asNumber().width(110),
                column("every", "cadence.every", row -> new ListColumn.Sentences(List.of(Problem.of(null, "cadence.interval." + row.unit(), row.number())))).width(130),
                column("tier", "account.tier", CadenceRow::tier).sort(CadenceSort.TIER).width(110),
                column("representative", "account.primaryRepId", CadenceRow::repName).sort(CadenceSort.REPRESENTATIVE).width(124));
    }

    private static ListColumn<CadenceRow, CadenceSort> column(String key, String labelKey, Function<CadenceRow, @Nullable Object> value) {
        return ListColumn.of(key, labelKey, value);
    }

    @Override
    public List<ListFilter> filters() {
        return List.of(ListFilter.text("account.name"), ListFilter.flag("missing", "cadence.missing"), ListFilter.flag("mine", "cadence.mine"),
                ListFilter.constants("state", "cadence.state", CadenceState.class), ListFilter.constants("level", "cadence.level", ContactLevel.class),
                ListFilter.constants("tier", "account.tier", Tier.class), ListFilter.choice("representative", "account.primaryRepId", choices.people()),
                ListFilter.choice("unit", "account.unit", choices.units()));
    }

    @Override
    public Class<CadenceSort> sorts() {
        return CadenceSort.class;
    }

    @Override
    public Slice.Order<CadenceSort> standardOrder() {
        return new Slice.Order<>(CadenceSort.DUE, false);
    }

    @Override
    public CadenceFilter filter(ListQuery query) {
        return new CadenceFilter(query.string("q"), query.has("mine"), query.has("missing"), query.constants("state", CadenceState.class),
                query.constants("level", ContactLevel.class), query.constants("tier", Tier.class), query.ids("representative"), query.ids("unit"));
    }

    @Override
    public long id(CadenceRow row) {
        return row.id();
    }

    @Override
    public List<CadenceRow> page(CadenceFilter filter, Slice<CadenceSort> slice) {
        return cadence.page(filter, slice);
    }

    @Override
    public int estimate(CadenceFilter filter, int bound) {
        return (int) cadence.count(filter, bound);
    }

    @Override
    public long count(CadenceFilter filter) {
        return cadence.count(filter, Long.MAX_VALUE);
    }

    @Override
    public void stream(CadenceFilter filter, List<Slice.Order<CadenceSort>> orders, Consumer<CadenceRow> consumer) {
        cadence.stream(filter, orders, consumer);
    }

    @Override
    public String changeKind() {
        return Cadence.CHANGED;
    }

    @Override
    public boolean sees(long id) {
        return cadence.sees(id);
    }
}
