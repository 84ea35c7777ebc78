package app.mainstay.market;

import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** The register as a list. */
@Component
public class CompetitorList implements ListSource<CompetitorRow, CompetitorFilter, CompetitorSort> {

    private static final int PAGE = 500;

    private final Competitors competitors;

    CompetitorList(Competitors competitors) {
        this.competitors = competitors;
    }

    @Override
    public String id() {
        return "competitors";
    }

    @Override
    public String titleKey() {
        return "market.competitors";
    }

    @Override
    public List<ListColumn<CompetitorRow, CompetitorSort>> columns() {
        return List.of(
                ListColumn.<CompetitorRow, CompetitorSort>of("name", "market.name", CompetitorRow::name).sort(CompetitorSort.NAME).width(220),
                ListColumn.<CompetitorRow, CompetitorSort>of("aliases", "market.aliases", row -> String.join(" · ", row.aliases())).width(320),
                ListColumn.<CompetitorRow, CompetitorSort>of("website", "market.website", CompetitorRow::website).width(200),
                ListColumn.<CompetitorRow, CompetitorSort>of("updated", "market.updated", CompetitorRow::updatedAt).sort(CompetitorSort.UPDATED).asNumber());
    }

    @Override
    public List<ListFilter> filters() {
        return List.of(ListFilter.text("market.filter.text"), ListFilter.flag("retired", "market.filter.retired"));
    }

    @Override
    public Class<CompetitorSort> sorts() {
        return CompetitorSort.class;
    }

    @Override
    public Slice.Order<CompetitorSort> standardOrder() {
        return new Slice.Order<>(CompetitorSort.NAME, false);
    }

    @Override
    public CompetitorFilter filter(ListQuery query) {
        return new CompetitorFilter(query.string("q"), !query.has("retired"));
    }

    @Override
    public long id(CompetitorRow row) {
        return row.id();
    }

    @Override
    public List<CompetitorRow> page(CompetitorFilter filter, Slice<CompetitorSort> slice) {
        return competitors.page(filter, slice);
    }

    @Override
    public int estimate(CompetitorFilter filter, int bound) {
        return (int) Math.min(bound + 1L, competitors.count(filter));
    }

    @Override
    public long count(CompetitorFilter filter) {
        return competitors.count(filter);
    }

    /** By pages: a market has some hundred. */
    @Override
    public void stream(CompetitorFilter filter, List<Slice.Order<CompetitorSort>> orders, Consumer<CompetitorRow> consumer) {
        int offset = 0;
        List<CompetitorRow> rows;
        do {
            rows = competitors.page(filter, new Slice<>(offset, PAGE, orders));
            rows.forEach(consumer);
            offset += PAGE;
        } while (rows.size() == PAGE);
    }

    @Override
    public String changeKind() {
        return Competitors.CHANGED;
    }

    @Override
    public boolean sees(long id) {
        return true;
    }
}
