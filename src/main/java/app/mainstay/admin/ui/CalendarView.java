package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.Unexpected;
import app.mainstay.security.UnitService;
import app.mainstay.security.UnitService.UnitRow;
import app.mainstay.settings.BusinessHours;
import app.mainstay.settings.CalendarDay;
import app.mainstay.settings.DayKind;
import app.mainstay.settings.Holidays;
import app.mainstay.settings.HoursDraft;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A year with its holidays and make-up workdays, and below it when which unit works. The year stands in the address. */
@Route(AdminNavigation.CALENDAR)
@RolesAllowed("ADMINISTRATOR")
public class CalendarView extends AdminPage {

    private static final String YEAR = "year";
    private static final String IMPORT = "import?what=workdays";
    /** In the address of a new day: its date. */
    private static final String DAY = "day";
    /** In the address, where an id stands: the company's hours. */
    private static final long COMPANY = 1;
    private static final int FIRST_YEAR = 2002;
    private static final int YEARS_AHEAD = 3;
    private static final int ROWS_SHOWN = 15;

    /** @param unit null for the company itself */
    private record HoursRow(@Nullable UnitRow unit, String name, HoursDraft hours, boolean own) {
    }

    private final transient Holidays holidays;
    private final transient BusinessHours hours;
    private final transient UnitService units;
    private final transient SettingsService settings;
    private final transient Drafts drafts;
    private final Div warnings = new Div();
    private final Select<Integer> years = new Select<>();
    private final Button before = new Button(Icons.BACK.create(), click -> goTo(year() - 1));
    private final Button after = new Button(Icons.BACK.create(), click -> goTo(year() + 1));
    private final Button load = new Button(Icons.RESTORE.create(), click -> load(year()));
    private final Paragraph source = new Paragraph();
    private final Div months = new Div();
    private final Grid<HoursRow> grid = new Grid<>();
    private int year;

    public CalendarView(Holidays holidays, BusinessHours hours, UnitService units, SettingsService settings, Drafts drafts) {
        super("admin.calendar", AdminNavigation.CALENDAR);
        this.holidays = holidays;
        this.hours = hours;
        this.units = units;
        this.settings = settings;
        this.drafts = drafts;
        year = settings.today().getYear();
        create("admin.calendar.new");
        warnings.addClassName("calendar-warnings");
        months.addClassName("calendar-months");
        source.addClassName("secondary");
        var column = new Div(warnings, toolbar(), source, legend(), months, hoursSection());
        column.addClassName("calendar-page");
        main.add(column);
    }

