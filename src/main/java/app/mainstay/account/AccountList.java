package app.mainstay.account;

import app.mainstay.base.list.FilterChoices;
import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListColumn.CodeValue;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListFilter.Option;
import app.mainstay.base.list.ListFilter.Options;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.security.UserSort;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Names;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The accounts as a list: what its columns say and what it can be narrowed by. */
@Component
public class AccountList implements ListSource<AccountRow, AccountFilter, AccountSort> {

    private final AccountService service;
    private final UserService users;
    private final UnitService units;
    private final CodeLists codes;
    private final CurrentUser currentUser;
    private final List<ListFilter> filters;

    AccountList(AccountService service, UserService users, UnitService units, CodeLists codes, FilterChoices choices, CurrentUser currentUser) {
        this.service = service;
        this.users = users;
        this.units = units;
        this.codes = codes;
        this.currentUser = currentUser;
        filters = List.of(ListFilter.text("account.filter.text"),
                ListFilter.constants("tier", "account.tier", Tier.class),
                ListFilter.constants("lifecycle", "account.lifecycle", Lifecycle.class),
                ListFilter.choice("representative", "account.primaryRepId", new Representatives()),
                ListFilter.choice("unit", "account.unit", choices.units()),
                ListFilter.codes("sector", "account.sector", codes, CodeList.SECTOR),
                ListFilter.codes("region", "account.region", codes, CodeList.REGION),
                ListFilter.one("group", "account.group", new AccountOptions(service)),
                ListFilter.choice("tag", "account.tags", new Tags()),
                ListFilter.days("nocontact", "account.filter.noContact"),
                ListFilter.flag("nomeeting", "account.filter.noMeeting"),
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
                column("lifecycle", "account.lifecycle", AccountRow::lifecycle).sort(AccountSort.LIFECYCLE).width(124),
                column("primaryRepId", "account.primaryRepId", AccountRow::primaryRepName).sort(AccountSort.REPRESENTATIVE).width(132),
                column("sector", "account.sector", row -> new CodeValue(CodeList.SECTOR, row.sector())).sort(AccountSort.SECTOR).width(136),
                column("lastContact", "account.lastContact", AccountRow::lastContactAt).sort(AccountSort.LAST_CONTACT).asNumber().width(128),
                column("nextMeeting", "account.nextMeeting", AccountRow::nextMeetingAt).sort(AccountSort.NEXT_MEETING).asNumber().width(128),
                column("revenue", "account.revenue", AccountRow::revenue).sort(AccountSort.REVENUE).asMoney().width(124),
                column("region", "account.region", row -> new CodeValue(CodeList.REGION, row.region())).sort(AccountSort.REGION).width(124),
                column("unit", "account.unit", AccountRow::unitName).sort(AccountSort.UNIT).width(116),
                column("employees", "account.employees", AccountRow::employees).sort(AccountSort.EMPLOYEES).asNumber().onDemand().width(112),
                column("updated", "account.updated", AccountRow::updatedAt).sort(AccountSort.UPDATED).asNumber().onDemand().width(128),
                column("shortName", "account.shortName", AccountRow::shortName).onDemand(),
                column("creditCode", "account.creditCode", AccountRow::creditCode).onDemand().width(180),
                column("parent", "account.parentId", AccountRow::parentName).onDemand().width(180));
    }

    private static ListColumn<AccountRow, AccountSort> column(String key, String labelKey,
                                                              Function<AccountRow, @Nullable Object> value) {
        return ListColumn.of(key, labelKey, value);
    }

    /** Who sees only the own accounts has nobody to choose among. */
    @Override
    public List<ListFilter> filters() {
        return currentUser.require().role().seesUnit() ? filters
                : filters.stream().filter(filter -> !filter.name().equals("representative") && !filter.name().equals("unit")).toList();
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
        return AccountFilter.ALL.withText(query.string("q")).withTiers(query.constants("tier", Tier.class))
                .withLifecycles(query.constants("lifecycle", Lifecycle.class)).withRepresentatives(query.ids("representative"))
                .withUnits(query.ids("unit")).withSectors(known(query, CodeList.SECTOR)).withRegions(known(query, CodeList.REGION))
                .withGroup(query.ids("group").stream().findFirst().orElse(null)).withTags(query.strings("tag"))
                .withNoContactDays(query.number("nocontact", 0, ListFilter.MOST_DAYS)).withNoNextMeeting(query.has("nomeeting"))
                .withArchived(query.has("archived"));
    }

    /** An address with codes that nobody knows asks for any. */
    private Set<String> known(ListQuery query, CodeList list) {
        return query.strings(list.name().toLowerCase(Locale.ROOT)).stream().filter(code -> codes.find(list, code).isPresent())
                .collect(Collectors.toSet());
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
        return (int) Math.min(bound + 1L, service.estimate(filter));
    }

    @Override
    public long count(AccountFilter filter) {
        return service.count(filter);
    }

    @Override
    public void stream(AccountFilter filter, List<Slice.Order<AccountSort>> orders, Consumer<AccountRow> consumer) {
        service.stream(filter, orders, consumer);
    }

    @Override
    public String changeKind() {
        return AccountService.CHANGED;
    }

    @Override
    public boolean sees(long id) {
        return service.concerns(id);
    }

    // ---- what the filters offer ----

    private final class Representatives implements Options {

        @Override
        public List<Option> find(String text, int offset, int limit, Locale locale) {
            return users.assignable(text, new Slice<>(offset, limit, List.of(new Slice.Order<>(UserSort.NAME, false)))).stream()
                    .map(user -> new Option(Ids.text(user.id()), user.displayName())).toList();
        }

        @Override
        public Optional<String> label(String value, Locale locale) {
            var viewer = currentUser.require();
            return Ids.parse(value).flatMap(users::find).filter(user -> user.id() == viewer.id() || units.subtree(viewer.unitId()).contains(user.unitId()))
                    .map(UserRow::displayName);
        }
    }

    private final class Tags implements Options {

        @Override
        public List<Option> find(String text, int offset, int limit, Locale locale) {
            return service.tags().stream().filter(tag -> Names.key(tag).contains(Names.key(text))).skip(offset).limit(limit)
                    .map(tag -> new Option(tag, tag)).toList();
        }

        @Override
        public Optional<String> label(String value, Locale locale) {
            return Optional.of(value);
        }
    }
}
