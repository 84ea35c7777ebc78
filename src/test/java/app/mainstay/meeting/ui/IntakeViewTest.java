package app.mainstay.meeting.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.meeting.MeetingKind;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Section;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class IntakeViewTest extends ViewTest {

    private static final String EVENT = """
            BEGIN:VEVENT
            UID:%s@elsewhere
            DTSTAMP:20261101T000000Z
            SUMMARY:%s
            DTSTART;TZID=Asia/Shanghai:20261207T090000
            DTEND;TZID=Asia/Shanghai:20261207T%s0000
            END:VEVENT
            """;

    @Autowired
    private JdbcClient jdbc;

    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void open() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        openAs(company.member(), "calendar/upload");
    }

    private void upload(String... events) {
        ((IntakeView) view()).received(("BEGIN:VCALENDAR\nVERSION:2.0\n" + String.join("", events) + "END:VCALENDAR\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private String text() {
        return view().getElement().getTextRecursively();
    }

    @Test
    @SuppressWarnings("unchecked")
    void aMeetingIsLookedAtGetsItsAccountAndIsPlanned() {
        upload(EVENT.formatted("one", "Talk", "10"), EVENT.formatted("two", "Backwards", "08"));

        assertThat(text()).contains("Talk").contains("Mon").contains("09:00–10:00").contains("One event cannot be read").contains("does not end after it starts");
        _get(MultiSelectComboBox.class).setValue(Set.of(new Choice(acme, "Acme")));
        assertThat(_get(ComboBox.class, spec -> spec.withLabel("Kind")).getValue()).isEqualTo(MeetingKind.VISIT);
        _click(_get(Button.class, spec -> spec.withText("Plan the meeting")));

        assertThat(text()).contains("Meeting planned.").contains("Open the meeting");
        assertThat(jdbc.sql("select m.subject from meeting m join meeting_account a on a.meeting_id = m.id where a.account_id = ?").param(acme).query(String.class).list())
                .containsExactly("Talk");
    }

    @Test
    void whatIsRefusedStaysWithTheReasonAndAFileThatCannotBeReadTakesNothingAway() {
        upload(EVENT.formatted("one", "Talk", "10"));
        ((ComboBox<MeetingKind>) _get(ComboBox.class, spec -> spec.withLabel("Kind"))).setValue(MeetingKind.STRATEGY);
        _click(_get(Button.class, spec -> spec.withText("Plan the meeting")));
        assertThat(text()).contains("A meeting with a customer needs at least one account.");

        ((IntakeView) view()).received("nonsense".getBytes(StandardCharsets.UTF_8));
        assertThat(text()).contains("This is no calendar file").contains("Talk");
        ((IntakeView) view()).received(null);
        assertThat(text()).contains("The file is larger than 10 MB.").contains("Talk");
        assertThat(_find(Section.class, spec -> spec.withClasses("intake-card"))).hasSize(1);
    }
}
