package app.mainstay.meeting.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.ViewTest;
import app.mainstay.meeting.AgendaItem;
import app.mainstay.meeting.Extent;
import app.mainstay.meeting.MeetingDraft;
import app.mainstay.meeting.MeetingKind;
import app.mainstay.meeting.MeetingState;
import app.mainstay.meeting.Meetings;
import app.mainstay.meeting.minutes.Minutes;
import app.mainstay.security.Role;
import app.mainstay.security.Viewer;
import app.mainstay.task.TaskRow;
import app.mainstay.task.TaskState;
import app.mainstay.task.ui.SourceTasks;
import com.github.mvysny.kaributesting.v10.BasicUtilsKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

class MinutesViewsTest extends ViewTest {

    private static final LocalDateTime TEN = LocalDateTime.of(2026, 12, 1, 10, 0);

    @Autowired
    private Meetings meetings;
    @Autowired
    private Minutes minutes;
    @Autowired
    private JdbcTemplate jdbc;
    @Autowired
    private TestClock clock;

    private Fixtures.Company company;
    private long acme;
    private long meeting;

    @BeforeEach
    void meeting() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        meeting = fixtures.as(company.member(), () -> meetings.save(new MeetingDraft(null, "Quarter review", MeetingKind.BUSINESS_REVIEW, List.of(acme), null, null, null, TEN,
                TEN.plusHours(1), "Asia/Shanghai", null, company.member().id(), List.of(company.colleague().id()), List.of(), List.of(), List.of(new AgendaItem("Results", 30)),
                null, true, 0), Extent.THIS));
        clock.set(Instant.parse("2026-12-01T04:00:00Z"));
    }

    @Test
    void minutesAreWrittenLookedAtAndPublished() {
        open(company.member());
        assertThat(panel()).contains("counts as held once they are published");
        _click(button("Write minutes"));
        type("需求:更短的交期\n行动:@Colleague 12/10 提交报价\nAction: call");
        assertThat(panel()).contains("Kept as your draft", "更短的交期", "kept as marked text", "提交报价");
        assertThat(owners()).containsExactly("Colleague", "Member");
        _setValue(_find(Checkbox.class).stream().filter(box -> "Task".equals(box.getLabel())).toList().getLast(), false);

        _click(button("Publish"));

        _assertNone(TextArea.class);
        assertThat(_get(_get(MinutesPanel.class), Markdown.class).getContent()).startsWith("需求");
        assertThat(panel()).contains("Member · ");
        assertThat(fixtures.as(company.member(), () -> meetings.get(meeting)).state()).isEqualTo(MeetingState.HELD);
        assertThat(fixtures.as(company.member(), () -> minutes.tasks(meeting))).extracting(TaskRow::title, TaskRow::ownerName, TaskRow::dueOn)
                .containsExactly(org.assertj.core.api.Assertions.tuple("提交报价", "Colleague", LocalDate.of(2026, 12, 10)));
    }

    @Test
    void whatIsTypedIsThereAgainHoweverTheScreenWasLeft() {
        open(company.member());
        _click(button("Write minutes"));
        type("half a");
        _setValue(area(), "half a thought");
        navigate("");
        open(company.member());
        assertThat(area().getValue()).as("also the last second, when somebody leaves").isEqualTo("half a thought");

        open(company.colleague());
        _assertNone(TextArea.class);
        _click(button("Write minutes"));
        type("another");
        assertThat(panel()).contains("Member is writing, too");

        _click(button("Discard"));
        _assertNone(TextArea.class);
        _click(button("Undo"));
        assertThat(area().getValue()).isEqualTo("another");
        open(company.colleague());
        assertThat(area().getValue()).isEqualTo("another");
    }

    @Test
    void aLineThatNobodyHasSeenIsShownBeforeItBecomesARow() {
        open(company.member());
        _click(button("Write minutes"));
        type("words");
        _setValue(area(), "words\nAction: call");
        _click(button("Publish"));
        assertThat(panel()).contains("Look at the new lines below", "call");
        assertThat(jdbc.queryForObject("select count(*) from meeting_minutes", Long.class)).isZero();
        _click(button("Publish"));
        assertThat(jdbc.queryForObject("select count(*) from task_item", Long.class)).isEqualTo(1);
    }

    @Test
    void aNameThatMeansSeveralIsAskedBesideItsLineAndNothingIsLost() {
        fixtures.user("li.si", Role.MEMBER, company.city());
        fixtures.user("li.wu", Role.MEMBER, company.city());
        jdbc.update("update security_user set display_name = '李四' where username in ('li.si', 'li.wu')");
        open(company.member());
        _click(button("Write minutes"));
        type("Action: @member one\n行动:@李四 寄样品");
        _click(button("Publish"));
        var asked = _find(_get(MinutesLines.class), ComboBox.class).getLast();
        assertThat(asked.isInvalid()).isTrue();
        assertThat(asked.getErrorMessage()).isEqualTo("This is needed.");
        assertThat(area().getValue()).contains("寄样品");
        choose(asked);
        _click(button("Publish"));
        assertThat(jdbc.queryForList("select u.username from task_item t join security_user u on u.id = t.owner_id where t.title = '寄样品'", String.class))
                .hasSize(1).first().asString().startsWith("li.");
    }

    @SuppressWarnings("unchecked")
    private static void choose(ComboBox<?> box) {
        var choices = (ComboBox<Choice>) box;
        assertThat(choices.getListDataView().getItems()).hasSize(2);
        _setValue(choices, choices.getListDataView().getItem(0));
    }

    @Test
    void ofTwoWritersTheSecondIsShownWhatWasPublishedAndSaysHowItGoesOn() {
        open(company.colleague());
        _click(button("Write minutes"));
        type("mine");
        fixtures.as(company.member(), () -> minutes.publish(meeting, 0, "theirs", List.of()));
        _click(button("Publish"));
        assertThat(panel()).contains("Member published minutes while you were writing");
        assertThat(_get(_get(MinutesPanel.class), Details.class).getContent().flatMap(component -> component.getChildren())
                .map(component -> ((Markdown) component).getContent())).containsExactly("theirs");
        assertThat(area().getValue()).isEqualTo("mine");
        _click(button("Put mine below theirs"));
        _click(button("Publish"));
        assertThat(fixtures.as(company.member(), () -> minutes.get(meeting))).extracting(text -> text.body() + text.version()).isEqualTo("theirs\n\nmine2");

        _click(button("Earlier versions"));
        _assertOne(Details.class, spec -> spec.withPredicate(details -> details.getSummaryText().startsWith("Version 1 · Member")));
    }

    @Test
    void whilePublishedMeanwhileTypedTextStays() {
        open(company.colleague());
        _click(button("Write minutes"));
        type("mine");
        fixtures.as(company.member(), () -> minutes.publish(meeting, 0, "theirs", List.of()));
        _get(MinutesPanel.class).refresh();
        assertThat(area().getValue()).isEqualTo("mine");
        _click(button("Take theirs"));
        assertThat(_get(_get(MinutesPanel.class), Markdown.class).getContent()).isEqualTo("theirs");
    }

    @Test
    void whatIsWrongIsToldBesideTheTextAndBeforeItsTimeNothingIsPublished() {
        clock.set(TestClock.START);
        open(company.member());
        _click(button("Write minutes"));
        assertThat(panel()).contains("The meeting has not begun");
        _click(button("Publish"));
        assertThat(area().getErrorMessage()).isEqualTo("This is needed.");
        _click(button("Begin with the agenda"));
        assertThat(area().getValue()).isEqualTo("## Results\n\n");
        _click(button("Publish"));
        assertThat(panel()).contains("This meeting has not begun yet.");
        type("x".repeat(Minutes.LONGEST + 1));
        assertThat(area().isInvalid()).isTrue();
        assertThat(panel()).contains("Not kept");
        assertThat(area().getValue()).hasSize(Minutes.LONGEST + 1);
    }

    @Test
    void whoOnlyReadsIsOfferedNoPenAndHtmlOnlyGoesThroughTheSanitisingComponent() {
        String attack = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        fixtures.as(company.member(), () -> minutes.publish(meeting, 0, attack, List.of()));
        jdbc.update("insert into account_reader (account_id, user_id, until_at) values (?, ?, '2999-01-01 00:00:00')", acme, company.stranger().id());
        open(company.stranger());
        assertThat(_get(_get(MinutesPanel.class), Markdown.class).getContent()).isEqualTo(attack);
        assertThat(view().getElement().getOuterHTML()).doesNotContain("<script").doesNotContain("<img src=x").doesNotContain("innerHTML");
        _assertNone(_get(MinutesPanel.class), Button.class);
    }

    @Test
    void tasksOfTheMeetingStandOnItsPage() {
        open(company.member());
        var section = _get(SourceTasks.class);
        assertThat(section.getElement().getTextRecursively()).contains("No tasks yet");
        _setValue(_get(section, TextField.class), "Tidy up");
        _click(_get(section, Button.class, spec -> spec.withText("Add")));
        assertThat(section.getElement().getTextRecursively()).contains("Tidy up");
        var row = fixtures.as(company.member(), () -> minutes.origin(meeting));
        assertThat(row.accountId()).isEqualTo(acme);
        _click(_get(section, NativeButton.class));
        assertThat(jdbc.queryForObject("select state from task_item where source_id = ?", String.class, meeting)).isEqualTo(TaskState.DONE.name());
    }

    @Test
    void everythingIsSaidInChinese() {
        openAs(company.member(), Locale.SIMPLIFIED_CHINESE, MeetingNavigation.meeting(meeting));
        assertThat(panel()).contains("还没有纪要", "写纪要");
    }

    // ---- helpers ----

    private void open(Viewer person) {
        openAs(person, MeetingNavigation.meeting(meeting));
    }

    /** The browser tells of typing once a second. */
    private static void type(String text) {
        _setValue(area(), text);
        BasicUtilsKt._fireDomEvent(area(), "input");
        MockVaadin.clientRoundtrip(true);
    }

    private static List<String> owners() {
        return _find(_get(MinutesLines.class), ComboBox.class).stream().map(box -> ((Choice) box.getValue()).name()).toList();
    }

    private static TextArea area() {
        return _get(TextArea.class);
    }

    private static Button button(String text) {
        return _get(Button.class, spec -> spec.withText(text));
    }

    private static String panel() {
        return _get(MinutesPanel.class).getElement().getTextRecursively();
    }
}
