package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Live;
import app.mainstay.base.ui.Menus;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.Unexpected;
import app.mainstay.meeting.Extent;
import app.mainstay.meeting.MeetingDetails;
import app.mainstay.meeting.MeetingState;
import app.mainstay.meeting.Meetings;
import app.mainstay.meeting.Response;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

/** One meeting: when, where and about whom at the left, the parts that features contribute at the right. */
@Route(MeetingNavigation.MEETING)
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class MeetingView extends Page implements BeforeEnterObserver {

    private static final List<Response> ANSWERS = List.of(Response.ACCEPTED, Response.TENTATIVE, Response.DECLINED);
    private static final Duration FOLLOW_UP = Duration.ofDays(7);

    private final transient MeetingServices services;
    private final transient List<MeetingPart> partSources;
    private final transient List<MeetingAction> actionSources;
    private final Nav trail = new Nav();
    private final Div sheet = new Div();
    private final Div parts = new Div();
    private final List<MeetingFollower> followers = new ArrayList<>();
    private long shown = -1;

    public MeetingView(MeetingServices services, List<MeetingPart> parts, List<MeetingAction> actions) {
        super("");
        this.services = services;
        partSources = parts.stream().sorted(Comparator.comparingInt(MeetingPart::order)).toList();
        actionSources = actions.stream().sorted(Comparator.comparingInt(MeetingAction::order)).toList();
        trail.addClassName("record-trail");
        trail.setAriaLabel(tr("meeting.calendar"));
        above(trail);
        sheet.addClassName("facts");
        this.parts.addClassName("meeting-parts");
        body.addClassName("record");
        body.add(sheet, this.parts);
        Live.rows(this, services.changes(), Meetings.CHANGED, id -> id == shown, id -> refresh());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        long id = event.getRouteParameters().get("id").flatMap(Ids::parse).orElseThrow(NotFoundException::new);
        var meeting = services.meetings().get(id);
        if (shown != id) {
            shown = id;
            buildParts(meeting);
        }
        show(meeting);
    }

    private void buildParts(MeetingDetails meeting) {
        parts.removeAll();
        followers.clear();
        for (var source : partSources) {
            if (source.concerns(meeting)) {
                var content = source.create(meeting);
                if (content instanceof MeetingFollower follower) {
                    followers.add(follower);
                }
                var section = new Section(new H2(tr(source.titleKey())), content);
                section.addClassName("meeting-part");
                parts.add(section);
            }
        }
    }

    private void refresh() {
        if (shown < 0) {
            return;
        }
        if (services.meetings().sees(shown)) {
            show(services.meetings().get(shown));
        } else {
            gone();
        }
    }

    /** It changed hands, or went with its series, while it was open: nothing of it stays on the screen. */
    private void gone() {
        shown = -1;
        title(tr("meeting.gone.title"));
        facts();
        actions();
        sheet.removeAll();
        sheet.setVisible(false);
        body.removeClassName("record");
        parts.removeAll();
        followers.clear();
        parts.add(new Empty(tr("meeting.gone.text")));
    }

    private void show(MeetingDetails meeting) {
        var start = Objects.requireNonNull(meeting.draft().start());
        title(meeting.draft().subject());
        facts(MeetingTexts.state(meeting.state()), new Span(MeetingTexts.span(start, Objects.requireNonNull(meeting.draft().end()), getLocale())));
        trail.removeAll();
        trail.add(new Anchor(MeetingNavigation.CALENDAR + "?view=week&day=" + start.toLocalDate(), Icons.BACK.create(), new Span(tr("meeting.calendar"))));
        showActions(meeting);
        showFacts(meeting);
        followers.forEach(follower -> follower.show(meeting));
    }

    // ---- actions ----

    private void showActions(MeetingDetails meeting) {
        List<Component> actions = new ArrayList<>();
        boolean planned = meeting.state() == MeetingState.PLANNED;
        var more = new MenuBar();
        more.addThemeVariants(MenuBarVariant.TERTIARY);
        var root = more.addItem(Icons.MORE.create());
        Menus.name(more, tr("base.more"));
        var menu = root.getSubMenu();
        if (meeting.mayEdit() && planned) {
            menu.addItem(tr("meeting.move"), click -> move(meeting));
        }
        menu.addItem(tr("meeting.followUp"), click -> getUI().ifPresent(ui -> MeetingNavigation.plan(ui, followUp(meeting))));
        actionSources.stream().filter(action -> action.isOffered(meeting)).forEach(action -> menu.addItem(tr(action.labelKey()), click -> action.open(meeting)));
        if (meeting.mayEdit() && planned) {
            menu.addItem(tr("meeting.cancel"), click -> new CancelDialog(meeting.seriesId() != null, (extent, reason) -> {
                services.meetings().cancel(shown, meeting.draft().version(), extent, reason);
                refresh();
                Notices.done(tr("meeting.cancelled.done"));
            }).open());
        }
        actions.add(more);
        if (meeting.mayEdit()) {
            boolean cancelled = meeting.state() == MeetingState.CANCELLED;
            var primary = cancelled ? new Button(tr("meeting.restore"), Icons.RESTORE.create(), click -> restore(meeting))
                    : new Button(tr("base.edit"), Icons.EDIT.create(), click -> getUI().ifPresent(ui -> ui.navigate(MeetingNavigation.edit(shown))));
            primary.addThemeVariants(ButtonVariant.PRIMARY);
            actions.add(primary);
        }
        actions(actions.toArray(Component[]::new));
    }

    private void move(MeetingDetails meeting) {
        var draft = meeting.draft();
        String zone = Objects.requireNonNull(draft.zone());
        new MoveDialog(meeting, ViewerZone.label(zone, getLocale()), (start, end, extent) -> {
            services.meetings().move(shown, draft.version(), start, end, zone, extent);
            refresh();
            Notices.done(tr("meeting.moved", draft.subject()));
        }).open();
    }

    private void restore(MeetingDetails meeting) {
        act(() -> {
            services.meetings().restore(shown, meeting.draft().version());
            Notices.done(tr("meeting.restored"));
        });
    }

    /** The same people's next talk, a week later where nobody says otherwise. */
    private static Map<String, String> followUp(MeetingDetails meeting) {
        Map<String, String> known = new LinkedHashMap<>();
        var draft = meeting.draft();
        meeting.accounts().stream().filter(MeetingDetails.Account::seen).findFirst().ifPresent(account -> known.put(MeetingNavigation.ACCOUNT, Ids.text(account.id())));
        known.put(MeetingNavigation.START, String.valueOf(Objects.requireNonNull(draft.start()).plus(FOLLOW_UP)));
        known.put(MeetingNavigation.END, String.valueOf(Objects.requireNonNull(draft.end()).plus(FOLLOW_UP)));
        known.put(MeetingNavigation.KIND, Objects.requireNonNull(draft.kind()).name());
        known.put(MeetingNavigation.SUBJECT, draft.subject());
        return known;
    }

    private void act(Runnable act) {
        try {
            act.run();
        } catch (RefusedException | ConflictException | OptimisticLockingFailureException | NotFoundException refused) {
            Notices.failed(Unexpected.sentence(refused));
        }
        refresh();
    }

    // ---- facts ----

    private void showFacts(MeetingDetails meeting) {
        var draft = meeting.draft();
        var locale = getLocale();
        sheet.removeAll();
        if (meeting.mine() != null && meeting.state() == MeetingState.PLANNED) {
            sheet.add(answer(meeting));
        }
        var list = new DescriptionList();
        var start = Objects.requireNonNull(draft.start());
        var end = Objects.requireNonNull(draft.end());
        row(list, "meeting.when", new Div(when(start, end), secondary(MeetingTexts.length(Duration.between(meeting.startsAt(), meeting.endsAt())))));
        zone(list, meeting);
        if (meeting.seriesId() != null) {
            var series = new Div(new Span(RuleParts.words(draft.rule(), Objects.requireNonNullElse(meeting.originalStart(), start), locale)));
            if (meeting.own()) {
                series.add(secondary(tr("meeting.own")));
            }
            var original = meeting.originalStart();
            if (original != null && !original.equals(start)) {
                series.add(secondary(tr("meeting.series.of", MeetingTexts.day(original.toLocalDate(), locale) + " " + MeetingTexts.time(original))));
            }
            row(list, "meeting.rule", series);
        }
        if (meeting.state() == MeetingState.CANCELLED) {
            row(list, "meeting.cancelReason", text(meeting.cancelReason()));
        }
        var kind = Objects.requireNonNull(draft.kind());
        var look = KindLook.of(kind);
        var mark = new Span(look.icon.create(), new Span(tr(kind.labelKey())));
        mark.addClassNames("kind-mark", look.className());
        row(list, "meeting.kind", mark);
        if (!meeting.accounts().isEmpty()) {
            row(list, meeting.accounts().size() == 1 ? "meeting.account" : "meeting.accounts", accounts(meeting.accounts()));
        }
        row(list, "meeting.hostId", text(meeting.hostName()));
        row(list, "meeting.place", text(draft.place()));
        row(list, "meeting.link", link(draft.link()));
        row(list, "meeting.purpose", multiline(draft.purpose()));
        row(list, "meeting.reminder.label", draft.reminder() == null ? null : new Span(MeetingTexts.reminder(draft.reminder())));
        if (!draft.busy()) {
            row(list, "meeting.busy", new Span(tr("meeting.no")));
        }
        String changed = Formats.dateTime(meeting.changedAt(), services.zone().get(), locale);
        var last = new Span(meeting.changedBy() == null ? changed : tr("meeting.changed.by", changed, meeting.changedBy()));
        last.addClassName("whole-words");
        row(list, "meeting.changed", last);
        sheet.add(list);
    }

    /** The meeting's own zone where it is not the reader's, and then the reader's time. */
    private void zone(DescriptionList list, MeetingDetails meeting) {
        String zone = Objects.requireNonNull(meeting.draft().zone());
        ZoneId mine = services.zone().get();
        if (!mine.getId().equals(zone)) {
            row(list, "meeting.zone", new Span(ViewerZone.label(zone, getLocale())));
            row(list, "meeting.when.yours", new Div(when(LocalDateTime.ofInstant(meeting.startsAt(), mine), LocalDateTime.ofInstant(meeting.endsAt(), mine)),
                    secondary(ViewerZone.label(mine.getId(), getLocale()))));
        }
    }

    /** A line breaks between day and time, and not within the time. */
    private Span when(LocalDateTime start, LocalDateTime end) {
        String text = MeetingTexts.span(start, end, getLocale());
        if (!start.toLocalDate().equals(end.toLocalDate())) {
            return new Span(text);
        }
        int time = text.lastIndexOf(' ') + 1;
        var hours = new Span(text.substring(time));
        hours.addClassName("unbroken");
        return new Span(new Span(text.substring(0, time)), hours);
    }

    private Component answer(MeetingDetails meeting) {
        var label = new Span(tr("meeting.answer"));
        label.addClassName("secondary");
        label.setId("meeting-answer");
        var group = new Div();
        group.addClassName("answers");
        group.getElement().setAttribute("role", "group");
        group.getElement().setAttribute("aria-labelledby", "meeting-answer");
        for (Response response : ANSWERS) {
            var button = new Button(tr("meeting.answer." + response), click -> respond(meeting, response));
            boolean chosen = meeting.mine() == response;
            button.getElement().setAttribute("aria-pressed", String.valueOf(chosen));
            button.setClassName("chosen", chosen);
            button.addThemeVariants(ButtonVariant.SMALL);
            group.add(button);
        }
        var box = new Div(label, group);
        box.addClassName("answer");
        return box;
    }

    private void respond(MeetingDetails meeting, Response response) {
        if (meeting.seriesId() == null) {
            respond(response, Extent.THIS);
        } else {
            new ExtentDialog(tr("meeting.answer"), tr("meeting.answer.series"), tr("meeting.answer." + response), extent -> respond(response, extent), () -> { }).open();
        }
    }

    private void respond(Response response, Extent extent) {
        act(() -> {
            services.attendance().respond(shown, response, extent);
            Notices.done(tr("meeting.respond.done", tr(response.labelKey())));
        });
    }

    private static Component accounts(List<MeetingDetails.Account> accounts) {
        var all = new Div();
        all.addClassName("lines");
        accounts.forEach(account -> all.add(account.seen() ? new Anchor(AccountNavigation.account(account.id()), account.name()) : new Span(account.name())));
        return all;
    }

    private static @Nullable Component link(@Nullable String address) {
        if (address == null) {
            return null;
        }
        var link = new Anchor(address, address);
        link.setTarget("_blank");
        link.getElement().setAttribute("rel", "noopener noreferrer");
        return link;
    }

    private static @Nullable Component text(@Nullable String text) {
        return text == null || text.isEmpty() ? null : new Span(text);
    }

    private static @Nullable Component multiline(@Nullable String text) {
        var span = text(text);
        if (span != null) {
            span.addClassName("multiline");
        }
        return span;
    }

    private static Span secondary(String text) {
        var span = new Span(text);
        span.addClassName("secondary");
        return span;
    }

    private static void row(DescriptionList list, String labelKey, @Nullable Component value) {
        if (value != null) {
            if (value instanceof Div lines) {
                lines.addClassName("lines");
            }
            list.add(new DescriptionList.Term(tr(labelKey)), new DescriptionList.Description(value));
        }
    }
}
