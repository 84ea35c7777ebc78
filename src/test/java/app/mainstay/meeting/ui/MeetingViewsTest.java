package app.mainstay.meeting.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.ViewTest;
import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.TimeField;
import app.mainstay.base.ui.calendar.CalendarPanel;
import app.mainstay.base.ui.calendar.Calendars;
import app.mainstay.meeting.AgendaItem;
import app.mainstay.meeting.Extent;
import app.mainstay.meeting.Guest;
import app.mainstay.meeting.MeetingDetails;
import app.mainstay.meeting.MeetingDraft;
import app.mainstay.meeting.MeetingKind;
import app.mainstay.meeting.MeetingState;
import app.mainstay.meeting.Meetings;
import app.mainstay.meeting.Response;
import app.mainstay.security.Preferences;
import app.mainstay.settings.Holidays;
import app.mainstay.shared.Ids;
import com.github.mvysny.kaributesting.v10.BasicUtilsKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.UploadKt;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.IFrame;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.internal.JacksonUtils;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class MeetingViewsTest extends ViewTest {

    private static final String WEEK = "calendar?view=week&day=2026-12-01";
    /** A Tuesday, a week after the clock's. */
    private static final LocalDateTime TEN = LocalDateTime.of(2026, 12, 1, 10, 0);

    @Autowired
    private Meetings meetings;
    @Autowired
    private Preferences preferences;
    @Autowired
    private Holidays holidays;
    @Autowired
    private TestClock clock;

    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
    }

    private MeetingDraft draft(String subject) {
        return new MeetingDraft(null, subject, MeetingKind.VISIT, List.of(acme), "Room 3", null, null, TEN, TEN.plusHours(1), "Asia/Shanghai", null, company.member().id(),
                List.of(company.colleague().id()), List.of(), List.of(new Guest("Lena", null)), List.of(new AgendaItem("Results", 30)), 15, true, 0);
    }

    private long plan(MeetingDraft draft) {
        return fixtures.as(company.member(), () -> meetings.save(draft, Extent.THIS));
    }

    private MeetingDetails stored(long id) {
        return fixtures.as(company.member(), () -> meetings.get(id));
    }

    private static CalendarPanel calendar() {
        return _get(CalendarPanel.class);
    }

    private static void press(String text) {
        _click(_get(Button.class, spec -> spec.withText(text)));
    }

    private static void pressIn(Component in, String text) {
        _click(_get(in, Button.class, spec -> spec.withText(text)));
    }

    private static void choose(String item) {
        var found = _find(MenuBar.class).stream().filter(menu -> !menu.hasClassName("user-menu")).flatMap(menu -> menu.getItems().stream())
                .flatMap(root -> root.getSubMenu().getItems().stream()).filter(each -> each.getText().equals(item)).toList();
        assertThat(found).as(item).hasSize(1);
        ComponentUtil.fireEvent(found.getFirst(), new ClickEvent<>(found.getFirst()));
    }

    private static TextField text(String label) {
        return _get(TextField.class, spec -> spec.withLabel(label));
    }

    private static <T extends Component & HasValue<?, ?>> T field(Class<T> type, String label) {
        return _get(type, spec -> spec.withLabel(label));
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<Choice> box(String label) {
        return _get(ComboBox.class, spec -> spec.withLabel(label));
    }

    @SuppressWarnings("unchecked")
    private static MultiSelectComboBox<Choice> boxes(String label) {
        return _get(MultiSelectComboBox.class, spec -> spec.withLabel(label));
    }

    @SuppressWarnings("unchecked")
    private static void extent(Extent extent) {
        _setValue((HasValue<?, Extent>) _get(RadioButtonGroup.class), extent);
    }

    private static String page() {
        return _get(MeetingView.class).getElement().getTextRecursively();
    }

    // ---- the calendar ----

    @Test
    void aSelectedTimeBecomesAMeetingWithWhatMustBeKnown() {
        openAs(company.member(), WEEK);

        Calendars.choose(calendar(), "2026-12-01T14:00", "2026-12-01T15:30");
        _setValue(text("Subject"), "Walk through the line");
        press("Save");
        // A visit is somebody's: the sentence stands beside the field and nothing is lost.
        assertThat(box("Account").getErrorMessage()).isEqualTo("A meeting with a customer needs at least one account.");
        assertThat(text("Subject").getValue()).isEqualTo("Walk through the line");
        _setValue(box("Account"), new Choice(acme, "Acme"));
        press("Save");

        _assertNone(Dialog.class);
        assertThat(Calendars.events(calendar())).containsExactly("2026-12-01T14:00 Walk through the line");
        var made = stored(Ids.parse(Calendars.id(calendar(), "Walk through the line")).orElseThrow());
        assertThat(made.draft().end()).isEqualTo(LocalDateTime.of(2026, 12, 1, 15, 30));
        assertThat(made.draft().zone()).isEqualTo("Asia/Shanghai");
        assertThat(made.draft().agenda()).isNotEmpty();
        assertThat(made.mine()).isEqualTo(Response.ACCEPTED);
    }

    @Test
    void whatWasTypedQuicklyGoesOnInTheWholeForm() {
        openAs(company.member(), WEEK);
        Calendars.chooseDay(calendar(), LocalDate.of(2026, 12, 3));
        _setValue(text("Subject"), "Plans & budget");
        _setValue(box("Account"), new Choice(acme, "Acme"));

        press("All fields");

        assertThat(view()).isInstanceOf(MeetingFormView.class);
        assertThat(text("Subject").getValue()).isEqualTo("Plans & budget");
        assertThat(field(DayField.class, "Begins on").getValue()).isEqualTo(LocalDate.of(2026, 12, 3));
        assertThat(field(TimeField.class, "From").getValue()).isEqualTo(LocalTime.of(9, 0));
        assertThat(boxes("Accounts").getValue()).containsExactly(new Choice(acme, "Acme"));
    }

    @Test
    void aMeetingIsDraggedAndTheDragIsTakenBack() {
        long id = plan(draft("Visit"));
        openAs(company.member(), WEEK);

        Calendars.move(calendar(), Ids.text(id), "2026-12-02T16:00", "2026-12-02T17:00");
        assertThat(Calendars.events(calendar())).containsExactly("2026-12-02T16:00 Visit");
        assertThat(stored(id).draft().start()).isEqualTo(TEN.plusDays(1).withHour(16));

        press("Undo");
        assertThat(Calendars.events(calendar())).containsExactly("2026-12-01T10:00 Visit");
    }

    @Test
    void aDraggedMeetingOfASeriesAsksHowManyAndMayGoBack() {
        long id = plan(draft("Visit").repeating("FREQ=WEEKLY;BYDAY=TU;COUNT=3"));
        openAs(company.member(), "calendar?view=month&day=2026-12-01");

        Calendars.move(calendar(), Ids.text(id), "2026-12-02T10:00", "2026-12-02T11:00");
        press("Cancel");
        assertThat(Calendars.events(calendar())).containsExactly("2026-12-01T10:00 Visit", "2026-12-08T10:00 Visit", "2026-12-15T10:00 Visit");

        Calendars.move(calendar(), Ids.text(id), "2026-12-02T10:00", "2026-12-02T11:00");
        extent(Extent.ALL);
        press("Move");
        assertThat(Calendars.events(calendar())).containsExactly("2026-12-02T10:00 Visit", "2026-12-09T10:00 Visit", "2026-12-16T10:00 Visit");
    }

    /** In New York it is 21:00 of the day before, and at the customer's it stays 10:00. */
    @Test
    void whoReadsInAnotherZoneMovesNothing() {
        long id = plan(draft("Visit"));
        fixtures.as(company.member(), () -> preferences.set(ViewerZone.PREFERENCE, "America/New_York"));
        openAs(company.member(), "calendar?view=week&day=2026-11-30");
        assertThat(Calendars.events(calendar())).containsExactly("2026-11-30T21:00 Visit");

        // Only its end is pulled.
        Calendars.move(calendar(), Ids.text(id), "2026-11-30T21:00", "2026-11-30T22:30");

        var draft = stored(id).draft();
        assertThat(draft.zone()).isEqualTo("Asia/Shanghai");
        assertThat(draft.start()).isEqualTo(TEN);
        assertThat(draft.end()).isEqualTo(TEN.plusMinutes(90));
    }

    @Test
    void theAddressHoldsSpanAndFilters() {
        plan(draft("Visit"));
        openAs(company.member(), "calendar?view=month&day=2026-12-01&kind=STRATEGY");
        assertThat(Calendars.events(calendar())).isEmpty();

        press("Visit");
        assertThat(address()).contains("kind=STRATEGY").contains("kind=VISIT").contains("view=month").contains("day=2026-12-01");
        assertThat(Calendars.events(calendar())).hasSize(1);
        Calendars.press(calendar(), "Onwards");
        assertThat(address()).contains("day=2027-01-01").contains("kind=VISIT");
        openAs(company.member(), "calendar?view=melon&day=2026-99-99&kind=NONE&person=nobody");
        assertThat(Calendars.title(calendar())).isEqualTo("23–29 Nov 2026");
    }

    @Test
    void anothersCalendarShowsWhenTheyAreTakenAndNoMoreThanIsMine() {
        plan(draft("Visit"));
        openAs(company.outsider(), WEEK + "&person=" + Ids.text(company.member().id()));
        assertThat(Calendars.events(calendar())).containsExactly("2026-12-01T10:00 Busy");

        openAs(company.manager(), WEEK + "&unit=" + Ids.text(company.city()));
        assertThat(Calendars.events(calendar())).containsExactly("2026-12-01T10:00 Visit");
        assertThat(Calendars.page(calendar()).path("events").get(0).path("note").asString()).contains("Member").contains("Colleague");

        openAs(company.manager(), WEEK + "&account=" + Ids.text(acme));
        assertThat(Calendars.events(calendar())).containsExactly("2026-12-01T10:00 Visit");
        // Out of sight: the own calendar, as if nothing had been named.
        openAs(company.outsider(), WEEK + "&account=" + Ids.text(acme));
        assertThat(Calendars.events(calendar())).isEmpty();
    }

    @Test
    void workingHoursAndAYearWithoutHolidaysAreDrawn() {
        fixtures.as(company.administrator(), () -> holidays.load(2026));
        openAs(company.member(), WEEK);
        assertThat(Calendars.page(calendar()).path("hours").size()).isGreaterThan(4);
        assertThat(Calendars.warning(calendar())).isEmpty();

        navigate("calendar?view=month&day=2026-10-01");
        assertThat(Calendars.page(calendar()).path("days").valueStream().filter(day -> day.path("day").asString().equals("2026-10-01")).map(day -> day.path("worked").asBoolean()))
                .containsExactly(false);
        navigate("calendar?view=week&day=2041-06-03");
        assertThat(Calendars.warning(calendar())).contains("2041");
    }

    // ---- the page ----

    @Test
    void thePageSaysWhenWhereAndWho() {
        openAs(company.member(), MeetingNavigation.meeting(plan(draft("Visit"))));

        assertThat(page()).contains("Tue 1 Dec 2026 10:00–11:00").contains("Room 3").contains("Acme").contains("Lena").contains("Results").contains("15 minutes before");
        var parts = _find(Section.class, spec -> spec.withClasses("meeting-part")).stream().map(part -> _get(part, H2.class).getText()).toList();
        assertThat(parts).startsWith("Agenda", "Taking part");
        _assertNone(Checkbox.class, spec -> spec.withLabel("Was there"));

        openAs(company.member(), Locale.SIMPLIFIED_CHINESE, MeetingNavigation.meeting(plan(draft("拜访"))));
        assertThat(page()).contains("2026-12-01 周二 10:00–11:00").contains("提前 15 分钟");
    }

    @Test
    void whoIsInvitedAnswersForOneOrForAll() {
        long id = plan(draft("Visit").repeating("FREQ=WEEKLY;BYDAY=TU;COUNT=3"));
        openAs(company.colleague(), MeetingNavigation.meeting(id));

        press("Decline");
        extent(Extent.ALL);
        pressIn(_get(Dialog.class), "Decline");

        assertThat(stored(id).attendees()).filteredOn(attendee -> attendee.name().equals("Colleague")).extracting("response").containsExactly(Response.DECLINED);
        openAs(company.colleague(), "calendar?view=month&day=2026-12-01");
        assertThat(Calendars.page(calendar()).path("events").valueStream().map(event -> event.path("look").asString())).containsOnly("faded").hasSize(3);
    }

    @Test
    void aMeetingIsMovedCalledOffAndRestoredFromItsPage() {
        long id = plan(draft("Visit"));
        openAs(company.member(), MeetingNavigation.meeting(id));

        choose("Move");
        _setValue(field(TimeField.class, "Until"), LocalTime.of(9, 0));
        pressIn(_get(Dialog.class), "Move");
        assertThat(field(DayField.class, "Ends on").getErrorMessage()).isEqualTo("The end is not after the start.");
        _setValue(field(TimeField.class, "From"), LocalTime.of(15, 0));
        // What begins later ends later.
        assertThat(field(TimeField.class, "Until").getValue()).isEqualTo(LocalTime.of(16, 0));
        pressIn(_get(Dialog.class), "Move");
        assertThat(page()).contains("15:00–16:00");

        choose("Cancel the meeting");
        _setValue(field(TextArea.class, "Reason, read by everybody invited"), "The customer travels");
        pressIn(_get(Dialog.class), "Cancel the meeting");
        assertThat(stored(id).state()).isEqualTo(MeetingState.CANCELLED);
        assertThat(page()).contains("The customer travels");

        press("Restore the meeting");
        assertThat(stored(id).state()).isEqualTo(MeetingState.PLANNED);
    }

    @Test
    void whoWasThereAndWhatCustomersAnsweredIsWrittenDown() {
        long id = plan(draft("Visit"));
        clock.advance(Duration.ofDays(7));
        openAs(company.member(), MeetingNavigation.meeting(id));

        setAnswer("Answer of Lena", Response.ACCEPTED);
        press("Everybody was there");
        _setValue(_get(Checkbox.class, spec -> spec.withPredicate(box -> "Colleague was there".equals(box.getAriaLabel().orElse("")))), false);

        var there = stored(id).attendees();
        assertThat(there).filteredOn(attendee -> attendee.name().equals("Lena")).extracting("attended", "response").containsExactly(tuple(true,
                Response.ACCEPTED));
        assertThat(there).filteredOn(attendee -> attendee.name().equals("Colleague")).extracting("attended").containsExactly(false);
    }

    @SuppressWarnings("unchecked")
    private static void setAnswer(String name, Response response) {
        _setValue((HasValue<?, Response>) _get(Select.class, spec -> spec.withPredicate(select -> name.equals(select.getAriaLabel().orElse("")))), response);
    }

    @Test
    void whoOnlySeesAMeetingIsOfferedNoChange() {
        long id = plan(draft("Visit"));
        openAs(company.colleague(), MeetingNavigation.meeting(id));
        _assertNone(Button.class, spec -> spec.withText("Edit"));
        assertThat(_find(MenuBar.class).stream().flatMap(menu -> menu.getItems().stream()).flatMap(root -> root.getSubMenu().getItems().stream())
                .map(item -> item.getText())).doesNotContain("Move", "Cancel the meeting");

        openAs(company.colleague(), MeetingNavigation.edit(id));
        assertThat(view()).isNotInstanceOf(MeetingFormView.class);
    }

    // ---- the form ----

    @Test
    void aMeetingIsPlannedByTheFormAlone() {
        openAs(company.member(), MeetingNavigation.create(acme));
        _setValue(text("Subject"), "Plans for next year");
        setKind(MeetingKind.STRATEGY);
        assertThat(_get(AgendaField.class).getValue()).isNotEmpty();
        _setValue(field(DayField.class, "Begins on"), TEN.toLocalDate());
        _setValue(field(TimeField.class, "From"), TEN.toLocalTime());
        assertThat(field(TimeField.class, "Until").getValue()).isEqualTo(LocalTime.of(11, 0));
        _setValue(boxes("Colleagues"), Set.of(new Choice(company.colleague().id(), "Colleague")));
        _setValue(field(TextArea.class, "Guests"), "Lena Berg <lena@example.com>\n王强 wang@example.com\nOtto");
        setRepeat(RuleParts.Repeat.WEEKLY);

        press("Save");

        assertThat(view()).isInstanceOf(MeetingView.class);
        var made = stored(Ids.parse(address().replace("meetings/", "")).orElseThrow()).draft();
        assertThat(made.start()).isEqualTo(TEN);
        assertThat(made.rule()).isEqualTo("FREQ=WEEKLY;BYDAY=TU");
        assertThat(made.guests()).containsExactlyInAnyOrder(new Guest("Lena Berg", "lena@example.com"), new Guest("王强", "wang@example.com"), new Guest("Otto", null));
        assertThat(made.people()).containsExactly(company.colleague().id());
        assertThat(page()).contains("Every week on Tuesday");
    }

    @SuppressWarnings("unchecked")
    private static void setKind(MeetingKind kind) {
        _setValue((HasValue<?, MeetingKind>) _get(ComboBox.class, spec -> spec.withLabel("Kind")), kind);
    }

    @SuppressWarnings("unchecked")
    private static void setRepeat(RuleParts.Repeat repeat) {
        _setValue((HasValue<?, RuleParts.Repeat>) _get(Select.class, spec -> spec.withLabel("Repeats")), repeat);
    }

    @Test
    void whatIsWrongStandsBesideItsFieldAndNothingIsLost() {
        openAs(company.member(), MeetingNavigation.CREATE);
        _setValue(field(TextArea.class, "Purpose"), "Find out what they need");
        _setValue(field(TimeField.class, "From"), LocalTime.of(15, 0));
        _setValue(field(TimeField.class, "Until"), LocalTime.of(14, 0));
        _setValue(text("Link"), "meet.example.com");
        press("Save");

        assertThat(text("Subject").isInvalid()).isTrue();
        assertThat(field(DayField.class, "Ends on").getErrorMessage()).isEqualTo("The end is not after the start.");
        assertThat(text("Link").getErrorMessage()).isEqualTo("A link begins with http:// or https://.");
        assertThat(field(TextArea.class, "Purpose").getValue()).isEqualTo("Find out what they need");
    }

    @Test
    void twentyFiveOClockIsToldBesideTheFieldAndNothingIsSaved() {
        openAs(company.member(), MeetingNavigation.create(acme));
        _setValue(text("Subject"), "Visit");
        setKind(MeetingKind.VISIT);
        var from = field(TimeField.class, "From");
        BasicUtilsKt._fireDomEvent(from, "unparsable-change", JacksonUtils.createObjectNode().put("element.inputElement.value", "25:00"));

        press("Save");

        assertThat(view()).isInstanceOf(MeetingFormView.class);
        assertThat(from.getErrorMessage()).isEqualTo("This is no time of the day.");
        openAs(company.member(), "calendar?view=month");
        assertThat(Calendars.events(calendar())).isEmpty();
    }

    @Test
    void ourPeopleStandBesideEachOtherFreeOrBusy() {
        plan(draft("Visit"));
        openAs(company.member(), MeetingNavigation.create(Map.of(MeetingNavigation.START, "2026-12-01T10:30")));
        assertThat(busy()).contains("Member").contains("Busy 10:00–11:00");

        _setValue(field(TimeField.class, "From"), LocalTime.of(11, 0));
        _setValue(boxes("Colleagues"), Set.of(new Choice(company.stranger().id(), "Stranger")));
        assertThat(busy()).contains("Member").contains("Stranger").doesNotContain("Busy");
    }

    private static String busy() {
        return _get(BusyPanel.class).getElement().getOuterHTML();
    }

    @Test
    void anAgendaThatSomebodyWroteIsNotReplacedByATemplate() {
        openAs(company.member(), MeetingNavigation.create(acme));
        setKind(MeetingKind.VISIT);
        var visit = _get(AgendaField.class).getValue();
        setKind(MeetingKind.STRATEGY);
        assertThat(_get(AgendaField.class).getValue()).isNotEmpty().isNotEqualTo(visit);

        _setValue(_find(_get(AgendaField.class), TextField.class).getFirst(), "The lawsuit");
        setKind(MeetingKind.VISIT);
        assertThat(_get(AgendaField.class).getValue().getFirst().title()).isEqualTo("The lawsuit");
        press("Use the template of this kind");
        assertThat(_get(AgendaField.class).getValue()).isEqualTo(visit);
    }

    @Test
    void ofASeriesOneOrAllAreChanged() {
        long id = plan(draft("Visit").repeating("FREQ=WEEKLY;BYDAY=TU;COUNT=3"));
        openAs(company.member(), MeetingNavigation.edit(id));
        assertThat(_get(RuleField.class).isReadOnly()).isTrue();
        _setValue(text("Subject"), "First visit");
        press("Save");

        openAs(company.member(), MeetingNavigation.edit(id));
        extent(Extent.ALL);
        assertThat(_get(RuleField.class).isReadOnly()).isFalse();
        _setValue(text("Place"), "Hall 7");
        press("Save");

        openAs(company.member(), "calendar?view=month&day=2026-12-01");
        assertThat(Calendars.page(calendar()).path("events").valueStream().map(event -> event.path("note").asString())).hasSize(3).allMatch(note -> note.contains("Hall 7"));
    }

    // ---- the account ----

    @Test
    void theAccountShowsWhatComesAndWhatWas() {
        plan(draft("Visit"));
        plan(draft("Lunch").at(TEN.minusDays(20), TEN.minusDays(20).plusHours(1), "Asia/Shanghai"));
        openAs(company.member(), "accounts/" + Ids.text(acme) + "?tab=meetings");

        var panel = _get(MeetingsPanel.class).getElement().getTextRecursively();
        assertThat(panel).containsSubsequence("Coming", "Visit", "Past", "Lunch");
        press("Plan a meeting");
        assertThat(boxes("Accounts").getValue()).containsExactly(new Choice(acme, "Acme"));
    }

    // ---- documents ----

    @Test
    void documentsLieOnTheMeetingsPageAndTheAccountFindsThem() {
        long id = plan(draft("Line visit"));
        openAs(company.colleague(), "meetings/" + Ids.text(id));
        assertThat(page()).contains("No files yet.");
        UploadKt._upload(_get(Upload.class), "agenda.pdf", "application/octet-stream", "%PDF-1.7 x".getBytes(StandardCharsets.UTF_8));
        MockVaadin.clientRoundtrip(true);
        assertThat(page()).contains("agenda.pdf").contains("10 B · Colleague · 24 Nov 2026");
        press("Preview");
        assertThat(_get(IFrame.class).getSrc()).endsWith("?show=true");

        openAs(company.member(), AccountNavigation.account(acme, MeetingNavigation.TAB));
        assertThat(_get(MeetingsPanel.class).getElement().getTextRecursively()).contains("Files of these meetings").contains("agenda.pdf");
        assertThat(_find(Anchor.class).stream().filter(link -> link.getText().equals("Line visit")).map(Anchor::getHref)).contains(MeetingNavigation.meeting(id));
        openAs(company.director(), "meetings/" + Ids.text(id));
        assertThat(page()).contains("agenda.pdf");
        openAs(company.member(), "meetings/" + Ids.text(id) + "/prep");
        assertThat(_get(PrepView.class).getElement().getTextRecursively()).contains("Files of the meeting").contains("agenda.pdf");
        assertThat(_find(Anchor.class).stream().filter(link -> link.getText().equals("agenda.pdf")).findFirst().orElseThrow().isRouterIgnore()).isTrue();
    }
}
