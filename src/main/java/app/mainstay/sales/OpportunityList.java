package app.mainstay.sales;

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
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
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
    private final UserService users;
    private final UnitService units;
    private final CodeLists codes;
    private final CurrentUser currentUser;
    private final @Nullable Long accountId;

    @Autowired
    OpportunityList(Opportunities opportunities, Stages stages, Products products, UserService users, UnitService units, CodeLists codes,
                    CurrentUser currentUser) {
        this(opportunities, stages, products, users, units, codes, currentUser, null);
    }

    private OpportunityList(Opportunities opportunities, Stages stages, Products products, UserService users, UnitService units, CodeLists codes,
                            CurrentUser currentUser, @Nullable Long accountId) {
        this.opportunities = opportunities;
        this.stages = stages;
        this.products = products;
        this.users = users;
        this.units = units;
        this.codes = codes;
        this.currentUser = currentUser;
        this.accountId = accountId;
    }

    /** The same list of one account's deals. */
    public OpportunityList of(long account) {
        return new OpportunityList(opportunities, stages, products, users, units, codes, currentUser, account);
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
                ListColumn.<OpportunityRow, OpportunitySort>of("stage", "sales.stageId", this::stage).sort(OpportunitySort.STAGE).width(112),
                ListColumn.<OpportunityRow, OpportunitySort>of("amount", "sales.amount", OpportunityRow::amount).sort(OpportunitySort.AMOUNT).asMoney().width(124),
                ListColumn.<OpportunityRow, OpportunitySort>of("expected", "sales.expectedOn", OpportunityRow::expectedOn).sort(OpportunitySort.EXPECTED).asNumber().width(128),
                ListColumn.<OpportunityRow, OpportunitySort>of("owner", "sales.ownerId", OpportunityRow::ownerName).sort(OpportunitySort.OWNER).width(124),
                ListColumn.<OpportunityRow, OpportunitySort>of("nextStep", "sales.nextStep", OpportunityRow::nextStep).width(180),
                ListColumn.<OpportunityRow, OpportunitySort>of("stalled", "sales.stalledDays", row -> row.stalledDays() == 0 ? null : row.stalledDays()).asNumber().width(110),
                ListColumn.<OpportunityRow, OpportunitySort>of("closed", "sales.closedOn", OpportunityRow::closedOn).sort(OpportunitySort.CLOSED).asNumber().onDemand(),
                ListColumn.<OpportunityRow, OpportunitySort>of("opened", "sales.openedOn", OpportunityRow::openedOn).sort(OpportunitySort.OPENED).asNumber().onDemand(),
                ListColumn.<OpportunityRow, OpportunitySort>of("lossReason", "sales.lossReason", row -> new CodeValue(CodeList.LOSS_REASON, row.lossReason())).onDemand(),
                ListColumn.<OpportunityRow, OpportunitySort>of("source", "sales.source", row -> new CodeValue(CodeList.DEAL_SOURCE, row.source())).onDemand(),
                ListColumn.<OpportunityRow, OpportunitySort>of("updated", "sales.updated", OpportunityRow::updatedAt).sort(OpportunitySort.UPDATED).asNumber().onDemand());
        return accountId == null ? all : all.stream().filter(column -> !column.key().equals("account")).toList();
    }

    private @Nullable Object stage(OpportunityRow row) {
        return stages.find(row.stageId()).<Object>map(stage -> (ListColumn.Said) stage::label).orElse(null);
    }

    @Override
    public List<ListFilter> filters() {
        var all = List.of(ListFilter.text("sales.filter.text"), ListFilter.choice("stage", "sales.stageId", new StageOptions()),
                ListFilter.constants("outcome", "sales.outcome", Outcome.class),
                ListFilter.choice("owner", "sales.ownerId", new Owners()), ListFilter.choice("unit", "account.unit", new Units()),
                ListFilter.choice("product", "sales.product", new ProductOptions()), ListFilter.codes("sector", "account.sector", codes, CodeList.SECTOR),
                ListFilter.codes("reason", "sales.lossReason", codes, CodeList.LOSS_REASON), ListFilter.flag("noaccount", "sales.filter.noAccount"),
                ListFilter.flag("stalled", "sales.filter.stalled"), ListFilter.one("closed", "sales.filter.closed", new Months()));
        return accountId == null ? all : all.stream().filter(filter -> !Set.of("sector", "noaccount").contains(filter.name())).toList();
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
        var closed = Optional.ofNullable(query.string("closed")).flatMap(Months::parse);
        return new OpportunityFilter(accountId, query.string("q"), query.strings("stage").stream().flatMap(code -> stages.all().stream()
                .filter(stage -> stage.code().equals(code)).map(StageRow::id)).collect(Collectors.toSet()), query.constants("outcome", Outcome.class),
                query.ids("owner"), query.ids("unit"), query.ids("product"), known(query, "sector", CodeList.SECTOR), known(query, "reason", CodeList.LOSS_REASON),
                query.has("noaccount"), query.has("stalled"), closed.map(Span::from).orElse(null), closed.map(Span::to).orElse(null));
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

    /** @param to the day after the last */
    record Span(LocalDate from, LocalDate to) {
    }

    /** Periods of closing: "2026", "2026-q3", "2026-07", or two days "2026-07-01..2026-08-15" (the last one included). */
    private static final class Months implements Options {

        private static final int OFFERED = 12;

        static Optional<Span> parse(String text) {
            try {
                if (text.contains("..")) {
                    String[] days = text.split("\\.\\.", 2);
                    var span = new Span(LocalDate.parse(days[0]), LocalDate.parse(days[1]).plusDays(1));
                    return span.from().isBefore(span.to()) ? Optional.of(span) : Optional.empty();
                }
                if (text.matches("\\d{4}-q[1-4]")) {
                    LocalDate from = LocalDate.of(Integer.parseInt(text.substring(0, 4)), 3 * (text.charAt(6) - '0') - 2, 1);
                    return Optional.of(new Span(from, from.plusMonths(3)));
                }
                if (text.matches("\\d{4}")) {
                    LocalDate from = LocalDate.of(Integer.parseInt(text), 1, 1);
                    return Optional.of(new Span(from, from.plusYears(1)));
                }
                LocalDate from = LocalDate.parse(text + "-01");
                return Optional.of(new Span(from, from.plusMonths(1)));
            } catch (DateTimeParseException | NumberFormatException none) {
                return Optional.empty();
            }
        }

        @Override
        public List<Option> find(String text, int offset, int limit, Locale locale) {
            LocalDate month = LocalDate.now(java.time.ZoneOffset.UTC).withDayOfMonth(1);
            return java.util.stream.IntStream.range(0, OFFERED).mapToObj(back -> month.minusMonths(back).toString().substring(0, 7))
                    .filter(value -> value.contains(text.strip())).skip(offset).limit(limit).map(value -> new Option(value, value)).toList();
        }

        @Override
        public Optional<String> label(String value, Locale locale) {
            return parse(value).map(span -> value.toUpperCase(Locale.ROOT).replace("..", " – "));
        }
    }

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

    private final class Owners implements Options {

        @Override
        public List<Option> find(String text, int offset, int limit, Locale locale) {
            return users.people(text, new Slice<>(offset, limit, List.of(new Slice.Order<>(UserSort.NAME, false)))).stream()
                    .map(user -> new Option(Ids.text(user.id()), user.displayName())).toList();
        }

        @Override
        public Optional<String> label(String value, Locale locale) {
            return Ids.parse(value).flatMap(users::find).map(UserRow::displayName);
        }
    }

    private final class Units implements Options {

        @Override
        public List<Option> find(String text, int offset, int limit, Locale locale) {
            var mine = units.subtree(currentUser.require().unitId());
            return units.all().stream().filter(unit -> mine.contains(unit.id()) && Names.key(unit.name()).contains(Names.key(text))).skip(offset).limit(limit)
                    .map(unit -> new Option(Ids.text(unit.id()), unit.name())).toList();
        }

        @Override
        public Optional<String> label(String value, Locale locale) {
            var mine = units.subtree(currentUser.require().unitId());
            return Ids.parse(value).filter(mine::contains).flatMap(units::find).map(UnitService.UnitRow::name);
        }
    }
}
