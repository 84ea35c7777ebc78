package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.list.ListQuery;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Later;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.charts.ChartColour;
import app.mainstay.base.ui.charts.ChartData;
import app.mainstay.base.ui.charts.ChartFigure;
import app.mainstay.base.ui.charts.ChartFormat;
import app.mainstay.base.ui.charts.ChartSeries;
import app.mainstay.base.ui.charts.Charts;
import app.mainstay.base.ui.list.FilterBar;
import app.mainstay.sales.OpportunityFilter;
import app.mainstay.sales.OpportunityList;
import app.mainstay.sales.SalesAnalysis;
import app.mainstay.sales.SalesAnalysis.Group;
import app.mainstay.sales.SalesAnalysis.Result;
import app.mainstay.sales.SalesBreakdown;
import app.mainstay.sales.SalesBreakdown.Bar;
import app.mainstay.sales.SalesBreakdown.By;
import app.mainstay.sales.SalesBreakdown.Cycle;
import app.mainstay.sales.SalesBreakdown.Velocity;
import app.mainstay.security.CurrentUser;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Money;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What deals add up to, laid out for a tablet. Every bar opens the deals behind it. */
@Route(SalesNavigation.ANALYSIS)
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class AnalysisView extends Page implements BeforeEnterObserver {

    private static final Set<String> FILTERS = Set.of("owner", "unit", "product", "sector", "closed");
    private static final int BARS = 10;
    private static final int TILES = 6;
    private static final int CHARTS = 6;
    /** As many as have a colour, and one for the others. */
    private static final int REASONS = 5;

    private static final String MEASURE = "measure";

    /** What the bars say. */
    private enum Measure {
        WON, RATE, RATE_BY_VALUE, CYCLE, VELOCITY, REASONS;

        private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

        /** Null where nothing was closed. */
        @Nullable BigDecimal of(Group group) {
            return switch (this) {
                case WON -> group.wonValue();
                case RATE -> ratio(BigDecimal.valueOf(group.won()), BigDecimal.valueOf(group.lost()));
                case RATE_BY_VALUE -> ratio(group.wonValue(), group.lostValue());
                case CYCLE, VELOCITY, REASONS -> throw new IllegalStateException();
            };
        }

        private static @Nullable BigDecimal ratio(BigDecimal won, BigDecimal lost) {
            return won.add(lost).signum() == 0 ? null : won.multiply(HUNDRED).divide(won.add(lost), 4, RoundingMode.HALF_UP);
        }

        /** Whether bars tell more than what deals add up to, which is asked apart. */
        boolean apart() {
            return ordinal() >= CYCLE.ordinal();
        }

        String label() {
            return tr("sales.analysis.measure." + name());
        }

        String title(String of) {
            return tr((this == WON ? "sales.analysis." : "sales.analysis." + name() + ".") + of);
        }

        String address() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final transient SalesAnalysis analysis;
    private final transient SalesBreakdown breakdown;
    private final transient OpportunityList source;
    private final transient CodeLists codes;
    private final transient SettingsService settings;
    private final FilterBar filters;
    private final Div tiles = new Div();
    private final Div charts = new Div();
    final transient Later later = new Later(this);
    private final Select<Measure> choice = new Select<>();
    private Measure measure = Measure.WON;
    private transient @Nullable Runnable redraw;
    private transient ListQuery query = ListQuery.ALL;

    public AnalysisView(SalesAnalysis analysis, SalesBreakdown breakdown, OpportunityList source, CodeLists codes, SettingsService settings, CurrentUser currentUser) {
        super(tr("sales.opportunities"));
        this.analysis = analysis;
        this.breakdown = breakdown;
        this.source = source;
        this.codes = codes;
        this.settings = settings;
        addComponentAtIndex(1, new SalesTabs(AnalysisView.class, currentUser));
        filters = new FilterBar(source.filters().stream().filter(filter -> FILTERS.contains(filter.name())).toList(), this::ask);
        choice.setItems(Measure.values());
        choice.setItemLabelGenerator(Measure::label);
        choice.setAriaLabel(tr("sales.analysis.measure"));
        choice.addClassName("analysis-measure");
        choice.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                measure = change.getValue();
                showAddress();
                if (measure.apart()) {
                    load();
                } else if (redraw != null) {
                    redraw.run();
                }
            }
        });
        var toolbar = new Div(filters, choice);
        toolbar.addClassName("toolbar");
        tiles.addClassName("tiles");
        charts.addClassName("chart-grid");
        body.addClassNames("below-tabs", "analysis");
        body.add(toolbar, tiles, charts);
    }

    @Override
    public String getPageTitle() {
        return tr("sales.analysis") + " · " + super.getPageTitle();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var asked = ListQuery.parse(event.getLocation().getQueryParameters().getQueryString());
        query = asked.only(FILTERS);
        measure = Arrays.stream(Measure.values()).filter(each -> each.address().equals(asked.string(MEASURE))).findFirst().orElse(Measure.WON);
        choice.setValue(measure);
        filters.show(query);
        load();
    }

    private void ask(ListQuery wanted) {
        query = wanted;
        filters.show(wanted);
        showAddress();
        load();
    }

    private void showAddress() {
        var shown = query.with(MEASURE, measure == Measure.WON ? null : measure.address());
        getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, new Location(SalesNavigation.ANALYSIS, QueryParameters.simple(shown.parameters()))));
    }

    /** Twelve months up to the end of this one, unless a period is asked for. */
    private OpportunityFilter period() {
        var filter = source.filter(query);
        if (filter.closedFrom() != null) {
            return filter;
        }
        LocalDate next = settings.today().withDayOfMonth(1).plusMonths(1);
        return filter.closed(next.minusMonths(12), next);
    }

    /** The page stands at once; a second question leaves what is shown until it is answered. */
    private void load() {
        var filter = period();
        LocalDate from = Objects.requireNonNull(filter.closedFrom());
        LocalDate to = Objects.requireNonNull(filter.closedTo());
        facts(fact(tr("sales.analysis.period"), tr("sales.analysis.period.days", Formats.date(from, getLocale()), Formats.date(to.minusDays(1), getLocale()))));
        if (tiles.getComponentCount() == 0) {
            tiles.add(skeletons("skeleton-tile", TILES));
            charts.add(skeletons("skeleton-chart", CHARTS));
        }
        busy(true);
        var asked = measure;
        later.ask(() -> breakdown.page(filter, asked.apart() ? SalesBreakdown.Measure.valueOf(asked.name()) : null), answer -> {
            busy(false);
            redraw = () -> show(answer, from, to);
            redraw.run();
        }, sentence -> {
            busy(false);
            redraw = null;
            tiles.removeAll();
            charts.removeAll();
            charts.add(new Empty(sentence, new Button(tr("sales.analysis.again"), click -> load())));
        });
    }

    private void busy(boolean busy) {
        for (var part : List.of(tiles, charts)) {
            part.getElement().setAttribute("aria-busy", String.valueOf(busy));
        }
    }

    private static List<Component> skeletons(String name, int number) {
        return IntStream.range(0, number).<Component>mapToObj(n -> {
            var skeleton = new Div();
            skeleton.addClassNames("skeleton", name);
            skeleton.getElement().setAttribute("aria-hidden", "true");
            return skeleton;
        }).toList();
    }

    private void show(SalesBreakdown.Page answer, LocalDate from, LocalDate to) {
        var result = answer.result();
        showTiles(result);
        charts.removeAll();
        if (result.won() + result.lost() + result.open() == 0) {
            charts.add(new Empty(tr("sales.analysis.empty")));
            return;
        }
        String closed = from + ".." + to.minusDays(1);
        charts.add(funnel(result));
        if (measure.apart()) {
            for (By by : By.values()) {
                if (by != By.OFFICE || result.offices().size() < result.teams().size()) {
                    charts.add(switch (measure) {
                        case CYCLE -> cycle(by, answer.cycles().getOrDefault(by, List.of()), closed);
                        case VELOCITY -> velocity(by, answer.velocities().getOrDefault(by, List.of()), closed);
                        default -> reasons(by, answer.reasons().getOrDefault(by, List.of()), result.reasons(), closed);
                    });
                }
            }
        } else {
            charts.add(months(result), ranking("owners", "sales.ownerId", result.owners(), By.OWNER, closed), ranking("teams", "account.unit", result.teams(), By.TEAM, closed));
            if (result.offices().size() < result.teams().size()) {
                charts.add(ranking("offices", "sales.office", result.offices(), By.OFFICE, closed));
            }
            charts.add(ranking("products", "sales.product", result.products(), By.PRODUCT, closed), ranking("sectors", "account.sector", result.sectors(), By.SECTOR, closed));
        }
        charts.add(reasons(result, closed));
    }

    private String name(By by, String key, @Nullable String label) {
        return switch (by) {
            case PRODUCT -> key.isEmpty() ? tr("sales.analysis.noProduct") : Objects.requireNonNullElse(label, "");
            case SECTOR -> key.isEmpty() ? tr("sales.analysis.noSector") : codes.label(CodeList.SECTOR, key, getLocale());
            case MONTH -> key;
            case OWNER, TEAM, OFFICE -> Objects.requireNonNullElse(label, "");
        };
    }

    /** What a bar's deals have in common, as the list's address says it. */
    private static String way(By by, String key) {
        return switch (by) {
            case OWNER -> "owner=" + id(key);
            case TEAM, OFFICE -> "unit=" + id(key);
            case PRODUCT -> key.isEmpty() ? "noproduct=" : "product=" + id(key);
            case SECTOR -> key.isEmpty() ? "nosector=" : "sector=" + key;
            case MONTH -> "closed=" + key;
        };
    }

    private static String header(By by) {
        return tr(switch (by) {
            case OWNER -> "sales.ownerId";
            case TEAM -> "account.unit";
            case OFFICE -> "sales.office";
            case PRODUCT -> "sales.product";
            case SECTOR -> "account.sector";
            case MONTH -> "sales.analysis.month";
        });
    }

    private static String id(String key) {
        return Ids.text(Long.parseLong(key));
    }

    // ---- tiles ----

    private void showTiles(Result result) {
        tiles.removeAll();
        tiles.add(tile("sales.tile.won", money(result.wonValue()), tr("sales.tile.won.note", result.won())),
                tile("sales.tile.winRate", percent(result.winRate()), tr("sales.tile.winRate.note", percent(result.winRateValue()))),
                tile("sales.tile.cycle", days(result.meanCycle()), cycleNote(result)),
                tile("sales.tile.velocity", result.velocity() == null ? tr("sales.none") : money(result.velocity()), tr("sales.tile.velocity.note")),
                tile("sales.tile.open", money(result.openValue()), tr("sales.tile.open.note", result.open(), money(result.expectedValue()))),
                tile("sales.tile.coverage", tr("sales.tile.coverage.noTarget"), tr("sales.tile.coverage.note")));
        if (result.unrated() > 0) {
            var unrated = new Span(tr("sales.analysis.unrated", result.unrated()));
            unrated.addClassNames("status", "sign-warn", "tiles-note");
            tiles.add(unrated);
        }
    }

    private String cycleNote(Result result) {
        String note = tr("sales.tile.cycle.note", days(result.medianCycle()), result.won());
        return result.won() > 0 && result.won() < SalesAnalysis.SMALL_SAMPLE ? note + " · " + tr("sales.smallSample") : note;
    }

    private static Div tile(String labelKey, String value, String note) {
        var label = new Span(tr(labelKey));
        label.addClassName("tile-label");
        var number = new Span(value);
        number.addClassName("tile-value");
        var small = new Span(note);
        small.addClassName("secondary");
        var tile = new Div(label, number, small);
        tile.addClassName("tile");
        return tile;
    }

    private String money(BigDecimal value) {
        return Formats.money(new Money(value.setScale(4, RoundingMode.HALF_UP), analysis.currency()), getLocale());
    }

    private String percent(@Nullable BigDecimal value) {
        return value == null ? tr("sales.none") : number(value) + " %";
    }

    private String days(@Nullable BigDecimal value) {
        return value == null ? tr("sales.none") : tr("sales.days", number(value));
    }

    /** One decimal, rounded half up, as all metrics are shown. */
    private String number(BigDecimal value) {
        var format = NumberFormat.getNumberInstance(getLocale());
        format.setMaximumFractionDigits(1);
        format.setMinimumFractionDigits(1);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value);
    }

    // ---- charts ----

    private ChartFigure funnel(Result result) {
        var steps = result.funnel();
        var data = new ChartData(tr("sales.stageId"), steps.stream().map(step -> step.stage().label(getLocale())).toList(),
                List.of(new ChartSeries(tr("sales.analysis.deals"), ChartColour.TEAL, steps.stream().<@Nullable BigDecimal>map(step -> BigDecimal.valueOf(step.reached())).toList())),
                ChartFormat.count());
        return Charts.funnel(tr("sales.analysis.funnel"), data).note(tr("sales.analysis.funnel.note"))
                .onPoint((series, point) -> open("outcome=open&stage="
                        + steps.stream().skip(point).map(step -> step.stage().code()).collect(Collectors.joining(",")), null));
    }

    private ChartFigure months(Result result) {
        var none = BigDecimal.ZERO;
        var months = everyMonth(result.months(), Group::key, month -> new Group(month, null, 0, 0, none, none));
        if (measure != Measure.WON) {
            var rates = new ChartData(tr("sales.analysis.month"), months.stream().map(Group::key).toList(), List.of(new ChartSeries(measure.label(), ChartColour.TEAL,
                    months.stream().map(measure::of).toList())), ChartFormat.percent());
            return Charts.columns(measure.title("months"), rates).onPoint((series, point) -> open("outcome=won,lost", months.get(point).key()));
        }
        var data = new ChartData(tr("sales.analysis.month"), months.stream().map(Group::key).toList(), List.of(
                new ChartSeries(tr("enum.Outcome.WON"), ChartColour.TEAL, months.stream().<@Nullable BigDecimal>map(Group::wonValue).toList()),
                new ChartSeries(tr("enum.Outcome.LOST"), ChartColour.GREY, months.stream().<@Nullable BigDecimal>map(Group::lostValue).toList())),
                ChartFormat.money(analysis.currency()));
        return Charts.columns(tr("sales.analysis.months"), data)
                .onPoint((series, point) -> open("outcome=" + (series == 0 ? "won" : "lost"), months.get(point).key()));
    }

    private ChartFigure ranking(String of, String headerKey, List<Group> groups, By by, String closed) {
        Function<Group, String> label = group -> name(by, group.key(), group.label());
        boolean values = measure == Measure.WON;
        var all = groups.stream().filter(group -> measure.of(group) != null && (!values || group.won() > 0))
                .sorted(Comparator.comparing(measure::of, Comparator.nullsLast(Comparator.reverseOrder()))).toList();
        var shown = all.stream().limit(BARS).toList();
        // A rate says nothing without the number of cases behind it.
        var data = new ChartData(tr(headerKey), shown.stream().map(group -> values ? label.apply(group) : tr("sales.analysis.of", label.apply(group), group.won() + group.lost()))
                .toList(), List.of(new ChartSeries(measure.label(), ChartColour.BLUE, shown.stream().map(measure::of).toList())),
                values ? ChartFormat.money(analysis.currency()) : ChartFormat.percent());
        var figure = Charts.ranking(measure.title(of), data).whenEmpty(tr(values ? "sales.analysis.noneWon" : "sales.analysis.noneClosed"))
                .onPoint((series, point) -> open((values ? "outcome=won&" : "outcome=won,lost&") + way(by, shown.get(point).key()), closed));
        return more(figure, all.size());
    }

    private static ChartFigure more(ChartFigure figure, int all) {
        return all > BARS ? figure.note(tr("sales.analysis.more", BARS, all - BARS)) : figure;
    }

    /** In their order, with those between in which nothing happened: a time axis that leaves months out tells of a steadier business than there is. */
    private static <T> List<T> everyMonth(List<T> months, Function<T, String> key, Function<String, T> none) {
        if (months.isEmpty()) {
            return months;
        }
        var known = months.stream().collect(Collectors.toMap(key, Function.identity()));
        var last = YearMonth.parse(key.apply(months.getLast()));
        return Stream.iterate(YearMonth.parse(key.apply(months.getFirst())), month -> !month.isAfter(last), month -> month.plusMonths(1)).map(YearMonth::toString)
                .map(month -> known.containsKey(month) ? known.get(month) : none.apply(month)).toList();
    }

    /** Of months all from the first to the last; of others the first by what they are compared by. */
    private static <T> List<Bar<T>> first(By by, List<Bar<T>> bars, T none, Function<Bar<T>, BigDecimal> value) {
        return by == By.MONTH ? everyMonth(bars, Bar::key, month -> new Bar<>(month, null, none)) : bars.stream().sorted(Comparator.comparing(value, Comparator.reverseOrder())).limit(BARS).toList();
    }

    private static ChartFigure figure(By by, String title, ChartData data, int all) {
        return by == By.MONTH ? Charts.columns(title, data) : more(Charts.ranking(title, data), all);
    }

    private ChartFigure cycle(By by, List<Bar<Cycle>> bars, String closed) {
        var shown = first(by, bars, new Cycle(BigDecimal.ZERO, BigDecimal.ZERO, 0), bar -> bar.value().mean());
        var data = new ChartData(header(by), shown.stream().map(bar -> tr("sales.analysis.of", name(by, bar.key(), bar.label()), bar.value().won())).toList(), List.of(
                new ChartSeries(tr("sales.analysis.mean"), ChartColour.BLUE, shown.stream().<@Nullable BigDecimal>map(bar -> bar.value().won() == 0 ? null : bar.value().mean()).toList()),
                new ChartSeries(tr("sales.analysis.median"), ChartColour.GREY, shown.stream().<@Nullable BigDecimal>map(bar -> bar.value().won() == 0 ? null : bar.value().median()).toList())), ChartFormat.days());
        return figure(by, tr("sales.analysis.CYCLE." + by), data, bars.size()).whenEmpty(tr("sales.analysis.noneWon"))
                .onPoint((series, point) -> open("outcome=won&" + way(by, shown.get(point).key()), closed));
    }

    private ChartFigure velocity(By by, List<Bar<Velocity>> bars, String closed) {
        var shown = first(by, bars, new Velocity(BigDecimal.ZERO, 0, 0), bar -> bar.value().aDay());
        var data = new ChartData(header(by), shown.stream().map(bar -> tr("sales.analysis.of", name(by, bar.key(), bar.label()), bar.value().won())).toList(),
                List.of(new ChartSeries(tr("sales.analysis.aDay"), ChartColour.BLUE, shown.stream().<@Nullable BigDecimal>map(bar -> bar.value().won() == 0 ? null : bar.value().aDay()).toList())),
                ChartFormat.money(analysis.currency()));
        return figure(by, tr("sales.analysis.VELOCITY." + by), data, bars.size()).whenEmpty(tr("sales.analysis.noVelocity"))
                .onPoint((series, point) -> open("outcome=won,lost&" + way(by, shown.get(point).key()), closed));
    }

    /** @param all reasons, the most frequent first: those without a colour of their own are put together */
    private ChartFigure reasons(By by, List<Bar<Map<String, Long>>> bars, List<Group> all, String closed) {
        var shown = first(by, bars, Map.of(), bar -> BigDecimal.valueOf(bar.value().values().stream().mapToLong(Long::longValue).sum()));
        List<List<String>> series = new ArrayList<>(all.stream().limit(REASONS).map(group -> List.of(group.key())).toList());
        if (all.size() > REASONS) {
            series.add(all.stream().skip(REASONS).map(Group::key).toList());
        }
        var data = new ChartData(header(by), shown.stream().map(bar -> name(by, bar.key(), bar.label())).toList(), IntStream.range(0, series.size()).mapToObj(n -> new ChartSeries(
                n < REASONS ? codes.label(CodeList.LOSS_REASON, series.get(n).getFirst(), getLocale()) : tr("sales.analysis.otherReasons"), ChartColour.at(n),
                shown.stream().<@Nullable BigDecimal>map(bar -> BigDecimal.valueOf(series.get(n).stream().mapToLong(reason -> bar.value().getOrDefault(reason, 0L)).sum())).toList()))
                .toList(), ChartFormat.count());
        String title = tr("sales.analysis.REASONS." + by);
        var figure = by == By.MONTH ? Charts.stacked(title, data) : more(Charts.parts(title, data), bars.size());
        return figure.whenEmpty(tr("sales.analysis.noneLost"))
                .onPoint((number, point) -> open("outcome=lost,cancelled&reason=" + String.join(",", series.get(number)) + "&" + way(by, shown.get(point).key()), closed));
    }

    private ChartFigure reasons(Result result, String closed) {
        var reasons = result.reasons();
        var data = new ChartData(tr("sales.lossReason"), reasons.stream().map(group -> codes.label(CodeList.LOSS_REASON, group.key(), getLocale())).toList(),
                List.of(new ChartSeries(tr("sales.analysis.deals"), ChartColour.ORANGE, reasons.stream().<@Nullable BigDecimal>map(group -> BigDecimal.valueOf(group.lost())).toList())),
                ChartFormat.count());
        return Charts.ranking(tr("sales.analysis.reasons"), data).whenEmpty(tr("sales.analysis.noneLost"))
                .onPoint((series, point) -> open("outcome=lost,cancelled&reason=" + reasons.get(point).key(), closed));
    }

    /** The deals behind a bar: what the page is narrowed to, and the bar itself. */
    private void open(String bar, @Nullable String closed) {
        var wanted = query.with("closed", closed);
        for (String parameter : bar.split("&")) {
            if (!parameter.isEmpty()) {
                String[] parts = parameter.split("=", 2);
                wanted = wanted.with(parts[0], parts[1]);
            }
        }
        var address = new Location(SalesNavigation.LIST, QueryParameters.simple(wanted.parameters()));
        getUI().ifPresent(ui -> ui.navigate(address.getPath(), address.getQueryParameters()));
    }
}
