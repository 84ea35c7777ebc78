package app.mainstay.account.ui.contact;

import app.mainstay.account.contact.ContactFilter;
import app.mainstay.account.contact.ContactSort;
import app.mainstay.account.contact.Contacts;
import app.mainstay.base.SearchHit;
import app.mainstay.base.SearchSource;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

@Component
@Order(10)
class ContactSearch implements SearchSource {

    private final Contacts contacts;

    ContactSearch(Contacts contacts) {
        this.contacts = contacts;
    }

    @Override
    public List<SearchHit> search(String text, int limit) {
        return contacts.page(new ContactFilter(null, text, Set.of(), Set.of(), false, false), Slice.first(limit, ContactSort.NAME)).stream()
                .map(row -> new SearchHit(row.name(), row.accountName(), ContactNavigation.contact(row.accountId(), row.id()))).toList();
    }
}
