package app.mainstay.sales;

import app.mainstay.account.AccountOptions;
import app.mainstay.account.AccountService;
import app.mainstay.base.list.FilterChoices;
import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListColumn.CodeValue;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListFilter.Option;
import app.mainstay.base.list.ListFilter.Options;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.DaySpan;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Slice;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Deals as a list: all that one sees, or those of one account. */
@Component
public class OpportunityList implements ListSource<OpportunityRow, OpportunityFilter, OpportunitySort> {

    private final Opportunities opportunities;
    private final Stages stages;
    private final Products products;
    private final AccountService accounts;
    private final FilterChoices choices;
    private final CodeLists codes;
    private final SettingsService settings;
    private final @Nullable Long accountId;

    @Autowired
    OpportunityList(Opportunities opportunities, Stages stages, Products products, AccountService accounts, FilterChoices choices, CodeLists codes,
                    SettingsService settings) {
        this(opportunities, stages, products, accounts, choices, codes, settings, null);
    }

    private OpportunityList(Opportunities opportunities, Stages stages, Products products, AccountService accounts, FilterChoices choices, CodeLists codes,
                            SettingsService settings, @Nullable Long accountId) {
        this.opportunities = opportunities;
        this.stages = stages;
        this.products = products;
        this.accounts = accounts;
        this.choices = choices;
        this.codes = codes;
        this.settings = settings;
        this.accountId = accountId;
    }

    /** The same list of one account's deals. */
    public OpportunityList of(long account) {
        return new OpportunityList(opportunities, stages, products, accounts, choices, codes, settings, account);
    }

    @Override
    public String id() {
        return accountId == null ? "opportunities" : "accountOpportunities";
    }

    @Override
    public String titleKey() {
        return "sales.opportunities";
    }

    @Override
    public List<ListColumn<OpportunityRow, OpportunitySort>> columns() {
        List<ListColumn<OpportunityRow, OpportunitySort>> all = List.of(
                ListColumn.<OpportunityRow, OpportunitySort>of("name", "sales.name", OpportunityRow::name).sort(OpportunitySort.NAME).width(240),
                ListColumn.<OpportunityRow, OpportunitySort>of("account", "sales.accountId", OpportunityRow::accountName).sort(OpportunitySort.ACCOUNT).width(200),
                ListColumn.<OpportunityRow, OpportunitySort>of("stage", "sales.stageId", this::stage).sort(OpportunitySort.STAGE).width(128),
                ListColumn.<OpportunityRow, OpportunitySort>of("amount", "sales.amount", OpportunityRow::amount).sort(OpportunitySort.AMOUNT).asMoney().width(124),
                ListColumn.<OpportunityRow, OpportunitySort>of("expected", "sales.expectedOn", OpportunityRow::expectedOn).sort(OpportunitySort.EXPECTED).asNumber()
                        .warn(this::isLate).width(148),
                ListColumn.<OpportunityRow, OpportunitySort>of("owner", "sales.ownerId", OpportunityRow::ownerName).sort(OpportunitySort.OWNER).width(124),
                ListColumn.<OpportunityRow, OpportunitySort>of("nextStep", "sales.nextStep", OpportunityRow::nextStep).width(180),
                ListColumn.<OpportunityRow, OpportunitySort>of("stalled", "sales.stalledDays", row -> row.stalledDays() == 0 ? null : row.stalledDays()).asNumber()
                        .warn(row -> row.stalledDays() > 0).width(110),
                ListColumn.<OpportunityRow, OpportunitySort>of("closed", "sales.closedOn", OpportunityRow::closedOn).sort(OpportunitySort.CLOSED).asNumber().onDemand(),
                ListColumn.<OpportunityRow, OpportunitySort>of("opened", "sales.openedOn", OpportunityRow::openedOn).sort(OpportunitySort.OPENED).asNumber().onDemand(),
                ListColumn.<OpportunityRow, OpportunitySort>of("lossReason", "sales.lossReason", row -> new CodeValue(CodeList.LOSS_REASON, row.lossReason())).onDemand(),
                ListColumn.<OpportunityRow, OpportunitySort>of("source", "sales.source", row -> new CodeValue(CodeList.DEAL_SOURCE, row.source())).onDemand(),
                ListColumn.<OpportunityRow, OpportunitySort>of("updated", "sales.updated", OpportunityRow::updatedAt).sort(OpportunitySort.UPDATED).asNumber().onDemand());
        return accountId == null ? all : all.stream().filter(column -> !column.key().equals("account")).toList();
    }

    /** Still open after the day on which it was to close. */
    private boolean isLate(OpportunityRow row) {
        return row.closedOn() == null && row.expectedOn() != null && row.expectedOn().isBefore(settings.today());
    }

    private @Nullable Object stage(OpportunityRow row) {
        return stages.find(row.stageId()).<Object>map(stage -> (ListColumn.Said) stage::label).orElse(null);
    }