    private Component toolbar() {
        before.setAriaLabel(tr("admin.calendar.before"));
        before.setTooltipText(tr("admin.calendar.before"));
        after.setAriaLabel(tr("admin.calendar.after"));
        after.setTooltipText(tr("admin.calendar.after"));
        after.addClassName("icon-forth");
        years.setAriaLabel(tr("admin.calendar.year"));
        years.setItems(IntStream.rangeClosed(FIRST_YEAR, settings.today().getYear() + YEARS_AHEAD).boxed().toList().reversed());
        years.addClassName("calendar-year");
        years.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                goTo(change.getValue());
            }
        });
        for (var button : List.of(before, after, load)) {
            button.addThemeVariants(ButtonVariant.TERTIARY);
        }
        var end = new Div(load, new Anchor(IMPORT, tr("admin.calendar.import")));
        end.addClassNames("toolbar-end", "calendar-actions");
        var toolbar = new Div(before, years, after, end);
        toolbar.addClassName("calendar-bar");
        return toolbar;
    }

    private static Component legend() {
        var legend = new Div();
        legend.addClassNames("calendar-legend", "secondary");
        for (DayKind kind : DayKind.values()) {
            var sign = new Span(tr(CalendarMonth.signKey(kind)));
            sign.addClassNames("day-sign", CalendarMonth.className(kind));
            legend.add(new Span(sign, new Span(tr(kind.labelKey()))));
        }
        return legend;
    }

    private Component hoursSection() {
        grid.addThemeVariants(GridVariant.NO_BORDER, GridVariant.WRAP_CELL_CONTENT);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(new ComponentRenderer<>(row -> link(row.unit() == null ? COMPANY : row.unit().id(), row.name())))
                .setHeader(tr("admin.hours.unit")).setFlexGrow(1).setWidth("180px");
        grid.addColumn(row -> HoursTexts.summary(row.hours(), getLocale())).setHeader(tr("admin.hours")).setFlexGrow(3).setWidth("260px");
        grid.addColumn(this::origin).setHeader(tr("admin.hours.origin")).setFlexGrow(1).setWidth("150px");
        grid.setPartNameGenerator(row -> part(row.unit() == null ? COMPANY : row.unit().id()));
        grid.addItemClickListener(click -> open(click.getItem().unit() == null ? COMPANY : click.getItem().unit().id()));
        var head = new Div(new H2(tr("admin.hours")));
        head.addClassName("section-head");
        var section = new Div(head, new Paragraph(tr("admin.hours.help")), grid);
        section.addClassName("section");
        return section;
    }

    private String origin(HoursRow row) {
        if (row.own()) {
            return tr("admin.hours.own");
        }
        Long from = row.hours().unitId();
        return tr("admin.hours.from", from == null ? tr("admin.hours.company") : units.find(from).map(UnitRow::name).orElse(""));
    }

    private int year() {
        return year;
    }

    private void goTo(int wanted) {
        go(AdminNavigation.with(AdminNavigation.CALENDAR, Map.of(YEAR, String.valueOf(wanted)), null));
    }

    private void load(int wanted) {
        try {
            int days = holidays.load(wanted);
            Notices.done(tr("admin.calendar.loaded", String.valueOf(wanted), days));
        } catch (RefusedException refused) {
            Notices.failed(Unexpected.sentence(refused));
        }
        show();
    }

    // ---- the address is the truth of the year and of what is open ----

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        year = AdminNavigation.parameter(event.getLocation(), YEAR).flatMap(CalendarView::year).filter(this::isShown)
                .orElseGet(() -> settings.today().getYear());
        show();
        showPanel(event);
    }

    private boolean isShown(int wanted) {
        return wanted >= FIRST_YEAR && wanted <= settings.today().getYear() + YEARS_AHEAD;
    }

    private static Optional<Integer> year(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private void show() {
        years.setValue(year);
        before.setEnabled(isShown(year - 1));
        after.setEnabled(isShown(year + 1));
        load.setText(tr("admin.calendar.load", String.valueOf(year)));
        load.setVisible(holidays.isKnown(year));
        warnings.removeAll();
        holidays.missingYears().forEach(missing -> warnings.add(warning(missing)));
        List<CalendarDay> days = holidays.days(year);
        source.setText(source(days));
        Map<LocalDate, CalendarDay> byDay = days.stream().collect(Collectors.toMap(day -> Objects.requireNonNull(day.day()), day -> day));
        months.removeAll();
        for (Month month : Month.values()) {
            months.add(CalendarMonth.of(YearMonth.of(year, month), byDay, settings.today(), getLocale(), this::address));
        }
        showHours();
    }

    private Component warning(int missing) {
        var text = new Span(tr("admin.calendar.missing", String.valueOf(missing)));
        var warning = new Div(Icons.WARNING.create(), text);
        warning.addClassName("calendar-warning");
        warning.getElement().setAttribute("role", "status");
        if (holidays.isKnown(missing)) {
            var button = new Button(tr("admin.calendar.load", String.valueOf(missing)), click -> load(missing));
            button.addThemeVariants(ButtonVariant.SMALL);
            warning.add(button);
        } else {
            warning.add(new Anchor(IMPORT, tr("admin.calendar.import")));
        }
        return warning;
    }

    private static String source(List<CalendarDay> days) {
        var sources = days.stream().map(CalendarDay::source).filter(Objects::nonNull).distinct().sorted().toList();
        long byHand = days.stream().filter(day -> day.source() == null).count();
        List<String> parts = new ArrayList<>();
        if (!sources.isEmpty()) {
            parts.add(tr("admin.calendar.source", String.join("; ", sources)));
        }
        if (byHand > 0) {
            parts.add(tr("admin.calendar.byHand", byHand));
        }
        return days.isEmpty() ? tr("admin.calendar.none") : String.join(" ", parts);
    }

    /** Where a click on a day leads: to what is listed for it, or to something new on that date. */
    private String address(LocalDate date, @Nullable CalendarDay listed) {
        String shown = String.valueOf(year);
        return (listed == null ? AdminNavigation.with(AdminNavigation.CALENDAR, Map.of(YEAR, shown, DAY, date.toString()), AdminNavigation.NEW)
                : AdminNavigation.with(AdminNavigation.CALENDAR, Map.of(YEAR, shown), Ids.text(Objects.requireNonNull(listed.id()))))
                .getPathWithQueryParameters();
    }

    private void showHours() {
        var own = List.copyOf(hours.units().values());
        List<HoursRow> rows = new ArrayList<>();
        rows.add(new HoursRow(null, tr("admin.hours.company"), hours.of(null), true));
        units.all().forEach(unit -> rows.add(new HoursRow(unit, "\u2003".repeat(unit.depth()) + unit.name(), hours.of(unit.id()), own.contains(unit.id()))));
        grid.setItems(rows);
        grid.setAllRowsVisible(rows.size() <= ROWS_SHOWN);
    }

    @Override
    protected Map<String, String> parameters() {
        return Map.of(YEAR, String.valueOf(year));
    }

    @Override
    protected @Nullable Detail editor(Location location, @Nullable Long id) {
        if (id != null && (id == COMPANY || units.find(id).isPresent())) {
            var editor = new HoursEditor(hours, units, drafts, id == COMPANY ? null : id, this::close);
            editor.cancelBy(this::close);
            return editor;
        }
        if (id != null && holidays.all().stream().noneMatch(day -> id.equals(day.id()))) {
            return null;
        }
        LocalDate date = AdminNavigation.parameter(location, DAY).flatMap(CalendarView::date).orElse(null);
        var editor = new DayEditor(holidays, drafts, id, date, this::close, this::show);
        editor.cancelBy(this::close);
        return editor;
    }
}
