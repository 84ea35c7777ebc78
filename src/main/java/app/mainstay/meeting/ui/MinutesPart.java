package app.mainstay.meeting.ui;

import app.mainstay.base.ui.Live;
import app.mainstay.meeting.MeetingDetails;
import app.mainstay.meeting.Meetings;
import app.mainstay.meeting.minutes.Minutes;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** The minutes of the meeting. */
@Component
class MinutesPart implements MeetingPart {

    private final Minutes minutes;
    private final MeetingServices services;

    MinutesPart(Minutes minutes, MeetingServices services) {
        this.minutes = minutes;
        this.services = services;
    }

    @Override
    public String titleKey() {
        return "minutes.title";
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public com.vaadin.flow.component.Component create(MeetingDetails meeting) {
        long id = Objects.requireNonNull(meeting.draft().id());
        var panel = new MinutesPanel(id, minutes, services);
        Live.rows(panel, services.changes(), Meetings.CHANGED, changed -> changed == id && services.meetings().sees(id), changed -> panel.refresh());
        return panel;
    }
}
