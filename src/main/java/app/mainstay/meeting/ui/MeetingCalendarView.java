package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Choices;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Live;
import app.mainstay.base.ui.Menus;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.Unexpected;
import app.mainstay.base.ui.calendar.CalendarData;
import app.mainstay.base.ui.calendar.CalendarMode;
import app.mainstay.base.ui.calendar.CalendarPanel;
import app.mainstay.base.ui.calendar.CalendarRange;
import app.mainstay.meeting.CalendarQuery;
import app.mainstay.meeting.CalendarSpan;
import app.mainstay.meeting.Extent;
import app.mainstay.meeting.MeetingKind;
import app.mainstay.meeting.MeetingRow;
import app.mainstay.meeting.Meetings;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.dao.OptimisticLockingFailureException;

/** Meetings in time: one's own, a colleague's, a unit's or an account's. Span, view and filters stand in the address. */
@Route(MeetingNavigation.CALENDAR)
@Menu(title = "meeting.calendar", order = 110, icon = "calendar")
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class MeetingCalendarView extends Page implements BeforeEnterObserver {

    private static final String VIEW = "view";
    private static final String DAY = "day";
    private static final String CANCELLED = "cancelled";
    /** Below it seven days side by side cannot be read. */
    private static final int NARROW = 900;
    private static final int FIRST_HOUR = 9;

    private final transient MeetingServices services;
    private final CalendarPanel panel;
    private final ComboBox<Whose> whose = new ComboBox<>();
    private final Map<MeetingKind, Button> kinds = new EnumMap<>(MeetingKind.class);
    private final Set<MeetingKind> chosen = EnumSet.noneOf(MeetingKind.class);
    private final Paragraph cut = new Paragraph(tr("meeting.cut"));
    private final transient Map<String, MeetingRow> shown = new HashMap<>();
    private final transient ZoneId zone;
    private MenuItem showCancelled;
    private boolean cancelled;

    public MeetingCalendarView(MeetingServices services, List<CalendarAction> actions) {
        super(tr("meeting.calendar"));
        this.services = services;
        zone = services.zone().get();
        panel = new CalendarPanel(tr("meeting.calendar"), services.zone()::now, this::load);
        panel.onSpan(this::go);
        panel.onChoice(this::create);
        panel.onMove(this::move);
        whose.setAriaLabel(tr("meeting.whose"));
        whose.setItemLabelGenerator(Whose::name);
        whose.setItems(query -> Whose.find(query.getFilter().orElse(""), services).stream().skip(query.getOffset()).limit(query.getLimit()));
        whose.setRenderer(LitRenderer.<Whose>of("<div class=\"whose\"><span>${item.name}</span><span class=\"secondary\">${item.about}</span></div>")
                .withProperty("name", Whose::name).withProperty("about", Whose::about));
        whose.addClassNames("filter", "filter-wide");
        whose.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                if (change.getValue() == null) {
                    whose.setValue(Whose.own());
                }
                asked();
            }
        });
        Choices.only(whose);
        cut.addClassName("calendar-warning");
        cut.setVisible(false);
        body.addClassName("list");
        body.add(filters(), cut, panel);
        var create = new Button(tr("meeting.new"), Icons.ADD.create(), click -> MeetingNavigation.plan(UI.getCurrent(), begin()));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        actions(menu(actions), create);
        Live.list(this, services.changes(), Meetings.CHANGED, services.meetings()::sees, panel::refresh);
    }

    private Component filters() {
        var group = new Div();
        group.addClassName("calendar-kinds");
        group.getElement().setAttribute("role", "group");
        group.getElement().setAttribute("aria-label", tr("meeting.kinds"));
        for (MeetingKind kind : MeetingKind.values()) {
            var look = KindLook.of(kind);
            var button = new Button(tr(kind.labelKey()), look.icon.create(), click -> {
                if (!chosen.remove(kind)) {
                    chosen.add(kind);
                }
                asked();
            });
            button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            button.addClassNames("kind-chip", look.className());
            kinds.put(kind, button);
            group.add(button);
        }
        var bar = new Div(whose, group);
        bar.addClassName("calendar-filters");
        return bar;
    }

    private MenuBar menu(List<CalendarAction> actions) {
        var more = new MenuBar();
        more.addThemeVariants(MenuBarVariant.TERTIARY);
        var root = more.addItem(Icons.MORE.create());
        Menus.name(more, tr("base.more"));
        showCancelled = root.getSubMenu().addItem(tr("meeting.cancelled.show"), click -> {
            cancelled = !cancelled;
            asked();
        });
        root.getSubMenu().addItem(tr("meeting.zone.choose"), click -> chooseZone());
        actions.stream().sorted(Comparator.comparingInt(CalendarAction::order)).forEach(action -> root.getSubMenu().addItem(tr(action.labelKey()), click -> action.open()));
        return more;
    }

    private void chooseZone() {
        var dialog = new Dialog(tr("meeting.zone.choose"));
        dialog.setWidth("min(440px, 94vw)");
        var box = new ComboBox<String>(tr("meeting.zone.mine"));
        box.setItems(services.zone().choices());
        box.setItemLabelGenerator(id -> ViewerZone.label(id, getLocale()));
        box.setValue(zone.getId());
        box.setWidthFull();
        Choices.only(box);
        var save = new Button(tr("base.save"), click -> {
            if (box.getValue() != null && Choices.areRead(List.of(box))) {
                services.zone().set(box.getValue());
                dialog.close();
                getUI().ifPresent(ui -> ui.refreshCurrentRoute(false));
            }
        });
        save.addThemeVariants(ButtonVariant.PRIMARY);
        dialog.add(new Paragraph(tr("meeting.zone.mine.help")), box);
        dialog.getFooter().add(new Button(tr("base.cancel"), click -> dialog.close()), save);
        dialog.open();
    }

    // ---- the address ----

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var location = event.getLocation();
        whose.setValue(Whose.read(location, services));
        chosen.clear();
        location.getQueryParameters().getParameters("kind").forEach(name -> Arrays.stream(MeetingKind.values()).filter(kind -> kind.name().equals(name)).forEach(chosen::add));
        cancelled = MeetingNavigation.parameter(location, CANCELLED).isPresent();
        showCancelled.setText(tr(cancelled ? "meeting.cancelled.hide" : "meeting.cancelled.show"));
        kinds.forEach((kind, button) -> {
            button.getElement().setAttribute("aria-pressed", String.valueOf(chosen.contains(kind)));
            button.setClassName("chosen", chosen.contains(kind));
        });
        var mode = MeetingNavigation.parameter(location, VIEW).flatMap(CalendarMode::of).orElseGet(() -> usual(event.getUI()));
        LocalDate day = MeetingNavigation.parameter(location, DAY).flatMap(MeetingCalendarView::day).orElseGet(() -> services.zone().now().toLocalDate());
        facts(services.zone().isUsual(zone) ? new Component[0] : new Component[]{fact(tr("meeting.zone"), ViewerZone.label(zone.getId(), getLocale()))});
        panel.show(mode, day);
    }

    private static CalendarMode usual(UI ui) {
        int width = ui.getPage().getExtendedClientDetails().getWindowInnerWidth();
        return width > 0 && width < NARROW ? CalendarMode.THREE_DAYS : CalendarMode.WEEK;
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }

    private void asked() {
        go(panel.mode(), panel.day());
    }

    private void go(CalendarMode mode, LocalDate day) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put(VIEW, List.of(mode.code()));
        parameters.put(DAY, List.of(day.toString()));
        var of = Optional.ofNullable(whose.getValue()).orElseGet(Whose::own);
        if (!of.parameter().isEmpty()) {
            parameters.put(of.parameter(), List.of(Ids.text(of.id())));
        }
        if (!chosen.isEmpty()) {
            parameters.put("kind", chosen.stream().map(Enum::name).toList());
        }
        if (cancelled) {
            parameters.put(CANCELLED, List.of("yes"));
        }
        getUI().ifPresent(ui -> ui.navigate(MeetingNavigation.CALENDAR, new QueryParameters(parameters)));
    }

    // ---- what is shown ----

    private CalendarData load(CalendarRange range) {
        var of = Optional.ofNullable(whose.getValue()).orElseGet(Whose::own);
        CalendarSpan span;
        try {
            span = services.calendar().show(new CalendarQuery(of.kind(), of.id(), range.start(zone), range.end(zone), chosen, cancelled));
        } catch (NotFoundException outOfSight) {
            // It changed hands while it was open.
            whose.setValue(Whose.own());
            span = services.calendar().show(new CalendarQuery(CalendarQuery.Whose.OWN, 0, range.start(zone), range.end(zone), chosen, cancelled));
        }
        shown.clear();
        span.meetings().forEach(row -> shown.put(Ids.text(row.id()), row));
        cut.setVisible(span.cut());
        return new CalendarData(MeetingEvents.of(span, zone, names(of, span)), services.hours().of(range, null, zone, getLocale()));
    }

    /** Who takes part must be said where several people's meetings stand together. */
    private Map<Long, String> names(Whose of, CalendarSpan span) {
        if (of.kind() != CalendarQuery.Whose.UNIT) {
            return Map.of();
        }
        Set<Long> people = new HashSet<>();
        span.meetings().forEach(row -> people.addAll(row.people()));
        span.busy().forEach(busy -> people.add(busy.userId()));
        return people.isEmpty() ? Map.of() : services.users().names(people);
    }

    // ---- what is done ----

    private Map<String, String> begin() {
        Map<String, String> known = new LinkedHashMap<>();
        var of = whose.getValue();
        if (of != null && of.kind() == CalendarQuery.Whose.ACCOUNT) {
            known.put(MeetingNavigation.ACCOUNT, Ids.text(of.id()));
        }
        LocalDate today = services.zone().now().toLocalDate();
        LocalDate first = panel.span().from();
        // Another week on the screen is the one that is meant.
        if (today.isBefore(first) || !today.isBefore(panel.span().until())) {
            known.put(MeetingNavigation.START, panel.day().atTime(FIRST_HOUR, 0).toString());
        }
        return known;
    }

    private void create(CalendarPanel.Choice choice) {
        LocalDateTime start = choice.wholeDays() ? choice.from().withHour(FIRST_HOUR) : choice.from();
        LocalDateTime end = choice.wholeDays() ? choice.until().minusDays(1).withHour(FIRST_HOUR + 1) : choice.until().equals(start) ? start.plusHours(1) : choice.until();
        var of = whose.getValue();
        var about = of != null && of.kind() == CalendarQuery.Whose.ACCOUNT ? new Choice(of.id(), of.name()) : null;
        var dialog = new QuickDialog(services, start, end, about, id -> {
            panel.refresh();
            Notices.done(tr("meeting.planned"));
        });
        dialog.addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                panel.clearChoice();
            }
        });
        dialog.open();
    }

    private void move(CalendarPanel.Move move) {
        var row = shown.get(move.event().id());
        if (row == null) {
            move.back();
            return;
        }
        ZoneId own = ZoneId.of(row.zone());
        // An end that was not touched stays what it is, also where the zones would not lead back to it.
        LocalDateTime start = move.from().equals(move.event().from()) ? row.start() : convert(move.from(), own);
        LocalDateTime end = move.until().equals(move.event().until()) ? row.end() : convert(move.until(), own);
        if (row.seriesId() == null) {
            store(move, row, start, end, Extent.THIS);
        } else {
            new ExtentDialog(tr("meeting.move.title"), tr("meeting.move.text", row.subject()), tr("meeting.move.do"), extent -> store(move, row, start, end, extent), move::back).open();
        }
    }

    private LocalDateTime convert(LocalDateTime time, ZoneId other) {
        return zone.equals(other) ? time : LocalDateTime.ofInstant(time.atZone(zone).toInstant(), other);
    }

    private void store(CalendarPanel.Move move, MeetingRow row, LocalDateTime start, LocalDateTime end, Extent extent) {
        try {
            services.meetings().move(row.id(), row.version(), start, end, row.zone(), extent);
        } catch (RefusedException refused) {
            move.refuse(sentence(refused));
            return;
        } catch (ConflictException | OptimisticLockingFailureException | NotFoundException gone) {
            move.refuse(Unexpected.sentence(gone));
            panel.refresh();
            return;
        }
        move.accept();
        Notices.done(tr("meeting.moved", row.subject()), () -> undo(row, extent));
    }

    private void undo(MeetingRow row, Extent extent) {
        try {
            var now = services.meetings().get(row.id());
            services.meetings().move(row.id(), now.draft().version(), row.start(), row.end(), row.zone(), extent);
        } catch (RefusedException refused) {
            Notices.failed(sentence(refused));
        } catch (ConflictException | OptimisticLockingFailureException | NotFoundException gone) {
            Notices.failed(Unexpected.sentence(gone));
        }
        panel.refresh();
    }

    static String sentence(RefusedException refused) {
        List<String> sentences = new ArrayList<>();
        for (Problem problem : refused.problems()) {
            sentences.add(tr(problem));
        }
        return sentences.stream().distinct().collect(Collectors.joining(" "));
    }
}
