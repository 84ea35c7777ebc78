package app.mainstay.account.ui;

import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountSort;
import app.mainstay.base.SearchHit;
import app.mainstay.base.SearchSource;
import app.mainstay.shared.Slice;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

@Component
@Order(0)
class AccountSearch implements SearchSource {

    private final AccountService service;

    AccountSearch(AccountService service) {
        this.service = service;
    }

    @Override
    public List<SearchHit> search(String text, int limit) {
        return service.page(AccountFilter.text(text), Slice.first(limit, AccountSort.NAME)).stream()
                .map(row -> new SearchHit(row.name(), row.primaryRepName(), AccountNavigation.account(row.id()))).toList();
    }
}