    @Override
    public List<ListFilter> filters() {
        var all = List.of(ListFilter.text(accountId == null ? "sales.filter.textOrAccount" : "sales.filter.text"), ListFilter.choice("stage", "sales.stageId", new StageOptions()),
                ListFilter.constants("outcome", "sales.outcome", Outcome.class),
                ListFilter.one("account", "sales.accountId", new AccountOptions(accounts)),
                ListFilter.one("expected", "sales.expectedOn", new PeriodOptions.Expected(settings::today)),
                ListFilter.choice("owner", "sales.ownerId", choices.people()), ListFilter.choice("unit", "account.unit", choices.units()),
                ListFilter.choice("product", "sales.product", new ProductOptions()), ListFilter.codes("sector", "account.sector", codes, CodeList.SECTOR),
                ListFilter.codes("reason", "sales.lossReason", codes, CodeList.LOSS_REASON), ListFilter.flag("noaccount", "sales.filter.noAccount"),
                ListFilter.flag("noproduct", "sales.filter.noProduct"),
                ListFilter.flag("nosector", "sales.filter.noSector"), ListFilter.flag("stalled", "sales.filter.stalled"), ListFilter.one("closed", "sales.filter.closed", new PeriodOptions.Closed(settings::today)));
        return accountId == null ? all : all.stream().filter(filter -> !Set.of("account", "sector", "noaccount", "nosector").contains(filter.name())).toList();
    }

    @Override
    public Class<OpportunitySort> sorts() {
        return OpportunitySort.class;
    }

    @Override
    public Slice.Order<OpportunitySort> standardOrder() {
        return new Slice.Order<>(OpportunitySort.UPDATED, true);
    }

    @Override
    public OpportunityFilter filter(ListQuery query) {
        var closed = Optional.ofNullable(query.string("closed")).flatMap(PeriodOptions::span);
        var expected = Optional.ofNullable(query.string("expected")).flatMap(value -> PeriodOptions.Expected.parse(value, settings.today()))
                .orElse(PeriodOptions.Expected.Days.ANY);
        Long account = accountId != null ? accountId : Optional.ofNullable(query.string("account")).flatMap(Ids::parse).orElse(null);
        return new OpportunityFilter(account, query.string("q"), query.strings("stage").stream().flatMap(code -> stages.all().stream()
                .filter(stage -> stage.code().equals(code)).map(StageRow::id)).collect(Collectors.toSet()), query.constants("outcome", Outcome.class),
                query.ids("owner"), query.ids("unit"), products(query), sectors(query), known(query, "reason", CodeList.LOSS_REASON),
                query.has("noaccount"), query.has("stalled"), closed.map(DaySpan::from).orElse(null), closed.map(DaySpan::to).orElse(null),
                expected.from(), expected.to(), expected.overdue());
    }

    private static Set<Long> products(ListQuery query) {
        var products = new HashSet<>(query.ids("product"));
        if (query.has("noproduct")) {
            products.add(OpportunityFilter.NO_PRODUCT);
        }
        return products;
    }

    private Set<String> sectors(ListQuery query) {
        var sectors = new HashSet<>(known(query, "sector", CodeList.SECTOR));
        if (query.has("nosector")) {
            sectors.add(OpportunityFilter.NO_SECTOR);
        }
        return sectors;
    }

    private Set<String> known(ListQuery query, String name, CodeList list) {
        return query.strings(name).stream().filter(code -> codes.find(list, code).isPresent()).collect(Collectors.toSet());
    }

    @Override
    public long id(OpportunityRow row) {
        return row.id();
    }

    @Override
    public List<OpportunityRow> page(OpportunityFilter filter, Slice<OpportunitySort> slice) {
        return opportunities.page(filter, slice);
    }

    @Override
    public int estimate(OpportunityFilter filter, int bound) {
        return (int) opportunities.count(filter, bound);
    }

    @Override
    public long count(OpportunityFilter filter) {
        return opportunities.count(filter, Long.MAX_VALUE);
    }

    @Override
    public void stream(OpportunityFilter filter, List<Slice.Order<OpportunitySort>> orders, Consumer<OpportunityRow> consumer) {
        opportunities.stream(filter, orders, consumer);
    }

    @Override
    public String changeKind() {
        return Opportunities.CHANGED;
    }

    @Override
    public boolean sees(long id) {
        return opportunities.sees(id);
    }

    // ---- what the filters offer ----

    private final class StageOptions implements Options {

        @Override
        public List<Option> find(String text, int offset, int limit, Locale locale) {
            return stages.all().stream().filter(stage -> stage.label(locale).toLowerCase(locale).contains(text.toLowerCase(locale))).skip(offset).limit(limit)
                    .map(stage -> new Option(stage.code(), stage.label(locale))).toList();
        }

        @Override
        public Optional<String> label(String value, Locale locale) {
            return stages.all().stream().filter(stage -> stage.code().equals(value)).findFirst().map(stage -> stage.label(locale));
        }

        @Override
        public boolean few() {
            return true;
        }
    }

    private final class ProductOptions implements Options {

        @Override
        public List<Option> find(String text, int offset, int limit, Locale locale) {
            return products.page(new ProductFilter(text, null), new Slice<>(offset, limit, List.of(new Slice.Order<>(ProductSort.NAME, false)))).stream()
                    .map(row -> new Option(Ids.text(row.id()), row.name())).toList();
        }

        @Override
        public Optional<String> label(String value, Locale locale) {
            Map<Long, String> names = products.names();
            return Ids.parse(value).map(names::get);
        }
    }
}
