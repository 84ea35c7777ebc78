package app.mainstay.meeting.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.meeting.AgendaItem;
import app.mainstay.meeting.Extent;
import app.mainstay.meeting.Guest;
import app.mainstay.meeting.MeetingDraft;
import app.mainstay.meeting.MeetingKind;
import app.mainstay.meeting.Meetings;
import app.mainstay.shared.Ids;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.menubar.MenuBar;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class PrepViewTest extends ViewTest {

    private static final LocalDateTime TEN = LocalDateTime.of(2026, 12, 1, 10, 0);

    @Autowired
    private Meetings meetings;

    private Fixtures.Company company;
    private long id;

    @BeforeEach
    void plan() {
        company = fixtures.company();
        long acme = fixtures.account(company, "Acme", company.member());
        id = fixtures.as(company.member(), () -> meetings.save(new MeetingDraft(null, "Strategy talk", MeetingKind.STRATEGY, List.of(acme), "Room 3", null, "Next year", TEN,
                TEN.plusHours(1), "Asia/Shanghai", null, company.member().id(), List.of(company.colleague().id()), List.of(), List.of(new Guest("Lena", null)),
                List.of(new AgendaItem("Results", 30)), 15, true, 0), Extent.THIS));
    }

    @Test
    void thePageTellsWhatIsKnown() {
        openAs(company.colleague(), "meetings/" + Ids.text(id) + "/prep");

        assertThat(view().getElement().getTextRecursively()).contains("Preparation: Strategy talk").contains("Acme").contains("Next year").contains("– Results (30 min)")
                .contains("Whom you meet").contains("Download as PDF").doesNotContain("Open opportunities");
        assertThat(_find(NativeTableCell.class)).extracting(NativeTableCell::getText).startsWith("Lena", "Guest");
    }

    @Test
    void itIsOfferedOnTheMeetingsPageWithTheCalendarFile() {
        openAs(company.colleague(), "meetings/" + Ids.text(id));
        var menu = _find(MenuBar.class).stream().filter(bar -> !bar.hasClassName("user-menu")).findFirst().orElseThrow().getItems().getFirst().getSubMenu().getItems();
        assertThat(menu).extracting(MenuItem::getText).contains("Preparation", "Download as calendar file");
        menu.stream().filter(item -> item.getText().equals("Preparation")).forEach(item -> ComponentUtil.fireEvent(item, new ClickEvent<>(item)));
        assertThat(address()).isEqualTo("meetings/" + Ids.text(id) + "/prep");
    }
}
