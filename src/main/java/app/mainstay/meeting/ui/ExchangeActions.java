package app.mainstay.meeting.ui;

import app.mainstay.meeting.MeetingDetails;
import app.mainstay.meeting.MeetingState;
import app.mainstay.shared.Ids;
import com.vaadin.flow.component.UI;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Calendars elsewhere, in the menus of the calendar and of a meeting. */
@Configuration(proxyBeanMethods = false)
class ExchangeActions {

    private record Opening(String labelKey, String path, int order) implements CalendarAction {

        @Override
        public void open() {
            UI.getCurrent().navigate(path);
        }
    }

    @Bean
    CalendarAction feedAction() {
        return new Opening("feed.title", FeedView.PATH, 10);
    }

    @Bean
    CalendarAction intakeAction() {
        return new Opening("intake.title", IntakeView.PATH, 20);
    }

    @Bean
    MeetingAction fileAction() {
        return new MeetingAction() {
            @Override
            public String labelKey() {
                return "exchange.download";
            }

            @Override
            public boolean isOffered(MeetingDetails meeting) {
                return true;
            }

            @Override
            public void open(MeetingDetails meeting) {
                download("ics", Objects.requireNonNull(meeting.draft().id()));
            }

            @Override
            public int order() {
                return 20;
            }
        };
    }

    @Bean
    MeetingAction prepAction() {
        return new MeetingAction() {
            @Override
            public String labelKey() {
                return "prep.title";
            }

            @Override
            public boolean isOffered(MeetingDetails meeting) {
                return meeting.state() != MeetingState.CANCELLED;
            }

            @Override
            public void open(MeetingDetails meeting) {
                UI.getCurrent().navigate(MeetingNavigation.meeting(Objects.requireNonNull(meeting.draft().id())) + "/prep");
            }

            @Override
            public int order() {
                return 10;
            }
        };
    }

    /** In the browser's own way, so that the open page stays. */
    static void download(String ending, long meetingId) {
        var ui = UI.getCurrent();
        ui.getPage().executeJs("const a = document.createElement('a'); a.href = $0; a.download = ''; document.body.append(a); a.click(); a.remove();",
                "meeting-files/" + Ids.text(meetingId) + "." + ending + "?language=" + ui.getLocale().toLanguageTag());
    }
}
