package app.mainstay.sales.ui;

import app.mainstay.base.SearchHit;
import app.mainstay.base.SearchSource;
import app.mainstay.sales.Opportunities;
import app.mainstay.sales.OpportunityFilter;
import app.mainstay.sales.OpportunitySort;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

@Component
@Order(20)
class DealSearch implements SearchSource {

    private final Opportunities opportunities;

    DealSearch(Opportunities opportunities) {
        this.opportunities = opportunities;
    }

    @Override
    public List<SearchHit> search(String text, int limit) {
        var filter = new OpportunityFilter(null, text, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), false, false, null, null);
        return opportunities.page(filter, Slice.first(limit, OpportunitySort.NAME)).stream()
                .map(row -> new SearchHit(row.name(), Objects.requireNonNullElse(row.accountName(), ""), SalesNavigation.opportunity(row.id()))).toList();
    }
}
