package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.FormPage;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.TimeField;
import app.mainstay.meeting.AgendaItem;
import app.mainstay.meeting.Attendee;
import app.mainstay.meeting.Extent;
import app.mainstay.meeting.Guest;
import app.mainstay.meeting.MeetingDetails;
import app.mainstay.meeting.MeetingDraft;
import app.mainstay.meeting.MeetingKind;
import app.mainstay.meeting.MeetingState;
import app.mainstay.meeting.Zones;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import jakarta.annotation.security.RolesAllowed;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/** Plans a meeting or changes one; of a series it is said beforehand how much the change is about. */
@Route(MeetingNavigation.MEETING + "/edit")
@RouteAlias(MeetingNavigation.CREATE)
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class MeetingFormView extends FormPage<MeetingFormView.KeptMeeting> implements BeforeEnterObserver {

    /** A draft with the names behind its ids, since a reload must show them again. */
    record KeptMeeting(MeetingDraft draft, Map<Long, String> accounts, Map<Long, String> people, Map<Long, String> contacts) {
    }

    private static final Pattern GUEST = Pattern.compile("(.*?)[\\s<,;，；]*([^\\s<>,;，；]+@[^\\s<>,;，；]+)?>?\\s*");
    private static final List<Integer> REMINDERS = List.of(0, 5, 10, 15, 30, 60, 120, 1440, 2880, 10080);

    private final transient MeetingServices services;
    private final RadioButtonGroup<Extent> extent = new RadioButtonGroup<>(tr("meeting.extent"));
    private final TextField subject;
    private final ComboBox<MeetingKind> kind;
    private final MultiSelectComboBox<Choice> accounts;
    private final TextArea purpose;
    private final DayField startDay;
    private final TimeField startTime;
    private final DayField endDay;
    private final TimeField endTime;
    private final ComboBox<String> zone;
    private final TextField place;
    private final TextField link;
    private final RuleField rule;
    private final ComboBox<Choice> host;
    private final MultiSelectComboBox<Choice> people;
    private final MultiSelectComboBox<Choice> contacts;
    private final TextArea guests;
    private final AgendaField agenda;
    private final ComboBox<Integer> reminder;
    private final Checkbox busy;
    private final BusyPanel freeBusy;
    private @Nullable Long id;
    private int version;
    private boolean series;
    private Duration length = Duration.ofHours(1);
    private transient Location location = new Location("");

    public MeetingFormView(MeetingServices services, Drafts drafts) {
        super(drafts, "meeting", KeptMeeting.class);
        this.services = services;
        extent.setItems(Extent.values());
        extent.setItemLabelGenerator(each -> tr(each.labelKey()));
        extent.setValue(Extent.THIS);
        extent.setVisible(false);
        extent.addValueChangeListener(change -> showRule());
        form.add(extent);
        form.group(tr("meeting.group.what"));
        subject = form.field("subject", new TextField(tr("meeting.subject")));
        subject.setRequiredIndicatorVisible(true);
        subject.setMaxLength(200);
        kind = form.field("kind", new ComboBox<>(tr("meeting.kind")), each -> tr(each.labelKey()));
        kind.setItems(MeetingKind.values());
        kind.setItemLabelGenerator(each -> tr(each.labelKey()));
        kind.setRequiredIndicatorVisible(true);
        kind.addValueChangeListener(change -> {
            if (change.isFromClient() && id == null && isTemplate(change.getOldValue())) {
                useTemplate();
            }
        });
        accounts = form.field("accounts", new MultiSelectComboBox<>(tr("meeting.accounts")), MeetingFormView::names);
        accounts.setItemLabelGenerator(Choice::name);
        accounts.setItems(services::accounts);
        accounts.addValueChangeListener(change -> contacts().getDataProvider().refreshAll());
        purpose = form.field("purpose", new TextArea(tr("meeting.purpose")), text -> text);
        form.group(tr("meeting.group.when"));
        startDay = form.field("start", new DayField(tr("meeting.startDay")), day -> Formats.date(day, getLocale()));
        startDay.setRequiredIndicatorVisible(true);
        startTime = form.field("startTime", new TimeField(tr("meeting.startTime")), LocalTime::toString);
        startTime.setRequiredIndicatorVisible(true);
        endDay = form.field("end", new DayField(tr("meeting.endDay")), day -> Formats.date(day, getLocale()));
        endDay.setRequiredIndicatorVisible(true);
        endTime = form.field("endTime", new TimeField(tr("meeting.endTime")), LocalTime::toString);
        endTime.setRequiredIndicatorVisible(true);
        zone = form.field("zone", new ComboBox<>(tr("meeting.zone")), this::zoneName);
        zone.setItems(services.zone().choices());
        zone.setItemLabelGenerator(this::zoneName);
        zone.setHelperText(tr("meeting.zone.help"));
        reminder = form.field("reminder", new ComboBox<>(tr("meeting.reminder.label")), MeetingTexts::reminder);
        reminder.setItems(REMINDERS);
        reminder.setItemLabelGenerator(MeetingTexts::reminder);
        reminder.setClearButtonVisible(true);
        reminder.setPlaceholder(tr("meeting.reminder.none"));
        form.group(null);
        rule = form.field("rule", new RuleField(), text -> text.isEmpty() || startDay.isEmpty() ? "" : RuleParts.words(text, startDay.getValue().atStartOfDay(), getLocale()));
        form.group(tr("meeting.group.who"));
        host = form.field("hostId", new ComboBox<>(tr("meeting.hostId")), Choice::name);
        host.setItemLabelGenerator(Choice::name);
        host.setItems(services::hosts);
        host.setRequiredIndicatorVisible(true);
        people = form.field("people", new MultiSelectComboBox<>(tr("meeting.people")), MeetingFormView::names);
        people.setItemLabelGenerator(Choice::name);
        people.setItems(services::colleagues);
        contacts = form.field("contacts", new MultiSelectComboBox<>(tr("meeting.contacts")), MeetingFormView::names);
        contacts.setItemLabelGenerator(Choice::name);
        contacts.setItems(query -> services.contacts(ids(accounts.getValue()), query));
        guests = form.field("guests", new TextArea(tr("meeting.guests")), text -> text);
        guests.setHelperText(tr("meeting.guests.help"));
        freeBusy = new BusyPanel(services);
        form.add(freeBusy);
        form.group(tr("meeting.group.where"));
        place = form.field("place", new TextField(tr("meeting.place")));
        link = form.field("link", new TextField(tr("meeting.link")));
        link.setPlaceholder("https://");
        busy = form.field("busy", new Checkbox(tr("meeting.busy")), on -> tr(on ? "meeting.yes" : "meeting.no"));
        form.group(null);
        agenda = form.field("agenda", new AgendaField(), this::text);
        var template = new Button(tr("meeting.agenda.template"), click -> useTemplate());
        template.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        agenda.offer(template);
        List.of(startDay, endDay).forEach(field -> field.addValueChangeListener(change -> timed(change.isFromClient(), field == startDay)));
        List.of(startTime, endTime).forEach(field -> field.addValueChangeListener(change -> timed(change.isFromClient(), field == startTime)));
        zone.addValueChangeListener(change -> showBusy());
        host.addValueChangeListener(change -> showBusy());
        people.addValueChangeListener(change -> showBusy());
    }

    private MultiSelectComboBox<Choice> contacts() {
        return contacts;
    }

    private static String names(Set<Choice> chosen) {
        return chosen.stream().map(Choice::name).collect(Collectors.joining(", "));
    }

    private static List<Long> ids(Collection<Choice> chosen) {
        return chosen.stream().map(Choice::id).toList();
    }

    private String zoneName(String id) {
        return ViewerZone.label(id, getLocale());
    }

    private String text(List<AgendaItem> items) {
        return items.stream().map(item -> item.title() + " " + item.minutes()).collect(Collectors.joining("; "));
    }

    // ---- the agenda's beginning ----

    /** Nothing that somebody wrote would be lost. */
    private boolean isTemplate(@Nullable MeetingKind before) {
        return agenda.isEmpty() || before != null && agenda.getValue().equals(services.meetings().agenda(before, getLocale()));
    }

    private void useTemplate() {
        if (kind.getValue() != null) {
            agenda.fill(services.meetings().agenda(kind.getValue(), getLocale()));
        }
    }

    // ---- time ----

    private static @Nullable LocalDateTime time(DayField day, TimeField time) {
        return day.isEmpty() || time.isEmpty() ? null : day.getValue().atTime(time.getValue());
    }

    /** A meeting that begins later ends later. */
    private void timed(boolean typed, boolean start) {
        if (!typed) {
            return;
        }
        var from = time(startDay, startTime);
        if (start && from != null) {
            var to = from.plus(length);
            endDay.setValue(to.toLocalDate());
            endTime.setValue(to.toLocalTime());
        }
        showTimes();
    }

    private void showTimes() {
        var from = time(startDay, startTime);
        var to = time(endDay, endTime);
        boolean lasts = from != null && to != null && to.isAfter(from);
        if (lasts) {
            length = Duration.between(from, to);
        }
        agenda.length(lasts ? length.toMinutes() : null);
        rule.start(startDay.getValue());
        showBusy();
    }

    private void showBusy() {
        Map<Long, String> all = new LinkedHashMap<>();
        Stream.concat(host.getOptionalValue().stream(), people.getValue().stream()).forEach(one -> all.putIfAbsent(one.id(), one.name()));
        freeBusy.show(time(startDay, startTime), time(endDay, endTime), chosenZone(), all, id);
    }

    private ZoneId chosenZone() {
        return Optional.ofNullable(zone.getValue()).flatMap(Zones::find).orElseGet(services.zone()::get);
    }

    /** Of one occurrence alone there is no rule to change. */
    private void showRule() {
        rule.setReadOnly(series && extent.getValue() == Extent.THIS);
    }

    // ---- address and content ----

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        location = event.getLocation();
        var parameter = event.getRouteParameters().get("id");
        id = parameter.isEmpty() ? null : parameter.flatMap(Ids::parse).orElseThrow(NotFoundException::new);
        if (id == null) {
            title(tr("meeting.new"));
            open(true);
            return;
        }
        var meeting = services.meetings().get(id);
        if (!meeting.mayEdit()) {
            throw new AccessDeniedException("not for this viewer");
        }
        title(meeting.draft().subject());
        series = meeting.seriesId() != null;
        extent.setVisible(series);
        open(meeting.state() != MeetingState.CANCELLED);
        showRule();
    }

    @Override
    protected long record() {
        return id == null ? Drafts.NEW : id;
    }

    @Override
    protected KeptMeeting stored() {
        return id == null ? fresh() : kept(services.meetings().get(id));
    }

    private static KeptMeeting kept(MeetingDetails meeting) {
        Map<Long, String> accountNames = new LinkedHashMap<>();
        meeting.accounts().forEach(account -> accountNames.put(account.id(), account.name()));
        Map<Long, String> people = new LinkedHashMap<>();
        Map<Long, String> contacts = new LinkedHashMap<>();
        people.put(Objects.requireNonNull(meeting.draft().hostId()), meeting.hostName());
        for (Attendee attendee : meeting.attendees()) {
            if (attendee.userId() != null) {
                people.put(attendee.userId(), attendee.name());
            } else if (attendee.contactId() != null) {
                contacts.put(attendee.contactId(), attendee.name());
            }
        }
        return new KeptMeeting(meeting.draft(), accountNames, people, contacts);
    }

    /** What the address says, else the next full hour. */
    private KeptMeeting fresh() {
        var me = services.currentUser().require();
        LocalDateTime start = parameterTime(MeetingNavigation.START).orElseGet(() -> services.zone().now().truncatedTo(ChronoUnit.HOURS).plusHours(1));
        LocalDateTime end = parameterTime(MeetingNavigation.END).filter(start::isBefore).orElse(start.plusHours(1));
        var chosen = MeetingNavigation.parameter(location, MeetingNavigation.KIND).flatMap(name -> Arrays.stream(MeetingKind.values()).filter(each -> each.name().equals(name)).findFirst())
                .orElse(null);
        Map<Long, String> accountNames = new LinkedHashMap<>();
        MeetingNavigation.parameter(location, MeetingNavigation.ACCOUNT).flatMap(Ids::parse).filter(services.accounts()::sees)
                .ifPresent(account -> accountNames.put(account, services.accounts().get(account).draft().name()));
        String words = MeetingNavigation.parameter(location, MeetingNavigation.SUBJECT).orElse("");
        return new KeptMeeting(new MeetingDraft(null, words, chosen, List.copyOf(accountNames.keySet()), null, null, null, start, end, services.zone().get().getId(), null, me.id(),
                List.of(), List.of(), List.of(), chosen == null ? List.of() : services.meetings().agenda(chosen, getLocale()), 15, true, 0), accountNames,
                Map.of(me.id(), me.displayName()), Map.of());
    }

    private Optional<LocalDateTime> parameterTime(String name) {
        return MeetingNavigation.parameter(location, name).flatMap(text -> {
            try {
                return Optional.of(LocalDateTime.parse(text));
            } catch (DateTimeException notATime) {
                return Optional.empty();
            }
        });
    }

    @Override
    protected void write(KeptMeeting content) {
        var draft = content.draft();
        version = draft.version();
        subject.setValue(draft.subject());
        kind.setValue(draft.kind());
        accounts.setValue(chosen(draft.accounts(), content.accounts()));
        purpose.setValue(Objects.requireNonNullElse(draft.purpose(), ""));
        startDay.setValue(day(draft.start()));
        startTime.setValue(clock(draft.start()));
        endDay.setValue(day(draft.end()));
        endTime.setValue(clock(draft.end()));
        zone.setItems(Stream.concat(services.zone().choices().stream(), Stream.ofNullable(draft.zone())).distinct().toList());
        zone.setValue(draft.zone());
        place.setValue(Objects.requireNonNullElse(draft.place(), ""));
        link.setValue(Objects.requireNonNullElse(draft.link(), ""));
        host.setValue(draft.hostId() == null ? null : new Choice(draft.hostId(), content.people().getOrDefault(draft.hostId(), "")));
        people.setValue(chosen(draft.people(), content.people()));
        contacts.setValue(chosen(draft.contacts(), content.contacts()));
        guests.setValue(draft.guests().stream().map(guest -> guest.email() == null ? guest.name() : guest.name() + " " + guest.email()).collect(Collectors.joining("\n")));
        agenda.setValue(draft.agenda());
        reminder.setItems(Stream.concat(REMINDERS.stream(), Stream.ofNullable(draft.reminder())).distinct().sorted().toList());
        reminder.setValue(draft.reminder());
        busy.setValue(draft.busy());
        rule.start(startDay.getValue());
        rule.setValue(Objects.requireNonNullElse(draft.rule(), ""));
        showTimes();
    }

    private static Set<Choice> chosen(List<Long> ids, Map<Long, String> names) {
        return ids.stream().map(one -> new Choice(one, names.getOrDefault(one, ""))).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static @Nullable LocalDate day(@Nullable LocalDateTime time) {
        return time == null ? null : time.toLocalDate();
    }

    private static @Nullable LocalTime clock(@Nullable LocalDateTime time) {
        return time == null ? null : time.toLocalTime();
    }

    @Override
    protected KeptMeeting content() {
        var draft = new MeetingDraft(id, subject.getValue(), kind.getValue(), ids(accounts.getValue()), place.getValue(), link.getValue(), purpose.getValue(),
                time(startDay, startTime), time(endDay, endTime), zone.getValue(), rule.isEmpty() ? null : rule.getValue(),
                host.getOptionalValue().map(Choice::id).orElse(null), ids(people.getValue()), ids(contacts.getValue()), guests(), agenda.getValue(), reminder.getValue(),
                busy.getValue(), version);
        Map<Long, String> names = new LinkedHashMap<>(names(people));
        host.getOptionalValue().ifPresent(one -> names.put(one.id(), one.name()));
        return new KeptMeeting(draft, names(accounts), names, names(contacts));
    }

    private static Map<Long, String> names(MultiSelectComboBox<Choice> box) {
        return box.getValue().stream().collect(Collectors.toMap(Choice::id, Choice::name, (a, b) -> a, LinkedHashMap::new));
    }

    /** One a line: a name, and an e-mail address where it is known. */
    private List<Guest> guests() {
        List<Guest> all = new ArrayList<>();
        for (String line : guests.getValue().split("\\R")) {
            Matcher matcher = GUEST.matcher(line.strip());
            if (!line.isBlank() && matcher.matches()) {
                all.add(new Guest(matcher.group(1).isBlank() && matcher.group(2) != null ? matcher.group(2) : matcher.group(1), matcher.group(2)));
            }
        }
        return all;
    }

    @Override
    protected void store(KeptMeeting content) {
        id = services.meetings().save(content.draft(), series ? extent.getValue() : Extent.THIS);
    }

    @Override
    protected void goBack() {
        getUI().ifPresent(ui -> ui.navigate(id == null ? MeetingNavigation.CALENDAR : MeetingNavigation.meeting(id)));
    }
}
