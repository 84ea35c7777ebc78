package app.mainstay.account.contact;

import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.function.Consumer;

/** The people at one account, as a list. */
public final class ContactList implements ListSource<ContactRow, ContactFilter, ContactSort> {

    private static final int PAGE = 500;

    private final Contacts contacts;
    private final long accountId;

    public ContactList(Contacts contacts, long accountId) {
        this.contacts = contacts;
        this.accountId = accountId;
    }

    @Override
    public String id() {
        return "contacts";
    }

    @Override
    public String titleKey() {
        return "contact.list";
    }

    @Override
    public List<ListColumn<ContactRow, ContactSort>> columns() {
        return List.of(
                ListColumn.<ContactRow, ContactSort>of("name", "contact.name", ContactRow::name).sort(ContactSort.NAME).width(160),
                ListColumn.<ContactRow, ContactSort>of("title", "contact.title", ContactRow::title).sort(ContactSort.TITLE).width(150),
                ListColumn.<ContactRow, ContactSort>of("role", "contact.decisionRole", ContactRow::role).width(120),
                ListColumn.<ContactRow, ContactSort>of("attitude", "contact.attitude", ContactRow::attitude).width(110),
                ListColumn.<ContactRow, ContactSort>of("met", "contact.lastMetOn", ContactRow::lastMetOn).sort(ContactSort.LAST_MET).width(120),
                ListColumn.<ContactRow, ContactSort>of("mobile", "contact.mobile", ContactRow::mobile).width(140),
                ListColumn.<ContactRow, ContactSort>of("department", "contact.department", ContactRow::department).sort(ContactSort.DEPARTMENT).width(150),
                ListColumn.<ContactRow, ContactSort>of("influence", "contact.influence", ContactRow::influence).onDemand(),
                ListColumn.<ContactRow, ContactSort>of("boss", "contact.reportsToId", ContactRow::reportsTo).onDemand(),
                ListColumn.<ContactRow, ContactSort>of("email", "contact.email", ContactRow::email).width(200).onDemand(),
                ListColumn.<ContactRow, ContactSort>of("channel", "contact.channel", ContactRow::channel).onDemand(),
                ListColumn.<ContactRow, ContactSort>of("left", "contact.leftOn", ContactRow::leftOn).onDemand(),
                ListColumn.<ContactRow, ContactSort>of("updated", "contact.updated", ContactRow::updatedAt).sort(ContactSort.UPDATED).onDemand());
    }

    @Override
    public List<ListFilter> filters() {
        return List.of(ListFilter.text("contact.filter.text"), ListFilter.constants("role", "contact.decisionRole", DecisionRole.class),
                ListFilter.constants("attitude", "contact.attitude", Attitude.class), ListFilter.flag("notmet", "contact.filter.notMet"),
                ListFilter.flag("left", "contact.filter.left"));
    }

    @Override
    public Class<ContactSort> sorts() {
        return ContactSort.class;
    }

    @Override
    public Slice.Order<ContactSort> standardOrder() {
        return new Slice.Order<>(ContactSort.NAME, false);
    }

    @Override
    public ContactFilter filter(ListQuery query) {
        return new ContactFilter(accountId, query.string("q"), query.constants("role", DecisionRole.class), query.constants("attitude", Attitude.class),
                query.has("notmet"), query.has("left"));
    }

    @Override
    public long id(ContactRow row) {
        return row.id();
    }

    @Override
    public List<ContactRow> page(ContactFilter filter, Slice<ContactSort> slice) {
        return contacts.page(filter, slice);
    }

    @Override
    public int estimate(ContactFilter filter, int bound) {
        return (int) contacts.count(filter, bound);
    }

    @Override
    public long count(ContactFilter filter) {
        return contacts.count(filter, Long.MAX_VALUE);
    }

    /** By pages: an account's people are some hundred at most. */
    @Override
    public void stream(ContactFilter filter, List<Slice.Order<ContactSort>> orders, Consumer<ContactRow> consumer) {
        int offset = 0;
        List<ContactRow> rows;
        do {
            rows = contacts.page(filter, new Slice<>(offset, PAGE, orders));
            rows.forEach(consumer);
            offset += PAGE;
        } while (rows.size() == PAGE);
    }

    @Override
    public String changeKind() {
        return Contacts.CHANGED;
    }

    @Override
    public boolean sees(long id) {
        return contacts.sees(id);
    }
}
