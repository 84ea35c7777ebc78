package app.mainstay.account;

import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListColumn.CodeValue;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** The accounts as a list: what its columns say and what it can be narrowed by. */
@Component
public class AccountList implements ListSource<AccountRow, AccountFilter, AccountSort> {

    private final AccountService service;
    private final List<ListFilter> filters;

    AccountList(AccountService service, CodeLists codes) {
        this.service = service;
        filters = List.of(ListFilter.text("account.filter.text"),
                ListFilter.constants("tier", "account.tier", Tier.class),
                ListFilter.codes("sector", "account.sector", codes, CodeList.SECTOR),
                ListFilter.codes("region", "account.region", codes, CodeList.REGION),
                ListFilter.flag("archived", "account.archived"));
    }

    @Override
    public String id() {
        return "accounts";
    }

    @Override
    public String titleKey() {
        return "account.list";
    }

    @Override
    public List<ListColumn<AccountRow, AccountSort>> columns() {
        return List.of(
                column("name", "account.name", AccountRow::name).sort(AccountSort.NAME).width(260),
                column("tier", "account.tier", AccountRow::tier).sort(AccountSort.TIER).width(108),
                column("representative", "account.primaryRepId", AccountRow::primaryRepName).sort(AccountSort.REPRESENTATIVE).width(132),
                column("sector", "account.sector", row -> new CodeValue(CodeList.SECTOR, row.sector())),
                column("revenue", "account.revenue", AccountRow::revenue).sort(AccountSort.REVENUE).asNumber().width(124),
                column("region", "account.region", row -> new CodeValue(CodeList.REGION, row.region())).width(116),
                column("unit", "account.unit", AccountRow::unitName).sort(AccountSort.UNIT).width(116),
                column("employees", "account.employees", AccountRow::employees).sort(AccountSort.EMPLOYEES).asNumber().width(112),
                column("updated", "account.updated", AccountRow::updatedAt).sort(AccountSort.UPDATED).asNumber().width(128),
                column("shortName", "account.shortName", AccountRow::shortName).onDemand(),
                column("creditCode", "account.creditCode", AccountRow::creditCode).onDemand().width(180),
                column("parent", "account.parentId", AccountRow::parentName).onDemand().width(180));
    }

    private static ListColumn<AccountRow, AccountSort> column(String key, String labelKey,
                                                              java.util.function.Function<AccountRow, @org.jspecify.annotations.Nullable Object> value) {
        return ListColumn.of(key, labelKey, value);
    }

    @Override
    public List<ListFilter> filters() {
        return filters;
    }

    @Override
    public Class<AccountSort> sorts() {
        return AccountSort.class;
    }

    @Override
    public Slice.Order<AccountSort> standardOrder() {
        return new Slice.Order<>(AccountSort.NAME, false);
    }

    @Override
    public AccountFilter filter(ListQuery query) {
        return new AccountFilter(query.string("q"), query.constants("tier", Tier.class), query.string("sector"), query.string("region"), null,
                query.has("archived"));
    }

    @Override
    public long id(AccountRow row) {
        return row.id();
    }

    @Override
    public List<AccountRow> page(AccountFilter filter, Slice<AccountSort> slice) {
        return service.page(filter, slice);
    }

    @Override
    public int estimate(AccountFilter filter, int bound) {
        return (int) Math.min(bound + 1, service.count(filter));
    }

    @Override
    public long count(AccountFilter filter) {
        return service.count(filter);
    }

    @Override
    public void stream(AccountFilter filter, List<Slice.Order<AccountSort>> orders, Consumer<AccountRow> consumer) {
        service.page(filter, new Slice<>(0, 1_000, orders)).forEach(consumer);
    }

    @Override
    public String changeKind() {
        return AccountService.CHANGED;
    }

    @Override
    public boolean sees(long id) {
        return service.sees(id);
    }
}
