package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.list.ListQuery;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Later;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.list.FilterBar;
import app.mainstay.sales.OpportunityFilter;
import app.mainstay.sales.OpportunityList;
import app.mainstay.sales.SalesAnalysis;
import app.mainstay.sales.SalesBreakdown;
import app.mainstay.sales.SalesBreakdown.By;
import app.mainstay.security.CurrentUser;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.SettingsService;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What deals add up to, laid out for a tablet. Every bar opens the deals behind it. */
@Route(SalesNavigation.ANALYSIS)
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class AnalysisView extends Page implements BeforeEnterObserver {

    private static final Set<String> FILTERS = Set.of("owner", "unit", "product", "sector", "closed");
    private static final int TILES = 6;
    private static final int CHARTS = 6;

    private static final String MEASURE = "measure";

    private final transient SalesAnalysis analysis;
    private final transient SalesBreakdown breakdown;
    private final transient OpportunityList source;
    private final transient CodeLists codes;
    private final transient SettingsService settings;
    private final FilterBar filters;
    private final AnalysisTiles tiles;
    private final Div charts = new Div();
    final transient Later later = new Later(this);
    private final Select<AnalysisMeasure> choice = new Select<>();
    private AnalysisMeasure measure = AnalysisMeasure.WON;
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
        tiles = new AnalysisTiles(analysis.currency());
        filters = new FilterBar(source.filters().stream().filter(filter -> FILTERS.contains(filter.name())).toList(), this::ask);
        choice.setItems(AnalysisMeasure.values());
        choice.setItemLabelGenerator(AnalysisMeasure::label);
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
        measure = AnalysisMeasure.at(asked.string(MEASURE));
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
        var shown = query.with(MEASURE, measure == AnalysisMeasure.WON ? null : measure.address());
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
        tiles.show(result);
        charts.removeAll();
        if (result.won() + result.lost() + result.open() == 0) {
            charts.add(new Empty(tr("sales.analysis.empty")));
            return;
        }
        String closed = from + ".." + to.minusDays(1);
        var bars = new AnalysisBars(codes, getLocale());
        var of = new AnalysisCharts(bars, measure, analysis.currency(), this::open);
        charts.add(of.funnel(result));
        boolean offices = result.offices().size() < result.teams().size();
        if (measure.apart()) {
            var apart = new AnalysisApartCharts(bars, analysis.currency(), this::open);
            for (By by : By.values()) {
                if (by != By.OFFICE || offices) {
                    charts.add(switch (measure) {
                        case CYCLE -> apart.cycle(by, answer.cycles().getOrDefault(by, List.of()), closed);
                        case VELOCITY -> apart.velocity(by, answer.velocities().getOrDefault(by, List.of()), closed);
                        default -> apart.reasons(by, answer.reasons().getOrDefault(by, List.of()), result.reasons(), closed);
                    });
                }
            }
        } else {
            charts.add(of.months(result), of.ranking("owners", result.owners(), By.OWNER, closed), of.ranking("teams", result.teams(), By.TEAM, closed));
            if (offices) {
                charts.add(of.ranking("offices", result.offices(), By.OFFICE, closed));
            }
            charts.add(of.ranking("products", result.products(), By.PRODUCT, closed), of.ranking("sectors", result.sectors(), By.SECTOR, closed));
        }
        charts.add(of.reasons(result, closed));
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
