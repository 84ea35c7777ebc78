package app.mainstay.account.duplicate;

import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListColumn.CodedValues;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** The pairs as a list, likeliest first. */
@Component
public class DuplicateList implements ListSource<DuplicatePair, PairFilter, PairSort> {

    private static final int PAGE = 500;

    private final Duplicates duplicates;

    DuplicateList(Duplicates duplicates) {
        this.duplicates = duplicates;
    }

    @Override
    public String id() {
        return "duplicates";
    }

    @Override
    public String titleKey() {
        return "duplicate.list";
    }

    @Override
    public List<ListColumn<DuplicatePair, PairSort>> columns() {
        return List.of(
                ListColumn.<DuplicatePair, PairSort>of("name", "duplicate.one", DuplicatePair::oneName).sort(PairSort.NAME).width(220),
                ListColumn.<DuplicatePair, PairSort>of("other", "duplicate.other", DuplicatePair::otherName).sort(PairSort.OTHER).width(220),
                ListColumn.<DuplicatePair, PairSort>of("reasons", "duplicate.reasons", pair -> new CodedValues(pair.reasons())).width(300),
                ListColumn.<DuplicatePair, PairSort>of("score", "duplicate.score", DuplicatePair::score).sort(PairSort.SCORE).width(110).asNumber(),
                ListColumn.<DuplicatePair, PairSort>of("state", "duplicate.state", DuplicatePair::state).sort(PairSort.STATE).width(120),
                ListColumn.<DuplicatePair, PairSort>of("found", "duplicate.found", DuplicatePair::foundAt).sort(PairSort.FOUND).onDemand(),
                ListColumn.<DuplicatePair, PairSort>of("decidedBy", "duplicate.decidedBy", DuplicatePair::decidedBy).onDemand(),
                ListColumn.<DuplicatePair, PairSort>of("decided", "duplicate.decided", DuplicatePair::decidedAt).sort(PairSort.DECIDED).onDemand());
    }

    @Override
    public List<ListFilter> filters() {
        return List.of(ListFilter.text("duplicate.filter"), ListFilter.constants("state", "duplicate.state", PairState.class));
    }

    @Override
    public Class<PairSort> sorts() {
        return PairSort.class;
    }

    @Override
    public Slice.Order<PairSort> standardOrder() {
        return new Slice.Order<>(PairSort.SCORE, true);
    }

    @Override
    public PairFilter filter(ListQuery query) {
        return new PairFilter(query.string("q"), query.constants("state", PairState.class));
    }

    @Override
    public long id(DuplicatePair row) {
        return row.id();
    }

    @Override
    public List<DuplicatePair> page(PairFilter filter, Slice<PairSort> slice) {
        return duplicates.page(filter, slice);
    }

    @Override
    public int estimate(PairFilter filter, int bound) {
        return (int) duplicates.count(filter, bound);
    }

    @Override
    public long count(PairFilter filter) {
        return duplicates.count(filter, Long.MAX_VALUE);
    }

    /** By pages: memory stays that of one. */
    @Override
    public void stream(PairFilter filter, List<Slice.Order<PairSort>> orders, Consumer<DuplicatePair> consumer) {
        int offset = 0;
        List<DuplicatePair> rows;
        do {
            rows = duplicates.page(filter, new Slice<>(offset, PAGE, orders));
            rows.forEach(consumer);
            offset += PAGE;
        } while (rows.size() == PAGE);
    }

    @Override
    public String changeKind() {
        return Duplicates.CHANGED;
    }

    @Override
    public boolean sees(long id) {
        return duplicates.sees(id);
    }
}
